"""Tracks for catalogs: sounds with names of all kinds, and files that make workers fail."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from tempo_ssl.audio import as_path
from tempo_ssl.catalog import BatchSummary
from tempo_ssl.synth import click_track

REPOSITORY = Path(__file__).resolve().parent.parent
#: Takes the place of the decoders in workers.
FAULTS = (REPOSITORY / "tests" / "faulty_decoder.py").read_text()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five sounds with names of all kinds, and three files that hold none."""
    top = tmp_path_factory.mktemp("library")
    (top / "sub").mkdir()
    names = [b"sub/a, b.wav", b'sub/it\'s "c"\n.wav', b"\xff\xe9.wav", b"z.flac", b"slow.ogg"]
    for bpm, name in zip((90, 110, 124, 140, 165), names, strict=True):
        form = os.path.splitext(os.fsdecode(name))[1][1:]
        with open(os.path.join(os.fsencode(top), name), "wb") as file:
            soundfile.write(file, click_track(bpm, 14, "rock", 16_000), 16_000, format=form)
    (top / "empty.wav").touch()
    (top / "text.mp3").write_text("not sound at all")
    soundfile.write(top / "short.wav", [0.1] * 4000, 8000)
    return top


@pytest.fixture
def faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """``faults(*names)`` -> a folder with files of these names, whose workers do as :data:`FAULTS` says."""
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS)
    monkeypatch.syspath_prepend(str(tmp_path / "faults"))
    # Python would keep what it compiles: of a file changed within a second, or cut off where files are limited in size.
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    # For commands that are processes of their own, as well.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "faults"), str(REPOSITORY)]))

    def make(*names: str) -> Path:
        folder = tmp_path / "music"
        folder.mkdir(exist_ok=True)
        for number, name in enumerate(names, 100):
            (folder / name).write_bytes(b"x" * number)
        return folder

    return make


def read(path: Path) -> dict[str, dict[str, str]]:
    """Name of a track -> its row, and no track twice."""
    with open(path, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, strict=True))
    rows = {os.path.basename(as_path(row["path"])): row for row in found}
    assert len(rows) == len(found)
    return rows


def counts(summary: BatchSummary) -> tuple[int, int, int, int]:
    return summary.done, summary.failed, summary.skipped, summary.failed_before
