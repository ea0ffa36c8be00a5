"""The local engine: worker processes on this machine, each watched for itself.

Every worker has one track at a time and a connection of its own, so that a decoder that crashes, eats all memory or
hangs costs just the track it was reading: the process is ended, another takes its place. The pools of Python's
library give up all of their work when one process dies, and cannot end one that hangs.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import TracebackType

from tempo_ssl.catalog.records import CatalogRow, row_of
from tempo_ssl.catalog.sources import fingerprint
from tempo_ssl.catalog.worker import READY, WorkerSettings
from tempo_ssl.config import TRACK_TIMEOUT
from tempo_ssl.errors import CatalogError, ModelError

#: One thread a process: as many processes as cores are busy without being in each other's way.
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR")}
#: Workers that may end before they are ready, one after the other, before it is given up.
FALSE_STARTS = 3


@dataclass
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    is_ready: bool = False
    #: Number and path of the track in hand, and when it is given up.
    job: tuple[int, str] | None = None
    deadline: float = 0.0


class LocalEngine:
    """Worker processes for as long as the context is open; they are started with the first tracks."""

    def __init__(self, settings: WorkerSettings, workers: int, timeout: float = TRACK_TIMEOUT) -> None:
        self._settings, self._count, self._timeout = settings, workers, timeout
        self._workers: list[_Worker] = []
        self._false_starts = 0
        # Never written to: the workers notice when it is closed.
        self._lifeline_end, self._lifeline = os.pipe()
        # Copies of remote tracks: a worker that is killed leaves them behind.
        self._scratch = tempfile.mkdtemp(prefix="tempo-ssl-")

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        while self._workers:
            self._end(self._workers[-1])
        if self._lifeline:
            os.close(self._lifeline)
            os.close(self._lifeline_end)
            self._lifeline = 0
            shutil.rmtree(self._scratch, ignore_errors=True)

    def rows(self, paths: Sequence[str], ahead: int | None = None) -> Iterator[tuple[int, CatalogRow]]:
        """(place in ``paths``, row) of every path, as they are answered.

        With ``ahead``, no more than so many paths beyond the first unanswered one are handed out. Tracks are handed
        out only while rows are taken. Raises :class:`CatalogError` where no worker can be started, and
        :class:`ModelError` where they cannot use the model.
        """
        try:
            yield from self._work(paths, ahead)
        finally:  # where rows are no longer asked for, tracks may be left in hand
            for worker in [worker for worker in self._workers if worker.job]:
                self._end(worker)

    def _work(self, paths: Sequence[str], ahead: int | None) -> Iterator[tuple[int, CatalogRow]]:
        todo, following = 0, len(paths)
        while todo < following or any(worker.job for worker in self._workers):
            while len(self._workers) < min(self._count, following - todo + self._busy):
                self._workers.append(self._start())
            first = min((worker.job[0] for worker in self._workers if worker.job), default=todo)
            last = following if ahead is None else min(following, first + ahead)
            for worker in self._workers:
                is_free = worker.is_ready and not worker.job
                if is_free and todo < last and self._hand_out(worker, (todo, paths[todo])):
                    todo += 1
            for worker in self._ready_ones():
                row = self._hear(worker)
                if row is not None:
                    yield row
            yield from self._give_up_late_ones()

    @property
    def _busy(self) -> int:
        return sum(worker.job is not None for worker in self._workers)

    def _start(self) -> _Worker:
        ours, theirs = Pipe()
        environment = os.environ | ONE_THREAD | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
        descriptors = [str(theirs.fileno()), str(self._lifeline_end)]
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "tempo_ssl.catalog.worker", *descriptors, self._scratch],
                env=environment,
                cwd=self._scratch,  # modules are looked for there, and there are none
                pass_fds=(theirs.fileno(), self._lifeline_end),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the one who writes; it ends the workers
            )
        except OSError as error:
            ours.close()
            raise CatalogError(f"no worker process can be started: {error.strerror or error}") from None
        finally:
            theirs.close()
        worker = _Worker(process, ours)
        with suppress(ConnectionError):  # heard of later, as the end of its connection
            ours.send(self._settings)
        return worker

    def _end(self, worker: _Worker) -> int:
        """End a worker for good; its exit status."""
        worker.process.kill()
        worker.connection.close()
        self._workers.remove(worker)
        return worker.process.wait()

    def _hand_out(self, worker: _Worker, job: tuple[int, str]) -> bool:
        try:
            worker.connection.send(job[1])
        except ConnectionError:
            return False  # it died while it had nothing to do; no track is to blame
        worker.job, worker.deadline = job, time.monotonic() + self._timeout
        return True

    def _ready_ones(self) -> list[_Worker]:
        """Workers that have something to say, or have died; waits for one until the next deadline."""
        deadlines = [worker.deadline for worker in self._workers if worker.job]
        seconds = max(min(deadlines) - time.monotonic(), 0) if deadlines else None
        heard = set(wait([worker.connection for worker in self._workers], seconds))
        return [worker for worker in self._workers if worker.connection in heard]

    def _hear(self, worker: _Worker) -> tuple[int, CatalogRow] | None:
        try:
            message = worker.connection.recv()
        except (EOFError, ConnectionError):
            return self._bury(worker)
        if message == READY:
            worker.is_ready, self._false_starts = True, 0
            return None
        if isinstance(message, ModelError):
            raise message
        assert worker.job is not None
        (number, _), worker.job = worker.job, None
        return number, message

    def _bury(self, worker: _Worker) -> tuple[int, CatalogRow] | None:
        """A worker has died: the row of the track that it had in hand, if any."""
        # It closed its connection by dying, so that its own exit status is there or about to be.
        with suppress(subprocess.TimeoutExpired):
            worker.process.wait(timeout=10)
        status = self._end(worker)
        if not worker.is_ready:
            self._false_starts += 1
            if self._false_starts >= FALSE_STARTS:
                raise CatalogError(
                    f"worker processes end before they are ready ({_in_words(status)}); "
                    "is there enough memory, and can `python -m tempo_ssl` be run?"
                )
        return self._failure(worker, f"the process that read it {_in_words(status)}")

    def _give_up_late_ones(self) -> Iterator[tuple[int, CatalogRow]]:
        now = time.monotonic()
        for worker in [worker for worker in self._workers if worker.job and worker.deadline <= now]:
            if not worker.connection.poll():
                self._end(worker)
                row = self._failure(worker, f"gave no answer within {self._timeout:g} s")
                if row is not None:
                    yield row

    def _failure(self, worker: _Worker, reason: str) -> tuple[int, CatalogRow] | None:
        if worker.job is None:
            return None
        number, path = worker.job
        return number, row_of(path, None, reason, fingerprint(self._settings.place(path)))


def _in_words(status: int) -> str:
    if status >= 0:
        return f"ended with status {status}"
    if -status == signal.SIGKILL:
        return "was killed (SIGKILL), as happens when memory runs out"
    return f"crashed ({signal.Signals(-status).name})"
