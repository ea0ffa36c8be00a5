"""The default embedding: learnt onset curves (the network is ``model.OnsetNet``) on a log-tempo axis.

The network's weights come from ``scripts/make_embedding.py`` and travel as an ONNX graph, shipped in the package and
inside every model file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from importlib.resources import files

import numpy as np

from tempo_ssl import config
from tempo_ssl.embedding.log_tempo import log_tempo_transform
from tempo_ssl.features import mel_and_pitch_frames
from tempo_ssl.graph import Graph


class RhythmEmbedding:
    """See :class:`tempo_ssl.embedding.EmbeddingModel`; ``graph`` replaces the shipped weights."""

    name = "rhythm"
    features_version = "mel-pitch-1"
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
        return mel_and_pitch_frames(blocks, sample_rate)

    def onsets(self, features: np.ndarray) -> np.ndarray:
        frames, step, reach = features.shape[1], config.ONSET_FRAMES_AT_ONCE, config.ONSET_REACH
        parts = []
        for start in range(0, max(frames, 1), step):
            first = max(start - reach, 0)
            onsets = self._network.run(features[:, first : start + step + reach])[0]
            parts.append(onsets[:, start - first : start - first + step])
        return np.concatenate(parts, axis=1)

    def embed(self, onsets: np.ndarray, fade: float = config.EXCERPT_FADE) -> np.ndarray:
        return log_tempo_transform(onsets, fade)
