"""The shipped model on sounds whose tempo we made: BPM x sample rate x channels, ranges, and what has no tempo."""

from __future__ import annotations

import dataclasses
import pickle

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

import tempo_ssl
from tempo_ssl.config import MIN_SECONDS
from tempo_ssl.decoding import MOST_CANDIDATES
from tempo_ssl.errors import AudioError, ModelError
from tempo_ssl.estimation import TempoEstimate, TempoEstimator, check_range, estimate, estimate_audio, no_tempo
from tempo_ssl.metrics import is_accurate_1, octave_deviation
from tempo_ssl.synth import CLICK_SOUNDS, FAMILIES, TEMPOLESS_KINDS, click_track, compose, render, tempoless
from tempo_ssl.tempo import fold_bpm

BPMS = (52, 73.5, 96, 120, 141.7, 174)
RATES = (8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000)


@pytest.fixture(scope="module")
def estimator() -> TempoEstimator:
    return TempoEstimator()


def rock(bpm: float, seconds: float = 30, sample_rate: int = 22_050) -> np.ndarray:
    return click_track(bpm, seconds, "rock", sample_rate)


# --- Made tempi ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channels", [1, 2, 8])
@pytest.mark.parametrize("sample_rate", [8_000, 22_050, 44_100, 96_000])
@pytest.mark.parametrize("bpm", BPMS)
def test_pulse_trains(estimator, pulse_train, bpm, sample_rate, channels):
    samples = pulse_train(bpm, 20, sample_rate)
    # Each channel at a level of its own; every other one upside down.
    gains = np.array([0.9, -0.3, 0.5, -0.2, 0.7, -0.1, 0.4, -0.6][:channels], dtype=np.float32)
    found = estimator.estimate_audio(gains[:, None] * samples, sample_rate)
    assert found.bpm is not None, found.reason
    assert octave_deviation(found.bpm, bpm) < 0.01, found.bpm


@pytest.mark.parametrize("sound", CLICK_SOUNDS)
@pytest.mark.parametrize("bpm", BPMS)
def test_patterns(estimator, sound, bpm):
    found = estimator.estimate_audio(click_track(bpm, 30, sound, 22_050), 22_050)
    assert found.bpm is not None, found.reason
    assert octave_deviation(found.bpm, bpm) < 0.001, found.bpm
    assert found.stability == "constant"


@settings(max_examples=15)
@given(st.floats(60, 200))
def test_decimals_are_real(estimator, bpm):
    found = estimator.estimate_audio(rock(bpm, 60), 22_050)
    assert found.bpm is not None, found.reason
    assert octave_deviation(found.bpm, bpm) < 5e-4, found.bpm


#: Families by the seeds of their pieces, of 80 to 110 BPM and four beats to a bar. Named, for what a seed alone draws
#: depends on the table of families.
LOOPED = {
    42: "samba", 43: "strummed-guitar", 50: "hymn", 53: "rock", 55: "shuffle", 58: "disco", 59: "fingerpicking",
    61: "minimalism", 64: "soul-gospel", 70: "percussion-loop", 77: "samba", 85: "reel", 87: "edm-arp", 91: "breakbeat",
    93: "solo-melody", 96: "march", 97: "fingerpicking", 101: "heavy-slow-rock", 105: "electro-pop", 108: "synthwave",
}  # fmt: skip


def test_loops_of_one_bar_keep_their_octave(estimator):
    answers = []
    for score in [compose(seed, family=family) for seed, family in LOOPED.items()]:
        assert 80 <= score.bpm < 110
        assert FAMILIES[score.family].beats == 4
        bar = round(4 * 60 / score.bpm * 22_050)
        samples = render(score)
        loops = [samples[start * bar : (start + 1) * bar] for start in (2, 5, 8)]
        answers += [is_accurate_1(estimator.estimate_audio(loop, 22_050).bpm, score.bpm) for loop in loops]
    assert len(answers) == 60
    # 52 are right. With one classifier for everything 44 were, and all the others at the double.
    assert sum(answers) >= 50


