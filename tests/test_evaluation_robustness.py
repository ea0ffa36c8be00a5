"""Perturbations do what they say, and nothing else; experiments are read, interrupted, resumed and repeated."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from tempo_ssl.audio import load_audio
from tempo_ssl.cli import main
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation import Answer, perturbation, robustness
from tempo_ssl.evaluation.experiment import STANDARD, read_experiment, standard_experiment
from tempo_ssl.evaluation.perturbation import CLEAN, KINDS, RANGES, UNITS, Perturbation
from tempo_ssl.evaluation.report import REPORT, RESULTS
from tempo_ssl.evaluation.robustness import run_experiment
from tempo_ssl.synth import click_track

pytest.importorskip("audiomentations")

RATE = 22_050
SECONDS = 15


@pytest.fixture(scope="module")
def clicks() -> np.ndarray:
    return click_track(120, SECONDS, "rock", RATE)


def sine(frequency: float, seconds: float = 4) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * frequency * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def perturbed(samples: np.ndarray, kind: str, amount: float, folder: Path, seed: int = 7) -> np.ndarray:
    file = perturbation.perturbation(kind, amount).write(samples, RATE, folder / "sound", seed)
    audio = load_audio(file)
    assert audio.damage is None
    assert audio.samples.dtype == np.float32
    return audio.samples


def level(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=float))))


def frequency_of(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(spectrum.argmax() * RATE / len(samples))


# --- what each kind does -----------------------------------------------------------------------------------------


def test_nothing_leaves_everything_as_it_is(clicks: np.ndarray, tmp_path: Path) -> None:
    file = CLEAN.write(clicks, RATE, tmp_path / "sound", 1)
    assert (load_audio(file).samples == clicks).all()
    assert (CLEAN.name, CLEAN.rate) == ("clean", 1)


def test_gain_is_in_decibels_and_clips(tmp_path: Path) -> None:
    quiet = perturbed(sine(440), "gain", -20, tmp_path)
    assert level(quiet) == pytest.approx(level(sine(440)) / 10, rel=1e-3)
    assert np.abs(perturbed(sine(440), "gain", 20, tmp_path)).max() == 1


@pytest.mark.parametrize("decibels", [20, 0])
def test_noise_has_its_ratio(decibels: float, tmp_path: Path) -> None:
    noise = perturbed(sine(440), "noise", decibels, tmp_path) - sine(440)
    assert 20 * np.log10(level(sine(440)) / level(noise)) == pytest.approx(decibels, abs=0.5)


def test_a_room_rings_for_its_time(tmp_path: Path) -> None:
    impulse = np.zeros(3 * RATE, np.float32)
    impulse[RATE // 10] = 0.5
    tail = perturbed(impulse, "reverb", 1.0, tmp_path)[RATE // 10 + 1 :]
    # 60 dB in a second: 30 dB between two windows half a second apart, and silence after it.
    early, late = (level(tail[start : start + RATE // 10]) for start in (RATE // 5, RATE // 5 + RATE // 2))
    assert 20 * np.log10(early / late) == pytest.approx(30, abs=2)
    assert level(tail[round(1.2 * RATE) :]) < 1e-4 * np.abs(impulse).max()


def test_a_low_pass_takes_the_highs(tmp_path: Path) -> None:
    low, high = (level(perturbed(sine(f), "low_pass", 2000, tmp_path)) / level(sine(f)) for f in (200, 8000))
    assert low == pytest.approx(1, abs=0.05)
    assert high < 0.15
    assert (perturbed(sine(200), "low_pass", 15_000, tmp_path) == sine(200)).all()  # beyond what there is


@pytest.mark.parametrize("semitones", [-2, 2])
def test_pitch_moves_the_pitch_alone(semitones: float, tmp_path: Path, measure_bpm: Callable[..., float]) -> None:
    shifted = perturbed(sine(440), "pitch", semitones, tmp_path)
    assert len(shifted) == len(sine(440))
    assert frequency_of(shifted) == pytest.approx(440 * 2 ** (semitones / 12), rel=0.01)
    assert perturbation.perturbation("pitch", semitones).rate == 1


@pytest.mark.parametrize("rate", [0.8, 1.25])
def test_a_stretch_moves_the_tempo_alone(
    rate: float, tmp_path: Path, pulse_train: Callable[..., np.ndarray], measure_bpm: Callable[..., float]
) -> None:
    faster = perturbed(pulse_train(100, 12, RATE), "stretch", rate, tmp_path)
    assert len(faster) == pytest.approx(12 * RATE / rate, rel=0.01)
    assert measure_bpm(faster, RATE) == pytest.approx(100 * rate, rel=0.005)
    assert frequency_of(perturbed(sine(440), "stretch", rate, tmp_path)) == pytest.approx(440, rel=0.01)
    assert perturbation.perturbation("stretch", rate).rate == rate


def test_offsets_and_excerpts_are_parts_of_the_recording(clicks: np.ndarray, tmp_path: Path) -> None:
    assert (perturbed(clicks, "offset", 2, tmp_path) == clicks[2 * RATE :]).all()
    assert len(perturbed(clicks, "offset", 100, tmp_path)) == pytest.approx(len(clicks) / 2, abs=1)
    starts = set()
    for seed in range(5):
        part = perturbed(clicks + np.linspace(0, 1e-3, len(clicks), dtype=np.float32), "excerpt", 10, tmp_path, seed)
        assert len(part) == 10 * RATE
        starts.add(float(part[0]))
    assert len(starts) == 5
    assert (perturbed(clicks, "excerpt", 100, tmp_path) == clicks).all()


def test_drift_swings_around_the_same_tempo(
    tmp_path: Path, pulse_train: Callable[..., np.ndarray], measure_bpm: Callable[..., float]
) -> None:
    drifted = perturbed(pulse_train(100, 40, RATE), "drift", 2, tmp_path)
    assert len(drifted) == 40 * RATE
    assert measure_bpm(drifted, RATE) == pytest.approx(100, rel=0.01)
    sound = perturbed(sine(1000, 10), "drift", 2, tmp_path)
    pieces = [frequency_of(sound[start : start + RATE // 4]) for start in range(0, len(sound) - RATE // 4, RATE // 4)]
    assert 10 < max(pieces) - min(pieces) < 50  # up to 2 % either way, as far as a quarter of a second can tell


@pytest.mark.parametrize(("kind", "kilobits", "suffix"), [("mp3", 64, ".mp3"), ("opus", 32, ".opus")])
def test_codecs_make_files_of_their_own(
    kind: str, kilobits: int, suffix: str, clicks: np.ndarray, tmp_path: Path
) -> None:
    file = perturbation.perturbation(kind, kilobits).write(clicks, RATE, tmp_path / "sound", 1)
    assert file.suffix == suffix
    assert file.stat().st_size < 1.3 * kilobits * 125 * SECONDS
    assert soundfile.info(file).duration == pytest.approx(SECONDS, abs=0.1)
    assert level(load_audio(file).samples) == pytest.approx(level(clicks), rel=0.1)


@pytest.mark.parametrize("kind", sorted(UNITS))
def test_the_seed_decides_all_and_nobody_else_notices(kind: str, clicks: np.ndarray, tmp_path: Path) -> None:
    amount = dict(STANDARD)[kind][0]
    random.seed(5)
    np.random.seed(5)
    expected = random.random(), np.random.random()
    random.seed(5)
    np.random.seed(5)
    first = perturbed(clicks, kind, amount, tmp_path, seed=1)
    assert (random.random(), np.random.random()) == expected
    again, other = (perturbed(clicks, kind, amount, tmp_path, seed=seed) for seed in (1, 2))
    assert (first == again).all()
    is_random = kind in ("noise", "reverb", "excerpt", "drift")
    assert (first.shape == other.shape and (first == other).all()) != is_random
    assert not (first.shape == clicks.shape and (first == clicks).all())


def test_every_kind_has_a_range_a_unit_and_a_standard_amount() -> None:
    assert set(UNITS) == set(RANGES) == set(KINDS) | set(perturbation.CODECS) == {kind for kind, _ in STANDARD}
    names = [found.name for found in standard_experiment(["x.csv"], []).perturbations]
    assert len(names) == len(set(names))
    assert names[0] == "clean"
    assert {"noise 0 dB", "stretch 0.8", "pitch -2 semitones", "mp3 64 kbit/s", "excerpt 10 s"} <= set(names)


@pytest.mark.parametrize(
    ("kind", "amount", "message"),
    [
        ("echo", 1, "unknown perturbation 'echo'; known: gain"),
        ("noise", "loud", "must be a number, got 'loud'"),
        ("noise", None, "must be a number, got None"),
        ("noise", True, "must be a number, got True"),
        ("noise", float("nan"), "must be a number"),
        ("stretch", 0, "must be from 0.5 to 2"),
        ("mp3", 8, "must be from 32 to 320 kbit/s, got 8"),
    ],
)
def test_impossible_amounts_are_named(kind: str, amount: object, message: str) -> None:
    with pytest.raises(EvaluationError, match=re.escape(message)):
        perturbation.perturbation(kind, amount)


# --- experiments -------------------------------------------------------------------------------------------------

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


# --- runs --------------------------------------------------------------------------------------------------------


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
