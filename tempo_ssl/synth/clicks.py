"""Click tracks and two plain drum patterns of exact tempo: the references that music is compared with."""

from __future__ import annotations

import numpy as np

from tempo_ssl.tempo import check_bpm

#: Sound -> (hit, beats between hits, first hit in beats) of every voice of its pattern.
_PATTERNS: dict[str, tuple[tuple[str, float, float], ...]] = {
    "tick": (("tick", 1, 0),),
    "wood-block": (("wood-block", 1, 0),),
    "noise": (("noise", 1, 0),),
    "rock": (("kick", 2, 0), ("snare", 2, 1), ("hat", 0.5, 0)),
    "four-on-the-floor": (("kick", 1, 0), ("hat", 1, 0.5), ("snare", 2, 1)),
}
CLICK_SOUNDS = tuple(_PATTERNS)
#: Seconds of the longest hit.
_HIT_SECONDS = 0.15


def click_onsets(bpm: float, seconds: float, sound: str) -> np.ndarray:
    """Onset times (s) of all hits of a click track before rounding to samples, sorted, each time once."""
    beats = np.concatenate([_beats(bpm, seconds, every, first) for _, every, first in _pattern(sound)])
    return np.unique(beats) * 60 / bpm


def click_track(bpm: float, seconds: float, sound: str, sample_rate: int = 22050, seed: int = 0) -> np.ndarray:
    """One of ``CLICK_SOUNDS`` at ``bpm`` beats per minute, float32 mono ``[round(seconds * sample_rate)]``, peak 0.9.

    The first beat is sample 0; every onset is its exact time rounded to the nearest sample. ``seed`` draws the noise.
    Raises ``ValueError`` for an unknown sound or a tempo that is not positive.
    """
    check_bpm(bpm)
    rng = np.random.default_rng([seed, CLICK_SOUNDS.index(sound) if sound in CLICK_SOUNDS else 0])
    y = np.zeros(round(seconds * sample_rate))
    for hit, every, first in _pattern(sound):
        wave = _hit(hit, sample_rate, rng)
        onsets = _beats(bpm, seconds, every, first) * 60 / bpm
        for start in np.floor(onsets * sample_rate + 0.5).astype(int):
            room = y[start : start + len(wave)]
            room += wave[: len(room)]
    return (0.9 * y / np.abs(y).max(initial=1e-9)).astype(np.float32)


def _pattern(sound: str) -> tuple[tuple[str, float, float], ...]:
    if sound not in _PATTERNS:
        raise ValueError(f"sound must be one of {', '.join(CLICK_SOUNDS)}, got {sound!r}")
    return _PATTERNS[sound]


def _beats(bpm: float, seconds: float, every: float, first: float) -> np.ndarray:
    """Positions (beats) of a voice that sounds before the end: multiples of ``every`` from ``first``."""
    return first + every * np.arange(max(0, int(np.ceil((seconds * bpm / 60 - first) / every))))


def _hit(name: str, sample_rate: int, rng: np.random.Generator) -> np.ndarray:
    """One hit, float64. Uniform noise and plain sines only: they come out the same with every version of numpy."""
    t = np.arange(int(_HIT_SECONDS * sample_rate)) / sample_rate
    noise = rng.random(len(t) + 1) * 2 - 1
    bright = np.diff(noise)
    if name == "tick":
        wave = np.sin(2 * np.pi * 2000 * t) * np.exp(-t / 0.004)
    elif name == "wood-block":
        wave = (np.sin(2 * np.pi * 850 * t) + 0.5 * np.sin(2 * np.pi * 1530 * t)) * np.exp(-t / 0.012)
    elif name == "noise":
        wave = noise[1:] * np.exp(-t / 0.010)
    elif name == "kick":
        wave = 1.2 * np.sin(2 * np.pi * (50 * t + 120 * 0.015 * (1 - np.exp(-t / 0.015)))) * np.exp(-t / 0.035)
    elif name == "snare":
        wave = (0.5 * np.sin(2 * np.pi * 190 * t) + 0.6 * noise[1:]) * np.exp(-t / 0.025)
    else:
        wave = 0.3 * bright * np.exp(-t / 0.008)
    # Below -60 dB there is exact silence, and every hit is over before the next.
    return np.where(np.abs(wave) > 1e-3, wave, 0.0)
