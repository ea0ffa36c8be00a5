"""From scores to answers, on curves whose peaks we put there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tempo_ssl import config
from tempo_ssl.config import BINS_PER_OCTAVE, COUNTED_BPM, COUNTED_OCTAVES
from tempo_ssl.decoding import (
    LEAST_REPETITION,
    MOST_CANDIDATES,
    OCTAVE_EVIDENCE,
    PRESENCE_EVIDENCE,
    PULSE_EVIDENCE,
    SAME_TEMPO,
    TempoCurve,
    best_bpm,
    candidates,
    counted_within,
    evidence,
    log_prior,
    relation_of,
    stability,
    tempo_curve,
)
from tempo_ssl.tempo import METRICAL_RATIOS, log_bpm_grid

GRID = log_bpm_grid(config.LOW_BPM, config.BINS_PER_OCTAVE, config.TEMPO_BINS)
#: Not in the first or last bin, where no parabola fits.
BPM = st.floats(31, 310)
SEEDS = st.integers(0, 2**32 - 1)
ENDS = st.floats(1, 2000)


def score_of(peaks: dict[float, float], floor: float = -8.0, width: float = 0.015) -> np.ndarray:
    """Logits over the grid: a smooth bump of the given height at every BPM."""
    score = np.full(len(GRID), floor)
    for bpm, height in peaks.items():
        score = np.maximum(score, floor + (height - floor) * np.exp(-0.5 * (np.log(GRID / bpm) / width) ** 2))
    return score


def curve_of(*excerpts: dict[float, float], floor: float = -8.0) -> TempoCurve:
    """A curve of excerpts with the given peaks each."""
    scores = np.stack([score_of(peaks, floor) for peaks in excerpts])
    return TempoCurve(GRID, scores.mean(axis=0), scores)


def random_curve(seed: int, excerpts: int = 4) -> TempoCurve:
    """Any curve: smoothed noise."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(-4, rng.uniform(0.1, 4), (excerpts, len(GRID)))
    smooth = np.hanning(2 * rng.integers(1, 8) + 1)
    scores = np.stack([np.convolve(row, smooth / smooth.sum(), "same") for row in scores])
    return TempoCurve(GRID, scores.mean(axis=0), scores)


# --- Curves --------------------------------------------------------------------------------------------------------


def test_scores_are_averaged_over_the_sounds_of_a_tempo():
    logits = np.array([[1, 2, 3, 4], [5, 6, 7, 8]])
    curve = tempo_curve(logits, np.array([120.0, 60.0, 120.0, 90.0]))
    assert curve.bpm.tolist() == [60, 90, 120]
    # The log of the prior over octaves, of a standard deviation of one: 0 at 120 BPM, and a half an octave away.
    rarity = 0.5 * np.log2(120 / curve.bpm) ** 2
    assert rarity[2] == 0
    assert rarity[0] == 0.5
    np.testing.assert_allclose(curve.excerpts, [[2, 4, 2], [6, 8, 6]] - rarity)
    np.testing.assert_allclose(curve.score, [4, 6, 4] - rarity)


@given(SEEDS, st.integers(1, 5), st.integers(1, 12))
def test_the_order_of_the_references_does_not_matter(seed, excerpts, references):
    rng = np.random.default_rng(seed)
    bpms = rng.choice([40.0, 60.0, 90.5, 120.0], references)
    logits = rng.normal(size=(excerpts, references))
    order = rng.permutation(references)
    one, other = tempo_curve(logits, bpms), tempo_curve(logits[:, order], bpms[order])
    np.testing.assert_array_equal(one.bpm, other.bpm)
    np.testing.assert_allclose(one.excerpts, other.excerpts)
    assert (np.diff(one.bpm) > 0).all()
    np.testing.assert_allclose(one.score, one.excerpts.mean(axis=0))


@given(SEEDS, st.floats(0.3, 3))
def test_another_prior_tells_how_far_people_count(seed, octaves):
    curve = random_curve(seed)
    other = counted_within(curve, octaves)
    distance = np.log2(curve.bpm / COUNTED_BPM)
    flat = curve.score + 0.5 * distance**2 / COUNTED_OCTAVES**2
    np.testing.assert_allclose(other.score, flat - 0.5 * (distance / octaves) ** 2)
    np.testing.assert_allclose(other.excerpts.mean(axis=0), other.score)
    assert abs(np.log2(best_bpm(counted_within(curve, 1e-3)) / COUNTED_BPM)) < 1 / BINS_PER_OCTAVE


