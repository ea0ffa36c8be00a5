"""BPM arithmetic, pure: rates, octaves, metrical relatives and the logarithmic BPM grid.

Conventions: a tempo is in beats per minute (BPM) and positive. A *rate* above 1 is faster, so
``new BPM = old BPM x rate``. Two tempi are *octave relatives* when one is 2^k times the other, and *metrical
relatives* when their ratio is one of :data:`METRICAL_RATIOS`.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

#: Answer / reference ratios that a listener tapping another metrical level would give.
METRICAL_RATIOS: dict[str, float] = {
    "x2": 2.0,
    "x1/2": 1 / 2,
    "x3/2": 3 / 2,
    "x2/3": 2 / 3,
    "x3": 3.0,
    "x1/3": 1 / 3,
}
#: Ratios of an answer that Accuracy 2 counts as right: the same pulse, tapped at another level.
ACCURACY_2_FACTORS = (1.0, 2.0, 1 / 2, 3.0, 1 / 3)


def check_bpm(bpm: float, name: str = "bpm") -> float:
    """Return ``bpm`` as a float; raise ``ValueError`` unless it is finite and positive."""
    if not (math.isfinite(bpm) and bpm > 0):
        raise ValueError(f"{name} must be a positive finite number of beats per minute, got {bpm!r}")
    return float(bpm)


def stretched_bpm(bpm: float, rate: float) -> float:
    """The tempo (BPM) of music of tempo ``bpm`` played ``rate`` times as fast (``rate`` > 1 is faster)."""
    return check_bpm(bpm) * check_bpm(rate, "rate")


def fold_bpm(bpm: float, low: float) -> float:
    """The octave relative of ``bpm`` inside the half-open range ``[low, 2 * low)`` BPM."""
    check_bpm(bpm)
    check_bpm(low, "low")
    folded = bpm * 2.0 ** -math.floor(math.log2(bpm / low))
    # The logarithm rounds at the two borders, where one step more lands in the range.
    if folded < low:
        folded *= 2
    if folded >= 2 * low:
        folded /= 2
    return folded


def fold_into(bpm: float, low: float, high: float) -> float:
    """The octave relative nearest to ``bpm`` inside ``[low, high]`` BPM: ``bpm`` itself, where it lies there.

    ``ValueError`` where the range is narrower than an octave: some tempi would have no place in it.
    """
    check_bpm(bpm)
    if check_bpm(high, "high") < 2 * check_bpm(low, "low"):
        raise ValueError(f"a range to fold into must span an octave, and {low:g}-{high:g} BPM does not")
    while bpm > high:
        bpm /= 2
    while bpm < low:
        bpm *= 2
    return bpm


def metrical_relatives(bpm: float) -> dict[str, float]:
    """Name -> BPM of the six metrical relatives of ``bpm`` (x2, x1/2, x3/2, x2/3, x3, x1/3)."""
    check_bpm(bpm)
    return {name: bpm * ratio for name, ratio in METRICAL_RATIOS.items()}


def log_bpm_grid(low: float, bins_per_octave: int, bins: int) -> np.ndarray:
    """Tempi (BPM), float64 ``[bins]``: ``low * 2 ** (i / bins_per_octave)``."""
    return check_bpm(low, "low") * 2.0 ** (np.arange(bins) / bins_per_octave)


def fading(frames: int, fade: float) -> np.ndarray:
    """A window ``[frames]`` that fades in over the share ``fade`` (0 to 0.5) of it, and out over as much.

    Tukey's; with 0.5 it is Hann's.
    """
    place = (np.arange(frames) + 0.5) / frames
    to_the_border = np.minimum(place, 1 - place)
    window: np.ndarray = np.sin(0.5 * np.pi * np.minimum(to_the_border / max(fade, 0.5 / frames), 1)) ** 2
    return window


@lru_cache(maxsize=8)
def tempo_waves(
    frames: int, fade: float, frame_rate: float, low: float, bins_per_octave: int, bins: int
) -> tuple[np.ndarray, np.ndarray]:
    """What an excerpt is correlated with at the tempi of a log-BPM grid; float32, kept for further calls.

    Window ``[frames]`` (:func:`fading`) of sum 1; cosines, then sines, of phase 0 in the middle,
    ``[frames, 2 * bins]``.
    """
    frame = np.arange(frames)
    window = fading(frames, fade)
    beats_per_frame = log_bpm_grid(low, bins_per_octave, bins) / 60 / frame_rate
    phase = 2 * np.pi * np.outer(frame - frames / 2, beats_per_frame)
    waves = np.concatenate([np.cos(phase), np.sin(phase)], axis=1)
    return (window / window.sum()).astype(np.float32), waves.astype(np.float32)


def bpm_to_bin(bpm: float | np.ndarray, low: float, bins_per_octave: int) -> float | np.ndarray:
    """Fractional index of ``bpm`` on the grid that starts at ``low`` BPM (the inverse of :func:`bin_to_bpm`)."""
    return bins_per_octave * np.log2(np.asarray(bpm, dtype=np.float64) / low)


def bin_to_bpm(index: float | np.ndarray, low: float, bins_per_octave: int) -> float | np.ndarray:
    """Tempo (BPM) at the fractional grid index ``index``."""
    return low * 2.0 ** (np.asarray(index, dtype=np.float64) / bins_per_octave)


def relative_deviation(estimate: float, reference: float) -> float:
    """``|estimate - reference| / reference``, both in BPM: 0.04 is the field's usual tolerance."""
    return abs(check_bpm(estimate, "estimate") - reference) / check_bpm(reference, "reference")


def peak_offset(left: float, middle: float, right: float) -> float:
    """Where the parabola through three equally spaced values has its top, from the middle, in steps (-0.5..0.5)."""
    bend = left - 2 * middle + right
    return float(np.clip(0.5 * (left - right) / bend, -0.5, 0.5)) if bend < 0 else 0.0
