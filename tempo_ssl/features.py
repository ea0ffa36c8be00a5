"""Mel spectrogram frames from a stream of sound, at the sound's own sample rate.

Window, hop and mel bands are given in seconds and Hz, so every sample rate yields the same bands at the same
:data:`~tempo_ssl.config.FRAME_RATE`. Bands above half the sample rate stay empty. Nothing is resampled but by halving,
as often as the mel bands leave room for it: most of the time would be spent on frequencies that no band holds. Frame
``i`` is centred on second ``i / FRAME_RATE``; where the hop is no whole number of samples, the centre is rounded to
the nearest sample, so that no error adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from tempo_ssl.config import FRAME_RATE, LEAST_RATE, MEL_BANDS, MEL_RANGE, WINDOW_SECONDS

#: Frames transformed at once: the block of windowed samples then stays inside the processor's cache.
FRAMES_AT_ONCE = 64


def mel_frames(blocks: Iterable[np.ndarray], sample_rate: int) -> np.ndarray:
    """Mel magnitudes of a stream of sound.

    Parameters
    ----------
    blocks : consecutive pieces of mono sound, float32 ``[any]``, full scale 1
    sample_rate : Hz

    Returns
    -------
    float32 ``[frames, MEL_BANDS]``, non-negative. A full-scale sine gives about 0.6 in its band among the lowest ones
    and less in wider ones (0.3 at 1 kHz, 0.07 at 8 kHz), at any sample rate.
    ``frames = ceil(seconds * FRAME_RATE)``. Memory beside the result does not depend on the length of the stream.
    """
    samples = 0

    def counted() -> Iterator[np.ndarray]:
        nonlocal samples
        for block in blocks:
            samples += len(block)
            yield np.asarray(block, dtype=np.float32)

    stream, halvings = counted(), _halvings(sample_rate)
    for _ in range(halvings):
        stream = _halved(stream)
    rate = sample_rate / 2**halvings
    length, window, bank = _analysis(sample_rate)
    # Frame i starts at sample round(i * hop) of the stream with half a window of silence in front.
    pending = np.zeros(length // 2, dtype=np.float32)
    first_sample, frame = 0, 0
    frames: list[np.ndarray] = []
    for block in stream:
        pending = np.concatenate([pending, block])
        ready = int((first_sample + len(pending) - length) * FRAME_RATE / rate) + 1
        if ready > frame:
            starts = _starts(frame, ready, rate) - first_sample
            starts = starts[starts + length <= len(pending)]
            if len(starts):
                frames.append(_transform(pending, starts, length, window, bank))
            frame += len(starts)
            consumed = int(_starts(frame, frame + 1, rate)[0]) - first_sample
            pending, first_sample = pending[consumed:], first_sample + consumed
    total = -(-samples * FRAME_RATE // sample_rate)
    if total > frame:
        starts = _starts(frame, total, rate) - first_sample
        tail = np.zeros(int(starts[-1]) + length, dtype=np.float32)
        tail[: len(pending)] = pending[: len(tail)]
        frames.append(_transform(tail, starts, length, window, bank))
    if not frames:
        return np.zeros((0, MEL_BANDS), dtype=np.float32)
    return np.concatenate(frames)


def _halvings(sample_rate: int) -> int:
    """How often a sample rate (Hz) can be halved and still hold the mel bands."""
    return max(0, int(np.log2(sample_rate / LEAST_RATE)))


def _halved(blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """A stream at half its sample rate: of the samples weighted (1 3 3 1) / 8, every second sum.

    What folds onto the mel bands is damped by 4 dB at 10 kHz, 11 at 8 kHz and 20 at 6 kHz (for 44.1 kHz) against what
    belongs there, whose own loss (:func:`_halving_gain`) the mel bank makes up for.
    """
    rest = np.zeros(1, dtype=np.float32)
    # Of every pair of samples once as the first of a sum's two pairs and once as the second.
    first, second = (np.array(weights, dtype=np.float32) / 8 for weights in ((1, 3), (3, 1)))

    def filtered(samples: np.ndarray) -> np.ndarray:
        pairs = samples.reshape(-1, 2)
        sums: np.ndarray = (pairs @ first)[:-1]
        sums += (pairs @ second)[1:]
        return sums

    for block in blocks:
        samples = np.concatenate([rest, block])
        count = max(0, (len(samples) - 2) // 2)
        rest = samples[2 * count :]
        if count:
            yield filtered(samples[: 2 * count + 2])
    end = np.concatenate([rest, np.zeros(1 if len(rest) % 2 else 2, dtype=np.float32)])
    if len(end) > 2:
        yield filtered(end)


def _halving_gain(frequencies: np.ndarray, sample_rate: float) -> np.ndarray:
    """Amplitude that :func:`_halved` leaves of ``frequencies`` (Hz) in sound of ``sample_rate`` (Hz)."""
    return np.cos(np.pi * frequencies / sample_rate) ** 3


def _starts(first: int, stop: int, rate: float) -> np.ndarray:
    return np.rint(np.arange(first, stop) * (rate / FRAME_RATE)).astype(np.int64)


def _transform(
    samples: np.ndarray, starts: np.ndarray, length: int, window: np.ndarray, bank: np.ndarray
) -> np.ndarray:
    """Mel magnitudes ``[len(starts), MEL_BANDS]`` of the windows that begin at ``starts``."""
    # What numpy's sliding_window_view gives, which takes longer to check its arguments than the FFT takes.
    size = samples.itemsize
    every_window = np.ndarray((len(samples) - length + 1, length), samples.dtype, samples, strides=(size, size))
    result = np.empty((len(starts), MEL_BANDS), dtype=np.float32)
    # The same memory for all rows: what is asked for anew is paid for page by page.
    rows = min(FRAMES_AT_ONCE, len(starts))
    windows = np.empty((rows, length), dtype=np.float32)
    spectrum = np.empty((rows, length // 2 + 1), dtype=np.complex64)
    magnitude = np.empty((rows, len(bank)), dtype=np.float32)
    for low in range(0, len(starts), rows):
        count = min(rows, len(starts) - low)
        np.multiply(every_window[starts[low : low + count]], window, out=windows[:count])
        # Only with a norm does numpy transform in single precision, several rows at once; the window makes up for it.
        np.fft.rfft(windows[:count], norm="forward", out=spectrum[:count])  # type: ignore[arg-type]  # typed for doubles
        np.abs(spectrum[:count, : len(bank)], out=magnitude[:count])
        np.matmul(magnitude[:count], bank, out=result[low : low + count])
    return result


@lru_cache(maxsize=8)
def _analysis(sample_rate: int) -> tuple[int, np.ndarray, np.ndarray]:
    """Window length (samples after halving), Hann window, and mel bank ``[bins, MEL_BANDS]``.

    The window makes up for the length, by which the transform divides, and the bank for the halvings. The bank ends
    with the last bin that counts for any band.
    """
    halvings = _halvings(sample_rate)
    rate = sample_rate / 2**halvings
    length = _smooth_length(round(WINDOW_SECONDS * rate))
    window = np.hanning(length + 1)[:-1]
    window = (window * 2 / window.mean()).astype(np.float32)
    bank = mel_bank(length, rate)
    bank = bank[: np.flatnonzero(bank.any(axis=1))[-1] + 1]
    frequencies = np.arange(len(bank)) * (rate / length)
    gain = np.prod([_halving_gain(frequencies, sample_rate / 2**n) for n in range(halvings)], axis=0)
    return length, window, (bank / np.reshape(gain, (-1, 1))).astype(np.float32)


def _smooth_length(length: int) -> int:
    """The even length nearest to ``length`` without prime factors above 5, which the FFT is quick on."""

    def is_smooth(n: int) -> bool:
        for factor in (2, 3, 5):
            while n % factor == 0:
                n //= factor
        return n == 1

    return next(
        n for step in range(length) for n in (length + step, length - step) if n > 0 and n % 2 == 0 and is_smooth(n)
    )


def mel_bank(length: int, sample_rate: float) -> np.ndarray:
    """Triangular mel bands, float32 ``[length // 2 + 1, MEL_BANDS]``, each with weights that sum to 1.

    Mel scale: ``2595 log10(1 + f / 700)``. Where bands lie closer than the bins, a triangle is widened to one bin on
    either side, so that no band under half the sample rate is empty; bands above it hold zeros.
    """
    frequencies = np.arange(length // 2 + 1) * (sample_rate / length)
    spacing = sample_rate / length
    low, high = (2595 * np.log10(1 + f / 700) for f in MEL_RANGE)
    edges = 700 * (10 ** (np.linspace(low, high, MEL_BANDS + 2) / 2595) - 1)
    centre = edges[1:-1]
    left = np.minimum(edges[:-2], centre - spacing)
    right = np.maximum(edges[2:], centre + spacing)
    rising = (frequencies[:, None] - left) / (centre - left)
    falling = (right - frequencies[:, None]) / (right - centre)
    bank = np.maximum(0, np.minimum(rising, falling))
    bank[:, centre > sample_rate / 2] = 0
    return (bank / np.maximum(bank.sum(axis=0), 1e-9)).astype(np.float32)


def excerpt_starts(total: int, frames: int, hop: int) -> np.ndarray:
    """First frames of the excerpts of a track of ``total`` frames: every ``hop``, and the last one ends with it.

    A track shorter than one excerpt has one, which starts at 0.
    """
    last = max(total - frames, 0)
    return np.append(np.arange(0, last, hop), last)


def cut_excerpts(features: np.ndarray, starts: np.ndarray, frames: int) -> np.ndarray:
    """Excerpts ``[N, frames, F]`` of a track's features ``[T, F]``; all of it, ``[1, T, F]``, where that is shorter."""
    return np.stack([features[start : start + frames] for start in starts])
