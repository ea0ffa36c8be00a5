"""Files of every format whose tags are known, and what other programs find in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import pytest
from mutagen import id3
from mutagen.flac import Picture
from mutagen.mp4 import MP4Cover

from tempo_ssl.audio import load_audio
from tempo_ssl.synth import click_track
from tempo_ssl.tagging import Journal, Outcome, Row, TagSettings, tag_rows, undo

BPM = 127.955
SUFFIXES = [".mp3", ".wav", ".aiff", ".flac", ".ogg", ".opus", ".m4a"]
#: What FFmpeg calls the field, and what it holds for BPM.
FIELDS = {".flac": ("BPM", "127.96"), ".ogg": ("BPM", "127.96"), ".opus": ("BPM", "127.96"), ".m4a": ("tmpo", "128")}
OPTIONS = {".mp3": {"format": "MP3"}, ".opus": {"format": "OGG", "subtype": "OPUS"}}
#: A picture that holds what looks like the beginning of an ID3v1 tag.
PICTURE = b"\x89PNG" + bytes(range(256)) * 20 + b"TAG" + bytes(60)


@pytest.fixture(scope="session")
def originals(
    tmp_path_factory: pytest.TempPathFactory, write_sound: Callable[..., Path], encode_sound: Callable[..., Path]
) -> dict[str, Path]:
    """Suffix -> a file without any tag of ours."""
    folder = tmp_path_factory.mktemp("originals")
    samples = click_track(120, 4, "four-on-the-floor", 48_000)
    made = {}
    for suffix in SUFFIXES:
        write = encode_sound if suffix == ".m4a" else write_sound
        made[suffix] = write(folder / f"a{suffix}", samples, 48_000, **OPTIONS.get(suffix, {}))
    return made


@pytest.fixture(params=SUFFIXES)
def bare(request: pytest.FixtureRequest, originals: dict[str, Path], tmp_path: Path) -> Path:
    """A file of each format."""
    return Path(shutil.copy(originals[request.param], tmp_path))


@pytest.fixture
def rich(bare: Path) -> Path:
    """A file of each format, with tags of many kinds."""
    tags = mutagen.File(bare)
    if tags.tags is None:
        tags.add_tags()
    add_tags(tags)
    tags.save()
    return bare


def add_tags(file: Any) -> None:
    tags = file.tags
    if isinstance(tags, id3.ID3):
        for frame in (
            id3.TIT2(encoding=3, text="Tïtle \N{MUSICAL NOTE}"),
            id3.TPE1(encoding=1, text=["One", "Two"]),
            id3.TXXX(encoding=3, desc="BPM", text="not ours"),
            id3.TXXX(encoding=0, desc="x", text=""),
            id3.COMM(encoding=0, lang="deu", desc="d", text="a comment"),
            id3.TDRC(encoding=0, text="2001-02-03"),
            id3.TCON(encoding=0, text="(17)Rock"),
            id3.PRIV(owner="me", data=b"\0\xff"),
            id3.APIC(encoding=0, mime="PNG", type=3, desc="c", data=PICTURE),
        ):
            tags.add(frame)
    elif type(file).__name__ == "MP4":
        tags["\xa9nam"] = ["Tïtle"]
        tags["trkn"] = [(3, 12)]
        tags["covr"] = [MP4Cover(PICTURE, MP4Cover.FORMAT_PNG)]
        tags["----:com.apple.iTunes:BPM"] = [b"not ours"]
    else:
        tags.extend([("Title", "Tïtle"), ("ARTIST", "One"), ("artist", "Two"), ("BPMX", "not ours"), ("empty", "")])
        if type(file).__name__ == "FLAC":
            picture = Picture()
            picture.data, picture.mime, picture.type = PICTURE, "image/png", 3
            file.add_picture(picture)


def packets(path: Path) -> list[bytes]:
    """The sound as it is stored, as FFmpeg finds it."""
    with av.open(str(path), metadata_errors="ignore") as container:
        return [bytes(packet) for packet in container.demux(audio=0)]


def stored_bpm(path: Path) -> str | None:
    """The BPM, not by mutagen: by FFmpeg, and in MP4, where that does not know it, by the bytes of the atom."""
    if path.suffix == ".m4a":
        _, found, value = path.read_bytes().partition(b"\0\0\0\x1atmpo\0\0\0\x12data\0\0\0\x15\0\0\0\0")
        return str(int.from_bytes(value[:2], "big")) if found else None
    with av.open(str(path), metadata_errors="ignore") as container:
        tags = {**container.metadata, **container.streams.audio[0].metadata}
    return {name.upper(): value for name, value in tags.items()}.get(FIELDS.get(path.suffix, ("TBPM",))[0])


def all_tags(path: Path) -> Any:
    """All tags as mutagen reads them by itself, BPM included, in a form that compares."""
    file = mutagen.File(path)
    pictures = [picture.data for picture in getattr(file, "pictures", ())]
    if type(file).__name__ in ("MP3", "WAVE", "AIFF"):
        return {key: repr(frame) for key, frame in (file.tags or {}).items()}
    return (list(file.tags) if isinstance(file.tags, list) else dict(file.tags or {})), pictures


def tag(path: Path, bpm: float = BPM, journal: Path | None = None, **settings: Any) -> Outcome:
    rows = [Row(str(path), bpm, 0.9)]
    if journal is None:
        (outcome,) = tag_rows(rows, TagSettings(**settings))
    else:
        with Journal(journal) as book:
            (outcome,) = tag_rows(rows, TagSettings(**settings), book)
    return outcome


def folder_content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def check_round_trip(path: Path) -> None:
    before, sound, heard = all_tags(path), packets(path), load_audio(path).samples
    field, text = FIELDS.get(path.suffix, ("TBPM", "128"))
    journal = path.parent / "journal"

    assert stored_bpm(path) is None
    outcome = tag(path, journal=journal)
    assert (outcome.status, outcome.field, outcome.old, outcome.new) == ("written", field, (), (text,))
    assert stored_bpm(path) == text
    assert packets(path) == sound
    assert np.array_equal(load_audio(path).samples, heard)
    assert without_bpm(all_tags(path)) == before
    assert tag(path).status == "unchanged"

    (outcome,) = undo(journal, TagSettings())
    assert (outcome.status, outcome.old, outcome.new) == ("written", (text,), ())
    assert all_tags(path) == before
    assert packets(path) == sound
    assert stored_bpm(path) is None
    assert sorted(entry.name for entry in path.parent.iterdir()) == [path.name, "journal"]


def without_bpm(tags: Any) -> Any:
    if isinstance(tags, dict):
        return {key: value for key, value in tags.items() if key != "TBPM"}
    pairs, pictures = tags
    if isinstance(pairs, dict):
        return {key: value for key, value in pairs.items() if key != "tmpo"}, pictures
    return [pair for pair in pairs if pair[0] != "BPM"], pictures
