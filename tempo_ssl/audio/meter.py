"""What is learnt of a stream of sound while it passes: its length, and whether there is anything to hear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from tempo_ssl.config import SILENCE_PEAK


class Meter:
    """Counts the samples that pass, and keeps their extremes until they are apart: an offset is as silent as zeros."""

    def __init__(self) -> None:
        self.samples, self.low, self.high = 0, np.inf, -np.inf

    def watch(self, blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """The same blocks of mono sound, counted."""
        for block in blocks:
            if len(block):
                self.samples += len(block)
                if self.is_silent:
                    self.low = min(self.low, float(block.min()))
                    self.high = max(self.high, float(block.max()))
            yield block

    @property
    def is_silent(self) -> bool:
        """Whether nothing but a constant level has passed."""
        return self.high - self.low < SILENCE_PEAK
