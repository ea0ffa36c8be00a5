"""A table as a file of rows that grows at its end.

A row is written whole by one call, so that killing the program leaves whole rows behind; what a full disk or a power
cut leaves of a row is cut off before the next one is written.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO

from tempo_ssl.catalog.done import DoneIndex
from tempo_ssl.catalog.formats import NotACatalog, RowFormat, copy_rows, sort_rows
from tempo_ssl.catalog.records import CatalogRow
from tempo_ssl.config import MAX_TORN_BYTES, SYNC_SECONDS
from tempo_ssl.errors import CatalogError

#: Name ending of the file in which a table is written anew before it takes the old one's place.
PART = ".part"


class RowFile:
    """A file of rows that grows at its end."""

    def __init__(self, path: str, form: RowFormat) -> None:
        # The file itself, where the name is a link: it is replaced when rows are removed.
        self.path, self._form = os.path.realpath(path), form
        self.done = DoneIndex()
        self._descriptor = self._open_locked()
        try:
            self._end = self._read()
        except BaseException:
            os.close(self._descriptor)
            raise
        self._synced = time.monotonic()

    def __enter__(self) -> RowFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def remove(self, paths: set[int]) -> None:
        if paths:
            self._replace(lambda old, new: copy_rows(self._form, old, new, lambda path: hash(path) not in paths))

    def add(self, row: CatalogRow) -> None:
        self._append(self._form.encode(row))
        if time.monotonic() - self._synced > SYNC_SECONDS:
            self._sync()

    def finish(self, place: Callable[[str], int] | None) -> None:
        if place is not None and not self._is_sorted(place):
            self._replace(lambda old, new: sort_rows(self._form, old, new, place))
        self._sync()

    @property
    def has_rows(self) -> bool:
        return self._end > len(self._form.header)

    def rows(self) -> BinaryIO:
        """The file as it is, from its beginning; one reader at a time."""
        file = open(self._descriptor, "rb", closefd=False)  # noqa: SIM115  # nothing to close
        file.seek(0)
        return file

    def _open_locked(self) -> int:
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                _lock(descriptor)
                if os.path.samestat(os.fstat(descriptor), os.stat(self.path)):
                    return descriptor
            except FileNotFoundError:
                pass
            except BlockingIOError:
                os.close(descriptor)
                raise CatalogError(f"{self.path}: another run is writing to it") from None
            os.close(descriptor)  # replaced by another run between opening and locking

    def _read(self) -> int:
        """Fill the index, cut off what is not a whole row, and return where the rows end."""
        size, end = os.fstat(self._descriptor).st_size, len(self._form.header)
        try:
            for path, fingerprint, has_failed, end in self._form.read(self.rows()):  # noqa: B007  # of the last one
                self.done.add(path, fingerprint, has_failed)
        except NotACatalog:
            # Unless it is a header of which only the beginning was written; a power cut may leave zeros behind it.
            if not self._form.header.startswith(self.rows().read(len(self._form.header) + 1).rstrip(b"\0")):
                raise CatalogError(
                    f"{self.path}: is there already and is no catalog of this kind; name another"
                ) from None
            end = 0
        if size - end > MAX_TORN_BYTES:
            raise CatalogError(
                f"{self.path}: is damaged after row {len(self.done)} (byte {end}) and not only at its end; "
                "cut it off there, or name another"
            )
        if end > size or end == 0:
            os.ftruncate(self._descriptor, 0)
            self._end = 0
            self._append(self._form.header)
            return len(self._form.header)
        if size > end:
            os.ftruncate(self._descriptor, end)
        return end

    def _append(self, line: bytes) -> None:
        """Write all of ``line``, or nothing."""
        written = 0
        try:
            while written < len(line):
                written += os.pwrite(self._descriptor, line[written:], self._end + written)
        except OSError as error:
            os.ftruncate(self._descriptor, self._end)
            raise OSError(error.errno, os.strerror(error.errno or 0), self.path) from None
        self._end += written

    def _sync(self) -> None:
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise OSError(error.errno, os.strerror(error.errno or 0), self.path) from None
        self._synced = time.monotonic()

    def _is_sorted(self, place: Callable[[str], int]) -> bool:
        last = -1
        for path, *_ in self._form.read(self.rows()):
            if place(path) < last:
                return False
            last = place(path)
        return True

    def _replace(self, write: Callable[[BinaryIO, BinaryIO], None]) -> None:
        """Put what ``write`` makes of the rows in their place, at once: at any moment one of both is whole."""
        part = self.path + PART
        try:
            with open(part, "wb") as new:
                write(self.rows(), new)
                new.flush()
                os.fsync(new.fileno())
            shutil.copymode(self.path, part)
            descriptor = os.open(part, os.O_RDWR)
            _lock(descriptor)
            os.replace(part, self.path)
        except OSError as error:
            if os.path.exists(part):
                os.unlink(part)
            raise OSError(error.errno, os.strerror(error.errno or 0), self.path) from None
        os.close(self._descriptor)
        self._descriptor, self._end = descriptor, os.fstat(descriptor).st_size
        sync_folder(self.path)


def _lock(descriptor: int) -> None:
    """Hold the file until it is closed; ``BlockingIOError`` where another process does."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):  # a file system without locks
            raise


def sync_folder(path: str) -> None:
    """Make the name of a file that was just put in place last through a power cut."""
    folder = os.open(os.path.dirname(os.path.abspath(path)), os.O_RDONLY)
    try:
        os.fsync(folder)
    except OSError:
        pass  # not every file system can
    finally:
        os.close(folder)
