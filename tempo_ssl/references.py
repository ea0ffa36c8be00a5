"""The reference bank, tempi of known BPM as a classifier sees them, and the classifier that scores excerpts by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tempo_ssl.config import FRAME_RATE
from tempo_ssl.embedding import EmbeddingModel
from tempo_ssl.graph import Graph
from tempo_ssl.piece import Piece


@dataclass(frozen=True)
class ReferenceBank:
    """``R`` references: their tempi (BPM) ``[R]`` and projections ``[R, P]``."""

    bpm: np.ndarray
    projection: np.ndarray

    def __post_init__(self) -> None:
        if not (len(self.bpm) == len(self.projection) > 0):
            raise ValueError(
                f"a reference bank needs as many tempi ({len(self.bpm)}) as projections ({len(self.projection)}), "
                "and at least one"
            )


@dataclass(frozen=True)
class Scorer:
    """A trained classifier as ONNX graphs, and its reference bank. ``N`` excerpts, embedded: ``[N, *shape]``."""

    project_graph: bytes
    score_graph: bytes
    references: ReferenceBank

    @cached_property
    def _project(self) -> Graph:
        return Graph(self.project_graph)

    @cached_property
    def _score(self) -> Graph:
        return Graph(self.score_graph)

    def reference_logits(self, embeddings: np.ndarray) -> np.ndarray:
        """Logits ``[N, R]`` of "same tempo" for every excerpt and every reference; positive is "same"."""
        return self._score.run(self._project.run(embeddings)[0], self.references.projection)[0]

    def pair_logits(self, embeddings: np.ndarray) -> np.ndarray:
        """Logits ``[N, N]`` of "same tempo" for every two excerpts."""
        projections = self._project.run(embeddings)[0]
        return self._score.run(projections, projections)[0]


@dataclass(frozen=True)
class Clicks:
    """What banks are made of: embeddings ``[M, *shape]`` of click tracks and their tempi (BPM) ``[M]``."""

    bpm: np.ndarray
    embeddings: np.ndarray


def build_bank(bpm: np.ndarray, projection: np.ndarray) -> ReferenceBank:
    """A bank of projections ``[R, P]``, rounded to half precision.

    The model file holds them so; a bank therefore gives the same scores before and after it is saved.
    """
    return ReferenceBank(bpm, projection.astype(np.float16).astype(np.float32))


def embed_clicks(pieces: Sequence[Piece], embedding: EmbeddingModel) -> Clicks:
    """The first excerpt of every click track; ``ValueError`` for a piece whose BPM is not known."""
    frames = round(embedding.excerpt_seconds * FRAME_RATE)
    bpms, embeddings = [], []
    for piece in pieces:
        if piece.bpm is None:
            raise ValueError(f"the reference {piece.name} has no known BPM")
        bpms.append(piece.bpm)
        onsets = embedding.onsets(piece.features[None, :frames].astype(np.float32))
        embeddings.append(embedding.embed(onsets)[0])
    return Clicks(np.array(bpms), np.stack(embeddings))
