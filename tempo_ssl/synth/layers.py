"""The layers of a piece: each function writes one phrase of one layer, as notes per bar."""

from __future__ import annotations

import numpy as np

from tempo_ssl.synth.family import Family
from tempo_ssl.synth.feel import Feel, anticipated
from tempo_ssl.synth.harmony import Harmony
from tempo_ssl.synth.patterns import VOICES, Event, Step, drum_lines, expand, held

Phrase = list[list[Event]]

_LOUDNESS = {"X": 1.15, "x": 0.9, "o": 0.5, "r": 0.8, "z": 0.75}
#: Forms of melodies by number of bars: equal letters are equal rhythms and contours.
_FORMS = {
    1: ("a",),
    2: ("ab", "aa"),
    4: ("abac", "aaba", "aabc", "abab", "aaab"),
    8: ("abacabad", "aabaaabc", "abcdabce", "aabbaabc", "abababac"),
}


def accent(position: float, beats: float) -> float:
    """Loudness of a place in the bar: first beat, other beats, between the beats."""
    if position < 1e-6:
        return 1.12
    return 1.0 if abs(position - round(position)) < 1e-6 else 0.88


def _one(rng: np.random.Generator, choices: tuple[str, ...]) -> str:
    return str(choices[rng.integers(len(choices))])


#: Rhythms of one beat by steps of a beat, for melodies that a family has no pattern for.
_CELLS = {
    2: ("x.", "x.", "xx", "xx", ".x", ".."),
    3: ("x..", "x.x", "xxx", "x..", "..x", "..."),
    4: ("x...", "x.x.", "x.x.", "x..x", "..x.", "x.xx", "xxx.", "...x", "....", "xxxx"),
}
#: Broken chords by steps of a beat, for families that have no pattern for them.
_ARPS = {2: ("*??", "*??", "*?."), 3: ("*???", "*?.?"), 4: ("*????", "*?.?.", "?..?..?.?..?..?.")}


def _bars(rng: np.random.Generator, patterns: tuple[str, ...], family: Family, feel: Feel) -> list[list[Step]]:
    """The bars of one of the patterns, followed by those of another where the groove is long, with anticipations."""
    bars = expand(_one(rng, patterns), family)
    if feel.is_long:
        bars += expand(_one(rng, patterns), family)
    return anticipated(rng, bars, family, feel.anticipation)


def _rhythm(rng: np.random.Generator, family: Family) -> str:
    """A melody rhythm of one bar: one of the family's, or beats put together at random."""
    if family.lead and rng.random() < 0.85:
        return _one(rng, family.lead)
    beats = [_one(rng, _CELLS[family.grid]) for _ in range(int(np.ceil(family.beats)))]
    rhythm = "".join(beats)[: family.bar_steps]
    return rhythm if "x" in rhythm else "x" + rhythm[1:]


def _hits(step: Step, pitch: int) -> list[Event]:
    count = {"r": 2, "z": 3}.get(step.char, 1)
    level = _LOUDNESS[step.char]
    return [Event(step.position + i * step.length / count, 0.2, pitch, level * (1 - 0.1 * i)) for i in range(count)]


def _mutated(rng: np.random.Generator, bars: list[list[Step]]) -> list[list[Step]]:
    """A pattern with one or two steps off the beat added or taken away, the same in every repetition."""
    bars = [list(bar) for bar in bars]
    for _ in range(int(rng.integers(1, 3))):
        bar = bars[rng.integers(len(bars))]
        index = int(rng.integers(len(bar)))
        step = bar[index]
        if step.char in "._":
            bar[index] = step._replace(char="x")
        elif step.position % 1 > 1e-6 and sum(other.char not in "._" for other in bar) > 2:
            bar[index] = step._replace(char=".")
    return bars


def drums(rng: np.random.Generator, family: Family, feel: Feel, bars: int) -> Phrase:
    """A groove: one pattern for every voice of the family, or two in turn; most pieces with a change of their own."""
    feel = feel._replace(anticipation=0.0)  # drums mark the beat that others come before
    phrase: Phrase = [[] for _ in range(bars)]
    lines = drum_lines(family.drums)
    chosen = [line for line in lines if not line[1] or rng.random() < 0.5]
    if len(chosen) > 1 and rng.random() < 0.12:
        del chosen[rng.integers(len(chosen))]
    for voices, _, patterns in chosen:
        pitch = VOICES[_one(rng, voices)]
        steps = _bars(rng, patterns, family, feel)
        if rng.random() < (0.7 if feel.is_long else 0.3):
            steps = _mutated(rng, steps)
        level = rng.uniform(0.6, 1.1) if pitch not in (36, 38) else rng.uniform(0.85, 1.1)
        for bar in range(bars):
            for step in steps[bar % len(steps)]:
                if step.char != ".":
                    phrase[bar] += [hit._replace(loudness=hit.loudness * level) for hit in _hits(step, pitch)]
    return phrase


def fill(rng: np.random.Generator, family: Family) -> list[Event]:
    """A drum fill over the last beat or two of a bar."""
    length = min(family.beats, float(rng.choice((0.5, 1, 1, 2))))
    per_beat = family.grid if family.grid != 2 else int(rng.choice((2, 4)))
    voices = [38, 38, 38, 50, 47, 45, 41] if rng.random() < 0.7 else [38]
    count = round(length * per_beat)
    picks = np.sort(rng.integers(len(voices), size=count))
    return [
        Event(family.beats - length + i / per_beat, 0.2, voices[picks[i]], float(rng.uniform(0.7, 1.1)))
        for i in range(count)
        if rng.random() < 0.85
    ]


