"""Many tracks, one table: sources, worker processes or a cluster, rows, and going on after an interruption.

    sources -> plan (what is done already?) -> engine (local processes or Ray) -> rows -> table

The names below are loaded on first use: whoever writes a single record needs no worker processes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tempo_ssl.catalog.batch import BatchSettings, BatchSummary, estimate_catalog, write_catalog
    from tempo_ssl.catalog.records import CATALOG_COLUMNS, CatalogRow

__all__ = [
    "CATALOG_COLUMNS",
    "BatchSettings",
    "BatchSummary",
    "CatalogRow",
    "estimate_catalog",
    "write_catalog",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "records" if name in ("CATALOG_COLUMNS", "CatalogRow") else "batch"
    return getattr(import_module(f"{__name__}.{home}"), name)
