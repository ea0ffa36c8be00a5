"""Arrays, sample rates and ranges that are none are refused; silent and short sound has no tempo."""

from __future__ import annotations

import numpy as np
import pytest

from made_sounds import BPM, RATE, beat, broken_float
from tempo_ssl.errors import AudioError
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.tempo import fold_bpm


@pytest.fixture(scope="module")
def estimator() -> TempoEstimator:
    return TempoEstimator()


@pytest.mark.parametrize(
    ("samples", "error"),
    [
        (broken_float(np.nan), AudioError),
        (broken_float(np.inf), AudioError),
        (np.zeros(0), AudioError),
        (np.zeros((2, 0)), AudioError),
        (np.zeros((2, 2, RATE)), ValueError),
        (np.float32(0.5), ValueError),
        (np.zeros((RATE, 2)), ValueError),
        (np.zeros(RATE, dtype=complex), ValueError),
        (np.array(["a", "b"]), ValueError),
    ],
    ids=["NaN", "infinity", "empty", "empty stereo", "3 axes", "no axis", "[n, channels]", "complex", "text"],
)
def test_arrays_that_are_no_sound_are_refused(
    estimator: TempoEstimator, samples: np.ndarray, error: type[Exception]
) -> None:
    with pytest.raises(error):
        estimator.estimate_audio(samples, RATE)


@pytest.mark.parametrize("rate", [0, -44_100, 44_100.5, float("nan"), 10**9])
def test_sample_rates_that_are_none_are_refused(estimator: TempoEstimator, rate: float) -> None:
    with pytest.raises(ValueError, match="sample_rate"):
        estimator.estimate_audio(beat(2), rate)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [
        {"min_bpm": 130, "max_bpm": 118},
        {"min_bpm": 120, "max_bpm": 120},
        {"min_bpm": 0},
        {"max_bpm": float("inf")},
        {"fold_from": -80},
        {"fold_from": float("nan")},
    ],
    ids=str,
)
def test_tempi_that_are_none_are_refused_before_any_work(estimator: TempoEstimator, options: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        estimator.estimate_audio(np.zeros(0), RATE, **options)
    with pytest.raises(ValueError, match=next(iter(options))):
        estimator.estimate("missing.wav", **options)


def test_silent_and_short_arrays_have_no_tempo(estimator: TempoEstimator) -> None:
    offsets = np.repeat([[0.3], [-0.1]], RATE * 5, axis=1)  # of every channel another
    silent = (np.zeros(RATE * 5), np.ones(RATE * 5), offsets)
    for samples, reason in (*((sound, "silence") for sound in silent), (beat(0.5), "too short")):
        answer = estimator.estimate_audio(samples, RATE)
        assert answer.bpm is answer.tempo_octave_relaxed is None
        assert answer.reason is not None
        assert answer.reason.startswith(reason)
        assert (answer.confidence, answer.candidates) == (0.0, ())


def test_whole_numbers_and_channels_give_the_same_answer(estimator: TempoEstimator) -> None:
    samples = beat()
    answer = estimator.estimate_audio(samples, RATE)
    assert fold_bpm(answer.bpm or 1, 100) == pytest.approx(BPM, rel=0.01)
    for same in ((samples * 32_767).astype(np.int16), np.stack([samples, samples]), samples.astype(np.float64)):
        assert estimator.estimate_audio(same, RATE).bpm == pytest.approx(answer.bpm, rel=2e-3)
