"""What training is judged by, asked of models whose answers we know."""

from __future__ import annotations

import numpy as np
import pytest

from known_listeners import GRID, Listener, Stubborn, noise, track
from tempo_ssl.config import COUNTED_OCTAVES, TrainingSettings
from tempo_ssl.piece import Piece
from tempo_ssl.training.validation import known_tempo_accuracy, pair_accuracy, self_consistent_tempi, with_tempi

SETTINGS = TrainingSettings()


def test_accuracies_on_music_of_known_tempo():
    pieces = [track(bpm, known=True) for bpm in (66, 80, 97, 110)]
    assert known_tempo_accuracy(Listener(), pieces) == (1, 1)
    assert known_tempo_accuracy(Stubborn(), pieces) == (1 / 4, 1 / 4)
    doubled = [Piece(piece.name, piece.versions, 2 * piece.bpm) for piece in pieces]
    assert known_tempo_accuracy(Listener(), doubled) == (0, 1)


def test_pairs_are_judged_by_both_kinds_of_mistake():
    pieces = [track(bpm) for bpm in (80, 85, 90)]
    assert pair_accuracy(Listener(), pieces, SETTINGS) > 0.95
    # Right on all that are the same, wrong on all others.
    assert pair_accuracy(Stubborn(), pieces, SETTINGS) == 0.5


def test_tempi_that_move_with_the_rate_are_consistent():
    found = self_consistent_tempi(Listener(), [track(80), noise(1), track(97.3)])
    assert found == {"80 x 1": pytest.approx(80, rel=0.005), "97.3 x 1": pytest.approx(97.3, rel=0.005)}
    # A model that is wrong by a constant factor is consistent as well: that is all that can be known.
    assert self_consistent_tempi(Listener(0.9), [track(95)])["95 x 1"] == pytest.approx(95 * 0.9, rel=0.005)
    assert self_consistent_tempi(Stubborn(), [track(100)]) == {}


def test_consistent_answers_must_be_likely():
    class Unsure(Listener):
        def logits(self, features: np.ndarray) -> np.ndarray:
            return super().logits(features) - 50

    assert self_consistent_tempi(Unsure(), [track(80)]) == {}


def test_how_far_people_count_decides_between_likely_tempi():
    class Torn(Listener):
        def logits(self, features: np.ndarray) -> np.ndarray:
            own = super().logits(features)
            faster = np.interp(np.log(GRID / 1.5), np.log(GRID), own, left=own.min())
            return np.maximum(own, faster - 0.2)

    usual, narrow = (self_consistent_tempi(Torn(), [track(70)], octaves) for octaves in (COUNTED_OCTAVES, 0.5))
    assert usual["70 x 1"] == pytest.approx(70, rel=0.005)
    assert narrow["70 x 1"] == pytest.approx(105, rel=0.005)


def test_a_tempo_found_is_that_of_what_was_heard():
    # Its first version is played at 1.2 times the rate of the recording.
    tracks = [track(80, rate=1.2), track(90)]
    found = self_consistent_tempi(Listener(), tracks)
    (first, second) = with_tempi(tracks, found)
    assert first.bpm == pytest.approx(96, rel=0.005)
    assert first.versions[0][0] == 1
    assert first.features is tracks[0].features
    assert second.bpm == pytest.approx(90, rel=0.005)
    assert with_tempi(tracks, {"90 x 1": 90.0})[0].name == "90 x 1"


def test_short_recordings_may_be_judged_too():
    assert self_consistent_tempi(Listener(), [track(80, seconds=1.5)]).keys() <= {"80 x 1"}
