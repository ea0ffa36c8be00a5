"""Tags: the BPM arrives, everything else stays, and undoing gives back what was there."""

from __future__ import annotations

import json
import math
import os
import random
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen import id3
from mutagen.apev2 import APEv2
from mutagen.flac import Picture
from mutagen.mp4 import MP4Cover
from mutagen.ogg import OggPage

from tempo_ssl.audio import load_audio
from tempo_ssl.errors import TagError
from tempo_ssl.synth import click_track
from tempo_ssl.tagging import Journal, Outcome, Row, TagSettings, parse_range, read_rows, tag_rows, tag_value, undo
from tempo_ssl.tagging.fields import BpmTag, open_tag
from tempo_ssl.tagging.journal import Change, read_journal
from tempo_ssl.tagging.replacing import replace_file
from tempo_ssl.tempo import fold_into

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


# --- the BPM arrives, and everything else stays ---------------------------------------------------------------------


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


def test_a_file_with_few_tags_or_none(bare: Path) -> None:
    check_round_trip(bare)


@pytest.mark.parametrize("suffix", [".mp3", ".wav", ".aiff"])
def test_a_file_that_had_no_id3_tag_is_restored_to_the_byte(
    originals: dict[str, Path], tmp_path: Path, suffix: str
) -> None:
    path = Path(shutil.copy(originals[suffix], tmp_path))
    mutagen.File(path).delete()
    content = path.read_bytes()
    check_round_trip(path)
    assert path.read_bytes() == content


def test_a_file_with_many_tags(rich: Path) -> None:
    check_round_trip(rich)


def test_an_earlier_value_is_replaced_and_comes_back(rich: Path) -> None:
    journal = rich.parent / "journal"
    tag(rich, 90)
    before = all_tags(rich)
    assert tag(rich, 100).status == "existing"
    assert all_tags(rich) == before
    assert tag(rich, 100, journal, overwrite=True).old == ("90",)
    assert tag(rich, 110, journal, overwrite=True).old == ("100",)
    assert [outcome.new for outcome in undo(journal, TagSettings())] == [("90",)]
    assert all_tags(rich) == before
    assert {outcome.status for outcome in undo(journal, TagSettings())} == {"unchanged"}


def test_real_recordings_keep_every_packet(shared: Path, tmp_path: Path) -> None:
    found = [path for name in ("corpus", "eval", "odd") for path in sorted((shared / name).rglob("*.opus"))]
    chosen = [*found[::150], *(shared / "odd").rglob("*.opus")]
    assert len(chosen) > 5
    for path in chosen:
        copy = Path(shutil.copyfile(path, tmp_path / path.name))
        before, sound = all_tags(copy), packets(copy)
        outcome = tag(copy)
        assert outcome.status == "written", outcome
        assert (without_bpm(all_tags(copy)), packets(copy)) == (without_bpm(before), sound)


@pytest.mark.parametrize("version", [3, 4])
def test_the_version_of_an_id3_tag_stays(originals: dict[str, Path], tmp_path: Path, version: int) -> None:
    path = Path(shutil.copy(originals[".mp3"], tmp_path))
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=1, text="t"))
    # Each belongs to one version only; translating would turn one into the other.
    tags.add(id3.TYER(encoding=0, text="2001") if version == 3 else id3.TDRC(encoding=0, text="2001-02-03"))
    tags.save(path, v2_version=version)
    assert tag(path).status == "written"
    written = id3.ID3(path, translate=False)
    assert written.version == (2, version, 0)
    assert set(written) == {"TIT2", "TBPM", "TYER" if version == 3 else "TDRC"}


def test_a_new_id3_tag_is_of_the_version_that_most_players_know(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".mp3"], tmp_path))
    id3.delete(path)
    assert tag(path).status == "written"
    assert id3.ID3(path).version == (2, 3, 0)


def test_id3v1_and_ape_tags_at_the_end_stay_byte_for_byte(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".mp3"], tmp_path))
    id3.delete(path)
    sound = path.read_bytes()
    ape = APEv2()
    ape["Title"] = "of APE"
    ape.save(path)
    first = b"TAG" + b"of ID3v1".ljust(30, b"\0") + bytes(94) + b"\x11"
    path.write_bytes(path.read_bytes() + first)
    tail = path.read_bytes().removeprefix(sound)
    assert tag(path).status == "written"
    assert path.read_bytes().endswith(sound + tail)
    # Nothing of the old tags has come into the new one.
    assert set(id3.ID3(path, load_v1=False)) == {"TBPM"}


