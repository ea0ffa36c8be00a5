"""Seeded composition: rhythm family -> layers -> sections -> humanised notes in seconds."""

from __future__ import annotations

import numpy as np

from tempo_ssl.synth import layers
from tempo_ssl.synth.families import FAMILIES, HARD
from tempo_ssl.synth.family import Family, choose_bpm
from tempo_ssl.synth.feel import NO_FEEL, Feel, choose_feel
from tempo_ssl.synth.harmony import Harmony, choose_programs
from tempo_ssl.synth.patterns import Event
from tempo_ssl.synth.score import DRUM_CHANNEL, Score

LAYERS = ("drums", "bass", "comp", "arp", "lead", "pad")
#: One more part of a kind that the family has, on an instrument of its own.
_SECOND = "second"
_CHANNELS = dict(zip((*LAYERS, _SECOND), (DRUM_CHANNEL, 0, 1, 2, 3, 4, 5), strict=True))
#: Programs whose chords are strummed string by string.
_STRINGS = frozenset((*range(24, 32), 15, 46, 104, 105, 106, 107))
_NAMES = tuple(FAMILIES)
#: Share of pieces without accents but for the drums': organs, pipes, harpsichords and old synthesisers know none, nor
#: does notation played by a computer. Metre is then told by pitch, harmony and note lengths alone.
FLAT_SHARE = 0.3
#: Share of the pieces without drums that are played by string sections, choirs and pads alone, where no note has a
#: beginning that could be told by its loudness.
ENSEMBLE_SHARE = 0.2


def compose(
    seed: int, seconds: float = 35.0, family: str | None = None, is_hard: bool = False, has_feel: bool = True
) -> Score:
    """Write one piece of ``seconds`` seconds in a rhythm family (a name of ``FAMILIES``; None: drawn by weight).

    ``is_hard`` draws among the families of ``HARD`` alone. Without ``has_feel`` patterns do not take turns, and no note
    comes before its beat. The same arguments give the same notes. Raises ``ValueError`` for an unknown family.
    """
    if family is not None and family not in FAMILIES:
        raise ValueError(f"family must be one of {', '.join(FAMILIES)}, got {family!r}")
    rng = np.random.default_rng([seed, 0x5C0])
    names = HARD if is_hard else _NAMES
    weights = np.array([FAMILIES[name].weight for name in names])
    drawn = str(rng.choice(names, p=weights / weights.sum()))
    name = drawn if family is None else family
    kind = FAMILIES[name]
    bpm = choose_bpm(rng, kind)
    harmony = Harmony(rng, kind.harmony)
    loop = rng.random() < 0.35
    present = _present(rng, kind, loop)
    palette = "ensemble" if "drums" not in present and rng.random() < ENSEMBLE_SHARE else kind.palette
    programs = choose_programs(rng, palette)
    # A bar may be as short as 0.6 s or as long as 5 s: the phrase that repeats stays within 2-14 s.
    feel = choose_feel(seed, kind) if has_feel else NO_FEEL
    lengths = [n for n in ((1, 2, 2, 4) if loop else (2, 4, 4, 8)) if n * kind.beats * 60 / bpm < 14] or [1]
    phrase_bars = max(int(rng.choice(lengths)), 2 if feel.is_long else 1)
    strum = rng.uniform(0.008, 0.03) * bpm / 60 if programs[1] in _STRINGS else 0.0

    total = int(np.ceil(seconds * bpm / 60 / kind.beats)) + 5
    kinds = {layer: layer for layer in present}
    programs.append(programs[0])
    if len(present) >= 3 and rng.random() < 0.4:
        kinds[_SECOND] = str(
            rng.choice([layer for layer in present if layer in ("comp", "arp", "lead", "pad")] or ["pad"])
        )
        programs[5] = choose_programs(rng, palette)[LAYERS.index(kinds[_SECOND]) - 1]
        present.append(_SECOND)
    parts = {layer: _variants(rng, kind, feel, harmony, kinds[layer], phrase_bars, strum) for layer in present}
    sections = [(0, total, frozenset(present), 0)] if loop else _sections(rng, total, present, phrase_bars)
    drop = 0.0 if loop or rng.random() < 0.5 else rng.uniform(0, 0.05)
    events: dict[str, list[Event]] = {layer: [] for layer in present}
    for start, stop, active, variant in sections:
        for layer in present:
            if layer in active:
                bars = parts[layer][variant % len(parts[layer])]
                for bar in range(start, stop):
                    events[layer] += _placed(bars[bar % phrase_bars], bar * kind.beats, rng, drop)
        if "drums" in active and not loop and kind.layers[0] > 0.6 and rng.random() < 0.5:
            events["drums"] += _placed(layers.fill(rng, kind), (stop - 1) * kind.beats, rng, 0)
            events["drums"].append(Event(stop * kind.beats, 1, 49, 1.1))
    for layer in ("comp", "arp", "lead"):
        if layer in events and rng.random() < 0.3 * kind.exact:
            events[layer] += _echoes(rng, kind, events[layer])

    is_flat = np.random.default_rng([seed, 0xF1A]).random() < FLAT_SHARE
    notes = _timed(rng, kind, bpm, seconds, events, is_flat)
    channels = {_CHANNELS[layer]: programs[_CHANNELS[layer]] for layer in present if layer != "drums"}
    return Score(bpm, seconds, name, notes, channels, seed)


