"""A drum machine drawn at random: one short sound for every General MIDI drum."""

from __future__ import annotations

import numpy as np

_SKINS = {
    41: 85.0, 43: 98.0, 45: 115.0, 47: 140.0, 48: 165.0, 50: 190.0, 60: 420.0, 61: 310.0, 62: 330.0, 63: 290.0,
    64: 210.0, 65: 360.0, 66: 260.0,
}  # fmt: skip
#: Struck wood and metal: partials (Hz) and decay time (s).
_BARS: dict[int, tuple[tuple[float, ...], float]] = {
    37: ((1700.0, 480.0), 0.02), 53: ((2300.0, 3450.0, 5100.0), 0.5), 56: ((562.0, 845.0), 0.12),
    67: ((1320.0, 2690.0), 0.15),
    68: ((990.0, 2010.0), 0.15), 75: ((2480.0,), 0.025), 76: ((1050.0, 2150.0), 0.03), 77: ((760.0, 1560.0), 0.035),
    80: ((4300.0, 6900.0), 0.05), 81: ((4300.0, 6900.0, 9300.0), 0.6),
}  # fmt: skip
#: Noises: band (Hz), attack and decay time (s).
_NOISES: dict[int, tuple[float, float, float, float]] = {
    42: (7000, 20000, 0.0, 0.03), 44: (6000, 20000, 0.0, 0.04), 46: (6000, 20000, 0.0, 0.22),
    49: (3000, 20000, 0.0, 0.9),
    51: (5000, 20000, 0.0, 0.35), 54: (5000, 14000, 0.004, 0.07), 69: (5000, 16000, 0.015, 0.03),
    70: (4500, 15000, 0.012, 0.025),
    73: (2000, 9000, 0.02, 0.04), 74: (2000, 9000, 0.06, 0.1),
}  # fmt: skip


def band(y: np.ndarray, sample_rate: int, low: float, high: float) -> np.ndarray:
    """``y`` with the frequencies outside ``low`` to ``high`` (Hz) fading at 12 dB per octave."""
    spectrum = np.fft.rfft(y)
    frequency = np.fft.rfftfreq(len(y), 1 / sample_rate) + 1e-3
    spectrum /= 1 + (low / frequency) ** 2
    spectrum /= 1 + (frequency / high) ** 2
    return np.fft.irfft(spectrum, len(y))


