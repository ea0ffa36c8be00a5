"""Answers by a few spans of a long recording: the same tempo, less of the file, and the whole of it where need be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import tempo_ssl
from tempo_ssl.audio import AudioSpans, load_audio, mono
from tempo_ssl.cli import main
from tempo_ssl.config import SPAN_PLACES, SPAN_SECONDS
from tempo_ssl.decoding import TempoCurve, merge_curves
from tempo_ssl.errors import AudioError
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.metrics import octave_deviation
from tempo_ssl.synth import click_track

RATE = 22_050
BPM = 113.0


@pytest.fixture(scope="module")
def estimator() -> TempoEstimator:
    return TempoEstimator()


@pytest.fixture(scope="module")
def song(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("fast") / "song.flac"
    soundfile.write(path, click_track(BPM, 200, "rock", RATE), RATE)
    return path


@pytest.fixture
def heard(monkeypatch) -> list[tuple[float, float]]:
    """The spans that are read: (start, seconds)."""
    spans: list[tuple[float, float]] = []
    read = AudioSpans.read

    def noted(self, start, seconds):
        spans.append((start, seconds))
        return read(self, start, seconds)

    monkeypatch.setattr(AudioSpans, "read", noted)
    return spans


# --- Spans ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "mp3"])
@pytest.mark.parametrize("start", [0.0, 3.5, 6.0])
def test_a_span_is_what_lies_there(tmp_path, ending, start):
    sound = np.random.default_rng(1).uniform(-0.5, 0.5, (8 * RATE, 2)).astype(np.float32)
    path = tmp_path / f"sound.{ending}"
    soundfile.write(path, sound, RATE)
    whole = load_audio(path).samples
    with AudioSpans(path) as spans:
        assert (spans.sample_rate, spans.seconds) == (RATE, pytest.approx(len(whole) / RATE, abs=0.1))
        part = mono(spans.read(start, 0.5))
    first = round(start * RATE)
    expected = whole[first : first + round(0.5 * RATE)]
    assert len(part) == pytest.approx(len(expected), abs=1)
    # Decoders of lossy formats may begin anew with what they keep of the sound before.
    tolerance = 0.05 if ending == "mp3" else 1e-4
    length = min(len(part), len(expected))
    assert np.abs(part[:length] - expected[:length]).mean() < tolerance


def test_the_last_span_ends_with_the_file(tmp_path):
    soundfile.write(tmp_path / "sound.flac", np.full(RATE, 0.5), RATE)
    with AudioSpans(tmp_path / "sound.flac") as spans:
        assert len(spans.read(0.75, 0.5)) == RATE - round(0.75 * RATE)
        assert len(spans.read(1.0, 0.5)) == 0


@pytest.mark.parametrize("content", [b"", b"no sound at all" * 100])
def test_what_cannot_be_read_in_spans_is_said_so(tmp_path, content):
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(AudioError, match=r"broken\.wav") as caught:
        AudioSpans(path)
    assert "\n" not in str(caught.value)
    with pytest.raises(AudioError, match="no such file"):
        AudioSpans(tmp_path / "absent.wav")


@settings(max_examples=20)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_merged_curves_hold_every_excerpt(counts):
    rng = np.random.default_rng(0)
    bpm = np.geomspace(40, 200, 9)
    curves = [TempoCurve(bpm, rng.random(9), rng.random((count, 9))) for count in counts]
    merged = merge_curves(curves)
    assert len(merged.excerpts) == sum(counts)
    np.testing.assert_allclose(merged.score, np.mean([curve.score for curve in curves], axis=0))


# --- Answers -------------------------------------------------------------------------------------------------------


def test_a_clear_tempo_needs_one_span(estimator, song, heard):
    full, fast = estimator.estimate(song), estimator.estimate(song, fast=True)
    assert len(heard) == 1
    assert octave_deviation(fast.bpm, BPM) < 0.002
    assert fast.bpm == pytest.approx(full.bpm, rel=0.002)
    assert fast.duration == pytest.approx(full.duration, abs=0.1)
    assert fast.confidence > 0.9


def test_an_unclear_one_needs_all_of_them(estimator, tmp_path, heard):
    path = tmp_path / "noise.flac"
    soundfile.write(path, np.random.default_rng(3).normal(0, 0.1, 150 * RATE), RATE)
    answer = estimator.estimate(path, fast=True)
    assert len(heard) == len(SPAN_PLACES)
    assert all(start >= 0 and seconds == SPAN_SECONDS for start, seconds in heard)
    assert answer.bpm is None or answer.confidence < 0.95


def test_music_after_a_long_silence_is_found(estimator, tmp_path, heard):
    path = tmp_path / "late.flac"
    soundfile.write(path, np.concatenate([np.zeros(140 * RATE), click_track(BPM, 80, "rock", RATE)]), RATE)
    assert octave_deviation(estimator.estimate(path, fast=True).bpm, BPM) < 0.002
    assert len(heard) == 3
    soundfile.write(tmp_path / "nothing.flac", np.zeros(150 * RATE), RATE)
    silent = estimator.estimate(tmp_path / "nothing.flac", fast=True)
    assert (silent.bpm, silent.reason) == (None, "silence")


def test_all_of_it_is_heard_before_it_has_no_tempo(estimator, tmp_path, heard):
    """Noise where the spans lie, and a beat everywhere else."""
    seconds = 300
    sound = click_track(BPM, seconds, "rock", RATE)
    for place in SPAN_PLACES:
        start = round((place * seconds - SPAN_SECONDS / 2) * RATE)
        sound[start : start + round(SPAN_SECONDS * RATE)] = 0
    sound += np.random.default_rng(4).normal(0, 0.02, len(sound)).astype(np.float32)
    path = tmp_path / "between.flac"
    soundfile.write(path, sound, RATE)
    answer = estimator.estimate(path, fast=True)
    assert len(heard) == len(SPAN_PLACES)
    assert answer == estimator.estimate(path)
    assert octave_deviation(answer.bpm, BPM) < 0.002


def test_a_short_recording_is_heard_whole(estimator, tmp_path, heard):
    path = tmp_path / "short.wav"
    soundfile.write(path, click_track(BPM, 40, "rock", RATE), RATE)
    assert estimator.estimate(path, fast=True) == estimator.estimate(path)
    assert heard == []


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(estimator, song, tmp_path):
    path = tmp_path / "torn.flac"
    path.write_bytes(song.read_bytes()[: song.stat().st_size // 2])
    assert octave_deviation(estimator.estimate(path, fast=True).bpm, BPM) < 0.002


def test_ranges_are_obeyed(estimator, song):
    assert 200 <= estimator.estimate(song, fast=True, min_bpm=200, max_bpm=300).bpm <= 300


def test_every_door_leads_there(song, tmp_path, heard):
    assert octave_deviation(tempo_ssl.estimate(song, fast=True).bpm, BPM) < 0.002
    result = CliRunner().invoke(main, ["estimate", "--fast", str(song)])
    assert result.exit_code == 0, result.output
    assert len(heard) == 2
    (row,) = tempo_ssl.estimate_catalog(song.parent, fast=True, workers=1)
    whole = tempo_ssl.estimate(song)
    assert octave_deviation(float(row.bpm), BPM) < 0.002
    assert row.bpm != pytest.approx(whole.bpm, abs=1e-9)
