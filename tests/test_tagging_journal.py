"""The journal of tagging: what it holds, what is no journal, and what undoing makes of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import mutagen
import pytest

from tagged_files import folder_content, tag
from tempo_ssl.errors import TagError
from tempo_ssl.tagging import Journal, TagSettings, undo
from tempo_ssl.tagging.journal import Change, read_journal

pytest_plugins = ["tagged_files"]


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
