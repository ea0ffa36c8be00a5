"""From a source to a table: the settings, the engine that does the work, and the sum of it."""

from __future__ import annotations

import heapq
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TypeVar

from tempo_ssl import config
from tempo_ssl.catalog.local import LocalEngine
from tempo_ssl.catalog.plan import make_plan, share
from tempo_ssl.catalog.records import CatalogRow
from tempo_ssl.catalog.sources import find_tracks
from tempo_ssl.catalog.tables import open_table
from tempo_ssl.catalog.worker import WorkerSettings

ENGINES = ("local", "ray")

Report = Callable[[str, int, int], None]
Item = TypeVar("Item")


@dataclass(frozen=True)
class BatchSettings:
    """How a batch is run; the answers themselves depend on the model and the tempo range only."""

    model: str | os.PathLike[str] = "default"
    min_bpm: float | None = None
    max_bpm: float | None = None
    fold_from: float = config.FOLD_BPM
    #: Whether only as much of a long track is decoded as it takes to be certain.
    fast: bool = False
    #: Worker processes; None: one for each core (on a cluster: as many as it has).
    workers: int | None = None
    #: ``(k, n)``: of ``n`` shares of the source, by the names of the tracks, the ``k``-th only (1 to ``n``).
    shard: tuple[int, int] | None = None
    #: Whether rows keep the order of the source.
    ordered: bool = False
    #: Whether tracks that failed in an earlier run are tried again.
    retry_errors: bool = False
    #: Seconds after which a track is given up.
    timeout: float = config.TRACK_TIMEOUT
    #: ``"local"`` or ``"ray"``; the address of a Ray cluster, None: the one that this machine belongs to.
    engine: str = "local"
    address: str | None = None


@dataclass
class BatchSummary:
    """What a batch did. ``skipped`` were done before; ``failed_before`` of them had failed."""

    done: int = 0
    failed: int = 0
    skipped: int = 0
    failed_before: int = 0
    #: Seconds of the whole batch, and seconds of sound answered in it.
    seconds: float = 0.0
    audio_seconds: float = 0.0

    @property
    def tracks_per_second(self) -> float:
        return (self.done + self.failed) / self.seconds if self.seconds else 0.0

    @property
    def times_real_time(self) -> float:
        return self.audio_seconds / self.seconds if self.seconds else 0.0


class Engine(Protocol):
    """Something that answers tracks: this machine, or a cluster."""

    def rows(self, paths: Sequence[str], ahead: int | None = None) -> Iterator[tuple[int, CatalogRow]]:
        """(place in ``paths``, row) of every path, at most ``ahead`` places beyond the first unanswered one."""


def estimate_catalog(
    source: str | os.PathLike[str],
    *,
    model: str | os.PathLike[str] = "default",
    min_bpm: float | None = None,
    max_bpm: float | None = None,
    fold_from: float = config.FOLD_BPM,
    fast: bool = False,
    workers: int | None = None,
    shard: tuple[int, int] | None = None,
    ordered: bool = False,
    timeout: float = config.TRACK_TIMEOUT,
    engine: str = "local",
    address: str | None = None,
) -> Iterator[CatalogRow]:
    """The tempo of every track of a source, as they are answered; see :class:`BatchSettings` for the options.

    A track that cannot be read gives a row with its ``error``. ``source`` is what
    :func:`tempo_ssl.catalog.sources.find_tracks` takes: a folder, a list, ``-``, a URL.

    Raises
    ------
    CatalogError : with the first row, if the source is missing or there are no workers
    ModelError : with the first row, if the model cannot be used
    ValueError : at once, if a setting makes no sense
    """
    settings = BatchSettings(
        model=model,
        min_bpm=min_bpm,
        max_bpm=max_bpm,
        fold_from=fold_from,
        fast=fast,
        workers=workers,
        shard=shard,
        ordered=ordered,
        timeout=timeout,
        engine=engine,
        address=address,
    )
    check_settings(settings)
    return _rows(settings, (path for path, _ in share(find_tracks(os.fspath(source)), settings.shard)))


