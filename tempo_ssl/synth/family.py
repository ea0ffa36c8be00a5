"""What a rhythm family is: a tempo range, a metre and the patterns of its layers.

Patterns are strings. A pattern of as many
characters as a bar has steps is one bar; a longer one is several bars; a shorter one is one bar on a coarser grid
(``".X.X"`` is a backbeat); one that starts with ``*`` is a single beat that repeats.

* drums, one line per voice, ``voice: pattern | pattern`` (a line that ends with ``|`` goes on in the next); ``voice?``
  is there in half of the pieces, ``a/b`` is one of the two. ``X`` accent, ``x`` hit, ``o`` ghost note, ``r`` and ``z``
  two and three hits within the step, ``.`` nothing.
* bass: a digit is a scale step above the root of the chord (``1`` root, ``5`` fifth, ``8`` octave), ``v`` the fifth
  below, ``w`` a walking note, ``a`` a step towards the next chord, ``_`` silence, ``.`` go on.
* comp (chords): ``X x o`` strike, ``b`` root and ``B`` fifth in the bass, ``_`` silence, ``.`` go on.
* arp (broken chords): a digit is a chord tone from below, ``?`` a chord tone chosen once per piece.
* lead (melody rhythms): ``x`` note, ``_`` silence, ``.`` go on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Share of pieces with drums under which a family counts as one without.
LEAST_DRUMS = 0.2


@dataclass(frozen=True)
class Family:
    """One rhythm family; see the module's first lines for the patterns."""

    weight: float
    #: Usual tempi, beats per minute; the beat is the one a musician would tap.
    bpm: tuple[float, float]
    #: Chances (0-1) of the layers drums, bass, comp, arp, lead, pad.
    layers: tuple[float, float, float, float, float, float]
    drums: str = ""
    bass: tuple[str, ...] = ()
    comp: tuple[str, ...] = ()
    arp: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    #: Beats of a bar (3.5 is a bar of 7/8 counted in quarters) and steps of a beat.
    beats: float = 4
    grid: int = 4
    #: Range of the share of the first note in a swung pair (0.5 is straight, 0.667 a triplet), and its steps.
    swing: tuple[float, float] = (0.5, 0.5)
    swing_steps: int = 1
    #: Name of a palette of instruments and of a set of chord progressions (see harmony.py).
    palette: str = "band"
    harmony: str = "pop"
    #: Chance that the notes sit exactly on the grid, as a sequencer puts them.
    exact: float = 0.3

    @property
    def bar_steps(self) -> int:
        return round(self.beats * self.grid)

    @property
    def is_drumless(self) -> bool:
        """Fewer than one piece in five has drums."""
        return self.layers[0] < LEAST_DRUMS

    @property
    def is_in_three(self) -> bool:
        """Three beats to a bar, or three steps to a beat."""
        return 3 in (self.beats, self.grid)


def choose_bpm(rng: np.random.Generator, family: Family) -> float:
    """A tempo (BPM): mostly inside the usual range, one in ten anywhere in the range stretched by a quarter."""
    low, high = family.bpm
    draw = rng.random()
    if draw < 0.1:
        bpm = rng.uniform(low * 0.8, high * 1.25)
    elif draw < 0.5:
        bpm = low * (high / low) ** rng.random()
    else:
        bpm = np.sqrt(low * high) * (high / low) ** np.clip(0.25 * rng.standard_normal(), -0.7, 0.7)
    if rng.random() < 0.6 * family.exact:
        bpm = round(bpm)
    return float(bpm)
