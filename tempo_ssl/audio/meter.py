"""What is learnt of a stream of sound while it passes: its length, and whether there is anything to hear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from tempo_ssl.config import SILENCE_PEAK


class Meter:
    """Counts the samples that pass, and keeps their extremes until they are apart: an offset is as silent as zeros."""

    def __init__(self) -> None:
        self.samples = 0
        self.low, self.high = np.array(np.inf), np.array(-np.inf)  # of every channel

    def watch(self, blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """The same blocks ``[n, channels]``, counted."""
        for block in blocks:
            if len(block):
                self.samples += len(block)
                if self.is_silent:
                    # Channel by channel: numpy takes ten times as long for a reduction along the first axis.
                    self.low = np.minimum(self.low, [channel.min() for channel in block.T])
                    self.high = np.maximum(self.high, [channel.max() for channel in block.T])
            yield block

    @property
    def is_silent(self) -> bool:
        """Whether nothing but a constant level has passed, on every channel its own."""
        return bool((self.high - self.low < SILENCE_PEAK).all())
