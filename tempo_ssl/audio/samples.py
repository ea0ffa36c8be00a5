"""Arrays of sound of any kind, how they become blocks, and blocks become mono."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tempo_ssl.config import BLOCK_SECONDS, MAX_CHANNELS, OPPOSITE_PHASE_SHARE, SAMPLE_RATE_RANGE
from tempo_ssl.errors import AudioError

#: Samples from one to the next that is looked at to compare the channels' energies: a prime, so that no tone hides.
ENERGY_STEP = 29


def blocks_of(samples: np.ndarray, sample_rate: float) -> Iterator[np.ndarray]:
    """The same blocks ``[n, channels]`` from sound in memory.

    Parameters
    ----------
    samples : ``[n]`` or ``[channels, n]``, floats of full scale 1 or integers of their type's full scale
    sample_rate : Hz, a whole number in :data:`~tempo_ssl.config.SAMPLE_RATE_RANGE`

    Raises
    ------
    ValueError : at once, for a wrong shape, type or sample rate
    AudioError : at once for an empty array, with the block for samples that are NaN or infinite
    """
    samples = np.asarray(samples)
    low, high = SAMPLE_RATE_RANGE
    if not (low <= sample_rate <= high and int(sample_rate) == sample_rate):
        raise ValueError(f"sample_rate must be a whole number of {low}-{high} Hz, got {sample_rate!r}")
    if samples.dtype.kind not in "iuf":
        raise ValueError(f"samples must be real numbers, got an array of {samples.dtype}")
    if samples.ndim not in (1, 2) or (samples.ndim == 2 and len(samples) > MAX_CHANNELS):
        raise ValueError(f"samples must be [n] or [channels, n], got shape {samples.shape}")
    if not samples.size:
        raise AudioError("the array holds no sound")
    channels = np.atleast_2d(samples)
    size = int(BLOCK_SECONDS * sample_rate)
    return (
        finite(as_float(channels[:, start : start + size].T), "the array")
        for start in range(0, channels.shape[1], size)
    )


def check_samples(samples: np.ndarray, sample_rate: float) -> np.ndarray:
    """Sound in memory as mono float32 ``[n]``; arguments and errors of :func:`blocks_of`."""
    return np.concatenate([mono(block) for block in blocks_of(samples, sample_rate)])


def check_rate(rate: int, name: str) -> None:
    """:class:`AudioError` for a sample rate (Hz) of the file called ``name`` that is not one of music."""
    low, high = SAMPLE_RATE_RANGE
    if not low <= rate <= high:
        raise AudioError(f"{name}: its sample rate of {rate} Hz is not one of music ({low}-{high} Hz)")


def as_float(samples: np.ndarray) -> np.ndarray:
    """Float32 of full scale 1. An integer type's full scale is half of its range: 2^15 for 16 bits."""
    if samples.dtype.kind == "f":
        with np.errstate(over="ignore"):
            return samples.astype(np.float32, copy=False)
    half_range = np.float32(2.0 ** (8 * samples.dtype.itemsize - 1))
    zero = half_range if samples.dtype.kind == "u" else np.float32(0)
    return (samples.astype(np.float32) - zero) / half_range


def finite(block: np.ndarray, name: str) -> np.ndarray:
    """The same block; :class:`AudioError` about what is called ``name`` where it holds no numbers."""
    flat = block.ravel()
    # A sum of squares is finite where all of them are, and quicker to look at; beyond 1e19 it is not, all the same.
    with np.errstate(over="ignore", invalid="ignore"):
        if not np.isfinite(np.dot(flat, flat)) and not np.isfinite(flat).all():
            raise AudioError(f"{name}: holds samples that are not numbers (NaN or infinite); export it again")
    return block


def mono(block: np.ndarray) -> np.ndarray:
    """The mean ``[n]`` of the channels of ``[n, channels]``; where they cancel each other, the loudest channel."""
    with np.errstate(over="ignore", invalid="ignore"):
        # Matrix products and not sums over the short axis, for which numpy takes ten times as long.
        mean: np.ndarray = block @ np.full(block.shape[1], 1 / block.shape[1], dtype=np.float32)
        energies = [np.dot(channel, channel) for channel in block[::ENERGY_STEP].T]
        some = mean[::ENERGY_STEP]
        if np.dot(some, some) < OPPOSITE_PHASE_SHARE * max(energies):
            mean = np.ascontiguousarray(block[:, int(np.argmax(energies))])
    return mean
