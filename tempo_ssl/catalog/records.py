"""What is written about a track: the record of one answer, and the row of a catalog that is made of it.

Nothing heavier than the standard library is imported here, so that help pages can name the columns.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tempo_ssl.estimation import TempoEstimate

#: Key of a record -> what it is.
KEYS = {
    "path": r"the file as given; undecodable bytes are escaped (`\xff`)",
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
#: Column of a catalog -> what it is. Their order and their names stay; new ones would come last.
CATALOG_COLUMNS = {
    "path": r"the track as found or listed; undecodable bytes are escaped (`\xff`; a backslash that looks like one is "
    r"`\x5c`)",
    "bpm": KEYS["bpm"],
    "confidence": KEYS["confidence"],
    "octave_confidence": KEYS["octave_confidence"],
    "tempo_octave_relaxed": KEYS["tempo_octave_relaxed"],
    "bpm_2": "tempo of the second candidate",
    "confidence_2": "its score: the probability that it is the tempo",
    "stability": KEYS["stability"],
    "duration_s": KEYS["duration_s"] + "; empty where the track has failed",
    "error": KEYS["error"],
    "size_bytes": "size of the file when it was read; empty where there was none",
    "mtime": "time of its last change, in seconds since 1970, to the microsecond",
    "reason": KEYS["reason"],
}
#: Seconds under which a tempo is given with fewer decimals: the whole of a long recording fixes it to about 0.003 %,
#: a few beats to 0.1 %.
SHORT_SECONDS = 12.0


class CatalogRow(NamedTuple):
    """One track of a catalog; see :data:`CATALOG_COLUMNS`. ``path`` is the path itself, not its escaped form."""

    path: str
    bpm: float | None = None
    confidence: float | None = None
    octave_confidence: float | None = None
    tempo_octave_relaxed: float | None = None
    bpm_2: float | None = None
    confidence_2: float | None = None
    stability: str | None = None
    duration_s: float | None = None
    error: str | None = None
    size_bytes: int | None = None
    mtime: float | None = None
    reason: str | None = None

    @property
    def has_failed(self) -> bool:
        """Whether nothing of the track could be read. A damaged one that was read in part has an answer."""
        return self.duration_s is None


def record_of(path: str, answer: TempoEstimate | None, error: str | None) -> dict[str, Any]:
    """Everything about a file under :data:`KEYS`. ``answer`` is None where the file could not be read."""
    from tempo_ssl.audio import as_text

    empty = dict.fromkeys(KEYS) | {"path": as_text(path), "candidates": [], "error": error}
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


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """A record for tables: the second candidate as ``bpm_2`` and ``confidence_2`` instead of all of them."""
    second = [*record["candidates"], {}, {}][1]
    row = record | {"bpm_2": second.get("bpm"), "confidence_2": second.get("score")}
    del row["candidates"]
    return row


def row_of(
    path: str, answer: TempoEstimate | None, error: str | None, fingerprint: tuple[int | None, float | None]
) -> CatalogRow:
    """The row of a track; ``fingerprint`` is its size in bytes and the time of its last change."""
    size, mtime = fingerprint
    return CatalogRow(**flat(record_of(path, answer, error)) | {"path": path, "size_bytes": size, "mtime": mtime})


def csv_row(values: list[Any]) -> str:
    """Values as one row of CSV without its line end."""
    buffer = io.StringIO()
    # Only what the line end holds is quoted: with both of its letters, either may be in a name.
    csv.writer(buffer, lineterminator="\r\n").writerow(values)
    return buffer.getvalue().removesuffix("\r\n")
