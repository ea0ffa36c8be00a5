"""Spectrogram frames from a stream of sound, at the sound's own sample rate.

Windows, hop and bands are given in seconds and Hz, so every sample rate yields the same bands at the same
:data:`~tempo_ssl.config.FRAME_RATE`. Bands above half the sample rate stay empty. Nothing is resampled but by halving,
as often as the bands leave room for it: most of the time would be spent on frequencies that no band holds. Frame
``i`` is centred on second ``i / FRAME_RATE``; where the hop is no whole number of samples, the centre is rounded to
the nearest sample, so that no error adds up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from tempo_ssl.bands import MEL, PITCH, Bands
from tempo_ssl.config import FRAME_RATE
from tempo_ssl.halving import Halving, halving_gain

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
    return _frames(blocks, sample_rate, (MEL,))


def mel_and_pitch_frames(blocks: Iterable[np.ndarray], sample_rate: int) -> np.ndarray:
    """The same as :func:`mel_frames` and, beside it, the magnitudes of the pitch bands: ``[frames, BANDS]`` in all."""
    return _frames(blocks, sample_rate, (MEL, PITCH))


def _frames(blocks: Iterable[np.ndarray], sample_rate: int, sets: tuple[Bands, ...]) -> np.ndarray:
    """Magnitudes in all bands of ``sets``, whose least rates fall: ``[frames, bands]``."""
    stages: list[_Stage] = []
    for bands in sets:
        stages.append(_Stage(bands, sample_rate, stages[-1].halvings if stages else 0))
    samples = 0
    for block in blocks:
        samples += len(block)
        sound = np.asarray(block, dtype=np.float32)
        for stage in stages:
            sound = stage.push(sound)
    rest = np.zeros(0, dtype=np.float32)
    for stage in stages:
        rest = stage.push(rest, is_last=True)
    total = -(-samples * FRAME_RATE // sample_rate)
    return np.concatenate([stage.frames(total) for stage in stages], axis=1)


class _Stage:
    """The frames of one set of bands, of a stream that comes halved ``halved`` times from ``sample_rate`` Hz."""

    def __init__(self, bands: Bands, sample_rate: int, halved: int):
        #: How often the stream is halved in all before it is analysed.
        self.halvings = max(halved, int(np.log2(max(1, sample_rate / bands.least_rate))))
        self._halving = [Halving() for _ in range(self.halvings - halved)]
        self._hop = bands.hop
        self._hop_samples = sample_rate / 2**self.halvings * bands.hop / FRAME_RATE
        self._length, self._window, self._bank = _analysis(bands, sample_rate, self.halvings)
        # Frame i starts at sample round(i * hop) of the stream with half a window of silence in front.
        self._pending = np.zeros(self._length // 2, dtype=np.float32)
        self._first_sample, self._frame = 0, 0
        self._frames = [np.zeros((0, len(bands)), dtype=np.float32)]

    def push(self, sound: np.ndarray, is_last: bool = False) -> np.ndarray:
        """Analyse the next samples; returns them at this stage's rate."""
        for halving in self._halving:
            sound = halving.push(sound, is_last)
        self._pending = np.concatenate([self._pending, sound])
        last = self._first_sample + len(self._pending) - self._length
        ready = int(last / self._hop_samples) + 1
        if ready > self._frame:
            starts = self._starts(self._frame, ready)
            self._transform(self._pending, starts[starts + self._length <= len(self._pending)])
            consumed = int(self._starts(self._frame, self._frame + 1)[0])
            self._pending, self._first_sample = self._pending[consumed:], self._first_sample + consumed
        return sound

    def frames(self, total: int) -> np.ndarray:
        """All ``total`` frames ``[total, bands]``; after the end of the stream comes silence."""
        wanted = -(-total // self._hop)
        if wanted > self._frame:
            starts = self._starts(self._frame, wanted)
            tail = np.zeros(int(starts[-1]) + self._length, dtype=np.float32)
            tail[: len(self._pending)] = self._pending[: len(tail)]
            self._transform(tail, starts)
        analysed = np.concatenate(self._frames)
        return analysed if self._hop == 1 else np.repeat(analysed, self._hop, axis=0)[:total]

    def _starts(self, first: int, stop: int) -> np.ndarray:
        """Where the windows of frames begin in the pending samples."""
        return np.rint(np.arange(first, stop) * self._hop_samples).astype(np.int64) - self._first_sample

    def _transform(self, samples: np.ndarray, starts: np.ndarray) -> None:
        """Add the frames of the windows that begin at ``starts``."""
        if not len(starts):
            return
        length, bank = self._length, self._bank
        # What numpy's sliding_window_view gives, which takes longer to check its arguments than the FFT takes.
        size = samples.itemsize
        every_window = np.ndarray((len(samples) - length + 1, length), samples.dtype, samples, strides=(size, size))
        result = np.empty((len(starts), bank.shape[1]), dtype=np.float32)
        # The same memory for all rows: what is asked for anew is paid for page by page.
        rows = min(FRAMES_AT_ONCE, len(starts))
        windows = np.empty((rows, length), dtype=np.float32)
        spectrum = np.empty((rows, length // 2 + 1), dtype=np.complex64)
        magnitude = np.empty((rows, len(bank)), dtype=np.float32)
        for low in range(0, len(starts), rows):
            count = min(rows, len(starts) - low)
            np.multiply(every_window[starts[low : low + count]], self._window, out=windows[:count])
            # Only with a norm does numpy transform in single precision, several rows at once; the window makes up.
            np.fft.rfft(windows[:count], norm="forward", out=spectrum[:count])  # type: ignore[arg-type]
            np.abs(spectrum[:count, : len(bank)], out=magnitude[:count])
            np.matmul(magnitude[:count], bank, out=result[low : low + count])
        self._frames.append(result)
        self._frame += len(starts)


@lru_cache(maxsize=16)
def _analysis(bands: Bands, sample_rate: int, halvings: int) -> tuple[int, np.ndarray, np.ndarray]:
    """Window length (samples after ``halvings``), Hann window, and the bank ``[bins, bands]``.

    The window makes up for the length, by which the transform divides, and the bank for the halvings. The bank ends
    with the last bin that counts for any band.
    """
    rate = sample_rate / 2**halvings
    length = _smooth_length(round(bands.window * rate))
    window = np.hanning(length + 1)[:-1]
    window = (window * 2 / window.mean()).astype(np.float32)
    bank = bands.bank(length, rate)
    bank = bank[: np.flatnonzero(bank.any(axis=1))[-1] + 1]
    frequencies = np.arange(len(bank)) * (rate / length)
    gain = np.prod([halving_gain(frequencies, sample_rate / 2**n) for n in range(halvings)], axis=0)
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


def excerpt_starts(total: int, frames: int, hop: int) -> np.ndarray:
    """First frames of the excerpts of a track of ``total`` frames: every ``hop``, and the last one ends with it.

    A track shorter than one excerpt has one, which starts at 0.
    """
    last = max(total - frames, 0)
    return np.append(np.arange(0, last, hop), last)


def cut_excerpts(features: np.ndarray, starts: np.ndarray, frames: int) -> np.ndarray:
    """Excerpts ``[N, frames, F]`` of a track's features ``[T, F]``; all of it, ``[1, T, F]``, where that is shorter."""
    return np.stack([features[start : start + frames] for start in starts])
