"""The two readers: libsndfile, and FFmpeg's libraries (PyAV, the extra ``formats``), which is imported when needed.

Each is a generator of the sample rate (Hz) and samples float32 ``[n, channels]`` of full scale 1.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from io import FileIO
from typing import Any

import numpy as np
import soundfile

from tempo_ssl.audio.samples import as_float
from tempo_ssl.config import BLOCK_SECONDS

#: libsndfile's public error codes, and the one for a file that it knows but refuses to read (on).
PUBLIC_CODES = (1, 2, 3, 4)
MALFORMED = 3
#: Frames that libsndfile gives a file of which it cannot tell (SF_COUNT_MAX).
UNKNOWN_FRAMES = 2**63 - 1
#: Codings of libsndfile that may hold, or decode to, what is no number.
FLOATING = ("FLOAT", "DOUBLE", "VORBIS", "OPUS")
#: Least share of an MP3 file that libsndfile reads of a whole one; the rest may be tags.
LEAST_MP3_SHARE = 0.75

_STANDARD_ERROR = threading.Lock()


class Refusal(Exception):
    """A reader cannot begin, or go on after what it has handed out; the text is its reason."""

    def __init__(self, reason: str, code: int = 0, is_garbage: bool = False) -> None:
        super().__init__(" ".join(reason.split()).rstrip("."))
        self.code = code
        self.is_garbage = is_garbage


class MissingPyAV(Refusal):
    """The second reader is not installed."""


class _Forward(soundfile.SoundFile):
    """A file that is read from its beginning to its end.

    Where a file can seek, soundfile seeks to where it is after every read, and the decoder begins its frame again: a
    tenth of the time that decoding takes.
    """

    def seekable(self) -> bool:
        return False


def read_with_libsndfile(
    file: FileIO, announce: Callable[[soundfile.SoundFile], None] = lambda sound: None
) -> Iterator[tuple[int, np.ndarray]]:
    """Sample rate and float32 ``[n, channels]``, a block at a time: of damaged data, no more than a second is lost.

    ``announce`` is shown the opened file first.
    """
    # By descriptor and not by name: then content alone decides what a file is, and any name will do.
    try:
        with quiet_standard_error(file):
            sound = _Forward(file.fileno(), closefd=False)
        with sound:
            is_mp3 = sound.format == "MP3"
            announce(sound)
            while True:
                with quiet_standard_error(file) if is_mp3 else nullcontext():
                    block, damage = _next_block(sound)
                if len(block):
                    yield sound.samplerate, block
                if damage:
                    raise damage
                if not len(block):
                    break
            # Without a table of contents, libsndfile guesses the length of an MP3 file and may stop too early.
            if is_mp3 and file.tell() < LEAST_MP3_SHARE * os.fstat(file.fileno()).st_size:
                raise Refusal("it stops before the end of the file")
    except soundfile.LibsndfileError as error:
        # The texts beyond the public codes are about libsndfile's insides.
        reason = error.error_string if error.code in PUBLIC_CODES else "damaged data"
        raise Refusal(reason, error.code) from None


def _next_block(sound: soundfile.SoundFile) -> tuple[np.ndarray, soundfile.LibsndfileError | None]:
    """What comes next, at most :data:`~tempo_ssl.config.BLOCK_SECONDS`, and the error that ended it before."""
    block = np.empty((int(BLOCK_SECONDS * sound.samplerate), sound.channels), dtype=np.float32)
    filled = 0
    try:
        while part := len(sound.read(out=block[filled : filled + sound.samplerate])):
            filled += part
    except soundfile.LibsndfileError as error:
        return block[:filled], error
    return block[:filled], None


def announced_seconds(sound: soundfile.SoundFile) -> float:
    """The length of a recording as its header has it; 0 where it has none, as of FLAC that was written into a pipe."""
    return 0.0 if sound.frames == UNKNOWN_FRAMES else sound.frames / sound.samplerate


def read_with_pyav(file: FileIO) -> Iterator[tuple[int, np.ndarray]]:
    """Sample rate and float32 ``[n, channels]``, a decoded frame at a time. Damaged packets are passed over."""
    try:
        import av
    except ImportError:
        raise MissingPyAV("PyAV is not installed") from None
    file.seek(0)
    good = bad = 0
    first_form: tuple[int, int] | None = None
    try:
        # No protocol is allowed: a play list in disguise must not open other files or addresses.
        with av.open(file, "r", options={"protocol_whitelist": "none"}, metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise Refusal("no audio in it")
            for packet in container.demux(container.streams.audio[0]):
                try:
                    frames = packet.decode()
                except av.error.FFmpegError:
                    bad += 1
                    continue
                for frame in frames:
                    good += 1
                    chunk = _frame_samples(frame)
                    form = (frame.sample_rate, chunk.shape[1])
                    first_form = first_form or form
                    # Not the stream's rate: HE-AAC is announced at half of what it decodes to.
                    if form != first_form:
                        raise Refusal("its sample rate or number of channels changes")
                    yield frame.sample_rate, chunk
    except (av.error.FFmpegError, OSError, ValueError, OverflowError) as error:
        raise Refusal(getattr(error, "strerror", None) or str(error), is_garbage=bad >= max(good, 1)) from None
    if bad:
        raise Refusal(f"{bad} of {good + bad} packets do not decode", is_garbage=bad >= good)


def _frame_samples(frame: Any) -> np.ndarray:
    array = frame.to_ndarray()
    # Planar formats come as [channels, n], packed ones as [1, n * channels].
    return as_float(array.T if frame.format.is_planar else array.reshape(-1, frame.layout.nb_channels))


@contextmanager
def quiet_standard_error(file: FileIO) -> Iterator[None]:
    """Silence C code: libmpg123 notes every oddity of an MP3 file on descriptor 2, and offers no switch for it."""
    with _STANDARD_ERROR:
        if file.fileno() == 2 or not _is_open(2):  # a process without standard error
            yield
            return
        kept = os.dup(2)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
