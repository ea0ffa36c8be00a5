"""What a table holds already: an index small enough for tens of millions of rows (17 bytes each)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from tempo_ssl.catalog.remote import Fingerprint


class Entry(NamedTuple):
    """What resuming has to know of a row; ``path`` as it stands in the table, escaped."""

    path: str
    fingerprint: Fingerprint
    has_failed: bool


class DoneIndex:
    """Rows by path. Of equal paths the last one counts."""

    def __init__(self) -> None:
        # 64-bit hashes: that two of ten million paths share one happens once in 400,000 catalogs, and even then
        # nothing is skipped unless size and time of change agree as well.
        self._paths, self._fingerprints, self._failed = array("q"), array("q"), array("b")
        self._is_sorted = True

    def __len__(self) -> int:
        return len(self._paths)

    def add(self, entry: Entry) -> None:
        self._paths.append(hash(entry.path))
        self._fingerprints.append(hash(entry.fingerprint))
        self._failed.append(entry.has_failed)
        self._is_sorted = False

    def find(self, paths: Sequence[str]) -> list[tuple[int, bool] | None]:
        """For each path None, or the hash of its fingerprint then and whether it had failed."""
        import numpy as np

        if not self._paths:
            return [None] * len(paths)
        if not self._is_sorted:
            order = np.argsort(np.frombuffer(self._paths, np.int64), kind="stable")
            for column in (self._paths, self._fingerprints, self._failed):
                values = np.frombuffer(column, column.typecode)
                values[:] = values[order]
            self._is_sorted = True
        known = np.frombuffer(self._paths, np.int64)
        wanted = np.fromiter(map(hash, paths), np.int64, len(paths))
        places = np.maximum(np.searchsorted(known, wanted, side="right") - 1, 0)
        return [
            (self._fingerprints[place], bool(self._failed[place])) if is_known else None
            for place, is_known in zip(places.tolist(), (known[places] == wanted).tolist(), strict=True)
        ]
