"""Damage that leaves the tempo alone: never negative, the same shape, no onset moved, and really random."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tempo_ssl.augmentation import (
    FEWEST_BANDS,
    add_background,
    add_noise,
    change_dynamics,
    degrade,
    drop_bands,
    equalise,
    reverberate,
)
from tempo_ssl.bands import MEL, PITCH
from tempo_ssl.config import BANDS, FRAME_RATE, MEL_BANDS


def over_another(mel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A background twice as loud as the recording, whose level does not matter."""
    return add_background(mel, 2 * mel[::-1], rng)


DAMAGES = (over_another, degrade, equalise, add_noise, drop_bands, change_dynamics, reverberate)
SEEDS = st.integers(0, 2**32 - 1)
each_damage = pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)


def made_mel(seed: int, frames: int = 120, bands: int = MEL_BANDS, first: int = 10, every: int = 25) -> np.ndarray:
    """Decaying hits of random colour every ``every`` frames from ``first`` on, silence before."""
    rng = np.random.default_rng(seed)
    mel = np.zeros((frames, bands), dtype=np.float32)
    decay = 0.7 ** np.arange(every, dtype=np.float32)[:, None]
    for start in range(first, frames, every):
        hit = decay * rng.uniform(0.3, 1, bands).astype(np.float32)
        mel[start : start + every] = hit[: frames - start]
    return mel


def rise(mel: np.ndarray) -> np.ndarray:
    """Sum over bands of how much each rises into a frame, on a logarithmic scale."""
    level = np.log1p(20 * mel / mel.max())
    return np.maximum(np.diff(level, axis=0, prepend=level[:1]), 0).sum(axis=1)


@each_damage
@settings(max_examples=25)
@given(SEEDS, st.integers(1, 80), st.sampled_from([FEWEST_BANDS, MEL_BANDS, BANDS]), st.floats(0, 10))
def test_magnitudes_stay_magnitudes(damage, seed, frames, bands, level):
    mel = made_mel(seed, frames, bands) * np.float32(level)
    before = mel.copy()
    damaged = damage(mel, np.random.default_rng(seed))
    assert damaged.dtype == np.float32
    assert damaged.shape == mel.shape
    assert np.isfinite(damaged).all()
    assert (damaged >= 0).all()
    np.testing.assert_array_equal(mel, before)
    assert damaged is not mel


@each_damage
@settings(max_examples=25)
@given(SEEDS)
def test_onsets_stay_where_they_were(damage, seed):
    mel = made_mel(seed)
    damaged = damage(mel, np.random.default_rng(seed))
    likeness = np.correlate(rise(damaged), rise(mel), "full")
    assert likeness.argmax() == len(mel) - 1


@each_damage
def test_a_seed_repeats_it_and_another_does_not(damage):
    mel = made_mel(1)
    once, again = (damage(mel, np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(once, again)
    others = [damage(mel, np.random.default_rng(seed)) for seed in range(4, 12)]
    assert any(not np.array_equal(once, other) for other in others)


@settings(max_examples=25)
@given(SEEDS)
def test_nothing_sounds_before_the_first_onset(seed):
    mel = made_mel(seed)
    for damage in (equalise, drop_bands, change_dynamics, reverberate):
        damaged = damage(mel, np.random.default_rng(seed))
        assert damaged[:10].max() <= 1e-4 * damaged.max()


@settings(max_examples=25)
@given(SEEDS)
def test_a_room_adds_a_tail_and_takes_nothing(seed):
    mel = np.zeros((200, 3), dtype=np.float32)
    mel[20] = 1
    wet = reverberate(mel, np.random.default_rng(seed))
    assert (wet >= mel - 1e-6).all()
    tail = wet[21:, 0]
    assert (tail[: round(0.2 * FRAME_RATE) - 1] > 0).all()
    assert (np.diff(tail) < 1e-4).all()
    assert tail[round(1.5 * FRAME_RATE) + 1 :].max() < 1e-3


@settings(max_examples=25)
@given(SEEDS)
def test_dynamics_keep_the_peak_and_the_order(seed):
    mel = made_mel(seed)
    changed = change_dynamics(mel, np.random.default_rng(seed))
    assert changed.max() == pytest.approx(mel.max(), rel=1e-5)
    order = np.argsort(mel, axis=None)
    assert (np.diff(changed.ravel()[order]) > -1e-6).all()


@settings(max_examples=25)
@given(SEEDS)
def test_an_equaliser_is_a_gain_for_every_band(seed):
    mel = made_mel(seed) + 0.01
    gain = equalise(mel, np.random.default_rng(seed)) / mel
    np.testing.assert_allclose(gain, np.broadcast_to(gain[:1], gain.shape), rtol=1e-4)


@settings(max_examples=25)
@given(SEEDS)
def test_noise_is_under_the_peak(seed):
    mel = made_mel(seed)
    noisy = add_noise(mel, np.random.default_rng(seed))
    assert (noisy >= mel - 1e-6).all()
    silent = noisy[:10]
    # Its root mean square is 0.8 sqrt(2) times its level, which is 10 dB under the peak or less.
    assert 0 < np.sqrt(np.mean(silent**2)) < 1.2 * 10 ** (-10 / 20)


@settings(max_examples=50)
@given(SEEDS)
def test_dropped_bands_leave_most_of_the_rest(seed):
    mel = made_mel(seed) + 0.01
    kept = drop_bands(mel, np.random.default_rng(seed))
    is_kept = kept.max(axis=0) > 0
    assert MEL_BANDS // 2 <= is_kept.sum() < MEL_BANDS
    np.testing.assert_array_equal(kept[:, is_kept], mel[:, is_kept])
    # What is left is one range, at one end of the bands.
    assert np.abs(np.diff(is_kept.astype(int))).sum() == 1


@settings(max_examples=50)
@given(SEEDS)
def test_pitch_bands_are_dropped_where_mel_bands_are(seed):
    kept = drop_bands(made_mel(seed, bands=BANDS) + 0.01, np.random.default_rng(seed)).max(axis=0) > 0
    mel, dropped = MEL.centres[kept[:MEL_BANDS]], MEL.centres[~kept[:MEL_BANDS]]
    heard = PITCH.centres < dropped.min() if kept[0] else PITCH.centres >= mel.min()
    np.testing.assert_array_equal(kept[MEL_BANDS:], heard)


@settings(max_examples=25)
@given(SEEDS)
def test_a_frequency_response_is_one_for_mel_and_pitch_bands(seed):
    frames = made_mel(seed, bands=BANDS) + 0.01
    decibels = 20 * np.log10(equalise(frames, np.random.default_rng(seed))[0] / frames[0])
    expected = np.interp(PITCH.centres, MEL.centres, decibels[:MEL_BANDS])
    np.testing.assert_allclose(decibels[MEL_BANDS:], expected, atol=1.0)


@settings(max_examples=50)
@given(SEEDS)
def test_an_onset_curve_is_never_taken_away(seed):
    curve = made_mel(seed, bands=1)
    assert degrade(curve, np.random.default_rng(seed)).max() > 0


def test_a_damaged_recording_is_usually_another_one():
    mel = made_mel(2)
    changed = [not np.array_equal(degrade(mel, np.random.default_rng(seed)), mel) for seed in range(100)]
    assert sum(changed) > 90
