"""Many tracks, one table: sources, worker processes or a cluster, rows, and going on after an interruption.

    sources -> plan (what is done already?) -> engine (local processes or Ray) -> rows -> table

Nothing heavier than the standard library is imported until it is needed.
"""

from __future__ import annotations

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
