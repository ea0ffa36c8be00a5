"""The reference bank: sounds of known BPM, as the classifier sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tempo_ssl.config import FRAME_RATE
from tempo_ssl.embedding import EmbeddingModel
from tempo_ssl.piece import Piece


@dataclass(frozen=True)
class ReferenceBank:
    """``R`` references: their tempi (BPM) ``[R]``, projections ``[R, P]`` and names."""

    bpm: np.ndarray
    projection: np.ndarray
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (len(self.bpm) == len(self.projection) == len(self.names) > 0):
            raise ValueError(
                f"a reference bank needs as many tempi ({len(self.bpm)}) as projections ({len(self.projection)}) "
                f"and names ({len(self.names)}), and at least one"
            )


def build_references(
    pieces: Sequence[Piece], embedding: EmbeddingModel, project: Callable[[np.ndarray], np.ndarray]
) -> ReferenceBank:
    """A bank of the first excerpt of every piece, whose BPM must be known.

    ``project`` takes embeddings ``[N, *shape]`` to projections ``[N, P]``. They are rounded to half precision, as
    the model file holds them, so that a bank gives the same scores before and after it is saved.
    """
    frames = round(embedding.excerpt_seconds * FRAME_RATE)
    bpms, projections = [], []
    for piece in pieces:
        if piece.bpm is None:
            raise ValueError(f"the reference {piece.name} has no known BPM")
        embedded, _ = embedding.embed(piece.features[None, :frames].astype(np.float32))
        bpms.append(piece.bpm)
        projections.append(project(embedded)[0])
    projection = np.stack(projections).astype(np.float16).astype(np.float32)
    return ReferenceBank(np.array(bpms), projection, tuple(piece.name for piece in pieces))
