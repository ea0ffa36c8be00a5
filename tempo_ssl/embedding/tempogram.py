"""A baseline without weights: librosa's autocorrelation tempogram, for the paper's generic head.

It has no log-tempo axis (lags are linear), so a change of tempo is no shift, and the classifier must learn what that
looks like. Needs librosa (extra ``train``).
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

import numpy as np

from tempo_ssl import config
from tempo_ssl.errors import ModelError
from tempo_ssl.features import mel_frames

#: Lags of the autocorrelation, in frames: 4 s, two beats at 30 BPM.
LAGS = 200


class TempogramEmbedding:
    """See :class:`tempo_ssl.embedding.EmbeddingModel`. The feature is one onset strength curve."""

    name = "tempogram"
    version = "tempogram-1"
    features_version = "onset-strength-1"
    excerpt_seconds = config.EXCERPT_SECONDS
    shape: tuple[int, ...] = (LAGS,)
    head = "generic"
    graph = None

    def __init__(self) -> None:
        # Only looked for: a module kept here could not travel to the processes that read sound.
        if find_spec("librosa") is None:
            raise ModelError('the embedding "tempogram" needs librosa; install it with: pip install "tempo-ssl[train]"')

    def features(self, blocks: Iterable[np.ndarray], sample_rate: int) -> np.ndarray:
        import librosa

        mel = mel_frames(blocks, sample_rate)
        if len(mel) < 2:
            return np.zeros((len(mel), 1), dtype=np.float32)
        decibels = librosa.amplitude_to_db(mel.T, ref=np.max)
        strength = librosa.onset.onset_strength(S=decibels, sr=config.FRAME_RATE, hop_length=1, center=False)
        curve: np.ndarray = strength.astype(np.float32)[:, None]
        return curve

    def onsets(self, features: np.ndarray) -> np.ndarray:
        return features

    def embed(self, onsets: np.ndarray, fade: float = config.EXCERPT_FADE) -> np.ndarray:
        import librosa

        embeddings = [
            librosa.feature.tempogram(
                onset_envelope=excerpt[:, 0], sr=config.FRAME_RATE, hop_length=1, win_length=LAGS
            ).mean(axis=1)
            for excerpt in onsets
        ]
        return np.stack(embeddings).astype(np.float32)
