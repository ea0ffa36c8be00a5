"""Rows of catalogs, written to tables and read back by others."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas

from tempo_ssl.audio import as_path
from tempo_ssl.catalog import CatalogRow
from tempo_ssl.catalog.tables import open_table

GOOD = CatalogRow(
    'music/a, "b"\n.wav', 128.0412, 0.98, 0.9, 128.0412, 64.0206, 0.4, "constant", 183.2, None, 1234, 1795268385.82219
)


def some_rows(count: int) -> list[CatalogRow]:
    return [GOOD._replace(path=f"{number}, {GOOD.path}", size_bytes=number) for number in range(count)]


def write(path: Path, content: list[CatalogRow]) -> bytes:
    with open_table(str(path)) as table:
        for row in content:
            table.add(row)
        table.finish(None)
    return path.read_bytes()


def read_csv(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def paths_in(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return [as_path(name) for name in pandas.read_parquet(path)["path"]]
    if path.suffix == ".csv":
        return [as_path(row["path"]) for row in read_csv(path)]
    return [as_path(json.loads(line)["path"]) for line in path.read_text().split("\n")[:-1]]
