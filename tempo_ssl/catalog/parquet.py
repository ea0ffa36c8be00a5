"""Tables in Parquet, which cannot grow row by row: rows are gathered beside the table and join it at the end.

Until then they lie in ``NAME.parquet.rows.csv``, a catalog in CSV; an interrupted run goes on from both.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from types import TracebackType
from typing import Any

from tempo_ssl.catalog.done import DoneIndex
from tempo_ssl.catalog.formats import COLUMNS, CsvFormat
from tempo_ssl.catalog.records import CatalogRow
from tempo_ssl.catalog.rowfile import PART, RowFile, sync_folder
from tempo_ssl.errors import CatalogError

#: Columns that are not floating point.
OTHER_TYPES = dict.fromkeys(("path", "stability", "error", "reason"), "string") | {"size_bytes": "int64"}
#: Rows in memory at once, and in one group of the file.
GROUP = 100_000
#: Columns that resuming reads.
INDEXED = ["path", "size_bytes", "mtime", "duration_s"]


class ParquetTable:
    """See :class:`tempo_ssl.catalog.tables.Table`. ``CatalogError`` without pyarrow (the extra ``parquet``)."""

    def __init__(self, path: str) -> None:
        if find_spec("pyarrow") is None:
            raise CatalogError(
                f'{path}: Parquet needs pyarrow, which is not installed: pip install "tempo-ssl[parquet]"'
            )
        self.path = os.path.realpath(path)
        self._removed: set[int] = set()
        self._rows = RowFile(f"{self.path}.rows.csv", CsvFormat())
        try:
            self.done = self._index()
        except BaseException:
            self._rows.__exit__(None, None, None)
            raise

    def __enter__(self) -> ParquetTable:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.__exit__(kind, error, trace)

    def remove(self, paths: set[int]) -> None:
        self._removed = paths
        self._rows.remove(paths)

    def add(self, row: CatalogRow) -> None:
        self._rows.add(row)

    def finish(self, place: Callable[[str], int] | None) -> None:
        """Write the rows that the table had and the new ones to a new table, and put it in its place."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._rows.finish(None)
        new = {hash(path) for path, *_ in CsvFormat().read(self._rows.rows())}
        if os.path.exists(self.path) and not new and not self._removed and place is None:
            os.unlink(self._rows.path)
            return
        part = self.path + PART
        batches = self._all_batches(new | self._removed)
        if place is not None:
            whole = pa.Table.from_batches(batches, schema())
            paths = whole.column("path").to_pylist()
            batches = whole.take(sorted(range(len(paths)), key=lambda n: place(paths[n]))).to_batches(GROUP)
        try:
            with pq.ParquetWriter(part, schema(), compression="zstd") as writer:
                for batch in batches:
                    writer.write_batch(batch)
            with open(part, "rb") as file:
                os.fsync(file.fileno())
            os.replace(part, self.path)
        except OSError as error:
            if os.path.exists(part):
                os.unlink(part)
            raise OSError(error.errno, os.strerror(error.errno or 0), self.path) from None
        sync_folder(self.path)
        os.unlink(self._rows.path)

    def _all_batches(self, replaced: set[int]) -> Iterator[Any]:
        """Record batches: of the table without the rows that are ``replaced``, then of the rows gathered."""
        import pyarrow as pa
        import pyarrow.csv

        if os.path.exists(self.path):
            for batch in _batches(self.path, COLUMNS):
                keeps = [hash(path) not in replaced for path in batch.column("path").to_pylist()]
                yield batch.filter(pa.array(keeps, pa.bool_())).cast(schema())
        if not self._rows.has_rows:
            return
        yield from pyarrow.csv.open_csv(
            self._rows.path,
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=schema(), null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
            ),
        )

    def _index(self) -> DoneIndex:
        """What the table holds, and what was gathered since: that counts where both have a track."""
        index = DoneIndex()
        if os.path.exists(self.path):
            for batch in _batches(self.path, INDEXED):
                for path, size, mtime, duration in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    index.add(path, (size, mtime), duration is None)
        for row, fingerprint, has_failed, _ in CsvFormat().read(self._rows.rows()):
            index.add(row, fingerprint, has_failed)
        return index


def schema() -> Any:
    """The Arrow schema of a catalog."""
    import pyarrow as pa

    return pa.schema([(name, OTHER_TYPES.get(name, "float64")) for name in COLUMNS])


def _batches(path: str, columns: list[str]) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            if not set(COLUMNS) <= set(file.schema_arrow.names):
                raise CatalogError(f"{path}: is there already and is no catalog; name another")
            yield from file.iter_batches(GROUP, columns=columns)
    except pa.ArrowInvalid:
        raise CatalogError(f"{path}: is there already and is no Parquet file; name another") from None