def test_several_widths_of_the_prior_at_once():
    widths = np.array([0.3, 1.0, 2.0])
    several = log_prior(GRID, widths[:, None])
    assert several.shape == (3, len(GRID))
    for row, width in zip(several, widths, strict=True):
        np.testing.assert_array_equal(row, log_prior(GRID, width))
    assert log_prior(np.array([COUNTED_BPM, 2 * COUNTED_BPM]), 0.5).tolist() == [0, -2]
    assert not log_prior(GRID, np.inf).any()


def test_the_prior_that_a_curve_has_changes_nothing():
    curve = random_curve(1)
    np.testing.assert_array_equal(counted_within(curve, COUNTED_OCTAVES).score, curve.score)


def test_between_the_references_scores_are_interpolated_and_outside_they_are_the_least():
    curve = TempoCurve(np.array([50.0, 100.0, 200.0]), np.array([1.0, 5.0, 3.0]), np.zeros((1, 3)))
    assert curve.at(100) == 5
    assert curve.at(np.sqrt(50 * 100)) == pytest.approx(3)
    assert curve.at(np.array([49, 201, 1e6])).tolist() == [1, 1, 1]


# --- The answer ----------------------------------------------------------------------------------------------------


@given(BPM)
def test_the_peak_is_found_between_the_grid_points(bpm):
    assert best_bpm(curve_of({bpm: 2.0})) == pytest.approx(bpm, rel=0.003)


@pytest.mark.parametrize("bpm", [GRID[0], GRID[-1]])
def test_a_peak_at_the_end_of_the_axis_is_an_answer(bpm):
    assert best_bpm(curve_of({bpm: 2.0})) == pytest.approx(bpm, rel=0.01)


@given(SEEDS, ENDS, ENDS)
def test_a_range_is_obeyed(seed, one, other):
    curve = random_curve(seed)
    low, high = min(one, other), max(one, other) + 0.1
    assert low <= best_bpm(curve, low, high) <= high
    assert best_bpm(curve, min_bpm=low) >= low
    assert best_bpm(curve, max_bpm=high) <= high


@given(BPM)
def test_a_range_around_the_answer_changes_little(bpm):
    curve = curve_of({bpm: 2.0, bpm * 1.31: 0.5})
    assert best_bpm(curve, bpm * 0.9, bpm * 1.1) == pytest.approx(best_bpm(curve), rel=0.01)
    assert best_bpm(curve, 30, 317) == pytest.approx(best_bpm(curve), rel=0.01)


@pytest.mark.parametrize(
    ("bpm", "low", "high", "answer"),
    [(87, 120, 180, 174), (174, 60, 100, 87), (130, 250, 300, 260), (40, 100, 180, 160), (280, 30, 50, 35)],
)
def test_a_range_asks_for_the_octave_in_it(bpm, low, high, answer):
    # The stranger is likelier than nothing, and is not the answer.
    curve = curve_of({bpm: 2.0, answer * 0.93: -4.0})
    assert best_bpm(curve, low, high) == pytest.approx(answer, rel=0.01)


def test_a_range_without_an_octave_takes_what_is_there():
    curve = curve_of({87.0: 2.0, 130.0: -3.0})
    assert best_bpm(curve, 110, 160) == pytest.approx(130, rel=0.01)


def test_in_a_range_the_score_decides_between_octaves():
    for high_score, low_score, answer in ((2.0, 0.5, 160), (0.5, 2.0, 80)):
        curve = curve_of({80.0: low_score, 160.0: high_score})
        assert best_bpm(curve, 70, 200) == pytest.approx(answer, rel=0.01)


def test_ranges_beyond_the_axis_are_answered_by_octaves():
    assert best_bpm(curve_of({120.0: 2.0}), min_bpm=400) == pytest.approx(480, rel=0.01)
    assert best_bpm(curve_of({120.0: 2.0}), max_bpm=20) == pytest.approx(15, rel=0.01)
    assert best_bpm(curve_of({120.0: 2.0}), 900, 1000) == pytest.approx(960, rel=0.01)


# --- Candidates ----------------------------------------------------------------------------------------------------


