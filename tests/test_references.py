"""The reference bank: one row for each sound, rounded as the model file holds it."""

from __future__ import annotations

import numpy as np
import pytest

from tempo_ssl.config import FRAME_RATE
from tempo_ssl.piece import Piece
from tempo_ssl.references import ReferenceBank, build_references


class MeanEmbedding:
    """As small as an embedding can be: the mean of every feature, and how many frames there were."""

    excerpt_seconds = 2.0

    def embed(self, features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        assert features.dtype == np.float32
        count = np.full((len(features), 1), features.shape[1])
        return np.hstack([features.mean(axis=1), count]), features


def piece(bpm: float | None, seconds: float = 3.0, level: float = 1.0) -> Piece:
    features = np.full((round(seconds * FRAME_RATE), 2), level, dtype=np.float16)
    features[2 * FRAME_RATE :] = 100
    return Piece(f"click@{bpm}", ((1.0, features),), bpm)


def test_a_bank_holds_the_first_excerpt_of_every_piece():
    pieces = [piece(120, level=1), piece(60, seconds=1, level=2), piece(90, level=3)]
    bank = build_references(pieces, MeanEmbedding(), lambda embedded: 2 * embedded)
    assert bank.bpm.tolist() == [120, 60, 90]
    assert bank.names == ("click@120", "click@60", "click@90")
    # Twice the mean level and the number of frames; what follows the first excerpt is not heard.
    assert bank.projection.tolist() == [[2, 2, 200], [4, 4, 100], [6, 6, 200]]


def test_projections_are_rounded_as_the_file_holds_them():
    bank = build_references([piece(120)], MeanEmbedding(), lambda embedded: embedded / 3)
    assert bank.projection.dtype == np.float32
    np.testing.assert_array_equal(bank.projection, bank.projection.astype(np.float16))
    np.testing.assert_allclose(bank.projection[0], [1 / 3, 1 / 3, 100 / 3], rtol=1e-3)


def test_a_reference_without_a_tempo_is_refused_by_its_name():
    with pytest.raises(ValueError, match=r"click@None has no known BPM"):
        build_references([piece(120), piece(None)], MeanEmbedding(), lambda embedded: embedded)


@pytest.mark.parametrize(
    ("bpms", "rows", "names"), [(2, 1, 2), (1, 2, 2), (2, 2, 1), (0, 0, 0)], ids=["rows", "bpm", "names", "none"]
)
def test_a_bank_that_does_not_fit_together_is_refused(bpms, rows, names):
    with pytest.raises(ValueError, match="a reference bank needs"):
        ReferenceBank(np.ones(bpms), np.ones((rows, 3)), ("x",) * names)
