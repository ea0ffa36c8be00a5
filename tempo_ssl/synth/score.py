"""A piece of rendered music before it is sound: its notes and the BPM that a musician would write on it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

#: The channel that General MIDI reserves for drums, counted from 0.
DRUM_CHANNEL = 9


@dataclass(frozen=True)
class Score:
    """Notes of one piece, in seconds.

    ``bpm`` is the mean tempo in beats per minute. ``notes`` is float64 ``[n, 5]``, sorted by onset: onset (s, inside
    ``[0, seconds)``), duration (s, positive), channel (0-15, 9 is drums), pitch (0-127; on channel 9 a General MIDI
    drum), velocity (1-127). ``programs`` maps channel to General MIDI program (0-127).
    """

    bpm: float
    seconds: float
    family: str
    notes: np.ndarray = field(repr=False, compare=False)
    programs: dict[int, int] = field(compare=False)
    seed: int
