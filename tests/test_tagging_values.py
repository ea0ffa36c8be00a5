"""What is written for a tempo: rounded, and folded into a range of octaves."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.tagging import parse_range, tag_value
from tempo_ssl.tempo import fold_into

TEMPI = st.floats(1, 1000)


@given(TEMPI, st.floats(20, 200), st.floats(2, 5))
def test_folding_gives_the_nearest_octave_relative_in_the_range(bpm: float, low: float, width: float) -> None:
    high = low * width
    folded = fold_into(bpm, low, high)
    assert low <= folded <= high
    octaves = math.log2(folded / bpm)
    assert octaves == pytest.approx(round(octaves), abs=1e-9)
    if low <= bpm <= high:
        assert folded == bpm
    else:
        # One octave less of a step would not have reached it.
        nearer = folded * 2 if folded < bpm else folded / 2
        assert not low <= nearer <= high


@given(TEMPI, st.floats(20, 200), st.floats(1, 1.999))
def test_a_range_narrower_than_an_octave_is_refused(bpm: float, low: float, width: float) -> None:
    with pytest.raises(ValueError, match="octave"):
        fold_into(bpm, low, low * width)


@given(TEMPI, st.integers(0, 4))
def test_a_value_is_the_tempo_rounded(bpm: float, decimals: int) -> None:
    text = tag_value(bpm, decimals)
    assert abs(float(text) - bpm) <= 0.5 * 10.0**-decimals * (1 + 1e-9)
    whole, _, fraction = text.partition(".")
    assert whole.isdigit()
    assert len(fraction) <= decimals
    assert not fraction.endswith("0")
    assert not text.endswith(".")


@given(TEMPI, st.integers(20, 200), st.integers(0, 300), st.integers(0, 2))
def test_a_folded_value_lies_in_the_range_after_rounding_too(bpm: float, low: int, more: int, decimals: int) -> None:
    assert low <= float(tag_value(bpm, decimals, (low, 2 * low + more))) <= 2 * low + more


def test_halves_are_rounded_upwards() -> None:
    assert [tag_value(bpm) for bpm in (126.5, 127.5, 128.4999, 100.0)] == ["127", "128", "128", "100"]
    assert [tag_value(100.285, decimals) for decimals in (0, 1, 2, 3)] == ["100", "100.3", "100.29", "100.285"]
    assert tag_value(360.0, 0, (70, 180)) == "180"
    assert tag_value(float(np.float32(64.0)), 2, (70, 180)) == "128"


@pytest.mark.parametrize("bpm", [0.0, -1.0, math.nan, math.inf])
def test_no_tempo_has_no_value(bpm: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        tag_value(bpm)


def test_a_range_is_read() -> None:
    assert parse_range("70-180") == (70, 180)
    assert parse_range("82.5-165") == (82.5, 165)
    for text in ("", "70", "180-70", "70-130", "a-b", "-", "0-100", "nan-nan", "70-inf", "-70-180"):
        with pytest.raises(ValueError, match=r"range|positive|octave"):
            parse_range(text)