def id3v22(*frames: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + len(data).to_bytes(3, "big") + data for name, data in frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x02\0\0" + size + body


def test_an_old_id3_tag_becomes_the_next_version_with_all_it_holds(originals: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    id3.delete(shutil.copy(originals[".mp3"], path))
    sound = path.read_bytes()
    path.write_bytes(id3v22((b"TT2", b"\0Title"), (b"TYE", b"\x002001")) + sound)
    assert tag(path).status == "written"
    tags = id3.ID3(path, translate=False)
    assert tags.version == (2, 3, 0)
    assert {key: str(frame) for key, frame in tags.items()} == {"TIT2": "Title", "TYER": "2001", "TBPM": "128"}
    assert path.read_bytes().endswith(sound)


def test_an_old_id3_tag_that_cannot_be_kept_is_left_alone(originals: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    id3.delete(shutil.copy(originals[".mp3"], path))
    path.write_bytes(id3v22((b"TT2", b"\0Title"), (b"XYZ", b"unknown frame")) + path.read_bytes())
    content = folder_content(tmp_path)
    outcome = tag(path)
    assert (outcome.status, "other tags would change" in outcome.reason) == ("failed", True)
    assert folder_content(tmp_path) == content


def id3_frame(name: bytes, data: bytes, flags: bytes = b"\0\0") -> bytes:
    """A frame whose size is written the same way in both versions."""
    assert len(data) < 128
    return name + len(data).to_bytes(4, "big") + flags + data


@pytest.mark.parametrize("suffix", [".mp3", ".wav", ".aiff"])
@pytest.mark.parametrize("version", [3, 4])
def test_other_id3_frames_stay_byte_for_byte(
    originals: dict[str, Path], tmp_path: Path, version: int, suffix: str
) -> None:
    frames = [
        id3_frame(b"TXXX", b"\0same\0one"),
        id3_frame(b"TXXX", b"\0same\0two"),  # mutagen would merge them
        id3_frame(b"TIT2", b"\x09what encoding is this?"),  # mutagen would drop it
        id3_frame(b"APIC", b"\0PNG\0\x03\0" + b"TAG" * 20),  # and correct the type of this one
        id3_frame(b"XYZW", b"of another program"),
        id3_frame(b"TALB", b"\0\0\0\x05" + zlib.compress(b"\0Album"), b"\0\x80" if version == 3 else b"\0\x09"),
        id3_frame(b"TPE1", b"\x05encrypted", b"\0\x40" if version == 3 else b"\0\x04"),
    ]
    body = b"".join(frames) + bytes(300)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    stored = b"ID3" + bytes([version, 0, 0]) + size + body
    path = Path(shutil.copy(originals[suffix], tmp_path))
    mutagen.File(path).delete()
    if suffix == ".mp3":
        path.write_bytes(stored + path.read_bytes())
    else:
        order = "<" if suffix == ".wav" else ">"
        content = path.read_bytes() + b"ID3 " + struct.pack(f"{order}I", len(stored)) + stored
        path.write_bytes(content[:4] + struct.pack(f"{order}I", len(content) - 8) + content[8:])
    journal = tmp_path / "journal"
    assert tag(path, journal=journal).status == "written"
    assert b"".join(frames) in path.read_bytes()
    assert stored_bpm(path) == "128"
    assert [outcome.status for outcome in undo(journal, TagSettings())] == ["written"]
    assert b"".join(frames) in path.read_bytes()


def test_a_disguised_id3_tag_keeps_its_content(originals: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    id3.delete(shutil.copy(originals[".mp3"], path))
    sound = path.read_bytes()
    picture = id3_frame(b"APIC", b"\0image/png\0\x03\0\xff\0\xe0\xff\0\0end")  # FF E0 and FF 00, with zeros after FF
    body = picture + id3_frame(b"TIT2", b"\0Title") + bytes(300)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\x04\0\x80" + size + body + sound)
    before = {key: repr(frame) for key, frame in id3.ID3(path).items()}
    assert id3.ID3(path)["APIC:"].data == b"\xff\xe0\xff\0end"
    assert tag(path).status == "written"
    after = {key: repr(frame) for key, frame in id3.ID3(path).items()}
    assert after.pop("TBPM")
    assert after == before
    assert path.read_bytes().endswith(sound)


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


@pytest.mark.parametrize("values", [("0",), ("",), ("0.00", " ")])
def test_zero_and_nothing_count_as_no_tempo(
    originals: dict[str, Path], tmp_path: Path, values: tuple[str, ...]
) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    file = mutagen.File(path)
    file["BPM"] = list(values)
    file.save()
    assert tag(path).status == "written"
    assert mutagen.File(path)["BPM"] == ["127.96"]


def test_words_count_as_a_tempo(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    file = mutagen.File(path)
    file["BPM"] = "rather fast"
    file.save()
    assert tag(path).status == "existing"


def test_decimals_as_asked_but_never_in_mp4(bare: Path) -> None:
    assert tag(bare, 99.25, decimals=2).new == (("99",) if bare.suffix == ".m4a" else ("99.25",))
    assert stored_bpm(bare) == ("99" if bare.suffix == ".m4a" else "99.25")
    assert tag(bare, 99.25, decimals=1, overwrite=True).new == (("99",) if bare.suffix == ".m4a" else ("99.3",))


# --- nothing is lost, whatever goes wrong ---------------------------------------------------------------------------


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


# --- the file itself ------------------------------------------------------------------------------------------------


def test_permissions_and_extended_attributes_stay(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".mp3"], tmp_path))
    path.chmod(0o640)
    try:
        os.setxattr(path, "user.note", b"mine")
    except (OSError, AttributeError):
        attributes = None
    else:
        attributes = b"mine"
    assert tag(path).status == "written"
    assert path.stat().st_mode & 0o7777 == 0o640
    if attributes is not None:
        assert os.getxattr(path, "user.note") == attributes


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".mp3"], tmp_path))
    os.chown(path, 12_345, 54_321)
    path.chmod(0o644)
    assert tag(path).status == "written"
    assert (path.stat().st_uid, path.stat().st_gid, path.stat().st_mode & 0o777) == (12_345, 54_321, 0o644)


