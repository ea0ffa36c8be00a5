"""What is measured on: recordings with their annotated tempi, wherever these came from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tempo_ssl.config import AUDIO_SUFFIXES

#: Column of a manifest that says whether the annotator's octave can be relied on, and its value where it cannot.
OCTAVE, UNCERTAIN = "octave", "uncertain"


@dataclass(frozen=True)
class Track:
    """One recording and what its annotation says."""

    #: Name in the data set, unique: the path as its manifest gives it.
    path: str
    #: The annotated tempo in BPM, positive.
    bpm: float
    #: The sound file; it may be missing.
    audio: Path | None = None
    #: Whether the octave of the annotation counts; where it does not, only Accuracy 2 and the like do.
    octave_stated: bool = True
    #: A second annotated tempo (BPM), and the share (0..1) of listeners who chose the first.
    bpm_2: float | None = None
    salience: float = 1.0
    #: Everything else that is known: column -> value.
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    """Recordings in a fixed order. ``annotation`` says where their tempi come from, and in which version."""

    name: str
    annotation: str
    tracks: tuple[Track, ...]
    #: Where to get the sound files, or where they are looked for; for those who miss some.
    audio_hint: str = ""

    def __len__(self) -> int:
        return len(self.tracks)

    def values(self, column: str) -> list[str]:
        """The value of a column for every track; empty where a track has none."""
        return [track.columns.get(column, "") for track in self.tracks]

    def clusters(self, column: str) -> list[str]:
        """The group of every track by a column; one without a value is a group of its own."""
        return [value or f"\0{place}" for place, value in enumerate(self.values(column))]

    @property
    def columns(self) -> list[str]:
        """Names of all columns, in the order of their first appearance."""
        return list(dict.fromkeys(column for track in self.tracks for column in track.columns))

    def finder(self) -> TrackFinder:
        """Looks tracks up by the paths that other programs call them."""
        return TrackFinder(self.tracks)


class TrackFinder:
    """A track's place by its path: as the data set gives it, or any path that leads to the same sound file."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        self._names = {plain_path(track.path): place for place, track in enumerate(tracks)}
        # JAMS files call a track by its sound's name without the ending.
        self._suffixless = {n: p for n, p in self._names.items() if Path(n).suffix not in AUDIO_SUFFIXES}
        self._files = {os.path.abspath(track.audio): place for place, track in enumerate(tracks) if track.audio}

    def find(self, path: str, folder: Path) -> int | None:
        """The place of the track called ``path`` by a file in ``folder``; None if there is none."""
        place = self._names.get(plain_path(path))
        if place is not None:
            return place
        place = self._suffixless.get(os.path.splitext(plain_path(path))[0])
        if place is not None:
            return place
        # As our own `estimate` writes it: from the folder it ran in, which may be this one or that of its results.
        for candidate in (os.path.abspath(path), os.path.abspath(folder / path)):
            if candidate in self._files:
                return self._files[candidate]
        return None


def plain_path(path: str) -> str:
    """A path as it is compared: with slashes of one kind and without detours (``a\\b``, ``./a/b`` -> ``a/b``)."""
    return os.path.normpath(path.replace("\\", "/"))
