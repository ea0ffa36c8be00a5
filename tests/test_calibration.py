"""Logistic regression: what it must find, and what must not break it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.calibration import RIDGE, Calibrator, fit_calibrator
from tempo_ssl.metrics import calibration_error, roc_auc


def made_answers(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evidence ``[N, 3]`` on very different scales (the last says nothing), outcomes, and true probabilities."""
    rng = np.random.default_rng(seed)
    evidence = rng.normal([5, -300, 0.02], [2, 100, 0.001], (count, 3))
    probability = 1 / (1 + np.exp(-(1.5 * (evidence[:, 0] - 5) / 2 - 1.0 * (evidence[:, 1] + 300) / 100 + 0.5)))
    return evidence, rng.random(count) < probability, probability


def test_probability_by_hand():
    calibrator = Calibrator(mean=(1.0, 2.0), scale=(2.0, 4.0), weights=(3.0, -1.0), bias=0.5)
    # 3 (2 - 1) / 2 - (6 - 2) / 4 + 0.5 = 1
    assert calibrator(np.array([2.0, 6.0])) == pytest.approx(1 / (1 + np.exp(-1)))


def test_true_probabilities_are_found():
    evidence, right, probability = made_answers(20_000)
    calibrator = fit_calibrator(evidence, right)
    assert calibrator.weights == pytest.approx((1.5, -1.0, 0), abs=0.06)
    found = np.array([calibrator(row) for row in evidence[:2000]])
    assert np.abs(found - probability[:2000]).max() < 0.05


def test_confidence_is_honest_on_answers_not_seen():
    calibrator = fit_calibrator(*made_answers(2000)[:2])
    evidence, right, probability = made_answers(4000, seed=1)
    confidences = [calibrator(row) for row in evidence]
    assert calibration_error(confidences, right) < 0.03
    assert roc_auc(confidences, right) == pytest.approx(roc_auc(probability, right), abs=0.01)


def test_mean_confidence_is_the_share_of_right_answers():
    evidence, right, _ = made_answers(500)
    calibrator = fit_calibrator(evidence, right)
    # The bias is not pulled to zero, so that this holds exactly.
    assert np.mean([calibrator(row) for row in evidence]) == pytest.approx(right.mean(), abs=1e-6)


@given(st.floats(0.05, 0.95))
def test_outcomes_can_be_weighed_as_if_they_were_mixed_otherwise(share):
    evidence, right, _ = made_answers(500)
    calibrator = fit_calibrator(evidence, right, wrong_share=share)
    confidences = np.array([calibrator(row) for row in evidence])
    mixed = (1 - share) * confidences[right].mean() + share * confidences[~right].mean()
    assert mixed == pytest.approx(1 - share, abs=1e-6)


def test_the_likelihood_has_its_top_there():
    evidence, right, _ = made_answers(200)
    best = fit_calibrator(evidence, right)

    def loss(weights: np.ndarray, bias: float) -> float:
        confidences = np.array([Calibrator(best.mean, best.scale, tuple(weights), bias)(row) for row in evidence])
        return -np.log(np.where(right, confidences, 1 - confidences)).sum() + RIDGE / 2 * np.sum(weights**2)

    weights = np.array(best.weights)
    for step in np.vstack([0.01 * np.eye(4), -0.01 * np.eye(4)]):
        assert loss(weights + step[:3], best.bias + step[3]) > loss(weights, best.bias)


@given(st.integers(2, 40), st.integers(1, 7), st.integers(0, 2**32 - 1), st.floats(1e-3, 1e3))
def test_any_evidence_gives_a_probability(count, size, seed, scale):
    rng = np.random.default_rng(seed)
    evidence = np.round(rng.normal(0, scale, (count, size)), 2)
    right = np.arange(count) < rng.integers(1, count)
    calibrator = fit_calibrator(evidence, right)
    for row in [*evidence, np.full(size, 1e9), np.full(size, -1e9)]:
        assert 0 <= calibrator(row) <= 1
    assert np.isfinite([*calibrator.mean, *calibrator.scale, *calibrator.weights, calibrator.bias]).all()


def test_perfectly_separable_answers_stay_finite():
    calibrator = fit_calibrator(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([False, False, True, True]))
    confidences = [calibrator(np.array([x])) for x in range(4)]
    assert confidences == sorted(confidences)
    assert 0.01 < confidences[0] < 0.5 < confidences[-1] < 0.99


def test_evidence_that_never_changes_counts_for_nothing():
    evidence, right, _ = made_answers(300)
    evidence[:, 2] = 7.7
    calibrator = fit_calibrator(evidence, right)
    assert calibrator(np.array([5, -300, 7.7])) == pytest.approx(calibrator(np.array([5, -300, 7.8])), abs=1e-3)


@pytest.mark.parametrize("right", [[], [True], [True, True, True], [False, False]])
def test_answers_of_one_kind_teach_nothing(right):
    with pytest.raises(ValueError, match="right and wrong"):
        fit_calibrator(np.zeros((len(right), 2)), np.array(right, dtype=bool))
