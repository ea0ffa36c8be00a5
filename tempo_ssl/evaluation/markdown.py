"""Markdown: sections, tables, and numbers as they stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: What stands where there is no value.
DASH = "-"


def section(title: str, content: str) -> str:
    """A heading and what stands below it."""
    return f"## {title}\n\n{content}"


def table(header: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(cell(value) for value in row) + " |" for row in [header, *rows]]
    return "\n".join([lines[0], "|" + " --- |" * len(header), *lines[1:]])


def cell(value: object) -> str:
    """A value that cannot break its table."""
    return " ".join(str(value).replace("|", "\\|").split())


def with_interval(figure: dict[str, Any], digits: int = 1, scale: float = 100) -> str:
    """``75.5 [64.2, 86.8]``, or a dash where no track counts."""
    if figure["value"] is None:
        return DASH
    value = number(figure["value"], digits, scale)
    return f"{value} [{number(figure['low'], digits, scale)}, {number(figure['high'], digits, scale)}]"


def percent(value: float | None) -> str:
    """A share in %, one decimal."""
    return number(value, 1, 100)


def number(value: float | None, digits: int, scale: float = 1) -> str:
    """A number with so many decimals, or a dash for None."""
    # Adding 0 makes a rounded -0 into 0.
    return DASH if value is None else f"{round(scale * value, digits) + 0.0:.{digits}f}"
