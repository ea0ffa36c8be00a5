"""Rows as bytes and back: CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from tempo_ssl.catalog.done import Entry
from tempo_ssl.catalog.records import CATALOG_COLUMNS, CatalogRow, csv_row

COLUMNS = list(CATALOG_COLUMNS)
SIZE, MTIME, DURATION = (COLUMNS.index(name) for name in ("size_bytes", "mtime", "duration_s"))


class NotACatalog(Exception):
    """A file does not begin like a table of this format."""


class RowFormat(Protocol):
    """How rows are written one after the other."""

    #: What a table begins with.
    header: bytes

    def encode(self, row: CatalogRow) -> bytes:
        """A whole row with its line end."""

    def read(self, file: BinaryIO) -> Iterator[tuple[Entry, int]]:
        """Every whole row from the beginning of ``file`` on, and the place where it ends.

        Stops without an error at the first one that is damaged or not whole. Raises :class:`NotACatalog`.
        """


class CsvFormat:
    """RFC 4180 in UTF-8, but that lines end in a line feed. Names may hold commas, quotes and line ends."""

    header = (",".join(COLUMNS) + "\n").encode()

    def encode(self, row: CatalogRow) -> bytes:
        from tempo_ssl.audio import as_text

        return (csv_row([as_text(row.path), *row[1:]]) + "\n").encode()

    def read(self, file: BinaryIO) -> Iterator[tuple[Entry, int]]:
        if file.readline() != self.header:
            raise NotACatalog
        end, is_whole = file.tell(), True

        def lines() -> Iterator[str]:
            nonlocal end, is_whole
            for line in file:
                end, is_whole = end + len(line), line.endswith(b"\n")
                yield line.decode()

        # The reader takes just the lines that a row needs, so that ``end`` is where the row ends.
        rows = csv.reader(lines(), strict=True)
        try:
            for row in rows:
                if not is_whole or len(row) != len(COLUMNS):
                    return
                size, mtime = row[SIZE], row[MTIME]
                fingerprint = (int(size) if size else None, float(mtime) if mtime else None)
                yield Entry(row[0], fingerprint, not row[DURATION]), end
        except (csv.Error, ValueError):
            return


class JsonLinesFormat:
    """An object a line (RFC 8259, UTF-8), with the columns as its keys."""

    header = b""

    def encode(self, row: CatalogRow) -> bytes:
        from tempo_ssl.audio import as_text

        record = row._asdict() | {"path": as_text(row.path)}
        return (json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n").encode()

    def read(self, file: BinaryIO) -> Iterator[tuple[Entry, int]]:
        end = 0
        for line in file:
            end += len(line)
            try:
                record: dict[str, Any] = json.loads(line)
                fingerprint = (record["size_bytes"], record["mtime"])
                entry = Entry(record["path"], fingerprint, record["duration_s"] is None)
            except (ValueError, KeyError, TypeError) as error:
                if end == len(line) and line.endswith(b"\n"):
                    raise NotACatalog from error
                return
            if not line.endswith(b"\n"):
                return
            yield entry, end


def copy_rows(form: RowFormat, source: BinaryIO, target: BinaryIO, keeps: Callable[[Entry], bool]) -> None:
    """Copy the rows that are to be kept, byte for byte."""
    target.write(form.header)
    for entry, raw in raw_rows(form, source):
        if keeps(entry):
            target.write(raw)


def sort_rows(form: RowFormat, source: BinaryIO, target: BinaryIO, place: Callable[[str], int]) -> None:
    """Copy all rows, sorted by the ``place`` of their paths."""
    rows = sorted(((place(entry.path), raw) for entry, raw in raw_rows(form, source)), key=lambda row: row[0])
    target.write(form.header)
    target.writelines(raw for _, raw in rows)


def raw_rows(form: RowFormat, source: BinaryIO) -> Iterator[tuple[Entry, bytes]]:
    """Every row with its bytes."""
    begin = len(form.header)
    source.seek(0)
    for entry, end in form.read(source):
        yield entry, os.pread(source.fileno(), end - begin, begin)  # the reader's own place stays where it is
        begin = end
