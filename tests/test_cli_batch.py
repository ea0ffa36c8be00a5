"""``tempo-ssl batch``: what it prints and where, its exit status, wrong use."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
from click.testing import CliRunner, Result

from tempo_ssl.catalog import CATALOG_COLUMNS
from tempo_ssl.cli import main
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.synth import click_track

REPOSITORY = Path(__file__).resolve().parent.parent
SUMMARY = re.compile(
    r"tempo-ssl: done (\d+), failed (\d+), skipped (\d+)( \(\d+ failed before; --retry-errors\))?, "
    r"\d+\.\d\d files/s, \d+ x real time\n"
)


def batch(*args: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, args)], prog_name="tempo-ssl", input=stdin)


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "tempo_ssl", "batch", *map(str, args)]


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("music")
    for bpm in (100, 128):
        soundfile.write(top / f"{bpm}.wav", click_track(bpm, 13, "four-on-the-floor", 16_000), 16_000)
    return top


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bad") / "bad.wav"
    path.write_text("no sound")
    return path


def test_a_table_and_one_line_of_summary(music: Path, tmp_path: Path) -> None:
    out = tmp_path / "catalog.csv"
    result = batch(music, "-o", out, "--workers", "2")
    assert (result.exit_code, result.stdout) == (0, "")
    found = SUMMARY.fullmatch(result.stderr)
    assert found, result.stderr
    assert found.groups()[:3] == ("2", "0", "0")
    with open(out, newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(CATALOG_COLUMNS)
    for row in rows:
        answer = TempoEstimator().estimate(row["path"])
        assert float(row["bpm"]) == round(answer.bpm or 0, 4)
        assert float(row["confidence"]) == round(answer.confidence, 4)
        assert float(row["duration_s"]) == 13
        assert (row["error"], row["size_bytes"]) == ("", str(os.path.getsize(row["path"])))


def test_the_same_command_skips_and_says_so(music: Path, bad: Path, tmp_path: Path) -> None:
    listed, out = tmp_path / "list.txt", tmp_path / "catalog.jsonl"
    listed.write_text(f"{music}/100.wav\n{bad}\n")
    first, second = batch(listed, "-o", out), batch(listed, "-o", out)
    assert (first.exit_code, second.exit_code) == (1, 1)
    assert "done 1, failed 1, skipped 0, " in first.stderr
    assert "done 0, failed 0, skipped 2 (1 failed before; --retry-errors), " in second.stderr
    third = batch(listed, "-o", out, "--retry-errors")
    assert "done 0, failed 1, skipped 1, " in third.stderr


def test_csv_on_standard_output_from_a_list_on_standard_input(music: Path, bad: Path) -> None:
    names = [f"{music}/128.wav", str(bad), f"{music}/100.wav"]
    done = subprocess.run(
        command("-", "--ordered"), cwd=REPOSITORY, input="\0".join(names).encode(), capture_output=True, check=False
    )
    assert done.returncode == 1
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert [row["path"] for row in rows] == names
    assert rows[1]["error"].startswith("cannot be read as sound")
    assert SUMMARY.fullmatch(done.stderr.decode())


def test_rows_come_as_they_are_answered_and_whole(music: Path, tmp_path: Path) -> None:
    # A reader that leaves after the first row ends the run at once, without a word.
    (tmp_path / "list").write_text("".join(f"{music}/./{'./' * number}128.wav\n" for number in range(40)))
    process = subprocess.Popen(
        command(tmp_path / "list", "--workers", 1), cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    lines = [process.stdout.readline() for _ in range(2)]
    process.stdout.close()
    assert process.wait(timeout=60) == 141
    assert lines[0].decode() == ",".join(CATALOG_COLUMNS) + "\n"
    assert lines[1].endswith(b"\n")
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize(("options", "shows"), [([], True), (["--quiet"], False)])
def test_progress_is_for_terminals(music: Path, tmp_path: Path, options: list[str], shows: bool) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(music, "-o", tmp_path / "catalog.csv", *options), cwd=REPOSITORY, stderr=theirs, stdout=subprocess.PIPE
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.communicate(timeout=60)[0] == b""
    assert process.returncode == 0
    text = said.decode().replace("\r\n", "\n")
    assert bool(re.search(r"tracks, 0 failed, \d+\.\d files/s: 2/2\n", text)) == shows
    assert SUMMARY.search(text)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "Missing argument 'SOURCE'"),
        (["missing"], 1, "tempo-ssl: missing: no such file or folder\n"),
        (["x.wav", "-o", "catalog.xls"], 1, "the ending decides the format: name it .csv, .jsonl or .parquet\n"),
        (["x.wav", "--workers", "0"], 2, "Invalid value for '--workers'"),
        (["x.wav", "--shard", "0/4"], 2, "'0/4' is no share such as 3/8"),
        (["x.wav", "--shard", "half"], 2, "'half' is no share such as 3/8"),
        (["x.wav", "--timeout", "0"], 2, "Invalid value for '--timeout'"),
        (["x.wav", "--min-bpm", "200", "--max-bpm", "100"], 2, "--min-bpm must be below --max-bpm"),
        (["x.wav", "--address", "1.2.3.4:1"], 2, "--address needs --engine ray"),
        (["x.wav", "--retry-errors"], 2, "--retry-errors needs a table"),
        (["x.wav", "-o", "no/such/folder/c.csv"], 1, "No such file or directory\n"),
        (["README.md", "--model", "missing.tempo"], 1, "missing.tempo"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], status: int, message: str) -> None:
    result = batch(*arguments)
    assert result.exit_code == status
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    if status == 1:
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("library", "arguments", "extra"),
    [("pyarrow", ["-o", "{out}/c.parquet"], "parquet"), ("ray", ["-o", "{out}/c.csv", "--engine", "ray"], "ray")],
)
def test_a_missing_extra_is_named(music: Path, tmp_path: Path, library: str, arguments: list[str], extra: str) -> None:
    # As if it were not installed, also for whoever only looks for it.
    program = (
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.split('.')[0] == '{library}': raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Missing())\n"
        "import importlib.util\n"
        "find = importlib.util.find_spec\n"
        f"importlib.util.find_spec = lambda name, *rest: None if name == '{library}' else find(name, *rest)\n"
        "from tempo_ssl.cli import main\n"
        "main()\n"
    )
    options = [option.format(out=tmp_path) for option in arguments]
    done = subprocess.run(
        [sys.executable, "-c", program, "batch", str(music), *options],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert f'pip install "tempo-ssl[{extra}]"' in done.stderr
    assert done.stderr.count("\n") == 1
