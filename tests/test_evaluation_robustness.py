"""Experiments run: their figures, and that they are interrupted, resumed and repeated."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from perturbed_sounds import RATE, SECONDS
from tempo_ssl.audio import load_audio
from tempo_ssl.cli import main
from tempo_ssl.evaluation import Answer, robustness
from tempo_ssl.evaluation.experiment import read_experiment
from tempo_ssl.evaluation.report import REPORT, RESULTS
from tempo_ssl.evaluation.robustness import run_experiment
from tempo_ssl.synth import click_track

pytest.importorskip("audiomentations")

pytest_plugins = ["perturbed_sounds"]


class Ruler:
    """A system that knows the tempo from the length of the sound; it fails where it is told to."""

    name, version = "ruler", "1"

    def __init__(self) -> None:
        self.asked = 0
        self.fails_at: int | None = None

    def answer(self, path: Path) -> Answer:
        self.asked += 1
        if self.asked == self.fails_at:
            raise KeyboardInterrupt
        audio = load_audio(path)
        if np.abs(audio.samples).max() < 0.1:
            return Answer(reason="too soft")
        seconds = len(audio.samples) / audio.sample_rate
        return Answer(bpm=120 * SECONDS / seconds, audio_seconds=seconds, seconds=1.0, cpu_seconds=1.0)


@pytest.fixture
def ruler(monkeypatch: pytest.MonkeyPatch) -> Ruler:
    found = Ruler()
    monkeypatch.setattr(robustness, "_system", lambda name: found)
    return found


@pytest.fixture
def sounds(tmp_path: Path, clicks: np.ndarray) -> Path:
    """Three tracks of 120 BPM, one of which is not there, and an experiment."""
    for name, gain in (("a", 1.0), ("b", 0.9)):
        soundfile.write(tmp_path / f"{name}.wav", gain * clicks, RATE)
    (tmp_path / "set.csv").write_text("path,bpm\na.wav,120\nb.wav,60\ngone.wav,120\n")
    kinds = "[{stretch: 1.25}, {gain: -40}, {excerpt: 10}]"
    (tmp_path / "e.yaml").write_text(f"datasets: [set.csv]\nperturbations: {kinds}\n")
    return tmp_path


def run(folder: Path, out: str = "out", said: list[str] | None = None) -> dict:  # type: ignore[type-arg]
    said = [] if said is None else said
    return run_experiment(read_experiment(folder / "e.yaml"), folder / out, lambda *_: None, said.append)


def test_figures_under_perturbation_by_hand(sounds: Path, ruler: Ruler) -> None:
    said: list[str] = []
    results = run(sounds, said=said)
    (dataset,) = results["datasets"]
    assert (dataset["tracks"], dataset["unread"]) == (3, 1)
    assert said == [f"set.csv: not heard: {sounds / 'gone.wav'}: cannot be read (No such file or directory)"]
    rows = {row["perturbation"]: row for row in dataset["systems"][0]["perturbations"]}
    assert list(rows) == ["clean", "stretch 1.25", "gain -40 dB", "excerpt 10 s"]
    shares = {name: [row[key]["value"] for key in ("acc1_4", "acc2_4", "kept", "change")] for name, row in rows.items()}
    third = pytest.approx(1 / 3)
    # a is right and b twice too fast; what is not there is wrong and never kept.
    assert shares["clean"] == [third, pytest.approx(2 / 3), pytest.approx(2 / 3), 0]
    # The answers move with the tempo.
    assert shares["stretch 1.25"] == [third, pytest.approx(2 / 3), pytest.approx(2 / 3), 0]
    assert shares["gain -40 dB"] == [0, 0, 0, pytest.approx(-2 / 3)]
    # Ten of fifteen seconds look like 180 BPM: three times the tempo of b, and right for nobody else.
    assert shares["excerpt 10 s"] == [0, third, 0, pytest.approx(-1 / 3)]
    assert all(row["acc2_4"]["n"] == 3 for row in rows.values())
    assert rows["gain -40 dB"]["answered"] == 0


def test_an_interrupted_run_goes_on_and_ends_the_same(sounds: Path, ruler: Ruler) -> None:
    whole = run(sounds, "undisturbed")
    assert ruler.asked == 8
    ruler.asked, ruler.fails_at = 0, 4
    with pytest.raises(KeyboardInterrupt):
        run(sounds, "out")
    assert ruler.asked == 4
    ruler.asked, ruler.fails_at = 0, None
    assert run(sounds, "out") == whole
    assert ruler.asked == 5  # three were stored
    assert run(sounds, "out") == whole
    assert ruler.asked == 5
    assert not list((sounds / "out").rglob("*.part"))


def test_only_what_changed_is_done_again(sounds: Path, ruler: Ruler, clicks: np.ndarray) -> None:
    run(sounds)
    ruler.asked = 0
    text = (sounds / "e.yaml").read_text()
    (sounds / "e.yaml").write_text(text.replace("{gain: -40}", "{gain: -3}"))
    run(sounds)
    assert ruler.asked == 2  # the new perturbation, both tracks
    soundfile.write(sounds / "b.wav", 0.8 * clicks, RATE)
    run(sounds)
    assert ruler.asked == 2 + 4  # the new sound, all perturbations
    (sounds / "e.yaml").write_text((sounds / "e.yaml").read_text() + "seed: 8\n")
    run(sounds)
    assert ruler.asked == 2 + 4 + 8
    ruler.version = "2"
    run(sounds)
    assert ruler.asked == 2 + 4 + 8 + 8


def test_some_tracks_are_drawn_by_the_seed(sounds: Path, ruler: Ruler) -> None:
    (sounds / "e.yaml").write_text((sounds / "e.yaml").read_text() + "tracks: 2\n")
    (dataset,) = run(sounds)["datasets"]
    assert dataset["tracks"] == 2
    assert dataset["annotation"].endswith("; 2 of 3 drawn")


def test_the_command_runs_an_experiment_and_repeats_it(sounds: Path, clicks: np.ndarray) -> None:
    (sounds / "set.csv").write_text("path,bpm\na.wav,120\nb.wav,120\n")
    (sounds / "e.yaml").write_text("datasets: [set.csv]\nperturbations: [{stretch: 1.25}, {opus: 32}]\n")
    command = ["evaluate", "--perturb", str(sounds / "e.yaml"), "-o", str(sounds / "out")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert "## tempo-ssl" in result.stdout
    assert re.search(r"\| stretch 1\.25 \| 2 \| .* \| 100\.0 \[100\.0, 100\.0\] \| 0\.0", result.stdout)
    first = {name: (sounds / "out" / name).read_bytes() for name in (REPORT, RESULTS)}
    assert b"stretch 1.25" in first[REPORT]
    again = CliRunner().invoke(main, [*command, "--format", "json"])
    assert json.loads(again.stdout) == json.loads(first[RESULTS])
    assert {name: (sounds / "out" / name).read_bytes() for name in first} == first


def test_embeddings_are_probed_on_perturbed_sound(tmp_path: Path) -> None:
    rows = ["path,bpm,kind"]
    for place in range(12):
        kind = ("tick", "rock")[place % 2]
        sound = click_track((90, 130)[place % 2] * (1 + 0.001 * place), 6, kind, 11_025)
        soundfile.write(tmp_path / f"{place}.wav", sound, 11_025)
        rows.append(f"{place}.wav,{(90, 130)[place % 2]},{kind}")
    (tmp_path / "set.csv").write_text("\n".join(rows) + "\n")
    (tmp_path / "e.yaml").write_text(
        "datasets: [set.csv]\nperturbations: [{gain: -20}, {stretch: 1.25}]\n"
        "embeddings: [rhythm]\nprobes: [kind, tempo]\n"
    )
    results = run(tmp_path)
    (embedding,) = results["datasets"][0]["embeddings"]
    assert results["datasets"][0]["systems"] == []
    found = {(row["perturbation"], row["target"]): row["probes"]["linear"] for row in embedding["probes"]}
    assert len(found) == 6
    assert found["clean", "kind"]["accuracy"]["value"] == 1
    assert found["clean", "tempo"]["acc1_4"]["value"] == 1
    # It does not hear how loud music is; and what never was 112.5 or 162.5 BPM is told to be neither.
    assert found["gain -20 dB", "kind"]["accuracy"]["value"] == 1
    assert found["stretch 1.25", "tempo"]["acc1_4"]["value"] == 0


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--perturb", "e.yaml"], "--perturb needs a folder"),
        (["--perturb", "standard", "-o", "out"], "Missing argument 'SOURCE'"),
        (["set.csv", "--perturb", "standard", "-o", "out", "--by", "x"], "--by has no use with --perturb"),
        (["set.csv", "--perturb", "standard", "-o", "out", "--probe", "x"], "--probe has no use with --perturb"),
        (["set.csv", "--probe", "tempo", "--answers", "x.csv"], "--answers has no use with --probe"),
        (["set.csv", "--embedding", "rhythm"], "--embedding is for --probe"),
    ],
)
def test_options_that_would_go_unheard_are_wrong_use(args: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["evaluate", *args])
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
