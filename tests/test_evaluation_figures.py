"""Figures, intervals and reliabilities: against values computed by hand, mir_eval, plain versions, the other scorer."""

from __future__ import annotations

import itertools
import math
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation import (
    Answer,
    Answers,
    Dataset,
    Settings,
    Track,
    evaluate,
    read_answers,
    read_manifest,
    report_text,
)
from tempo_ssl.evaluation.figures import ERROR_KINDS, figure_names, is_accurate_0, judge, octave_error_1, octave_error_2
from tempo_ssl.evaluation.reliability import reliabilities, reliability_bins, risk_coverage
from tempo_ssl.evaluation.report import report_page
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.metrics import ACCURACY_2_FACTORS, calibration_error, roc_auc

BPM = st.floats(20, 400)


def dataset_of(*references: float, **options: object) -> Dataset:
    tracks = tuple(Track(f"{i}.wav", bpm, **options) for i, bpm in enumerate(references))  # type: ignore[arg-type]
    return Dataset("made", "made by hand", tracks)


def answers_of(*bpm: float | None, system: str = "x") -> Answers:
    return Answers(system, tuple(Answer(bpm=value) for value in bpm))


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


# --- everything together -----------------------------------------------------------------------------------------


def grouped() -> Dataset:
    tracks = tuple(
        Track(str(i), 100.0, columns={"genre": "rock" if i % 3 else "jazz", "artist": str(i // 2)}) for i in range(12)
    )
    return Dataset("made", "", tracks)


def test_tables_by_column_add_up_to_the_whole() -> None:
    systems = [answers_of(*[100] * 6, *[50] * 6), answers_of(*[100] * 12, system="y")]
    results = evaluate(grouped(), systems, Settings(by=("genre",), cluster="artist")).results
    jazz, rock = results["by"]["genre"]
    assert (jazz["value"], jazz["tracks"], rock["value"], rock["tracks"]) == ("jazz", 4, "rock", 8)
    whole = results["systems"][0]["figures"]["acc1_4"]["value"]
    parts = [group["systems"][0]["figures"]["acc1_4"]["value"] * group["tracks"] for group in (jazz, rock)]
    assert sum(parts) / 12 == pytest.approx(whole) == pytest.approx(0.5)
    assert results["settings"]["clusters"] == 6
    (difference,) = results["differences"]
    assert difference["name"] == "y"
    assert difference["acc1_4"]["value"] == pytest.approx(0.5)
    assert difference["acc2_4"] == {"value": 0, "low": 0, "high": 0, "n": 12}


def test_tracks_without_a_cluster_stand_alone() -> None:
    tracks = tuple(Track(str(i), 100.0, columns={"artist": "x" if i < 4 else ""}) for i in range(10))
    settings = Settings(cluster="artist")
    results = evaluate(Dataset("made", "", tracks), [answers_of(*[100] * 10)], settings).results
    assert results["settings"]["clusters"] == 7


def test_any_tempi_that_are_read_can_be_judged() -> None:
    references, answers = (1e-3, 1e6, 1e-3, 1e6), (1e6, 1e-3, 1e-3, 1e6)
    results = evaluate(dataset_of(*references), [answers_of(*answers)]).results
    assert results["systems"][0]["figures"]["acc1_4"]["value"] == 0.5
    assert report_page(evaluate(dataset_of(*references), [answers_of(*answers)]))


def test_differences_are_paired() -> None:
    rng = np.random.default_rng(1)
    right = rng.random(200) < 0.7
    first = answers_of(*np.where(right, 100, 50).tolist())
    right[:4] = ~right[:4]
    second = answers_of(*np.where(right, 100, 50).tolist(), system="y")
    (difference,) = evaluate(dataset_of(*[100] * 200), [first, second]).results["differences"]
    # Two systems that differ on four tracks: their difference is much surer than either accuracy.
    assert difference["acc1_4"]["high"] - difference["acc1_4"]["low"] <= 0.05


def test_a_column_or_baseline_that_is_not_there_is_named() -> None:
    with pytest.raises(EvaluationError, match=re.escape("made has no column 'mood'; its columns are: genre, artist")):
        evaluate(grouped(), [answers_of(*[1] * 12)], Settings(by=("mood",)))
    with pytest.raises(EvaluationError, match="the baseline 'z' is none of the systems: x"):
        evaluate(grouped(), [answers_of(*[1] * 12)], Settings(baseline="z"))


def test_the_text_has_no_empty_cell_and_equal_columns() -> None:
    systems = [answers_of(*[100] * 11, None), answers_of(*[None] * 12, system="no|one\nat all")]
    text = report_text(evaluate(grouped(), systems, Settings(by=("genre",))).results)
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, block
    assert "nan" not in text
    assert "no\\|one at all" in text
    assert "-0.0" not in text


@pytest.mark.parametrize("where", [[], ["--where", "octave=stated"]])
def test_peers_have_the_figures_of_the_other_scorer(shared: Path, tmp_path: Path, where: list[str]) -> None:
    """On all tracks with octaves trusted, as that scorer does; and Acc1 as we count it, on those that are stated."""
    bench = shared / "bench"
    command = [
        sys.executable,
        bench / "score.py",
        bench / "answers-of-peers.csv",
        shared / "eval" / "manifest.csv",
        *where,
    ]
    printed = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout
    rows = [line.strip("| ").split(" | ") for line in printed.splitlines() if re.match(r"\| \w+-?\w", line)]
    accuracies = {row[0]: row for row in rows if len(row) == 9}
    errors = {row[0]: row for row in rows if len(row) == 12}
    speeds = {row[0]: row for row in rows if len(row) == 6}
    del accuracies["peer"], errors["peer"], speeds["peer"]
    assert len(accuracies) == len(errors) == len(speeds) == 13

    dataset = read_manifest(shared / "eval" / "manifest.csv")
    systems = read_answers(bench / "answers-of-peers.csv", dataset, lambda message: pytest.fail(message))
    results = evaluate(dataset, systems, Settings(trust_octaves=not where)).results
    assert {system["name"] for system in results["systems"]} == set(accuracies)
    for system in results["systems"]:
        figures, theirs = system["figures"], accuracies[system["name"]]
        n = int(theirs[1])
        first = [theirs[2].split()[0], theirs[4], theirs[6]]
        assert [f"{100 * figures[f'acc1_{t}']['value']:.1f}" for t in (4, 2, 1)] == first
        assert figures["acc1_4"]["n"] == n == (162 if where else 176)
        counts = [100 * count / n for kind, count in system["errors"].items() if kind != "none"]
        assert [f"{count:.1f}" for count in counts] == errors[system["name"]][1:10]
        assert system["errors"]["none"] == sum(map(int, errors[system["name"]][10:]))
        if not where:
            second = [theirs[3].split()[0], theirs[5], theirs[7]]
            assert [f"{100 * figures[f'acc2_{t}']['value']:.1f}" for t in (4, 2, 1)] == second
            assert f"{100 * system['median_deviation']:.2f}" == theirs[8]
            low, high = map(float, re.findall(r"[\d.]+", theirs[3])[1:])
            assert 100 * figures["acc2_4"]["low"] == pytest.approx(low, abs=1.5)  # other draws
            assert 100 * figures["acc2_4"]["high"] == pytest.approx(high, abs=1.5)
            measured = [f"{system['speed'][key]:.1f}" for key in ("per_second", "per_cpu_second")]
            assert measured == speeds[system["name"]][2:4]
