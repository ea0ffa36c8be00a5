"""One recording as features: what training passes around instead of sound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tempo_ssl.config import FRAME_RATE


@dataclass(frozen=True)
class Piece:
    """One recording as features ``[T, F]`` (float16 saves half the memory), at one or more rates.

    ``versions`` holds ``(rate, features)``: one entry of rate 1, or one for each rate at which the *sound* was
    stretched. ``bpm`` is the tempo at rate 1, known only for sounds that we made ourselves. ``bar`` is the length of a
    bar in beats; of recordings it is a guess.
    """

    name: str
    versions: tuple[tuple[float, np.ndarray], ...]
    bpm: float | None = None
    bar: float = 4

    @property
    def features(self) -> np.ndarray:
        """The features of the first version."""
        return self.versions[0][1]

    @property
    def seconds(self) -> float:
        """Length of the first version."""
        return len(self.features) / FRAME_RATE

    @property
    def bar_seconds(self) -> float:
        """Length of a bar at rate 1; ``ValueError`` where the BPM is not known."""
        if self.bpm is None:
            raise ValueError(f"the bars of {self.name} are not known, since its BPM is not")
        return self.bar * 60 / self.bpm
