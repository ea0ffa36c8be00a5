"""The engine for more than one machine: a Ray cluster that is running (the extra ``ray``).

Tracks travel in small groups, one task each. Ray finds a free core for a task, and does it again elsewhere when a
machine or a process is lost. Inside a task a :class:`~tempo_ssl.catalog.local.LocalEngine` with one worker reads the
tracks, so that a broken one gives the same row as on a single machine. The rows of a finished task join the table at
once; no more tasks are handed out than keep the cluster busy.
"""

from __future__ import annotations

import heapq
import logging
import os
import socket
from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import TracebackType
from typing import Any

from tempo_ssl import config
from tempo_ssl.catalog.local import LocalEngine
from tempo_ssl.catalog.records import CatalogRow, row_of
from tempo_ssl.catalog.sources import fingerprint
from tempo_ssl.catalog.worker import WorkerSettings
from tempo_ssl.errors import CatalogError, TempoSSLError

#: Tasks handed out for each core: one being worked on, and one that waits next to it.
TASKS_PER_CORE = 2
#: How often Ray does a task again whose machine or process was lost.
TRIES_AGAIN = 4
#: Seconds within which a cluster must accept a connection.
KNOCK_SECONDS = 10.0


class RayEngine:
    """Tracks answered by a Ray cluster, for as long as the context is open.

    ``workers`` are the cores that may be busy at once (all of the cluster's by default). ``CatalogError`` without Ray,
    or without a cluster at ``address``.
    """

    def __init__(
        self,
        settings: WorkerSettings,
        workers: int | None = None,
        timeout: float = config.TRACK_TIMEOUT,
        address: str | None = None,
    ) -> None:
        try:
            import ray
        except ImportError:
            raise CatalogError('more machines need Ray, which is not installed: pip install "tempo-ssl[ray]"') from None
        self._ray, self._workers, self._place = ray, workers, settings.place
        self._was_there = ray.is_initialized()
        address = address or os.environ.get("RAY_ADDRESS")
        try:
            if not self._was_there:
                _knock(address)
                ray.init(address or "auto", log_to_driver=False, logging_level=logging.ERROR)
        except (OSError, RuntimeError, ValueError) as error:
            raise CatalogError(
                f"no Ray cluster {f'at {address}' if address else 'on this machine'} "
                f"({' '.join(str(error).split())}); start one with: ray start --head"
            ) from None
        # Stored once in the cluster, fetched once by every process.
        self._settings = ray.put((settings, timeout))
        self._task = ray.remote(num_cpus=1, max_retries=TRIES_AGAIN)(answer_group)

    def __enter__(self) -> RayEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._was_there:
            self._ray.shutdown()

    def rows(self, paths: Sequence[str], ahead: int | None = None) -> Iterator[tuple[int, CatalogRow]]:
        """See :class:`tempo_ssl.catalog.batch.Engine`. Raises :class:`CatalogError` where the cluster is lost."""
        # Small enough that all cores have some, up to the end.
        size = max(1, min(config.TRACKS_PER_TASK, len(paths) // (TASKS_PER_CORE**2 * self._cores())))
        # Groups (first place, end), by place: those that are left of a lost task come before the others.
        todo = [(first, min(first + size, len(paths))) for first in range(0, len(paths), size)]
        under_way: dict[Any, tuple[int, int]] = {}
        while todo or under_way:
            first = min([group[0] for group in under_way.values()] + [group[0] for group in todo[:1]])
            while (
                todo
                and len(under_way) < TASKS_PER_CORE * self._cores()
                and (ahead is None or todo[0][0] - first < ahead)
            ):
                begin, end = heapq.heappop(todo)
                under_way[self._task.remote([self._settings], list(paths[begin:end]))] = (begin, end)
            (finished,), _ = self._ray.wait(list(under_way))
            begin, end = under_way.pop(finished)
            try:
                yield from enumerate(self._ray.get(finished), begin)
            except self._ray.exceptions.RayTaskError as error:
                if isinstance(error.cause, TempoSSLError):
                    raise error.cause from None
                raise CatalogError(f"the cluster cannot run a task: {_last_line(error)}") from None
            except self._ray.exceptions.RayError as error:
                if end - begin == 1:
                    yield begin, self._lost(paths[begin], error)
                else:  # one of them may be to blame
                    for place in range(begin, end):
                        heapq.heappush(todo, (place, place + 1))

    def _cores(self) -> int:
        """Cores that may be busy: machines may join and leave meanwhile."""
        return max(1, self._workers or int(self._ray.cluster_resources().get("CPU", 1)))

    def _lost(self, path: str, error: Exception) -> CatalogRow:
        reason = f"the machines that read it were lost {TRIES_AGAIN + 1} times ({type(error).__name__})"
        return row_of(path, None, reason, fingerprint(self._place(path)))


def answer_group(settings: list[Any], paths: list[str]) -> list[CatalogRow]:
    """The rows of a group of tracks, in their order; run by Ray. ``settings`` holds one reference to what is shared."""
    rows = dict(_engine_here(settings[0]).rows(paths))
    return [rows[place] for place in range(len(paths))]


@lru_cache(maxsize=1)
def _engine_here(settings: Any) -> LocalEngine:
    """The worker of this process of Ray's. It keeps its model from task to task, and ends when this process does."""
    import ray

    worker, timeout = ray.get(settings)
    return LocalEngine(worker, workers=1, timeout=timeout)


def _knock(address: str | None) -> None:
    """``OSError`` where nobody listens at ``host:port``: Ray would end the whole process after a while."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), KNOCK_SECONDS).close()


def _last_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[-1]
