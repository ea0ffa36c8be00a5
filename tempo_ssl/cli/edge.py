"""Where the program meets the shell: what it prints, and how it ends.

Results go to standard output, everything else to standard error. Whatever the library raises becomes one line there.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from tempo_ssl.config import FOLD_BPM
from tempo_ssl.errors import TempoSSLError

Command = TypeVar("Command", bound=Callable[..., Any])

#: Exit statuses beside 0 (done) and 2 (wrong use, by click). The last two are 128 + the signal's number, as shells
#: count: SIGINT (Ctrl-C), and SIGPIPE (nobody reads the results any more).
FAILED, INTERRUPTED, NOBODY_READS = 1, 130, 141


class Edge(click.Group):
    """A group of commands that ends in one line and an exit status, not in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say("interrupted")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _forget_output()
            ctx.exit(NOBODY_READS)
        except (TempoSSLError, OSError) as error:
            if isinstance(error, OSError):
                _forget_output()
            say(reason_of(error))
            ctx.exit(FAILED)


class Bpm(click.ParamType):
    """A positive, finite number of beats per minute."""

    name = "bpm"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            bpm = float(value)
        except ValueError:
            bpm = math.nan
        if not (math.isfinite(bpm) and bpm > 0):
            self.fail(f"{value!r} is not a positive number of beats per minute.", param, ctx)
        return bpm


def tempo_options(command: Command) -> Command:
    """The options of every command that estimates: the range of tempi, the octave to fold into, speed, the model."""
    options = (
        click.option("--min-bpm", type=Bpm(), metavar="BPM", help="The tempo is at least this."),
        click.option("--max-bpm", type=Bpm(), metavar="BPM", help="The tempo is at most this."),
        click.option(
            "--fold-from",
            type=Bpm(),
            metavar="BPM",
            default=FOLD_BPM,
            show_default=True,
            help="Lower end of the octave in which the octave-relaxed tempo is given.",
        ),
        click.option(
            "--fast",
            is_flag=True,
            help="Decode only as much of a long recording as it takes to be certain.",
        ),
        click.option(
            "--model",
            metavar="MODEL",
            default="default",
            show_default=True,
            help="A model file, or the name of the shipped one.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def check_bpm_range(min_bpm: float | None, max_bpm: float | None) -> None:
    """``UsageError`` for a range without a tempo in it."""
    if min_bpm is not None and max_bpm is not None and min_bpm >= max_bpm:
        raise click.UsageError(f"--min-bpm must be below --max-bpm, got {min_bpm:g} and {max_bpm:g}.")


def put(line: str, encoding: str | None = None) -> None:
    """A line of results, at once. What ``encoding`` (by default that of standard output) cannot hold is escaped."""
    encoding = encoding or getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(line.encode(encoding, "backslashreplace"))


def say(message: str) -> None:
    """A message of one line on standard error."""
    click.echo(f"tempo-ssl: {' '.join(message.splitlines())}", err=True)


def reason_of(error: TempoSSLError | OSError) -> str:
    """An error as one line. Those of the system, which only know a file's name and a number, are put into words."""
    if isinstance(error, TempoSSLError):
        return str(error)
    from tempo_ssl.audio import display_name

    name = "the results cannot be written" if error.filename is None else display_name(error.filename)
    return f"{name}: {error.strerror or error}"


def _forget_output() -> None:
    """What could not be written stays in Python's buffers, and would be tried again, with a traceback, at the end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
        except AttributeError:
            pass  # the shell gave no such stream
