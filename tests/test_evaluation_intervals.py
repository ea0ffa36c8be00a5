"""Intervals and reliabilities: against values computed by hand, theory and plain resampling."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judged_tracks import answers_of, dataset_of
from tempo_ssl.evaluation import Answer, Answers, Dataset, Track
from tempo_ssl.evaluation.figures import judge
from tempo_ssl.evaluation.reliability import reliabilities, reliability_bins, risk_coverage
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.metrics import calibration_error, roc_auc

# --- intervals ---------------------------------------------------------------------------------------------------


def test_the_interval_of_a_share_is_that_of_theory() -> None:
    values = np.array([1.0] * 75 + [0.0] * 25)
    low, high = Resampling(100).mean_interval(values)
    spread = 1.96 * math.sqrt(0.75 * 0.25 / 100)
    assert low == pytest.approx(0.75 - spread, abs=0.015)
    assert high == pytest.approx(0.75 + spread, abs=0.015)
    assert Resampling(100).mean_interval(values) == (low, high)
    assert Resampling(100, seed=8).mean_interval(values) != (low, high)


def test_the_interval_is_that_of_plain_resampling() -> None:
    values = [0.1, 0.4, 0.5, 0.9, 1.0, 1.5, 2.0]
    generator = random.Random(3)
    means = sorted(sum(generator.choices(values, k=len(values))) / len(values) for _ in range(20_000))
    low, high = Resampling(7, rounds=20_000).mean_interval(np.array(values))
    assert low == pytest.approx(means[500], abs=0.02)
    assert high == pytest.approx(means[19_500], abs=0.02)


def test_clusters_are_drawn_whole() -> None:
    # Ten groups of ten alike tracks: as uncertain as ten tracks are, not as a hundred.
    values = np.repeat([0.0, 1.0] * 5, 10)
    names = [str(i // 10) for i in range(100)]
    draws = Resampling(100, names)
    assert draws.clusters == 10
    assert (draws.counts.reshape(-1, 10, 10).std(axis=2) == 0).all()
    low, high = draws.mean_interval(values)
    alone = Resampling(100).mean_interval(values)
    assert high - low == pytest.approx(math.sqrt(10) * (alone[1] - alone[0]), rel=0.2)
    with pytest.raises(ValueError, match="as many clusters"):
        Resampling(3, ["a"])


def test_tracks_that_do_not_count_stay_out_of_intervals() -> None:
    values = np.array([1.0, np.nan, 0.0, np.nan, 1.0, 0.0])
    low, high = Resampling(6, rounds=500).mean_interval(values)
    assert 0 <= low < 0.5 < high <= 1
    assert all(map(math.isnan, Resampling(2).mean_interval(np.full(2, np.nan))))
    assert all(map(math.isnan, Resampling(0).mean_interval(np.zeros(0))))


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2, max_size=12))
def test_intervals_of_reliability_are_those_of_every_draw(given: list[tuple[int, bool]]) -> None:
    scores, right = np.array([score / 10 for score, _ in given]), np.array([is_right for _, is_right in given])
    draws = Resampling(len(given), rounds=15)
    places = [np.repeat(np.arange(len(given)), row.astype(int)) for row in draws.counts]
    for found, plain in (
        (draws.auc_interval(scores, right), [roc_auc(scores[p], right[p]) for p in places]),
        (draws.calibration_interval(scores, right), [calibration_error(scores[p], right[p]) for p in places]),
    ):
        known = [value for value in plain if not math.isnan(value)]
        expected = np.percentile(known, [2.5, 97.5]) if known else [math.nan] * 2
        assert found == pytest.approx(tuple(expected), nan_ok=True)


# --- confidence --------------------------------------------------------------------------------------------------


def test_risk_and_coverage_by_hand() -> None:
    curve = risk_coverage(np.array([0.3, 0.9, 0.8]), np.array([True, True, False]))
    assert [coverage for coverage, _ in curve] == pytest.approx([1 / 3, 2 / 3, 1])
    assert [risk for _, risk in curve] == pytest.approx([0, 1 / 2, 1 / 3])
    # Equal confidences have no order among themselves.
    tied = risk_coverage(np.array([0.5, 0.5]), np.array([True, False]))
    assert [risk for _, risk in tied] == pytest.approx([0.5, 0.5])


def test_reliability_bins_by_hand() -> None:
    bins = reliability_bins(np.array([0.21, 0.29, 1.0, 0.95]), np.array([True, False, True, True]))
    assert bins == [pytest.approx((0.25, 0.5, 2)), pytest.approx((0.975, 1, 2))]


def test_pulse_and_octave_confidence_are_judged_on_their_own_tracks() -> None:
    tracks = (Track("a", 100), Track("b", 100), Track("c", 100), Track("d", 100, octave_stated=False), Track("e", 100))
    given = (Answer(100, None, 0.9, 0.9), Answer(200, None, 0.8, 0.3), Answer(130, None, 0.2, 0.9),
             Answer(100, None, 0.7, 0.5), Answer())  # fmt: skip
    dataset, system = Dataset("made", "", tracks), Answers("x", given)
    found = reliabilities(system, judge(dataset, system), Resampling(5, rounds=20))
    # Pulse: right are a, b, d; wrong are c and e, whose missing answer has confidence 0.
    assert found["pulse"].auc.n == 5
    assert found["pulse"].auc.value == 1
    assert found["pulse"].area == pytest.approx((0 + 0 + 0 + 1 / 4 + 2 / 5) / 5)
    # Octave: of the pulses that are right and whose octave is stated, a is right and b is wrong.
    assert found["octave"].auc.n == 2
    assert found["octave"].auc.value == 1
    assert found["octave"].ece.value == pytest.approx((0.1 + 0.3) / 2)


def test_a_system_without_confidence_has_no_reliability() -> None:
    system = answers_of(100, 120)
    assert reliabilities(system, judge(dataset_of(100, 100), system), Resampling(2, rounds=5)) == {}