@given(SEEDS, st.floats(10, 1000))
def test_candidates_are_different_and_in_order(seed, answer):
    curve = random_curve(seed)
    found = candidates(curve, answer)
    assert 1 <= len(found) <= MOST_CANDIDATES
    assert (found[0].bpm, found[0].relation) == (answer, "x1")
    scores = [candidate.score for candidate in found]
    assert all(0 <= score <= 1 for score in scores)
    assert scores[1:] == sorted(scores[1:], reverse=True)
    for number, candidate in enumerate(found):
        assert candidate.relation == relation_of(candidate.bpm, answer)
        if candidate.relation in METRICAL_RATIOS:
            assert candidate.bpm == pytest.approx(answer * METRICAL_RATIOS[candidate.relation])
        for other in found[:number]:
            assert abs(np.log(candidate.bpm / other.bpm)) > SAME_TEMPO - 1e-9


def test_candidates_by_hand():
    # On grid points: the answer, one bin above its double, 1.5 times it, and a stranger.
    answer, double, stranger = GRID[104], GRID[165], GRID[122]
    curve = curve_of({answer: 3.0, double: 1.0, 1.5 * answer: 0.0, stranger: -1.0})
    found = candidates(curve, answer)[:4]
    assert [candidate.relation for candidate in found] == ["x1", "x2", "x3/2", "other"]
    # A relative has the answer's decimals, another peak its own.
    assert [candidate.bpm for candidate in found[:3]] == [answer, 2 * answer, 1.5 * answer]
    assert found[3].bpm == pytest.approx(stranger, rel=1e-3)
    for candidate, logit in zip(found, (3.0, 1.0, 0.0, -1.0), strict=True):
        assert candidate.score == pytest.approx(1 / (1 + np.exp(-logit)), abs=0.05)


def test_a_peak_at_the_end_of_the_axis_is_a_candidate():
    found = candidates(curve_of({120.0: 3.0, GRID[-1]: 2.0, GRID[0]: 1.0}), 120.0)
    assert [candidate.bpm for candidate in found[:3]] == pytest.approx([120, GRID[-1], GRID[0]], rel=0.01)


def test_relatives_are_candidates_even_without_a_peak():
    relations = {candidate.relation for candidate in candidates(curve_of({100.0: 3.0}), 100.0)}
    assert relations == {"x1", "x2", "x1/2", "x3/2", "x2/3", "x3"}  # six at most: no x1/3


@pytest.mark.parametrize(
    ("bpm", "relation"),
    [(100, "x1"), (103.9, "x1"), (96.2, "x1"), (105, "other"), (203, "x2"), (49, "x1/2"), (150, "x3/2"), (67, "x2/3"),
     (297, "x3"), (33, "x1/3"), (133, "other"), (400, "other")],
)  # fmt: skip
def test_relations_are_named(bpm, relation):
    assert relation_of(bpm, 100) == relation


# --- Evidence ------------------------------------------------------------------------------------------------------

#: As much repeats of silence.
NOTHING = (0.0, 0.0)


@given(SEEDS, st.floats(1, 3000), st.floats(0.1, 10_000), st.integers(1, 5), st.tuples(*2 * [st.floats(0, 1)]))
def test_evidence_is_always_finite_and_of_one_length(seed, bpm, seconds, excerpts, repeats):
    found = evidence(random_curve(seed, excerpts), bpm, seconds, repeats)
    assert [part.shape for part in found] == [(PRESENCE_EVIDENCE,), (PULSE_EVIDENCE,), (OCTAVE_EVIDENCE,)]
    assert all(np.isfinite(part).all() for part in found)


def test_evidence_for_the_pulse_by_hand():
    curve = curve_of({100.0: 3.0, 123.0: 1.0}, {50.0: 3.0}, {123.0: 3.0}, {100.0: 3.0})
    presence, pulse, _ = evidence(curve, 100.0, 60.0, (0.4, 0.1))
    inside = abs(np.log2(GRID / 100)) < 0.05
    stranger = abs(np.log2(GRID / 123)) < 0.05
    assert pulse[0] == pytest.approx(curve.score[inside].max())
    assert pulse[1] == pytest.approx(curve.score[inside].max() - curve.score[stranger].max())
    assert pulse[2] == pytest.approx(curve.excerpts.max(axis=1).mean())
    assert pulse[4] == pytest.approx(np.log(60))
    assert pulse[5] == pytest.approx(np.log((0.4 + LEAST_REPETITION) / (0.1 + LEAST_REPETITION)))
    assert presence == pytest.approx([*pulse, 0.4])


