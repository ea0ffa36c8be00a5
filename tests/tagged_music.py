"""Recordings to be tagged by the command, and a catalog of their tempi."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest

from tempo_ssl.synth import click_track

BPM = 124.0


@pytest.fixture(scope="session")
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
