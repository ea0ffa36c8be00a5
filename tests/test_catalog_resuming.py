"""The same command again: what is done is skipped, what changed is redone, and the order is kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog_tracks import FAULTS, counts, read
from tempo_ssl.catalog import BatchSettings, CatalogRow, write_catalog

pytest_plugins = ["catalog_tracks"]


def test_the_same_command_skips_what_is_done_and_redoes_what_changed(
    faults: Callable[..., Path], tmp_path: Path
) -> None:
    folder, out = faults("a.wav", "b.wav", "c.wav", "crash.wav"), tmp_path / "catalog.csv"
    settings = BatchSettings(workers=1)
    assert counts(write_catalog(folder, out, settings)) == (3, 1, 0, 0)
    first = read(out)
    assert counts(write_catalog(folder, out, settings)) == (0, 0, 4, 1)
    assert read(out) == first
    (folder / "b.wav").write_bytes(b"now longer" * 50)
    os.utime(folder / "c.wav", ns=(0, 12_345_678_000))
    (folder / "d.wav").write_bytes(b"new")
    (folder / "a.wav").unlink()
    assert counts(write_catalog(folder, out, settings)) == (3, 0, 1, 1)
    second = read(out)
    assert second["a.wav"] == first["a.wav"]  # what is gone keeps its row
    assert second["crash.wav"] == first["crash.wav"]
    assert (second["b.wav"]["bpm"], second["c.wav"]["mtime"], second["d.wav"]["bpm"]) == ("500.0", "12.345678", "3.0")
    assert set(second) == {"a.wav", "b.wav", "c.wav", "d.wav", "crash.wav"}


def test_errors_are_tried_again_only_when_asked(faults: Callable[..., Path], tmp_path: Path) -> None:
    folder, out = faults("a.wav", "crash.wav"), tmp_path / "catalog.jsonl"
    write_catalog(folder, out)
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS.replace('"crash"', '"never"'))
    assert counts(write_catalog(folder, out)) == (0, 0, 2, 1)
    assert counts(write_catalog(folder, out, BatchSettings(retry_errors=True))) == (1, 0, 1, 0)
    assert counts(write_catalog(folder, out, BatchSettings(retry_errors=True))) == (0, 0, 2, 0)
    assert out.read_text().count("crash.wav") == 1


def test_a_file_that_was_missing_is_redone_when_it_is_there(faults: Callable[..., Path], tmp_path: Path) -> None:
    folder, out = faults("a.wav"), tmp_path / "catalog.csv"
    (tmp_path / "list").write_text(f"{folder}/a.wav\n{folder}/later.wav\n")
    (tmp_path / "faults" / "sitecustomize.py").write_text("")
    assert counts(write_catalog(tmp_path / "list", out)) == (0, 2, 0, 0)
    assert read(out)["later.wav"]["error"] == "no such file or folder"
    assert counts(write_catalog(tmp_path / "list", out)) == (0, 0, 2, 2)
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS)
    (folder / "later.wav").write_bytes(b"here it is")
    assert counts(write_catalog(tmp_path / "list", out)) == (1, 0, 1, 1)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_order_is_kept_whatever_was_there_before(faults: Callable[..., Path], tmp_path: Path, suffix: str) -> None:
    names = [f"{number}{'-slow' if number == 2 else ''}.wav" for number in range(8)]
    folder, out, straight = faults(*names), tmp_path / f"catalog{suffix}", tmp_path / f"straight{suffix}"
    ordered = BatchSettings(workers=3, ordered=True)
    write_catalog(folder, straight, ordered)
    (tmp_path / "list").write_text("\n".join(f"{folder}/{name}" for name in (names[5], names[1], names[6])))
    write_catalog(tmp_path / "list", out)
    assert counts(write_catalog(folder, out, ordered)) == (5, 0, 3, 0)
    if suffix == ".parquet":
        import pandas

        pandas.testing.assert_frame_equal(pandas.read_parquet(out), pandas.read_parquet(straight))
    else:
        assert out.read_bytes() == straight.read_bytes()


def test_progress_counts_what_was_skipped(faults: Callable[..., Path], tmp_path: Path) -> None:
    folder, out = faults("a.wav", "b.wav"), tmp_path / "catalog.csv"
    write_catalog(folder, out)
    (folder / "crash.wav").touch()
    (folder / "d.wav").touch()
    told: list[tuple[str, int, int]] = []
    write_catalog(folder, out, BatchSettings(workers=1), lambda *what: told.append(what))
    assert [(done, total) for _, done, total in told] == [(3, 4), (4, 4)]
    assert told[-1][0].startswith("tracks, 1 failed, ")


def test_rows_without_a_fingerprint_stay_done(tmp_path: Path) -> None:
    assert CatalogRow("x").has_failed
    (tmp_path / "list").write_text(str(tmp_path / "missing.wav"))
    settings = BatchSettings(workers=1)
    assert counts(write_catalog(tmp_path / "list", tmp_path / "c.parquet", settings)) == (0, 1, 0, 0)
    assert counts(write_catalog(tmp_path / "list", tmp_path / "c.parquet", settings)) == (0, 0, 1, 1)