def test_an_owner_that_cannot_be_kept_is_a_failure(
    originals: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(originals[".mp3"], tmp_path))
    content = folder_content(tmp_path)
    stat = os.stat

    def other_owner(name: Any, *args: Any, **options: Any) -> os.stat_result:
        found = stat(name, *args, **options)
        is_copy = Path(name).name.startswith(".tempo-ssl-")
        return os.stat_result([*found[:4], found[4] + is_copy, *found[5:]], found_times(found))

    def refuse(*_: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patch:
        patch.setattr("tempo_ssl.tagging.replacing.os.stat", other_owner)
        patch.setattr("tempo_ssl.tagging.replacing.os.chown", refuse)
        outcome = tag(path)
    assert "belongs to another user or group" in outcome.reason
    assert folder_content(tmp_path) == content


def found_times(status: os.stat_result) -> dict[str, int]:
    return {name: getattr(status, name) for name in ("st_atime_ns", "st_mtime_ns", "st_ctime_ns")}


@pytest.mark.parametrize("keep", [False, True])
def test_the_time_of_the_last_change_stays_only_if_asked(
    originals: dict[str, Path], tmp_path: Path, keep: bool
) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    long_ago = 10**18 + 123_456_789
    os.utime(path, ns=(long_ago, long_ago))
    assert tag(path, keep_mtime=keep).status == "written"
    assert (path.stat().st_mtime_ns == long_ago) == keep
    journal = tmp_path / "journal"
    os.utime(path, ns=(long_ago, long_ago))
    tag(path, 90, journal, overwrite=True, keep_mtime=keep)
    assert [outcome.status for outcome in undo(journal, TagSettings(keep_mtime=keep))] == ["written"]
    assert (path.stat().st_mtime_ns == long_ago) == keep


def test_a_link_stays_a_link_and_its_file_is_tagged(originals: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path = Path(shutil.copy(originals[".m4a"], tmp_path / "real"))
    (tmp_path / "one").symlink_to(Path("real") / path.name)
    (tmp_path / "two").symlink_to("one")
    assert tag(tmp_path / "two").status == "written"
    assert (os.readlink(tmp_path / "two"), os.readlink(tmp_path / "one")) == ("one", f"real/{path.name}")
    assert mutagen.File(path)["tmpo"] == [128]
    assert [entry.name for entry in (tmp_path / "real").iterdir()] == [path.name]


def test_a_link_in_a_circle_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").symlink_to("b.mp3")
    (tmp_path / "b.mp3").symlink_to("a.mp3")
    assert tag(tmp_path / "a.mp3").status == "failed"


def test_another_hard_link_keeps_the_file_as_it_was(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    os.link(path, tmp_path / "other.flac")
    content = path.read_bytes()
    assert tag(path).status == "written"
    assert (tmp_path / "other.flac").read_bytes() == content != path.read_bytes()


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_read_only_file_is_named_whoever_asks(originals: dict[str, Path], tmp_path: Path, dry_run: bool) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    path.chmod(0o444)
    content = path.read_bytes()
    outcome = tag(path, dry_run=dry_run)
    assert (outcome.status, outcome.reason) == ("failed", f"{path}: is read-only")
    assert path.read_bytes() == content


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def write(copy: str) -> None:
        Path(copy).write_bytes(b"ours")
        path.write_bytes(b"theirs")

    with pytest.raises(TagError, match="changed by another program"):
        replace_file(str(path), write, False)
    assert folder_content(tmp_path) == {"a": b"theirs"}


@pytest.mark.parametrize(
    "name", [b"a\nb.flac", b"\xff\xfe.flac", "ä\N{MUSICAL NOTE}.flac".encode(), b"x" * 250 + b".flac"]
)
def test_any_name_will_do(originals: dict[str, Path], tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    try:
        shutil.copy(originals[".flac"], path)
    except OSError:
        pytest.skip("this file system has no such names")
    journal = tmp_path / "journal"
    assert tag(path, journal=journal).status == "written"
    assert [outcome.status for outcome in undo(journal, TagSettings())] == ["written"]
    assert not mutagen.File(path).tags


# --- what is written ------------------------------------------------------------------------------------------------

TEMPI = st.floats(1, 1000)


@given(TEMPI, st.floats(20, 200), st.floats(2, 5))
def test_folding_gives_the_nearest_octave_relative_in_the_range(bpm: float, low: float, width: float) -> None:
    high = low * width
    folded = fold_into(bpm, low, high)
    assert low <= folded <= high
    octaves = math.log2(folded / bpm)
    assert octaves == pytest.approx(round(octaves), abs=1e-9)
    if low <= bpm <= high:
        assert folded == bpm
    else:
        # One octave less of a step would not have reached it.
        nearer = folded * 2 if folded < bpm else folded / 2
        assert not low <= nearer <= high


@given(TEMPI, st.floats(20, 200), st.floats(1, 1.999))
def test_a_range_narrower_than_an_octave_is_refused(bpm: float, low: float, width: float) -> None:
    with pytest.raises(ValueError, match="octave"):
        fold_into(bpm, low, low * width)


@given(TEMPI, st.integers(0, 4))
def test_a_value_is_the_tempo_rounded(bpm: float, decimals: int) -> None:
    text = tag_value(bpm, decimals)
    assert abs(float(text) - bpm) <= 0.5 * 10.0**-decimals * (1 + 1e-9)
    whole, _, fraction = text.partition(".")
    assert whole.isdigit()
    assert len(fraction) <= decimals
    assert not fraction.endswith("0")
    assert not text.endswith(".")


@given(TEMPI, st.integers(20, 200), st.integers(0, 300), st.integers(0, 2))
def test_a_folded_value_lies_in_the_range_after_rounding_too(bpm: float, low: int, more: int, decimals: int) -> None:
    assert low <= float(tag_value(bpm, decimals, (low, 2 * low + more))) <= 2 * low + more


def test_halves_are_rounded_upwards() -> None:
    assert [tag_value(bpm) for bpm in (126.5, 127.5, 128.4999, 100.0)] == ["127", "128", "128", "100"]
    assert [tag_value(100.285, decimals) for decimals in (0, 1, 2, 3)] == ["100", "100.3", "100.29", "100.285"]
    assert tag_value(360.0, 0, (70, 180)) == "180"
    assert tag_value(float(np.float32(64.0)), 2, (70, 180)) == "128"


@pytest.mark.parametrize("bpm", [0.0, -1.0, math.nan, math.inf])
def test_no_tempo_has_no_value(bpm: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        tag_value(bpm)


def test_a_range_is_read() -> None:
    assert parse_range("70-180") == (70, 180)
    assert parse_range("82.5-165") == (82.5, 165)
    for text in ("", "70", "180-70", "70-130", "a-b", "-", "0-100", "nan-nan", "70-inf", "-70-180"):
        with pytest.raises(ValueError, match=r"range|positive|octave"):
            parse_range(text)


# --- tables ---------------------------------------------------------------------------------------------------------


def rows_of(text: str | bytes) -> list[Row]:
    content = text.encode() if isinstance(text, str) else text
    return list(read_rows(content.splitlines(keepends=True), "table"))


def test_a_table_of_batch_is_read() -> None:
    head = (
        "path,bpm,confidence,octave_confidence,tempo_octave_relaxed,bpm_2,confidence_2,stability,duration_s,error,"
        "size_bytes,mtime\n"
    )
    rows = rows_of(
        head + '"a,""b""\nc.mp3",128.04,0.9,0.8,128.04,64.02,0.4,constant,180.0,,5,6\nb.mp3,,0,0,,,,unknown,1,bad,5,6\n'
    )
    assert rows == [Row('a,"b"\nc.mp3', 128.04, 0.9), Row("b.mp3", None, 0.0)]


def test_other_tables_are_read() -> None:
    assert rows_of(b"\xef\xbb\xbfbpm,path\r\n100,a\r\n") == [Row("a", 100.0)]
    assert rows_of(
        '{"path": "a", "bpm": 100.5, "confidence": 0.5, "candidates": []}\n\n{"path": "b", "bpm": null}\n'
    ) == [
        Row("a", 100.5, 0.5),
        Row("b", None),
    ]
    assert rows_of(b"path,bpm\n\xff.mp3,90\n") == [Row("\udcff.mp3", 90.0)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a,fast,1", "bpm is 'fast', not a number, in row 2 of table"),
        ("a,100,high", "confidence is 'high', not a number, in row 2 of table"),
        ("a,-5,1", "-5 BPM is no tempo in row 2 of table"),
        ("a,nan,1", "nan BPM is no tempo in row 2 of table"),
        ("a,1e9,1", "1e+09 BPM is no tempo in row 2 of table"),
        ("a,12", "row 2 of table is cut short"),
    ],
)
def test_a_row_that_makes_no_sense_says_so_and_the_next_is_read(row: str, problem: str) -> None:
    bad, good = rows_of(f"path,bpm,confidence\n{row}\nb,100,1\n")
    assert (bad.path, bad.bpm, bad.problem) == ("a", None, problem)
    assert good == Row("b", 100.0, 1.0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"file,tempo\na,100\n",
        b"path\na\n",
        b"128.04 BPM  song.wav\n",
        b"PAR1\0\0\xff\xfe",
        b"{\n",
        b'{"path": 5, "bpm": 5}\n',
        b'{"bpm": 5}\n',
        b"[]\n",
        b'path,bpm\n"' + b"x" * 200_000 + b'",100\n',
    ],
)
def test_what_is_no_table_is_an_error_of_one_line(content: bytes) -> None:
    with pytest.raises(TagError, match=r"^table: ") as caught:
        rows_of(content)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200), st.sampled_from([b"", b"path,bpm\n", b'{"path":"a","bpm":1}\n']))
def test_any_content_is_a_table_or_an_error(content: bytes, head: bytes) -> None:
    try:
        rows = rows_of(head + content)
    except TagError:
        return
    assert all(row.bpm is None or 1 <= row.bpm <= 1000 for row in rows)


def test_escaped_bytes_of_a_name_are_bytes_where_there_is_such_a_file(
    originals: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        (tmp_path / os.fsdecode(b"\xfe.flac")).touch()
    except OSError:
        pytest.skip("this file system has no such names")
    table = b"path,bpm\n\\xfe.flac,90\n\\xfd.flac,90\n"
    assert [row.path for row in rows_of(table)] == ["\udcfe.flac", "\\xfd.flac"]
    # A name that looks like an escape is escaped itself by tempo-ssl; other programs write it as it is.
    (tmp_path / "\\xfd.flac").touch()
    paths = [row.path for row in rows_of(table + b"\\x5cxfd.flac,90\n")]
    assert [os.fsencode(path) for path in paths] == [b"\xfe.flac", b"\\xfd.flac", b"\\xfd.flac"]


# --- the journal ----------------------------------------------------------------------------------------------------


def test_a_journal_is_added_to(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    one, two = "/1\udcff\n", "/2"
    changes = [Change(one, (), ("1",)), Change(two, ("0", "x"), ()), Change(one, ("1",), ("2",))]
    with Journal(path) as journal:
        journal.note(changes[0])
    with Journal(path) as journal:
        journal.note(changes[1])
        journal.note(changes[2])
    assert read_journal(path) == {one: [changes[0], changes[2]], two: [changes[1]]}


def test_a_line_that_was_not_finished_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal(path) as journal:
        journal.note(Change("/a", (), ("1",)))
    whole = path.read_bytes()
    for length in range(len(whole.splitlines()[0]) + 1, len(whole)):
        path.write_bytes(whole[:length])
        with Journal(path) as journal:
            journal.note(Change("/b", (), ("2",)))
        assert list(read_journal(path)) in (["/b"], ["/a", "/b"])


def test_a_journal_is_only_made_where_something_changes(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    journal = tmp_path / "journal"
    tag(path, journal=journal, dry_run=True)
    tag(tmp_path / "missing", journal=journal)
    assert not journal.exists()


@pytest.mark.parametrize(
    "content", [b"RIFF\0\0", b"{}\n", b"[]\n", b"path,bpm\n", b'{"journal": "other", "version": 1}\n']
)
def test_another_file_is_never_taken_for_a_journal(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "song.wav"
    path.write_bytes(content)
    with pytest.raises(TagError, match="is not a journal"):
        Journal(path)
    with pytest.raises(TagError, match="is not a journal"):
        read_journal(path)
    assert path.read_bytes() == content


def test_a_newer_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_text(json.dumps({"journal": "tempo-ssl tag", "version": 2}) + "\n")
    with pytest.raises(TagError, match="newer"):
        read_journal(path)


def test_without_a_place_for_the_journal_nothing_is_changed(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    content = path.read_bytes()
    with pytest.raises(TagError, match="journal cannot be written"):
        tag(path, journal=tmp_path / "no folder" / "journal")
    with pytest.raises(TagError):
        tag(path, journal=tmp_path)
    assert path.read_bytes() == content


def test_the_old_value_is_noted_before_the_file_is_changed(
    originals: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    journal = tmp_path / "journal"

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tempo_ssl.tagging.changes.replace_file", die)
        with pytest.raises(KeyboardInterrupt):
            tag(path, journal=journal)
    assert read_journal(journal) == {str(path): [Change(str(path), (), ("127.96",))]}
    assert [outcome.status for outcome in undo(journal, TagSettings())] == ["unchanged"]


def test_what_was_changed_since_is_not_undone(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".ogg"], tmp_path))
    journal = tmp_path / "journal"
    tag(path, journal=journal)
    tag(path, 90, overwrite=True)
    (outcome,) = undo(journal, TagSettings())
    assert (outcome.status, "changed since" in outcome.reason) == ("failed", True)
    assert mutagen.File(path)["BPM"] == ["90"]


def test_a_dry_run_of_undo_says_what_undo_does(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".ogg"], tmp_path))
    journal = tmp_path / "journal"
    for bpm in (90, 100, 110):
        tag(path, bpm, journal, overwrite=True)
    content = folder_content(tmp_path)
    promised = list(undo(journal, TagSettings(dry_run=True)))
    assert folder_content(tmp_path) == content
    assert [(outcome.old, outcome.new) for outcome in promised] == [(("110",), ())]
    assert list(undo(journal, TagSettings())) == promised
