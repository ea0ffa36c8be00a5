"""What a table holds already: an index small enough for tens of millions of rows (17 bytes each)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from tempo_ssl.catalog.remote import Fingerprint


class DoneIndex:
    """Rows by path. Of equal paths the last one counts."""

    def __init__(self) -> None:
        # 64-bit hashes: that two of ten million paths share one happens once in 400,000 catalogs, and even then
        # nothing is skipped unless size and time of change agree as well.
        self._paths, self._fingerprints, self._failed = array("q"), array("q"), array("b")
        self._is_sorted = True

    def __len__(self) -> int:
        return len(self._paths)

    def add(self, path: str, fingerprint: Fingerprint, has_failed: bool) -> None:
        """A row; ``path`` as it stands in the table, escaped."""
        self._paths.append(hash(path))
        self._fingerprints.append(hash(fingerprint))
        self._failed.append(has_failed)
        self._is_sorted = False

    def find(self, paths: Sequence[str]) -> tuple[list[bool], list[int], list[int]]:
        """For each path whether it is there, the hash of its fingerprint then, and whether it had failed."""
        import numpy as np

        if not self._paths:
            return [False] * len(paths), [0] * len(paths), [0] * len(paths)
        if not self._is_sorted:
            order = np.argsort(np.frombuffer(self._paths, np.int64), kind="stable")
            for column in (self._paths, self._fingerprints, self._failed):
                values = np.frombuffer(column, column.typecode)
                values[:] = values[order]
            self._is_sorted = True
        known = np.frombuffer(self._paths, np.int64)
        wanted = np.fromiter(map(hash, paths), np.int64, len(paths))
        places = np.maximum(np.searchsorted(known, wanted, side="right") - 1, 0)
        return (
            (known[places] == wanted).tolist(),
            np.frombuffer(self._fingerprints, np.int64)[places].tolist(),
            np.frombuffer(self._failed, np.int8)[places].tolist(),
        )
