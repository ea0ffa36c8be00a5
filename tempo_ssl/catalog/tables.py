"""Where rows go: a table that an interrupted run finds again, or a stream."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, Protocol

from tempo_ssl.catalog.done import DoneIndex
from tempo_ssl.catalog.formats import CsvFormat, JsonLinesFormat, RowFormat
from tempo_ssl.catalog.records import CatalogRow
from tempo_ssl.catalog.rowfile import RowFile
from tempo_ssl.errors import CatalogError


class Table(Protocol):
    """What a batch does with its table, in this order; a context manager that closes it."""

    #: Rows that are there already.
    done: DoneIndex

    def __enter__(self) -> Table: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def remove(self, paths: set[int]) -> None:
        """Forget the rows of paths (as they stand in the table) with these hashes: their tracks are read again."""

    def add(self, row: CatalogRow) -> None:
        """Write one row."""

    def finish(self, place: Callable[[str], int] | None) -> None:
        """All rows are there. Sort them by the ``place`` of their paths, if one is given."""


def open_table(out: str | BinaryIO) -> Table:
    """The table of that name, new or to be continued; its ending decides the format.

    Raises :class:`CatalogError` for an unknown ending, for a file that is no catalog, or that another run writes to.
    """
    if not isinstance(out, str):
        return Stream(out, CsvFormat())
    suffix = os.path.splitext(out)[1].lower()
    if suffix == ".parquet":
        from tempo_ssl.catalog.parquet import ParquetTable

        return ParquetTable(out)
    formats: dict[str, RowFormat] = {".csv": CsvFormat(), ".jsonl": JsonLinesFormat()}
    if suffix not in formats:
        raise CatalogError(f"{out}: the ending decides the format: name it .csv, .jsonl or .parquet")
    if os.path.exists(out) and not stat.S_ISREG(os.stat(out).st_mode):
        # A pipe or a device: it can be written to, and remembers nothing.
        return Stream(open(out, "wb"), formats[suffix], closes=True)
    return RowFile(out, formats[suffix])


class Stream:
    """Rows as they come, to a pipe, a terminal or an open file."""

    def __init__(self, stream: BinaryIO, form: RowFormat, closes: bool = False) -> None:
        self.done = DoneIndex()
        self._stream, self._form, self._closes = stream, form, closes
        self._put(form.header)

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._closes:
            self._stream.close()

    def remove(self, paths: set[int]) -> None:
        """There are none."""

    def add(self, row: CatalogRow) -> None:
        self._put(self._form.encode(row))

    def finish(self, place: Callable[[str], int] | None) -> None:
        """Nothing is left to do: a stream cannot be sorted, and does not have to be."""

    def _put(self, line: bytes) -> None:
        self._stream.write(line)
        self._stream.flush()