def _present(rng: np.random.Generator, family: Family, loop: bool) -> list[str]:
    """The layers of a piece by the family's chances, thinned out in a quarter of the songs and half of the loops."""
    possible = {layer: chance for layer, chance in zip(LAYERS, family.layers, strict=True) if chance > 0}
    present = [layer for layer, chance in possible.items() if rng.random() < chance]
    thin = rng.random() * (0.52 if loop else 1.0)
    if thin < 0.06 and "drums" in possible and family.layers[0] > 0.3:
        present = ["drums"]
    elif thin < 0.14 and len(present) > 1:
        present = [layer for layer in present if layer != "drums"]
    elif thin < 0.18:
        present = [str(rng.choice([layer for layer in possible if layer != "pad"]))]
    elif thin < 0.26 and len(present) > 2:
        present = [present[i] for i in np.sort(rng.choice(len(present), 2, replace=False))]
    if not set(present) - {"pad"}:
        strongest = max((layer for layer in possible if layer != "pad"), key=lambda layer: possible[layer])
        present.append(strongest)
    return [layer for layer in LAYERS if layer in present]


def _variants(
    rng: np.random.Generator, family: Family, feel: Feel, harmony: Harmony, layer: str, bars: int, strum: float
) -> list[layers.Phrase]:
    """One or two phrases of a layer, for sections that differ."""
    count = 1 if rng.random() < 0.5 else 2
    if layer == "drums":
        return [layers.drums(rng, family, feel, bars) for _ in range(count)]
    if layer == "comp":
        return [layers.comp(rng, family, feel, harmony, bars, strum) for _ in range(count)]
    if layer == "pad":
        return [layers.pad(rng, family, harmony, bars) for _ in range(count)]
    write = {"bass": layers.bass, "arp": layers.arp, "lead": layers.lead}[layer]
    return [write(rng, family, feel, harmony, bars) for _ in range(count)]


def _sections(
    rng: np.random.Generator, total: int, present: list[str], phrase: int
) -> list[tuple[int, int, frozenset[str], int]]:
    """(first bar, bar after the last, sounding layers, variant): layers enter, rest and come back."""
    sections = []
    building = rng.random() < 0.3
    rhythmic = [layer for layer in present if layer not in ("pad", _SECOND)]
    entered = int(rng.integers(1, len(present) + 1)) if building else len(present)
    order = list(rng.permutation(present))
    start = 0
    while start < total:
        length = phrase * int(rng.choice((1, 2, 2, 4) if phrase < 8 else (1, 1, 2)))
        active = {layer for layer in order[:entered] if rng.random() < 0.85}
        if not active.intersection(rhythmic):
            active.add(str(rng.choice(rhythmic)))
        sections.append((start, min(total, start + length), frozenset(active), int(rng.random() < 0.4)))
        entered = min(len(present), entered + 1)
        start += length
    return sections


def _placed(events: list[Event], start: float, rng: np.random.Generator, drop: float) -> list[Event]:
    """The notes of a bar moved to ``start`` beats, a few of those off the first beat left out."""
    return [
        event._replace(position=event.position + start)
        for event in events
        if drop == 0 or event.position < 1e-6 or rng.random() >= drop
    ]


