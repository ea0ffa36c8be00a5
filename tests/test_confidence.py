"""How far answers are trusted, asked of models whose answers we know."""

from __future__ import annotations

import numpy as np
import pytest

from known_listeners import Certain, Listener, Stubborn, noise, track
from tempo_ssl.config import EXCERPT_SECONDS, EXPECTED_OCTAVE_ERRORS, REFUSED_SHARE
from tempo_ssl.decoding import OCTAVE_EVIDENCE, PRESENCE_EVIDENCE, PULSE_EVIDENCE, best_bpm, evidence
from tempo_ssl.piece import Piece
from tempo_ssl.refinement import repetitions
from tempo_ssl.training import confidence
from tempo_ssl.training.confidence import Observations, calibrate

CLICKS = [track(bpm, known=True) for bpm in (70, 100)]


def test_confidence_tells_music_from_noise():
    rendered = [track(bpm, known=True) for bpm in np.linspace(66, 110, 12)]
    strange = [noise(seed) for seed in range(10)]
    found = calibrate(Listener(), rendered, [track(90)], CLICKS, strange, seed=1)
    assert [len(part.weights) for part in (found.presence, found.pulse, found.octave)] == [
        PRESENCE_EVIDENCE, PULSE_EVIDENCE, OCTAVE_EVIDENCE
    ]  # fmt: skip
    assert calibrate(Listener(), rendered, [track(90)], CLICKS, strange, seed=1) == found

    def presence(piece: Piece) -> float:
        curve, onsets = Listener().listen(piece.features.astype(np.float32))
        answer = best_bpm(curve)
        return found.presence(evidence(curve, answer, piece.seconds, repetitions([onsets], answer)).presence)

    assert min(presence(track(bpm)) for bpm in (71, 88, 104)) >= max(0.15, found.least_presence)
    assert np.mean([presence(noise(seed)) < 0.1 for seed in range(20, 30)]) >= 0.8
    # As many sounds without a tempo as wanted stay under the threshold, and all that there are where there are none.
    assert np.mean([presence(piece) <= found.least_presence for piece in strange]) >= REFUSED_SHARE - 1 / len(strange)
    assert 0 < found.least_presence < 1
    assert calibrate(Listener(), rendered, [], [], [], seed=1).least_presence == 0


@pytest.mark.parametrize(
    ("rendered", "strange"), [([90.0], 0), ([], 2), ([], 0)], ids=["music alone", "noise alone", "nothing"]
)
def test_little_material_gives_a_constant_confidence(rendered, strange):
    pieces = [track(bpm, known=True) for bpm in rendered]

    found = calibrate(Certain(), pieces, [], [], [noise(seed) for seed in range(strange)], seed=1)
    music = 4 * len(pieces)  # the whole of each and three clips of it
    excerpts = sum(int(noise(seed).seconds // EXCERPT_SECONDS) for seed in range(strange))
    others = strange + excerpts  # a clip of each, and as much of it as makes whole excerpts
    assert found.presence(np.zeros(PRESENCE_EVIDENCE)) == pytest.approx((music + 1) / (music + others + 2))
    assert found.presence(np.full(PRESENCE_EVIDENCE, 9.0)) == found.presence(np.zeros(PRESENCE_EVIDENCE))
    assert found.pulse(np.zeros(PULSE_EVIDENCE)) == pytest.approx((music + 1) / (music + 2))
    assert found.octave(np.zeros(OCTAVE_EVIDENCE)) == pytest.approx((music + 1) / (music + 2))


def test_what_is_said_of_a_whole_recording_is_no_test_of_it(monkeypatch):
    recording = track(90)
    monkeypatch.setattr(confidence, "self_consistent_tempi", lambda model, pieces: {recording.name: 90.0})
    found = calibrate(Certain(), [], [recording], [], [], seed=1)
    assert found.presence(np.zeros(PRESENCE_EVIDENCE)) == pytest.approx((4 + 1) / (4 + 2))
    # Three clips of it, answered right.
    assert found.pulse(np.zeros(PULSE_EVIDENCE)) == pytest.approx((3 + 1) / (3 + 2))
    assert found.octave(np.zeros(OCTAVE_EVIDENCE)) == pytest.approx((3 + 1) / (3 + 2))


def test_answers_are_judged_as_they_are_given(monkeypatch):
    # The tempo curve is five percent off, and clips are answered right all the same: by their onsets, to the decimals.
    recording = track(90)
    monkeypatch.setattr(Stubborn, "bpm", 94.5)
    monkeypatch.setattr(confidence, "CLIP_SECONDS", (6.0, 11.0))
    monkeypatch.setattr(confidence, "self_consistent_tempi", lambda model, pieces: {recording.name: 90.0})
    found = calibrate(Stubborn(), [], [recording], [], [], seed=1)
    assert found.pulse(np.zeros(PULSE_EVIDENCE)) == pytest.approx((3 + 1) / (3 + 2))


def test_octaves_are_trusted_as_among_recordings():
    model = Stubborn()
    # Of the four pieces one is answered at its double, and nothing in the evidence tells it.
    found = calibrate(model, [track(bpm, known=True) for bpm in (100, 100, 100, 50)], [], [], [], seed=1)
    curve, onsets = model.listen(track(100).features.astype(np.float32))
    assert found.octave(evidence(curve, 100, 40, repetitions([onsets], 100)).octave) == pytest.approx(
        1 - EXPECTED_OCTAVE_ERRORS, abs=0.01
    )


def test_calibrating_answers_of_both_kinds_learns_from_the_evidence():
    answers = Observations(2)
    for x in range(20):
        answers.add(np.array([x, 1.0]), x > 9)
    calibrator = answers.calibrator()
    assert calibrator(answers.rows[0]) < 0.2 < 0.8 < calibrator(answers.rows[-1])
    # No arrays stay: of hundreds of pieces in a row each would pin the memory of what was heard before it (3 GB).
    assert all(type(number) is float for row in answers.rows for number in row)
