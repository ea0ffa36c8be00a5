"""Which parts of a stream of sound are heard: all of it, or of a long one every other excerpt."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tempo_ssl import config
from tempo_ssl.embedding import EmbeddingModel

#: Excerpts that there is room for at first, at most (27 h): a header may promise anything. Beyond, room is doubled.
MOST_ROOM = 4096


def hear(embedding: EmbeddingModel, blocks: Iterable[np.ndarray], sample_rate: int, announced: float) -> np.ndarray:
    """Features of a stream's blocks of :data:`~tempo_ssl.config.BLOCK_SECONDS`, mono at ``sample_rate`` Hz.

    Where the stream is ``announced`` to last less than :data:`~tempo_ssl.config.HALF_HEARD_SECONDS` (0: nobody knows),
    ``[1, T, F]``, all of the sound as one; else ``[N, T, F]``, every other excerpt of it. What is left at the end of a
    long one is not heard, unless it is all there is.
    """
    if announced < config.HALF_HEARD_SECONDS:
        return embedding.features(blocks, sample_rate)[None]
    length, frames = _blocks_of_excerpt(embedding), round(embedding.excerpt_seconds * config.FRAME_RATE)
    room = min(MOST_ROOM, math.ceil(announced / (2 * length * config.BLOCK_SECONDS)))
    heard, count = np.empty((0, 0, 0), dtype=np.float32), 0
    pending: list[np.ndarray] = []
    for number, block in enumerate(blocks):
        if number // length % 2:
            continue
        pending.append(block)
        if len(pending) == length:
            excerpt = embedding.features(pending, sample_rate)[:frames]
            if len(excerpt) == frames:  # else the last block was a short one
                if count == len(heard):
                    heard = _enlarged(heard, (max(room, 2 * count), *excerpt.shape))
                heard[count] = excerpt
                count, pending = count + 1, []
    return heard[:count] if count else embedding.features(pending, sample_rate)[None]


def excerpt_step(embedding: EmbeddingModel) -> int:
    """Frames from the beginning of one excerpt of a long stream that is heard to that of the next."""
    return round(2 * _blocks_of_excerpt(embedding) * config.BLOCK_SECONDS * config.FRAME_RATE)


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
