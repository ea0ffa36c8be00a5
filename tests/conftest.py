"""Fixtures for every test: the folder beside the repository, and sound whose tempo is made, not measured."""

from __future__ import annotations

import os

# As the program does, and before numpy is loaded: the number of threads decides about the last bit of a product.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
# Threads that wait for each other let the other test process work meanwhile.
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"

import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, settings

# A shell that starts the tests in the background has them, and the programs that they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Modules with fixtures for a few files, which name them as plugins. A failed assertion there shows its values as well.
pytest.register_assert_rewrite(
    "catalog_tracks", "evaluated_recordings", "tagged_files", "tagged_music", "perturbed_sounds"
)

REPOSITORY = Path(__file__).resolve().parent.parent
#: suffix -> encoder, container and sample format of files that libsndfile does not know.
ENCODERS = {
    ".m4a": ("aac", "ipod", "fltp"),
    ".mp4": ("alac", "mp4", "s16p"),
    ".aac": ("aac", "adts", "fltp"),
    ".wma": ("wmav2", "asf", "fltp"),
    ".wv": ("wavpack", "wv", "s16p"),
    ".mka": ("pcm_s32le", "matroska", "s32"),
}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recordings beside the repository; its tests are skipped where it is missing, but not in CI."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        reason = "the folder ../shared with recordings is not beside this repository"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def pulse_train() -> Callable[..., np.ndarray]:
    """``pulse_train(bpm, seconds=10, sample_rate=44100, first=0.1)`` -> float32 ``[n]``, peak 0.8."""
    return make_pulse_train


@pytest.fixture(scope="session")
def measure_bpm() -> Callable[..., float]:
    """``measure_bpm(envelope, rate)`` -> BPM of a pulse train, from the times of its first and last pulse."""
    return measure_pulse_bpm


@pytest.fixture(scope="session")
def write_sound() -> Callable[..., Path]:
    """``write_sound(path, samples, sample_rate=44100, **soundfile_options)`` -> ``path``.

    ``samples`` are ``[n]`` or ``[n, channels]``. Written in pieces: libsndfile's Vorbis encoder crashes on long arrays.
    """
    return write_sound_file


@pytest.fixture(scope="session")
def encode_sound() -> Callable[..., Path]:
    """``encode_sound(path, samples, sample_rate=44100)`` -> ``path``, in the format of its suffix: m4a, wma, ...

    ``samples`` are ``[n]`` or ``[n, 2]``. For what libsndfile does not write; see :data:`ENCODERS`.
    """
    return encode_sound_file


@pytest.fixture(scope="session")
def silence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of ten seconds without any sound."""
    path = tmp_path_factory.mktemp("silence") / "silence.wav"
    soundfile.write(path, [0.0] * 80_000, 8_000)
    return path


def make_pulse_train(bpm: float, seconds: float = 10.0, sample_rate: int = 44_100, first: float = 0.1) -> np.ndarray:
    samples = np.zeros(round(seconds * sample_rate), dtype=np.float32)
    length = round(0.03 * sample_rate)
    time = np.arange(length) / sample_rate
    pulse = (0.8 * np.exp(-time / 0.006) * np.cos(2 * np.pi * min(1000.0, sample_rate / 6) * time)).astype(np.float32)
    for start in np.rint(np.arange(first, seconds, 60 / bpm) * sample_rate).astype(int):
        samples[start : start + length] += pulse[: len(samples) - start]
    return samples


def measure_pulse_bpm(envelope: np.ndarray, rate: float) -> float:
    level = np.abs(envelope)
    loud = np.flatnonzero(level > 0.25 * level.max())
    # A pulse begins where nothing was loud for 0.1 s.
    starts = loud[np.diff(loud, prepend=-np.inf) > 0.1 * rate]
    assert len(starts) > 2, "there are no pulses to measure"
    return float(60 * rate * (len(starts) - 1) / (starts[-1] - starts[0]))


def write_sound_file(path: Path, samples: np.ndarray, sample_rate: int = 44_100, **options: str) -> Path:
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    with soundfile.SoundFile(os.fsencode(path), "w", sample_rate, channels, **options) as sound:
        for start in range(0, len(samples), sample_rate):
            sound.write(samples[start : start + sample_rate])
    return path


def encode_sound_file(path: Path, samples: np.ndarray, sample_rate: int = 44_100) -> Path:
    import av  # only some tests need the extra "formats"

    codec, container, form = ENCODERS[path.suffix]
    layout = "mono" if samples.ndim == 1 else "stereo"
    whole, kind = {"s16": (2**15 - 1, np.int16), "s32": (2**31 - 1, np.int32), "flt": (1, np.float32)}[form[:3]]
    values = samples.reshape(len(samples), -1).astype(np.float64) * whole
    values = (values if kind is np.float32 else np.rint(values)).astype(kind)
    with open(path, "wb") as file, av.open(file, "w", format=container) as output:
        encoder = output.add_stream(codec, rate=sample_rate, layout=layout)
        encoder.codec_context.format = form
        encoder.codec_context.bit_rate = 128_000
        for start in range(0, len(values), 1024):
            part = values[start : start + 1024]
            planes = part.T if form.endswith("p") else part.reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(planes), format=form, layout=layout)
            frame.sample_rate, frame.pts = sample_rate, start
            output.mux(encoder.encode(frame))
        output.mux(encoder.encode(None))
    return path
