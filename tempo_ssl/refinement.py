"""Decimals: the exact tempo of a whole track near a tempo that is known to about one percent."""

from __future__ import annotations

import numpy as np

from tempo_ssl.config import FRAME_RATE
from tempo_ssl.tempo import peak_offset

#: Multiples of the tempo at which the onsets must repeat as well; higher ones measure more finely.
MULTIPLES = (1, 2, 4)
#: Search reach (share of the tempo) and seconds of sound taken coherently, coarse to fine. Each stage sees its peak
#: at least twice as wide as the error that the stage before leaves.
STAGES = ((0.03, 30.0), (0.006, 120.0), (0.0015, 600.0))
#: Grid points across the width of one spectral peak of the highest multiple.
POINTS_PER_PEAK = 4


def refine_bpm(onsets: np.ndarray, bpm: float) -> float:
    """The tempo near ``bpm`` at which the onset curves ``[T, C]`` repeat most strongly over the whole track.

    The sum of magnitudes of the Fourier transform of each onset curve at 1, 2 and 4 times the tempo is maximised,
    first over windows of 30 s within 3 %, then over longer ones within less; a parabola gives the place between grid
    points. Tempo that drifts spreads the longer windows' peaks: their result counts only where it does not leave
    the reach of its stage.
    """
    seconds = len(onsets) / FRAME_RATE
    done = 0.0
    for reach, window_seconds in STAGES:
        window_seconds = min(window_seconds, seconds)
        if window_seconds < 1.2 * done:
            break
        bpm = _strongest(onsets, bpm, reach, window_seconds)
        done = window_seconds
    return bpm


def _strongest(onsets: np.ndarray, bpm: float, reach: float, window_seconds: float) -> float:
    peak_width = 60 / window_seconds / max(MULTIPLES)  # BPM
    points = 2 * max(3, int(np.ceil(reach * bpm / peak_width * POINTS_PER_PEAK))) + 1
    tempi = bpm * np.linspace(1 - reach, 1 + reach, points)
    strength = np.zeros(points)
    frames = round(window_seconds * FRAME_RATE)
    count = max(1, len(onsets) // frames)
    starts = np.linspace(0, len(onsets) - frames, count).round().astype(int)
    time = (np.arange(frames) - frames / 2) / FRAME_RATE
    window = np.hanning(frames + 2)[1:-1, None]
    waves = [np.exp(-2j * np.pi / 60 * multiple * np.outer(tempi, time)).astype(np.complex64) for multiple in MULTIPLES]
    for start in starts:
        part = onsets[start : start + frames]
        part = ((part - part.mean(axis=0)) * window).astype(np.float32)
        for wave in waves:
            strength += np.abs(wave @ part).sum(axis=1)
    best = int(strength.argmax())
    if not 0 < best < points - 1:
        return bpm
    return float(tempi[best] + peak_offset(*strength[best - 1 : best + 2]) * (tempi[1] - tempi[0]))