def _echoes(rng: np.random.Generator, family: Family, events: list[Event]) -> list[Event]:
    """Tempo-locked repeats, as a delay effect makes them."""
    delay = float(rng.choice((1 / 3, 2 / 3, 1) if family.grid == 3 else (0.75, 0.75, 0.5, 1, 0.25)))
    fall = rng.uniform(0.35, 0.65)
    return [
        event._replace(position=event.position + number * delay, loudness=event.loudness * fall**number)
        for event in events
        for number in (1, 2, 3)
    ]


def _timed(
    rng: np.random.Generator,
    family: Family,
    bpm: float,
    seconds: float,
    events: dict[str, list[Event]],
    is_flat: bool,
) -> np.ndarray:
    """Notes ``[n, 5]`` in seconds: swing, slow drift around ``bpm``, human timing and loudness, a random start.

    Where ``is_flat``, all notes of a layer other than the drums are equally loud.
    """
    exact = rng.random() < family.exact
    swing = rng.uniform(*family.swing) if family.swing[1] > 0.5 else 0.5
    bar_seconds = family.beats * 60 / bpm
    draw = rng.random()
    start = -rng.uniform(0, 4 * bar_seconds) if draw < 0.6 else rng.uniform(0, 0.5) if draw < 0.85 else 0.0
    drift, drift_period, drift_phase = 0.0, rng.uniform(8, 40), rng.uniform(0, 2 * np.pi)
    if not exact and rng.random() < 0.35:
        drift = rng.uniform(0.001, 0.01) * drift_period / (2 * np.pi)
    sigma = 0.0 if exact else rng.uniform(0, 0.015)
    rows = []
    for layer, notes in events.items():
        if not notes:
            continue
        part = np.array(notes, dtype=np.float64)
        beats = _swung(part[:, 0], swing, family.swing_steps / family.grid)
        onset = beats * 60 / bpm
        onset += drift * (np.sin(2 * np.pi * onset / drift_period + drift_phase) - np.sin(drift_phase))
        if not exact:
            # A singer or soloist takes more liberties than the band.
            liberty = rng.uniform(1, 2.5) if layer == "lead" and rng.random() < 0.3 else rng.uniform(0.3, 1)
            onset += rng.uniform(-0.006, 0.006) + sigma * liberty * rng.standard_normal(len(part))
        level = rng.uniform(0.55, 0.9) if layer != "pad" else rng.uniform(0.3, 0.7)
        loudness = part[:, 3] * level * (1 + (0.02 if exact else 0.07) * rng.standard_normal(len(part)))
        if is_flat and layer != "drums":
            loudness = np.full(len(part), level)
        velocity = np.clip(np.round(127 * loudness), 1, 127)
        duration = np.maximum(0.03, part[:, 1] * 60 / bpm)
        channel = np.full(len(part), _CHANNELS[layer])
        rows.append(np.stack([onset + start, duration, channel, part[:, 2], velocity], axis=1))
    return _playable(np.concatenate(rows), seconds)


def _swung(beats: np.ndarray, ratio: float, step: float) -> np.ndarray:
    """Positions (beats) with the first step of every pair lasting ``ratio`` of the pair, the second the rest."""
    pair, within = np.divmod(beats, 2 * step)
    within = within / (2 * step)
    bent = np.where(within < 0.5, 2 * ratio * within, ratio + 2 * (1 - ratio) * (within - 0.5))
    return (pair + bent) * 2 * step


def _playable(notes: np.ndarray, seconds: float) -> np.ndarray:
    """Notes that start inside the piece, sorted; a key that is struck again is let go of first, 10 ms apart or more."""
    notes = notes[(notes[:, 0] >= 0) & (notes[:, 0] < seconds)]
    notes = notes[np.lexsort((-notes[:, 4], notes[:, 0], notes[:, 3], notes[:, 2]))]
    same = (np.diff(notes[:, 2], prepend=-1) == 0) & (np.diff(notes[:, 3], prepend=-1) == 0)
    notes = notes[~same | (np.diff(notes[:, 0], prepend=0) >= 0.010)]
    same = (np.diff(notes[:, 2]) == 0) & (np.diff(notes[:, 3]) == 0)
    room = np.where(same, np.diff(notes[:, 0]) - 0.002, np.inf)
    notes[:-1, 1] = np.minimum(notes[:-1, 1], room)
    return notes[np.argsort(notes[:, 0], kind="stable")]
