"""Progress on standard error: one line rewritten in place on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import math
import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

from tempo_ssl.cli.edge import say

#: Seconds between two reports of the same stage: on a terminal, and in a log.
TERMINAL_SECONDS, LOG_SECONDS = 0.1, 15.0
#: Back to the beginning of the line and erase it.
REWRITE = "\r\x1b[K"


class Progress:
    """Told (stage, done, total) by the library; what a stage says after a comma may change as it goes on."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._is_terminal = self._stream.isatty()
        self._is_open = False
        self._stage, self._done = "", 0
        self._since, self._first, self._shown = 0.0, 0, -math.inf

    def report(self, stage: str, done: int, total: int) -> None:
        """Show the stage, its count and the time left, if it was not shown a moment ago; epochs always."""
        if stage.startswith("epoch: "):
            self.line(f"epoch {done}/{total}: {stage.removeprefix('epoch: ')}")
            return
        name, now = stage.partition(",")[0], self._clock()
        if name != self._stage or done < self._done:  # a stage may come twice
            self._stage, self._since, self._first, self._shown = name, now, done, -math.inf
        self._done = done
        is_last = done == total
        if not is_last and now - self._shown < (TERMINAL_SECONDS if self._is_terminal else LOG_SECONDS):
            return
        self._shown = now
        left = ""
        if done > self._first and not is_last:
            left = f", {as_time((now - self._since) / (done - self._first) * (total - done))} left"
        text = f"{stage}: {done}/{total}{left}"
        if not self._is_terminal or is_last:
            self.line(text)
            return
        # A longer line would wrap, and could not be rewritten.
        self._stream.write(REWRITE + text[: shutil.get_terminal_size().columns - 1])
        self._stream.flush()
        self._is_open = True

    def line(self, text: str) -> None:
        """A line that stays."""
        self.close()
        self._stream.write(text + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Erase the line that is being rewritten, if there is one."""
        if self._is_open:
            self._stream.write(REWRITE)
            self._stream.flush()
            self._is_open = False


class Watch:
    """Progress on standard error, and what went wrong with single tracks, which is said there and kept."""

    def __init__(self) -> None:
        self.progress = Progress()
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        self.progress.close()
        self.warnings.append(message)
        say(message)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.close()


def as_time(seconds: float) -> str:
    """``0:07``, ``12:30``, ``1:02:03``."""
    minutes, seconds = divmod(math.ceil(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
