"""Which tags a file has, by its format; and those with fields of their own that are no ID3.

mutagen is imported when a file is opened.
"""

from __future__ import annotations

from typing import Any

from tempo_ssl import config
from tempo_ssl.audio import display_name
from tempo_ssl.audio.files import open_file
from tempo_ssl.errors import TagError
from tempo_ssl.tagging import payload
from tempo_ssl.tagging.field import BpmTag, cannot
from tempo_ssl.tagging.id3 import ChunkId3, Mp3
from tempo_ssl.tagging.payload import Payload


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
            raise cannot(path, "tags of this format are not supported")
        tag, sound = FORMATS[kind.__name__]
        return tag(path, kind, sound)
    except (TagError, OSError):
        raise
    except Exception as error:  # damaged files raise whatever stood in their way, and not only mutagen's own errors
        raise cannot(path, f"its tags cannot be read ({type(error).__name__}: {error})") from None
