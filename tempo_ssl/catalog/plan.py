"""What is left to do: the tracks of a source without those that have a row and have not changed."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from tempo_ssl.catalog.done import DoneIndex
from tempo_ssl.catalog.remote import is_url
from tempo_ssl.catalog.sources import Found, fingerprint

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
        are_known, before, had_failed = done.find(texts)
        now = _fingerprints([track for track, is_known in zip(batch, are_known, strict=True) if is_known])
        for place, is_known in enumerate(are_known):
            if is_known and next(now) == before[place] and not (retry_errors and had_failed[place]):
                plan.skipped += 1
                plan.failed_before += had_failed[place]
                continue
            plan.pending.append(batch[place][0])
            if is_known:
                plan.replaced.add(hash(texts[place]))
    return plan


def _fingerprints(tracks: list[Found]) -> Iterator[int]:
    """Hashes of the fingerprints that tracks have now, in their order."""
    unknown = [path for path, known in tracks if known is None]
    if any(map(is_url, unknown)):
        with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
            asked = iter(list(pool.map(fingerprint, unknown)))
    else:
        asked = map(fingerprint, unknown)
    return (hash(known or next(asked)) for _, known in tracks)
