"""``tempo-ssl tag`` in trouble: odd names, broken files and tables, wrong use, a sudden end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest

from commands import tempo_ssl_command
from tagged_music import BPM, bpm_of, content_of
from tempo_ssl.synth import click_track

pytest_plugins = ["tagged_music"]


def test_names_that_break_lines_and_bytes_that_are_no_text(beat: Path, tmp_path: Path) -> None:
    names = ["a,\"b'\n.flac", os.fsdecode(b"\xff\xfe.flac")]
    for name in names:
        try:
            shutil.copy(beat, tmp_path / name)
        except OSError:
            pytest.skip("this file system has no such names")
    estimated = tempo_ssl_command("estimate", "--format", "csv", *(tmp_path / name for name in names))
    (tmp_path / "catalog.csv").write_text(estimated.stdout, newline="")
    result = tempo_ssl_command("tag", tmp_path / "catalog.csv")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)
    assert "\\xff\\xfe.flac" in result.stdout
    assert all(mutagen.File(tmp_path / name).get("BPM") for name in names)
    assert tempo_ssl_command("tag", "--undo", tmp_path / "catalog.csv.undo.jsonl").exit_code == 0
    assert not any(mutagen.File(tmp_path / name).get("BPM") for name in names)


def test_read_only_unsupported_and_broken_files_are_named_and_the_rest_is_done(
    music: Path, encode_sound: Callable[..., Path]
) -> None:
    encode_sound(music / "w.wma", click_track(BPM, 2, "tick", 44_100))
    (music / "t.mp3").write_text("text" * 1000)
    (music / "c.flac").chmod(0o444)
    table = music.parent / "table.csv"
    table.write_text("path,bpm\n" + "".join(f"{music / name},100\n" for name in ("w.wma", "t.mp3", "c.flac", "a.flac")))
    result = tempo_ssl_command("tag", table)
    assert result.exit_code == 1
    unsupported, broken, read_only, summary = result.stderr.splitlines()
    assert unsupported == f"tempo-ssl: {music / 'w.wma'}: tags of this format are not supported"
    assert broken.startswith(f"tempo-ssl: {music / 't.mp3'}: its tags cannot be read (")
    assert read_only == f"tempo-ssl: {music / 'c.flac'}: is read-only"
    assert summary == "tempo-ssl: 1 changed, 3 failed"
    assert bpm_of(music) == {"a": "100", "b": "99", "c": None}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("file,tempo\n", "has no column 'path'"),
        ("124.00 BPM  song.wav  (...)\n", "has no column 'path'"),
        ('{"path": 1}\n', "line 1 is not a JSON object"),
    ],
)
def test_what_is_no_catalog_is_one_line_and_status_1(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "catalog"
    path.write_text(content)
    result = tempo_ssl_command("tag", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"tempo-ssl: {path}: {complaint}")
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_catalog_is_named(tmp_path: Path) -> None:
    result = tempo_ssl_command("tag", tmp_path / "missing.csv")
    assert result.exit_code == 1
    assert result.stderr == f"tempo-ssl: {tmp_path / 'missing.csv'}: No such file or directory\n"


def test_rows_before_a_broken_line_are_done(music: Path) -> None:
    table = music.parent / "table.jsonl"
    table.write_text(json.dumps({"path": str(music / "a.flac"), "bpm": 100}) + "\n{\n")
    result = tempo_ssl_command("tag", table)
    assert result.exit_code == 1
    assert bpm_of(music)["a"] == "100"
    assert result.stderr.splitlines() == [
        "tempo-ssl: 1 changed",
        f"tempo-ssl: {table}: line 2 is not a JSON object with path and bpm",
    ]


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["--undo", "x", "y"],
        ["--undo", "x", "--overwrite"],
        ["--undo", "x", "--min-confidence", "0.5"],
        ["--undo", "x", "--journal", "y"],
        ["--range", "70", "x"],
        ["--range", "70-130", "x"],
        ["--range", "180-70", "x"],
        ["--min-confidence", "1.5", "x"],
        ["--decimals", "-1", "x"],
        ["--decimals", "1.5", "x"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_status_2(args: list[str]) -> None:
    result = tempo_ssl_command("tag", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_without_mutagen_the_extra_is_named(music: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mutagen", None)
    for args in ([catalog], ["--undo", "journal"]):
        result = tempo_ssl_command("tag", *args)
        assert (result.exit_code, result.stdout) == (1, "")
        assert 'tags need mutagen, which is not installed: pip install "tempo-ssl[tags]"' in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_killed_at_any_moment_every_file_is_whole_and_undo_works(music: Path, tmp_path: Path) -> None:
    names = [f"{number}.flac" for number in range(30)]
    for name in names:
        shutil.copy(music / "a.flac", music / name)
    before = content_of(music)
    table = tmp_path / "many.csv"
    table.write_text("path,bpm\n" + "".join(f"{music / name},100\n" for name in names))
    command = [sys.executable, "-m", "tempo_ssl", "tag", str(table)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        for _ in range(5):
            process.stdout.readline()
        process.kill()
    tagged = [name for name in names if mutagen.File(music / name).get("BPM") == ["100"]]
    assert len(tagged) >= 5
    for name in names:
        if name not in tagged:
            assert (music / name).read_bytes() == before[str(music / name)]
    assert tempo_ssl_command("tag", table).exit_code == 0
    assert tempo_ssl_command("tag", "--undo", f"{table}.undo.jsonl").exit_code == 0
    assert not any(mutagen.File(music / name).get("BPM") for name in names)
