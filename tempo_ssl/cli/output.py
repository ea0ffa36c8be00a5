"""Answers as lines of text, JSON or CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tempo_ssl.catalog.records import KEYS, SHORT_SECONDS, csv_row, flat, record_of

if TYPE_CHECKING:
    from tempo_ssl.estimation import TempoEstimate

__all__ = ["COLUMNS", "KEYS", "SHORT_SECONDS", "csv_line", "csv_row", "json_line", "record_of", "text_line"]

#: The columns of CSV; ``bpm_2`` and ``confidence_2`` are tempo and score of the second candidate.
COLUMNS = (
    "path bpm confidence octave_confidence tempo_octave_relaxed bpm_2 confidence_2 stability duration_s reason error"
).split()
#: Alternatives in a line of text.
ALTERNATIVES = 3


def text_line(path: str, answer: TempoEstimate) -> str:
    """``128.04 BPM  song.wav  (...)`` or ``no tempo  song.wav  (reason)``, whatever the name holds on one line."""
    from tempo_ssl.audio import display_name

    if answer.bpm is None or answer.tempo_octave_relaxed is None:
        return f"{'no tempo':>10}  {display_name(path)}  ({answer.reason})"
    digits = 1 if answer.duration < SHORT_SECONDS else 2
    others = [f"{other.bpm:.{digits}f} ({other.score:.2f})" for other in answer.candidates[1 : 1 + ALTERNATIVES]]
    facts = [
        f"confidence {answer.confidence:.2f}, octave {answer.octave_confidence:.2f}",
        f"octave-relaxed {answer.tempo_octave_relaxed:.{digits}f}",
        answer.stability,
        *([f"or {', '.join(others)}"] if others else []),
    ]
    return f"{answer.bpm:6.{digits}f} BPM  {display_name(path)}  ({'; '.join(facts)})"


def json_line(record: dict[str, Any]) -> str:
    """A record as one line of JSON (RFC 8259)."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


def csv_line(record: dict[str, Any]) -> str:
    """A record as one row of CSV (RFC 4180, lines end in a line feed)."""
    row = flat(record)
    return csv_row([row[column] for column in COLUMNS])
