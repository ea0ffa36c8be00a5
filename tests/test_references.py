"""The reference bank: one row for each sound, rounded as the model file holds it."""

from __future__ import annotations

import numpy as np
import pytest

from tempo_ssl.config import FRAME_RATE
from tempo_ssl.piece import Piece
from tempo_ssl.references import ReferenceBank, build_bank, embed_clicks


class MeanEmbedding:
    """As small as an embedding can be: the mean of every feature, and how many frames there were."""

    excerpt_seconds = 2.0

    def onsets(self, features: np.ndarray) -> np.ndarray:
        assert features.dtype == np.float32
        return features

    def embed(self, onsets: np.ndarray) -> np.ndarray:
        count = np.full((len(onsets), 1), onsets.shape[1])
        return np.hstack([onsets.mean(axis=1), count])


def piece(bpm: float | None, seconds: float = 3.0, level: float = 1.0) -> Piece:
    features = np.full((round(seconds * FRAME_RATE), 2), level, dtype=np.float16)
    features[2 * FRAME_RATE :] = 100
    return Piece(f"click@{bpm}", ((1.0, features),), bpm)


def test_the_first_excerpt_of_every_click_is_heard():
    pieces = [piece(120, level=1), piece(60, seconds=1, level=2), piece(90, level=3)]
    clicks = embed_clicks(pieces, MeanEmbedding())
    assert clicks.bpm.tolist() == [120, 60, 90]
    # The mean level and the number of frames; what follows the first excerpt is not heard.
    assert clicks.embeddings.tolist() == [[1, 1, 100], [2, 2, 50], [3, 3, 100]]


def test_projections_are_rounded_as_the_file_holds_them():
    bank = build_bank(np.array([120.0]), np.array([[1 / 3, 100 / 3]]))
    assert bank.projection.dtype == np.float32
    np.testing.assert_array_equal(bank.projection, bank.projection.astype(np.float16))
    np.testing.assert_allclose(bank.projection[0], [1 / 3, 100 / 3], rtol=1e-3)


def test_a_reference_without_a_tempo_is_refused_by_its_name():
    with pytest.raises(ValueError, match=r"click@None has no known BPM"):
        embed_clicks([piece(120), piece(None)], MeanEmbedding())


@pytest.mark.parametrize(("bpms", "rows"), [(2, 1), (1, 2), (0, 0)], ids=["rows", "bpm", "none"])
def test_a_bank_that_does_not_fit_together_is_refused(bpms, rows):
    with pytest.raises(ValueError, match="a reference bank needs"):
        ReferenceBank(np.ones(bpms), np.ones((rows, 3)))
