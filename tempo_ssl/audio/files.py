"""Paths of sound files: finding them, naming them in messages, opening them."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from typing import Union

from tempo_ssl.config import AUDIO_SUFFIXES
from tempo_ssl.errors import AudioError

#: Unicode categories that would break or hide a line: control characters, surrogates, line and paragraph ends.
UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")

#: How an undecodable byte is written, and the backslash of a name that looks like that.
ESCAPED = re.compile(r"\\(x(?:5c|[89a-f][0-9a-f]))")
#: How Python hides an undecodable byte in a str.
SURROGATE = re.compile("[\ud800-\udfff]")

AnyPath = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]


def find_audio(source: AnyPath) -> list[Path]:
    """The sound files under a folder, sorted, by their names' endings; a single file is returned as it is.

    Hidden files and folders are passed over. Links are followed, and no folder is entered twice. Raises
    :class:`AudioError` where ``source`` is missing or cannot be listed.
    """
    top = Path(os.fsdecode(source))
    try:
        if not stat.S_ISDIR(os.stat(top).st_mode):
            return [top]
        os.listdir(top)
    except (OSError, ValueError) as error:
        raise AudioError(f"{display_name(source)}: {_reason(error)}") from None
    return [Path(path) for path in walk_audio(os.fspath(top))]


def walk_audio(folder: str, warn: Callable[[str], None] | None = None) -> Iterator[str]:
    """The sound files under a folder, sorted by the parts of their paths, found as they are asked for.

    The rules are those of :func:`find_audio`. Folders inside that cannot be listed are passed over; ``warn`` is told.
    """
    entered = set()
    # Depth first without recursion: folders may lie deeper in each other than Python's stack is high.
    stack = [(iter([folder]), {folder})]
    while stack:
        paths, folders = stack[-1]
        for path in paths:
            if path not in folders:
                yield path
                continue
            try:
                status = os.stat(path)
                if (status.st_dev, status.st_ino) not in entered:
                    entered.add((status.st_dev, status.st_ino))
                    stack.append(_entries(path))
                    break
            except OSError as error:
                if warn:
                    warn(f"{display_name(path)}: {_reason(error)}")
        else:
            stack.pop()


def _entries(folder: str) -> tuple[Iterator[str], set[str]]:
    """Paths of the sound files and of the folders in a folder, sorted; and which of them are folders."""
    found, folders = [], set()
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            try:
                if name[name.rfind(".") :].lower() in AUDIO_SUFFIXES and entry.is_file():
                    found.append(entry.path)
                elif entry.is_dir():
                    found.append(entry.path)
                    folders.add(entry.path)
            except OSError:  # a link in a ring
                continue
    return iter(sorted(found)), folders


def display_name(path: AnyPath) -> str:
    r"""A path as one printable line: control characters and undecodable bytes are escaped (``\n``, ``\xff``)."""
    return "".join(map(_printable, os.fsdecode(path)))


def file_digest(path: AnyPath) -> str:
    """SHA-256 of a file's content, in hexadecimal digits; :class:`AudioError` where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as handle:
            while part := handle.read(1 << 20):
                digest.update(part)
    except OSError as error:
        raise AudioError(f"{display_name(path)}: cannot be read ({error.strerror or error})") from error
    return digest.hexdigest()


def as_text(path: str) -> str:
    r"""A path as valid Unicode that :func:`as_path` turns back: undecodable bytes become ``\xff``.

    A backslash that would look like the beginning of such an escape becomes ``\x5c``; all else stays as it is.
    """
    text = ESCAPED.sub(r"\\x5c\1", path) if "\\" in path else path
    return text if text.isascii() else SURROGATE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", text)


def as_path(text: str) -> str:
    """The path that :func:`as_text` made ``text`` of."""
    return ESCAPED.sub(lambda match: os.fsdecode(bytes([int(match[1][1:], 16)])), text)


def open_file(path: AnyPath, name: str) -> FileIO:
    """Open a sound file for both readers; ``name`` is what it is called in an :class:`AudioError`."""
    try:
        # Looked at before it is opened: a pipe or a device would keep the program waiting.
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise AudioError(f"{name}: is a folder, not a sound file")
        if not stat.S_ISREG(status.st_mode):
            raise AudioError(f"{name}: is not a regular file")
        if not status.st_size:
            raise AudioError(f"{name}: is empty (0 bytes)")
        return _File(os.fspath(path))
    except (OSError, ValueError) as error:
        raise AudioError(f"{name}: {_reason(error)}") from None


def _printable(letter: str) -> str:
    if unicodedata.category(letter) not in UNPRINTABLE:
        return letter
    if "\udc80" <= letter <= "\udcff":  # how Python hides an undecodable byte in a str
        return f"\\x{ord(letter) - 0xDC00:02x}"
    return letter.encode("unicode_escape").decode()


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return getattr(error, "strerror", None) or str(error)


class _File(FileIO):
    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """As usual, but FFmpeg's error number for an impossible place: PyAV would print the exception."""
        try:
            return super().seek(offset, whence)
        except (OSError, OverflowError):
            return -errno.EINVAL
