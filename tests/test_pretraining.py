"""A few steps of making the embedding: deterministic, measured, and its graph is an embedding like any other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from tempo_ssl import config, pretraining
from tempo_ssl.config import PretrainingSettings
from tempo_ssl.embedding.rhythm import RhythmEmbedding
from tempo_ssl.model import RhythmNet, TempoAxisProjection
from tempo_ssl.piece import Piece
from tempo_ssl.pretraining import consistent_pieces, measure, piece_tempo, pretrain
from tempo_ssl.schedule import warm_cosine
from tempo_ssl.tempo import bin_to_bpm, bpm_to_bin

#: Two rounds of a few small steps; every recording is consistent enough.
SETTINGS = PretrainingSettings(
    rounds=(3, 2), batch=4, recordings=2, hold_out_every=3, consistent_within=1e9, least_probability=0.0
)


def pulses(bpm: float, known: bool = True, seconds: float = 16) -> Piece:
    time = np.arange(round(seconds * config.FRAME_RATE)) / config.FRAME_RATE
    curve = np.exp(8 * (np.cos(2 * np.pi * time * bpm / 60) - 1))
    colour = np.linspace(0.5, 1, config.BANDS)
    return Piece(f"{bpm:g}", ((1.0, (curve[:, None] * colour).astype(np.float16)),), bpm if known else None)


RENDERED = [pulses(bpm) for bpm in (70, 90, 110, 130, 150, 170)]
VALIDATION = [pulses(bpm) for bpm in (84, 125)]
RECORDINGS = [pulses(bpm, known=False) for bpm in (77, 99, 140, 101)]


@pytest.fixture(scope="module")
def made():
    said: list[str] = []
    return pretrain(RENDERED, VALIDATION, RECORDINGS, SETTINGS, said.append), said


def test_the_same_seed_gives_the_same_bytes(made):
    again = pretrain(RENDERED, VALIDATION, RECORDINGS, SETTINGS)
    assert again.graph == made[0].graph
    assert again.rounds == made[0].rounds
    other = pretrain(RENDERED, VALIDATION, RECORDINGS, replace(SETTINGS, seed=2))
    assert other.graph != made[0].graph


def test_the_graph_is_an_embedding(made):
    embedding = RhythmEmbedding(made[0].graph)
    features = RENDERED[0].features.astype(np.float32)[None, : config.EXCERPT_FRAMES]
    onsets = embedding.onsets(np.repeat(features, 3, axis=0))
    embedded = embedding.embed(onsets)
    assert embedded.shape == (3, *embedding.shape)
    assert onsets.shape == (3, config.EXCERPT_FRAMES, config.ONSET_CHANNELS)
    assert np.isfinite(embedded).all()
    assert embedding.version.startswith("mel-pitch-1+")
    assert embedding.version != RhythmEmbedding().version
    # Shorter excerpts, too.
    assert embedding.embed(embedding.onsets(features[:, :100])).shape == (1, *embedding.shape)


def test_every_round_is_measured_and_told(made):
    result, said = made
    assert len(result.rounds) == 2
    for record in result.rounds:
        assert set(record) == {"loss", "recordings", "accuracy_1", "accuracy_2", "consistency"}
        assert record["loss"] > 0
        assert 0 <= record["accuracy_1"] <= record["accuracy_2"] <= 1
        assert record["consistency"] == 1
    # Of four recordings the first and the last are held out.
    assert [record["recordings"] for record in result.rounds] == [0, 2]
    assert any(line.startswith("round 2: 2 of 2 recordings are consistent") for line in said)


def test_rendered_music_alone_is_enough():
    result = pretrain(RENDERED, [], [], SETTINGS)
    assert [set(record) for record in result.rounds] == [{"loss", "recordings"}] * 2
    RhythmEmbedding(result.graph).onsets(np.zeros((1, 100, config.BANDS)))


def test_learning_lowers_the_loss():
    settings = replace(SETTINGS, rounds=(25,), short_share=0.0, batch=6)
    torch.manual_seed(0)
    losses: list[float] = []
    real = pretraining.functional.cross_entropy

    def listen(logits, targets):
        loss = real(logits, targets)
        losses.append(loss.item())
        return loss

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pretraining.functional, "cross_entropy", listen)
        pretrain(RENDERED, [], [], settings)
    assert len(losses) == 25
    assert np.mean(losses[-3:]) < np.mean(losses[:3]) - 0.05


class Knowing(TempoAxisProjection):
    """A head that answers 100 BPM x ``rate`` for whatever is played at that rate, by how many frames are left."""

    def __init__(self, bpm: float, moves: bool = True):
        super().__init__()
        self.bpm, self.moves, self.rate = bpm, moves, 1.0

    def logits(self, embedding):
        bpm = self.bpm * (self.rate if self.moves else 1.0)
        place = float(bpm_to_bin(bpm, config.LOW_BPM, config.BINS_PER_OCTAVE))
        distance = torch.arange(config.TEMPO_BINS) - place
        return (-0.5 * distance**2).repeat(len(embedding), 1)


@pytest.fixture
def played_at(monkeypatch):
    """Tells a :class:`Knowing` head the rate at which it is asked."""
    real = pretraining.stretch_features

    def use(head: Knowing) -> Knowing:
        def stretch(features, rate):
            head.rate = rate
            return real(features, rate)

        monkeypatch.setattr(pretraining, "stretch_features", stretch)
        return head

    return use


def test_a_tempo_is_read_between_the_bins():
    bpm, probability = piece_tempo(RhythmNet(), Knowing(101.3), RENDERED[0])
    assert bpm == pytest.approx(101.3, rel=0.001)
    assert 0.95 < probability <= 1


def test_only_tempi_that_move_with_the_rate_are_consistent(played_at):
    settings = PretrainingSettings()
    (found,) = consistent_pieces(RhythmNet(), played_at(Knowing(120)), [RECORDINGS[0]], settings)
    assert found.bpm == pytest.approx(120, rel=0.001)
    assert found.features is RECORDINGS[0].features
    assert consistent_pieces(RhythmNet(), played_at(Knowing(120, moves=False)), [RECORDINGS[0]], settings) == []


def test_unlikely_tempi_are_not_learnt_from(played_at):
    settings = PretrainingSettings(least_probability=0.999)
    assert consistent_pieces(RhythmNet(), played_at(Knowing(120)), [RECORDINGS[0]], settings) == []


def test_accuracies_are_those_of_the_field(played_at):
    pieces = [pulses(bpm) for bpm in (60.5, 120, 123, 170)]
    record = measure(RhythmNet(), played_at(Knowing(120)), pieces, [RECORDINGS[0]], PretrainingSettings())
    assert record == {"accuracy_1": 0.5, "accuracy_2": 0.75, "consistency": 1.0}


def test_batches_hold_a_target_at_the_tempo_heard():
    rng = np.random.default_rng(0)
    excerpts, targets = pretraining._draw_batch([RENDERED[2]], [], [], replace(SETTINGS, rate_spread=0.0), rng)
    assert excerpts.shape == (4, excerpts.shape[1], config.BANDS)
    np.testing.assert_allclose(targets.sum(dim=1).numpy(), 1, atol=1e-5)
    centres = (targets.numpy() * np.arange(config.TEMPO_BINS)).sum(axis=1)
    assert bin_to_bpm(centres, config.LOW_BPM, config.BINS_PER_OCTAVE) == pytest.approx(110, rel=1e-4)


def test_the_learning_rate_warms_up_and_then_falls():
    rates = [warm_cosine(step, 1000, pretraining.WARM_UP) for step in range(1000)]
    assert rates[0] == pytest.approx(1 / 50)
    assert max(rates) > 0.95
    assert (np.diff(rates[60:]) <= 0).all()
    assert 0.02 <= rates[-1] < 0.03
