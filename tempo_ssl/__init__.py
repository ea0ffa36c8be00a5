"""Music tempo (BPM) of recordings, by a model trained without labels.

    import tempo_ssl

    estimate = tempo_ssl.estimate("song.ogg")
    estimate.bpm, estimate.confidence

Importing the package loads nothing else: each name below is resolved on first use, so that training's libraries are
never loaded to estimate, and no library at all to print a help page.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tempo_ssl.catalog import CatalogRow, estimate_catalog
    from tempo_ssl.errors import (
        AudioError,
        CatalogError,
        EvaluationError,
        ModelError,
        StretchError,
        TagError,
        TempoSSLError,
        TrainingError,
    )
    from tempo_ssl.estimation import TempoEstimate, TempoEstimator, estimate, estimate_audio
    from tempo_ssl.training import train

__version__ = "0.1.0"

__all__ = [
    "AudioError",
    "CatalogError",
    "CatalogRow",
    "EvaluationError",
    "ModelError",
    "StretchError",
    "TagError",
    "TempoEstimate",
    "TempoEstimator",
    "TempoSSLError",
    "TrainingError",
    "__version__",
    "estimate",
    "estimate_audio",
    "estimate_catalog",
    "train",
]

#: Where each name lives.
_HOMES = {
    "AudioError": "tempo_ssl.errors",
    "EvaluationError": "tempo_ssl.errors",
    "CatalogError": "tempo_ssl.errors",
    "CatalogRow": "tempo_ssl.catalog",
    "ModelError": "tempo_ssl.errors",
    "StretchError": "tempo_ssl.errors",
    "TagError": "tempo_ssl.errors",
    "TempoSSLError": "tempo_ssl.errors",
    "TrainingError": "tempo_ssl.errors",
    "TempoEstimate": "tempo_ssl.estimation",
    "TempoEstimator": "tempo_ssl.estimation",
    "estimate": "tempo_ssl.estimation",
    "estimate_audio": "tempo_ssl.estimation",
    "estimate_catalog": "tempo_ssl.catalog",
    "train": "tempo_ssl.training",
}


def __getattr__(name: str) -> Any:
    """The name from its module, remembered from then on. ``TrainingError`` for ``train`` without its libraries."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value = getattr(import_module(_HOMES[name]), name)
    except ModuleNotFoundError as error:
        if name != "train" or (error.name or "").startswith(__name__):
            raise
        from tempo_ssl.errors import TrainingError

        raise TrainingError(
            f'training needs {error.name}, which is not installed: pip install "tempo-ssl[train]"'
        ) from error
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
