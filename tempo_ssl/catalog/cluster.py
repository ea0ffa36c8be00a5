"""The engine for more than one machine: a Ray cluster that is running (the extra ``ray``).

Tracks travel in small groups, one task each. Ray finds a free core for a task, and does it again elsewhere when a
machine or a process is lost. Inside a task a :class:`~tempo_ssl.catalog.local.LocalEngine` with one worker reads the
tracks, so that a broken one gives the same row as on a single machine. The rows of a finished task join the table at
once; no more tasks are handed out than keep the cluster busy.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from tempo_ssl import config
from tempo_ssl.catalog.local import LocalEngine
from tempo_ssl.catalog.records import CatalogRow, row_of
from tempo_ssl.catalog.sources import fingerprint
from tempo_ssl.catalog.worker import WorkerSettings
from tempo_ssl.errors import CatalogError, TempoSSLError

#: Tasks handed out for each core of the cluster: one being worked on, and one that waits next to it.
TASKS_PER_CORE = 2
#: How often Ray does a task again whose machine or process was lost.
TRIES_AGAIN = 4


class RayEngine:
    """Tracks answered by a Ray cluster; ``CatalogError`` without Ray, or without a cluster at ``address``.

    ``workers`` are the cores that may be busy at once (all of the cluster's by default).
    """

    def __init__(
        self,
        settings: WorkerSettings,
        workers: int | None = None,
        timeout: float = config.TRACK_TIMEOUT,
        address: str | None = None,
        tracks_per_task: int = config.TRACKS_PER_TASK,
    ) -> None:
        try:
            import ray
        except ImportError:
            raise CatalogError('more machines need Ray, which is not installed: pip install "tempo-ssl[ray]"') from None
        try:
            ray.init(
                address or "auto",
                ignore_reinit_error=True,
                log_to_driver=False,
                logging_level="ERROR",
                configure_logging=False,
            )
        except (ConnectionError, RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise CatalogError(f"no Ray cluster at {address or 'hand (ray start --head)'}: {reason}") from None
        self._ray, self._workers, self._size = ray, workers, tracks_per_task
        self._folder = settings.folder
        # Stored once in the cluster, fetched once by every machine.
        self._settings = ray.put((settings, timeout))
        self._task = ray.remote(num_cpus=1, max_retries=TRIES_AGAIN)(answer_group)

    def rows(self, paths: Sequence[str], ahead: int | None = None) -> Iterator[tuple[int, CatalogRow]]:
        """See :class:`tempo_ssl.catalog.batch.Engine`. Raises :class:`CatalogError` where the cluster is lost."""
        # Groups (first place, end), by place: those that are left of a lost task come before the others.
        todo = [(first, min(first + self._size, len(paths))) for first in range(0, len(paths), self._size)]
        under_way: dict[Any, tuple[int, int]] = {}
        while todo or under_way:
            first = min([group[0] for group in under_way.values()] + [group[0] for group in todo[:1]])
            while todo and len(under_way) < self._most() and (ahead is None or todo[0][0] - first < ahead):
                begin, end = heapq.heappop(todo)
                under_way[self._task.remote(self._settings, list(paths[begin:end]))] = (begin, end)
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

    def _most(self) -> int:
        """Tasks that may be under way: machines may join and leave."""
        cores = self._workers or int(self._ray.cluster_resources().get("CPU", 1))
        return max(1, cores) * (1 if self._workers else TASKS_PER_CORE)

    def _lost(self, path: str, error: Exception) -> CatalogRow:
        reason = f"the machines that read it were lost {TRIES_AGAIN + 1} times ({type(error).__name__})"
        return row_of(path, None, reason, fingerprint(os.path.join(self._folder, path)))


def answer_group(shared: tuple[WorkerSettings, float], paths: list[str]) -> list[CatalogRow]:
    """The rows of a group of tracks, in their order; run by Ray."""
    rows = dict(_engine_here(*shared).rows(paths))
    return [rows[place] for place in range(len(paths))]


@lru_cache(maxsize=1)
def _engine_here(settings: WorkerSettings, timeout: float) -> LocalEngine:
    """The worker of this process of Ray's. It keeps its model from task to task, and ends when this process does."""
    return LocalEngine(settings, workers=1, timeout=timeout)


def _last_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[-1]
