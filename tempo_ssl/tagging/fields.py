"""The BPM field of each kind of tag, and how it gets into a copy of the file with nothing else changed.

mutagen is imported when a file is opened.
"""

from __future__ import annotations

import os
import shutil
from abc import ABC, abstractmethod
from io import BytesIO
from typing import Any, ClassVar

from tempo_ssl import config
from tempo_ssl.audio import display_name
from tempo_ssl.audio.files import open_file
from tempo_ssl.errors import TagError
from tempo_ssl.tagging import payload
from tempo_ssl.tagging.payload import Payload, payload_digest

#: Bytes of padding of an ID3 tag that no longer fits into its place, and the least in one that does. mutagen takes
#: the letters TAG within the last 136 bytes for an ID3v1 tag, which a picture may hold as well; padding never does.
ID3_PADDING, ID3_LEAST_PADDING = 1024, 256


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
        except Exception:  # as in open_tag
            raise _cannot(self._path, "what is written cannot be read back; the file may be damaged") from None
        if written.values != self.values:
            raise _cannot(self._path, "the BPM written is not read back")
        if written.others() != original.others():
            raise _cannot(self._path, "other tags would change")
        if payload_digest(copy, self._sound) != payload_digest(self._path, self._sound):
            raise _cannot(self._path, "more than tags would change; the file may be damaged")


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
            size = payload.id3_size(source)
            target.write(b"" if self._is_empty() else self._rendered(size))
            source.seek(size)
            shutil.copyfileobj(source, target, payload.PIECE)


class VorbisComment(BpmTag):
    """``BPM`` of a Vorbis comment: ogg, opus and flac. Free text, so that decimals may stay."""

    field = "BPM"
    decimals = config.VORBIS_DECIMALS

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for key, value in self._audio.tags if key.upper() == self.field)

    @values.setter
    def values(self, values: tuple[str, ...]) -> None:
        # In the old one's place and under its name, which may be written bpm.
        olds = [(place, key) for place, (key, _) in enumerate(self._audio.tags) if key.upper() == self.field]
        others = self.others()
        place, name = olds[0] if olds else (len(others), self.field)
        self._audio.tags[:] = others[:place] + [(name, value) for value in values] + others[place:]

    def others(self) -> Any:
        return [pair for pair in self._audio.tags if pair[0].upper() != self.field]


class Mp4(BpmTag):
    """``tmpo`` of MP4 (m4a): an integer and nothing else."""

    field = "tmpo"
    most_decimals = 0

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(str(value) for value in self._audio.tags.get("tmpo", ()))

    @values.setter
    def values(self, values: tuple[str, ...]) -> None:
        self._audio.tags.pop("tmpo", None)
        if values:
            self._audio.tags["tmpo"] = [int(value) for value in values]

    def others(self) -> Any:
        return {key: value for key, value in self._audio.tags.items() if key != "tmpo"}


#: mutagen's name of a format -> its tags, and what else of the file must stay.
FORMATS: dict[str, tuple[type[BpmTag], Payload]] = {
    "MP3": (Mp3, payload.after_id3),
    "WAVE": (ChunkId3, payload.riff),
    "AIFF": (ChunkId3, payload.aiff),
    "FLAC": (VorbisComment, payload.flac),
    "OggVorbis": (VorbisComment, payload.ogg),
    "OggOpus": (VorbisComment, payload.ogg),
    "OggFLAC": (VorbisComment, payload.ogg),
    "OggSpeex": (VorbisComment, payload.ogg),
    "MP4": (Mp4, payload.mp4),
}


def check_mutagen() -> None:
    """``TagError`` where the extra ``tags`` is not installed."""
    try:
        import mutagen  # noqa: F401
    except ImportError:
        raise TagError('tags need mutagen, which is not installed: pip install "tempo-ssl[tags]"') from None


def open_tag(path: str) -> BpmTag:
    """The tags of a sound file.

    ``AudioError`` where there is no such file, ``TagError`` where it is damaged or its format is not supported.
    """
    import mutagen

    open_file(path, display_name(path)).close()
    try:
        kind = type(mutagen.File(path))
        if kind.__name__ not in FORMATS:
            raise _cannot(path, "tags of this format are not supported")
        tag, sound = FORMATS[kind.__name__]
        return tag(path, kind, sound)
    except (TagError, OSError):
        raise
    except Exception as error:  # damaged files raise whatever stood in their way, and not only mutagen's own errors
        raise _cannot(path, f"its tags cannot be read ({type(error).__name__}: {error})") from None


def _cannot(path: str | os.PathLike[str], reason: str) -> TagError:
    return TagError(f"{display_name(path)}: {reason}")
