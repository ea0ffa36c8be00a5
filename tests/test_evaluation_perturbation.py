"""Perturbations do what they say, and nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from perturbed_sounds import RATE, SECONDS
from tempo_ssl.audio import load_audio
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation import perturbation
from tempo_ssl.evaluation.experiment import STANDARD, standard_experiment
from tempo_ssl.evaluation.perturbation import CLEAN, KINDS, RANGES, UNITS

pytest.importorskip("audiomentations")

pytest_plugins = ["perturbed_sounds"]


def sine(frequency: float, seconds: float = 4) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * frequency * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def perturbed(samples: np.ndarray, kind: str, amount: float, folder: Path, seed: int = 7) -> np.ndarray:
    file = perturbation.perturbation(kind, amount).write(samples, RATE, folder / "sound", seed)
    audio = load_audio(file)
    assert audio.damage is None
    assert audio.samples.dtype == np.float32
    return audio.samples


def level(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=float))))


def frequency_of(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(spectrum.argmax() * RATE / len(samples))


def test_nothing_leaves_everything_as_it_is(clicks: np.ndarray, tmp_path: Path) -> None:
    file = CLEAN.write(clicks, RATE, tmp_path / "sound", 1)
    assert (load_audio(file).samples == clicks).all()
    assert (CLEAN.name, CLEAN.rate) == ("clean", 1)


def test_gain_is_in_decibels_and_clips(tmp_path: Path) -> None:
    quiet = perturbed(sine(440), "gain", -20, tmp_path)
    assert level(quiet) == pytest.approx(level(sine(440)) / 10, rel=1e-3)
    assert np.abs(perturbed(sine(440), "gain", 20, tmp_path)).max() == 1


@pytest.mark.parametrize("decibels", [20, 0])
def test_noise_has_its_ratio(decibels: float, tmp_path: Path) -> None:
    noise = perturbed(sine(440), "noise", decibels, tmp_path) - sine(440)
    assert 20 * np.log10(level(sine(440)) / level(noise)) == pytest.approx(decibels, abs=0.5)


def test_a_room_rings_for_its_time(tmp_path: Path) -> None:
    impulse = np.zeros(3 * RATE, np.float32)
    impulse[RATE // 10] = 0.5
    tail = perturbed(impulse, "reverb", 1.0, tmp_path)[RATE // 10 + 1 :]
    # 60 dB in a second: 30 dB between two windows half a second apart, and silence after it.
    early, late = (level(tail[start : start + RATE // 10]) for start in (RATE // 5, RATE // 5 + RATE // 2))
    assert 20 * np.log10(early / late) == pytest.approx(30, abs=2)
    assert level(tail[round(1.2 * RATE) :]) < 1e-4 * np.abs(impulse).max()


def test_a_low_pass_takes_the_highs(tmp_path: Path) -> None:
    low, high = (level(perturbed(sine(f), "low_pass", 2000, tmp_path)) / level(sine(f)) for f in (200, 8000))
    assert low == pytest.approx(1, abs=0.05)
    assert high < 0.15
    assert (perturbed(sine(200), "low_pass", 15_000, tmp_path) == sine(200)).all()  # beyond what there is


@pytest.mark.parametrize("semitones", [-2, 2])
def test_pitch_moves_the_pitch_alone(semitones: float, tmp_path: Path, measure_bpm: Callable[..., float]) -> None:
    shifted = perturbed(sine(440), "pitch", semitones, tmp_path)
    assert len(shifted) == len(sine(440))
    assert frequency_of(shifted) == pytest.approx(440 * 2 ** (semitones / 12), rel=0.01)
    assert perturbation.perturbation("pitch", semitones).rate == 1


@pytest.mark.parametrize("rate", [0.8, 1.25])
def test_a_stretch_moves_the_tempo_alone(
    rate: float, tmp_path: Path, pulse_train: Callable[..., np.ndarray], measure_bpm: Callable[..., float]
) -> None:
    faster = perturbed(pulse_train(100, 12, RATE), "stretch", rate, tmp_path)
    assert len(faster) == pytest.approx(12 * RATE / rate, rel=0.01)
    assert measure_bpm(faster, RATE) == pytest.approx(100 * rate, rel=0.005)
    assert frequency_of(perturbed(sine(440), "stretch", rate, tmp_path)) == pytest.approx(440, rel=0.01)
    assert perturbation.perturbation("stretch", rate).rate == rate


def test_offsets_and_excerpts_are_parts_of_the_recording(clicks: np.ndarray, tmp_path: Path) -> None:
    assert (perturbed(clicks, "offset", 2, tmp_path) == clicks[2 * RATE :]).all()
    assert len(perturbed(clicks, "offset", 100, tmp_path)) == pytest.approx(len(clicks) / 2, abs=1)
    starts = set()
    for seed in range(5):
        part = perturbed(clicks + np.linspace(0, 1e-3, len(clicks), dtype=np.float32), "excerpt", 10, tmp_path, seed)
        assert len(part) == 10 * RATE
        starts.add(float(part[0]))
    assert len(starts) == 5
    assert (perturbed(clicks, "excerpt", 100, tmp_path) == clicks).all()


def test_drift_swings_around_the_same_tempo(
    tmp_path: Path, pulse_train: Callable[..., np.ndarray], measure_bpm: Callable[..., float]
) -> None:
    drifted = perturbed(pulse_train(100, 40, RATE), "drift", 2, tmp_path)
    assert len(drifted) == 40 * RATE
    assert measure_bpm(drifted, RATE) == pytest.approx(100, rel=0.01)
    sound = perturbed(sine(1000, 10), "drift", 2, tmp_path)
    pieces = [frequency_of(sound[start : start + RATE // 4]) for start in range(0, len(sound) - RATE // 4, RATE // 4)]
    assert 10 < max(pieces) - min(pieces) < 50  # up to 2 % either way, as far as a quarter of a second can tell


@pytest.mark.parametrize(("kind", "kilobits", "suffix"), [("mp3", 64, ".mp3"), ("opus", 32, ".opus")])
def test_codecs_make_files_of_their_own(
    kind: str, kilobits: int, suffix: str, clicks: np.ndarray, tmp_path: Path
) -> None:
    file = perturbation.perturbation(kind, kilobits).write(clicks, RATE, tmp_path / "sound", 1)
    assert file.suffix == suffix
    assert file.stat().st_size < 1.3 * kilobits * 125 * SECONDS
    assert soundfile.info(file).duration == pytest.approx(SECONDS, abs=0.1)
    assert level(load_audio(file).samples) == pytest.approx(level(clicks), rel=0.1)


@pytest.mark.parametrize("kind", sorted(UNITS))
def test_the_seed_decides_all_and_nobody_else_notices(kind: str, clicks: np.ndarray, tmp_path: Path) -> None:
    amount = dict(STANDARD)[kind][0]
    random.seed(5)
    np.random.seed(5)
    expected = random.random(), np.random.random()
    random.seed(5)
    np.random.seed(5)
    first = perturbed(clicks, kind, amount, tmp_path, seed=1)
    assert (random.random(), np.random.random()) == expected
    again, other = (perturbed(clicks, kind, amount, tmp_path, seed=seed) for seed in (1, 2))
    assert (first == again).all()
    is_random = kind in ("noise", "reverb", "excerpt", "drift")
    assert (first.shape == other.shape and (first == other).all()) != is_random
    assert not (first.shape == clicks.shape and (first == clicks).all())


def test_every_kind_has_a_range_a_unit_and_a_standard_amount() -> None:
    assert set(UNITS) == set(RANGES) == set(KINDS) | set(perturbation.CODECS) == {kind for kind, _ in STANDARD}
    names = [found.name for found in standard_experiment(["x.csv"], []).perturbations]
    assert len(names) == len(set(names))
    assert names[0] == "clean"
    assert {"noise 0 dB", "stretch 0.8", "pitch -2 semitones", "mp3 64 kbit/s", "excerpt 10 s"} <= set(names)


@pytest.mark.parametrize(
    ("kind", "amount", "message"),
    [
        ("echo", 1, "unknown perturbation 'echo'; known: gain"),
        ("noise", "loud", "must be a number, got 'loud'"),
        ("noise", None, "must be a number, got None"),
        ("noise", True, "must be a number, got True"),
        ("noise", float("nan"), "must be a number"),
        ("stretch", 0, "must be from 0.5 to 2"),
        ("mp3", 8, "must be from 32 to 320 kbit/s, got 8"),
    ],
)
def test_impossible_amounts_are_named(kind: str, amount: object, message: str) -> None:
    with pytest.raises(EvaluationError, match=re.escape(message)):
        perturbation.perturbation(kind, amount)