@pytest.mark.parametrize("bpm", [90, 128])
def test_a_clip_of_four_seconds(estimator, bpm):
    found = estimator.estimate_audio(rock(bpm, 4), 22_050, min_bpm=40, max_bpm=220)
    assert octave_deviation(found.bpm, bpm) < 0.02, found.bpm


# --- The same answer -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample_rate", RATES)
def test_the_sample_rate_does_not_matter(estimator, pulse_train, sample_rate):
    reference = estimator.estimate_audio(pulse_train(107.3, 20, 44_100), 44_100)
    found = estimator.estimate_audio(pulse_train(107.3, 20, sample_rate), sample_rate)
    assert found.bpm == pytest.approx(reference.bpm, rel=0.002)


def test_channels_do_not_matter(estimator):
    mono = rock(113)
    reference = estimator.estimate_audio(mono, 22_050)
    silence = np.zeros_like(mono)
    for channels in ([mono, mono], [mono, silence], [mono, -mono], [silence] * 7 + [mono], [mono]):
        found = estimator.estimate_audio(np.stack(channels), 22_050)
        assert found.bpm == pytest.approx(reference.bpm, rel=0.002)


@pytest.mark.parametrize("kind", ["int16", "int32", "uint8", "float64", "float16"])
def test_the_depth_does_not_matter(estimator, kind):
    samples = 0.9 * rock(99)
    reference = estimator.estimate_audio(samples, 22_050)
    if kind.startswith("float"):
        converted = samples.astype(kind)
    else:
        half = 2 ** (8 * np.dtype(kind).itemsize - 1)
        converted = (np.rint(samples.astype(float) * (half - 1)) + (half if kind == "uint8" else 0)).astype(kind)
    assert estimator.estimate_audio(converted, 22_050).bpm == pytest.approx(reference.bpm, rel=0.002)


@settings(max_examples=10)
@given(st.floats(0.002, 1), st.floats(-0.5, 0.5))
def test_level_and_offset_do_not_matter(estimator, gain, offset):
    reference = estimator.estimate_audio(rock(99, 20), 22_050)
    found = estimator.estimate_audio(rock(99, 20) * np.float32(gain) + np.float32(offset), 22_050)
    assert found.bpm == pytest.approx(reference.bpm, rel=0.002)


def test_a_second_call_gives_the_same_answer(estimator):
    samples = rock(101)
    before = samples.copy()
    first = estimator.estimate_audio(samples, 22_050)
    estimator.estimate_audio(rock(140), 22_050)
    assert estimator.estimate_audio(samples, 22_050) == first
    np.testing.assert_array_equal(samples, before)
    assert TempoEstimator().estimate_audio(samples, 22_050) == first


def test_an_estimator_travels_to_another_process(estimator):
    copy = pickle.loads(pickle.dumps(estimator))
    assert copy.estimate_audio(rock(101, 15), 22_050) == estimator.estimate_audio(rock(101, 15), 22_050)


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3"])
def test_a_file_is_answered_like_its_samples(estimator, write_sound, tmp_path, suffix):
    samples = rock(118, 30, 44_100)
    path = write_sound(tmp_path / f"song{suffix}", np.stack([samples, 0.5 * samples], axis=1))
    reference = estimator.estimate_audio(samples, 44_100)
    found = estimator.estimate(path)
    assert found.bpm == pytest.approx(reference.bpm, rel=0.002)
    assert found.duration == pytest.approx(30, abs=0.1)
    assert found.damage is None
    assert estimator.estimate(str(path)) == found


def test_half_a_file_is_answered_and_called_damaged(estimator, write_sound, tmp_path):
    path = write_sound(tmp_path / "song.flac", rock(118, 40, 44_100))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    found = estimator.estimate(path)
    assert found.damage is not None
    assert octave_deviation(found.bpm, 118) < 0.01
    assert 10 < found.duration < 30


# --- What an answer says -------------------------------------------------------------------------------------------


def test_an_answer_is_complete(estimator):
    found = estimator.estimate_audio(rock(120), 22_050)
    assert found.duration == 30
    assert found.reason is None
    assert found.damage is None
    assert found.tempo_octave_relaxed == pytest.approx(fold_bpm(found.bpm, 80))
    assert 0 < found.confidence <= 1
    assert 0 < found.octave_confidence <= 1
    assert found.stability in ("constant", "drifting", "changing")
    assert 1 < len(found.candidates) <= MOST_CANDIDATES
    assert (found.candidates[0].bpm, found.candidates[0].relation) == (found.bpm, "x1")
    assert found.curve.bpm[found.curve.score.argmax()] == pytest.approx(found.bpm, rel=0.03)


