"""Real-world damage, made on frames of features: what a recording goes through between the band and the file.

Every function takes magnitudes ``[T, bands]`` (float32, non-negative) and a generator, returns a new array of the same
shape, and never moves an onset in time: the tempo stays what it was.
"""

from __future__ import annotations

import numpy as np

from tempo_ssl.bands import places
from tempo_ssl.config import FRAME_RATE, MEL_BANDS

#: Bands without which none are dropped: the rest must still be music.
FEWEST_BANDS = 8


def degrade(mel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A random selection of the damages below, in the order in which a recording meets them.

    An onset curve, which is one band, loses no bands.
    """
    level = mel.astype(np.float32)
    if rng.random() < 0.25:
        level = reverberate(level, rng)
    if rng.random() < 0.8:
        level = equalise(level, rng)
    if rng.random() < 0.3:
        level = change_dynamics(level, rng)
    if rng.random() < 0.5:
        level = add_noise(level, rng)
    if rng.random() < 0.35 and mel.shape[1] >= FEWEST_BANDS:
        level = drop_bands(level, rng)
    return level


def add_background(mel: np.ndarray, background: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Another recording (of the same shape) heard 6 to 25 dB under this one, in mean energy."""
    level = mel.astype(np.float32)
    other = background.astype(np.float32)
    share = 10 ** (rng.uniform(-25, -6) / 10) * np.mean(level**2) / (np.mean(other**2) + 1e-12)
    mixed: np.ndarray = np.sqrt(level**2 + np.float32(share) * other**2)
    return mixed


def equalise(mel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A smooth random frequency response, standard deviation 6 dB at its five support points."""
    decibels = np.interp(4 * places(mel.shape[1]), np.arange(5), rng.normal(0, 6, 5))
    gain: np.ndarray = (10 ** (decibels / 20)).astype(np.float32)
    return mel * gain


def add_noise(mel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Steady coloured noise, 10 to 50 dB under the peak; magnitudes of a noise spectrum are Rayleigh distributed."""
    tilt = rng.normal(0, 12) * places(mel.shape[1])
    level = mel.max() * 10 ** ((rng.uniform(-50, -10) + tilt - max(tilt.max(), 0)) / 20)
    noise = rng.rayleigh(0.8, mel.shape).astype(np.float32) * level.astype(np.float32)
    return np.sqrt(mel**2 + noise**2)


def drop_bands(mel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A telephone, a worn tape, a small loudspeaker or a low sample rate: nothing above, or below, some mel band."""
    place, highest = places(mel.shape[1]), MEL_BANDS - 1
    kept = mel.copy()
    if rng.random() < 0.6:
        kept[:, place >= rng.integers(MEL_BANDS // 2, MEL_BANDS) / highest] = 0
    else:
        kept[:, place < rng.integers(1, MEL_BANDS // 3) / highest] = 0
    return kept


def change_dynamics(mel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Compression or expansion: magnitudes to a power of 0.6 to 1.3, the peak kept."""
    peak = mel.max() + 1e-9
    changed: np.ndarray = peak * (mel / peak) ** np.float32(rng.uniform(0.6, 1.3))
    return changed


def reverberate(mel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An exponential tail of 0.2 to 1.5 s (60 dB) on the energy of every band, -10 to 10 dB beside the direct sound."""
    seconds = rng.uniform(0.2, 1.5)
    decay = 10 ** (-6 / (seconds * FRAME_RATE))
    tail = (1 - decay) * decay ** np.arange(round(seconds * FRAME_RATE))
    energy = mel.astype(np.float64) ** 2
    length = len(mel) + len(tail)
    wet = np.fft.irfft(np.fft.rfft(energy, length, axis=0) * np.fft.rfft(tail, length)[:, None], length, axis=0)
    mixed = energy + 10 ** rng.uniform(-1, 1) * np.maximum(wet[: len(mel)], 0)
    return np.sqrt(mixed).astype(np.float32)
