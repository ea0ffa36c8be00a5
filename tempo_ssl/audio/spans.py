"""Spans of a sound file, wherever they lie in it: read by libsndfile alone, which can seek in every format it knows."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType

import numpy as np
import soundfile

from tempo_ssl.audio.files import AnyPath, display_name, open_file
from tempo_ssl.audio.readers import announced_seconds, quiet_standard_error
from tempo_ssl.audio.samples import check_rate, finite
from tempo_ssl.errors import AudioError


class AudioSpans:
    """A file opened for reading spans; a context manager.

    :class:`AudioError` where libsndfile cannot read or seek in it: :func:`tempo_ssl.audio.open_audio` may still.
    """

    def __init__(self, path: AnyPath) -> None:
        self._name = display_name(path)
        with ExitStack() as opened:
            self._file = opened.enter_context(open_file(path, self._name))
            try:
                with quiet_standard_error(self._file):
                    self._sound = opened.enter_context(soundfile.SoundFile(self._file.fileno(), closefd=False))
            except soundfile.LibsndfileError as error:
                raise AudioError(f"{self._name}: cannot be read in spans ({error})") from None
            if not self._sound.seekable():
                raise AudioError(f"{self._name}: cannot be read from the middle on")
            check_rate(self._sound.samplerate, self._name)
            self._opened = opened.pop_all()

    @property
    def sample_rate(self) -> int:
        """Hz."""
        return int(self._sound.samplerate)

    @property
    def seconds(self) -> float:
        """Length of the recording, as the file's header has it; 0 where it has none."""
        return announced_seconds(self._sound)

    def read(self, start: float, seconds: float) -> np.ndarray:
        """A block, float32 ``[n, channels]``, from second ``start`` on; shorter than asked for where the file ends."""
        try:
            with quiet_standard_error(self._file):
                self._sound.seek(round(start * self.sample_rate))
                block: np.ndarray = self._sound.read(round(seconds * self.sample_rate), dtype="float32", always_2d=True)
        except soundfile.LibsndfileError as error:
            raise AudioError(f"{self._name}: damaged near second {start:.0f} ({error.error_string})") from None
        return finite(block, self._name)

    def __enter__(self) -> AudioSpans:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()
