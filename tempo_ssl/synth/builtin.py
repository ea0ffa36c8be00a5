"""The built-in synthesiser: a random drum machine and random voices play a score, mixed as producers do."""

from __future__ import annotations

import numpy as np

from tempo_ssl.synth.drum_kit import DrumKit
from tempo_ssl.synth.score import DRUM_CHANNEL, Score
from tempo_ssl.synth.tempoless import babble
from tempo_ssl.synth.voices import Voice

#: Loudness of the channels (0 bass, 1 comp, 2 arp, 3 lead, 4 pad, 5 second part) beside the drums at 1.
_LEVELS = {0: 0.8, 1: 0.35, 2: 0.45, 3: 0.55, 4: 0.3, 5: 0.35}


def play(score: Score, sample_rate: int) -> np.ndarray:
    """Sound of a score, float32 mono ``[round(seconds * sample_rate)]``; everything random follows from its seed."""
    rng = np.random.default_rng([score.seed, 0xB1])
    samples = round(score.seconds * sample_rate)
    y = np.zeros(samples, dtype=np.float32)
    kicks = _kicks(score)
    pumping = rng.uniform(0.4, 0.95) if rng.random() < (0.5 if len(kicks) else 0.15) else 0.0
    pump = _pump(rng, score, kicks, samples, sample_rate) if pumping else np.zeros(1, np.float32)
    for channel in np.unique(score.notes[:, 2]).astype(int):
        notes = score.notes[score.notes[:, 2] == channel]
        part = np.zeros(samples, dtype=np.float32)
        if channel == DRUM_CHANNEL:
            kit = DrumKit(rng, sample_rate)
            _lay(part, sample_rate, notes, [kit.sound(int(pitch)) for pitch in notes[:, 3]])
            y += part * np.float32(rng.uniform(0.6, 1.3))
            continue
        voice = Voice(rng, score.programs.get(channel, 0), sample_rate)
        _lay(part, sample_rate, notes, [voice.note(int(note[3]), note[1]) for note in notes])
        if channel in (0, 4) and rng.random() < 0.15:
            part *= _wobble(rng, score, samples, sample_rate)
        part *= np.float32(_LEVELS.get(channel, 0.4) * np.exp(rng.uniform(-0.4, 0.4)))
        y += part * (1 - np.float32(pumping) * pump) if pumping else part
    if rng.random() < 0.12:
        y += _riser(rng, score, samples, sample_rate)
    if rng.random() < 0.1:
        # Somebody talks over the music, in no time with it.
        speech = babble(rng, samples, sample_rate)
        y += (rng.uniform(0.3, 1.2) * speech * y.std() / max(1e-9, float(speech.std()))).astype(np.float32)
    return _mastered(rng, y, sample_rate)


def _lay(part: np.ndarray, sample_rate: int, notes: np.ndarray, sounds: list[np.ndarray]) -> None:
    """Add every note's sound to ``part`` at its onset, at its velocity."""
    starts = np.round(notes[:, 0] * sample_rate).astype(int)
    gains = ((notes[:, 4] / 100) ** 1.5).astype(np.float32)
    for start, gain, sound in zip(starts, gains, sounds, strict=True):
        room = part[start : start + len(sound)]
        room += gain * sound[: len(room)]


def _kicks(score: Score) -> np.ndarray:
    """Onsets (s) of the bass drum."""
    return score.notes[(score.notes[:, 2] == DRUM_CHANNEL) & np.isin(score.notes[:, 3], (35, 36)), 0]


def _first_beat(score: Score) -> float:
    """Seconds of the loudest note of the first two seconds: the best guess at a beat, since a score holds none."""
    early = score.notes[score.notes[:, 0] < score.notes[0, 0] + 2]
    return float(early[np.argmax(early[:, 4]), 0])


