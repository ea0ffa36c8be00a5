"""The only reader of sound: files and arrays become blocks of samples, whatever they held before.

A block is float32 ``[n, channels]``, full scale 1, at most :data:`~tempo_ssl.config.BLOCK_SECONDS` long; :func:`mono`
mixes those that are heard. Files are read block by block, so that a long one needs no more memory than a short one.
libsndfile reads first; FFmpeg's libraries (PyAV, the extra ``formats``) read what it refuses, also from the middle of a
file on. Nothing is resampled here.
"""

from __future__ import annotations

from tempo_ssl.audio.files import as_path, as_text, display_name, file_digest, find_audio, walk_audio
from tempo_ssl.audio.meter import Meter
from tempo_ssl.audio.samples import blocks_of, check_samples, mono
from tempo_ssl.audio.spans import AudioSpans
from tempo_ssl.audio.stream import Audio, AudioStream, load_audio, open_audio

__all__ = [
    "Audio",
    "AudioSpans",
    "AudioStream",
    "Meter",
    "as_path",
    "as_text",
    "blocks_of",
    "check_samples",
    "display_name",
    "file_digest",
    "find_audio",
    "load_audio",
    "mono",
    "open_audio",
    "walk_audio",
]
