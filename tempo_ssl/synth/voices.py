"""Synthesiser voices (wave tables with a closing filter, detuned copies, FM) by General MIDI program and chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Samples of one cycle in a wave table (a power of two, so that wrapping is a bit mask).
_CYCLE = 2048


@dataclass(frozen=True)
class Patch:
    """One sound. Times in seconds, sustain 0-1, detune in cents, tilt is the exponent of the harmonics' fall."""

    attack: float
    decay: float
    sustain: float
    release: float
    tilt: float = 1.0
    odd: bool = False
    #: How far (0-1) the filter closes, and how fast.
    closing: float = 0.5
    closing_time: float = 0.15
    copies: int = 1
    detune: float = 0.0
    #: FM: frequency ratio and index; index 0 is the wave table.
    ratio: float = 1.0
    index: float = 0.0
    sub: float = 0.0
    breath: float = 0.0


def choose_patch(rng: np.random.Generator, program: int) -> Patch:
    """A sound in the manner of a General MIDI program, never twice the same."""
    if rng.random() < 0.15:
        program = int(rng.choice((0, 16, 38, 48, 73, 80, 88)))
    group = program // 8
    # The filter of a struck or plucked sound closes by chance; a wide sound has copies that beat against each other.
    closing, closing_time = float(rng.uniform(0.2, 0.98)), float(np.exp(rng.uniform(-3.5, -0.5)))
    copies, detune = int(rng.choice((1, 2, 3, 3))), float(rng.uniform(4, 25))
    tilt, odd = float(rng.uniform(0.8, 1.9)), bool(rng.random() < 0.3)
    if group in (0, 1, 3, 13) or program in (45, 46, 47):  # pianos, bells, guitars, plucked strings
        ring = float(np.exp(rng.uniform(-2.0, 0.5)))
        if group == 1 or rng.random() < 0.25:
            ratio = float(rng.choice((1, 2, 3, 3.5, 7, 1.41)))
            index = float(rng.uniform(0.5, 3))
            return Patch(0.002, ring, 0.0, 0.2, ratio=ratio, index=index, closing=closing, closing_time=ring / 3)
        return Patch(0.002, ring, 0.0, 0.1, tilt=tilt, odd=odd, closing=closing, closing_time=closing_time)
    if group == 2:  # organs
        return Patch(0.005, 1.0, 1.0, 0.03, tilt=tilt, odd=odd, closing=0.0)
    if group == 4 or program == 87:  # basses
        sub = float(rng.uniform(0, 0.8))
        if rng.random() < 0.35:
            ratio, index = float(rng.choice((0.5, 1, 2))), float(rng.uniform(0.5, 5))
            return Patch(0.003, 0.4, 0.5, 0.05, ratio=ratio, index=index, closing=closing, sub=sub)
        sustain = float(rng.uniform(0.2, 1))
        return Patch(0.003, 0.4, sustain, 0.05, tilt, False, closing, closing_time, copies, detune / 2, sub=sub)
    if group in (5, 6, 11, 12) or program in (52, 53, 54):  # strings, choirs, pads
        attack = float(np.exp(rng.uniform(-3.5, -1)))
        return Patch(attack, 1.0, 0.9, 0.3, tilt=tilt, closing=0.0, copies=3, detune=0.5 * detune + 6)
    if group in (7, 8, 9):  # brass, reeds, pipes
        attack, breath = float(rng.uniform(0.015, 0.07)), float(rng.uniform(0, 0.05))
        return Patch(attack, 0.5, 0.8, 0.06, tilt=tilt, odd=group == 9, closing=0.0, breath=breath)
    decay, sustain = float(np.exp(rng.uniform(-2.3, -0.3))), float(rng.choice((0.0, 0.5, 0.9)))  # leads and all others
    return Patch(0.003, decay, sustain, 0.08, 0.7 * tilt, odd, closing, closing_time, copies, detune)


class Voice:
    """Plays notes of one patch; ``note(pitch, seconds)`` is float32 mono, remembered."""

    def __init__(self, rng: np.random.Generator, program: int, sample_rate: int):
        self.patch = choose_patch(rng, program)
        self._rate = sample_rate
        self._phases = rng.random(3) * _CYCLE
        self._noise = rng.standard_normal(sample_rate).astype(np.float32)
        self._notes: dict[tuple[int, int], np.ndarray] = {}

    def note(self, pitch: int, seconds: float) -> np.ndarray:
        # Lengths in steps of 12 %, so that a humanised piece needs few different notes.
        step = round(np.log(max(0.03, seconds)) / 0.12)
        if (pitch, step) not in self._notes:
            self._notes[pitch, step] = self._make(440 * 2 ** ((pitch - 69) / 12), float(np.exp(0.12 * step)))
        return self._notes[pitch, step]

    def _make(self, frequency: float, seconds: float) -> np.ndarray:
        patch = self.patch
        if patch.sustain == 0:
            seconds = min(seconds, 5 * patch.decay)
        t = np.arange(int((seconds + 3 * patch.release) * self._rate), dtype=np.float32) / np.float32(self._rate)
        opening = 1 - patch.closing * (1 - np.exp(-t / np.float32(patch.closing_time)))
        if patch.index:
            angle = 2 * np.pi * frequency * t
            y = np.sin(angle + patch.index * opening * np.sin(patch.ratio * angle))
        else:
            y = self._table_tone(frequency, t, opening)
        if patch.sub:
            y = y + patch.sub * np.sin(2 * np.pi * frequency * t)
        if patch.breath:
            y = y + patch.breath * np.resize(self._noise, len(t))
        held = patch.sustain + (1 - patch.sustain) * np.exp(-t / np.float32(patch.decay))
        let_go = np.exp(-np.maximum(t - np.float32(seconds), 0) / np.float32(patch.release))
        envelope = np.minimum(1, t / np.float32(patch.attack)) * held * let_go
        envelope[-64:] *= np.linspace(1, 0, min(64, len(envelope)), dtype=np.float32)
        return (y * envelope).astype(np.float32)

    def _table_tone(self, frequency: float, t: np.ndarray, opening: np.ndarray) -> np.ndarray:
        patch = self.patch
        count = int(np.clip(0.45 * self._rate / frequency, 1, 60))
        number = np.arange(1, count + 1)
        level = number**-patch.tilt * (number % 2 if patch.odd else 1)
        bright, dark = self._table(level), self._table(level / (1 + (number / 2.0) ** 3))
        y = np.zeros(len(t), dtype=np.float32)
        for copy in range(patch.copies):
            cents = patch.detune * (copy - (patch.copies - 1) / 2)
            speed = frequency * 2 ** (cents / 1200) / self._rate * _CYCLE
            index = (self._phases[copy] + speed * np.arange(len(t))).astype(np.int32) & (_CYCLE - 1)
            y += dark[index] + opening * (bright[index] - dark[index]) if patch.closing else bright[index]
        return y / np.float32(np.sqrt(patch.copies))

    def _table(self, level: np.ndarray) -> np.ndarray:
        spectrum = np.zeros(_CYCLE // 2 + 1, dtype=complex)
        spectrum[1 : len(level) + 1] = -0.5j * _CYCLE * level
        table = np.fft.irfft(spectrum, _CYCLE)
        return (table / max(1e-9, float(np.sqrt(np.mean(table**2))) * 2)).astype(np.float32)