class DrumKit:
    """Drum sounds of one character; ``sound(pitch)`` is float32 mono, peak about 1, remembered."""

    def __init__(self, rng: np.random.Generator, sample_rate: int):
        self._rate = sample_rate
        self._seed = int(rng.integers(2**31))
        self._sounds: dict[int, np.ndarray] = {}
        self._length = float(np.exp(rng.uniform(-0.5, 0.6)))
        self._tuning = float(np.exp(rng.uniform(-0.3, 0.3)))
        self._booming = rng.random() < 0.3
        self._metal = rng.random() < 0.5
        # Cymbals and shakers lie 6-16 dB under the skins, as they do on records.
        self._cymbals, self._small = rng.uniform(0.16, 0.5), rng.uniform(0.3, 0.7)

    def sound(self, pitch: int) -> np.ndarray:
        if pitch not in self._sounds:
            y = self._make(pitch, np.random.default_rng([self._seed, pitch]))
            # The last 5 ms fade out, so that no sound ends in a click.
            fade = min(len(y), int(0.005 * self._rate))
            y[-fade:] *= np.linspace(1, 0, fade)
            level = self._cymbals if pitch in _NOISES else self._small if pitch in _BARS else 1.0
            self._sounds[pitch] = (level * y / np.abs(y).max()).astype(np.float32)
        return self._sounds[pitch]

    def _time(self, seconds: float) -> np.ndarray:
        return np.arange(max(64, int(seconds * self._rate))) / self._rate

    def _sweep(self, t: np.ndarray, start: float, end: float, fall: float) -> np.ndarray:
        """A sine falling from ``start`` to ``end`` Hz with time constant ``fall`` seconds."""
        return np.sin(2 * np.pi * (end * t + (start - end) * fall * (1 - np.exp(-t / fall))))

    def _make(self, pitch: int, rng: np.random.Generator) -> np.ndarray:
        if pitch in (35, 36):
            return self._kick(rng)
        if pitch in (38, 40):
            return self._snare(rng)
        if pitch == 39:
            return self._clap(rng)
        if pitch in _BARS:
            partials, decay = _BARS[pitch]
            t = self._time(5 * decay * self._length)
            tones = [np.sin(2 * np.pi * f * self._tuning * t) for f in partials if f * self._tuning < 0.48 * self._rate]
            return (sum(tones) + 0.02 * rng.standard_normal(len(t))) * np.exp(-t / (decay * self._length))
        if pitch in _NOISES:
            return self._noise(rng, *_NOISES[pitch])
        frequency = _SKINS.get(pitch, 250.0) * self._tuning
        decay = (0.16 if frequency < 200 else 0.08) * self._length
        t = self._time(5 * decay)
        skin = self._sweep(t, frequency * rng.uniform(1.2, 1.8), frequency, 0.03)
        slap = 0.3 * rng.standard_normal(len(t)) * np.exp(-t / 0.006)
        return (skin + slap) * np.exp(-t / decay)

    def _kick(self, rng: np.random.Generator) -> np.ndarray:
        decay = rng.uniform(0.25, 0.6) if self._booming else rng.uniform(0.05, 0.16)
        t = self._time(4 * decay)
        body = self._sweep(t, rng.uniform(120, 420), rng.uniform(40, 65), rng.uniform(0.008, 0.04))
        click = rng.uniform(0, 0.5) * rng.standard_normal(len(t)) * np.exp(-t / 0.003)
        return np.tanh(rng.uniform(1, 3) * body) * np.exp(-t / decay) + click

    def _snare(self, rng: np.random.Generator) -> np.ndarray:
        decay = rng.uniform(0.05, 0.16) * self._length
        t = self._time(5 * decay)
        frequency = rng.uniform(160, 260)
        tone = self._sweep(t, frequency * 1.5, frequency, 0.01) * np.exp(-t / (0.5 * decay))
        wires = band(rng.standard_normal(len(t)), self._rate, rng.uniform(300, 1500), rng.uniform(5000, 12000))
        return rng.uniform(0.2, 0.8) * tone + wires / np.abs(wires).max() * np.exp(-t / decay)

    def _clap(self, rng: np.random.Generator) -> np.ndarray:
        decay = rng.uniform(0.04, 0.12) * self._length
        t = self._time(0.03 + 5 * decay)
        gap, count = rng.uniform(0.006, 0.012), int(rng.integers(2, 5))
        burst = sum(np.where(t >= i * gap, np.exp(-np.maximum(t - i * gap, 0) / 0.004), 0) for i in range(count))
        tail = np.where(t >= count * gap, np.exp(-np.maximum(t - count * gap, 0) / decay), 0)
        centre = rng.uniform(900, 1800)
        return band(rng.standard_normal(len(t)), self._rate, 0.7 * centre, 2.5 * centre) * (burst + 0.7 * tail)

    def _noise(self, rng: np.random.Generator, low: float, high: float, attack: float, decay: float) -> np.ndarray:
        decay = decay * self._length * rng.uniform(0.7, 1.4)
        t = self._time(attack + 5 * decay)
        noise = rng.standard_normal(len(t))
        if self._metal and attack == 0:
            # Six square waves that share no harmonics, as analogue drum machines make their cymbals.
            noise = sum(np.sign(np.sin(2 * np.pi * f * t)) for f in rng.uniform(2000, 6500, 6)) + 0.3 * noise
        envelope = np.minimum(1, t / attack) if attack else 1.0
        return band(noise, self._rate, low * self._tuning, high) * envelope * np.exp(-np.maximum(t - attack, 0) / decay)
