"""A tagged file keeps what is no content: permissions, owner, links, its name, its time where asked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import mutagen
import pytest

from tagged_files import folder_content, tag
from tempo_ssl.errors import TagError
from tempo_ssl.tagging import TagSettings, undo
from tempo_ssl.tagging.replacing import replace_file

pytest_plugins = ["tagged_files"]


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
