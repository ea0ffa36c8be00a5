"""The field's figures, against values computed by hand and against plain, slow versions of them."""

from __future__ import annotations

import math
import runpy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.metrics import (
    calibration_error,
    error_kind,
    is_accurate_1,
    is_accurate_2,
    octave_deviation,
    roc_auc,
)

BPM = st.floats(20, 400)
CONFIDENCE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("estimate", "reference", "first", "second"),
    [
        (100, 100, True, True),
        (104, 100, True, True),  # the border belongs to it
        (96, 100, True, True),
        (104.01, 100, False, False),
        (95.99, 100, False, False),
        (200, 100, False, True),
        (50, 100, False, True),
        (300, 100, False, True),
        (100 / 3, 100, False, True),
        (208, 100, False, True),  # 4 % of the relative, not of the reference
        (208.1, 100, False, False),
        (52, 100, False, True),
        (52.1, 100, False, False),
        (150, 100, False, False),  # x3/2 is no octave
        (400, 100, False, False),
        (None, 100, False, False),
    ],
)
def test_accuracies_by_hand(estimate, reference, first, second):
    assert is_accurate_1(estimate, reference) is first
    assert is_accurate_2(estimate, reference) is second


def test_tolerance_is_the_callers():
    assert is_accurate_1(101, 100, 0.01)
    assert not is_accurate_1(101.01, 100, 0.01)
    assert not is_accurate_2(202.1, 100, 0.01)


@pytest.mark.parametrize(
    ("estimate", "reference", "deviation"),
    [(100, 100, 0), (103, 100, 0.03), (198, 100, 0.01), (51, 100, 0.02), (33, 100, 0.01), (306, 100, 0.02)],
)
def test_octave_deviation_by_hand(estimate, reference, deviation):
    assert octave_deviation(estimate, reference) == pytest.approx(deviation)


@given(BPM, BPM)
def test_accuracies_agree_with_the_smallest_deviation(estimate, reference):
    # The conventions of the other scorer, written out.
    deviations = [abs(estimate - factor * reference) / (factor * reference) for factor in (1, 1 / 3, 1 / 2, 2, 3)]
    assert octave_deviation(estimate, reference) == pytest.approx(min(deviations))
    for tolerance in (0.01, 0.02, 0.04):
        assert is_accurate_1(estimate, reference, tolerance) == (deviations[0] <= tolerance + 1e-9)
        assert is_accurate_2(estimate, reference, tolerance) == (min(deviations) <= tolerance + 1e-9)


@pytest.mark.parametrize(
    ("estimate", "kind"),
    [
        (100, "right"),
        (104, "right"),
        (200, "x2"),
        (50, "x1/2"),
        (150, "x3/2"),
        (66.7, "x2/3"),
        (300, "x3"),
        (33.3, "x1/3"),
        (133.3, "x4/3"),
        (75, "x3/4"),
        (77.9, "x3/4"),
        (72, "x3/4"),
        (71.9, "other"),
        (110, "other"),
        (1000, "other"),
        (None, "none"),
    ],
)
def test_errors_are_named(estimate, kind):
    assert error_kind(estimate, 100) == kind


@given(BPM, BPM)
def test_a_named_error_is_right_of_its_relative(estimate, reference):
    kind = error_kind(estimate, reference)
    assert (kind == "right") == is_accurate_1(estimate, reference)
    if kind in ("x2", "x1/2", "x3", "x1/3"):
        assert is_accurate_2(estimate, reference)
    if kind == "other":
        assert not is_accurate_2(estimate, reference)


def test_conventions_are_those_of_the_other_scorer(shared):
    score = runpy.run_path(str(shared / "bench" / "score.py"))
    names = {"right": "ok", "none": "error"}
    rng = np.random.default_rng(5)
    for reference in rng.uniform(40, 220, 300):
        near = reference * rng.choice([1, 2, 1 / 2, 3, 1 / 3, 3 / 2, 2 / 3, 4 / 3, 3 / 4]) * rng.uniform(0.95, 1.05)
        for estimate in (near, rng.uniform(40, 220), None):
            kind = error_kind(estimate, reference)
            assert names.get(kind, kind) == score["kind_of"](estimate, reference)
            if estimate is not None:
                assert octave_deviation(estimate, reference) == pytest.approx(
                    score["octave_error"](estimate, reference)
                )


def test_area_under_the_curve_by_hand():
    # Pairs (right, wrong): 0.9 > 0.4, 0.9 > 0.6, 0.5 > 0.4, 0.5 < 0.6.
    assert roc_auc([0.9, 0.4, 0.5, 0.6], [True, False, True, False]) == pytest.approx(3 / 4)
    assert roc_auc([1, 1, 1], [True, False, True]) == 0.5
    assert roc_auc([1, 2], [False, True]) == 1
    assert roc_auc([1, 2], [True, False]) == 0
    assert math.isnan(roc_auc([1, 2], [True, True]))
    assert math.isnan(roc_auc([], []))


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=20))
def test_area_under_the_curve_counts_pairs(answers):
    good = [score for score, right in answers if right]
    bad = [score for score, right in answers if not right]
    found = roc_auc(*zip(*answers, strict=True))
    if good and bad:
        wins = sum((one > other) + 0.5 * (one == other) for one in good for other in bad)
        assert found == pytest.approx(wins / (len(good) * len(bad)))
    else:
        assert math.isnan(found)


def test_calibration_error_by_hand():
    # Bin 0.2-0.3: mean confidence 0.25, half right; bin 0.9-1.0: mean 0.95, all right.
    confidences, right = [0.2, 0.3 - 1e-9, 0.9, 1.0], [True, False, True, True]
    assert calibration_error(confidences, right) == pytest.approx(0.5 * 0.25 + 0.5 * 0.05)
    assert calibration_error([1.0, 0.0], [True, False]) == 0
    assert calibration_error([1.0, 0.0], [False, True]) == 1
    with pytest.raises(ValueError, match="no confidences"):
        calibration_error([], [])


@given(st.lists(st.tuples(CONFIDENCE, st.booleans()), min_size=1, max_size=30))
def test_one_bin_compares_the_means(answers):
    confidences, right = zip(*answers, strict=True)
    error = calibration_error(confidences, right, bins=1)
    assert error == pytest.approx(abs(np.mean(confidences) - np.mean(right)), abs=1e-12)
    # Finer bins hide less.
    assert error - 1e-12 <= calibration_error(confidences, right) <= 1
