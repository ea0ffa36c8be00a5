"""Pairs whose labels follow from arithmetic: labels, margins, weights, and that the sounds have the tempi claimed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smooth_pulses import piece, pulses
from tempo_ssl import pairs
from tempo_ssl.config import BANDS, FRAME_RATE, TrainingSettings
from tempo_ssl.embedding.rhythm import RhythmEmbedding
from tempo_ssl.excerpts import draw_excerpt
from tempo_ssl.pairs import (
    KNOWN,
    Pool,
    draw_indices,
    draw_members,
    draw_pool,
    pair_labels,
    rank_references,
    tempo_targets,
    weigh_pairs,
)
from tempo_ssl.piece import Piece
from tempo_ssl.refinement import refine_bpm
from tempo_ssl.tempo import log_bpm_grid

FRAMES = 400
SETTINGS = TrainingSettings(tracks=4, excerpts=4, rendered=6, short_share=0)
SEEDS = st.integers(0, 2**32 - 1)


class Listening:
    """An embedding that keeps the excerpts as they are, so that their tempi can be measured."""

    head = "tempo-axis"
    excerpt_seconds = FRAMES / FRAME_RATE

    def __init__(self, bands: int = BANDS):
        self.shape = (FRAMES, bands)

    def onsets(self, features: np.ndarray) -> np.ndarray:
        return features

    def embed(self, onsets: np.ndarray) -> np.ndarray:
        return onsets


TRACKS = [piece(bpm, known=False) for bpm in (80, 97, 113, 128, 140)]
KNOWN_PIECES = [piece(bpm) for bpm in (66, 84, 100, 119, 131, 150, 171, 200)]


# --- Labels --------------------------------------------------------------------------------------------------------


def test_labels_by_hand():
    tempi = np.array([1.0, 1.0, 1.019, 1.03, 1.2, 1.0])
    groups = np.array([1, 1, 1, 1, 1, 2])
    target, weight = pair_labels(tempi, groups, same=0.02, different=0.05)
    assert target[0, :5].tolist() == [1, 1, 1, 0, 0]
    # 3 % lies between the two margins, and the last excerpt is of another recording.
    assert weight[0].tolist() == [0, 1, 1, 0, 1, 0]
    assert weight[3].tolist() == [0, 0, 1, 0, 1, 0]
    assert weight[5].tolist() == [0] * 6


@given(st.lists(st.tuples(st.floats(20, 400), st.integers(0, 3)), min_size=1, max_size=8), st.floats(1e-3, 0.04))
def test_labels_are_symmetric_and_keep_their_margins(members, same):
    tempi, groups = (np.array(values) for values in zip(*members, strict=True))
    target, weight = pair_labels(tempi, groups, same, 0.05)
    np.testing.assert_array_equal(target, target.T)
    np.testing.assert_array_equal(weight, weight.T)
    assert not weight.diagonal().any()
    for i, j in np.ndindex(weight.shape):
        ratio = max(tempi[i], tempi[j]) / min(tempi[i], tempi[j])
        if weight[i, j]:
            assert groups[i] == groups[j]
            assert ratio < 1 + same + 1e-9 if target[i, j] else ratio > 1.05 - 1e-9
        elif i != j and groups[i] == groups[j]:
            assert 1 + same - 1e-9 <= ratio <= 1.05 + 1e-9


@given(st.lists(st.floats(20, 400), min_size=2, max_size=6), st.floats(0.1, 10))
def test_labels_depend_on_ratios_alone(tempi, factor):
    groups = np.zeros(len(tempi))
    target, _ = pair_labels(np.array(tempi), groups, 0.02, 0.05)
    scaled, _ = pair_labels(np.array(tempi) * factor, groups, 0.02, 0.05)
    sure = abs(abs(np.log(np.divide.outer(tempi, tempi))) - np.log1p(0.02)) > 1e-9
    np.testing.assert_array_equal(target[sure], scaled[sure])


@pytest.mark.parametrize(("same", "different"), [(0, 0.05), (0.05, 0.05), (0.06, 0.05), (-0.1, 0.05)])
def test_margins_must_be_in_order(same, different):
    with pytest.raises(ValueError, match="0 < same < different"):
        pair_labels(np.ones(2), np.zeros(2), same, different)


# --- Indices -------------------------------------------------------------------------------------------------------


@given(st.integers(0, 30), st.integers(0, 50), SEEDS)
def test_indices_are_repeated_only_where_they_must_be(count, wanted, seed):
    indices = draw_indices(count, wanted, np.random.default_rng(seed))
    assert len(indices) == (wanted if count else 0)
    times = np.bincount(indices, minlength=count)
    if count:
        assert times.max() - times.min() <= 1


# --- The pool of an epoch ------------------------------------------------------------------------------------------


def clean_pool(monkeypatch, tracks=TRACKS, known=KNOWN_PIECES, **changes) -> Pool:
    """A pool without damage whose embeddings are the excerpts."""
    monkeypatch.setattr(pairs, "damage", lambda excerpt, recordings, rng: excerpt)
    return draw_pool(tracks, known, Listening(), replace(SETTINGS, **changes), epoch=0)


def test_every_piece_gives_its_excerpts():
    pool = draw_pool(TRACKS, KNOWN_PIECES, Listening(), SETTINGS, epoch=0)
    assert pool.embeddings.shape == (4 * 13, FRAMES, BANDS)
    assert pool.embeddings.dtype == np.float16
    assert np.bincount(pool.groups).tolist() == [32, 4, 4, 4, 4, 4]
    assert np.isfinite(pool.embeddings).all()


def test_excerpts_have_the_tempi_noted(monkeypatch):
    pool = clean_pool(monkeypatch)
    for excerpt, tempo, group in zip(pool.embeddings, pool.tempi, pool.groups, strict=True):
        bpm = tempo if group == KNOWN else tempo * float(TRACKS[group - 1].name)
        assert refine_bpm(excerpt[:, :2].astype(np.float32), bpm * 1.01) == pytest.approx(bpm, rel=0.006)


def test_two_excerpts_of_a_piece_share_a_rate(monkeypatch):
    pool = clean_pool(monkeypatch)
    for first in range(0, len(pool.tempi), 4):
        assert pool.tempi[first] == pool.tempi[first + 1]
        assert len(set(pool.tempi[first : first + 4])) == 3


def test_versions_of_stretched_sound_keep_their_rates(monkeypatch):
    versions = tuple((rate, pulses(100 * rate, 20)) for rate in (0.76, 0.9, 1.08, 1.29))
    pool = clean_pool(monkeypatch, [Piece(str(number), versions) for number in range(4)], [])
    for first in range(0, 16, 4):
        rates = pool.tempi[first : first + 4]
        assert rates[0] == rates[1]
        assert len(set(rates)) == 3
        assert set(rates) <= {0.76, 0.9, 1.08, 1.29}


def test_two_versions_give_three_excerpts(monkeypatch):
    versions = tuple((rate, pulses(100 * rate, 20)) for rate in (0.8, 1.25))
    pool = clean_pool(monkeypatch, [Piece(str(number), versions) for number in range(4)], KNOWN_PIECES[:1])
    assert np.bincount(pool.groups).tolist() == [4, 3, 3, 3, 3]
    assert len(pool.embeddings) == len(pool.tempi) == 16
    for first in range(4, 16, 3):
        assert pool.tempi[first] == pool.tempi[first + 1] != pool.tempi[first + 2]


@pytest.mark.parametrize("workers", [1, 3])
def test_an_epoch_repeats_its_pool(workers):
    one = draw_pool(TRACKS, KNOWN_PIECES, Listening(), SETTINGS, epoch=3)
    other = draw_pool(TRACKS, KNOWN_PIECES, Listening(), SETTINGS, epoch=3, workers=workers)
    np.testing.assert_array_equal(one.embeddings, other.embeddings)
    np.testing.assert_array_equal(one.tempi, other.tempi)
    later = draw_pool(TRACKS, KNOWN_PIECES, Listening(), SETTINGS, epoch=4)
    assert not np.array_equal(one.tempi, later.tempi)


def test_some_pieces_are_heard_in_short_excerpts():
    # The rhythm embedding has one size for every length.
    pool = draw_pool(TRACKS, [], RhythmEmbedding(), replace(SETTINGS, short_share=1), epoch=0)
    assert pool.embeddings.shape == (20, *RhythmEmbedding.shape)


@pytest.mark.parametrize(("of_clips", "short_share", "looped"), [(False, 0, 0), (True, 0, 32), (True, 1, 0)])
def test_clips_of_pieces_of_known_tempo_are_loops_unless_they_are_short(monkeypatch, of_clips, short_share, looped):
    drawn = []

    def loop(piece, *rest):
        drawn.append(piece.bpm)
        return draw_excerpt(piece, *rest)

    monkeypatch.setattr(pairs, "draw_loop", loop)
    monkeypatch.setattr(RhythmEmbedding, "excerpt_seconds", FRAMES / FRAME_RATE)
    asked = replace(SETTINGS, clip_short_share=short_share)
    pool = draw_pool(TRACKS, KNOWN_PIECES, RhythmEmbedding(), asked, epoch=0, of_clips=of_clips)
    assert len(pool.tempi) == 52
    assert len(drawn) == looped


def test_features_of_one_band_are_drawn_like_any_other():
    track = Piece("one", ((1.0, pulses(100, 20, bands=1)),))
    pool = draw_pool([track] * 4, [], Listening(bands=1), SETTINGS, epoch=0)
    assert (pool.embeddings.max(axis=(1, 2)) > 0).all()


# --- The pairs of a step -------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(st.integers(0, 9), st.integers(0, 5), SEEDS)
def test_a_step_has_whole_tracks_and_what_is_known(tracks, known, seed):
    groups = np.concatenate([np.full(3 * known, KNOWN), np.repeat(np.arange(1, tracks + 1), 4)])
    pool = Pool(np.zeros((len(groups), 1)), np.ones(len(groups)), groups)
    members = draw_members(pool, SETTINGS, np.random.default_rng(seed))
    chosen = groups[members]
    assert (chosen == KNOWN).sum() == (SETTINGS.rendered if known else 0)
    assert (chosen != KNOWN).sum() == (4 * SETTINGS.tracks if tracks else 0)
    assert all((chosen == track).sum() % 4 == 0 for track in range(1, tracks + 1))


MEMBERS = st.lists(st.tuples(st.floats(40, 300), st.integers(0, 3)), min_size=2, max_size=10)


@given(MEMBERS, st.lists(st.floats(30, 316), min_size=0, max_size=8))
def test_kinds_and_outcomes_have_their_shares(members, references):
    tempi, groups = (np.array(values) for values in zip(*members, strict=True))
    target, weight = weigh_pairs(tempi, groups, np.array(references), SETTINGS)
    count = len(members)
    assert target.shape == weight.shape == (count, count + len(references))
    assert (weight >= 0).all()
    assert not np.diagonal(weight).any()
    own, bank = slice(0, count), slice(count, None)
    known = groups == KNOWN
    kinds = (
        (weight[~known, own], target[~known, own], pairs.TRACK_SHARE),
        (weight[known, own], target[known, own], pairs.KNOWN_SHARE),
        (weight[known, bank], target[known, bank], pairs.REFERENCE_SHARE),
    )
    for kind, labels, share in kinds:
        for outcome in (labels > 0, labels == 0):
            total = kind[outcome].sum()
            assert total == 0 or total == pytest.approx(share, abs=1e-4)
    assert not weight[~known, bank].any()
    assert not weight[:, own][groups[:, None] != groups[None]].any()


def test_a_piece_meets_the_reference_of_its_tempo():
    references = log_bpm_grid(30, 60, 205)
    target, weight = weigh_pairs(np.array([120.0]), np.array([KNOWN]), references, SETTINGS)
    same = references[(target[0, 1:] > 0) & (weight[0, 1:] > 0)]
    different = references[(target[0, 1:] == 0) & (weight[0, 1:] > 0)]
    assert abs(same / 120 - 1).max() <= 0.02
    assert abs(np.log(different / 120)).min() >= np.log1p(0.05)
    assert len(same) + len(different) > 195  # all but the band between


def test_octaves_weigh_more_than_strangers():
    tempi, groups = np.array([100.0, 200.0, 137.0, 100.0]), np.full(4, KNOWN)
    _, weight = weigh_pairs(tempi, groups, np.array([]), SETTINGS)
    assert weight[0, 1] == pytest.approx(SETTINGS.relative_weight * weight[0, 2])


@given(
    st.lists(st.tuples(st.floats(20, 400), st.integers(KNOWN, 2)), min_size=1, max_size=8),
    st.lists(st.floats(30, 316), min_size=1, max_size=30),
)
def test_only_excerpts_of_a_known_tempo_that_a_reference_has_are_ranked(members, references):
    tempi, groups = (np.array(values) for values in zip(*members, strict=True))
    bank = np.array(references)
    targets = rank_references(tempi, groups, bank, SETTINGS)
    meets = abs(np.log(tempi[:, None] / bank)).min(axis=1) < np.log1p(SETTINGS.same)
    ranked = (groups == KNOWN) & meets
    assert targets.shape == (len(tempi), len(bank))
    assert targets.dtype == np.float32
    assert (targets >= 0).all()
    assert targets.sum(axis=1) == pytest.approx(ranked / max(ranked.sum(), 1), abs=1e-5)


def test_the_reference_of_the_same_tempo_is_ranked_first():
    references = log_bpm_grid(30, 60, 205)
    targets = rank_references(np.array([120.0, 61.0]), np.full(2, KNOWN), references, SETTINGS)
    assert references[targets.argmax(axis=1)] == pytest.approx([120, 61], rel=0.006)
    octave = abs(np.log2(references / 240)) < 0.02
    assert targets[0, octave].sum() < 1e-6


@given(st.floats(-5, 215), st.integers(2, 205))
def test_a_tempo_falls_to_the_bins_around_it(place, count):
    [target] = tempo_targets(np.array([place]), np.arange(count))
    if -1 <= place <= count:
        assert target.sum() == pytest.approx(1, abs=1e-5)
        assert abs(target.argmax() - np.clip(place, 0, count - 1)) <= 0.5
    assert (target >= 0).all()
