"""The log-tempo transform: how strongly onset curves repeat at each tempo of the embedding's axis.

``N`` excerpts, ``T`` frames, ``C`` onset curves, ``K`` bins of the axis. :class:`tempo_ssl.model.LogTempoTransform` is
the same with gradients, and says what it is good for.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from tempo_ssl import config
from tempo_ssl.tempo import log_bpm_grid

#: Factor inside ``log(1 + GAIN * magnitude)``: a steady pulse reaches the logarithmic part, chance does not.
GAIN = 10.0
#: Added under the root and to the level, so that silence has a gradient and is not divided by zero.
LEAST_POWER, LEAST_RMS = 1e-12, 1e-4


@lru_cache(maxsize=8)
def analysis(frames: int) -> tuple[np.ndarray, np.ndarray]:
    """Hann window ``[T]`` of sum 1, and cosines and sines at the tempi of the axis, ``[T, 2 K]``; float32."""
    frame = np.arange(frames)
    window = np.sin(np.pi * (frame + 0.5) / frames) ** 2
    beats_per_second = log_bpm_grid(config.EMBEDDING_LOW_BPM, config.BINS_PER_OCTAVE, config.EMBEDDING_BINS) / 60
    phase = 2 * np.pi * np.outer(frame - frames / 2, beats_per_second / config.FRAME_RATE)
    waves = np.concatenate([np.cos(phase), np.sin(phase)], axis=1)
    return (window / window.sum()).astype(np.float32), waves.astype(np.float32)


def log_tempo_transform(onsets: np.ndarray) -> np.ndarray:
    """Onset curves ``[N, T, C]`` (float32) -> ``[N, C, K]``, non-negative, by one matrix product for all excerpts."""
    count, frames, curves = onsets.shape
    window, waves = analysis(frames)
    centred = onsets - np.einsum("ntc,t->nc", onsets, window)[:, None, :]
    weighted = centred * window[:, None]
    rms = np.sqrt((centred * weighted).sum(axis=1).mean(axis=1))[:, None, None]
    rows = np.ascontiguousarray(weighted.transpose(0, 2, 1)).reshape(count * curves, frames)
    parts = (rows @ waves).reshape(count, curves, 2, -1)
    magnitude = np.sqrt(np.square(parts).sum(axis=2) + np.float32(LEAST_POWER))
    result: np.ndarray = np.log1p(np.float32(GAIN) * magnitude / (rms + np.float32(LEAST_RMS)))
    return result
