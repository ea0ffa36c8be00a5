"""Experiments are read as they were meant, and a wrong one is named in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.experiment import read_experiment
from tempo_ssl.evaluation.perturbation import CLEAN, Perturbation

pytest.importorskip("audiomentations")

YAML = """
seed: 3
datasets: [set.csv, "mirdata:ballroom"]
perturbations:
  - noise: [20, 0]
  - stretch: 1.25
systems: [default, own.tempo, "peer:librosa"]
embeddings: [rhythm]
probes: [tempo]
tracks: 5
"""


def test_an_experiment_is_read(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(YAML)
    experiment = read_experiment(tmp_path / "e.yaml")
    assert experiment.datasets == (str(tmp_path / "set.csv"), "mirdata:ballroom")
    assert experiment.systems == ("default", str(tmp_path / "own.tempo"), "peer:librosa")
    noises = (Perturbation("noise", 20.0), Perturbation("noise", 0.0))
    assert experiment.perturbations == (CLEAN, *noises, Perturbation("stretch", 1.25))
    assert (experiment.embeddings, experiment.probes) == (("rhythm",), ("tempo",))
    assert (experiment.tracks, experiment.seed) == (5, 3)


def test_the_command_stands_in_for_what_an_experiment_leaves_open(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text("perturbations: [{gain: -6}]\n")
    experiment = read_experiment(tmp_path / "e.yaml", ["set.csv"], ["peer:librosa"], 11)
    assert (experiment.datasets, experiment.systems, experiment.seed) == (("set.csv",), ("peer:librosa",), 11)
    assert read_experiment(tmp_path / "e.yaml", ["set.csv"]).systems == ("default",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("datasets: [", "is no YAML"),
        ("- a\n", "must hold keys with values"),
        ("", "must hold keys with values"),
        ("dataset: [a]\n", "unknown key 'dataset'; known: datasets"),
        ("datasets: a.csv\n", "datasets must be a list of manifests"),
        ("datasets: []\n", "datasets must be a list"),
        ("seed: 1\n", "names no datasets"),
        ("datasets: [a]\nseed: -1\n", "seed must be a whole number"),
        ("datasets: [a]\nseed: true\n", "seed must be a whole number"),
        ("datasets: [a]\ntracks: 0\n", "tracks must be a whole number above 0"),
        ("datasets: [a]\nperturbations: {noise: 3}\n", "perturbations must be a list of kinds"),
        ("datasets: [a]\nperturbations: [noise]\n", "perturbations must be a list of kinds"),
        ("datasets: [a]\nperturbations: [{echo: 3}]\n", "unknown perturbation 'echo'"),
        ("datasets: [a]\nperturbations: [{noise: [3, x]}]\n", "must be a number, got 'x'"),
        ("datasets: [a]\nembeddings: [rhythm]\n", "embeddings and probes need each other"),
        (b"\xff\xfe", "is no YAML"),
    ],
)
def test_a_wrong_experiment_is_one_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = tmp_path / "e.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(EvaluationError, match=re.escape(message)) as caught:
        read_experiment(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_what_both_name_and_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text("datasets: [a]\n")
    with pytest.raises(EvaluationError, match=r"names datasets itself; leave b\.csv out of the command"):
        read_experiment(tmp_path / "e.yaml", ["b.csv"])
    with pytest.raises(EvaluationError, match="no such file; give the path of a YAML file, or 'standard'"):
        read_experiment(tmp_path / "none.yaml")