def write_catalog(
    source: str | os.PathLike[str],
    out: str | os.PathLike[str] | BinaryIO,
    settings: BatchSettings | None = None,
    report: Report | None = None,
    warn: Callable[[str], None] | None = None,
) -> BatchSummary:
    """Write the rows of a source to a table, and go on with it where an earlier call stopped, however it ended.

    Parameters
    ----------
    source : as in :func:`estimate_catalog`
    out : a file whose ending decides the format (``.csv``, ``.jsonl``, ``.parquet``), or a stream for CSV
    report : told ("tracks, failed ..., ... files/s", done, total)
    warn : told what had to be passed over while looking for tracks

    Raises
    ------
    CatalogError : source, table, workers or cluster cannot be used; rows that were written stay
    ModelError : the model cannot be used
    OSError : the table cannot be written, for instance on a full disk; whole rows only are in it
    """
    settings = settings or BatchSettings()
    check_settings(settings)
    started = time.monotonic()
    summary = BatchSummary()
    with open_table(os.fspath(out) if isinstance(out, (str, os.PathLike)) else out) as table:
        plan = make_plan(
            share(find_tracks(os.fspath(source), warn), settings.shard),
            table.done,
            settings.ordered,
            settings.retry_errors,
        )
        summary.skipped, summary.failed_before = plan.skipped, plan.failed_before
        total = plan.skipped + len(plan.pending)
        table.remove(plan.replaced)
        for row in _rows(settings, plan.pending):
            table.add(row)
            summary.failed += row.has_failed
            summary.done += not row.has_failed
            summary.audio_seconds += row.duration_s or 0.0
            summary.seconds = time.monotonic() - started
            if report:
                told = f"tracks, {summary.failed} failed, {summary.tracks_per_second:.1f} files/s"
                report(told, summary.skipped + summary.done + summary.failed, total)
        places = plan.places
        table.finish(None if places is None else lambda path: places.get(hash(path), -1))
    summary.seconds = time.monotonic() - started
    return summary


def check_settings(settings: BatchSettings) -> None:
    """``ValueError`` where a setting makes no sense."""
    from tempo_ssl.estimation import check_range
    from tempo_ssl.tempo import check_bpm

    check_range(settings.min_bpm, settings.max_bpm)
    check_bpm(settings.fold_from, "fold_from")
    if settings.workers is not None and settings.workers < 1:
        raise ValueError(f"workers must be at least 1, got {settings.workers}")
    if settings.shard is not None and not 1 <= settings.shard[0] <= settings.shard[1]:
        raise ValueError(f"shard must be (k, n) with k from 1 to n, got {settings.shard}")
    if not settings.timeout > 0:
        raise ValueError(f"timeout must be positive, got {settings.timeout}")
    if settings.engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, got {settings.engine!r}")


def _rows(settings: BatchSettings, paths: Iterable[str]) -> Iterator[CatalogRow]:
    paths = list(paths)
    if not paths:
        return
    with _engine(settings) as engine:
        if settings.ordered:
            yield from _in_order(engine.rows(paths, config.ORDERED_AHEAD))
        else:
            yield from (row for _, row in engine.rows(paths))


def _in_order(numbered: Iterable[tuple[int, Item]]) -> Iterator[Item]:
    """Items by their numbers 0, 1, 2, ..., however they come."""
    held: list[tuple[int, Item]] = []
    following = 0
    for pair in numbered:
        heapq.heappush(held, pair)
        while held and held[0][0] == following:
            yield heapq.heappop(held)[1]
            following += 1


def _engine(settings: BatchSettings) -> AbstractContextManager[Engine]:
    from tempo_ssl.checkpoint import load_model

    model = load_model(settings.model)
    worker = WorkerSettings(model, os.getcwd(), settings.min_bpm, settings.max_bpm, settings.fold_from, settings.fast)
    if settings.engine == "ray":
        from tempo_ssl.catalog.cluster import RayEngine

        return RayEngine(worker, settings.workers, settings.timeout, settings.address)
    return LocalEngine(worker, settings.workers or cores(), settings.timeout)


def cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
