"""Excerpts have the tempi claimed, come from everywhere, go on in loops, and meet other recordings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smooth_pulses import piece, pulses
from tempo_ssl import excerpts
from tempo_ssl.config import BANDS, FRAME_RATE, MIN_SECONDS
from tempo_ssl.excerpts import cut_bars, damage, draw_excerpt, draw_loop, draw_version
from tempo_ssl.piece import Piece
from tempo_ssl.refinement import refine_bpm

FRAMES = 400
SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=25)
@given(st.floats(60, 180), st.floats(0.7, 1.4), SEEDS)
def test_an_excerpt_has_the_tempo_claimed(bpm, rate, seed):
    excerpt = draw_excerpt(piece(bpm, 30), rate, FRAMES, np.random.default_rng(seed))
    assert excerpt.shape == (FRAMES, BANDS)
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


@given(
    bpm=st.floats(40, 300),
    bar=st.sampled_from((2, 3, 3.5, 4, 6)),
    rate=st.floats(0.7, 1.4),
    frames=st.integers(150, FRAMES),
    seed=SEEDS,
)
def test_a_loop_is_one_two_or_four_bars_that_go_on(bpm, bar, rate, frames, seed):
    # The place of a frame is its only feature: where it falls back, the loop begins anew.
    place = np.repeat(np.arange(3000, dtype=np.float32)[:, None], BANDS, axis=1)
    loop = draw_loop(Piece("place", ((1.0, place),), bpm, bar), rate, frames, np.random.default_rng(seed))
    assert loop.shape == (frames, BANDS)
    seams = np.flatnonzero(np.diff(loop[:, 0]) < 0)
    fitting = [bars * bar * 60 / bpm / rate for bars in (1, 2, 4)]  # seconds
    fitting = [length for length in fitting if MIN_SECONDS <= length < frames / FRAME_RATE]
    if not fitting:
        assert not len(seams)  # an excerpt like any other
    elif len(turns := seams[np.diff(seams, prepend=-2) > 1]) > 1:
        # The frame that is interpolated between the end and the beginning may take two steps down.
        between = np.mean(np.diff(turns)) / FRAME_RATE
        assert min(abs(between - length) for length in fitting) <= 2 / FRAME_RATE


@given(st.integers(1, 700), st.floats(40, 300), SEEDS)
def test_bars_are_whole_or_there_are_none(length, bpm, seed):
    features = np.arange(length, dtype=np.float32)[:, None]
    bars = cut_bars(Piece("short", ((1.0, features),), bpm, 4), 1.0, FRAMES, np.random.default_rng(seed))
    lengths = [count * 240 / bpm for count in (1, 2, 4)]  # seconds
    whole = [round(one * FRAME_RATE) for one in lengths if MIN_SECONDS <= one < FRAMES / FRAME_RATE]
    fitting = [frames for frames in whole if frames <= length]
    assert (bars is None) == (not fitting)
    assert bars is None or (len(bars.features) in fitting and bars.bpm == bpm)


def test_only_a_known_tempo_tells_where_bars_end():
    with pytest.raises(ValueError, match="the bars of 100 are not known"):
        cut_bars(piece(100, known=False), 1.0, FRAMES, np.random.default_rng(0))


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


def test_another_recording_may_play_in_the_background():
    excerpt, silence = pulses(120, 8).astype(np.float32), [Piece("silence", ((1.0, np.zeros((900, BANDS))),))]
    loud = [Piece("loud", ((1.0, np.full((900, BANDS), 5.0)),))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excerpts, "degrade", lambda mel, rng: mel)
        alone = [damage(excerpt, recordings, np.random.default_rng(0)) for recordings in ([], silence)]
        mixed = [damage(excerpt, loud, np.random.default_rng(seed)) for seed in range(60)]
    for heard in alone:
        np.testing.assert_allclose(heard, excerpt, rtol=1e-6)
    energy = [np.mean(heard**2) / np.mean(excerpt**2) - 1 for heard in mixed]
    with_background = [share for share in energy if share > 1e-9]
    assert 15 < len(with_background) < 45
    assert 10**-2.5 * 0.99 < min(with_background) < max(with_background) < 10**-0.6 * 1.01
