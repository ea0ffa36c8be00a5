"""A new content for a file, all at once or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress

from tempo_ssl.audio import display_name
from tempo_ssl.errors import TagError

#: Hidden, so that searching a folder for sound passes over what a killed run leaves behind.
PREFIX = ".tempo-ssl-"


def check_writable(path: str) -> None:
    """``TagError`` where a file is read-only, also for those who could write it all the same (root)."""
    status = os.stat(path)
    if not stat.S_IMODE(status.st_mode) & 0o222 or not os.access(path, os.W_OK):
        raise TagError(f"{display_name(path)}: is read-only")
    if not os.access(os.path.dirname(path) or ".", os.W_OK):
        raise TagError(f"{display_name(path)}: its folder is read-only")


def replace_file(path: str, write: Callable[[str], None], keep_mtime: bool) -> None:
    """Let ``write(copy)`` fill an empty file beside ``path``, which then takes its place in one step.

    ``path`` is not a link. Permissions, owner and extended attributes stay, and with ``keep_mtime`` the time of the
    last change. Whatever goes wrong, the file is what it was and the copy is gone. Raises what ``write`` raises,
    ``OSError``, and ``TagError`` where the owner cannot be kept or the file changes meanwhile.
    """
    before = os.stat(path)
    descriptor, copy = tempfile.mkstemp(suffix=os.path.splitext(path)[1], prefix=PREFIX, dir=os.path.dirname(path))
    try:
        os.close(descriptor)
        write(copy)
        _keep_owner(copy, before, path)
        shutil.copystat(path, copy)
        if not keep_mtime:
            os.utime(copy, ns=(before.st_atime_ns, time.time_ns()))
        _flush(copy)
        now = os.stat(path)
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
            raise TagError(f"{display_name(path)}: was changed by another program meanwhile; left as it is")
        os.replace(copy, path)
    except BaseException:
        os.unlink(copy)
        raise
    with suppress(OSError):  # some network file systems cannot
        _flush(os.path.dirname(path))


def _keep_owner(copy: str, before: os.stat_result, path: str) -> None:
    made = os.stat(copy)
    if (made.st_uid, made.st_gid) == (before.st_uid, before.st_gid):
        return
    try:
        os.chown(copy, before.st_uid, before.st_gid)
    except PermissionError:
        raise TagError(f"{display_name(path)}: belongs to another user or group, which could not be kept") from None


def _flush(path: str) -> None:
    """Onto the disk, be it a file or the folder that knows its name."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
