"""The default embedding: learnt onset channels on a log-tempo axis (the network is ``model.RhythmNet``).

Its weights come from ``tempo-ssl pretrain`` and travel as an ONNX graph, shipped in the package and inside every
model file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from importlib.resources import files

import numpy as np

from tempo_ssl import config
from tempo_ssl.features import mel_frames
from tempo_ssl.graph import Graph


class RhythmEmbedding:
    """See :class:`tempo_ssl.embedding.EmbeddingModel`; ``graph`` replaces the shipped weights."""

    name = "rhythm"
    features_version = "mel-1"
    excerpt_seconds = config.EXCERPT_SECONDS
    shape: tuple[int, ...] = (config.ONSET_CHANNELS, config.EMBEDDING_BINS)
    head = "tempo-axis"

    def __init__(self, graph: bytes | None = None):
        self._given = graph

    @cached_property
    def graph(self) -> bytes:
        return self._given or files("tempo_ssl").joinpath("data", "rhythm.onnx").read_bytes()

    @cached_property
    def version(self) -> str:
        """The features' version and the first digits of the weights' SHA-256."""
        return f"{self.features_version}+{hashlib.sha256(self.graph).hexdigest()[:12]}"

    @cached_property
    def _network(self) -> Graph:
        return Graph(self.graph)

    def features(self, blocks: Iterable[np.ndarray], sample_rate: int) -> np.ndarray:
        return mel_frames(blocks, sample_rate)

    def embed(self, features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        onsets, embeddings = self._network.run(features)
        return embeddings, onsets
