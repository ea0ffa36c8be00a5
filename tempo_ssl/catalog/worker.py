"""One worker process: it loads the model once and answers one track after the other.

    python -m tempo_ssl.catalog.worker CONNECTION LIFELINE SCRATCH

The first two are numbers of open descriptors: the connection to the process that hands out the tracks, and a pipe
that is closed when that process is gone, in whatever way. SCRATCH is a folder for copies of remote tracks. Started
and watched by :mod:`tempo_ssl.catalog.local`.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from tempo_ssl.catalog.records import CatalogRow, row_of
from tempo_ssl.catalog.remote import is_url, local_copy
from tempo_ssl.catalog.sources import fingerprint
from tempo_ssl.config import FOLD_BPM, WORKER_BYTES
from tempo_ssl.errors import AudioError, CatalogError, ModelError

if TYPE_CHECKING:
    from tempo_ssl.checkpoint import TempoModel
    from tempo_ssl.estimation import TempoEstimator

#: Said by a worker that is ready for its first track.
READY = "ready"
#: Where memory runs out, the system ends a worker (0 is usual, 1000 the first to go) and not the process that writes.
FIRST_TO_GO = "500"


@dataclass(frozen=True)
class WorkerSettings:
    """What a worker has to know; it travels to other processes and machines."""

    model: TempoModel
    #: Folder from which relative paths are meant.
    folder: str
    min_bpm: float | None = None
    max_bpm: float | None = None
    fold_from: float = FOLD_BPM
    fast: bool = False
    #: Bytes of memory that a worker may ask for.
    memory: int = WORKER_BYTES

    def place(self, path: str) -> str:
        """Where a track lies, from any folder."""
        return path if is_url(path) else os.path.join(self.folder, path)


def answer(estimator: TempoEstimator, settings: WorkerSettings, path: str, scratch: str | None = None) -> CatalogRow:
    """The row of one track, whatever is wrong with it; ``ModelError`` if the model is to blame.

    Remote tracks are copied to the folder ``scratch`` while they are read.
    """
    from tempo_ssl.audio import display_name

    place = settings.place(path)
    # Before it is read: what changes meanwhile is read again by the next run.
    found = fingerprint(place)
    opened = place
    try:
        with local_copy(place, scratch) if is_url(place) else nullcontext(place) as opened:
            estimate = estimator.estimate(
                opened,
                min_bpm=settings.min_bpm,
                max_bpm=settings.max_bpm,
                fold_from=settings.fold_from,
                fast=settings.fast,
            )
        return row_of(path, estimate, estimate.damage, found)
    except (AudioError, CatalogError) as error:
        # The path has a column of its own.
        reason = str(error).removeprefix(f"{display_name(opened)}: ")
    except ModelError:
        raise
    except MemoryError:
        reason = f"it needs more memory than a worker may have ({settings.memory / 2**30:g} GB)"
    except Exception as error:  # one track must not end a night's work, whatever it found
        reason = f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"
    return row_of(path, None, reason, found)


def main() -> None:
    """Answer tracks until there are no more, or nobody is there to ask."""
    connection, lifeline, scratch = Connection(int(sys.argv[1])), int(sys.argv[2]), sys.argv[3]
    threading.Thread(target=_end_with, args=(lifeline, scratch), daemon=True).start()
    with suppress(EOFError, ConnectionError):
        settings: WorkerSettings = connection.recv()
        _limit(settings.memory)
        from tempo_ssl.estimation import TempoEstimator

        estimator = TempoEstimator(settings.model)
        connection.send(READY)
        while True:
            path = connection.recv()
            try:
                connection.send(answer(estimator, settings, path, scratch))
            except ModelError as error:
                connection.send(error)


def _end_with(lifeline: int, scratch: str) -> None:
    """End this process, in the middle of a track if need be, when the one that started it is gone."""
    os.read(lifeline, 1)
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(1)


def _limit(memory: int) -> None:
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write(FIRST_TO_GO)
    import resource

    # Only Linux counts what a process really asks for; elsewhere there is no such limit.
    if sys.platform == "linux":
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        if most == resource.RLIM_INFINITY or memory <= most:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, most))


if __name__ == "__main__":
    main()
