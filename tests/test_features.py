"""Frames against a slow oracle, in any blocks and at any sample rate; where excerpts begin."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tempo_ssl.bands import MEL, PITCH, Bands
from tempo_ssl.config import BANDS, FRAME_RATE, MEL_BANDS, MEL_RANGE, PITCH_LOW
from tempo_ssl.features import cut_excerpts, excerpt_starts, mel_and_pitch_frames, mel_frames

RATES = (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000)


def window_length(bands: Bands, sample_rate: float) -> int:
    """The even number nearest to the window's length without prime factors above 5, found by trying all."""
    wanted = round(bands.window * sample_rate)
    smooth = [
        2**a * 3**b * 5**c for a in range(1, 20) for b in range(12) for c in range(9) if 2**a * 3**b * 5**c < 40_000
    ]
    return min(smooth, key=lambda length: (abs(length - wanted), -length))


def slow_frames(samples: np.ndarray, sample_rate: int, bands: Bands) -> np.ndarray:
    """The obvious version: halved as a whole, then one frame after the other."""
    count, rate, halved = math.ceil(len(samples) * FRAME_RATE / sample_rate), float(sample_rate), []
    while rate / 2 >= bands.least_rate:
        weighted = np.convolve([0, *samples, 0], [1 / 8, 3 / 8, 3 / 8, 1 / 8])[1:]
        samples = weighted[2 : 2 * ((len(samples) + 1) // 2) + 1 : 2]
        halved.append(rate)
        rate /= 2
    length = window_length(bands, rate)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)
    padded = np.concatenate([np.zeros(length // 2), samples, np.zeros(2 * length)])
    bank = bands.bank(length, rate)
    frequencies = np.minimum(np.arange(len(bank)) * rate / length, bands.edges[-1])
    gain = math.prod(np.cos(np.pi * frequencies / before) ** 3 for before in halved)
    frames = []
    for frame in range(count):
        start = round((frame - frame % bands.hop) * rate / FRAME_RATE)
        magnitude = np.abs(np.fft.rfft(padded[start : start + length] * window)) * 2 / window.sum()
        frames.append(magnitude / gain @ bank)
    return np.array(frames).reshape(-1, len(bands))


def slow_both(samples: np.ndarray, sample_rate: int) -> np.ndarray:
    return np.hstack([slow_frames(samples, sample_rate, bands) for bands in (MEL, PITCH)])


def noise(samples: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, samples).astype(np.float32)


def in_blocks(samples: np.ndarray, sizes: list[int]) -> list[np.ndarray]:
    """``samples`` cut into blocks of the given sizes, over and over."""
    blocks, start, turn = [], 0, 0
    while start < len(samples):
        size = sizes[turn % len(sizes)]
        blocks.append(samples[start : start + size])
        start, turn = start + size, turn + 1
    return blocks


def tone(frequency: float, sample_rate: int, seconds: float = 1.0) -> np.ndarray:
    return np.sin(2 * np.pi * frequency * np.arange(round(seconds * sample_rate)) / sample_rate).astype(np.float32)


# --- Frames --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample_rate", RATES)
def test_frames_are_those_of_the_slow_version(sample_rate):
    samples = noise(round(0.73 * sample_rate))
    frames = mel_and_pitch_frames([samples], sample_rate)
    assert frames.dtype == np.float32
    np.testing.assert_allclose(frames, slow_both(samples, sample_rate), atol=1e-5)
    np.testing.assert_array_equal(mel_frames([samples], sample_rate), frames[:, :MEL_BANDS])


@given(
    st.integers(0, 6000),
    st.lists(st.integers(1, 4000), min_size=1, max_size=5),
    st.sampled_from([8_000, 11_025, 44_100, 96_000]),
)
def test_blocks_do_not_matter(samples, sizes, sample_rate):
    sound = noise(samples, 1)
    frames = mel_and_pitch_frames(in_blocks(sound, sizes), sample_rate)
    assert frames.shape == (math.ceil(samples * FRAME_RATE / sample_rate), BANDS)
    np.testing.assert_allclose(frames, slow_both(sound, sample_rate), atol=1e-5)


@pytest.mark.parametrize("samples", [1, 2, 3, 4, 5, 500, 600, 999, 1000, 1001, 1999, 2000, 2001, 3000])
def test_a_sound_shorter_than_a_window_has_frames(samples):
    # 1,000 samples are half a window of the mel bands at 44.1 kHz.
    sound = noise(samples)
    np.testing.assert_allclose(mel_and_pitch_frames([sound], 44_100), slow_both(sound, 44_100), atol=1e-5)


def test_no_sound_has_no_frames():
    assert mel_and_pitch_frames([], 44_100).shape == (0, BANDS)
    empty = np.zeros(0, dtype=np.float32)
    assert mel_and_pitch_frames([empty, empty], 44_100).shape == (0, BANDS)
    sound = noise(5000)
    np.testing.assert_array_equal(
        mel_and_pitch_frames([empty, sound, empty], 44_100), mel_and_pitch_frames([sound], 44_100)
    )


@pytest.mark.parametrize("sample_rate", [8_000, 11_025, 44_100, 96_000])
def test_a_click_is_where_it_was_however_late(sample_rate):
    # 11,025 Hz has 220.5 samples a frame: an error of half a sample a frame would be 0.1 s after 200 s.
    samples = np.zeros(200 * sample_rate + 1, dtype=np.float32)
    seconds = (0.5, 77.3, 199.5)
    for second in seconds:
        samples[round(second * sample_rate)] = 1
    frames = mel_and_pitch_frames(in_blocks(samples, [10 * sample_rate]), sample_rate)
    level, pitch_level = frames[:, :MEL_BANDS].sum(axis=1), frames[:, MEL_BANDS:].sum(axis=1)
    for second in seconds:
        near = slice(round((second - 0.2) * FRAME_RATE), round((second + 0.2) * FRAME_RATE))
        centre = np.average(np.arange(near.start, near.stop), weights=level[near]) / FRAME_RATE
        assert centre == pytest.approx(second, abs=0.001)
        # Pitch is looked at every other frame, and what was seen lasts for two: half a frame late on the average.
        centre = np.average(np.arange(near.start, near.stop), weights=pitch_level[near]) / FRAME_RATE
        assert centre == pytest.approx(second + 0.5 / FRAME_RATE, abs=0.01)


@given(st.floats(0.001, 1000))
def test_frames_scale_with_the_sound(gain):
    sound = noise(4000)
    np.testing.assert_allclose(
        mel_and_pitch_frames([sound * np.float32(gain)], 8_000),
        gain * mel_and_pitch_frames([sound], 8_000),
        rtol=1e-3,
        atol=1e-5 * gain,
    )


def test_memory_does_not_grow_with_the_stream():
    def peak(seconds: int) -> float:
        block = noise(44_100)
        tracemalloc.start()
        frames = mel_and_pitch_frames((block for _ in range(seconds)), 44_100)
        found = tracemalloc.get_traced_memory()[1] - 2 * frames.nbytes
        tracemalloc.stop()
        return found

    peak(2)
    assert peak(60) < 1.2 * peak(6)


# --- Bands ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("frequency", [60, 110, 440, 1000, 3000, 8000])
def test_a_tone_is_in_the_same_band_at_every_sample_rate(frequency):
    rates = [rate for rate in RATES if rate > 2.2 * frequency]
    found = {rate: mel_frames([tone(frequency, rate)], rate)[10:40].mean(axis=0) for rate in rates}
    reference = found[44_100]
    for rate in rates:
        assert found[rate].argmax() == reference.argmax()
        # Windows differ by up to 4 % in length, and bands near half the sample rate miss what lies above it.
        full = rate / 2 > 10_000
        assert found[rate].max() == pytest.approx(reference.max(), rel=0.12)
        if full:
            assert np.abs(found[rate] - reference).max() < 0.1 * reference.max()


def test_levels_are_as_documented():
    for frequency, level in ((60, 0.6), (1000, 0.3), (8000, 0.07)):
        assert mel_frames([tone(frequency, 44_100)], 44_100)[10:40].max() == pytest.approx(level, rel=0.1)


@pytest.mark.parametrize("sample_rate", [4_000, *RATES, 384_000])
def test_every_band_under_half_the_sample_rate_is_used_and_none_above(sample_rate):
    low, high = (2595 * np.log10(1 + edge / 700) for edge in MEL_RANGE)
    mel = 700 * (10 ** (np.linspace(low, high, MEL_BANDS + 2)[1:-1] / 2595) - 1)
    pitch = PITCH_LOW * 2 ** (np.arange(BANDS - MEL_BANDS) / 12)
    for bands, centres in ((MEL, mel), (PITCH, pitch)):
        bank = bands.bank(window_length(bands, sample_rate), sample_rate)
        assert bank.shape[1] == len(centres)
        assert (bank >= 0).all()
        np.testing.assert_allclose(bank.sum(axis=0), np.where(centres <= sample_rate / 2, 1, 0), atol=1e-5)


def test_bands_are_in_order_and_within_their_range():
    length, sample_rate = 2048, 44_100
    bank = MEL.bank(length, sample_rate)
    frequency = np.arange(len(bank)) * sample_rate / length
    centres = (bank * frequency[:, None]).sum(axis=0)
    assert (np.diff(centres) > 0).all()
    heard = frequency[bank.sum(axis=1) > 0]
    assert heard[0] > MEL_RANGE[0] - sample_rate / length
    assert heard[-1] <= MEL_RANGE[1]


@pytest.mark.parametrize("sample_rate", RATES)
@pytest.mark.parametrize("semitone", [21, 33, 45])
def test_neighbouring_notes_are_told_apart(semitone, sample_rate):
    low, high = (
        mel_and_pitch_frames([tone(PITCH_LOW * 2 ** (note / 12), sample_rate)], sample_rate)[20, MEL_BANDS:]
        for note in (semitone, semitone + 1)
    )
    assert (low.argmax(), high.argmax()) == (semitone, semitone + 1)


# --- Excerpts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "starts"),
    [(0, [0]), (100, [0]), (600, [0]), (601, [0, 1]), (900, [0, 300]), (1000, [0, 300, 400]), (1200, [0, 300, 600])],
)
def test_starts_by_hand(total, starts):
    assert excerpt_starts(total, 600, 300).tolist() == starts


@given(st.integers(0, 5000), st.integers(1, 700), st.integers(1, 700))
def test_excerpts_cover_the_track_and_end_with_it(total, frames, hop):
    starts = excerpt_starts(total, frames, hop)
    assert starts[0] == 0
    assert starts[-1] == max(total - frames, 0)
    assert (np.diff(starts) > 0).all()
    assert (np.diff(starts) <= hop).all()
    if len(starts) > 2:
        assert (np.diff(starts)[:-1] == hop).all()


@settings(max_examples=30)
@given(st.integers(1, 300), st.integers(1, 100), st.integers(1, 100))
def test_excerpts_are_cut_where_they_start(total, frames, hop):
    track = np.arange(2 * total, dtype=np.float32).reshape(total, 2)
    starts = excerpt_starts(total, frames, hop)
    excerpts = cut_excerpts(track, starts, frames)
    assert excerpts.shape == (len(starts), min(frames, total), 2)
    for start, excerpt in zip(starts, excerpts, strict=True):
        np.testing.assert_array_equal(excerpt, track[start : start + frames])
