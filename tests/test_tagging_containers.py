"""Ogg, FLAC, WAV and MP4: other comments and chunks stay, and the sound stays where it is found."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import av
import mutagen
import pytest
from mutagen.ogg import OggPage

from tagged_files import check_round_trip, folder_content, tag
from tempo_ssl.tagging import TagSettings, undo

pytest_plugins = ["tagged_files"]


@pytest.mark.parametrize("suffix", [".ogg", ".opus", ".flac"])
@pytest.mark.parametrize(
    "entry", [b"title=M\xfcller", b"no key", "t\N{LATIN SMALL LETTER U WITH DIAERESIS}r=x".encode()]
)
def test_a_comment_that_would_not_survive_is_left_alone(
    originals: dict[str, Path], tmp_path: Path, suffix: str, entry: bytes
) -> None:
    """mutagen replaces what is no UTF-8, and makes up names."""
    path = Path(shutil.copy(originals[suffix], tmp_path))
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    file["title"] = "x" * (len(entry) - 6)
    file.save()
    spoil(path, b"title=" + b"x" * (len(entry) - 6), entry)
    content = folder_content(tmp_path)
    outcome = tag(path)
    assert outcome.status == "failed"
    assert folder_content(tmp_path) == content


def spoil(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes, and mend the check sums of Ogg pages, which libraries compare."""
    content = path.read_bytes()
    assert content.count(old) == 1
    path.write_bytes(content.replace(old, new))
    if content.startswith(b"OggS"):
        with open(path, "rb+") as file:
            pages = []
            while file.tell() < len(content):
                pages.append(OggPage(file))
            file.seek(0)
            for page in pages:
                file.write(page.write())


def test_a_comment_keeps_its_place_and_its_spelling(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".ogg"], tmp_path))
    file = mutagen.File(path)
    file.tags[:] = [("a", "1"), ("Bpm", "90"), ("b", "2"), ("bpm", "91")]
    file.save()
    journal = tmp_path / "journal"
    assert tag(path, journal=journal, overwrite=True).old == ("90", "91")
    assert list(mutagen.File(path).tags) == [("a", "1"), ("Bpm", "127.96"), ("b", "2")]
    assert [outcome.new for outcome in undo(journal, TagSettings())] == [("90", "91")]
    assert list(mutagen.File(path).tags) == [("a", "1"), ("Bpm", "90"), ("Bpm", "91"), ("b", "2")]


def test_other_chunks_of_a_wav_file_stay(originals: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    content = originals[".wav"].read_bytes() + b"LIST\x10\0\0\0INFOIART\x03\0\0\0me\0\0" + b"odd \x01\0\0\0x\0"
    path.write_bytes(content[:4] + struct.pack("<I", len(content) - 8) + content[8:])
    content = path.read_bytes()
    assert tag(path).status == "written"
    assert path.read_bytes()[8:].startswith(content[8:])
    assert path.read_bytes()[len(content) :][:4].upper() == b"ID3 "


@pytest.mark.parametrize("flags", ["faststart", "frag_keyframe+empty_moov"])
def test_sound_behind_or_between_the_tags_of_mp4_stays(originals: dict[str, Path], tmp_path: Path, flags: str) -> None:
    """Places of the sound are stored in the file, and move when the tag before it grows."""
    path = tmp_path / "a.m4a"
    with (
        av.open(str(originals[".m4a"])) as source,
        av.open(str(path), "w", format="ipod", options={"movflags": flags}) as target,
    ):
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    check_round_trip(path)
