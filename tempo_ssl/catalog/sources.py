"""Where tracks come from: a folder, a list, standard input, a URL."""

from __future__ import annotations

import csv
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from tempo_ssl.catalog.records import CATALOG_COLUMNS
from tempo_ssl.catalog.remote import (
    Fingerprint,
    find_remote,
    is_remote_file,
    is_url,
    open_remote,
    remote_fingerprint,
)
from tempo_ssl.config import AUDIO_SUFFIXES
from tempo_ssl.errors import CatalogError

#: Standard input as a source.
STANDARD_INPUT = "-"
#: Bytes of a list that are read at once.
CHUNK = 1 << 20

Found = tuple[str, "Fingerprint | None"]


def find_tracks(source: str, warn: Callable[[str], None] | None = None) -> Iterator[Found]:
    """The paths or URLs of the tracks that ``source`` stands for, in a fixed order; nothing is opened.

    ``source`` is a folder or URL that is searched, a single sound file, a list (``.csv`` with a column ``path``; any
    other file: a path a line, or paths that end in NUL), or ``-`` for such a list on standard input. Size and time of
    change come with a track where finding it told them. ``warn`` is told of folders that cannot be listed.

    Raises :class:`CatalogError` with the first track where the source is missing or is no list.
    """
    if source == STANDARD_INPUT:
        yield from ((path, None) for path in _listed(sys.stdin.buffer, is_csv=False, name="standard input"))
    elif is_url(source):
        yield from _find_behind(source)
    else:
        yield from _find_here(source, warn)


def fingerprint(path: str) -> Fingerprint:
    """Size in bytes and time of the last change of a track (to the microsecond); None twice where it has none."""
    try:
        if "://" in path and is_url(path):
            return remote_fingerprint(path)
        status = os.stat(path)
    except (OSError, ValueError, CatalogError):
        return None, None
    return status.st_size, status.st_mtime_ns // 1000 / 1e6


def _find_behind(url: str) -> Iterator[Found]:
    if not url.endswith("/") and not _is_sound(url) and is_remote_file(url):
        with open_remote(url) as file:
            yield from ((path, None) for path in _listed(file, url.lower().endswith(".csv"), url))
    else:
        yield from find_remote(url)


def _find_here(source: str, warn: Callable[[str], None] | None) -> Iterator[Found]:
    from tempo_ssl.audio import display_name, walk_audio

    try:
        mode = os.stat(source).st_mode
        if stat.S_ISDIR(mode):
            os.listdir(source)
            paths: Iterable[str] = walk_audio(source, warn)
        elif _is_sound(source):
            paths = [source]
        else:
            with open(source, "rb") as file:
                yield from ((path, None) for path in _listed(file, source.lower().endswith(".csv"), source))
            return
    except FileNotFoundError:
        raise CatalogError(f"{display_name(source)}: no such file or folder") from None
    except (OSError, ValueError) as error:
        raise CatalogError(f"{display_name(source)}: {getattr(error, 'strerror', None) or error}") from None
    yield from ((path, None) for path in paths)


def _is_sound(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in AUDIO_SUFFIXES


def _listed(file: BinaryIO, is_csv: bool, name: str) -> Iterator[str]:
    """The paths in a list, each once."""
    seen = set()
    for path in _csv_paths(file, name) if is_csv else _line_paths(file):
        # Their hashes (64 bits) and not the paths: a list may have millions.
        if path and hash(path) not in seen:
            seen.add(hash(path))
            yield path


def _line_paths(file: BinaryIO) -> Iterator[str]:
    """Lines, or what ends in NUL if the list has such a byte (``find -print0``)."""
    rest = file.read(CHUNK).removeprefix(b"\xef\xbb\xbf")
    end = b"\0" if b"\0" in rest else b"\n"
    while chunk := file.read(CHUNK):
        *lines, rest = (rest + chunk).split(end)
        yield from map(_decoded, lines)
    yield from map(_decoded, rest.split(end))


def _decoded(line: bytes) -> str:
    return os.fsdecode(line.removesuffix(b"\r"))


def _csv_paths(file: BinaryIO, name: str) -> Iterator[str]:
    from tempo_ssl.audio import as_path

    text = io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
    rows = csv.DictReader(text)
    try:
        columns = set(rows.fieldnames or ())
        if "path" not in columns:
            raise CatalogError(f"{name}: is no list of tracks, it has no column 'path'")
        # A catalog of ours is a list too; only there are names escaped.
        path_of = as_path if set(CATALOG_COLUMNS) <= columns else str
        for row in rows:
            if row["path"]:
                yield path_of(row["path"])
    except csv.Error as error:
        raise CatalogError(f"{name}: is no CSV file ({error}, line {rows.line_num})") from None
    finally:
        text.detach()  # whoever opened the file closes it
