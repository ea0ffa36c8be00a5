"""Pattern strings (see family.py) to timed steps."""

from __future__ import annotations

import re
from typing import NamedTuple

from tempo_ssl.synth.family import Family

#: General MIDI drum of every voice name.
VOICES: dict[str, int] = {
    "bd": 36, "rs": 37, "sn": 38, "cp": 39, "ft": 41, "ch": 42, "ph": 44, "lt": 45, "oh": 46, "mt": 47, "cr": 49,
    "ht": 50,
    "rd": 51, "rb": 53, "tb": 54, "cb": 56, "bh": 60, "bl": 61, "cm": 62, "co": 63, "cl": 75, "wb": 76, "wl": 77,
    "th": 65,
    "tl": 66, "ah": 67, "al": 68, "sh": 70, "gs": 73, "gl": 74, "tm": 80, "tr": 81,
}  # fmt: skip


class Step(NamedTuple):
    """One character of a pattern: where in its bar and how long, both in beats."""

    position: float
    length: float
    char: str


class Event(NamedTuple):
    """One note inside a bar: position and duration in beats, MIDI pitch, loudness (1 is a plain note)."""

    position: float
    duration: float
    pitch: int
    loudness: float


def expand(pattern: str, family: Family) -> list[list[Step]]:
    """The steps of a pattern, one list for each bar of it; raise ``ValueError`` if it does not fit the metre."""
    chars = pattern.replace(" ", "")
    if chars.startswith("*"):
        beat = chars[1:]
        whole = [
            Step(number + index / len(beat), 1 / len(beat), char)
            for number in range(int(family.beats + 0.5))
            for index, char in enumerate(beat)
        ]
        return [[step for step in whole if step.position < family.beats - 1e-9]]
    steps = family.bar_steps
    if not chars or (steps % len(chars) and len(chars) % steps):
        raise ValueError(f"the pattern {pattern!r} has {len(chars)} steps, a bar has {steps}")
    bars = max(1, len(chars) // steps)
    count = len(chars) // bars
    length = family.beats / count
    return [
        [Step(index * length, length, char) for index, char in enumerate(chars[bar * count : (bar + 1) * count])]
        for bar in range(bars)
    ]


def held(steps: list[Step], beats: float) -> list[Step]:
    """Only the steps that start something, each as long as until the next one (``.`` goes on, ``_`` is silence)."""
    starts = [step for step in steps if step.char != "."]
    ends = [step.position for step in starts[1:]] + [beats]
    return [
        Step(step.position, end - step.position, step.char)
        for step, end in zip(starts, ends, strict=False)
        if step.char != "_"
    ]


def drum_lines(table: str) -> list[tuple[tuple[str, ...], bool, tuple[str, ...]]]:
    """The drum lines of a family: voices to choose from, whether it may be missing, patterns to choose from."""
    lines = []
    # A line that ends with "|" goes on in the next.
    for line in re.sub(r"\|\s*\n", "|", table).split("\n"):
        if not line.strip():
            continue
        head, patterns = line.strip().split(":")
        voices = tuple(voice.strip() for voice in head.rstrip("?").split("/"))
        lines.append((voices, head.endswith("?"), tuple(pattern.replace(" ", "") for pattern in patterns.split("|"))))
    return lines
