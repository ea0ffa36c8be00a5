"""Answers as lines of text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tempo_ssl.estimation import TempoEstimate

#: Key of an answer in JSON -> what it is. CSV has the same, but for the candidates: of these only the second.
KEYS = {
    "path": "the file as given; undecodable bytes are escaped (`\\xff`)",
    "bpm": "the tempo in beats per minute; null (CSV: empty) where there is none",
    "confidence": "probability (0 to 1) that the pulse is right, whatever its octave",
    "octave_confidence": "probability (0 to 1) that the octave is right too, given that the pulse is",
    "tempo_octave_relaxed": "the tempo folded into the octave from `--fold-from` up",
    "candidates": "the tempo and its alternatives, best first: `bpm`, `score` (probability of being the tempo), "
    "`relation` to the tempo (`x1`, `x2`, `x1/2`, `x3/2`, `x2/3`, `x3`, `x1/3` or `other`)",
    "stability": "`constant`, `drifting`, `changing` or `unknown`",
    "duration_s": "length of the recording in seconds",
    "reason": "why there is no tempo; null (CSV: empty) where there is one",
    "error": "why the file could not be read, or what part of it; null (CSV: empty) where all of it was",
}
#: The columns of CSV; ``bpm_2`` and ``confidence_2`` are tempo and score of the second candidate.
COLUMNS = (
    "path bpm confidence octave_confidence tempo_octave_relaxed bpm_2 confidence_2 stability duration_s reason error"
).split()
#: Seconds under which a tempo is given with fewer decimals: the whole of a long recording fixes it to about 0.003 %,
#: a few beats to 0.1 %.
SHORT_SECONDS = 12.0
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
    second = [*record["candidates"], {}, {}][1]
    row = record | {"bpm_2": second.get("bpm"), "confidence_2": second.get("score")}
    return csv_row([row[column] for column in COLUMNS])


def csv_row(values: list[Any]) -> str:
    """Values as one row of CSV without its line end."""
    buffer = io.StringIO()
    # Only what the line end holds is quoted: with both of its letters, either may be in a name.
    csv.writer(buffer, lineterminator="\r\n").writerow(values)
    return buffer.getvalue().removesuffix("\r\n")


def record_of(path: str, answer: TempoEstimate | None, error: str | None) -> dict[str, Any]:
    """Everything about a file under :data:`KEYS`. ``answer`` is None where the file could not be read."""
    empty = dict.fromkeys(KEYS) | {"path": valid_unicode(path), "candidates": [], "error": error}
    if answer is None:
        return empty
    digits = 2 if answer.duration < SHORT_SECONDS else 4

    def tempo(bpm: float | None) -> float | None:
        return None if bpm is None else round(bpm, digits)

    return empty | {
        "bpm": tempo(answer.bpm),
        "confidence": round(answer.confidence, 4),
        "octave_confidence": round(answer.octave_confidence, 4),
        "tempo_octave_relaxed": tempo(answer.tempo_octave_relaxed),
        "candidates": [
            {"bpm": tempo(other.bpm), "score": round(other.score, 4), "relation": other.relation}
            for other in answer.candidates
        ],
        "stability": answer.stability,
        "duration_s": round(answer.duration, 3),
        "reason": answer.reason,
    }


def valid_unicode(path: str) -> str:
    r"""A path with the bytes that Python could not decode, which it keeps as surrogates, escaped as ``\xff``."""
    return re.sub("[\ud800-\udfff]", lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", path)
