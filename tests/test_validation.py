"""What training is judged by, asked of models whose answers we know."""

from __future__ import annotations

import numpy as np
import pytest

from tempo_ssl.config import (
    BANDS,
    COUNTED_OCTAVES,
    EXCERPT_SECONDS,
    EXPECTED_OCTAVE_ERRORS,
    FRAME_RATE,
    REFUSED_SHARE,
    TrainingSettings,
)
from tempo_ssl.decoding import (
    OCTAVE_EVIDENCE,
    PRESENCE_EVIDENCE,
    PULSE_EVIDENCE,
    TempoCurve,
    best_bpm,
    evidence,
)
from tempo_ssl.embedding import load_embedding
from tempo_ssl.piece import Piece
from tempo_ssl.refinement import repetition
from tempo_ssl.tempo import log_bpm_grid
from tempo_ssl.training import validation
from tempo_ssl.training.validation import (
    Observations,
    calibrate,
    known_tempo_accuracy,
    pair_accuracy,
    self_consistent_tempi,
    with_tempi,
)

GRID = log_bpm_grid(60, 60, 60)
SETTINGS = TrainingSettings()


class Listener:
    """A model that hears the tempo of pulses well (60-120 BPM), times ``factor``."""

    embedding = load_embedding("rhythm")

    def __init__(self, factor: float = 1.0) -> None:
        self.factor = factor

    def strength(self, features: np.ndarray) -> np.ndarray:
        time = np.arange(len(features)) / FRAME_RATE
        curve = (features[:, 0] - features[:, 0].mean()) * np.hanning(len(features))
        spectrum = abs(np.exp(-2j * np.pi * np.outer(GRID / self.factor, time) / 60) @ curve)
        return spectrum / (abs(curve).sum() + 1e-9)

    def logits(self, features: np.ndarray) -> np.ndarray:
        return 20 * self.strength(features) - 5

    def listen(self, features: np.ndarray) -> tuple[TempoCurve, np.ndarray]:
        assert features.dtype == np.float32
        logits = self.logits(features)
        return TempoCurve(GRID, logits, logits[None]), features

    def pair_logits(self, excerpts: np.ndarray) -> np.ndarray:
        tempi = [GRID[self.strength(excerpt).argmax()] for excerpt in excerpts]
        return np.where(abs(np.log(np.divide.outer(tempi, tempi))) < 0.035, 3.0, -3.0)


class Stubborn(Listener):
    """A model that answers 100 BPM whatever it hears, and finds all excerpts the same."""

    bpm = 100

    def logits(self, features: np.ndarray) -> np.ndarray:
        return -abs(np.log(GRID / self.bpm)) * 50 + 5

    def pair_logits(self, excerpts: np.ndarray) -> np.ndarray:
        return np.ones((len(excerpts), len(excerpts)))


class Certain(Stubborn):
    """A model that answers 90 BPM whatever it hears: right also on the shortest clip of that."""

    bpm = 90


def pulses(bpm: float, seconds: float = 40, rate: float = 1.0, known: bool = False) -> Piece:
    time = np.arange(round(seconds * FRAME_RATE)) / FRAME_RATE
    curve = np.exp(8 * (np.cos(2 * np.pi * time * bpm * rate / 60) - 1))
    features = np.repeat(curve[:, None], BANDS, axis=1).astype(np.float16)
    return Piece(f"{bpm:g} x {rate:g}", ((rate, features),), bpm if known else None)


def noise(seed: int, seconds: float = 24) -> Piece:
    rng = np.random.default_rng(seed)
    return Piece(f"noise {seed}", ((1.0, rng.random((round(seconds * FRAME_RATE), BANDS)).astype(np.float16)),))


def test_accuracies_on_music_of_known_tempo():
    pieces = [pulses(bpm, known=True) for bpm in (66, 80, 97, 110)]
    assert known_tempo_accuracy(Listener(), pieces) == (1, 1)
    assert known_tempo_accuracy(Stubborn(), pieces) == (1 / 4, 1 / 4)
    doubled = [Piece(piece.name, piece.versions, 2 * piece.bpm) for piece in pieces]
    assert known_tempo_accuracy(Listener(), doubled) == (0, 1)


def test_pairs_are_judged_by_both_kinds_of_mistake():
    pieces = [pulses(bpm) for bpm in (80, 85, 90)]
    assert pair_accuracy(Listener(), pieces, SETTINGS) > 0.95
    # Right on all that are the same, wrong on all others.
    assert pair_accuracy(Stubborn(), pieces, SETTINGS) == 0.5


def test_tempi_that_move_with_the_rate_are_consistent():
    found = self_consistent_tempi(Listener(), [pulses(80), noise(1), pulses(97.3)])
    assert found == {"80 x 1": pytest.approx(80, rel=0.005), "97.3 x 1": pytest.approx(97.3, rel=0.005)}
    # A model that is wrong by a constant factor is consistent as well: that is all that can be known.
    assert self_consistent_tempi(Listener(0.9), [pulses(95)])["95 x 1"] == pytest.approx(95 * 0.9, rel=0.005)
    assert self_consistent_tempi(Stubborn(), [pulses(100)]) == {}


def test_consistent_answers_must_be_likely():
    class Unsure(Listener):
        def logits(self, features: np.ndarray) -> np.ndarray:
            return super().logits(features) - 50

    assert self_consistent_tempi(Unsure(), [pulses(80)]) == {}


