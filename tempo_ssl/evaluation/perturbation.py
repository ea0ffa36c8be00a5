"""What happens to recordings on their way to an estimator, each kind with one amount.

| kind | amount | what |
| --- | --- | --- |
| ``gain`` | dB | louder or softer; what leaves full scale is clipped |
| ``mp3``, ``opus`` | kbit/s | encoded and decoded (FFmpeg's libmp3lame and libopus) |
| ``noise`` | dB | white noise at this signal-to-noise ratio |
| ``reverb`` | s | a made room, in which sound falls by 60 dB in this time |
| ``low_pass`` | Hz | 12 dB an octave above this frequency |
| ``pitch`` | semitones | higher or lower at the same tempo |
| ``stretch`` | rate | faster (above 1) or slower at the same pitch: the tempo moves by this factor |
| ``offset`` | s | begins later; at most half of the recording is cut |
| ``excerpt`` | s | a random excerpt of this length; all of it where it is shorter |
| ``drift`` | % | the speed swings by this much, once a turn at 33 1/3 rpm and once in 20 s, around its mean |

Gain, noise, room, filter, pitch and stretch are those of ``audiomentations``. Everything random follows from the seed.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.extra import check_extra

#: Turns a second of a long-playing record, and of the slower swing of its speed.
TURNS = (100 / 3 / 60, 1 / 20)
#: Share of a recording that an offset may cut.
MOST_CUT = 0.5
#: Codec -> encoder, container and sample rate (Hz; None: the recording's, if the codec has it).
CODECS: dict[str, tuple[str, str, int | None]] = {
    "mp3": ("libmp3lame", "mp3", None),
    "opus": ("libopus", "ogg", 48_000),
}
#: Sample rates (Hz) of MP3; another one is resampled to the last.
MP3_RATES = (32_000, 48_000, 44_100)
#: Samples that an encoder is given at a time.
ENCODED_AT_ONCE = 1024


@dataclass(frozen=True)
class Perturbation:
    """One kind with its amount; no kind leaves recordings as they are."""

    kind: str = ""
    amount: float = 0.0

    @property
    def name(self) -> str:
        """``noise 10 dB``; ``clean`` for none."""
        return f"{self.kind} {self.amount:g} {UNITS[self.kind]}".rstrip() if self.kind else "clean"

    @property
    def rate(self) -> float:
        """What the tempo is multiplied with."""
        return self.amount if self.kind == "stretch" else 1.0

    def write(self, samples: np.ndarray, sample_rate: int, path: Path, seed: int) -> Path:
        """Write the perturbed recording beside ``path``, with the ending of its format; where it is.

        ``samples`` are float32 mono ``[n]``; ``seed`` decides all that is random.
        """
        if self.kind in CODECS:
            return _encode(samples, sample_rate, path, self.kind, int(self.amount))
        if self.kind:
            with _seeded(seed):
                samples = KINDS[self.kind](samples, sample_rate, self.amount, np.random.default_rng(seed))
        target = path.with_suffix(".wav")
        soundfile.write(target, samples, sample_rate, subtype="FLOAT")
        return target


CLEAN = Perturbation()


def perturbation(kind: str, amount: object) -> Perturbation:
    """The perturbation of a kind by an amount; ``EvaluationError`` for an unknown kind or an impossible amount."""
    if kind not in UNITS:
        raise EvaluationError(f"unknown perturbation {kind!r}; known: {', '.join(UNITS)}")
    if isinstance(amount, bool) or not isinstance(amount, (int, float)) or not np.isfinite(amount):
        raise EvaluationError(f"the amount of the perturbation {kind!r} must be a number, got {amount!r}")
    low, high = RANGES[kind]
    if not low <= amount <= high:
        raise EvaluationError(f"the amount of {kind!r} must be from {low:g} to {high:g} {UNITS[kind]}, got {amount:g}")
    check_extra("av" if kind in CODECS else "audiomentations", f"the perturbation {kind!r}")
    return Perturbation(kind, float(amount))


def _transform(name: str, samples: np.ndarray, sample_rate: int, **options: Any) -> np.ndarray:
    """A transform of audiomentations, with certainty."""
    import audiomentations

    result: np.ndarray = getattr(audiomentations, name)(p=1.0, **options)(samples, sample_rate)
    return result


def _gain(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    return np.clip(_transform("Gain", samples, rate, min_gain_db=amount, max_gain_db=amount), -1, 1)


def _noise(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    return _transform("AddGaussianSNR", samples, rate, min_snr_db=amount, max_snr_db=amount)


def _reverb(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    time = np.arange(max(1, round(amount * rate))) / rate
    room = rng.standard_normal(len(time)) * 10 ** (-3 * time / amount)
    room *= 0.5 / np.linalg.norm(room)  # as loud as half of the direct sound
    room[0] = 1.0
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        soundfile.write(file.name, room, rate, subtype="FLOAT")
        return _transform("ApplyImpulseResponse", samples, rate, ir_path=file.name)


def _low_pass(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    if amount >= rate / 2:
        return samples
    options = {"min_cutoff_freq": amount, "max_cutoff_freq": amount, "min_rolloff": 12, "max_rolloff": 12}
    return _transform("LowPassFilter", samples, rate, **options)


def _pitch(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    return _transform("PitchShift", samples, rate, min_semitones=amount, max_semitones=amount)


def _stretch(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    options = {"min_rate": amount, "max_rate": amount, "leave_length_unchanged": False}
    return _transform("TimeStretch", samples, rate, **options)


def _offset(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    return samples[min(round(amount * rate), int(MOST_CUT * len(samples))) :]


def _excerpt(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    length = round(amount * rate)
    start = int(rng.integers(0, max(len(samples) - length, 0) + 1))
    return samples[start : start + length]


def _drift(samples: np.ndarray, rate: int, amount: float, rng: np.random.Generator) -> np.ndarray:
    from scipy.ndimage import map_coordinates

    time = np.arange(len(samples)) / rate
    place = time.copy()
    for turns in TURNS:
        phase = rng.uniform(0, 2 * np.pi)
        swing = np.cos(phase) - np.cos(2 * np.pi * turns * time + phase)
        place += amount / 100 / len(TURNS) * swing / (2 * np.pi * turns)
    return map_coordinates(samples, [place * rate], order=3, mode="nearest").astype(np.float32)


#: Kind -> how samples are changed; codecs write files of their own.
KINDS: dict[str, Callable[[np.ndarray, int, float, np.random.Generator], np.ndarray]] = {
    "gain": _gain,
    "noise": _noise,
    "reverb": _reverb,
    "low_pass": _low_pass,
    "pitch": _pitch,
    "stretch": _stretch,
    "offset": _offset,
    "excerpt": _excerpt,
    "drift": _drift,
}
#: Kind -> unit of its amount.
UNITS = {
    "gain": "dB",
    "mp3": "kbit/s",
    "opus": "kbit/s",
    "noise": "dB",
    "reverb": "s",
    "low_pass": "Hz",
    "pitch": "semitones",
    "stretch": "",
    "offset": "s",
    "excerpt": "s",
    "drift": "%",
}
#: Kind -> amounts that make sense.
RANGES = {
    "gain": (-60, 60),
    "mp3": (32, 320),
    "opus": (6, 256),
    "noise": (-20, 60),
    "reverb": (0.05, 10),
    "low_pass": (100, 20_000),
    "pitch": (-12, 12),
    "stretch": (0.5, 2),
    "offset": (0, 3600),
    "excerpt": (1.5, 3600),
    "drift": (0, 5),
}


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """audiomentations draws from the generators that everybody shares: they are set, and put back as they were."""
    python, numbers = random.getstate(), np.random.get_state()
    random.seed(seed)
    np.random.seed(seed % 2**32)
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numbers)


def _encode(samples: np.ndarray, sample_rate: int, path: Path, codec: str, kilobits: int) -> Path:
    """The recording as a file of a lossy codec."""
    import av

    encoder, container, rate = CODECS[codec]
    rate = rate or (sample_rate if sample_rate in MP3_RATES else MP3_RATES[-1])
    target = path.with_suffix("." + codec)
    with av.open(str(target), "w", format=container) as output:
        stream: Any = output.add_stream(encoder, rate=rate, layout="mono")
        stream.codec_context.bit_rate = 1000 * kilobits
        form = stream.codec_context.codec.audio_formats[0]
        fit = partial(av.AudioResampler, format=form, layout="mono", rate=rate)()
        for start in range(0, len(samples), ENCODED_AT_ONCE):
            part = np.ascontiguousarray(samples[None, start : start + ENCODED_AT_ONCE], dtype=np.float32)
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = sample_rate, start
            for fitted in fit.resample(frame):
                output.mux(stream.encode(fitted))
        for fitted in fit.resample(None):
            output.mux(stream.encode(fitted))
        output.mux(stream.encode(None))
    return target
