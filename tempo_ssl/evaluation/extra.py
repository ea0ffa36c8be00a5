"""Libraries that may be there or not: their versions, and what is said where one of the extra ``eval`` is missing."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from tempo_ssl.errors import EvaluationError


def library_version(distribution: str) -> str | None:
    """The version of an installed distribution; None where it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def check_extra(library: str, purpose: str) -> None:
    """``EvaluationError`` naming the extra where a library of it is missing."""
    if find_spec(library) is None:
        raise EvaluationError(f'{purpose} needs {library}, which is not installed: pip install "tempo-ssl[eval]"')
