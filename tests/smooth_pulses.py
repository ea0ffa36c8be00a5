"""Features of known tempo, made without sound."""

from __future__ import annotations

import numpy as np

from tempo_ssl.config import BANDS, FRAME_RATE
from tempo_ssl.piece import Piece


def pulses(bpm: float, seconds: float, bands: int = BANDS) -> np.ndarray:
    """Mel frames of smooth pulses, float16 ``[T, bands]``."""
    time = np.arange(round(seconds * FRAME_RATE)) / FRAME_RATE
    curve = np.exp(10 * (np.cos(2 * np.pi * time * bpm / 60) - 1))
    return np.repeat(curve[:, None], bands, axis=1).astype(np.float16)


def piece(bpm: float, seconds: float = 30, known: bool = True) -> Piece:
    return Piece(f"{bpm:g}", ((1.0, pulses(bpm, seconds)),), bpm if known else None)
