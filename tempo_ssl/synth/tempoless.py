"""Sound that has no tempo: noise, wind, rain, applause, speech-like babble, drones, free rhythm, a single hit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tempo_ssl.synth.drum_kit import DrumKit, band
from tempo_ssl.synth.voices import Voice


def tempoless_kind(seed: int) -> str:
    """The kind of sound, one of ``TEMPOLESS_KINDS``, that :func:`tempoless` makes from ``seed``."""
    return TEMPOLESS_KINDS[np.random.default_rng([seed, 0x7E]).integers(len(TEMPOLESS_KINDS))]


def tempoless(seed: int, seconds: float, sample_rate: int = 22050, kind: str | None = None) -> np.ndarray:
    """A sound without a tempo, float32 mono ``[round(seconds * sample_rate)]``, peak 0.9; None: kind by seed.

    Raises ``ValueError`` for an unknown kind.
    """
    name = tempoless_kind(seed) if kind is None else kind
    if name not in _MAKERS:
        raise ValueError(f"kind must be one of {', '.join(TEMPOLESS_KINDS)}, got {kind!r}")
    rng = np.random.default_rng([seed, 0x7F, TEMPOLESS_KINDS.index(name)])
    y = _MAKERS[name](rng, round(seconds * sample_rate), sample_rate)
    return (0.9 * y / max(1e-9, float(np.abs(y).max(initial=0.0)))).astype(np.float32)


def _coloured(rng: np.random.Generator, samples: int, exponent: float) -> np.ndarray:
    """Noise whose power falls with frequency to the power ``exponent``, standard deviation 1."""
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    spectrum[1:] *= np.arange(1, len(spectrum)) ** (-exponent / 2)
    spectrum[0] = 0
    y = np.fft.irfft(spectrum, samples)
    return y / max(1e-9, float(y.std()))


def _slow(rng: np.random.Generator, samples: int, sample_rate: int, fastest: float) -> np.ndarray:
    """A random curve in 0-1 without change faster than ``fastest`` Hz."""
    knots = max(4, int(samples / sample_rate * fastest * 2))
    return np.interp(np.linspace(0, knots - 1, samples), np.arange(knots), rng.random(knots))


def _noise(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    return _coloured(rng, samples, float(rng.choice((0.0, 0.5, 1.0, 1.5, 2.0))))


def _wind(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    gusts = _slow(rng, samples, sample_rate, 0.4)
    low = band(_coloured(rng, samples, 1.0), sample_rate, 100, 500)
    whistle = band(_coloured(rng, samples, 0.5), sample_rate, 600, 1200)
    return (0.2 + gusts) * low + 0.6 * gusts**2 * whistle


def _rain(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    y = 0.05 * rng.uniform(0, 1) * _coloured(rng, samples, 0.5)
    drop = np.exp(-np.arange(int(0.004 * sample_rate)) / (0.001 * sample_rate))
    for start in _poisson(rng, samples, sample_rate, np.exp(rng.uniform(0.7, 4.5))):
        _add(y, start, drop * rng.choice((-1, 1)) * rng.pareto(3))
    return y


def _applause(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    y = 0.02 * _coloured(rng, samples, 1.0)
    claps = [DrumKit(rng, sample_rate).sound(39) for _ in range(4)]
    loudness = 0.3 + _slow(rng, samples, sample_rate, 0.2)
    for start in _poisson(rng, samples, sample_rate, rng.uniform(20, 90)):
        _add(y, start, claps[rng.integers(4)] * loudness[start] * rng.random() ** 2)
    return y


def babble(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    """Syllables of 0.08-0.4 s in phrases with pauses: a gliding buzz through three moving formants, and hisses."""
    y = np.zeros(samples)
    voice, rate = rng.uniform(85, 230), rng.uniform(3, 6)
    position = int(rng.uniform(0, 0.5) * sample_rate)
    while position < samples:
        for _ in range(int(rng.integers(3, 14))):
            length = int(np.clip(rng.lognormal(-np.log(rate), 0.35), 0.08, 0.4) * sample_rate)
            _add(y, position, _syllable(rng, length, sample_rate, voice))
            position += length + int(rng.exponential(0.03) * sample_rate)
        position += int(rng.lognormal(-0.7, 0.6) * sample_rate)
    return y


def _syllable(rng: np.random.Generator, length: int, sample_rate: int, voice: float) -> np.ndarray:
    t = np.arange(length) / length
    if rng.random() < 0.2:
        return 0.25 * band(rng.standard_normal(length), sample_rate, 2500, 7000) * np.sin(np.pi * t) ** 0.7
    pitch = voice * 2 ** (rng.normal(0, 0.15) + rng.normal(0, 0.15) * t)
    buzz = np.diff(np.floor(np.cumsum(pitch) / sample_rate), prepend=0.0)
    frequency = np.fft.rfftfreq(length, 1 / sample_rate)
    gain = sum(
        level / (1 + ((frequency - formant) / 90) ** 2)
        for level, formant in (
            (1, rng.uniform(250, 850)),
            (0.7, rng.uniform(850, 2300)),
            (0.3, rng.uniform(2300, 3200)),
        )
    )
    sound = np.fft.irfft(np.fft.rfft(buzz) * gain, length)
    return sound * np.sin(np.pi * t) ** 0.5 * rng.uniform(0.5, 1)


def _drone(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    """A held chord that swells slowly; its partials are too far apart to beat, since beats are a pulse."""
    t = np.arange(samples) / sample_rate
    root = rng.uniform(110, 330)
    y = np.zeros(samples)
    for ratio in rng.choice((1, 2, 3, 4, 5, 6), size=int(rng.integers(2, 6)), replace=False):
        frequency = root * ratio * 2 ** (rng.normal(0, 4) / 1200)
        swell = 0.3 + _slow(rng, samples, sample_rate, 0.15)
        y += swell / ratio**0.7 * np.sin(2 * np.pi * frequency * t + rng.uniform(0, 6))
    return y + 0.02 * _coloured(rng, samples, 1.0)


def _rubato(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    """Notes in free rhythm: the time between onsets is log-normal, spread over more than two octaves."""
    y = np.zeros(samples, dtype=np.float32)
    voice = Voice(rng, int(rng.choice((0, 11, 24, 40, 73, 88))), sample_rate)
    median, spread = rng.uniform(0.25, 0.9), rng.uniform(0.6, 0.9)
    position, pitch = rng.exponential(0.5), int(rng.integers(50, 75))
    while position < samples / sample_rate:
        gap = rng.lognormal(np.log(median), spread)
        pitch = int(np.clip(pitch + rng.integers(-5, 6), 40, 88))
        _add(y, int(position * sample_rate), voice.note(pitch, min(gap, 3.0)) * rng.uniform(0.3, 1))
        position += gap
    return y


def _free_drums(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    """Drums struck at random, as somebody tries out a kit."""
    y = np.zeros(samples)
    kit = DrumKit(rng, sample_rate)
    pitches = rng.choice((36, 38, 42, 46, 45, 50, 51, 56, 63), size=int(rng.integers(1, 6)))
    for start in _poisson(rng, samples, sample_rate, np.exp(rng.uniform(-0.5, 1.8))):
        _add(y, start, kit.sound(int(rng.choice(pitches))) * rng.uniform(0.2, 1))
    return y


def _single_hit(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    y = np.zeros(samples)
    hit = DrumKit(rng, sample_rate).sound(int(rng.choice((36, 38, 49, 45, 56, 81))))
    _add(y, int(rng.uniform(0, 0.5) * samples), hit)
    return y


def _sweep(rng: np.random.Generator, samples: int, sample_rate: int) -> np.ndarray:
    """A tone or a band of noise that climbs or falls over the whole length."""
    low, high = rng.uniform(60, 300), rng.uniform(1000, 5000)
    x = np.linspace(0, 1, samples) if rng.random() < 0.5 else np.linspace(1, 0, samples)
    tone = np.sin(2 * np.pi * np.cumsum(low * (high / low) ** x) / sample_rate)
    hiss = np.diff(rng.standard_normal(samples + 1))
    return (rng.uniform(0.2, 1) * tone + rng.uniform(0.1, 1) * x * hiss) * (0.2 + x)


def _poisson(rng: np.random.Generator, samples: int, sample_rate: int, rate: float) -> np.ndarray:
    """Samples of random onsets, ``rate`` a second on average, at least one."""
    return np.sort(rng.integers(0, samples, size=max(1, rng.poisson(rate * samples / sample_rate))))


def _add(y: np.ndarray, start: int, sound: np.ndarray) -> None:
    room = y[start : start + len(sound)]
    room += sound[: len(room)]


_MAKERS: dict[str, Callable[[np.random.Generator, int, int], np.ndarray]] = {
    "noise": _noise, "wind": _wind, "rain": _rain, "applause": _applause, "speech": babble, "drone": _drone,
    "rubato": _rubato, "free-drums": _free_drums, "single-hit": _single_hit, "sweep": _sweep,
}  # fmt: skip
TEMPOLESS_KINDS = tuple(_MAKERS)
