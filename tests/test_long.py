"""Long recordings are heard by some of their excerpts: the same answer for less work, whatever a file announces."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from tempo_ssl import config
from tempo_ssl.audio import load_audio, open_audio
from tempo_ssl.config import EXCERPT_FRAMES, FRAME_RATE, LARGEST_STEP, LEAST_HEARD
from tempo_ssl.embedding.rhythm import RhythmEmbedding
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.hearing import excerpt_step
from tempo_ssl.metrics import octave_deviation
from tempo_ssl.refinement import laid_out, refine_bpm
from tempo_ssl.synth import click_track

RATE = 22_050


@pytest.fixture(scope="module")
def estimator() -> TempoEstimator:
    return TempoEstimator()


@pytest.fixture
def heard(monkeypatch) -> list[int]:
    """Frames of every piece of sound that features are made of."""
    lengths: list[int] = []
    real = RhythmEmbedding.features

    def noted(self, blocks, sample_rate):
        features = real(self, blocks, sample_rate)
        lengths.append(len(features))
        return features

    monkeypatch.setattr(RhythmEmbedding, "features", noted)
    return lengths


def rock(bpm: float, seconds: float) -> np.ndarray:
    return click_track(bpm, seconds, "rock", RATE)


# --- What is heard -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "excerpts"), [(133, 6), (150, 6), (157, 6), (180, 6), (240.7, 7)])
def test_evenly_spread_excerpts_of_a_long_recording_are_heard(estimator, heard, seconds, excerpts):
    found = estimator.estimate_audio(rock(118, seconds), RATE)
    assert heard[:excerpts] == excerpts * [EXCERPT_FRAMES]
    assert len(heard) == excerpts
    assert found.duration == pytest.approx(seconds, abs=0.01)
    assert octave_deviation(found.bpm, 118) < 5e-4


def test_a_shorter_one_is_heard_whole(estimator, heard):
    seconds = 131
    estimator.estimate_audio(rock(118, seconds), RATE)
    assert heard == [round(seconds * FRAME_RATE)]


@given(st.floats(0, 1e6))
def test_enough_is_heard_of_whatever_lasts_longer(announced):
    step = excerpt_step(RhythmEmbedding(), announced)
    assert step == 0 or 2 <= step / EXCERPT_FRAMES <= LARGEST_STEP
    assert (LEAST_HEARD - 1) * step + EXCERPT_FRAMES <= max(announced * FRAME_RATE, EXCERPT_FRAMES)
    assert (step == 0) == (announced < 132)


@settings(max_examples=8, deadline=None)
@given(st.floats(60, 200), st.sampled_from([150, 220]))
def test_a_part_of_it_gives_the_answer_of_the_whole(estimator, bpm, seconds):
    samples = rock(bpm, seconds)
    part = estimator.estimate_audio(samples, RATE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "LARGEST_STEP", 1)
        whole = estimator.estimate_audio(samples, RATE)
    assert part.bpm == pytest.approx(whole.bpm, rel=2e-4)
    assert part.stability == whole.stability == "constant"


def test_a_tempo_that_changes_half_way_is_not_called_constant(estimator):
    found = estimator.estimate_audio(np.concatenate([rock(96, 130), rock(121, 80)]), RATE)
    assert found.stability == "changing"
    assert octave_deviation(found.bpm, 96) < 0.01


def test_long_noise_has_no_tempo(estimator):
    noise = np.random.default_rng(4).standard_normal(160 * RATE).astype(np.float32) / 10
    assert estimator.estimate_audio(noise, RATE).bpm is None


# --- What a file promises ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3"])
def test_a_file_announces_its_length(write_sound, tmp_path, suffix):
    path = write_sound(tmp_path / f"song{suffix}", rock(118, 20), RATE)
    with open_audio(path) as stream:
        assert stream.seconds == pytest.approx(20, abs=0.2)


@pytest.mark.parametrize("kept", [0.02, 0.05, 0.5])
def test_a_long_file_that_breaks_off_is_answered_as_far_as_it_goes(estimator, tmp_path, kept):
    path = tmp_path / "torn.flac"
    soundfile.write(path, rock(118, 400), RATE)
    path.write_bytes(path.read_bytes()[: round(kept * path.stat().st_size)])
    found = estimator.estimate(path)
    assert found.duration < 400 * (kept + 0.05)
    assert found.damage
    assert octave_deviation(found.bpm, 118) < 0.01


@pytest.fixture
def write_piped(tmp_path):
    """FLAC as it comes out of a pipe: its header has no length, which libsndfile calls 2^63 - 1 samples."""

    def write(samples: np.ndarray) -> Path:
        path = tmp_path / "piped.flac"
        soundfile.write(path, samples, RATE)
        content = bytearray(path.read_bytes())
        content[21] &= 0xF0  # the 36 bits of the total number of samples, in STREAMINFO
        content[22:26] = bytes(4)
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("seconds", [20, 160])
def test_flac_out_of_a_pipe_announces_nothing_and_is_heard_whole(estimator, heard, write_piped, seconds):
    path = write_piped(rock(118, seconds))
    with open_audio(path) as stream:
        assert stream.seconds == 0
    for fast in (False, True):
        heard.clear()
        found = estimator.estimate(path, fast=fast)
        assert heard == [seconds * FRAME_RATE]
        assert octave_deviation(found.bpm, 118) < 1e-3


def test_flac_out_of_a_pipe_is_read_to_its_end_by_the_first_reader(monkeypatch, write_piped):
    monkeypatch.setitem(sys.modules, "av", None)
    audio = load_audio(write_piped(rock(118, 19.5)))
    assert (len(audio.samples), audio.damage) == (19.5 * RATE, None)


def test_a_length_that_is_a_lie_takes_no_memory(estimator, tmp_path):
    path = tmp_path / "liar.flac"
    soundfile.write(path, rock(118, 40), RATE)
    content = bytearray(path.read_bytes())
    content[21] |= 0x0F  # two to the 36th samples: 36 days
    content[22:26] = bytes([255]) * 4
    path.write_bytes(content)
    found = estimator.estimate(path)
    assert found.duration == pytest.approx(40, abs=0.1)
    assert octave_deviation(found.bpm, 118) < 1e-3


# --- Curves with gaps ----------------------------------------------------------------------------------------------


@given(st.integers(1, 6), st.integers(120, 300), st.integers(0, 200), st.integers(0, 1000))
def test_excerpts_lie_where_they_began(count, frames, gap, seed):
    onsets = np.random.default_rng(seed).random((count, frames, 2)).astype(np.float32)
    track = laid_out(onsets, frames + gap)
    assert track.shape == ((count - 1) * (frames + gap) + frames, 2)
    for number in range(count):
        start = number * (frames + gap)
        middle = slice(start + 30, start + frames - 30)
        expected = onsets[number] - onsets[number].mean(axis=0)
        np.testing.assert_allclose(track[middle], expected[30:-30], atol=1e-5)
        assert not track[start + frames : start + frames + gap].any()


@settings(max_examples=30)
@given(st.floats(40, 280), st.floats(-0.01, 0.01))
def test_gaps_do_not_pull_the_tempo(bpm, off):
    time = np.arange(240 * FRAME_RATE) / FRAME_RATE
    pulses = np.maximum(0, np.cos(2 * np.pi * bpm / 60 * time)) ** 8 + 0.5
    onsets = pulses.reshape(20, EXCERPT_FRAMES, 1)[::2].astype(np.float32)
    onsets[:, :3] += 2  # every excerpt begins with an onset of its own
    found = refine_bpm(laid_out(onsets, 2 * EXCERPT_FRAMES), bpm * (1 + off))
    assert found == pytest.approx(bpm, rel=1e-4)
