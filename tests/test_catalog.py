"""Catalogs: the answers of ``estimate``, for every track once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import tempo_ssl
from catalog_tracks import counts, read
from tempo_ssl.catalog import BatchSettings, estimate_catalog, write_catalog
from tempo_ssl.catalog.records import row_of
from tempo_ssl.catalog.sources import fingerprint
from tempo_ssl.errors import ModelError

pytest_plugins = ["catalog_tracks"]


def test_rows_are_the_answers_of_estimate(library: Path) -> None:
    rows = list(estimate_catalog(library, workers=2, ordered=True))
    assert [row.path for row in rows] == sorted(row.path for row in rows)
    assert len(rows) == 8
    estimator = tempo_ssl.TempoEstimator()
    for row in rows:
        size, mtime = fingerprint(row.path)
        assert (row.size_bytes, row.mtime) == (size, mtime)
        if row.has_failed:
            with pytest.raises(tempo_ssl.AudioError) as caught:
                estimator.estimate(row.path)
            assert str(caught.value).endswith(f": {row.error}")
        else:
            assert row == row_of(row.path, estimator.estimate(row.path), None, (size, mtime))
    errors = {os.path.basename(row.path): row.error for row in rows if row.error}
    assert set(errors) == {"empty.wav", "text.mp3"}
    assert errors["empty.wav"] == "is empty (0 bytes)"
    assert {os.path.basename(row.path) for row in rows if row.bpm} >= {"a, b.wav", "z.flac", "slow.ogg"}


def test_options_reach_the_workers(library: Path) -> None:
    (row,) = estimate_catalog(library / "z.flac", min_bpm=200, max_bpm=320, fold_from=50)
    expected = tempo_ssl.TempoEstimator().estimate(library / "z.flac", min_bpm=200, max_bpm=320, fold_from=50)
    assert (row.bpm, row.tempo_octave_relaxed) == (
        round(expected.bpm or 0, 4),
        round(expected.tempo_octave_relaxed or 0, 4),
    )
    assert 200 <= (row.bpm or 0) <= 320


def test_relative_paths_are_those_of_this_folder(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library)
    assert [row.path for row in estimate_catalog("sub", ordered=True)] == ["sub/a, b.wav", 'sub/it\'s "c"\n.wav']
    (row,) = estimate_catalog("empty.wav")
    assert row.error == "is empty (0 bytes)"


def test_a_url_gives_the_answer_of_its_file(library: Path, tmp_path: Path) -> None:
    # memory:// lives in one process and is not seen by workers; file:// goes the same way through fsspec.
    (row,) = estimate_catalog(f"file://{library}/z.flac")
    (local,) = estimate_catalog(library / "z.flac")
    # fsspec knows the time of change a little less exactly.
    assert row._replace(path="", mtime=None) == local._replace(path="", mtime=None)
    assert row.mtime == pytest.approx(local.mtime, abs=2e-6)
    assert row.path == f"file://{library}/z.flac"
    rows = list(estimate_catalog(f"file://{library}/", ordered=True))
    assert {row.error for row in rows if row.path.endswith("empty.wav")} == {"is empty (0 bytes)"}
    (tmp_path / "list").write_text("memory://nothing.wav\n")
    (row,) = estimate_catalog(tmp_path / "list")
    assert (row.error, row.size_bytes) == ("no such file or folder", None)


def test_settings_are_checked_at_once() -> None:
    for wrong in (
        {"workers": 0},
        {"timeout": 0},
        {"engine": "abacus"},
        {"min_bpm": 9, "max_bpm": 3},
        {"fold_from": 0},
        {"shard": (3, 2)},
    ):
        with pytest.raises(ValueError, match=r"must be"):
            estimate_catalog("x", **wrong)  # type: ignore[arg-type]


def test_a_model_that_cannot_be_used_stops_everything(library: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.tempo").write_text("no model")
    with pytest.raises(ModelError):
        list(estimate_catalog(library, model=tmp_path / "bad.tempo"))


def test_an_empty_folder_is_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "music").mkdir()
    assert counts(write_catalog(tmp_path / "music", tmp_path / "catalog.csv")) == (0, 0, 0, 0)
    assert read(tmp_path / "catalog.csv") == {}


def test_shares_are_all_tracks_once(faults: Callable[..., Path], tmp_path: Path) -> None:
    folder = faults(*(f"{number}.wav" for number in range(30)))
    shares = [{row.path for row in estimate_catalog(folder, shard=(number, 3), workers=1)} for number in (1, 2, 3)]
    assert all(len(share) > 3 for share in shares)
    assert sum(map(len, shares)) == len(set.union(*shares)) == 30
    summary = write_catalog(folder, tmp_path / "catalog.csv", BatchSettings(shard=(2, 3), workers=1))
    assert summary.done == len(shares[1])
