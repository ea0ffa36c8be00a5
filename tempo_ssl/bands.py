"""Frequency bands: what part of a spectrum a feature holds, and through how long a window it is heard.

Mel bands tell kick drum from snare and hi-hat, in short windows. They lie too far apart to tell one note from the next:
that is what pitch bands are for, a semitone each, in windows twice as long. Where nothing is struck, the metre shows in
changes of melody and harmony alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tempo_ssl.config import (
    BANDS,
    MEL_BANDS,
    MEL_LEAST_RATE,
    MEL_RANGE,
    MEL_WINDOW_SECONDS,
    PITCH_BANDS,
    PITCH_HOP,
    PITCH_LEAST_RATE,
    PITCH_LOW,
    PITCH_WINDOW_SECONDS,
)


@dataclass(frozen=True)
class Bands:
    """Triangular bands with their tops at ``edges[1:-1]`` (Hz), each from the top before to the top after.

    They are heard through windows of ``window`` seconds, every ``hop`` frames, of sound that is not halved below
    ``least_rate`` Hz.
    """

    edges: tuple[float, ...]
    window: float
    hop: int
    least_rate: float

    @property
    def centres(self) -> np.ndarray:
        """Hz, one a band."""
        return np.array(self.edges[1:-1])

    def __len__(self) -> int:
        return len(self.edges) - 2

    def bank(self, length: int, sample_rate: float) -> np.ndarray:
        """Weights of the bins of a spectrum of ``length`` samples, float32 ``[length // 2 + 1, bands]``.

        Those of a band sum to 1. Where bands lie closer than the bins, a triangle is widened to one bin on either side,
        so that no band under half the sample rate (Hz) is empty; bands above it hold zeros.
        """
        frequencies = np.arange(length // 2 + 1) * (sample_rate / length)
        spacing = sample_rate / length
        edges, centre = np.array(self.edges), self.centres
        left = np.minimum(edges[:-2], centre - spacing)
        right = np.maximum(edges[2:], centre + spacing)
        rising = (frequencies[:, None] - left) / (centre - left)
        falling = (right - frequencies[:, None]) / (right - centre)
        weights = np.maximum(0, np.minimum(rising, falling))
        weights[:, centre > sample_rate / 2] = 0
        return (weights / np.maximum(weights.sum(axis=0), 1e-9)).astype(np.float32)


def to_mel(frequency: float | np.ndarray) -> np.ndarray:
    """Mel of a frequency (Hz): ``2595 log10(1 + f / 700)``."""
    return 2595 * np.log10(1 + np.asarray(frequency) / 700)


def from_mel(mel: float | np.ndarray) -> np.ndarray:
    """The frequency (Hz) of a mel."""
    return 700 * (10 ** (np.asarray(mel) / 2595) - 1)


_MEL_EDGES = from_mel(np.linspace(to_mel(MEL_RANGE[0]), to_mel(MEL_RANGE[1]), MEL_BANDS + 2))
_PITCH_EDGES = PITCH_LOW * 2 ** (np.arange(-1, PITCH_BANDS + 1) / 12)
MEL = Bands(tuple(map(float, _MEL_EDGES)), MEL_WINDOW_SECONDS, 1, MEL_LEAST_RATE)
PITCH = Bands(tuple(map(float, _PITCH_EDGES)), PITCH_WINDOW_SECONDS, PITCH_HOP, PITCH_LEAST_RATE)


@lru_cache(maxsize=8)  # asked for by every damage to every excerpt
def places(count: int) -> np.ndarray:
    """Where ``count`` features of a frame lie on the mel scale, from the lowest mel band (0) to the highest (1).

    Those of :data:`~tempo_ssl.config.BANDS` features are mel and pitch bands; of any other number, evenly spread ones.
    """
    if count != BANDS:
        return np.linspace(0, 1, count)
    low, high = to_mel(MEL.centres[[0, -1]])
    return np.concatenate([np.linspace(0, 1, len(MEL)), (to_mel(PITCH.centres) - low) / (high - low)])