def test_how_far_people_count_decides_between_likely_tempi():
    class Torn(Listener):
        def logits(self, features: np.ndarray) -> np.ndarray:
            own = super().logits(features)
            faster = np.interp(np.log(GRID / 1.5), np.log(GRID), own, left=own.min())
            return np.maximum(own, faster - 0.2)

    usual, narrow = (self_consistent_tempi(Torn(), [pulses(70)], octaves) for octaves in (COUNTED_OCTAVES, 0.5))
    assert usual["70 x 1"] == pytest.approx(70, rel=0.005)
    assert narrow["70 x 1"] == pytest.approx(105, rel=0.005)


def test_a_tempo_found_is_that_of_what_was_heard():
    # Its first version is played at 1.2 times the rate of the recording.
    tracks = [pulses(80, rate=1.2), pulses(90)]
    found = self_consistent_tempi(Listener(), tracks)
    (first, second) = with_tempi(tracks, found)
    assert first.bpm == pytest.approx(96, rel=0.005)
    assert first.versions[0][0] == 1
    assert first.features is tracks[0].features
    assert second.bpm == pytest.approx(90, rel=0.005)
    assert with_tempi(tracks, {"90 x 1": 90.0})[0].name == "90 x 1"


def test_short_recordings_may_be_judged_too():
    assert self_consistent_tempi(Listener(), [pulses(80, seconds=1.5)]).keys() <= {"80 x 1"}


CLICKS = [pulses(bpm, known=True) for bpm in (70, 100)]


def test_confidence_tells_music_from_noise():
    rendered = [pulses(bpm, known=True) for bpm in np.linspace(66, 110, 12)]
    strange = [noise(seed) for seed in range(10)]
    found = calibrate(Listener(), rendered, [pulses(90)], CLICKS, strange, seed=1)
    assert [len(part.weights) for part in (found.presence, found.pulse, found.octave)] == [
        PRESENCE_EVIDENCE, PULSE_EVIDENCE, OCTAVE_EVIDENCE
    ]  # fmt: skip
    assert calibrate(Listener(), rendered, [pulses(90)], CLICKS, strange, seed=1) == found

    def presence(piece: Piece) -> float:
        curve, onsets = Listener().listen(piece.features.astype(np.float32))
        answer = best_bpm(curve)
        return found.presence(np.append(evidence(curve, answer, piece.seconds).pulse, repetition(onsets, answer)))

    assert min(presence(pulses(bpm)) for bpm in (71, 88, 104)) >= max(0.15, found.least_presence)
    assert np.mean([presence(noise(seed)) < 0.1 for seed in range(20, 30)]) >= 0.8
    # As many sounds without a tempo as wanted stay under the threshold, and all that there are where there are none.
    assert np.mean([presence(piece) <= found.least_presence for piece in strange]) >= REFUSED_SHARE - 1 / len(strange)
    assert 0 < found.least_presence < 1
    assert calibrate(Listener(), rendered, [], [], [], seed=1).least_presence == 0


@pytest.mark.parametrize(
    ("rendered", "strange"), [([90.0], 0), ([], 2), ([], 0)], ids=["music alone", "noise alone", "nothing"]
)
def test_little_material_gives_a_constant_confidence(rendered, strange):
    pieces = [Piece(piece.name, ((1.0, piece.features),), bpm) for bpm in rendered for piece in [pulses(bpm)]]

    found = calibrate(Certain(), pieces, [], [], [noise(seed) for seed in range(strange)], seed=1)
    music = 4 * len(pieces)  # the whole of each and three clips of it
    excerpts = sum(int(noise(seed).seconds // EXCERPT_SECONDS) for seed in range(strange))
    others = strange + excerpts  # a clip of each, and as much of it as makes whole excerpts
    assert found.presence(np.zeros(PRESENCE_EVIDENCE)) == pytest.approx((music + 1) / (music + others + 2))
    assert found.presence(np.full(PRESENCE_EVIDENCE, 9.0)) == found.presence(np.zeros(PRESENCE_EVIDENCE))
    assert found.pulse(np.zeros(PULSE_EVIDENCE)) == pytest.approx((music + 1) / (music + 2))
    assert found.octave(np.zeros(OCTAVE_EVIDENCE)) == pytest.approx((music + 1) / (music + 2))


def test_what_is_said_of_a_whole_recording_is_no_test_of_it(monkeypatch):
    recording = pulses(90)
    monkeypatch.setattr(validation, "self_consistent_tempi", lambda model, pieces: {recording.name: 90.0})
    found = calibrate(Certain(), [], [recording], [], [], seed=1)
    assert found.presence(np.zeros(PRESENCE_EVIDENCE)) == pytest.approx((4 + 1) / (4 + 2))
    # Three clips of it, answered right.
    assert found.pulse(np.zeros(PULSE_EVIDENCE)) == pytest.approx((3 + 1) / (3 + 2))
    assert found.octave(np.zeros(OCTAVE_EVIDENCE)) == pytest.approx((3 + 1) / (3 + 2))


def test_octaves_are_trusted_as_among_recordings():
    model = Stubborn()
    # Of the four pieces one is answered at its double, and nothing in the evidence tells it.
    found = calibrate(model, [pulses(bpm, known=True) for bpm in (100, 100, 100, 50)], [], [], [], seed=1)
    curve, _ = model.listen(pulses(100).features.astype(np.float32))
    assert found.octave(evidence(curve, 100, 40).octave) == pytest.approx(1 - EXPECTED_OCTAVE_ERRORS, abs=0.01)


def test_calibrating_answers_of_both_kinds_learns_from_the_evidence():
    answers = Observations(2)
    for x in range(20):
        answers.add(np.array([x, 1.0]), x > 9)
    calibrator = answers.calibrator()
    assert calibrator(answers.rows[0]) < 0.2 < 0.8 < calibrator(answers.rows[-1])
    # No arrays stay: of hundreds of pieces in a row each would pin the memory of what was heard before it (3 GB).
    assert all(type(number) is float for row in answers.rows for number in row)
