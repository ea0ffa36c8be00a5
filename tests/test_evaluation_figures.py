"""Figures of answers: against values computed by hand, mir_eval and plain versions."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judged_tracks import answers_of, dataset_of
from tempo_ssl.evaluation import Answer, Answers, Dataset, Track
from tempo_ssl.evaluation.figures import ERROR_KINDS, figure_names, is_accurate_0, judge, octave_error_1, octave_error_2
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.tempo import ACCURACY_2_FACTORS

BPM = st.floats(20, 400)


def mean(dataset: Dataset, answers: Answers, name: str, **options: bool) -> float:
    judgement = judge(dataset, answers, **options)
    return judgement.figure(name, Resampling(len(dataset), rounds=10)).value


# --- single figures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("estimate", "reference", "right"),
    [(120, 120, True), (120.49, 120, True), (119.5, 120, True), (120.5, 120, False), (119.49, 120, False),
     (120.5, 120.6, True), (None, 120, False)],
)  # fmt: skip
def test_accuracy_0_by_hand(estimate: float | None, reference: float, right: bool) -> None:
    assert is_accurate_0(estimate, reference) is right


@pytest.mark.parametrize(
    ("estimate", "reference", "first", "second"),
    [
        (120, 120, 0, 0),
        (61, 120, math.log2(61 / 120), math.log2(61 / 60)),
        (240, 120, 1, 0),
        (30, 120, -2, math.log2(3 / 4)),  # four is no factor, and three is the nearest
        (180, 120, math.log2(3 / 2), math.log2(3 / 4)),
        (355, 120, math.log2(355 / 120), math.log2(355 / 360)),
    ],
)
def test_octave_errors_by_hand(estimate: float, reference: float, first: float, second: float) -> None:
    assert octave_error_1(estimate, reference) == pytest.approx(first)
    assert octave_error_2(estimate, reference) == pytest.approx(second)


@given(BPM, BPM)
def test_octave_error_2_is_the_smallest_of_all_factors(estimate: float, reference: float) -> None:
    every = [octave_error_1(estimate * factor, reference) for factor in ACCURACY_2_FACTORS]
    assert abs(octave_error_2(estimate, reference)) == pytest.approx(min(map(abs, every)))
    # With its sign: an answer that is too fast in its octave is above 0.
    assert octave_error_2(estimate, reference) in every


def test_a_missing_answer_has_no_octave_error() -> None:
    assert math.isnan(octave_error_1(None, 120))
    assert math.isnan(octave_error_2(None, 120))


# --- a whole judgement by hand -----------------------------------------------------------------------------------


def test_all_figures_of_four_tracks_by_hand() -> None:
    dataset = dataset_of(100, 100, 100, 100)
    answers = answers_of(100.4, 103, 51.5, None)
    expected = {
        "acc0": 1 / 4,
        "acc1_1": 1 / 4,
        "acc1_2": 1 / 4,
        "acc1_4": 2 / 4,
        "acc1_8": 2 / 4,
        "acc2_1": 1 / 4,
        "acc2_2": 1 / 4,
        "acc2_4": 3 / 4,
        "acc2_8": 3 / 4,
        "oe1": (math.log2(1.004) + math.log2(1.03) + math.log2(0.515)) / 3,
        "oe2": (math.log2(1.004) + 2 * math.log2(1.03)) / 3,
        "aoe1": (math.log2(1.004) + math.log2(1.03) - math.log2(0.515)) / 3,
        "aoe2": (math.log2(1.004) + 2 * math.log2(1.03)) / 3,
    }
    for name, value in expected.items():
        assert mean(dataset, answers, name) == pytest.approx(value), name
    judgement = judge(dataset, answers)
    assert judgement.figure("oe1", Resampling(4, rounds=10)).n == 3
    assert judgement.figure("acc1_4", Resampling(4, rounds=10)).n == 4
    assert judgement.kinds == ("right", "right", "x1/2", "none")
    assert {kind: n for kind, n in judgement.errors().items() if n} == {"x1/2": 1, "none": 1}
    assert tuple(judgement.errors()) == ERROR_KINDS
    assert judgement.median_deviation() == pytest.approx(0.03)


def test_an_uncertain_octave_counts_for_accuracy_2_alone() -> None:
    tracks = (Track("a", 100), Track("b", 100, octave_stated=False), Track("c", 100, octave_stated=False))
    dataset, answers = Dataset("made", "", tracks), answers_of(100, 200, 115)
    judgement = judge(dataset, answers)
    for name in figure_names():
        n = judgement.figure(name, Resampling(3, rounds=10)).n
        if name in ("p_score", "both_correct", "two_candidates"):
            assert n == 0
        else:
            assert n == (3 if name.startswith("acc2") or name.endswith("oe2") else 1), name
    assert mean(dataset, answers, "acc1_4") == 1
    assert mean(dataset, answers, "acc2_4") == pytest.approx(2 / 3)
    assert judgement.kinds == ("right", "", "")
    assert sum(judgement.errors().values()) == 0
    assert mean(dataset, answers, "acc1_4", trust_octaves=True) == pytest.approx(1 / 3)
    assert judge(dataset, answers, trust_octaves=True).kinds == ("right", "x2", "other")


def test_two_candidates_by_hand() -> None:
    dataset = dataset_of(100, 100, 100)
    answers = Answers("x", (Answer(100, 50), Answer(50, 100), Answer(50, 200)))
    assert mean(dataset, answers, "two_candidates") == pytest.approx(2 / 3)
    assert math.isnan(mean(dataset, answers_of(100, 50, 50), "two_candidates"))  # gives no second one


def test_p_score_by_hand_and_where_it_counts() -> None:
    tracks = (
        Track("a", 60, bpm_2=120, salience=0.3),
        Track("b", 120, bpm_2=60, salience=0.7),  # the same, the other way round
        Track("c", 60, bpm_2=120, salience=0.3),
        Track("d", 60, bpm_2=120, salience=0.3),
        Track("e", 100),
    )
    given = (Answer(121, 180), Answer(121, 180), Answer(59, 122), Answer(None), Answer(100, 50))
    judgement = judge(Dataset("made", "", tracks), Answers("x", given))
    assert judgement.values["p_score"] == pytest.approx([0.7, 0.7, 1, 0, math.nan], nan_ok=True)
    assert judgement.values["both_correct"] == pytest.approx([0, 0, 1, 0, math.nan], nan_ok=True)


@given(BPM, BPM, st.floats(0, 1), BPM, BPM)
def test_p_score_is_that_of_mir_eval(first: float, second: float, share: float, best: float, other: float) -> None:
    from mir_eval.tempo import detection

    dataset = Dataset("made", "", (Track("a", first, bpm_2=second, salience=share),))
    judgement = judge(dataset, Answers("x", (Answer(best, other),)))
    # In whatever order mir_eval is given both, its result is the same.
    p_score, _, both = detection(np.array([first, second]), share, np.array([best, other]), tol=0.08)
    assert judgement.values["p_score"][0] == pytest.approx(p_score)
    assert judgement.values["both_correct"][0] == both


def test_answers_must_be_as_many_as_tracks() -> None:
    with pytest.raises(ValueError, match="2 tracks"):
        judge(dataset_of(1, 2), answers_of(1))


@given(st.lists(st.tuples(BPM, st.one_of(st.none(), BPM)), min_size=1, max_size=20))
def test_what_must_hold_for_any_answers(pairs: list[tuple[float, float | None]]) -> None:
    dataset = dataset_of(*(reference for reference, _ in pairs))
    values = judge(dataset, answers_of(*(bpm for _, bpm in pairs))).values
    for kind in (1, 2):
        ladder = [values[f"acc{kind}_{tolerance}"] for tolerance in (1, 2, 4, 8)]
        assert all((low <= high).all() for low, high in itertools.pairwise(ladder))
    assert (values["acc1_4"] <= values["acc2_4"]).all()
    answered = np.isfinite(values["oe1"])
    assert (values["aoe2"][answered] <= values["aoe1"][answered] + 1e-12).all()
    assert (values["acc2_8"][~answered] == 0).all()
