"""The journal of ``tempo-ssl tag``: what a tag held before, noted before it is changed, so that it can be put back.

JSON Lines: a first line that says what the file is, then a line for each change. Runs are added to an existing journal;
undoing goes back to what was before the first.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from io import FileIO
from typing import Any

from tempo_ssl.audio import display_name
from tempo_ssl.errors import TagError

HEAD = {"journal": "tempo-ssl tag", "version": 1}


@dataclass(frozen=True)
class Change:
    """The values of one file's BPM field before and after; empty where it had none."""

    path: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class Journal:
    """A journal to write. The file is made with the first change, and one that exists is added to."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """``TagError`` where ``path`` is something else than a journal."""
        self._path = path
        self._file: FileIO | None = None
        if os.path.exists(path) and (os.path.isdir(path) or os.stat(path).st_size):
            with _open(path) as file:
                _check_head(file, path)

    def note(self, change: Change) -> None:
        """Store a change, safe from a power cut when this returns. ``TagError`` where it cannot be stored."""
        try:
            if self._file is None:
                self._file = open(self._path, "ab+", buffering=0)  # noqa: SIM115  # closed by close()
                self._begin(self._file)
            self._file.write(_line(asdict(change)))
            os.fsync(self._file.fileno())
        except OSError as error:
            raise TagError(f"{display_name(self._path)}: the journal cannot be written: {error.strerror}") from None

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @staticmethod
    def _begin(file: FileIO) -> None:
        end = file.seek(0, os.SEEK_END)
        if not end:
            file.write(_line(HEAD))
            return
        file.seek(end - 1)
        if file.read(1) != b"\n":
            file.write(b"\n")  # after a line that an earlier run could not finish


def read_journal(path: str | os.PathLike[str]) -> dict[str, list[Change]]:
    """File -> its changes, the earliest first. ``TagError`` where ``path`` is no journal.

    A line that is not whole is passed over: what it was to note never came to pass.
    """
    found: dict[str, list[Change]] = {}
    with _open(path) as file:
        _check_head(file, path)
        for change in map(_change, file):
            if change is not None:
                found.setdefault(change.path, []).append(change)
    return found


def _open(path: str | os.PathLike[str]) -> Any:
    try:
        return open(path, "rb")
    except OSError as error:
        raise TagError(f"{display_name(path)}: {error.strerror}") from None


def _check_head(file: Any, path: str | os.PathLike[str]) -> None:
    try:
        head = json.loads(file.readline(1000))
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict) or head.get("journal") != HEAD["journal"]:
        raise TagError(f"{display_name(path)}: is not a journal of tempo-ssl tag")
    if head.get("version") != HEAD["version"]:
        raise TagError(f"{display_name(path)}: was written by a newer tempo-ssl; use that one")


def _line(record: dict[str, Any]) -> bytes:
    # ASCII: undecodable bytes of names, which Python keeps as surrogates, come back as they were.
    return json.dumps(record).encode("ascii") + b"\n"


def _change(line: bytes) -> Change | None:
    try:
        record = json.loads(line)
        path, old, new = record["path"], tuple(record["old"]), tuple(record["new"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    is_sound = isinstance(path, str) and all(isinstance(value, str) for value in old + new)
    return Change(path, old, new) if is_sound else None