def bass(rng: np.random.Generator, family: Family, feel: Feel, harmony: Harmony, bars: int) -> Phrase:
    """A bass line on the roots of the chords."""
    steps = _bars(rng, family.bass, family, feel)
    if rng.random() < 0.2:
        steps = [[s._replace(char="1") if s.char == "x" else s for s in bar] for bar in _mutated(rng, steps)]
    centre = int(rng.integers(34, 44))
    legato = float(rng.choice((0.95, 0.8, 0.5)))
    phrase: Phrase = []
    for bar in range(bars):
        events = []
        for step in held(steps[bar % len(steps)], family.beats):
            root = harmony.root(bar + step.position / family.beats)
            if step.char == "w":
                offset = 0 if step.position < 1e-6 else int(rng.choice((1, 2, 3, 4, 5, -1, -2)))
            elif step.char == "a":
                offset = harmony.root(bar + 1) - root + int(rng.choice((-1, 1)))
            else:
                offset = -3 if step.char == "v" else int(step.char) - 1
            pitch = harmony.pitch(root - 7 * (root > 3) + offset, centre)
            events.append(Event(step.position, legato * step.length, pitch, accent(step.position, family.beats)))
        phrase.append(events)
    return phrase


def comp(rng: np.random.Generator, family: Family, feel: Feel, harmony: Harmony, bars: int, strum: float) -> Phrase:
    """Chords in a rhythm; ``strum`` is the time between two strings in beats (0: all at once)."""
    steps = _bars(rng, family.comp, family, feel)
    centre = int(rng.integers(54, 68))
    legato = float(rng.choice((0.95, 0.9, 0.6, 0.35)))
    phrase: Phrase = []
    for bar in range(bars):
        events = []
        for number, step in enumerate(held(steps[bar % len(steps)], family.beats)):
            root = harmony.root(bar + step.position / family.beats)
            length = legato * step.length
            level = _LOUDNESS.get(step.char, 1.0) * accent(step.position, family.beats)
            if step.char in "bB":
                low = harmony.pitch(root - 7 * (root > 3) + (-3 if step.char == "B" else 0), 46)
                events.append(Event(step.position, length, low, level))
                continue
            chord = harmony.chord(root, centre)
            down = number % 2 == 0 or step.position % 1 < 1e-6
            for string, pitch in enumerate(chord if down else chord[::-1]):
                events.append(Event(step.position + string * strum, length, pitch, level * (0.85 if string else 0.95)))
        phrase.append(events)
    return phrase


def _order(rng: np.random.Generator) -> list[int]:
    size = int(rng.choice((2, 3, 4, 4, 5, 6, 8)))
    up = list(range(size))
    return [up, up[::-1], up + up[-2:0:-1], list(rng.integers(0, max(3, size), size))][rng.integers(4)]


def arp(rng: np.random.Generator, family: Family, feel: Feel, harmony: Harmony, bars: int) -> Phrase:
    """Broken chords."""
    steps = _bars(rng, family.arp or _ARPS[family.grid], family, feel)
    order, restart = _order(rng), rng.random() < 0.7
    centre = int(rng.integers(52, 76))
    legato = float(rng.choice((1.0, 0.9, 0.5, 2.0)))
    phrase: Phrase = []
    count = 0
    for bar in range(bars):
        events = []
        count = 0 if restart else count
        for step in held(steps[bar % len(steps)], family.beats):
            chord = harmony.chord(harmony.root(bar + step.position / family.beats), centre)
            tone = order[count % len(order)] if step.char == "?" else int(step.char)
            count += 1
            pitch = min(108, chord[tone % len(chord)] + 12 * (tone // len(chord)))
            events.append(Event(step.position, legato * step.length, pitch, accent(step.position, family.beats)))
        phrase.append(events)
    return phrase


def _contour(rng: np.random.Generator, steps: list[Step]) -> list[int]:
    """Scale steps above the root for one bar: chord tones on the beat, mostly small steps between them."""
    offset = int(rng.choice((0, 2, 4, 7)))
    offsets = []
    for step in steps:
        offset += int(rng.choice((-1, 1, -1, 1, 0, -2, 2, -3, 4)))
        if step.position % 1 < 1e-6:
            offset = min((-3, 0, 2, 4, 7, 9), key=lambda tone: abs(tone - offset))
        offset = int(np.clip(offset, -4, 10))
        offsets.append(offset)
    return offsets


def lead(rng: np.random.Generator, family: Family, feel: Feel, harmony: Harmony, bars: int) -> Phrase:
    """A melody in a form of repeated and varied bars, with a long last note in most phrases of four bars or more."""
    form = _one(rng, _FORMS[bars])
    centre = int(rng.integers(60, 78))
    legato = float(rng.choice((0.98, 0.9, 0.7)))
    follows = rng.random() < 0.6
    motifs: dict[str, tuple[list[Step], list[int]]] = {}
    phrase: Phrase = []
    for bar, letter in enumerate(form):
        if letter not in motifs:
            bars_of_pattern = _bars(rng, (_rhythm(rng, family),), family, feel._replace(is_long=False))
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


def pad(rng: np.random.Generator, family: Family, harmony: Harmony, bars: int) -> Phrase:
    """Held chords, one for each change of harmony."""
    centre = int(rng.integers(52, 66))
    phrase: Phrase = []
    for bar in range(bars):
        changes = [0.0] if harmony.chord_bars >= 1 else [0.0, 0.5]
        length = family.beats / len(changes)
        phrase.append(
            [
                Event(change * family.beats, 0.98 * length * max(1.0, harmony.chord_bars), pitch, 0.7)
                for change in changes
                if bar % max(1, int(harmony.chord_bars)) == 0
                for pitch in harmony.chord(harmony.root(bar + change), centre)
            ]
        )
    return phrase
