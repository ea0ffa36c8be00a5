"""Results of whole evaluations: groups, differences, the text, and what the other scorer finds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from judged_tracks import answers_of, dataset_of
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation import Dataset, Settings, Track, evaluate, read_answers, read_manifest, report_text
from tempo_ssl.evaluation.report import report_page


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
