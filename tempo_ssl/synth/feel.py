"""What makes a groove of patterns: bars that take turns, and notes that come before their beat."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tempo_ssl.synth.family import Family
from tempo_ssl.synth.patterns import Step

#: Share of the pieces with drums whose patterns take turns with others, so that the rhythm repeats after two bars or
#: more and not after one: with single bars alone a period of two seconds tells the metre, which in recordings it does
#: not (scripts/compare_levels.py).
LONG_SHARE = 0.6
#: Share of the pieces in even metres, of families with drums, in which notes come before their beat, and the largest
#: share of notes that do: without, beats stand out more than in recordings.
SYNCOPATED_SHARE, LARGEST_ANTICIPATION = 0.5, 0.7


class Feel(NamedTuple):
    """Whether two patterns take turns in a layer, and the share (0-1) of its notes on a beat that come before it."""

    is_long: bool
    anticipation: float


NO_FEEL = Feel(False, 0.0)


def choose_feel(seed: int, family: Family) -> Feel:
    """The feel of a piece; families without drums, music that is written down, have none.

    Its chances are its own: a piece without one has the same notes as if there were no such thing.
    """
    rng = np.random.default_rng([seed, 0xFEE1])
    is_long, is_syncopated = rng.random() < LONG_SHARE, rng.random() < SYNCOPATED_SHARE
    anticipation = rng.uniform(0, LARGEST_ANTICIPATION)
    if family.is_drumless:
        return NO_FEEL
    return Feel(is_long, anticipation if is_syncopated and not family.is_in_three else 0.0)


def anticipated(rng: np.random.Generator, bars: list[list[Step]], family: Family, share: float) -> list[list[Step]]:
    """Bars in which a ``share`` (0-1) of what falls on a beat comes half a beat, or a step, before it.

    What has another note in its way stays.
    """
    if share == 0:
        return bars
    ahead = 0.5 if rng.random() < 0.6 else 1 / family.grid

    def moved(bar: list[Step]) -> list[Step]:
        last, steps = -np.inf, []
        for step in bar:
            if step.char not in "._":
                early = step.position - ahead
                if step.position % 1 < 1e-6 and early > last + 1e-6 and rng.random() < share:
                    step = step._replace(position=early)
                last = step.position
            steps.append(step)
        return steps

    return [moved(bar) for bar in bars]
