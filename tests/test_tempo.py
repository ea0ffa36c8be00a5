"""BPM arithmetic: rates, folding into an octave, relatives, and the logarithmic grid."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tempo_ssl import config
from tempo_ssl.tempo import (
    METRICAL_RATIOS,
    bin_to_bpm,
    bpm_to_bin,
    check_bpm,
    fading,
    fold_bpm,
    log_bpm_grid,
    metrical_relatives,
    peak_offset,
    relative_deviation,
    stretched_bpm,
)

BPM = st.floats(0.01, 100_000)
RATE = st.floats(0.01, 100)


@pytest.mark.parametrize("bpm", [0, -1, -120.5, math.nan, math.inf, -math.inf])
def test_what_is_no_tempo_is_refused_by_its_name(bpm):
    with pytest.raises(ValueError, match=r"least_bpm must be a positive finite number .*got"):
        check_bpm(bpm, "least_bpm")


@pytest.mark.parametrize("bpm", [120, 0.5, np.float32(90), np.int64(77)])
def test_a_tempo_comes_back_as_a_float(bpm):
    assert type(check_bpm(bpm)) is float
    assert check_bpm(bpm) == bpm


def test_a_rate_above_one_is_faster():
    assert stretched_bpm(100, 1.2) == pytest.approx(120)
    with pytest.raises(ValueError, match="rate"):
        stretched_bpm(100, 0)


@given(BPM, RATE, RATE)
def test_rates_multiply(bpm, one, other):
    assert stretched_bpm(stretched_bpm(bpm, one), other) == pytest.approx(bpm * one * other)
    assert stretched_bpm(stretched_bpm(bpm, one), 1 / one) == pytest.approx(bpm)


@pytest.mark.parametrize(
    ("bpm", "low", "folded"),
    [(87, 80, 87), (174, 80, 87), (43.5, 80, 87), (80, 80, 80), (160, 80, 80), (159.9, 80, 159.9), (79.9, 80, 159.8)],
)
def test_folding_by_hand(bpm, low, folded):
    assert fold_bpm(bpm, low) == pytest.approx(folded)


@given(BPM, st.floats(1, 1000))
def test_folding_lands_in_its_octave_on_an_octave_relative(bpm, low):
    folded = fold_bpm(bpm, low)
    assert low <= folded < 2 * low
    octaves = math.log2(folded / bpm)
    assert octaves == pytest.approx(round(octaves), abs=1e-9)
    assert fold_bpm(folded, low) == folded


@given(BPM, st.integers(-5, 5), st.floats(1, 1000))
def test_octave_relatives_fold_to_the_same_tempo(bpm, octave, low):
    assert fold_bpm(bpm * 2.0**octave, low) == fold_bpm(bpm, low)


@given(st.integers(-10, 10), st.floats(1, 1000))
def test_the_borders_of_an_octave_fold_to_its_lower_end(octave, low):
    assert fold_bpm(low * 2.0**octave, low) == low
    # The nearest number below a border belongs to the upper end.
    assert fold_bpm(math.nextafter(low * 2.0**octave, 0), low) == pytest.approx(2 * low)


@given(BPM)
def test_relatives_come_in_inverse_pairs(bpm):
    relatives = metrical_relatives(bpm)
    assert list(relatives) == ["x2", "x1/2", "x3/2", "x2/3", "x3", "x1/3"]
    for name, other in relatives.items():
        assert other == pytest.approx(bpm * METRICAL_RATIOS[name])
        assert any(back == pytest.approx(bpm) for back in metrical_relatives(other).values())


def test_the_grid_of_answers_and_that_of_the_embedding_are_as_documented():
    answers = log_bpm_grid(config.LOW_BPM, config.BINS_PER_OCTAVE, config.TEMPO_BINS)
    assert answers[0] == 30
    assert answers[60] == pytest.approx(60)
    assert answers[-1] == pytest.approx(316.7, abs=0.05)
    embedding = log_bpm_grid(config.EMBEDDING_LOW_BPM, config.BINS_PER_OCTAVE, config.EMBEDDING_BINS)
    assert embedding[0] == 15
    assert embedding[-1] == pytest.approx(960 * 2 ** (-1 / 60))
    assert embedding[1] / embedding[0] == pytest.approx(1.0116, abs=1e-4)


@given(st.floats(-500, 500), st.floats(1, 1000), st.integers(1, 200))
def test_bins_and_tempi_are_inverse(index, low, bins):
    bpm = bin_to_bpm(index, low, bins)
    assume(1e-6 < bpm < 1e9)
    assert bpm_to_bin(bpm, low, bins) == pytest.approx(index, abs=1e-6)


@given(st.floats(1, 1000), st.integers(1, 200), st.integers(1, 300))
def test_the_grid_is_its_bins(low, bins_per_octave, bins):
    grid = log_bpm_grid(low, bins_per_octave, bins)
    assert len(grid) == bins
    np.testing.assert_allclose(grid, bin_to_bpm(np.arange(bins), low, bins_per_octave))
    np.testing.assert_allclose(bpm_to_bin(grid, low, bins_per_octave), np.arange(bins), atol=1e-6)


@given(BPM, RATE)
def test_a_rate_is_a_shift_on_the_grid(bpm, rate):
    shift = bpm_to_bin(stretched_bpm(bpm, rate), 30, 60) - bpm_to_bin(bpm, 30, 60)
    assert shift == pytest.approx(60 * math.log2(rate), abs=1e-6)


def test_deviations_are_shares_of_the_reference():
    assert relative_deviation(104, 100) == pytest.approx(0.04)
    assert relative_deviation(100, 104) == pytest.approx(0.03846, abs=1e-5)
    assert relative_deviation(60, 120) == pytest.approx(0.5)
    for pair in ((0, 100), (100, 0), (math.nan, 100)):
        with pytest.raises(ValueError, match="positive"):
            relative_deviation(*pair)


@given(st.integers(1, 1000), st.floats(0, 0.5))
def test_a_window_fades_in_and_out_alike(frames, fade):
    window = fading(frames, fade)
    assert window.shape == (frames,)
    assert (window > 0).all()
    assert (window <= 1).all()
    np.testing.assert_allclose(window, window[::-1])
    place = (np.arange(frames) + 0.5) / frames
    assert (window[(fade < place) & (place < 1 - fade)] == 1).all()
    assert (np.diff(window[: frames // 2]) >= 0).all()


def test_windows_by_hand():
    np.testing.assert_allclose(fading(600, 0.5), np.hanning(2 * 600 + 1)[1::2])
    assert (fading(600, 0) == 1).all()
    np.testing.assert_allclose(fading(10, 0.2), [0.1464, 0.8536, 1, 1, 1, 1, 1, 1, 0.8536, 0.1464], atol=1e-4)


@given(st.floats(-0.5, 0.5), st.floats(0.1, 10), st.floats(-10, 10))
def test_the_top_of_a_parabola_is_found(place, bend, height):
    values = [height - bend * (x - place) ** 2 for x in (-1, 0, 1)]
    assert peak_offset(*values) == pytest.approx(place, abs=1e-6)


@pytest.mark.parametrize("values", [(1, 1, 1), (1, 0, 1), (0, 1, 2), (2, 1, 0)])
def test_without_a_top_the_middle_is_taken(values):
    assert peak_offset(*values) == 0


def test_a_top_is_never_farther_than_half_a_step():
    assert peak_offset(10, 1, -20) == -0.5
    assert peak_offset(-20, 1, 10) == 0.5
