"""Tables of tempi, as ``tempo-ssl estimate`` and ``tempo-ssl batch`` write them, row by row."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from tempo_ssl.audio import as_path
from tempo_ssl.config import TAG_BPM_RANGE
from tempo_ssl.errors import TagError


@dataclass(frozen=True)
class Row:
    """What a table says of one file."""

    path: str
    #: BPM; None where the file has no tempo.
    bpm: float | None
    #: 0 to 1; None where the table does not say.
    confidence: float | None = None
    #: Why the row cannot be used; empty where it can.
    problem: str = ""


def read_rows(lines: Iterable[bytes], name: str) -> Iterator[Row]:
    """The rows of a table.

    Parameters
    ----------
    lines : those of a file open in binary mode: CSV with at least the columns ``path`` and ``bpm``, or JSON Lines with
        these keys
    name : what the table is called in messages

    Raises
    ------
    TagError : it is no such table, from this row on
    """
    # Bytes that are not UTF-8 become surrogates, which name the file with these bytes.
    texts = (line.decode("utf-8", "surrogateescape") for line in lines)
    first = next(texts, "").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")  # of spreadsheets
    rows = _json_rows if first.lstrip().startswith("{") else _csv_rows
    yield from rows(chain([first], texts), name)


def _csv_rows(lines: Iterator[str], name: str) -> Iterator[Row]:
    reader = csv.DictReader(lines)
    try:
        missing = [column for column in ("path", "bpm") if column not in (reader.fieldnames or ())]
        if missing:
            raise TagError(
                f"{name}: has no column {missing[0]!r}; tempo-ssl estimate --format csv makes tables that have"
            )
        for number, record in enumerate(reader, 2):
            if None in record.values():
                # Cut off while it was written: 12 may be the beginning of 128.
                yield Row(record["path"] or "", None, problem=f"row {number} of {name} is cut short")
            else:
                yield _row(record, f"row {number} of {name}")
    except csv.Error as error:
        raise TagError(f"{name}: line {reader.line_num} is not CSV: {error}") from None


def _json_rows(lines: Iterator[str], name: str) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not isinstance(record["path"], str) or "bpm" not in record:
                raise ValueError
        except (ValueError, KeyError, RecursionError):
            raise TagError(f"{name}: line {number} is not a JSON object with path and bpm") from None
        yield _row(record, f"line {number} of {name}")


def _row(record: dict[str, Any], place: str) -> Row:
    path = existing_path(record["path"])
    try:
        bpm = _number(record, "bpm")
        confidence = _number(record, "confidence")
    except ValueError as error:
        return Row(path, None, problem=f"{error} in {place}")
    low, high = TAG_BPM_RANGE
    if bpm is not None and not low <= bpm <= high:
        return Row(path, None, problem=f"{bpm:g} BPM is no tempo in {place}")
    return Row(path, bpm, confidence)


def _number(record: dict[str, Any], key: str) -> float | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{key} is {value!r}, not a number,") from None


def existing_path(path: str) -> str:
    """The path that a table means: as tempo-ssl writes it (:func:`tempo_ssl.audio.as_text`), or else as it stands."""
    meant = as_path(path)
    return meant if os.path.lexists(meant) else path