@given(BPM, st.sampled_from((3 / 2, 2 / 3, 4 / 3, 3 / 4)), st.floats(2.2, 2.9))
def test_half_as_fast_again_is_another_pulse(bpm, ratio, height):
    # Accuracy 2 counts it as wrong, however related it is; the smaller margin is that over the peak's own foot.
    curve = curve_of({bpm: 3.0, bpm * ratio: height})
    assume(curve.bpm[0] * 1.2 < min(bpm, bpm * ratio) and max(bpm, bpm * ratio) * 1.2 < curve.bpm[-1])
    assert evidence(curve, bpm, 60.0, NOTHING).pulse[1] == pytest.approx(3.0 - height, abs=0.4)  # between bins


@given(BPM, st.sampled_from((2.0, 1 / 2, 3.0, 1 / 3)), st.floats(0.1, 2.9))
def test_another_level_of_the_same_pulse_is_none(bpm, ratio, height):
    alone, both = (curve_of(peaks) for peaks in ({bpm: 3.0}, {bpm: 3.0, bpm * ratio: height}))
    margins = [evidence(curve, bpm, 60.0, NOTHING).pulse[1] for curve in (alone, both)]
    assert margins[1] == pytest.approx(margins[0], abs=0.2)


def test_a_sharp_peak_is_more_peaked_than_a_blunt_one():
    sharp, blunt = (
        TempoCurve(GRID, row, row[None]) for row in (score_of({100.0: 3.0}), score_of({100.0: 3.0}, width=0.1))
    )
    flat = TempoCurve(GRID, np.zeros(len(GRID)), np.zeros((1, len(GRID))))
    peakedness = [evidence(curve, 100.0, 60.0, NOTHING).pulse[3] for curve in (sharp, blunt, flat)]
    assert peakedness == sorted(peakedness, reverse=True)
    assert peakedness[2] == pytest.approx(-np.log(len(GRID)))


def test_evidence_for_the_octave_by_hand():
    curve = curve_of(
        {100.0: 3.0, 200.0: 2.0}, {100.0: 3.0, 50.0: 1.0}, {200.0: 4.0, 150.0: 3.0, 100.0: 3.0}, {100.0: 3.0}
    )
    octave = evidence(curve, 100.0, 60.0, NOTHING).octave

    def best(bpm: float) -> float:
        return float(curve.score[abs(np.log2(GRID / bpm)) < 0.05].max())

    place = np.log2(100 / 120)
    expected = [best(100) - max(best(200), best(50)), place, place**2]
    assert octave == pytest.approx(expected)


@given(BPM, st.floats(0.1, 5))
def test_a_stranger_that_grows_speaks_against_the_pulse(bpm, growth):
    weak, strong = (curve_of({bpm: 3.0, bpm * 1.2: height}) for height in (-3.0, -3.0 + growth))
    margins = [evidence(curve, bpm, 30.0, NOTHING).pulse[1] for curve in (weak, strong)]
    assert margins[1] < margins[0] + 1e-9


# --- Stability -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tempi", "label"),
    [
        ([100] * 10, "constant"),
        ([100, 101, 100, 99.5, 100, 100], "constant"),
        ([100] * 9 + [110], "constant"),  # one excerpt that errs
        ([96, 97, 98, 99, 100, 101, 102, 103, 104, 105], "drifting"),
        ([110, 108, 106, 104, 102, 100, 98, 96], "drifting"),
        ([90] * 6 + [110] * 6, "changing"),
        ([100, 90, 112, 95, 105, 88, 119, 100], "changing"),
        ([100, 100], "unknown"),
        ([100], "unknown"),
    ],
)
def test_stability_by_hand(tempi, label):
    assert stability(curve_of(*({bpm: 3.0} for bpm in tempi)), 100.0) == label


def test_an_excerpt_heard_in_another_octave_is_no_change():
    excerpts = [{100.0: 2.0, 200.0: 3.0} if number % 3 == 0 else {100.0: 3.0} for number in range(9)]
    assert stability(curve_of(*excerpts), 100.0) == "constant"


@pytest.mark.parametrize("bpm", [1.0, 1000.0])
def test_stability_off_the_axis_is_unknown(bpm):
    assert stability(curve_of(*[{100.0: 3.0}] * 5), bpm) == "unknown"


@settings(max_examples=50)
@given(SEEDS, st.integers(1, 12), BPM)
def test_stability_is_one_of_four_words(seed, excerpts, bpm):
    words = {"constant", "drifting", "changing"} if excerpts >= 3 else {"unknown"}
    assert stability(random_curve(seed, excerpts), bpm) in words
