"""What the extra ``eval`` installs, and what is said where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

from tempo_ssl.errors import EvaluationError


def check_extra(library: str, purpose: str) -> None:
    """``EvaluationError`` naming the extra where a library of it is missing."""
    if find_spec(library) is None:
        raise EvaluationError(f'{purpose} needs {library}, which is not installed: pip install "tempo-ssl[eval]"')
