"""What is left to do: the tracks of a source without those that have a row and have not changed."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from tempo_ssl.catalog.done import UNKNOWN, DoneIndex
from tempo_ssl.catalog.remote import is_url
from tempo_ssl.catalog.sources import Found, fingerprint

if TYPE_CHECKING:
    import numpy as np

#: Tracks that are looked up at once.
LOOKED_UP_AT_ONCE = 4096
#: Remote files that are asked for their size at once: each takes a while, and nothing of ours.
ASKED_AT_ONCE = 32


@dataclass
class Plan:
    """What there is to do, and which rows of the table it replaces (hashes of their paths as text)."""

    pending: list[str] = field(default_factory=list)
    replaced: set[int] = field(default_factory=set)
    skipped: int = 0
    failed_before: int = 0
    #: Hash of every track's path as text -> its place in the source, where the order is to be kept.
    places: dict[int, int] | None = None


def share(tracks: Iterator[Found], shard: tuple[int, int] | None) -> Iterator[Found]:
    """The tracks of one share. Its name alone decides about a track, wherever it stands."""
    if shard is None:
        return tracks
    number, count = shard
    return (track for track in tracks if zlib.crc32(os.fsencode(track[0])) % count == number - 1)


def make_plan(tracks: Iterable[Found], done: DoneIndex, ordered: bool, retry_errors: bool) -> Plan:
    """Compare the tracks of a source with the rows that are there."""
    import numpy as np

    from tempo_ssl.audio import as_text

    plan = Plan(places={} if ordered else None)
    if not len(done) and plan.places is None:
        plan.pending = [path for path, _ in tracks]
        return plan
    tracks = iter(tracks)
    while batch := list(islice(tracks, LOOKED_UP_AT_ONCE)):
        texts = [as_text(path) for path, _ in batch]
        if plan.places is not None:
            for text in texts:
                plan.places[hash(text)] = len(plan.places)
        there = done.find(texts)
        places = np.flatnonzero(there.is_known)
        is_done = np.zeros(len(batch), bool)
        if len(places):
            size, mtime = _fingerprints([batch[place] for place in places])
            is_done[places] = (size == there.size[places]) & (mtime == there.mtime[places])
        if retry_errors:
            is_done &= there.has_failed == 0
        plan.skipped += int(is_done.sum())
        plan.failed_before += int(there.has_failed[is_done].sum())
        plan.pending += [batch[place][0] for place in np.flatnonzero(~is_done)]
        plan.replaced.update(hash(texts[place]) for place in np.flatnonzero(there.is_known & ~is_done))
    return plan


def _fingerprints(tracks: list[Found]) -> tuple[np.ndarray, np.ndarray]:
    """Sizes and times of change that tracks have now; :data:`UNKNOWN` where they have none."""
    import numpy as np

    if any(known is None and is_url(path) for path, known in tracks):
        with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
            found = list(pool.map(lambda track: track[1] or fingerprint(track[0]), tracks))
    else:
        found = [known or fingerprint(path) for path, known in tracks]
    return (
        np.array([UNKNOWN if size is None else size for size, _ in found], np.int64),
        np.array([UNKNOWN if mtime is None else mtime for _, mtime in found], np.float64),
    )
