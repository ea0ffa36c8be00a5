"""Models whose answers we know, and pieces that they answer."""

from __future__ import annotations

import numpy as np

from smooth_pulses import pulses
from tempo_ssl.config import BANDS, FRAME_RATE
from tempo_ssl.decoding import TempoCurve
from tempo_ssl.embedding import load_embedding
from tempo_ssl.piece import Piece
from tempo_ssl.tempo import log_bpm_grid

GRID = log_bpm_grid(60, 60, 60)


class Listener:
    """A model that hears the tempo of pulses well (60-120 BPM), times ``factor``."""

    embedding = load_embedding("rhythm")

    def __init__(self, factor: float = 1.0) -> None:
        self.factor = factor

    def strength(self, features: np.ndarray) -> np.ndarray:
        time = np.arange(len(features)) / FRAME_RATE
        curve = (features[:, 0] - features[:, 0].mean()) * np.hanning(len(features))
        spectrum = abs(np.exp(-2j * np.pi * np.outer(GRID / self.factor, time) / 60) @ curve)
        return spectrum / (abs(curve).sum() + 1e-9)

    def logits(self, features: np.ndarray) -> np.ndarray:
        return 20 * self.strength(features) - 5

    def listen(self, features: np.ndarray) -> tuple[TempoCurve, np.ndarray]:
        assert features.dtype == np.float32
        logits = self.logits(features)
        return TempoCurve(GRID, logits, logits[None]), features

    def pair_logits(self, excerpts: np.ndarray) -> np.ndarray:
        tempi = [GRID[self.strength(excerpt).argmax()] for excerpt in excerpts]
        return np.where(abs(np.log(np.divide.outer(tempi, tempi))) < 0.035, 3.0, -3.0)


class Stubborn(Listener):
    """A model that answers 100 BPM whatever it hears, and finds all excerpts the same."""

    bpm = 100

    def logits(self, features: np.ndarray) -> np.ndarray:
        return -abs(np.log(GRID / self.bpm)) * 50 + 5

    def pair_logits(self, excerpts: np.ndarray) -> np.ndarray:
        return np.ones((len(excerpts), len(excerpts)))


class Certain(Stubborn):
    """A model that answers 90 BPM whatever it hears: right also on the shortest clip of that."""

    bpm = 90


def track(bpm: float, seconds: float = 40, rate: float = 1.0, known: bool = False) -> Piece:
    """Smooth pulses, played ``rate`` times as fast."""
    return Piece(f"{bpm:g} x {rate:g}", ((rate, pulses(bpm * rate, seconds)),), bpm if known else None)


def noise(seed: int, seconds: float = 24) -> Piece:
    rng = np.random.default_rng(seed)
    return Piece(f"noise {seed}", ((1.0, rng.random((round(seconds * FRAME_RATE), BANDS)).astype(np.float16)),))
