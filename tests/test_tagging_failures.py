"""Tagging what is broken, or while something fails: nothing is lost, and the reason is named."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import mutagen
import pytest

from tagged_files import SUFFIXES, folder_content, packets, tag
from tempo_ssl.synth import click_track
from tempo_ssl.tagging.field import BpmTag
from tempo_ssl.tagging.formats import open_tag

pytest_plugins = ["tagged_files"]


def damage_sound(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 0xFF
    copy.write_bytes(content)


def cut_off(copy: Path) -> None:
    os.truncate(copy, copy.stat().st_size * 3 // 4)


def drop_title(copy: Path) -> None:
    file = mutagen.File(copy)
    for key in ("TIT2", "title", "\xa9nam"):
        try:
            del file.tags[key]
        except (KeyError, ValueError):
            continue
    file.save()


@pytest.mark.parametrize("spoil", [damage_sound, cut_off, drop_title])
def test_a_copy_that_differs_in_more_than_its_bpm_is_refused(
    rich: Path, spoil: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(open_tag(str(rich)))
    save_as = kind.save_as

    def save_and_spoil(self: BpmTag, copy: str) -> None:
        save_as(self, copy)
        spoil(Path(copy))

    monkeypatch.setattr(kind, "save_as", save_and_spoil)
    content = folder_content(rich.parent)
    outcome = tag(rich)
    assert (outcome.status, outcome.reason.startswith(str(rich))) == ("failed", True)
    assert folder_content(rich.parent) == content


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), ZeroDivisionError("x")])
@pytest.mark.parametrize("place", ["os.replace", "os.fsync", "shutil.copystat", "os.utime"])
def test_an_interrupted_write_leaves_the_file_and_nothing_else(
    originals: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: BaseException
) -> None:
    path = Path(shutil.copy(originals[".mp3"], tmp_path))
    content = folder_content(tmp_path)

    def fail(*_: Any, **__: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(f"tempo_ssl.tagging.replacing.{place}", fail)
        if isinstance(error, KeyboardInterrupt):
            with pytest.raises(KeyboardInterrupt):
                tag(path)
        else:
            assert tag(path).status == "failed"
    assert folder_content(tmp_path) == content


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_broken_files_are_tagged_or_left_alone(originals: dict[str, Path], tmp_path: Path, suffix: str) -> None:
    content = originals[suffix].read_bytes()
    seed = random.Random(suffix)
    statuses = set()
    for turn in range(40):
        path = tmp_path / f"{turn}{suffix}"
        broken = bytearray(content)
        if turn % 2:
            del broken[seed.randrange(len(broken)) :]
        for _ in range(0 if turn % 4 == 1 else 20):
            # Mostly where the structure is, not the sound.
            broken[seed.randrange(min(len(broken), 300)) if broken else 0 : 0] = b"" if turn % 3 else b"\xff"
            if broken:
                broken[seed.randrange(min(len(broken), 400))] = seed.randrange(256)
        path.write_bytes(broken)
        try:
            sound = packets(path)
        except (av.error.FFmpegError, IndexError):
            sound = None
        outcome = tag(path)
        statuses.add(outcome.status)
        assert outcome.status in ("written", "failed")
        if outcome.status == "failed":
            assert path.read_bytes() == broken
            assert str(path) in outcome.reason
        elif sound is not None:
            assert packets(path) == sound
    assert suffix == ".mp3" or "failed" in statuses  # MP3 is a stream, where a damaged piece harms no other
    assert not list(tmp_path.glob(".*"))


def test_a_wav_file_of_unknown_length_is_left_alone(originals: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "streamed.wav"
    content = originals[".wav"].read_bytes()
    place = content.index(b"data") + 4
    path.write_bytes(content[:4] + b"\xff" * 4 + content[8:place] + b"\xff" * 4 + content[place + 4 :])
    before = path.read_bytes()
    outcome = tag(path)
    assert outcome.status == "failed"
    assert path.read_bytes() == before


def test_what_is_no_sound_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("no music at all" * 100)
    (tmp_path / "empty.ogg").touch()
    (tmp_path / "table.csv").write_text("path,bpm\n")
    os.mkfifo(tmp_path / "pipe.wav")
    for name in ("text.mp3", "empty.ogg", "table.csv", "pipe.wav", "missing.flac", ".", "nul\0.mp3"):
        outcome = tag(tmp_path / name)
        assert outcome.status == "failed", name
        assert outcome.reason.startswith(str(tmp_path)), outcome.reason
        assert len(outcome.reason.splitlines()) == 1


def test_formats_without_a_known_field_are_named(tmp_path: Path, encode_sound: Callable[..., Path]) -> None:
    path = encode_sound(tmp_path / "a.wma", click_track(120, 2, "tick", 44_100))
    content = path.read_bytes()
    outcome = tag(path)
    assert outcome.reason == f"{path}: tags of this format are not supported"
    assert path.read_bytes() == content


def test_other_errors_of_the_library_become_a_reason(
    originals: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    monkeypatch.setattr(mutagen, "File", lambda _: 1 / 0)
    assert "ZeroDivisionError" in tag(path).reason
