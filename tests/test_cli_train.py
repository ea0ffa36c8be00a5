"""``tempo-ssl train``: what it passes on, what it refuses, its progress, and one small training from end to end."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from commands import tempo_ssl_command
from tempo_ssl.cli import main
from tempo_ssl.cli.progress import Progress, as_time
from tempo_ssl.config import TrainingSettings
from tempo_ssl.embedding import EMBEDDINGS
from tempo_ssl.synth import click_track

# --- the command around the library ------------------------------------------------------------------------------


class FakeTraining:
    """Takes the place of ``tempo_ssl.training.train`` and notes how it was called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, ending: BaseException | None = None) -> None:
        from tempo_ssl import training

        self.ending = ending
        monkeypatch.setattr(training, "train", self)

    def __call__(self, folder, out, settings, *, resume, workers, cache, refs, report, warn):  # type: ignore[no-untyped-def]
        from tempo_ssl.training import TrainingResult

        self.call = {"folder": folder, "out": out, "settings": settings}
        self.call |= {"resume": resume, "workers": workers, "cache": cache, "refs": refs}
        report("reading", 1, 2)
        warn("skipped: bad.mp3: is empty (0 bytes)")
        report("reading", 2, 2)
        report("training, loss 0.693, pair accuracy 0.500", 1, 1)
        report("epoch: loss 0.693", 1, 1)
        if self.ending:
            raise self.ending
        return TrainingResult(Path(out), ({"loss": 0.693},), (), ("bad.mp3: is empty (0 bytes)",))


def test_train_passes_its_options_on_and_prints_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeTraining(monkeypatch)
    out = tmp_path / "my.tempo"
    options = (
        "--embedding tempogram --head generic --stretch audio --epochs 2 --steps 3 --renders 30 --seed 7 --workers 1 "
        "--cache features --refs clicks"
    )
    result = tempo_ssl_command("train", "music", "-o", out, *options.split())
    assert result.exit_code == 0
    assert result.stdout == f"{out}\n"
    assert fake.call["settings"] == replace(
        TrainingSettings(),
        **{"embedding": "tempogram", "head": "generic", "stretch": "audio", "epochs": 2, "steps": 3, "seed": 7},
        **{"renders": 30, "validation_renders": 8},
    )
    assert (fake.call["folder"], fake.call["resume"], fake.call["workers"]) == ("music", False, 1)
    assert (fake.call["cache"], fake.call["refs"]) == ("features", "clicks")
    assert "tempo-ssl: skipped: bad.mp3: is empty (0 bytes)" in result.stderr.splitlines()
    assert "epoch 1/1: loss 0.693" in result.stderr.splitlines()


