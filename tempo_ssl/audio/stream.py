"""Sound files as streams of blocks: the first reader, and the second from where the first gives up."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import FileIO
from typing import TYPE_CHECKING, final

import numpy as np

from tempo_ssl.audio.files import AnyPath, display_name, open_file
from tempo_ssl.audio.readers import (
    FLOATING,
    MALFORMED,
    MissingPyAV,
    Refusal,
    announced_seconds,
    read_with_libsndfile,
    read_with_pyav,
)
from tempo_ssl.audio.samples import check_rate, finite, mono
from tempo_ssl.config import BLOCK_SECONDS
from tempo_ssl.errors import AudioError

if TYPE_CHECKING:
    from types import TracebackType

    from soundfile import SoundFile


@dataclass(frozen=True)
class Audio:
    """A whole recording: ``samples`` mono float32 ``[n]`` (full scale 1), ``sample_rate`` in Hz.

    ``damage`` says in one line what could not be read; None when everything could.
    """

    samples: np.ndarray
    sample_rate: int
    damage: str | None = None


@final
class AudioStream(Iterator[np.ndarray]):
    """The blocks ``[n, channels]`` of a sound file, in order and once; a context manager.

    ``sample_rate`` is in Hz. ``seconds`` is the length that the file announces: 0 where it announces none, too much
    where its end is missing. ``damage`` is None, or says after the last block what could not be read. Opening decodes
    the first block, so that most errors come up at once; all are :class:`AudioError`.
    """

    def __init__(self, path: AnyPath) -> None:
        self.path = path
        self.sample_rate = 0
        self.seconds = 0.0
        self.damage: str | None = None
        self._name = display_name(path)
        self._is_floating = True
        self._blocks = self._read_blocks()
        self._first = next(self._blocks, None)
        if self._first is None:
            raise AudioError(f"{self._name}: holds no sound{f' ({self.damage})' if self.damage else ''}")

    def __iter__(self) -> AudioStream:
        return self

    def __next__(self) -> np.ndarray:
        block, self._first = self._first, None
        return next(self._blocks) if block is None else block

    def __enter__(self) -> AudioStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the stream is then at its end."""
        self._first = None
        self._blocks.close()

    def _read_blocks(self) -> Generator[np.ndarray, None, None]:
        with open_file(self.path, self._name) as file, closing(self._read_chunks(file)) as chunks:
            pending: list[np.ndarray] = []
            missing = 0
            for chunk in chunks:
                size = int(BLOCK_SECONDS * self.sample_rate)
                while len(chunk):
                    missing = missing or size
                    pending.append(chunk[:missing])
                    missing, chunk = missing - len(pending[-1]), chunk[missing:]
                    if not missing:
                        yield self._checked(_joined(pending))
                        pending = []
            if pending:
                yield self._checked(_joined(pending))

    def _checked(self, block: np.ndarray) -> np.ndarray:
        """The same block; a look at every sample is only for those that may be no numbers."""
        return finite(block, self._name) if self._is_floating else block

    def _read_chunks(self, file: FileIO) -> Generator[np.ndarray, None, None]:
        """Float32 ``[n, channels]`` from the first reader, and from where it gives up on, from the second."""
        samples = channels = 0
        try:
            for rate, chunk in read_with_libsndfile(file, self._announce):
                self._set_rate(rate)
                samples, channels = samples + len(chunk), chunk.shape[1]
                yield chunk
            return
        except Refusal as error:
            first = error
        by_first = ahead = samples
        self._is_floating = True
        try:
            for rate, chunk in read_with_pyav(file):
                if not samples:
                    self._set_rate(rate)
                    channels = chunk.shape[1]
                chunk = _thinned(chunk, rate, self.sample_rate, channels)
                ahead, chunk = ahead - len(chunk), chunk[max(ahead, 0) :]
                samples += len(chunk)
                if len(chunk):
                    yield chunk
        except MissingPyAV:
            if not samples or first.code == MALFORMED:
                raise AudioError(
                    f"{self._name}: libsndfile cannot read it ({first}); "
                    'install the second reader: pip install "tempo-ssl[formats]"'
                ) from None
            self.damage = f"damaged after {samples / self.sample_rate:.1f} s ({first})"
        except Refusal as second:
            if not samples or (second.is_garbage and not by_first):
                raise AudioError(
                    f"{self._name}: cannot be read as sound (libsndfile: {first}; FFmpeg: {second})"
                ) from None
            self.damage = f"damaged, {samples / self.sample_rate:.1f} s of it can be read ({second})"

    def _announce(self, sound: SoundFile) -> None:
        self.seconds = announced_seconds(sound)
        self._is_floating = sound.subtype in FLOATING

    def _set_rate(self, rate: int) -> None:
        check_rate(rate, self._name)
        self.sample_rate = rate


def open_audio(path: AnyPath) -> AudioStream:
    """Open a sound file for reading block by block; raises :class:`AudioError` with one line where that fails."""
    return AudioStream(path)


def load_audio(path: AnyPath) -> Audio:
    """Read a whole sound file at once; raises :class:`AudioError`."""
    with open_audio(path) as stream:
        samples = np.concatenate([mono(block) for block in stream])
        return Audio(samples, stream.sample_rate, stream.damage)


def _joined(chunks: list[np.ndarray]) -> np.ndarray:
    """One array of them; a copy only where there are more than one."""
    return chunks[0] if len(chunks) == 1 else np.concatenate(chunks)


def _thinned(chunk: np.ndarray, rate: int, wanted: int, channels: int) -> np.ndarray:
    """``chunk`` at a whole fraction of its rate, by means of neighbours: Opus, which FFmpeg knows at 48 kHz only."""
    factor, rest = divmod(rate, wanted)
    if rest or chunk.shape[1] != channels:
        raise Refusal(f"the readers disagree: {wanted} Hz x {channels} or {rate} Hz x {chunk.shape[1]}")
    if factor == 1:
        return chunk
    groups = chunk[: len(chunk) // factor * factor].reshape(-1, factor, channels)
    return np.asarray(groups.mean(axis=1))
