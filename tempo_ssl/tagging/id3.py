"""The BPM field of ID3v2 tags: mp3, and chunks of wav and aiff. mutagen is imported when a file is opened."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import Any

from tempo_ssl.tagging.field import BpmTag
from tempo_ssl.tagging.payload import PIECE, id3_size

#: Bytes of padding of an ID3 tag that no longer fits into its place, and the least in one that does. mutagen takes
#: the letters TAG within the last 136 bytes for an ID3v1 tag, which a picture may hold as well; padding never does.
ID3_PADDING, ID3_LEAST_PADDING = 1024, 256


class _OnlyBpm(dict[str, Any]):
    """ID3 frames of which mutagen is to understand the BPM alone: the others it keeps as they are, byte for byte."""

    def __getitem__(self, name: str) -> Any:
        if name != ChunkId3.field:
            raise KeyError(name)
        return super().__getitem__(name)


class ChunkId3(BpmTag):
    """``TBPM`` of an ID3v2 tag in a chunk of WAV or AIFF. The version of the tag (2.3 or 2.4) stays."""

    field = "TBPM"

    def _load(self) -> Any:
        from mutagen.id3 import Frames

        # As it is stored: mutagen would translate it to the newest version, and merge in what ID3v1 says.
        stored = {"translate": False, "load_v1": False}
        audio = self._kind(self._path, **stored, known_frames=_OnlyBpm(Frames))
        # A new one is 2.3, which more players know.
        version = 3 if audio.tags is None else audio.tags.version[1]
        # Of 2.2, or disguised as a whole: what cannot stay as it is must be understood to be written anew.
        self._is_raw = self._is_raw and version >= 3 and not (version == 4 and audio.tags.f_unsynch)
        self._version = max(version, 3)  # which has the same frames as 2.2
        if not self._is_raw:
            audio = self._kind(self._path, **stored)
        return audio

    @property
    def values(self) -> tuple[str, ...]:
        frame = self._audio.tags.get("TBPM")
        return () if frame is None else tuple(frame.text)

    @values.setter
    def values(self, values: tuple[str, ...]) -> None:
        from mutagen.id3 import TBPM, Encoding

        self._audio.tags.delall("TBPM")
        if values:
            is_latin = all(value.isascii() for value in values)
            self._audio.tags.add(TBPM(encoding=Encoding.LATIN1 if is_latin else Encoding.UTF16, text=list(values)))

    def others(self) -> Any:
        tags = self._audio.tags
        taken = tags.pop("TBPM", None)
        try:
            # As they are written: mutagen's frames compare poorly. What it does not know it may not write.
            return self._rendered(0), list(tags.unknown_frames)
        finally:
            if taken is not None:
                tags.add(taken)

    def save_as(self, copy: str) -> None:
        shutil.copyfile(self._path, copy)
        if self._is_empty():
            self._audio.delete(copy)
        else:
            self._audio.save(copy, v2_version=self._version, v23_sep=None)

    def _is_empty(self) -> bool:
        return not self._audio.tags and not self._audio.tags.unknown_frames

    def _rendered(self, room: int) -> bytes:
        """The tag alone, in ``room`` bytes if it fits."""
        from mutagen.id3 import ID3

        def padding(info: Any) -> int:
            left = room + info.padding
            return left if left >= ID3_LEAST_PADDING else ID3_PADDING

        out = BytesIO()
        ID3.save(self._audio.tags, out, v1=0, v2_version=self._version, v23_sep=None, padding=padding)
        return out.getvalue()


class Mp3(ChunkId3):
    """``TBPM`` of the ID3v2 tag at the beginning of an MP3 file.

    The tag is put in front of the rest of the file, so that what stands at its end (ID3v1, APE) stays as well: mutagen
    would write the former anew.
    """

    def save_as(self, copy: str) -> None:
        with open(self._path, "rb") as source, open(copy, "wb") as target:
            size = id3_size(source)
            target.write(b"" if self._is_empty() else self._rendered(size))
            source.seek(size)
            shutil.copyfileobj(source, target, PIECE)