def test_an_answer_cannot_be_changed(estimator):
    found = estimator.estimate_audio(rock(120, 10), 22_050)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.bpm = 60.0


@pytest.mark.parametrize("fold_from", [40, 80, 100.5, 160])
def test_the_octave_of_the_relaxed_tempo_is_the_callers(estimator, fold_from):
    found = estimator.estimate_audio(rock(120, 15), 22_050, fold_from=fold_from)
    assert fold_from <= found.tempo_octave_relaxed < 2 * fold_from
    assert found.tempo_octave_relaxed == pytest.approx(fold_bpm(found.bpm, fold_from))


def test_a_tempo_that_changes_is_not_called_constant(estimator):
    found = estimator.estimate_audio(np.concatenate([rock(90, 80), rock(113, 40)]), 22_050)
    assert found.bpm == pytest.approx(90, rel=0.01)
    assert found.stability == "changing"


# --- Ranges --------------------------------------------------------------------------------------------------------


@settings(max_examples=15)
@given(st.floats(10, 800), st.floats(1.001, 8))
def test_a_range_is_obeyed(estimator, low, factor):
    samples = rock(123, 8)
    for ends in ({"min_bpm": low, "max_bpm": low * factor}, {"min_bpm": low}, {"max_bpm": low}):
        found = estimator.estimate_audio(samples, 22_050, **ends)
        assert found.bpm is not None, found.reason
        assert ends.get("min_bpm", 0) <= found.bpm <= ends.get("max_bpm", np.inf)
        assert found.candidates[0].bpm == found.bpm
        assert np.isfinite([found.confidence, found.octave_confidence]).all()


def test_refinement_does_not_leave_the_range(estimator, monkeypatch):
    """Also where the range holds the tempo that would be found without one."""
    monkeypatch.setattr("tempo_ssl.estimation.best_bpm", lambda *_: 120.0)
    monkeypatch.setattr("tempo_ssl.estimation.refine_bpm", lambda *_: 120.7)
    assert estimator.estimate_audio(rock(120), 22_050).bpm == 120.7
    assert estimator.estimate_audio(rock(120), 22_050, max_bpm=120.5).bpm == 120.5


@pytest.mark.parametrize(("low", "high", "answer"), [(120, 180, 174), (60, 100, 87), (30, 50, 43.5), (300, 400, 348)])
def test_a_range_chooses_the_octave(estimator, low, high, answer):
    found = estimator.estimate_audio(rock(87), 22_050, min_bpm=low, max_bpm=high)
    assert found.bpm == pytest.approx(answer, rel=0.002)


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        ({"min_bpm": 120, "max_bpm": 120}, "min_bpm must be below max_bpm, got 120 and 120"),
        ({"min_bpm": 121, "max_bpm": 120}, "min_bpm must be below max_bpm"),
        ({"min_bpm": 0}, "min_bpm must be a positive"),
        ({"max_bpm": -5}, "max_bpm must be a positive"),
        ({"max_bpm": np.nan}, "max_bpm must be a positive"),
        ({"min_bpm": np.inf}, "min_bpm must be a positive"),
        ({"fold_from": 0}, "fold_from must be a positive"),
    ],
)
def test_ranges_that_are_none_are_refused(estimator, tmp_path, ends, message):
    with pytest.raises(ValueError, match=message):
        estimator.estimate_audio(rock(120, 5), 22_050, **ends)
    # Before the file is looked for.
    with pytest.raises(ValueError, match=message):
        estimator.estimate(tmp_path / "none.wav", **ends)


def test_half_a_range_is_a_range():
    check_range(None, None)
    check_range(50, None)
    check_range(None, 50)
    check_range(50, 51)


# --- No tempo ------------------------------------------------------------------------------------------------------


