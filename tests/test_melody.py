"""Made melodies: whatever the contour, it fits its rhythm and stays within reach, and most tell the beat by pitch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.synth import FAMILIES, melody
from tempo_ssl.synth.harmony import Harmony
from tempo_ssl.synth.patterns import Step

SEEDS = st.integers(0, 2**31)
#: A bar of running eighths, two to a beat.
RUNNING = [Step(i / 2, 0.5, "x") for i in range(8)]
CONTOURS = (melody._walk, melody._sequence, melody._over_pedal, melody._broken)


@pytest.mark.parametrize("contour", CONTOURS)
@given(seed=SEEDS, steps=st.lists(st.integers(0, 15), min_size=1, max_size=16, unique=True))
def test_every_step_has_a_note_within_reach(contour, seed, steps):
    bar = [Step(place / 4, 0.25, "x") for place in sorted(steps)]
    offsets = contour(np.random.default_rng(seed), bar)
    assert len(offsets) == len(bar)
    assert all(-4 <= offset <= 10 for offset in offsets)


@given(SEEDS)
def test_a_sequence_repeats_its_figure_from_beat_to_beat(seed):
    offsets = melody._sequence(np.random.default_rng(seed), RUNNING)
    steps = np.diff(offsets)
    inside = [offset for offset in offsets if -4 < offset < 10]
    if len(inside) == len(offsets):  # nothing was cut at the ends of the range
        assert np.array_equal(steps[:3], steps[4:7])


@given(SEEDS)
def test_over_a_pedal_everything_between_the_beats_is_one_note(seed):
    offsets = melody._over_pedal(np.random.default_rng(seed), RUNNING)
    assert len(set(offsets[1::2])) == 1


@given(SEEDS)
def test_a_broken_chord_comes_back_every_two_beats(seed):
    offsets = melody._broken(np.random.default_rng(seed), RUNNING)
    assert offsets[:4] == offsets[4:]
    assert set(offsets) <= {-3, 0, 2, 4, 7}


def test_all_ways_are_drawn():
    drawn = {tuple(melody._contour(np.random.default_rng(seed), RUNNING)) for seed in range(40)}
    assert len(drawn) > 30
    assert any(len(set(offsets[1::2])) == 1 for offsets in drawn)


@pytest.mark.parametrize("name", ["reel", "jig", "waltz", "melodic-trap"])
def test_a_melody_has_its_bars(name):
    family = FAMILIES[name]
    rng = np.random.default_rng(5)
    phrase = melody.lead(rng, family, Harmony(rng, family.harmony), 4)
    assert len(phrase) == 4
    for bar in phrase:
        assert bar
        assert all(0 <= event.position < family.beats for event in bar)
