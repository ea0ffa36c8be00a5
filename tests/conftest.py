"""Fixtures for every test: the folder beside the repository, and sound whose tempo is made, not measured."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

REPOSITORY = Path(__file__).resolve().parent.parent


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
    loud = np.flatnonzero(level > 0.4 * level.max())
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
