"""Which parts of a stream of sound are heard: all of it, or evenly spread excerpts of a long one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import islice

import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import mono
from tempo_ssl.embedding import EmbeddingModel

#: Excerpts that there is room for at first, at most (27 h): a header may promise anything. Beyond, room is doubled.
MOST_ROOM = 4096


def hear(embedding: EmbeddingModel, blocks: Iterable[np.ndarray], sample_rate: int, announced: float) -> np.ndarray:
    """Features of a stream's blocks ``[n, channels]`` of :data:`~tempo_ssl.config.BLOCK_SECONDS` at ``sample_rate`` Hz.

    ``[1, T, F]``, all of the sound as one, or of a stream that is ``announced`` to last so many seconds that
    :data:`~tempo_ssl.config.LEAST_HEARD` excerpts are half of it or less (0: nobody knows), ``[N, T, F]``, excerpts
    every :func:`excerpt_step` frames. What is left at its end is not heard, unless it is all there is.
    """
    step = _blocks_of_step(embedding, announced)
    if not step:
        return embedding.features(map(mono, blocks), sample_rate)[None]
    length, frames = _blocks_of_excerpt(embedding), round(embedding.excerpt_seconds * config.FRAME_RATE)
    room = min(MOST_ROOM, math.ceil(announced / (step * config.BLOCK_SECONDS)))
    heard, count, stream = np.empty((0, 0, 0), dtype=np.float32), 0, iter(blocks)
    while True:
        part = [mono(block) for block in islice(stream, length)]
        if count and sum(map(len, part)) / sample_rate * config.FRAME_RATE <= frames - 1:
            return heard[:count]
        excerpt = embedding.features(part, sample_rate)
        if len(excerpt) < frames:
            return excerpt[None]
        if count == len(heard):
            heard = _enlarged(heard, (max(room, 2 * count), frames, excerpt.shape[1]))
        heard[count] = excerpt[:frames]
        count += 1
        for _ in islice(stream, step - length):
            pass


def excerpt_step(embedding: EmbeddingModel, announced: float) -> int:
    """Frames from the beginning of one excerpt of a long stream that is heard to that of the next; 0: all is heard."""
    return round(_blocks_of_step(embedding, announced) * config.BLOCK_SECONDS * config.FRAME_RATE)


def _blocks_of_step(embedding: EmbeddingModel, announced: float) -> int:
    length = _blocks_of_excerpt(embedding)
    fitting = (int(announced / config.BLOCK_SECONDS) - length) // (config.LEAST_HEARD - 1)
    step = min(fitting, config.LARGEST_STEP * length)
    return step if step >= 2 * length else 0


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
