"""Pairs whose labels follow from arithmetic: labels, margins, weights, and that the sounds have the tempi claimed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tempo_ssl import pairs
from tempo_ssl.config import FRAME_RATE, MEL_BANDS, TrainingSettings
from tempo_ssl.pairs import CLICK_REACH, PairSource, draw_batch, draw_excerpt, draw_indices, draw_version, pair_labels
from tempo_ssl.piece import Piece
from tempo_ssl.refinement import refine_bpm
from tempo_ssl.tempo import METRICAL_RATIOS, log_bpm_grid

FRAMES = 400
SETTINGS = TrainingSettings(tracks=4, excerpts=4, rendered=6, clicks=20)
SEEDS = st.integers(0, 2**32 - 1)


def pulses(bpm: float, seconds: float, bands: int = MEL_BANDS) -> np.ndarray:
    """Mel frames of smooth pulses, float16 ``[T, bands]``."""
    time = np.arange(round(seconds * FRAME_RATE)) / FRAME_RATE
    curve = np.exp(10 * (np.cos(2 * np.pi * time * bpm / 60) - 1))
    return np.repeat(curve[:, None], bands, axis=1).astype(np.float16)


def piece(bpm: float, seconds: float = 30, known: bool = True) -> Piece:
    return Piece(f"{bpm:g}", ((1.0, pulses(bpm, seconds)),), bpm if known else None)


@pytest.fixture(scope="module")
def source() -> PairSource:
    tracks = [piece(bpm, known=False) for bpm in (80, 97, 113, 128, 140)]
    known = [piece(bpm) for bpm in (66, 84, 100, 119, 131, 150, 171, 200)]
    # Every second point of the grid of references: no tempo is farther than the reach from a click.
    clicks = [piece(bpm, 17) for bpm in log_bpm_grid(30, 30, 103)]
    return PairSource(tracks, known, clicks)


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


# --- Excerpts ------------------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(st.floats(60, 180), st.floats(0.7, 1.4), SEEDS)
def test_an_excerpt_has_the_tempo_claimed(bpm, rate, seed):
    excerpt = draw_excerpt(piece(bpm, 30), rate, FRAMES, np.random.default_rng(seed))
    assert excerpt.shape == (FRAMES, MEL_BANDS)
    assert excerpt.dtype == np.float32
    assert refine_bpm(excerpt[:, :2], bpm * rate * 1.01) == pytest.approx(bpm * rate, rel=0.004)


@given(st.integers(1, 900), st.floats(0.5, 2), st.integers(1, 700), SEEDS)
def test_a_piece_too_short_is_played_in_a_loop(length, rate, frames, seed):
    features = np.arange(2 * length, dtype=np.float32).reshape(length, 2)
    excerpt = draw_excerpt(Piece("short", ((1.0, features),)), rate, frames, np.random.default_rng(seed))
    assert excerpt.shape == (frames, 2)
    # Interpolated between frames of the piece: never beyond its least or its largest.
    assert features.min() <= excerpt.min()
    assert excerpt.max() <= features.max()


def test_excerpts_come_from_everywhere():
    ramp = np.arange(1000, dtype=np.float32)[:, None]
    rng = np.random.default_rng(0)
    firsts = [draw_excerpt(Piece("ramp", ((1.0, ramp),)), 1.0, 100, rng)[0, 0] for _ in range(300)]
    assert min(firsts) < 30
    assert max(firsts) > 860


def test_a_version_is_played_as_it_is():
    slow, fast = pulses(80, 20), pulses(120, 20)
    track = Piece("track", ((0.8, slow), (1.2, fast)))
    rate, excerpt = draw_version(track, 1, FRAMES, np.random.default_rng(0))
    assert rate == 1.2
    assert refine_bpm(excerpt[:, :1], 119.0) == pytest.approx(120, rel=0.004)


@given(st.integers(0, 30), st.integers(0, 50), SEEDS)
def test_indices_are_repeated_only_where_they_must_be(count, wanted, seed):
    indices = draw_indices(count, wanted, np.random.default_rng(seed))
    assert len(indices) == (wanted if count else 0)
    times = np.bincount(indices, minlength=count)
    if count:
        assert times.max() - times.min() <= 1


# --- Batches -------------------------------------------------------------------------------------------------------


def clean_batch(source, seed, monkeypatch, **changes):
    """A batch without damage, so that tempi can be measured."""
    monkeypatch.setattr(pairs, "degrade", lambda mel, rng: mel)
    return draw_batch(source, replace(SETTINGS, **changes), FRAMES, np.random.default_rng(seed))


def test_a_batch_has_what_was_asked_for(source):
    batch = draw_batch(source, SETTINGS, FRAMES, np.random.default_rng(0))
    count = 4 * 4 + 6 + 20
    assert batch.excerpts.shape == (count, FRAMES, MEL_BANDS)
    assert batch.target.shape == batch.weight.shape == (count, count)
    assert batch.excerpts.dtype == batch.target.dtype == batch.weight.dtype == np.float32
    assert np.isfinite(batch.excerpts).all()
    assert set(np.unique(batch.target)) == {0, 1}


@settings(max_examples=15)
@given(SEEDS)
def test_kinds_and_outcomes_weigh_the_same(source, seed):
    batch = draw_batch(source, SETTINGS, FRAMES, np.random.default_rng(seed))
    assert (batch.weight >= 0).all()
    np.testing.assert_allclose(batch.weight, batch.weight.T, rtol=1e-5)
    assert not batch.weight.diagonal().any()
    tracks = slice(0, 16)
    known = slice(16, None)
    for part in (tracks, known):
        weight, target = batch.weight[part, part], batch.target[part, part]
        assert weight[target > 0].sum() == pytest.approx(1, abs=1e-4)
        assert weight[target == 0].sum() == pytest.approx(1, abs=1e-4)
    assert not batch.weight[tracks, known].any()


@settings(max_examples=15)
@given(SEEDS)
def test_a_seed_repeats_a_batch(source, seed):
    one, other = (draw_batch(source, SETTINGS, FRAMES, np.random.default_rng(seed)) for _ in range(2))
    np.testing.assert_array_equal(one.excerpts, other.excerpts)
    np.testing.assert_array_equal(one.target, other.target)
    np.testing.assert_array_equal(one.weight, other.weight)


def test_labels_are_those_of_the_tempi_heard(source, monkeypatch):
    batch = clean_batch(source, 3, monkeypatch)
    grid = log_bpm_grid(25, 60, 260)
    tempi = []
    for excerpt in batch.excerpts[:, :, :1]:
        time = np.arange(FRAMES) / FRAME_RATE
        curve = (excerpt[:, 0] - excerpt.mean()) * np.hanning(FRAMES)
        strength = abs(np.exp(-2j * np.pi * np.outer(grid, time) / 60) @ curve)
        tempi.append(refine_bpm(excerpt, grid[strength.argmax()]))
    ratio = abs(np.log(np.divide.outer(tempi, tempi)))
    group = np.repeat(range(4), 4)
    within = np.zeros(batch.weight.shape, dtype=bool)
    within[:16, :16] = group[:, None] == group
    within[16:, 16:] = True
    assert not batch.weight[~within].any()
    # The slowest clicks hold too few beats in 8 s to be measured finely.
    quick = np.array(tempi) > 50
    counts = (batch.weight > 0) & quick[:, None] & quick
    same, different = counts & (batch.target > 0), counts & (batch.target == 0)
    assert same.sum() > 20
    assert different.sum() > 200
    assert ratio[same].max() < np.log1p(0.02) + 0.012
    assert ratio[different].min() > np.log1p(0.05) - 0.012


def test_two_excerpts_of_a_track_share_a_rate(source):
    batch = draw_batch(source, SETTINGS, FRAMES, np.random.default_rng(1))
    for first in range(0, 16, 4):
        assert batch.target[first, first + 1] == 1
        assert batch.weight[first, first + 1] > 0


def test_versions_of_stretched_sound_are_labelled_by_their_rates():
    versions = tuple((rate, pulses(100 * rate, 20)) for rate in (0.76, 0.9, 1.08, 1.29))
    tracks = [Piece(str(number), versions) for number in range(4)]
    source = PairSource(tracks, [piece(100)], [piece(bpm, 12) for bpm in log_bpm_grid(30, 30, 103)])
    batch = draw_batch(source, SETTINGS, FRAMES, np.random.default_rng(2))
    for first in range(0, 16, 4):
        target = batch.target[first : first + 4, first : first + 4]
        # The first two are of one version, the others of two more.
        assert target.tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
        assert (batch.weight[first : first + 4, first : first + 4] > 0).sum() == 12


@pytest.mark.parametrize(("same_share", "ratios"), [(1.0, [1.0]), (0.0, list(METRICAL_RATIOS.values()))])
def test_each_piece_meets_a_click_at_its_tempo_or_a_relative(source, monkeypatch, same_share, ratios):
    heard: list[float] = []
    real = draw_excerpt

    def listen(piece, rate, frames, rng):
        heard.append(piece.bpm * rate if piece.bpm else 0.0)
        return real(piece, rate, frames, rng)

    monkeypatch.setattr(pairs, "draw_excerpt", listen)
    clean_batch(source, 5, monkeypatch, same_share=same_share)
    pieces, clicks = np.array(heard[16:22]), np.array(heard[22:28])
    inside = (clicks > 30 * 1.01) & (clicks < 310)
    assert inside.sum() >= 3
    off = abs(np.log(clicks[:, None] / (pieces[:, None] * np.array(ratios)))).min(axis=1)
    assert off[inside].max() < 1e-6


def test_clicks_are_stretched_by_little(source, monkeypatch):
    rates: list[float] = []
    real = draw_excerpt

    def listen(piece, rate, frames, rng):
        rates.append(rate)
        return real(piece, rate, frames, rng)

    monkeypatch.setattr(pairs, "draw_excerpt", listen)
    clean_batch(source, 6, monkeypatch)
    assert abs(np.log(rates[22:])).max() <= CLICK_REACH


def test_octaves_weigh_more_than_strangers():
    tempi, groups = np.array([100.0, 200.0, 137.0, 100.0]), np.zeros(4)
    _, weight = pairs._weigh(tempi, groups, SETTINGS)
    assert weight[0, 1] == pytest.approx(SETTINGS.relative_weight * weight[0, 2])
    assert weight.sum() == pytest.approx(2, abs=1e-5)  # same, and different


@pytest.mark.parametrize("changes", [{"rendered": 0}, {"tracks": 0}, {"clicks": 0}])
def test_any_part_of_a_batch_may_be_missing(source, changes):
    batch = draw_batch(source, replace(SETTINGS, **changes), FRAMES, np.random.default_rng(0))
    assert len(batch.excerpts) == len(batch.target) > 0
    assert np.isfinite(batch.weight).all()


def test_an_embedding_of_one_band_is_trained_like_any_other(source):
    tracks = [Piece("one", ((1.0, pulses(100, 20, bands=1)),))] * 4
    clicks = [Piece(f"{bpm}", ((1.0, pulses(bpm, 12, bands=1)),), bpm) for bpm in log_bpm_grid(30, 30, 103)]
    known = [Piece("known", ((1.0, pulses(90, 20, bands=1)),), 90.0)]
    rng = np.random.default_rng(0)
    for _ in range(5):
        batch = draw_batch(PairSource(tracks, known, clicks), SETTINGS, FRAMES, rng)
        assert (batch.excerpts.max(axis=(1, 2)) > 0).all()
