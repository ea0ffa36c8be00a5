"""Tracks behind URLs (``s3://``, ``gs://``, ``https://``, ``memory://``, ...), by fsspec: the extra ``cloud``.

The sound readers want a file, so a track is copied to a temporary one for as long as it is read: memory stays flat,
and the answer is that of the file itself.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any, BinaryIO, cast

from tempo_ssl.config import AUDIO_SUFFIXES
from tempo_ssl.errors import CatalogError

URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
#: Protocol -> extra that installs its package.
EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs"}
#: Where the file systems that fsspec knows keep the time of the last change.
TIME_KEYS = ("LastModified", "last_modified", "mtime", "updated", "modified", "created")

Fingerprint = tuple["int | None", "float | None"]


def is_url(path: str) -> bool:
    """Whether a path names a file by protocol."""
    return URL.match(path) is not None


def find_remote(url: str) -> Iterator[tuple[str, Fingerprint]]:
    """URLs of the sound files under ``url``, sorted, each with its size and time of change; ``CatalogError``."""
    system, top = _filesystem(url)
    given = url.rstrip("/")
    start = given.removesuffix(top) if given.endswith(top) else None
    with _explained(url):
        entries = system.ls(top, detail=True)
    # One folder after the other: what is known of all files of a large bucket does not fit into memory.
    for entry in sorted(entries, key=lambda entry: str(entry["name"])):
        if entry["type"] == "directory":
            with _explained(url):
                found = system.find(entry["name"], detail=True)
        else:
            found = {entry["name"]: entry}
        for path, info in sorted(found.items(), key=lambda item: item[0].split("/")):
            is_hidden = any(part.startswith(".") for part in path[len(top) :].split("/"))
            if path == top or (not is_hidden and os.path.splitext(path)[1].lower() in AUDIO_SUFFIXES):
                yield (system.unstrip_protocol(path) if start is None else start + path), _fingerprint_in(info)


def is_remote_file(url: str) -> bool:
    """Whether ``url`` is one file, and not a folder or nothing."""
    system, path = _filesystem(url)
    with _explained(url):
        return bool(system.isfile(path))


def open_remote(url: str) -> BinaryIO:
    """The bytes of a remote file; ``CatalogError``."""
    system, path = _filesystem(url)
    with _explained(url):
        return cast(BinaryIO, system.open(path, "rb"))


def remote_fingerprint(url: str) -> Fingerprint:
    """Size in bytes and time of the last change (seconds since 1970); ``CatalogError`` where there is no such file."""
    system, path = _filesystem(url)
    with _explained(url):
        return _fingerprint_in(system.info(path))


@contextmanager
def local_copy(url: str, folder: str | None = None) -> Iterator[str]:
    """The path of a temporary file (in ``folder``) with the content of ``url``; ``CatalogError``."""
    system, path = _filesystem(url)
    descriptor, copy = tempfile.mkstemp(prefix="tempo-ssl-", suffix=os.path.splitext(path)[1][:16], dir=folder)
    os.close(descriptor)
    try:
        with _explained(url):
            system.get_file(path, copy)
        yield copy
    finally:
        os.unlink(copy)


def _filesystem(url: str) -> tuple[Any, str]:
    """fsspec's file system for ``url``, and the path in it."""
    try:
        import fsspec
    except ImportError:
        raise CatalogError(f'{url}: URLs need fsspec, which is not installed: pip install "tempo-ssl[cloud]"') from None
    protocol = url.partition("://")[0].lower()
    try:
        # Its cache of listings would hold millions of names, and go stale.
        system, path = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        advice = f'pip install "tempo-ssl[{EXTRAS[protocol]}]"' if protocol in EXTRAS else _line(error)
        raise CatalogError(f"{url}: the package for {protocol}:// is not installed: {advice}") from None
    except ValueError as error:
        raise CatalogError(f"{url}: {_line(error)}") from None
    return system, path.rstrip("/") or path


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Whatever a file system raises becomes a ``CatalogError`` of one line; each has its own kinds."""
    try:
        yield
    except FileNotFoundError:
        raise CatalogError(f"{url}: no such file or folder") from None
    except PermissionError as error:
        raise CatalogError(f"{url}: no permission to read it ({_line(error)})") from None
    except CatalogError:
        raise
    except Exception as error:
        raise CatalogError(f"{url}: {_line(error)}") from error


def _fingerprint_in(info: dict[str, Any]) -> Fingerprint:
    size = info.get("size")
    value = next((info[key] for key in TIME_KEYS if info.get(key) is not None), None)
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            value = None
    if isinstance(value, datetime):
        # A time without a zone is one of UTC.
        value = (value if value.tzinfo else value.replace(tzinfo=timezone.utc)).timestamp()
    return (
        None if size is None else int(size),
        round(float(value), 6) if isinstance(value, (int, float)) else None,
    )


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
