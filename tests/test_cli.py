"""The command line: what it prints and where, its options, its exit status, its documentation."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import runpy
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest
import soundfile
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import tempo_ssl
from tempo_ssl.cli import main
from tempo_ssl.cli.estimate import image_name
from tempo_ssl.cli.output import COLUMNS, KEYS, csv_line, json_line, record_of, text_line
from tempo_ssl.decoding import Candidate
from tempo_ssl.estimation import TempoEstimate, TempoEstimator, no_tempo
from tempo_ssl.synth import click_track
from tempo_ssl.tempo import fold_bpm

REPOSITORY = Path(__file__).resolve().parent.parent
BPM = 124.0
ANSWER = TempoEstimate(
    bpm=128.0412345,
    confidence=0.98765,
    octave_confidence=0.912,
    tempo_octave_relaxed=128.0412345,
    candidates=(
        Candidate(128.0412345, 0.99, "x1"),
        Candidate(64.02061725, 0.41, "x1/2"),
        Candidate(85.36, 0.1234, "x2/3"),
        Candidate(192.0618, 0.05, "x3/2"),
        Candidate(301.0, 0.01, "other"),
    ),
    stability="constant",
    duration=183.20001,
)
SILENCE = no_tempo(30.0, "silence")


def tempo_ssl_command(*args: object) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="tempo-ssl")


def command_line(*args: object) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-m", "tempo_ssl", *map(str, args)]


@pytest.fixture(scope="module")
def beat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("beat") / "beat.wav"
    soundfile.write(path, click_track(BPM, 20, "four-on-the-floor", 22_050), 22_050)
    return path


@pytest.fixture(scope="module")
def silence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("silence") / "silence.wav"
    soundfile.write(path, [0.0] * 80_000, 8_000)
    return path


# --- estimate ----------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    "args",
    [
        ["estimate"],
        ["estimate", "--format", "xml", "a.wav"],
        ["estimate", "--min-bpm", "130", "--max-bpm", "118", "a.wav"],
        ["estimate", "--min-bpm", "120", "--max-bpm", "120", "a.wav"],
        ["estimate", "--min-bpm", "0", "a.wav"],
        ["estimate", "--max-bpm", "-5", "a.wav"],
        ["estimate", "--min-bpm", "nan", "a.wav"],
        ["estimate", "--max-bpm", "inf", "a.wav"],
        ["estimate", "--fold-from", "fast", "a.wav"],
        ["estimate", "--tempo", "120", "a.wav"],
        ["train"],
        ["train", "--epochs", "0", "music"],
        ["train", "--embedding", "tempogram", "--head", "tempo-axis", "music"],
        ["guess", "a.wav"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_status_2_and_nothing_on_standard_output(args: list[str]) -> None:
    result = tempo_ssl_command(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


# --- lines -------------------------------------------------------------------------------------------------------


def test_a_line_of_text_says_everything_briefly() -> None:
    assert text_line("song.wav", ANSWER) == (
        "128.04 BPM  song.wav  (confidence 0.99, octave 0.91; octave-relaxed 128.04; constant; "
        "or 64.02 (0.41), 85.36 (0.12), 192.06 (0.05))"
    )
    assert text_line("song.wav", SILENCE) == "  no tempo  song.wav  (silence)"


def test_short_recordings_have_fewer_decimals() -> None:
    short = replace(ANSWER, duration=5.0)
    assert text_line("a", short).startswith(" 128.0 BPM")
    assert record_of("a", short, None)["bpm"] == 128.04
    assert record_of("a", ANSWER, None)["bpm"] == 128.0412


def test_records_of_all_outcomes_have_the_same_keys() -> None:
    for answer, error in ((ANSWER, None), (ANSWER, "damaged"), (SILENCE, None), (None, "gone")):
        record = record_of("a", answer, error)
        assert list(record) == list(KEYS)
        assert record["error"] == error


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name))
def test_any_name_makes_valid_output(name: bytes) -> None:
    path = name.decode("utf-8", "surrogateescape")
    record = record_of(path, ANSWER, None)
    line = json_line(record)
    line.encode("utf-8")
    assert "\n" not in line
    assert json.loads(line) == record
    row = csv_line(record)
    row.encode("utf-8")
    (values,) = csv.reader(io.StringIO(row, newline=""))
    assert values[:2] == [record["path"], "128.0412"]
    assert len(text_line(path, ANSWER).splitlines()) == 1
    text_line(path, ANSWER).encode("utf-8")
    if path.isascii():
        assert record["path"] == path


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


# --- info --------------------------------------------------------------------------------------------------------


def test_info_describes_the_shipped_model() -> None:
    facts = json.loads(tempo_ssl_command("info", "--format", "json").stdout)
    model = TempoEstimator().model
    assert facts["embedding"] == {"name": model.embedding.name, "version": model.embedding.version}
    assert facts["references"]["count"] == len(model.references.bpm)
    assert facts["references"]["bpm_range"] == pytest.approx([30, 316.7], rel=0.01)
    assert facts["size"] == (REPOSITORY / "tempo_ssl/data/default.tempo").stat().st_size
    assert facts["training"]["epochs"]
    assert facts["versions"]["tempo-ssl"] == tempo_ssl.__version__


def test_info_as_text_has_a_line_for_each_matter(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tempo"
    copy.write_bytes((REPOSITORY / "tempo_ssl/data/default.tempo").read_bytes())
    result = tempo_ssl_command("info", copy)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    matters = ["model", "embedding", "references", "trained", "last", "versions"]
    assert [line.split()[0] for line in lines] == matters
    assert str(copy) in lines[0]
    assert "30.0-316.7 BPM" in lines[2]
    assert "pair accuracy" in lines[4]


# --- help and documentation --------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], *([name] for name in sorted(main.commands))], ids=str)
def test_help_is_everywhere(command: list[str], option: str) -> None:
    result = tempo_ssl_command(*command, option)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(" ".join(["Usage: tempo-ssl", *command]))


def test_the_version_is_that_of_the_package() -> None:
    assert tempo_ssl_command("--version").stdout == f"tempo-ssl {tempo_ssl.__version__}\n"


def test_every_command_and_option_has_help_and_is_documented() -> None:
    page = (REPOSITORY / "docs/command-line.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert command.help, name
        assert f"## `tempo-ssl {name}`" in page
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.name in ("form",) or option.help, f"{name} {option.name}"
                assert option.opts[-1] in page


def test_the_documentation_is_what_the_script_makes() -> None:
    made = runpy.run_path(str(REPOSITORY / "scripts/make_docs.py"))
    stored = (REPOSITORY / "docs/command-line.md").read_text(encoding="utf-8")
    assert made["page"]() == stored, "run: python scripts/make_docs.py"


# --- as a process ------------------------------------------------------------------------------------------------


def test_ctrl_c_ends_in_one_line(silence: Path, tmp_path: Path) -> None:
    endless = tmp_path / "long.wav"
    with soundfile.SoundFile(endless, "w", 8_000, 1) as sound:
        for _ in range(360):
            sound.write([0.1, -0.1] * 40_000)
    with subprocess.Popen(
        command_line("estimate", silence, endless, endless), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        # The first answer is there while the second is being worked on.
        assert process.stdout.readline().startswith("  no tempo")
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=120)
    assert (process.returncode, out, error) == (130, "", "tempo-ssl: interrupted\n")


def test_a_reader_who_stops_reading_ends_it_quietly(silence: Path) -> None:
    for args in (["estimate", silence, silence], ["estimate", "--format", "csv", silence], ["info"]):
        reading, writing = os.pipe()
        os.close(reading)  # before anything is written: no race
        process = subprocess.Popen(command_line(*args), stdout=writing, stderr=subprocess.PIPE, text=True)
        os.close(writing)
        _, error = process.communicate(timeout=120)
        assert (process.returncode, error) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_line(silence: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command_line("estimate", silence, silence), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (1, "tempo-ssl: the results cannot be written: No space left on device\n")


def test_a_terminal_without_unicode_gets_escapes(tmp_path: Path, silence: Path) -> None:
    odd = tmp_path / "\N{MUSICAL NOTE}.wav"
    odd.write_bytes(silence.read_bytes())
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    text = subprocess.run(command_line("estimate", odd), capture_output=True, env=environment, check=True).stdout
    assert b"\\u266a.wav" in text or b"\\U0001f3b5.wav" in text
    table = subprocess.run(
        command_line("estimate", "--format", "csv", odd), capture_output=True, env=environment, check=True
    ).stdout
    assert "\N{MUSICAL NOTE}.wav" in table.decode("utf-8")
