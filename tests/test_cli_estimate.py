"""``tempo-ssl estimate``: what it prints, what it draws, and what its options change."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest
import soundfile

from commands import tempo_ssl_command
from tempo_ssl.cli import main
from tempo_ssl.cli.estimate import image_name
from tempo_ssl.cli.output import COLUMNS, KEYS
from tempo_ssl.estimation import TempoEstimate, TempoEstimator
from tempo_ssl.synth import click_track
from tempo_ssl.tempo import fold_bpm

REPOSITORY = Path(__file__).resolve().parent.parent
BPM = 124.0


@pytest.fixture(scope="module")
def beat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("beat") / "beat.wav"
    soundfile.write(path, click_track(BPM, 20, "four-on-the-floor", 22_050), 22_050)
    return path


# --- answers -----------------------------------------------------------------------------------------------------


def test_text_is_one_line_a_file_with_the_tempo_first(beat: Path, silence: Path) -> None:
    result = tempo_ssl_command("estimate", beat, silence)
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = result.stdout.splitlines()
    found = re.match(r" *(\d+\.\d\d) BPM  (.*)  \(confidence .*octave-relaxed (\d+\.\d\d)", first)
    assert found, first
    assert found[2] == str(beat)
    assert float(found[3]) == pytest.approx(BPM, rel=0.01)
    assert second == f"  no tempo  {silence}  (silence)"


def test_json_has_every_key_and_the_answer_of_the_library(beat: Path) -> None:
    result = tempo_ssl_command("estimate", "--format", "json", beat)
    record = json.loads(result.stdout)
    answer = TempoEstimator().estimate(beat)
    assert list(record) == list(KEYS)
    assert record["tempo_octave_relaxed"] == pytest.approx(BPM, rel=0.01)
    assert record["bpm"] == pytest.approx(answer.bpm, abs=1e-4)
    assert [found["relation"] for found in record["candidates"]] == [found.relation for found in answer.candidates]
    assert record["duration_s"] == pytest.approx(20)
    assert record["reason"] is record["error"] is None


def test_csv_is_a_header_and_a_row_a_file(beat: Path, silence: Path) -> None:
    result = tempo_ssl_command("estimate", "--format", "csv", beat, silence, "missing.wav")
    assert result.exit_code == 1
    assert result.stdout.startswith("path,bpm,")
    tempo, none, missing = csv.DictReader(io.StringIO(result.stdout))
    assert list(tempo) == COLUMNS
    assert tempo["path"] == str(beat)
    assert float(tempo["tempo_octave_relaxed"]) == pytest.approx(BPM, rel=0.01)
    assert float(tempo["confidence_2"]) <= 1
    assert (none["bpm"], none["reason"], none["error"]) == ("", "silence", "")
    assert (missing["bpm"], missing["error"]) == ("", "missing.wav: no such file or folder")


@pytest.mark.parametrize("ends", [(118, 130), (60, 70), (240, 260), (59, None), (None, 65), (200, None), (None, 140)])
def test_a_range_is_obeyed_and_answered_by_an_octave_relative(
    beat: Path, ends: tuple[float | None, float | None]
) -> None:
    low, high = ends
    options = [*(("--min-bpm", low) if low else ()), *(("--max-bpm", high) if high else ())]
    result = tempo_ssl_command("estimate", "--format", "json", *options, beat)
    bpm = json.loads(result.stdout)["bpm"]
    assert (low or 0) <= bpm <= (high or 1e9)
    assert fold_bpm(bpm, 100) == pytest.approx(BPM, rel=0.01)


@pytest.mark.parametrize(
    "options", [["--min-bpm", "400"], ["--max-bpm", "20"], ["--min-bpm", "450", "--max-bpm", "600"]]
)
def test_a_range_beyond_all_references_is_obeyed(beat: Path, options: list[str]) -> None:
    result = tempo_ssl_command("estimate", "--format", "json", *options, beat)
    bpm = json.loads(result.stdout)["bpm"]
    given = dict(zip(options[::2], map(float, options[1::2]), strict=True))
    assert given.get("--min-bpm", 0) <= bpm <= given.get("--max-bpm", 1e9)


@pytest.mark.parametrize("low", [50, 100, 124.5])
def test_the_octave_relaxed_tempo_lies_in_the_octave_asked_for(beat: Path, low: float) -> None:
    result = tempo_ssl_command("estimate", "--format", "json", "--fold-from", low, beat)
    relaxed = json.loads(result.stdout)["tempo_octave_relaxed"]
    assert low <= relaxed < 2 * low
    assert fold_bpm(relaxed, 100) == pytest.approx(BPM, rel=0.01)


def test_a_file_that_fails_is_named_and_the_others_are_answered(beat: Path, tmp_path: Path) -> None:
    alone = tempo_ssl_command("estimate", beat).stdout
    result = tempo_ssl_command("estimate", tmp_path / "no.wav", beat, tmp_path)
    assert result.exit_code == 1
    assert result.stdout == alone
    assert result.stderr.splitlines() == [
        f"tempo-ssl: {tmp_path / 'no.wav'}: no such file or folder",
        f"tempo-ssl: {tmp_path}: is a folder, not a sound file",
    ]


def test_answers_come_one_by_one(
    beat: Path, silence: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    estimate, printed = TempoEstimator.estimate, []

    def estimate_and_look(self: TempoEstimator, path: str, **options: float) -> TempoEstimate:
        printed.append(capsys.readouterr().out)
        return estimate(self, path, **options)

    monkeypatch.setattr(TempoEstimator, "estimate", estimate_and_look)
    main(["estimate", str(silence), str(silence)], standalone_mode=False)
    assert printed[0] == ""
    assert printed[1].startswith("  no tempo")


def test_another_model_may_be_given_by_its_path(beat: Path, tmp_path: Path) -> None:
    copy = tmp_path / "my model.tempo"
    copy.write_bytes((REPOSITORY / "tempo_ssl/data/default.tempo").read_bytes())
    same = [tempo_ssl_command("estimate", "--model", model, beat).stdout for model in ("default", copy)]
    assert same[0] == same[1] != ""


# --- plot --------------------------------------------------------------------------------------------------------


def test_the_plot_marks_the_answer_and_its_relatives(
    beat: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import matplotlib

    monkeypatch.setitem(matplotlib.rcParams, "svg.fonttype", "none")
    image = tmp_path / "curve.svg"
    result = tempo_ssl_command("estimate", "--min-bpm", 100, "--max-bpm", 150, "--plot", image, beat)
    assert (result.exit_code, result.stderr) == (0, "")
    drawn = image.read_text()
    bpm = result.stdout.split()[0]
    assert f"{bpm} BPM" in drawn
    assert f"x2: {2 * float(bpm):.1f}" in drawn
    assert f"x1/2: {float(bpm) / 2:.1f}" in drawn
    assert "beat.wav" in drawn


def test_several_files_make_numbered_images(beat: Path, silence: Path, tmp_path: Path) -> None:
    odd = tmp_path / "$x^ \N{MUSICAL NOTE}.wav"
    odd.write_bytes(beat.read_bytes())
    result = tempo_ssl_command("estimate", "--plot", tmp_path / "a.b.png", odd, silence, beat)
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["a.b-1.png", "a.b-3.png"]
    assert (tmp_path / "a.b-1.png").read_bytes().startswith(b"\x89PNG")
    assert result.stderr == f"tempo-ssl: {tmp_path / 'a.b-2.png'}: not drawn, there is no tempo curve (silence)\n"


def test_one_image_keeps_its_name() -> None:
    assert image_name("curve.png", 1, 1) == "curve.png"
    assert image_name("plots/curve.png", 2, 3) == str(Path("plots/curve-2.png"))


@pytest.mark.parametrize(("image", "complaint"), [("curve.mp3", ".png"), ("curve", ".png"), ("no/curve.png", "folder")])
def test_an_impossible_image_is_refused_before_any_work(
    image: str, complaint: str, beat: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = tempo_ssl_command("estimate", "--plot", image, beat)
    assert (result.exit_code, result.stdout) == (1, "")
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_without_matplotlib_the_extra_is_named(beat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = tempo_ssl_command("estimate", "--plot", "curve.png", beat)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        'tempo-ssl: drawing needs matplotlib, which is not installed: pip install "tempo-ssl[plot]"\n'
    )
