"""Paths of sound files: finding them, naming them in messages, opening them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from io import FileIO
from pathlib import Path
from typing import Union

from tempo_ssl.config import AUDIO_SUFFIXES
from tempo_ssl.errors import AudioError

#: Unicode categories that would break or hide a line: control characters, surrogates, line and paragraph ends.
UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")

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
    found, entered = [], set()
    for folder, folders, files in os.walk(top, followlinks=True):
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in entered:
            folders.clear()
            continue
        entered.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(folder, name) for name in files if not name.startswith("."))
        found += [path for path in paths if path.suffix.lower() in AUDIO_SUFFIXES and path.is_file()]
    return sorted(found)


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