def _pump(rng: np.random.Generator, score: Score, kicks: np.ndarray, samples: int, sample_rate: int) -> np.ndarray:
    """Side-chain ducking, 1 at every kick (or beat, where no kick sounds) and falling to 0, float32 ``[samples]``."""
    if not len(kicks):
        kicks = np.arange(_first_beat(score) % (60 / score.bpm), score.seconds, 60 / score.bpm)
    t = np.arange(samples) / sample_rate
    last = np.searchsorted(kicks, t, side="right") - 1
    since = np.where(last >= 0, t - kicks[np.maximum(last, 0)], np.inf)
    return np.exp(-((since / rng.uniform(0.06, 0.22)) ** 1.5)).astype(np.float32)


def _wobble(rng: np.random.Generator, score: Score, samples: int, sample_rate: int) -> np.ndarray:
    """A tempo-locked tremolo or gate, float32 ``[samples]``, 0-1."""
    per_beat = float(rng.choice((1, 2, 2, 3, 4)))
    phase = (np.arange(samples) / sample_rate - _first_beat(score)) * score.bpm / 60 * per_beat % 1
    if rng.random() < 0.5:
        return (0.55 + 0.45 * np.cos(2 * np.pi * phase)).astype(np.float32)
    # A gate with soft edges of 3 % of its period.
    return np.clip(np.minimum(phase, 0.65 - phase) / 0.03, 0, 1).astype(np.float32)


def _riser(rng: np.random.Generator, score: Score, samples: int, sample_rate: int) -> np.ndarray:
    """Noise that swells over two to eight bars and breaks off."""
    length = min(samples, int(rng.choice((8, 16, 32)) * 60 / score.bpm * sample_rate))
    end = int(rng.integers(length, samples + 1))
    y = np.zeros(samples, dtype=np.float32)
    swell = np.linspace(0, 1, length, dtype=np.float32) ** 2
    y[end - length : end] = 0.15 * swell * np.diff(rng.standard_normal(length + 1)).astype(np.float32)
    return y


def _mastered(rng: np.random.Generator, y: np.ndarray, sample_rate: int) -> np.ndarray:
    """Equaliser, room, saturation, and in some pieces the dirt of old samplers and records."""
    size = 1 << int(len(y) + 1.5 * sample_rate - 1).bit_length()
    response = _equaliser(rng, np.fft.rfftfreq(size, 1 / sample_rate))
    if rng.random() < 0.6:
        decay = rng.uniform(0.05, 0.4)
        t = np.arange(int(min(1.5, 4 * decay) * sample_rate)) / sample_rate
        room = rng.standard_normal(len(t)) * np.exp(-t / decay)
        room *= rng.uniform(0.05, 0.5) / np.sqrt(np.sum(room**2))
        room[0] += 1
        response = response * np.fft.rfft(room, size)
    y = np.fft.irfft(np.fft.rfft(y, size) * response, size)[: len(y)].astype(np.float32)
    y /= max(1e-6, float(np.abs(y).max()))
    if rng.random() < 0.4:
        drive = np.float32(np.exp(rng.uniform(-0.5, 1.6)))
        y = np.tanh(drive * y)
    if rng.random() < 0.06:
        y = np.repeat(y[::3], 3)[: len(y)]
        y = np.round(y * 24) / 24
    if rng.random() < 0.12:
        y = y + np.float32(rng.uniform(0.001, 0.01)) * rng.standard_normal(len(y)).astype(np.float32)
        crackle = rng.random(len(y)) < rng.uniform(1, 15) / sample_rate
        y[crackle] += rng.uniform(-0.3, 0.3, int(crackle.sum())).astype(np.float32)
    return y.astype(np.float32)


def _equaliser(rng: np.random.Generator, frequency: np.ndarray) -> np.ndarray:
    """Gain for every frequency (Hz): a random tilt, and in some pieces the narrow band of a small or old speaker."""
    gain = ((frequency + 50) / 1000) ** rng.uniform(-0.25, 0.25)
    if rng.random() < 0.12:
        gain = gain / (1 + (rng.uniform(80, 300) / (frequency + 1)) ** 4)
    if rng.random() < 0.15:
        gain = gain / (1 + (frequency / rng.uniform(1500, 6000)) ** 4)
    return gain