def assert_no_tempo(found: TempoEstimate, reason: str) -> None:
    assert found.bpm is None
    assert found.reason is not None
    assert found.reason.startswith(reason)
    assert (found.confidence, found.octave_confidence, found.tempo_octave_relaxed) == (0, 0, None)
    assert (found.candidates, found.stability) == ((), "unknown")


@pytest.mark.parametrize("samples", [1, 100, 600, 1500, 5_000, 22_050, round(MIN_SECONDS * 22_050) - 1])
def test_too_short_for_a_tempo(estimator, samples):
    found = estimator.estimate_audio(rock(120, 5)[:samples], 22_050)
    assert_no_tempo(found, "too short: ")
    assert found.duration == samples / 22_050


@pytest.mark.parametrize("level", [0.0, 0.5, -1.0])
def test_silence_and_constant_levels(estimator, level):
    assert_no_tempo(estimator.estimate_audio(np.full(100_000, level), 22_050), "silence")


def test_one_bit_of_noise_is_silence(estimator):
    bits = np.random.default_rng(0).integers(0, 2, 200_000).astype(np.int16)
    assert_no_tempo(estimator.estimate_audio(bits, 22_050), "silence")


@pytest.mark.parametrize("kind", TEMPOLESS_KINDS)
def test_sounds_without_a_pulse(estimator, kind):
    answered, convinced = 0, 0
    for seed in range(50, 90):
        sound = tempoless(seed, 25, 22_050, kind)
        free = estimator.estimate_audio(sound, 22_050)
        in_a_range = estimator.estimate_audio(sound, 22_050, min_bpm=100, max_bpm=160)
        assert (in_a_range.bpm is None) == (free.bpm is None)
        if free.bpm is None:
            assert_no_tempo(free, "no steady pulse")
            assert_no_tempo(in_a_range, "no steady pulse")
        answered += free.bpm is not None
        convinced += max(free.confidence, in_a_range.confidence) > 0.4
    # Syllables, notes and claps may repeat by chance, as may drums that are struck at random. An alarm for each kind;
    # scripts/score_made.py measures.
    assert answered <= 8
    assert convinced <= 2


def test_an_answer_of_none_is_complete():
    found = no_tempo(12.5, "silence")
    assert_no_tempo(found, "silence")
    assert (found.duration, found.damage, found.curve) == (12.5, None, None)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_samples_that_are_no_numbers_are_an_error(estimator, bad):
    samples = rock(120, 25)
    samples[-100] = bad
    with pytest.raises(AudioError, match="NaN or infinite"):
        estimator.estimate_audio(samples, 22_050)


@pytest.mark.parametrize(
    ("samples", "rate"), [(np.zeros((2, 3, 4)), 22_050), (np.zeros(100), 0), (np.zeros(100, dtype=complex), 22_050)]
)
def test_arguments_that_are_no_sound_are_refused(estimator, samples, rate):
    with pytest.raises(ValueError, match=r"samples must|sample_rate must"):
        estimator.estimate_audio(samples, rate)


# --- The functions of the package ----------------------------------------------------------------------------------


def test_the_functions_of_the_package_use_the_shipped_model(estimator, write_sound, tmp_path):
    path = write_sound(tmp_path / "song.wav", rock(126), 22_050, subtype="FLOAT")
    expected = estimator.estimate(path, max_bpm=100)
    assert estimate(path, max_bpm=100) == expected
    assert tempo_ssl.estimate(str(path), max_bpm=100) == expected
    assert estimate_audio(soundfile.read(path)[0], 22_050, max_bpm=100) == expected
    assert tempo_ssl.TempoEstimator("default").estimate(path, max_bpm=100) == expected


@pytest.mark.parametrize("rate", [44_100, 44_100.0, np.int32(44_100), np.float64(44_100)])
def test_a_sample_rate_may_be_any_number(estimator, pulse_train, rate):
    samples = pulse_train(120, 10)
    assert estimator.estimate_audio(samples, rate) == estimator.estimate_audio(samples, 44_100)


def test_misspelt_options_are_errors():
    with pytest.raises(TypeError, match="minbpm"):
        estimate_audio(rock(120, 5), 22_050, minbpm=100)


def test_a_model_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ModelError, match="no such model"):
        TempoEstimator(tmp_path / "none.tempo")
