"""``tempo-ssl evaluate``: what it prints, writes and says, and how it ends."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evaluated_recordings import evaluate_command
from tempo_ssl.evaluation import extra, read_answers, read_manifest
from tempo_ssl.evaluation.report import RESULTS, TRACKS

pytest_plugins = ["evaluated_recordings"]

REPOSITORY = Path(__file__).resolve().parent.parent


def test_the_shipped_model_is_judged_unless_told_otherwise(folder: Path) -> None:
    result = evaluate_command(folder / "good.csv", "--by", "genre")
    assert result.exit_code == 0, result.output
    assert "2 tracks of good.csv; annotation: " in result.stdout
    assert re.search(r"\| tempo-ssl \| 2 \| 2 \| [\d.]+ \[", result.stdout)
    assert re.search(r"\| beats \| 2 \|.*\n\| all \| 2 \|", result.stdout)
    assert "answering, tempo-ssl: 2/2" in result.stderr
    assert "Difference" not in result.stdout


def test_answers_are_judged_without_reading_sound(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("path,bpm\na.mp3,100\nb.mp3,120\n")
    (tmp_path / "peer.csv").write_text("path,bpm\na.mp3,100\nb.mp3,60\n")
    result = evaluate_command(tmp_path / "m.csv", "--answers", tmp_path / "peer.csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(
        r"\| peer \| 2 \| 2 \| 50\.0 \[0\.0, 100\.0\] \(2\) \| 100\.0 \[100\.0, 100\.0\] \| 50\.0", result.stdout
    )


def test_json_is_one_object_with_everything(folder: Path) -> None:
    result = evaluate_command(folder / "good.csv", "--answers", folder / "peer.csv", "--format", "json", "--seed", 3)
    found = json.loads(result.stdout)
    assert found["format"] == 1
    assert found["dataset"]["tracks"] == 2
    assert found["settings"]["seed"] == 3
    assert found["systems"][0]["errors"]["x1/2"] == 1
    assert found["versions"]["tempo-ssl"]
    assert result.stdout.count("\n") == 1


def test_sound_that_cannot_be_read_is_named_and_never_shrinks_n(folder: Path, tmp_path: Path) -> None:
    result = evaluate_command(folder / "manifest.csv", "-o", tmp_path / "report")
    assert result.exit_code == 1
    assert re.search(r"\| tempo-ssl \| 4 \| 2 \| [\d.]+ \[.*\] \(4\)", result.stdout)
    assert f"no answer: {folder / 'gone.wav'}: no such file" in result.stderr
    assert f"no answer: {folder / 'broken.wav'}: " in result.stderr
    with (tmp_path / "report" / TRACKS).open(newline="", encoding="utf-8") as handle:
        rows = {row["path"]: row for row in csv.DictReader(handle)}
    assert (rows["gone.wav"]["bpm"], rows["gone.wav"]["kind"]) == ("", "none")
    assert "no such file" in rows["gone.wav"]["reason"]
    assert rows["100.wav"]["genre"] == "beats"
    results = json.loads((tmp_path / "report" / RESULTS).read_text(encoding="utf-8"))
    assert results["systems"][0]["figures"]["acc2_4"]["n"] == 4
    assert results["systems"][0]["errors"]["none"] == 2


def test_the_report_s_answers_can_be_judged_again(folder: Path, tmp_path: Path) -> None:
    first = evaluate_command(folder / "good.csv", "--model", "default", "-o", tmp_path, "--format", "json")
    again = evaluate_command(folder / "good.csv", "--answers", tmp_path / TRACKS, "--format", "json")
    assert first.exit_code == again.exit_code == 0, again.output
    assert json.loads(first.stdout)["systems"] == json.loads(again.stdout)["systems"]


def test_unknown_tracks_are_one_line_and_the_others_are_judged(folder: Path, tmp_path: Path) -> None:
    answers = tmp_path / "peer.csv"
    answers.write_text("path,bpm\n100.wav,100\nother.wav,1\n")
    result = evaluate_command(folder / "good.csv", "--answers", answers)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"tempo-ssl: {answers}, row 3: the track 'other.wav' is not in good.csv and is not judged"
    ]
    assert re.search(r"\| peer \| 2 \| 1 \|", result.stdout)


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["{0}/none.csv"], 1, "none.csv: no such file"),
        (["{0}/peer.csv", "--by", "mood"], 1, "has no column 'mood'"),
        (["{0}/good.csv", "--baseline", "z", "--answers", "{0}/peer.csv"], 1, "'z' is none of the systems: peer"),
        (["{0}/good.csv", "--cluster", "z", "--answers", "{0}/peer.csv"], 1, "has no column 'z'"),
        (["{0}/good.csv", "--model", "{0}/none.tempo"], 1, "none.tempo: no such model"),
        (["{0}/good.csv", "--baseline", "z"], 1, "'z' is none of the systems: tempo-ssl"),
        (["{0}/good.csv", "-o", "{0}/good.csv"], 1, "good.csv: File exists"),
        (["{0}/good.csv", "--peer", "essentio"], 2, "essentio"),
        (["{0}/good.csv", "--open"], 2, "--open needs a folder"),
        (["{0}/good.csv", "--audio", "x"], 1, "a manifest says itself where its sound is"),
        (["{0}/good.csv", "--seed", "-1"], 2, "--seed"),
        (["{0}/good.csv", "--answers", "{0}/peer.csv", "-o", "{0}/good.csv"], 1, "good.csv: File exists"),
        ([], 2, "SOURCE"),
    ],
)  # fmt: skip
def test_errors_are_one_line(folder: Path, args: list[str], status: int, message: str) -> None:
    result = evaluate_command(*(arg.format(folder) for arg in args))
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    if status == 1:
        assert len(result.stderr.splitlines()) == 1


def test_serving_starts_and_ctrl_c_ends_it(folder: Path, tmp_path: Path) -> None:
    assert evaluate_command(folder / "good.csv", "--answers", folder / "peer.csv", "-o", tmp_path).exit_code == 0
    with subprocess.Popen(
        [sys.executable, "-m", "tempo_ssl", "evaluate", str(tmp_path), "--open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env=os.environ | {"BROWSER": "true", "PATH": str(tmp_path)},  # no browser is to be started
    ) as process:
        try:
            address = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
            assert "Ctrl-C" in process.stderr.readline()
            process.send_signal(signal.SIGINT)
            out, error = process.communicate(timeout=60)
        finally:
            process.kill()  # a server that does not end must not hold up the other tests
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in error


def test_two_tempi_without_mir_eval_are_one_line_before_any_work(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    (tmp_path / "two.csv").write_text(f"path,bpm,bpm_2\n{folder / '100.wav'},100,50\n")
    result = evaluate_command(tmp_path / "two.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.endswith('needs mir_eval, which is not installed: pip install "tempo-ssl[eval]"')


def test_peers_of_the_other_folder_through_the_command(shared: Path) -> None:
    """The command itself on the real answers: nothing but the tables, and the figures that the other scorer gives."""
    result = evaluate_command(
        shared / "eval" / "manifest.csv", "--answers", shared / "bench" / "answers-of-peers.csv", "--trust-octaves"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(r"\| madmom-dbn \| 176 \| 176 \| 67\.6 \[.*\] \(176\) \| 90\.3 \[", result.stdout)
    assert (
        len(
            read_answers(
                shared / "bench" / "answers-of-peers.csv", read_manifest(shared / "eval" / "manifest.csv"), print
            )
        )
        == 13
    )
