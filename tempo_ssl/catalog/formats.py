"""Rows as bytes and back: CSV and JSON Lines."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from tempo_ssl.catalog.records import CATALOG_COLUMNS, CatalogRow, csv_row
from tempo_ssl.catalog.remote import Fingerprint
from tempo_ssl.config import MAX_TORN_BYTES

COLUMNS = list(CATALOG_COLUMNS)
#: Bytes of a table that are read at once.
CHUNK = 1 << 20
#: A field of CSV, quoted or not, and a whole row with those fields as groups that resuming has to know.
FIELD = rb'(?:"[^"]*(?:""[^"]*)*"|[^",\r\n]*)'
KNOWN = ("path", "duration_s", "size_bytes", "mtime")
ROW = re.compile(b",".join(b"(%s)" % FIELD if name in KNOWN else FIELD for name in COLUMNS) + b"\n")


#: What resuming has to know of a row: its path as it stands in the table (escaped), size and time of change, whether
#: the track has failed; and the place where the row ends.
Known = tuple[str, Fingerprint, bool, int]


class NotACatalog(Exception):
    """A file does not begin like a table of this format."""


class RowFormat(Protocol):
    """How rows are written one after the other."""

    #: What a table begins with.
    header: bytes

    def encode(self, row: CatalogRow) -> bytes:
        """A whole row with its line end."""

    def read(self, file: BinaryIO) -> Iterator[Known]:
        """What resuming has to know of every whole row, from the beginning of ``file`` on.

        Stops without an error at the first one that is damaged or not whole. Raises :class:`NotACatalog`.
        """


class CsvFormat:
    """RFC 4180 in UTF-8, but that lines end in a line feed. Names may hold commas, quotes and line ends."""

    header = (",".join(COLUMNS) + "\n").encode()

    def encode(self, row: CatalogRow) -> bytes:
        from tempo_ssl.audio import as_text

        return (csv_row([as_text(row.path), *row[1:]]) + "\n").encode()

    def read(self, file: BinaryIO) -> Iterator[Known]:
        if file.readline() != self.header:
            raise NotACatalog
        end, rest = len(self.header), b""
        # An expression and not the csv module: it is faster, and knows where a row ends.
        while (chunk := file.read(CHUNK)) and len(rest) < MAX_TORN_BYTES:
            rest, place = rest + chunk, 0
            while match := ROW.match(rest, place):
                path, duration, size, mtime = match.groups()
                if path[:1] == b'"':
                    path = path[1:-1].replace(b'""', b'"')
                try:
                    fingerprint = (int(size) if size else None, float(mtime) if mtime else None)
                    text = path.decode()
                except ValueError:
                    return
                place = match.end()
                yield text, fingerprint, not duration, end + place
            rest, end = rest[place:], end + place


class JsonLinesFormat:
    """An object a line (RFC 8259, UTF-8), with the columns as its keys."""

    header = b""

    def encode(self, row: CatalogRow) -> bytes:
        from tempo_ssl.audio import as_text

        record = row._asdict() | {"path": as_text(row.path)}
        return (json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n").encode()

    def read(self, file: BinaryIO) -> Iterator[Known]:
        end = 0
        for line in file:
            end += len(line)
            try:
                record: dict[str, Any] = json.loads(line)
                fingerprint = (record["size_bytes"], record["mtime"])
                path, has_failed = record["path"], record["duration_s"] is None
            except (ValueError, KeyError, TypeError) as error:
                if end == len(line) and line.endswith(b"\n"):
                    raise NotACatalog from error
                return
            if not line.endswith(b"\n"):
                return
            yield path, fingerprint, has_failed, end


def copy_rows(form: RowFormat, source: BinaryIO, target: BinaryIO, keeps: Callable[[str], bool]) -> None:
    """Copy the rows that are to be kept, byte for byte."""
    target.write(form.header)
    for path, raw in raw_rows(form, source):
        if keeps(path):
            target.write(raw)


def sort_rows(form: RowFormat, source: BinaryIO, target: BinaryIO, place: Callable[[str], int]) -> None:
    """Copy all rows, sorted by the ``place`` of their paths."""
    rows = sorted(((place(path), raw) for path, raw in raw_rows(form, source)), key=lambda row: row[0])
    target.write(form.header)
    target.writelines(raw for _, raw in rows)


def raw_rows(form: RowFormat, source: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """The path and the bytes of every row."""
    begin = len(form.header)
    source.seek(0)
    for path, _, _, end in form.read(source):
        yield path, os.pread(source.fileno(), end - begin, begin)  # the reader's own place stays where it is
        begin = end
