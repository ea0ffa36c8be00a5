"""Which parts of a stream of sound are heard: all of it, or of a long one every second or third excerpt."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import mono
from tempo_ssl.embedding import EmbeddingModel

#: Excerpts that there is room for at first, at most (27 h): a header may promise anything. Beyond, room is doubled.
MOST_ROOM = 4096


def excerpt_stride(announced: float) -> int:
    """Which excerpts are heard of a recording that is ``announced`` to last so many seconds (0: nobody knows).

    1: all of it, as one; 2 or 3: every second or third, so that :data:`~tempo_ssl.config.LEAST_HEARD_SECONDS` are left.
    """
    return max(1, min(config.LARGEST_STRIDE, int(announced / config.LEAST_HEARD_SECONDS)))


def hear(embedding: EmbeddingModel, blocks: Iterable[np.ndarray], sample_rate: int, announced: float) -> np.ndarray:
    """Features of a stream's blocks ``[n, channels]`` of :data:`~tempo_ssl.config.BLOCK_SECONDS` at ``sample_rate`` Hz.

    ``[1, T, F]``, all of the sound as one, or ``[N, T, F]``, excerpts of what is ``announced`` to be long, as
    :func:`excerpt_stride` has it. What is left at the end of a long one is not heard, unless it is all there is.
    """
    stride = excerpt_stride(announced)
    if stride == 1:
        return embedding.features(map(mono, blocks), sample_rate)[None]
    length, frames = _blocks_of_excerpt(embedding), round(embedding.excerpt_seconds * config.FRAME_RATE)
    room = min(MOST_ROOM, math.ceil(announced / (stride * length * config.BLOCK_SECONDS)))
    heard, count = np.empty((0, 0, 0), dtype=np.float32), 0
    pending: list[np.ndarray] = []
    for number, block in enumerate(blocks):
        if number // length % stride:
            continue
        pending.append(mono(block))
        if len(pending) == length:
            excerpt = embedding.features(pending, sample_rate)[:frames]
            if len(excerpt) == frames:  # else the last block was a short one
                if count == len(heard):
                    heard = _enlarged(heard, (max(room, 2 * count), *excerpt.shape))
                heard[count] = excerpt
                count, pending = count + 1, []
    return heard[:count] if count else embedding.features(pending, sample_rate)[None]


def excerpt_step(embedding: EmbeddingModel, announced: float) -> int:
    """Frames from the beginning of one excerpt of a long stream that is heard to that of the next."""
    return round(excerpt_stride(announced) * _blocks_of_excerpt(embedding) * config.BLOCK_SECONDS * config.FRAME_RATE)


def _blocks_of_excerpt(embedding: EmbeddingModel) -> int:
    return math.ceil(embedding.excerpt_seconds / config.BLOCK_SECONDS)


def _enlarged(heard: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """An array of ``shape`` that begins with ``heard``.

    One array and not a list: small arrays that stay would lie between the blocks that pass, and pin their memory.
    """
    larger = np.empty(shape, dtype=np.float32)
    if len(heard):
        larger[: len(heard)] = heard
    return larger
