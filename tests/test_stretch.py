"""The two stretchers: new BPM = old BPM x rate, traces at rate 1, and clear refusals."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tempo_ssl.config import STRETCH_RATE_RANGE
from tempo_ssl.errors import StretchError
from tempo_ssl.stretch import stretch_audio, stretch_features

RATES = st.floats(*STRETCH_RATE_RANGE)
FEATURES = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 40), st.integers(1, 4)), elements=st.floats(-1000, 1000, width=32)
)


def slow_stretch(features: np.ndarray, rate: float, frames: int, offset: float) -> np.ndarray:
    """The obvious version of stretch_features, frame by frame."""
    result = np.zeros((frames, features.shape[1]))
    for frame in range(frames):
        place = offset + frame * rate
        before = int(place)
        after = min(before + 1, len(features) - 1)
        result[frame] = features[before] * (1 - (place - before)) + features[after] * (place - before)
    return result


@pytest.mark.parametrize("rate", [0.5, 0.8, 1.0, 1.07, 1.6, 2.0])
@pytest.mark.parametrize("sample_rate", [8_000, 44_100])
def test_audio_tempo_is_multiplied(pulse_train, measure_bpm, rate, sample_rate):
    samples = pulse_train(100, 12, sample_rate)
    stretched = stretch_audio(samples, sample_rate, rate)
    assert stretched.dtype == np.float32
    assert len(stretched) == pytest.approx(len(samples) / rate, abs=2)
    assert measure_bpm(stretched, sample_rate) == pytest.approx(100 * rate, rel=0.005)


@pytest.mark.parametrize("rate", [0.5, 0.8, 1.0, 1.07, 1.6, 2.0])
def test_feature_tempo_is_multiplied(measure_bpm, rate):
    frame_rate, bpm, seconds = 50, 100, 60
    time = np.arange(seconds * frame_rate) / frame_rate
    # Smooth pulses, wide enough to be caught by every second frame.
    envelope = np.exp(8 * (np.cos(2 * np.pi * time * bpm / 60) - 1))
    stretched = stretch_features(np.stack([envelope, 0.5 * envelope], axis=1), rate)
    assert stretched.dtype == np.float32
    assert len(stretched) == int(len(envelope) / rate)
    assert measure_bpm(stretched[:, 0], frame_rate) == pytest.approx(bpm * rate, rel=0.005)


@pytest.mark.parametrize("rate", [1.0, 1.0000001, 0.9999])
def test_unchanged_tempo_keeps_the_trace_of_the_stretcher(pulse_train, rate):
    noise = np.random.default_rng(1).standard_normal(4 * 44_100).astype(np.float32)
    samples = pulse_train(120, 4) + 0.05 * noise
    stretched = stretch_audio(samples, 44_100, rate)
    assert len(stretched) == pytest.approx(len(samples), rel=1e-3)
    common = min(len(stretched), len(samples))
    change = np.sqrt(np.mean((stretched[:common] - samples[:common]) ** 2) / np.mean(samples**2))
    # 16-bit rounding alone would leave 0.0002, and rubberband at rate 1.000001 leaves 0.004.
    assert change > 0.1


def test_audio_rate_is_forgotten_between_calls(pulse_train):
    samples = pulse_train(120, 3)
    lengths = [len(stretch_audio(samples, 44_100, rate)) for rate in (2.0, 0.5, 2.0)]
    assert lengths == pytest.approx([len(samples) / 2, len(samples) * 2, len(samples) / 2], abs=2)


@pytest.mark.parametrize("gain", [1e-6, 0.01, 1.2, 1e4])
def test_audio_level_is_kept(pulse_train, gain):
    samples = pulse_train(120, 3)
    expected = gain * stretch_audio(samples, 44_100, 1.1)
    stretched = stretch_audio(samples * np.float32(gain), 44_100, 1.1)
    assert np.abs(stretched - expected).max() < 0.001 * gain


def test_audio_input_is_not_changed(pulse_train):
    samples = pulse_train(120, 1)
    copy = samples.copy()
    stretch_audio(samples, 44_100, 1.5)
    assert np.array_equal(samples, copy)


@pytest.mark.parametrize("length", [0, 1, 2, 100])
def test_shortest_audio(length):
    stretched = stretch_audio(np.full(length, 0.1, dtype=np.float32), 44_100, 2.0)
    assert stretched.shape == (pytest.approx(length / 2, abs=1),)


def test_silence_stays_silent():
    assert not stretch_audio(np.zeros(4_000, dtype=np.float32), 8_000, 1.3).any()


@pytest.mark.parametrize("rate", [0.0, -1.0, 0.2499, 4.01, float("nan"), float("inf")])
def test_rate_out_of_range(rate):
    with pytest.raises(StretchError, match="rate"):
        stretch_audio(np.zeros(100, dtype=np.float32), 44_100, rate)
    with pytest.raises(StretchError, match="rate"):
        stretch_features(np.zeros((100, 2), dtype=np.float32), rate)


def test_missing_program(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StretchError, match="rubberband-cli") as caught:
        stretch_audio(np.zeros(100, dtype=np.float32), 44_100, 1.1)
    assert "brew install rubberband" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_failing_program(monkeypatch, tmp_path):
    program = tmp_path / "rubberband"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(StretchError, match="rubberband failed") as caught:
        stretch_audio(np.zeros(100, dtype=np.float32), 44_100, 1.1)
    assert "\n" not in str(caught.value)


def test_missing_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrubberband", None)
    with pytest.raises(StretchError, match=r"tempo-ssl\[train\]"):
        stretch_audio(np.zeros(100, dtype=np.float32), 44_100, 1.1)


@given(FEATURES, RATES, st.floats(0, 1))
def test_features_equal_the_obvious_version(features, rate, place):
    offset = place * len(features)
    frames = int((len(features) - offset) / rate)
    stretched = stretch_features(features, rate, frames, offset)
    assert stretched.shape == (frames, features.shape[1])
    np.testing.assert_allclose(stretched, slow_stretch(features, rate, frames, offset), rtol=1e-3, atol=0.02)


@given(FEATURES)
def test_features_at_rate_one_are_the_same(features):
    assert np.array_equal(stretch_features(features, 1.0), features)


@given(st.integers(2, 60), RATES, st.floats(0, 10))
def test_a_ramp_stays_a_ramp(frames, rate, offset):
    """Linear interpolation is exact on a straight line: frame i is read at offset + i * rate."""
    length = int(offset + frames * rate) + 2
    ramp = np.arange(length, dtype=np.float64)[:, None]
    expected = offset + rate * np.arange(frames)
    np.testing.assert_allclose(stretch_features(ramp, rate, frames, offset)[:, 0], expected, rtol=1e-5, atol=1e-4)


def test_half_precision_features():
    features = np.linspace(0, 1, 20, dtype=np.float16)[:, None]
    stretched = stretch_features(features, 0.5)
    assert stretched.dtype == np.float32
    assert np.array_equal(stretched[::2], features.astype(np.float32))


def test_features_are_not_changed():
    features = np.random.default_rng(1).random((50, 3), dtype=np.float32)
    copy = features.copy()
    stretch_features(features, 1.3, 20, 2.5)
    assert np.array_equal(features, copy)


@pytest.mark.parametrize(("frames", "offset"), [(51, 0), (31, 40.0), (46, 10.0), (-1, 0), (1, -0.5), (1, 101.0)])
def test_reading_beyond_the_features(frames, offset):
    with pytest.raises(ValueError, match="frames"):
        stretch_features(np.zeros((100, 2), dtype=np.float32), 2.0, frames, offset)


def test_last_frame_lasts_until_the_end():
    features = np.array([[0.0], [1.0]])
    assert stretch_features(features, 0.5)[:, 0].tolist() == [0.0, 0.5, 1.0, 1.0]
    assert len(stretch_features(features, 1.0, offset=2.0)) == 0
