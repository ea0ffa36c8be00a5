"""ID3 tags of all versions: other frames, other tags and the version stay."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

import mutagen
import pytest
from mutagen import id3
from mutagen.apev2 import APEv2

from tagged_files import check_round_trip, folder_content, stored_bpm, tag
from tempo_ssl.tagging import TagSettings, undo

pytest_plugins = ["tagged_files"]


@pytest.mark.parametrize("suffix", [".mp3", ".wav", ".aiff"])
def test_a_file_that_had_no_id3_tag_is_restored_to_the_byte(
    originals: dict[str, Path], tmp_path: Path, suffix: str
) -> None:
    path = Path(shutil.copy(originals[suffix], tmp_path))
    mutagen.File(path).delete()
    content = path.read_bytes()
    check_round_trip(path)
    assert path.read_bytes() == content


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
