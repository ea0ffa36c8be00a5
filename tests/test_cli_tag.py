"""``tempo-ssl tag``: what it prints, what it writes and puts back, what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import tempo_ssl_command
from tagged_music import bpm_of, content_of, write_catalog

pytest_plugins = ["tagged_music"]


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
