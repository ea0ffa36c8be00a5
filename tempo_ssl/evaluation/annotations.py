"""From what annotators write down to one tempo: beats, tempi with their confidence, tempi that change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Said wherever beats were made into tempi.
BEATS_RULE = "tempo = 60 / median interval between beats"


@dataclass(frozen=True)
class AnnotatedTempo:
    """A tempo (BPM), and where two were given the second with the share (0..1) of the first."""

    bpm: float
    bpm_2: float | None = None
    salience: float = 1.0


def tempo_from_beats(times: Sequence[float] | np.ndarray) -> AnnotatedTempo | None:
    """The tempo of the median interval between beats (s, in any order); None for fewer than two different times."""
    intervals = np.diff(np.sort(np.asarray(times, dtype=float)))
    intervals = intervals[intervals > 0]
    return AnnotatedTempo(float(60 / np.median(intervals))) if len(intervals) else None


def tempo_from_observations(
    starts: Sequence[float], durations: Sequence[float], tempi: Sequence[float], confidences: Sequence[float | None]
) -> AnnotatedTempo | None:
    """The tempo of observations over time.

    Observations that all begin together are metrical levels that listeners chose among: the two of most confidence are
    the first and the second tempo, and their confidences give the salience. Observations that follow each other are a
    tempo that changes: the one that lasts longest is taken. A tempo of 0 means that there is none.

    Parameters
    ----------
    starts, durations : seconds, one for each observation
    tempi : BPM
    confidences : 0..1, or None for those without

    Returns
    -------
    The tempo, or None if no observation has one.
    """
    simultaneous = len(set(starts)) <= 1
    weights: dict[float, float] = {}
    for duration, tempo, confidence in zip(durations, tempi, confidences, strict=True):
        if np.isfinite(tempo) and tempo > 0:
            sure = 1.0 if confidence is None or not np.isfinite(confidence) else float(confidence)
            weights[float(tempo)] = weights.get(float(tempo), 0.0) + (sure if simultaneous else float(duration))
    ranked = sorted(weights, key=lambda tempo: -weights[tempo])
    if not ranked:
        return None
    if len(ranked) == 1 or not simultaneous:
        return AnnotatedTempo(ranked[0])
    first, second = ranked[:2]
    total = weights[first] + weights[second]
    return AnnotatedTempo(first, second, weights[first] / total if total else 0.5)


def left_out(names: Sequence[str], what: str) -> str:
    """How a report says that recordings could not be judged; empty without any."""
    if not names:
        return ""
    shown = ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
    return f"; left out, {what}: {len(names)} ({shown})"
