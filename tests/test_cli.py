"""The command line: wrong use, ``info``, help, documentation, and how a process ends."""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
from pathlib import Path

import click
import pytest
import soundfile

import tempo_ssl
from commands import command_line, tempo_ssl_command
from tempo_ssl.cli import main
from tempo_ssl.estimation import TempoEstimator

REPOSITORY = Path(__file__).resolve().parent.parent


# --- wrong use ---------------------------------------------------------------------------------------------------


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


# --- info --------------------------------------------------------------------------------------------------------


def test_info_describes_the_shipped_model() -> None:
    facts = json.loads(tempo_ssl_command("info", "--format", "json").stdout)
    model = TempoEstimator().model
    assert facts["embedding"] == {"name": model.embedding.name, "version": model.embedding.version}
    assert facts["references"]["count"] == len(model.whole.references.bpm)
    assert facts["references"]["bpm_range"] == pytest.approx([30, 316.7], rel=0.01)
    assert facts["size"] == (REPOSITORY / "tempo_ssl/data/default.tempo").stat().st_size
    assert facts["training"]["epochs"]
    assert facts["training"]["clip_epochs"]
    assert facts["versions"]["tempo-ssl"] == tempo_ssl.__version__


def test_info_as_text_has_a_line_for_each_matter(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tempo"
    copy.write_bytes((REPOSITORY / "tempo_ssl/data/default.tempo").read_bytes())
    result = tempo_ssl_command("info", copy)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    matters = ["model", "embedding", "references", "trained", "last", "on", "versions"]
    assert [line.split()[0] for line in lines] == matters
    assert str(copy) in lines[0]
    assert "30.0-316.7 BPM" in lines[2]
    assert "pair accuracy" in lines[4]
    assert "loop accuracy 1" in lines[5]


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
