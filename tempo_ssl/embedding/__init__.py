"""Frozen embeddings: what an excerpt of music looks like to the classifier.

A backend is one file here with one class that satisfies :class:`EmbeddingModel`; it is imported only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np

from tempo_ssl.config import EXCERPT_FADE
from tempo_ssl.errors import ModelError

#: Names that :func:`load_embedding` knows.
EMBEDDINGS = ("rhythm", "tempogram")


class EmbeddingModel(Protocol):
    """From sound to features to one embedding an excerpt. Everything is deterministic.

    ``N`` excerpts, ``T`` frames at :data:`~tempo_ssl.config.FRAME_RATE`, ``F`` features a frame, ``C`` onset curves.
    """

    #: Name under which :func:`load_embedding` finds it.
    name: str
    #: Changes whenever the same sound gives other features: the key under which they are cached.
    features_version: str
    #: Seconds of one excerpt; shorter sounds are embedded as they are.
    excerpt_seconds: float
    #: Shape of one embedding.
    shape: tuple[int, ...]
    #: The classifier's head that suits it.
    head: str

    @property
    def version(self) -> str:
        """Changes whenever the same sound gives other numbers; stored in model files, checked when they are read."""
        ...

    @property
    def graph(self) -> bytes | None:
        """Weights as an ONNX graph, for the model file; None where there are none."""
        ...

    def features(self, blocks: Iterable[np.ndarray], sample_rate: int) -> np.ndarray:
        """Mono sound in pieces, float32, at any sample rate (Hz) -> features ``[T, F]``."""
        ...

    def onsets(self, features: np.ndarray) -> np.ndarray:
        """Features ``[N, T, F]`` of excerpts or of whole tracks -> onset curves ``[N, T, C]``.

        Those of an excerpt are, its borders apart, an excerpt of those of the track.
        """
        ...

    def embed(self, onsets: np.ndarray, fade: float = EXCERPT_FADE) -> np.ndarray:
        """Onset curves of excerpts ``[N, T, C]`` -> embeddings ``[N, *shape]``.

        Excerpts fade in and out over the share ``fade`` of them, where the embedding has windows of their length.
        """
        ...


def load_embedding(name: str, graph: bytes | None = None) -> EmbeddingModel:
    """The embedding called ``name``, with the weights of ``graph`` instead of the shipped ones if given.

    ``ModelError`` for an unknown name, or when a package that it needs is missing.
    """
    if name == "rhythm":
        from tempo_ssl.embedding.rhythm import RhythmEmbedding

        return RhythmEmbedding(graph)
    if name == "tempogram":
        from tempo_ssl.embedding.tempogram import TempogramEmbedding

        return TempogramEmbedding()
    raise ModelError(f"unknown embedding {name!r}; known: {', '.join(EMBEDDINGS)}")
