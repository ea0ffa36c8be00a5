"""The BPM field of a sound file's tags, and how it gets into a copy of the file with nothing else changed."""

from __future__ import annotations

import os
import shutil
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from tempo_ssl.audio import display_name
from tempo_ssl.errors import TagError
from tempo_ssl.tagging.payload import Payload, payload_digest


class BpmTag(ABC):
    """The tags of one file. ``values`` are those of its BPM field, as text, and may be set; none where it has none."""

    #: What the format calls the field.
    field: ClassVar[str]
    #: Decimals unless asked otherwise, and the most that the field can hold.
    decimals: ClassVar[int] = 0
    most_decimals: ClassVar[int | None] = None

    def __init__(self, path: str, kind: Any, sound: Payload, is_raw: bool = True) -> None:
        """Of the file ``path``, opened by mutagen's class ``kind``; ``sound`` finds what is not a tag.

        ``is_raw``: other tags are kept as they are stored, where the format allows it.
        """
        self._path, self._kind, self._sound, self._is_raw = path, kind, sound, is_raw
        self._audio = self._load()
        if self._audio.tags is None:
            self._audio.add_tags()

    def _load(self) -> Any:
        return self._kind(self._path)

    @property
    @abstractmethod
    def values(self) -> tuple[str, ...]: ...

    @values.setter
    @abstractmethod
    def values(self, values: tuple[str, ...]) -> None: ...

    @abstractmethod
    def others(self) -> Any:
        """All other tags, to be compared."""

    def save_as(self, copy: str) -> None:
        """Fill the file ``copy``: this file with these tags."""
        shutil.copyfile(self._path, copy)
        self._audio.save(copy)

    def write_to(self, copy: str) -> None:
        """As :meth:`save_as`, and ``TagError`` unless nothing but the BPM differs."""
        original = type(self)(self._path, self._kind, self._sound, self._is_raw)
        self.save_as(copy)
        try:
            written = type(self)(copy, self._kind, self._sound, self._is_raw)
        except Exception:  # as in formats.open_tag
            raise cannot(self._path, "what is written cannot be read back; the file may be damaged") from None
        if written.values != self.values:
            raise cannot(self._path, "the BPM written is not read back")
        if written.others() != original.others():
            raise cannot(self._path, "other tags would change")
        if payload_digest(copy, self._sound) != payload_digest(self._path, self._sound):
            raise cannot(self._path, "more than tags would change; the file may be damaged")


def cannot(path: str | os.PathLike[str], reason: str) -> TagError:
    """The error that says what cannot be done with a file."""
    return TagError(f"{display_name(path)}: {reason}")
