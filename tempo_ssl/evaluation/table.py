"""Tables of values separated by commas, semicolons or tabs, as people and programs write them.

A table is UTF-8, with or without a byte order mark, with line ends of any system. The first line that is not blank
names the columns; its separator (the one of the three that makes the expected columns appear) is that of all lines.
Rows are numbered as a spreadsheet numbers them: the header is row 1, blank lines count.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tempo_ssl.audio import display_name
from tempo_ssl.errors import EvaluationError

SEPARATORS = (",", ";", "\t")
#: BPM between which a number is taken for a tempo: what is beyond is a slip of the pen, and would overflow.
TEMPO_RANGE = (1e-3, 1e6)
#: Characters of a value that are shown in a message.
SHOWN = 60


@dataclass(frozen=True)
class Row:
    """One line: its number in the file, and column -> text with the spaces around it removed."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table that was read; ``name`` is what messages call it."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def fault(self, row: Row, text: str) -> str:
        """A fault of one row as a message: file, row, what is wrong."""
        return f"{self.name}, row {row.number}: {text}"


def read_table(path: Path, required: Sequence[Sequence[str]]) -> Table:
    """The table in a file.

    Parameters
    ----------
    path : the file
    required : for each column that must be there, the names under which it may come

    Raises
    ------
    EvaluationError : in one line, for a file that cannot be read or is no table, a missing or repeated column, or a row
        with more or fewer values than the header
    """
    name = display_name(path)
    lines = _lines(_read_text(path, name), name)
    if not lines:
        raise EvaluationError(f"{name}: is empty; its first line must name the columns")
    parsed: list[list[str]] = []
    try:
        separator = _separator(next(line for line in lines if line.strip()), required, name)
        for values in csv.reader(lines, delimiter=separator, strict=True):
            parsed.append(values)
    except csv.Error as error:
        raise EvaluationError(f"{name}, row {len(parsed) + 1}: cannot be read ({error}); is a quote missing?") from None
    header_at = next(place for place, values in enumerate(parsed) if any(values))
    columns = tuple(value.strip() for value in parsed[header_at])
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise EvaluationError(f"{name}: the column {twice[0]!r} is there {columns.count(twice[0])} times; rename one")
    rows, wrong = [], []
    for number, values in enumerate(parsed[header_at + 1 :], header_at + 2):
        if not any(value.strip() for value in values):
            continue
        if len(values) != len(columns):
            wrong.append((number, len(values)))
        rows.append(Row(number, {c: v.strip() for c, v in zip(columns, values, strict=False)}))
    if wrong:
        number, found = wrong[0]
        raise EvaluationError(
            f"{name}, row {number}: {found} values for {len(columns)} columns; is a quote missing, or another "
            f"separator used than {separator!r}?{and_more(len(wrong) - 1)}"
        )
    return Table(name, columns, tuple(rows))


def raise_faults(faults: Sequence[str]) -> None:
    """``EvaluationError`` with the first of the faults and the number of the others, if there are any."""
    if faults:
        raise EvaluationError(faults[0] + and_more(len(faults) - 1))


def and_more(count: int) -> str:
    """The end of a message about the first of several: how many others there are."""
    return f" (and {count} more row{'s' if count > 1 else ''} at fault)" if count else ""


def tempo(text: str) -> float | None:
    """The BPM that ``text`` is, or None where it is no number in :data:`TEMPO_RANGE`."""
    value = number(text)
    return value if value is not None and TEMPO_RANGE[0] <= value <= TEMPO_RANGE[1] else None


def number(text: str) -> float | None:
    """The finite number that ``text`` is, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def shown(text: str) -> str:
    """A value in quotes for a message, cut where it is long."""
    return repr(text if len(text) <= SHOWN else text[: SHOWN - 3] + "...")


def _read_text(path: Path, name: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{name}: is not UTF-8 text (byte {error.start}); save it as CSV in UTF-8") from None
    except IsADirectoryError:
        raise EvaluationError(f"{name}: is a folder, not a table") from None
    except FileNotFoundError:
        raise EvaluationError(f"{name}: no such file") from None
    except OSError as error:
        raise EvaluationError(f"{name}: cannot be read ({error.strerror})") from None


def _lines(text: str, name: str) -> list[str]:
    if "\0" in text:
        raise EvaluationError(f"{name}: is not text (it holds zero bytes); save it as CSV in UTF-8")
    # A quoted value may go over lines, and keeps its own line ends; those between rows are made equal.
    return list(io.StringIO(text, newline=None)) if text.strip() else []


def _separator(first: str, required: Sequence[Sequence[str]], name: str) -> str:
    """The separator that makes all required columns appear, or the reason why none does."""

    def columns(separator: str) -> list[str]:
        return [value.strip() for value in next(csv.reader([first.strip("\r\n")], delimiter=separator))]

    def found(separator: str) -> int:
        return sum(any(option in columns(separator) for option in options) for options in required)

    best = max(SEPARATORS, key=lambda separator: (found(separator), len(columns(separator))))
    if found(best) < len(required):
        missing = next(options for options in required if not any(option in columns(best) for option in options))
        raise EvaluationError(
            f"{name}: has no column {' or '.join(map(repr, missing))}; its columns are "
            f"{', '.join(map(shown, columns(best)))}"
        )
    return best
