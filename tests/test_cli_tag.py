"""``tempo-ssl tag``: what it prints, what it leaves alone, how it ends."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest
from click.testing import CliRunner, Result

from tempo_ssl.cli import main
from tempo_ssl.synth import click_track

BPM = 124.0


def tempo_ssl_command(*args: object, stdin: bytes | None = None) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="tempo-ssl", input=stdin)


@pytest.fixture(scope="module")
def beat(tmp_path_factory: pytest.TempPathFactory, write_sound: Callable[..., Path]) -> Path:
    """A recording of :data:`BPM`."""
    path = tmp_path_factory.mktemp("beat") / "beat.flac"
    return write_sound(path, click_track(BPM, 20, "four-on-the-floor", 22_050), 22_050)


@pytest.fixture
def music(beat: Path, tmp_path: Path) -> Path:
    """A folder with three recordings, of which ``b.flac`` has a BPM."""
    folder = tmp_path / "music"
    folder.mkdir()
    for name in "abc":
        shutil.copy(beat, folder / f"{name}.flac")
    file = mutagen.File(folder / "b.flac")
    file["BPM"] = "99"
    file.save()
    return folder


@pytest.fixture
def catalog(music: Path) -> Path:
    """Of the three recordings, one that is missing, and one without a tempo."""
    return write_catalog(
        music.parent / "catalog.csv", music, a=(124.004, 0.9), b=(90, 0.8), c=(61.996, 0.4), gone=(70, 1)
    )


def write_catalog(path: Path, music: Path, **tempi: tuple[float, float]) -> Path:
    with open(path, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["path", "bpm", "confidence", "error"])
        table.writerows([music / f"{name}.flac", *tempo, ""] for name, tempo in tempi.items())
        table.writerow([music / "silence.flac", "", 0, ""])
    return path


def bpm_of(folder: Path) -> dict[str, str | None]:
    return {path.stem: mutagen.File(path).get("BPM", [None])[0] for path in sorted(folder.glob("*.flac"))}


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_tempi_are_written_and_everything_is_accounted_for(music: Path, catalog: Path) -> None:
    result = tempo_ssl_command("tag", catalog)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"   124 BPM  {music / 'a.flac'}  (BPM; new)",
        f"    62 BPM  {music / 'c.flac'}  (BPM; new)",
    ]
    assert result.stderr.splitlines() == [
        f"tempo-ssl: {music / 'gone.flac'}: no such file or folder",
        "tempo-ssl: 2 changed, 1 with a BPM already, 1 without a tempo, 1 failed",
    ]
    assert bpm_of(music) == {"a": "124", "b": "99", "c": "62"}


def test_without_failures_the_status_is_0(music: Path) -> None:
    table = write_catalog(music.parent / "good.csv", music, a=(124, 0.9))
    for summary in ("1 changed, 1 without a tempo", "0 changed, 1 unchanged, 1 without a tempo"):
        result = tempo_ssl_command("tag", table)
        assert (result.exit_code, result.stderr) == (0, f"tempo-ssl: {summary}\n")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--skip-existing"], {"a": "124", "b": "99", "c": "62"}),
        (["--overwrite"], {"a": "124", "b": "90", "c": "62"}),
        (["--min-confidence", "0.5"], {"a": "124", "b": "99", "c": None}),
        (["--min-confidence", "0.4"], {"a": "124", "b": "99", "c": "62"}),
        (["--decimals", "3"], {"a": "124.004", "b": "99", "c": "61.996"}),
        (["--decimals", "0", "--range", "70-180", "--overwrite"], {"a": "124", "b": "90", "c": "124"}),
        (["--range", "40-80", "--overwrite"], {"a": "62", "b": "45", "c": "62"}),
    ],
    ids=" ".join,
)
def test_options(music: Path, catalog: Path, options: list[str], expected: dict[str, str | None]) -> None:
    tempo_ssl_command("tag", *options, catalog)
    assert bpm_of(music) == expected


def test_a_dry_run_prints_what_would_change_and_changes_nothing(music: Path, catalog: Path) -> None:
    before = content_of(music.parent)
    promised = tempo_ssl_command("tag", "--dry-run", "--overwrite", catalog)
    assert content_of(music.parent) == before
    assert promised.exit_code == 1
    assert "tempo-ssl: 3 would be changed, 1 without a tempo, 1 failed" in promised.stderr
    done = tempo_ssl_command("tag", "--overwrite", catalog)
    assert done.stdout == promised.stdout
    assert f"    90 BPM  {music / 'b.flac'}  (BPM; was 99)\n" in done.stdout


def test_undo_puts_back_what_was_there(music: Path, catalog: Path) -> None:
    before = bpm_of(music)
    tempo_ssl_command("tag", "--overwrite", catalog)
    tempo_ssl_command("tag", "--overwrite", "--range", "70-180", catalog)
    journal = Path(f"{catalog}.undo.jsonl")
    dry = tempo_ssl_command("tag", "--undo", journal, "--dry-run")
    assert bpm_of(music) == {"a": "124", "b": "90", "c": "123.99"}
    result = tempo_ssl_command("tag", "--undo", journal)
    assert result.stdout == dry.stdout
    assert result.stdout.splitlines() == [
        f"    no BPM  {music / 'a.flac'}  (BPM; was 124)",
        f"    99 BPM  {music / 'b.flac'}  (BPM; was 90)",
        f"    no BPM  {music / 'c.flac'}  (BPM; was 123.99)",
    ]
    assert (result.exit_code, result.stderr) == (0, "tempo-ssl: 3 changed\n")
    assert bpm_of(music) == before
    assert tempo_ssl_command("tag", "--undo", journal).stderr == "tempo-ssl: 0 changed, 3 unchanged\n"


def test_the_journal_may_lie_elsewhere(music: Path, catalog: Path, tmp_path: Path) -> None:
    tempo_ssl_command("tag", "--journal", tmp_path / "notes", catalog)
    assert not Path(f"{catalog}.undo.jsonl").exists()
    assert tempo_ssl_command("tag", "--undo", tmp_path / "notes").exit_code == 0
    assert bpm_of(music) == {"a": None, "b": "99", "c": None}


def test_a_file_that_is_no_journal_is_not_written_to(music: Path, catalog: Path) -> None:
    before = content_of(music.parent)
    for options in (["--journal", music / "a.flac", catalog], ["--undo", music / "a.flac"]):
        result = tempo_ssl_command("tag", *options)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"tempo-ssl: {music / 'a.flac'}: is not a journal of tempo-ssl tag\n"
    assert content_of(music.parent) == before


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_estimate_prints_can_be_piped_in(music: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.chdir(music)
    estimated = tempo_ssl_command("estimate", "--format", form, "--min-bpm", 100, "--max-bpm", 180, "a.flac", "b.flac")
    result = tempo_ssl_command("tag", "--decimals", 0, "-", stdin=estimated.stdout.encode())
    assert (result.exit_code, result.stdout) == (0, "   124 BPM  a.flac  (BPM; new)\n")
    assert bpm_of(music) == {"a": "124", "b": "99", "c": None}
    assert tempo_ssl_command("tag", "--undo", "tags.undo.jsonl").exit_code == 0
    assert bpm_of(music)["a"] is None


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


def test_the_table_is_read_as_it_comes(music: Path) -> None:
    """A table of millions of rows is never held in memory."""
    from tempo_ssl.tagging import TagSettings, read_rows, tag_rows

    read = []

    def lines() -> object:
        for line in [b"path,bpm\n", f"{music / 'a.flac'},100\n".encode(), f"{music / 'c.flac'},100\n".encode()]:
            read.append(line)
            yield line

    outcomes = tag_rows(read_rows(lines(), "table"), TagSettings())
    assert next(outcomes).new == ("100",)
    assert len(read) == 2
