"""What a table holds already: an index small enough for tens of millions of rows (25 bytes each)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tempo_ssl.catalog.remote import Fingerprint

if TYPE_CHECKING:
    import numpy as np

#: Stands for a size or time of change that is not known.
UNKNOWN = -1


class Lookup(NamedTuple):
    """What is known of some paths, one element each; where ``is_known`` is False the others mean nothing."""

    is_known: np.ndarray
    size: np.ndarray
    mtime: np.ndarray
    has_failed: np.ndarray


class DoneIndex:
    """Rows by path. Of equal paths the last one counts."""

    def __init__(self) -> None:
        # 64-bit hashes of the paths: that two of ten million share one happens once in 400,000 catalogs, and even
        # then nothing is skipped unless size and time of change agree as well.
        self._columns = array("q"), array("q"), array("d"), array("b")
        self._is_sorted = True

    def __len__(self) -> int:
        return len(self._columns[0])

    def add(self, path: str, fingerprint: Fingerprint, has_failed: bool) -> None:
        """A row; ``path`` as it stands in the table, escaped."""
        paths, sizes, mtimes, failed = self._columns
        size, mtime = fingerprint
        paths.append(hash(path))
        sizes.append(UNKNOWN if size is None else size)
        mtimes.append(UNKNOWN if mtime is None else mtime)
        failed.append(has_failed)
        self._is_sorted = False

    def find(self, paths: Sequence[str]) -> Lookup:
        """What the rows say about these paths."""
        import numpy as np

        known, *others = (np.frombuffer(column, column.typecode) for column in self._columns)
        if not len(known):
            return Lookup(np.zeros(len(paths), bool), *(np.zeros(len(paths), column.dtype) for column in others))
        if not self._is_sorted:
            order = np.argsort(known, kind="stable")
            for column in (known, *others):
                column[:] = column[order]
            self._is_sorted = True
        wanted = np.fromiter(map(hash, paths), np.int64, len(paths))
        places = np.maximum(np.searchsorted(known, wanted, side="right") - 1, 0)
        return Lookup(known[places] == wanted, *(column[places] for column in others))
