"""The log-tempo transform: how strongly onset curves repeat at each tempo of the embedding's axis.

:class:`tempo_ssl.model.LogTempoTransform` is the same with gradients, and says what it is good for.
"""

from __future__ import annotations

import numpy as np

from tempo_ssl import config
from tempo_ssl.tempo import tempo_waves


def log_tempo_transform(onsets: np.ndarray, fade: float = config.EXCERPT_FADE) -> np.ndarray:
    """Onset curves ``[N, T, C]`` (float32) of ``N`` excerpts -> ``[N, C, K]``, non-negative; ``K`` tempi on a log axis.

    They fade in and out over the share ``fade``. One matrix product does it for all excerpts.
    """
    count, frames, curves = onsets.shape
    window, waves = tempo_waves(frames, fade, *config.EMBEDDING_AXIS)
    centred = onsets - np.einsum("ntc,t->nc", onsets, window)[:, None, :]
    weighted = centred * window[:, None]
    rms = np.sqrt((centred * weighted).sum(axis=1).mean(axis=1))[:, None, None]
    rows = np.ascontiguousarray(weighted.transpose(0, 2, 1)).reshape(count * curves, frames)
    parts = (rows @ waves).reshape(count, curves, 2, -1)
    magnitude = np.sqrt(np.square(parts).sum(axis=2) + np.float32(config.LEAST_POWER))
    level = rms + np.float32(config.LEAST_RMS)
    result: np.ndarray = np.log1p(np.float32(config.REPETITION_GAIN) * magnitude / level)
    return result