@pytest.mark.parametrize(("renders", "validation"), [(1, 1), (30, 8), (1600, 400), (6400, 400)])
def test_a_quarter_is_validated_on_until_that_is_enough(
    renders: int, validation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeTraining(monkeypatch)
    assert tempo_ssl_command("train", "music", "-o", "my.tempo", "--renders", str(renders)).exit_code == 0
    assert fake.call["settings"] == replace(TrainingSettings(), renders=renders, validation_renders=validation)


def test_train_defaults_to_the_settings_of_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fake = FakeTraining(monkeypatch)
    assert tempo_ssl_command("train", "music").exit_code == 0
    assert fake.call["settings"] == TrainingSettings()
    assert fake.call["out"] == "model.tempo"
    assert fake.call["workers"] is None


def test_train_replaces_nothing_unless_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeTraining(monkeypatch)
    out = tmp_path / "my.tempo"
    out.write_text("a night's work")
    refused = tempo_ssl_command("train", "music", "-o", out)
    assert (refused.exit_code, refused.stdout, out.read_text()) == (2, "", "a night's work")
    assert "--force" in refused.stderr
    assert not hasattr(fake, "call")
    assert tempo_ssl_command("train", "music", "-o", out, "--force").exit_code == 0


def test_train_does_not_overwrite_an_interrupted_run_unless_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeTraining(monkeypatch)
    out = tmp_path / "my.tempo"
    Path(f"{out}.run").mkdir()
    assert tempo_ssl_command("train", "music", "-o", out).exit_code == 0, "nothing is lost: no epoch was complete"
    Path(f"{out}.run", "state.pt").write_text("half a night's work")
    refused = tempo_ssl_command("train", "music", "-o", out)
    assert refused.exit_code == 2
    assert "--resume" in refused.stderr
    for option in ("--resume", "--force"):
        assert tempo_ssl_command("train", "music", "-o", out, option).exit_code == 0


def test_train_refuses_a_folder_as_model_file(tmp_path: Path) -> None:
    result = tempo_ssl_command("train", "music", "-o", tmp_path, "--force")
    assert result.exit_code == 2
    assert "is a folder" in result.stderr


def test_ctrl_c_in_training_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FakeTraining(monkeypatch, KeyboardInterrupt())
    result = tempo_ssl_command("train", "music", "-o", tmp_path / "my.tempo")
    assert (result.exit_code, result.stdout) == (130, "")
    assert "--resume" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("library", ["torch", "librosa", "pyrubberband", "mido", "onnx"])
def test_train_without_a_library_names_the_extra(library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    result = tempo_ssl_command("train", tmp_path, "-o", tmp_path / "my.tempo")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert library in result.stderr
    assert 'pip install "tempo-ssl[train]"' in result.stderr


@pytest.mark.parametrize("folder", ["missing", "empty"])
def test_train_on_no_music_is_one_line(folder: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = tempo_ssl_command("train", tmp_path / folder, "-o", tmp_path / "my.tempo", "--workers", 1)
    assert (result.exit_code, result.stdout) == (1, "")
    assert str(tmp_path / folder) in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.slow
def test_a_model_is_trained_on_a_folder_and_used(tmp_path: Path) -> None:
    music = tmp_path / "music"
    (music / "album").mkdir(parents=True)
    for number in range(8):
        samples = click_track(90 + 10 * number, 14, "rock", 22_050, seed=number)
        soundfile.write(music / "album" / f"{number}.flac", samples, 22_050)
    (music / "broken.mp3").write_text("no sound at all")
    model = tmp_path / "my.tempo"
    small = "--epochs 1 --steps 2 --renders 6 --workers 1"
    command = [sys.executable, "-m", "tempo_ssl", "train", str(music), "-o", str(model), *small.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = done.stderr.splitlines()
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{model}\n"
    skipped = [line for line in messages if line.startswith("tempo-ssl: skipped: ")]
    assert len(skipped) == 1
    assert str(music / "broken.mp3") in skipped[0]
    assert any(re.match(r"training, loss [\d.]+, pair accuracy [\d.]+: 2/2", line) for line in messages)
    assert any(line.startswith("epoch 1/1: loss ") and "pair accuracy" in line for line in messages)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["music", "my.tempo"], "nothing is left behind"
    facts = json.loads(tempo_ssl_command("info", "--format", "json", model).stdout)
    assert facts["training"]["tracks"] == 8
    assert facts["training"]["settings"]["renders"] == 6
    answered = tempo_ssl_command("estimate", "--model", model, music / "album" / "3.flac")
    assert (answered.exit_code, answered.stderr) == (0, "")
    resumed = tempo_ssl_command("train", music, "-o", model, *small.split(), "--resume")
    assert (resumed.exit_code, resumed.stdout) == (1, "")
    assert "nothing to resume" in resumed.stderr


def test_the_choices_are_those_of_the_library() -> None:
    from tempo_ssl.model import HEADS

    choices = {
        option.name: option.type.choices for option in main.commands["train"].params if hasattr(option.type, "choices")
    }
    assert tuple(choices["embedding"]) == EMBEDDINGS
    assert tuple(choices["head"]) == ("auto", *HEADS)


# --- progress ----------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_in_a_log_is_a_line_now_and_then_and_one_an_epoch() -> None:
    log, now = io.StringIO(), [0.0]
    progress = Progress(log, lambda: now[0])
    for step in range(1, 101):
        now[0] += 1
        progress.report(f"training, loss {1 / step:.3f}", step, 100)
        if step % 50 == 0:
            progress.report("epoch: loss 0.5", step // 50, 2)
    lines = log.getvalue().splitlines()
    assert lines[0] == "training, loss 1.000: 1/100"
    assert lines[1] == "training, loss 0.062: 16/100, 1:24 left"
    assert lines[-2:] == ["training, loss 0.010: 100/100", "epoch 2/2: loss 0.5"]
    assert "epoch 1/2: loss 0.5" in lines
    assert len(lines) <= 100 / 15 + 4


def test_a_stage_that_comes_twice_is_timed_anew() -> None:
    log, now = io.StringIO(), [0.0]
    progress = Progress(log, lambda: now[0])
    for done in (1, 2, 3, 1, 2, 3):
        now[0] += 20
        progress.report("rendering", done, 3)
    assert log.getvalue().splitlines() == ["rendering: 1/3", "rendering: 2/3, 0:20 left", "rendering: 3/3"] * 2


def test_progress_on_a_terminal_is_one_line_rewritten() -> None:
    terminal, now = Terminal(), [0.0]
    progress = Progress(terminal, lambda: now[0])
    for step in range(1, 4):
        now[0] += 10
        progress.report("reading", step, 4)
    progress.line("skipped: a.mp3")
    progress.report("reading" + "!" * 500, 4, 5)
    progress.close()
    parts = terminal.getvalue().split("\r\x1b[K")
    assert parts[1:5] == ["reading: 1/4", "reading: 2/4, 0:20 left", "reading: 3/4, 0:10 left", "skipped: a.mp3\n"]
    assert len(parts[5]) < 500, "a line that wraps cannot be rewritten"
    assert parts[6] == ""


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (6.2, "0:07"), (750, "12:30"), (3723, "1:02:03")])
def test_times_are_readable(seconds: float, text: str) -> None:
    assert as_time(seconds) == text
