"""The workflow: rows of a table into tags, and a journal back out of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tempo_ssl.audio import display_name
from tempo_ssl.errors import TagError, TempoSSLError
from tempo_ssl.tagging.field import BpmTag
from tempo_ssl.tagging.formats import check_mutagen, open_tag
from tempo_ssl.tagging.journal import Change, Journal, read_journal
from tempo_ssl.tagging.replacing import check_writable, replace_file
from tempo_ssl.tagging.rows import Row
from tempo_ssl.tagging.values import holds_tempo, tag_value

#: written: the field was changed (in a dry run: would be). unchanged: it holds this already. existing: it holds another
#: tempo, which stays. unsure: too little confidence. no tempo: the row has none. failed: see the reason.
Status = Literal["written", "unchanged", "existing", "unsure", "no tempo", "failed"]


@dataclass(frozen=True)
class TagSettings:
    """What is written and what is left alone."""

    #: Least confidence, 0 to 1. Rows that do not say count as 0.
    min_confidence: float = 0.0
    #: Decimals; None: 0 where the format specifies an integer, 2 in Vorbis comments. MP4 holds integers only.
    decimals: int | None = None
    #: Lowest and highest BPM to fold into, at least an octave apart.
    fold: tuple[float, float] | None = None
    #: Replace a tempo that is there already.
    overwrite: bool = False
    #: Keep the time of a file's last change.
    keep_mtime: bool = False
    #: Say what would be done, and do nothing.
    dry_run: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    path: str
    status: Status
    #: The field, and its values before and after; empty where it is not there.
    field: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    #: Why it failed, in one line with the file's name.
    reason: str = ""


def tag_rows(rows: Iterable[Row], settings: TagSettings, journal: Journal | None = None) -> Iterator[Outcome]:
    """Write the tempo of every row into its file, and say what became of each as it is done.

    What a field held before is noted in ``journal`` first. A file that cannot be tagged fails and stays as it was.
    ``TagError`` where mutagen is missing or the journal cannot be written, ``ValueError`` for a range that is narrower
    than an octave.
    """
    check_mutagen()
    for row in rows:
        yield _tag(row, settings, journal)


def undo(path: str | os.PathLike[str], settings: TagSettings) -> Iterator[Outcome]:
    """Put back what the fields held before the first change that the journal ``path`` notes.

    Of the settings only ``keep_mtime`` and ``dry_run`` matter. A field that holds nothing of what the journal notes has
    been changed by others since: it fails and stays. ``TagError`` where mutagen is missing or ``path`` is no journal.
    """
    check_mutagen()
    for changes in read_journal(path).values():
        yield _restore(changes, settings)


def _tag(row: Row, settings: TagSettings, journal: Journal | None) -> Outcome:
    if row.problem:
        return Outcome(row.path, "failed", reason=f"{display_name(row.path)}: {row.problem}")
    if row.bpm is None:
        return Outcome(row.path, "no tempo")
    if (row.confidence or 0.0) < settings.min_confidence:
        return Outcome(row.path, "unsure")
    try:
        path, tag = _open(row.path)
        old, new = tag.values, (tag_value(row.bpm, _decimals(tag, settings.decimals), settings.fold),)
        if old == new:
            return Outcome(row.path, "unchanged", tag.field, old, new)
        if holds_tempo(old) and not settings.overwrite:
            return Outcome(row.path, "existing", tag.field, old, old)
        check_writable(path)
    except TempoSSLError as error:
        return Outcome(row.path, "failed", reason=str(error))
    if not settings.dry_run and journal is not None:
        journal.note(Change(path, old, new))
    return _write(row.path, path, tag, old, new, settings)


def _restore(changes: list[Change], settings: TagSettings) -> Outcome:
    name, first = changes[0].path, changes[0].old
    try:
        path, tag = _open(name)
        held = tag.values
        if held == first:
            return Outcome(name, "unchanged", tag.field, held, held)
        if held not in [change.new for change in changes]:
            raise TagError(f"{display_name(name)}: its BPM was changed since; left as it is")
        check_writable(path)
    except TempoSSLError as error:
        return Outcome(name, "failed", reason=str(error))
    return _write(name, path, tag, held, first, settings)


def _open(name: str) -> tuple[str, BpmTag]:
    """Where a file really is, so that a link to it stays one, and its tags."""
    try:
        path = os.path.realpath(name)
        return path, open_tag(path)
    except (OSError, ValueError) as error:
        raise TagError(f"{display_name(name)}: {getattr(error, 'strerror', None) or error}") from None


def _decimals(tag: BpmTag, asked: int | None) -> int:
    decimals = tag.decimals if asked is None else asked
    return decimals if tag.most_decimals is None else min(decimals, tag.most_decimals)


def _write(
    name: str, path: str, tag: BpmTag, old: tuple[str, ...], new: tuple[str, ...], settings: TagSettings
) -> Outcome:
    if settings.dry_run:
        return Outcome(name, "written", tag.field, old, new)
    try:
        tag.values = new
        replace_file(path, tag.write_to, settings.keep_mtime)
        return Outcome(name, "written", tag.field, old, new)
    except TempoSSLError as error:
        reason = str(error)
    except OSError as error:
        reason = f"{display_name(name)}: {error.strerror or error}"
    except Exception as error:  # mutagen's, which are of any kind where a file is damaged
        reason = f"{display_name(name)}: its tags cannot be written ({type(error).__name__}: {error})"
    return Outcome(name, "failed", tag.field, old, old, reason)
