"""Decimals: from a tempo that is one percent off to the exact one."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tempo_ssl.config import FRAME_RATE
from tempo_ssl.refinement import CLIP, STAGES, refine_bpm, repetition, repetitions

BPM = st.floats(35, 300)
#: Where the search begins, as a share of the truth.
OFF = st.floats(-0.01, 0.01)
SEEDS = st.integers(0, 2**32 - 1)


def onset_curves(bpm: float, seconds: float, seed: int = 0, noise: float = 0.2, jitter: float = 0.0) -> np.ndarray:
    """Two curves ``[T, 2]`` of pulses 60 ms wide: the beat, and quavers of changing strength; with noise.

    ``jitter``: standard deviation (s) of the times of the beats.
    """
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * FRAME_RATE)) / FRAME_RATE
    first = rng.uniform(0, 60 / bpm)
    curves = []
    for period in (60 / bpm, 30 / bpm):
        beats = np.arange(first - 60 / bpm, seconds + 1, period)
        beats += rng.normal(0, jitter, len(beats))
        heights = rng.uniform(0.5, 1, len(beats))
        curve = np.zeros(len(time))
        for beat, height in zip(beats, heights, strict=True):
            near = slice(max(0, int((beat - 0.3) * FRAME_RATE)), max(0, int((beat + 0.3) * FRAME_RATE)))
            curve[near] += height * np.exp(-0.5 * ((time[near] - beat) / 0.03) ** 2)
        curves.append(curve)
    onsets = np.stack(curves, axis=1)
    return (onsets + noise * rng.random(onsets.shape)).astype(np.float32)


@settings(max_examples=40)
@given(BPM, OFF, st.floats(60, 240), SEEDS)
def test_a_minute_gives_two_decimals(bpm, off, seconds, seed):
    found = refine_bpm(onset_curves(bpm, seconds, seed), bpm * (1 + off))
    assert found == pytest.approx(bpm, rel=2e-4)


@settings(max_examples=40)
@given(st.floats(60, 300), OFF, st.floats(8, 20), SEEDS)
def test_a_clip_of_eight_seconds_gives_half_a_percent(bpm, off, seconds, seed):
    found = refine_bpm(onset_curves(bpm, seconds, seed), bpm * (1 + off))
    assert found == pytest.approx(bpm, rel=5e-3)


@settings(max_examples=40)
@given(st.floats(60, 240), st.floats(-0.03, 0.03), st.integers(6, 16), SEEDS)
def test_few_beats_give_one_percent(bpm, off, beats, seed):
    # Fading over the whole clip took away the outer beats, which tell it most exactly; the begin may be off by three.
    found = refine_bpm(onset_curves(bpm, min(beats * 60 / bpm, 11.9), seed, noise=0.05), bpm * (1 + off))
    assert found == pytest.approx(bpm, rel=0.01)


@settings(max_examples=20)
@given(BPM, OFF, SEEDS)
def test_hands_do_not_play_like_machines(bpm, off, seed):
    onsets = onset_curves(bpm, 180, seed, jitter=0.015)
    assert refine_bpm(onsets, bpm * (1 + off)) == pytest.approx(bpm, rel=3e-4)


@pytest.mark.parametrize("bpm", [59.94, 128.04, 174.61])
def test_ten_minutes_give_three_decimals(bpm):
    assert refine_bpm(onset_curves(bpm, 600), bpm * 0.992) == pytest.approx(bpm, rel=3e-6)


@settings(max_examples=40)
@given(BPM, st.floats(1.5, 60), SEEDS)
def test_the_answer_stays_within_reach(bpm, seconds, seed):
    # Nothing repeats here; each stage may move the answer by its own reach at most.
    onsets = np.random.default_rng(seed).random((round(seconds * FRAME_RATE), 3)).astype(np.float32)
    reach = CLIP.reach if seconds < CLIP.seconds else np.prod([1 + stage.reach for stage in STAGES]) - 1
    assert abs(refine_bpm(onsets, bpm) / bpm - 1) <= reach


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_where_nothing_happens_the_answer_stays(level):
    assert refine_bpm(np.full((1000, 4), level, dtype=np.float32), 123.4) == 123.4


@pytest.mark.parametrize("seconds", [1.5, 2.0, 3.1])
def test_the_shortest_clips_are_no_error(seconds):
    for bpm in (30.0, 120.0, 316.0):
        assert refine_bpm(onset_curves(bpm, seconds), bpm) == pytest.approx(bpm, rel=0.03)


def test_a_second_call_gives_the_same_answer():
    onsets = onset_curves(101.3, 90)
    before = onsets.copy()
    assert refine_bpm(onsets, 101.0) == refine_bpm(onsets, 101.0)
    np.testing.assert_array_equal(onsets, before)


def test_level_and_order_of_the_channels_do_not_matter():
    onsets = onset_curves(87.65, 70)
    found = refine_bpm(onsets, 88.0)
    assert refine_bpm(1000 * onsets[:, ::-1], 88.0) == pytest.approx(found, rel=1e-6)


def test_a_tempo_that_drifts_is_answered_near_its_mean():
    time = np.arange(240 * FRAME_RATE) / FRAME_RATE
    beats = (100 * time + 2 * time**2 / 480) / 60  # from 100 to 102 BPM
    onsets = np.exp(8 * (np.cos(2 * np.pi * beats) - 1))[:, None].astype(np.float32)
    assert refine_bpm(onsets, 101.5) == pytest.approx(101, rel=0.012)


def test_two_hours_need_little_memory():
    onsets = np.random.default_rng(1).random((2 * 3600 * FRAME_RATE, 2), dtype=np.float32)
    tracemalloc.start()
    refine_bpm(onsets, 300.0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30e6


# --- How much repeats ----------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(BPM, OFF, st.floats(2, 60), SEEDS)
def test_a_beat_repeats_more_than_noise_does(bpm, off, seconds, seed):
    noise = np.random.default_rng(seed).random((round(seconds * FRAME_RATE), 2)).astype(np.float32)
    beat, nothing = (repetition(onsets, bpm * (1 + off)) for onsets in (onset_curves(bpm, seconds, seed), noise))
    assert 0 <= nothing <= 1
    assert 0 <= beat <= 1
    if seconds > 12:
        assert beat > nothing + 0.1


@given(st.floats(1e-3, 1e3), SEEDS)
@settings(max_examples=20)
def test_level_does_not_change_what_repeats(gain, seed):
    onsets = onset_curves(100, 20, seed)
    assert repetition(onsets * np.float32(gain), 100) == pytest.approx(repetition(onsets, 100), rel=0.01)


@pytest.mark.parametrize(("frames", "most"), [(600, 1 / np.sqrt(3)), (400, 0.95 / np.sqrt(2 * 0.9375))])
def test_a_wave_repeats_as_much_as_can_be(frames, most):
    time = np.arange(frames) / FRAME_RATE
    wave = np.cos(2 * np.pi * 2 * time)[:, None].astype(np.float32)  # 120 a minute, and nothing at its multiples
    # Under a window w: half its sum over the root of n times half the sum of its squares. Hann's sums are n / 2 and
    # 3 n / 8; those of a clip's, which fades over a twentieth, 0.95 n and 0.9375 n.
    assert repetition(wave, 120) * 3 == pytest.approx(most, abs=0.01)
    assert repetition(wave, 77) < 0.05


@given(BPM, st.integers(1, 4), SEEDS)
@settings(max_examples=20)
def test_a_beat_repeats_more_than_two_thirds_of_it_do_in_every_part(bpm, parts, seed):
    tracks = [onset_curves(bpm, 20, seed + part) for part in range(parts)]
    at_tempo, at_two_thirds = repetitions(tracks, bpm)
    assert at_tempo > at_two_thirds
    assert at_tempo == pytest.approx(np.mean([repetition(track, bpm) for track in tracks]))


def test_neither_silence_nor_a_single_frame_repeats():
    assert repetition(np.zeros((100, 3), dtype=np.float32), 120) == 0
    assert repetition(np.ones((1, 3), dtype=np.float32), 120) == 0
