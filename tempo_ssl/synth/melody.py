"""The melody of a piece: its rhythm, its form, and contours that tell the beat by pitch."""

from __future__ import annotations

import numpy as np

from tempo_ssl.synth.family import Family
from tempo_ssl.synth.harmony import Harmony
from tempo_ssl.synth.layers import Phrase, accent, pick
from tempo_ssl.synth.patterns import Event, Step, expand, held

#: Forms of melodies by number of bars: equal letters are equal rhythms and contours.
_FORMS = {
    1: ("a",),
    2: ("ab", "aa"),
    4: ("abac", "aaba", "aabc", "abab", "aaab"),
    8: ("abacabad", "aabaaabc", "abcdabce", "aabbaabc", "abababac"),
}
#: Rhythms of one beat by steps of a beat, for melodies that a family has no pattern for.
_CELLS = {
    2: ("x.", "x.", "xx", "xx", ".x", ".."),
    3: ("x..", "x.x", "xxx", "x..", "..x", "..."),
    4: ("x...", "x.x.", "x.x.", "x..x", "..x.", "x.xx", "xxx.", "...x", "....", "xxxx"),
}


def lead(rng: np.random.Generator, family: Family, harmony: Harmony, bars: int) -> Phrase:
    """A melody in a form of repeated and varied bars, with a long last note in most phrases of four bars or more."""
    form = pick(rng, _FORMS[bars])
    centre = int(rng.integers(60, 78))
    legato = float(rng.choice((0.98, 0.9, 0.7)))
    follows = rng.random() < 0.6
    motifs: dict[str, tuple[list[Step], list[int]]] = {}
    phrase: Phrase = []
    for bar, letter in enumerate(form):
        if letter not in motifs:
            bars_of_pattern = expand(_rhythm(rng, family), family)
            steps = held(bars_of_pattern[bar % len(bars_of_pattern)], family.beats)
            motifs[letter] = steps, _contour(rng, steps)
        steps, contour = motifs[letter]
        if bars >= 4 and bar == bars - 1 and rng.random() < 0.75:
            # The cadence: the last bar comes to rest on its second half or on its first beat.
            rest = float(rng.choice((0.0, np.ceil(family.beats / 2))))
            steps = [s for s in steps if s.position < rest] + [Step(rest, family.beats - rest, "x")]
            contour = contour[: len(steps) - 1] + [0]
        root = harmony.root(bar) if follows else harmony.progression[0]
        root -= 7 * (root > 3)
        phrase.append(
            [
                Event(s.position, legato * s.length, harmony.pitch(root + c, centre), accent(s.position, family.beats))
                for s, c in zip(steps, contour, strict=True)
            ]
        )
    return phrase


def _rhythm(rng: np.random.Generator, family: Family) -> str:
    """A melody rhythm of one bar: one of the family's, or beats put together at random."""
    if family.lead and rng.random() < 0.85:
        return pick(rng, family.lead)
    beats = [pick(rng, _CELLS[family.grid]) for _ in range(int(np.ceil(family.beats)))]
    rhythm = "".join(beats)[: family.bar_steps]
    return rhythm if "x" in rhythm else "x" + rhythm[1:]


def _contour(rng: np.random.Generator, steps: list[Step]) -> list[int]:
    """Scale steps above the root for one bar of a melody, in one of the ways in which melodies tell their beat."""
    draw = rng.random()
    if draw < 0.4:
        return _walk(rng, steps)
    if draw < 0.65:
        return _sequence(rng, steps)
    return _over_pedal(rng, steps) if draw < 0.8 else _broken(rng, steps)


def _walk(rng: np.random.Generator, steps: list[Step]) -> list[int]:
    """Chord tones on the beat, mostly small steps between them."""
    offset = int(rng.choice((0, 2, 4, 7)))
    offsets = []
    for step in steps:
        offset += int(rng.choice((-1, 1, -1, 1, 0, -2, 2, -3, 4)))
        if step.position % 1 < 1e-6:
            offset = _chord_tone(offset)
        offset = int(np.clip(offset, -4, 10))
        offsets.append(offset)
    return offsets


def _sequence(rng: np.random.Generator, steps: list[Step]) -> list[int]:
    """A figure of one beat (or two), moved up or down from beat to beat."""
    span = 1 if rng.random() < 0.6 else 2
    figure: dict[float, int] = {0.0: 0}
    move, start = int(rng.choice((-2, -1, -1, 1, 1, 2))), int(rng.choice((0, 2, 4, 7)))
    offsets = []
    for step in steps:
        place = round(step.position % span, 6)
        if place not in figure:
            figure[place] = int(rng.choice((-2, -1, -1, 1, 1, 2, 3)))
        offsets.append(int(np.clip(start + move * int(step.position // span) + figure[place], -4, 10)))
    return offsets


def _over_pedal(rng: np.random.Generator, steps: list[Step]) -> list[int]:
    """A melody on the beats, and between them always the same note."""
    pedal, offset = int(rng.choice((-3, 0, 4, 7))), int(rng.choice((0, 2, 4, 7)))
    offsets = []
    for step in steps:
        if step.position % 1 < 1e-6:
            offset = int(np.clip(offset + rng.choice((-2, -1, 1, 2, 3)), -4, 10))
            offsets.append(offset)
        else:
            offsets.append(pedal)
    return offsets


def _broken(rng: np.random.Generator, steps: list[Step]) -> list[int]:
    """Chord tones in an order that comes back every beat or two."""
    span = int(rng.choice((1, 2, 2)))
    order: dict[float, int] = {}
    for step in steps:
        order.setdefault(round(step.position % span, 6), int(rng.choice((-3, 0, 2, 4, 7))))
    return [order[round(step.position % span, 6)] for step in steps]


def _chord_tone(offset: int) -> int:
    return min((-3, 0, 2, 4, 7, 9), key=lambda tone: abs(tone - offset))
