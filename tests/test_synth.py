"""Sounds of known tempo, and without any: what is claimed about them must be in the samples."""

import csv
import hashlib
import os
import runpy
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from tempo_ssl.synth import (
    CLICK_SOUNDS,
    FAMILIES,
    TEMPOLESS_KINDS,
    RenderError,
    Score,
    click_track,
    compose,
    find_sound_fonts,
    render,
    tempoless,
    tempoless_kind,
)
from tempo_ssl.synth.clicks import click_onsets
from tempo_ssl.synth.families import HARD
from tempo_ssl.synth.family import Family
from tempo_ssl.synth.feel import NO_FEEL, Feel, anticipated, choose_feel
from tempo_ssl.synth.layers import drums
from tempo_ssl.synth.patterns import VOICES, Event, Step, drum_lines, expand
from tempo_ssl.synth.score import DRUM_CHANNEL

ROOT = Path(__file__).resolve().parents[1]
RATE = 22050


def pulse(times: np.ndarray, weights: np.ndarray, bpm: float) -> float:
    """How much of the onsets' weight agrees with a pulse of ``bpm``: 0 (none) to 1 (all)."""
    return float(np.abs(np.sum(weights * np.exp(-2j * np.pi * times * bpm / 60))) / np.sum(weights))


def beat_score(bpm: float = 120.0, pitch: int = 37, seconds: float = 12.0) -> Score:
    """A drum on every beat."""
    onsets = np.arange(0, seconds, 60 / bpm)
    notes = np.array([[onset, 0.1, 9, pitch, 110] for onset in onsets])
    return Score(bpm, seconds, "test", notes, {}, seed=1)


def found_onset(y: np.ndarray, time: float, sample_rate: int) -> float:
    """Seconds of the first sample near ``time`` that is louder than a fifth of the sound there."""
    start = max(0, round((time - 0.02) * sample_rate))
    near = np.abs(y[start : start + round(0.08 * sample_rate)])
    return (start + int(np.argmax(near > 0.2 * near.max()))) / sample_rate


# --- Clicks ----------------------------------------------------------------------------------------------------


@given(
    bpm=st.floats(30, 320),
    sound=st.sampled_from(("tick", "wood-block", "noise")),
    sample_rate=st.sampled_from((8000, 22050, 44100)),
)
@settings(max_examples=40, deadline=None)
def test_every_click_stands_on_its_own_sample(bpm: float, sound: str, sample_rate: int) -> None:
    y = click_track(bpm, 6.0, sound, sample_rate)
    assert len(y) == 6 * sample_rate
    expected = [int(np.floor(n * 60 / bpm * sample_rate + 0.5)) for n in range(int(np.ceil(6 * bpm / 60)))]
    # A sine begins with the sample after its zero; noise sounds at once. Before an onset there is silence.
    for start in (s for s in expected if s + 8 < len(y)):
        assert np.abs(y[start : start + 3]).max() > 0.01
        assert not y[max(0, start - 20) : start].any()


@pytest.mark.parametrize("sound", CLICK_SOUNDS)
def test_a_click_track_pulses_at_its_tempo(sound: str) -> None:
    for bpm in (30.0, 97.3, 320.0):
        onsets = click_onsets(bpm, 30, sound)
        assert pulse(onsets, np.ones(len(onsets)), 2 * bpm) > 0.999
        assert np.all(np.diff(onsets) > 0)


def test_click_tracks_are_deterministic_and_seeded() -> None:
    assert np.array_equal(click_track(100, 3, "rock", seed=4), click_track(100, 3, "rock", seed=4))
    assert not np.array_equal(click_track(100, 3, "rock", seed=4), click_track(100, 3, "rock", seed=5))
    assert click_track(100, 3, "rock").dtype == np.float32


@pytest.mark.parametrize(("bpm", "sound"), [(0, "tick"), (-3, "tick"), (float("nan"), "tick"), (120, "gong")])
def test_bad_click_tracks_are_refused(bpm: float, sound: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        click_track(bpm, 2, sound)


# --- Composition -----------------------------------------------------------------------------------------------


def test_there_is_variety() -> None:
    assert len(FAMILIES) >= 300
    drawn = [compose(seed, 4.0) for seed in range(150)]
    assert len({score.family for score in drawn}) >= 80
    bpms = [score.bpm for score in drawn]
    assert min(bpms) < 70
    assert max(bpms) > 170


def test_hard_pieces_are_of_families_without_drums_or_in_three() -> None:
    drawn = [compose(seed, 8.0, is_hard=True) for seed in range(60)]
    assert {score.family for score in drawn} <= set(HARD)
    assert len({score.family for score in drawn}) > 10
    with_drums = {score.family for score in drawn if (score.notes[:, 2] == DRUM_CHANNEL).any()}
    in_three = {name for name in with_drums if 3 in (FAMILIES[name].beats, FAMILIES[name].grid)}
    assert len(with_drums - in_three) < len(drawn) / 6


def test_some_pieces_without_drums_are_played_by_ensembles_alone() -> None:
    ensembles = {*range(48, 55), *range(88, 96)}
    drawn = [compose(seed, 10.0, is_hard=True) for seed in range(400)]
    drumless = [score for score in drawn if not (score.notes[:, 2] == DRUM_CHANNEL).any()]
    # Of one part or two all may be ensembles by chance.
    several = [set(score.programs.values()) for score in drumless if len(score.programs) >= 3]
    assert 0.08 < np.mean([programs <= ensembles for programs in several]) < 0.25


def test_some_pieces_have_no_accents() -> None:
    def is_flat(score: Score) -> bool:
        pitched = score.notes[score.notes[:, 2] != DRUM_CHANNEL]
        return all(len(set(pitched[pitched[:, 2] == channel, 4])) == 1 for channel in set(pitched[:, 2]))

    drawn = [score for seed in range(150) if (score := compose(seed, 15.0)).programs]
    flat = [score for score in drawn if is_flat(score)]
    assert 0.2 < len(flat) / len(drawn) < 0.4
    drummed = [score.notes[score.notes[:, 2] == DRUM_CHANNEL, 4] for score in flat]
    assert any(len(set(velocities)) > 3 for velocities in drummed), "drums keep theirs"


@pytest.mark.parametrize("name", FAMILIES)
def test_every_pattern_fits_its_metre(name: str) -> None:
    family = FAMILIES[name]
    drums = [pattern for _, _, patterns in drum_lines(family.drums) for pattern in patterns]
    assert all(voice in VOICES for voices, _, _ in drum_lines(family.drums) for voice in voices)
    for patterns, allowed in (
        (drums, ".Xxorz"),
        (family.bass, "._12345678vwa"),
        (family.comp, "._XxobB"),
        (family.arp, "._?0123456789"),
        (family.lead, "._x"),
    ):
        for pattern in patterns:
            bars = expand(pattern, family)
            assert {step.char for bar in bars for step in bar} <= set(allowed), pattern
            for bar in bars:
                assert bar[0].position == 0
                assert bar[-1].position + bar[-1].length == pytest.approx(family.beats, abs=0.51)
    for layer, patterns in zip(("bass", "comp"), (family.bass, family.comp), strict=True):
        assert patterns or family.layers[("bass", "comp").index(layer) + 1] == 0


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_composes(name: str) -> None:
    low, high = FAMILIES[name].bpm
    for seed in range(4):
        score = compose(seed, 20.0, name)
        onset, duration, channel, pitch, velocity = score.notes.T
        assert score.family == name
        assert low * 0.79 <= score.bpm <= high * 1.26
        assert np.isfinite(score.notes).all()
        assert np.all(np.diff(onset) >= 0)
        assert onset[0] >= 0
        assert onset[-1] < 20
        assert np.all(duration > 0)
        assert set(channel) <= {9, *score.programs}
        assert pitch.min() >= 0
        assert pitch.max() <= 127
        assert velocity.min() >= 1
        assert velocity.max() <= 127
        assert np.diff(np.concatenate([[0], onset, [20]])).max() < 8, "a hole in the rhythm"


def repeats_after(phrase: list[list[Event]], bars: int) -> bool:
    return all(first == later for first, later in zip(phrase, phrase[bars:], strict=False))


def test_long_grooves_repeat_after_more_than_a_bar() -> None:
    def groove(seed: int, is_long: bool) -> list[list[Event]]:
        return drums(np.random.default_rng(seed), FAMILIES["trap"], Feel(is_long, 0.5), 4)

    assert all(repeats_after(groove(seed, False), 1) for seed in range(20))
    assert all(repeats_after(groove(seed, True), 2) for seed in range(20))
    assert sum(repeats_after(groove(seed, True), 1) for seed in range(20)) < 5


def test_feel_is_for_families_with_drums_and_anticipation_for_even_metres() -> None:
    feels = {name: [choose_feel(seed, family) for seed in range(60)] for name, family in FAMILIES.items()}
    assert 0.4 < np.mean([feel.is_long for feel in feels["rock"]]) < 0.8
    assert 0.3 < np.mean([feel.anticipation > 0 for feel in feels["rock"]]) < 0.7
    for name, family in FAMILIES.items():
        if family.layers[0] < 0.2:
            assert set(feels[name]) == {Feel(False, 0.0)}, name
        if 3 in (family.beats, family.grid):
            assert not any(feel.anticipation for feel in feels[name]), name


def test_pieces_without_feel_are_what_they_are_where_none_is_asked_for() -> None:
    equal: dict[bool, list[bool]] = {True: [], False: []}
    for seed in range(60):
        score, plain = compose(seed, 12.0), compose(seed, 12.0, has_feel=False)
        assert (score.bpm, score.family) == (plain.bpm, plain.family)
        has_none = choose_feel(seed, FAMILIES[score.family]) == NO_FEEL
        equal[has_none].append(np.array_equal(score.notes, plain.notes))
    assert all(equal[True])
    assert np.mean(equal[False]) < 0.2


@given(pattern=st.text("x._", min_size=16, max_size=16), share=st.floats(0, 1), seed=st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_anticipation_moves_what_is_on_a_beat_and_passes_nothing(pattern: str, share: float, seed: int) -> None:
    bars = expand(pattern, FAMILIES["trap"])
    moved = anticipated(np.random.default_rng(seed), bars, FAMILIES["trap"], share)

    def hits(steps: list[Step]) -> list[float]:
        return [step.position for step in steps if step.char == "x"]

    before, after = hits(bars[0]), hits(moved[0])
    assert len(moved) == 1
    assert np.all(np.diff(after) > 0)
    ahead = {old - new for old, new in zip(before, after, strict=True) if old != new}
    assert ahead in (set(), {0.25}, {0.5})
    assert all(old % 1 == 0 for old, new in zip(before, after, strict=True) if old != new)
    if share == 0:
        assert moved == bars


def test_all_notes_with_room_come_early_where_all_are_asked_to() -> None:
    bars = expand("x..x........x.xx", FAMILIES["trap"])
    found = anticipated(np.random.default_rng(1), bars, FAMILIES["trap"], 1.0)[0]
    ahead = -found[0].position
    assert ahead in (0.25, 0.5)
    assert [step.position for step in found if step.char == "x"] == [-ahead, 0.75, 3 - ahead, 3.5, 3.75]


@given(seed=st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_no_key_is_struck_while_it_sounds(seed: int) -> None:
    notes = compose(seed, 15.0).notes
    for key in {(int(n[2]), int(n[3])) for n in notes}:
        mine = notes[(notes[:, 2] == key[0]) & (notes[:, 3] == key[1])]
        assert np.all(mine[:-1, 0] + mine[:-1, 1] <= mine[1:, 0] + 1e-9)


def test_a_short_piece_may_hold_a_rest_alone() -> None:
    short = (compose(seed, 2.0) for seed in range(2000))
    score = next(score for score in short if not len(score.notes))
    assert score.notes.shape == (0, 5)
    for sound_font in (None, *find_sound_fonts()[:1]):
        y = render(score, RATE, sound_font)
        assert (y.shape, y.dtype) == ((2 * RATE,), np.float32)
        assert not y.any()


def test_composition_is_deterministic() -> None:
    first, second, other = compose(11), compose(11), compose(12)
    assert np.array_equal(first.notes, second.notes)
    assert (first, first.programs) == (second, second.programs)
    assert not np.array_equal(first.notes, other.notes)


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(ValueError, match="family must be one of house"):
        compose(0, family="no such dance")


@pytest.mark.parametrize("name", ["house", "techno", "trance"])
def test_the_bass_drum_of_four_on_the_floor_is_the_beat(name: str) -> None:
    seen = 0
    for seed in range(12):
        score = compose(seed, 35.0, name)
        kicks = score.notes[(score.notes[:, 2] == 9) & (score.notes[:, 3] == 36)]
        if len(kicks) < 20:
            continue
        seen += 1
        strength = pulse(kicks[:, 0], kicks[:, 4], score.bpm)
        # Kicks between the beats, drift and humanised timing blur the pulse; a wrong tempo leaves next to nothing.
        assert strength > 0.4
        assert strength > 3 * pulse(kicks[:, 0], kicks[:, 4], 1.07 * score.bpm)
    assert seen >= 6


@pytest.mark.parametrize("name", FAMILIES)
def test_the_notes_carry_the_stated_tempo(name: str) -> None:
    """At the steps of the family's grid (or of its beat) the onsets agree far better than at unrelated tempi."""
    family = FAMILIES[name]
    ratios = (1, 2, family.grid, 0.5, 1 / family.beats)
    better = 0
    for seed in range(5):
        score = compose(100 + seed, 35.0, name)
        times, weights = score.notes[:, 0], score.notes[:, 4]
        stated = max(pulse(times, weights, score.bpm * ratio) for ratio in ratios)
        wrong = max(pulse(times, weights, score.bpm * 1.09 * ratio) for ratio in ratios)
        better += stated > 1.5 * wrong
    assert better >= 4


def test_patterns_are_read_as_written() -> None:
    family = Family(1, (100, 120), (0, 0, 0, 0, 0, 0), beats=3.5, grid=2)
    (bar,) = expand("*x.", family)
    assert [step.position for step in bar] == [0, 0.5, 1, 1.5, 2, 2.5, 3]
    assert [len(bars) for bars in expand("x......x......", family)] == [7, 7]
    with pytest.raises(ValueError, match="has 5 steps, a bar has 7"):
        expand("x.x.x", family)


# --- Rendering -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_the_built_in_synthesiser_plays_everything(seed: int) -> None:
    score = compose(seed, 10.0)
    y = render(score)
    assert y.dtype == np.float32
    assert y.shape == (10 * RATE,)
    assert np.isfinite(y).all()
    assert np.abs(y).max() == pytest.approx(0.9, abs=1e-4)
    assert np.sqrt(np.mean(y**2)) > 0.01
    assert np.array_equal(y, render(score))


@pytest.mark.parametrize("sample_rate", [11025, 22050, 44100])
def test_the_built_in_synthesiser_keeps_time(sample_rate: int) -> None:
    score = beat_score(123.4)
    y = render(score, sample_rate)
    assert len(y) == round(12 * sample_rate)
    late = [found_onset(y, onset, sample_rate) - onset for onset in score.notes[:, 0]]
    assert np.ptp(late) < 0.002
    assert np.abs(late).max() < 0.005


def test_every_drum_sounds() -> None:
    for pitch in range(35, 82):
        y = render(beat_score(240, pitch, 1.0))
        assert np.isfinite(y).all()
        assert np.abs(y).max() > 0.5, pitch


@pytest.fixture(scope="session")
def sound_font() -> Path:
    fonts = find_sound_fonts()
    if shutil.which("fluidsynth") is None or not fonts:
        if os.environ.get("CI") == "true":
            pytest.fail("fluidsynth and a General MIDI sound font must be installed in CI")
        pytest.skip("fluidsynth or a General MIDI sound font is missing")
    return min(fonts, key=lambda font: font.stat().st_size)


def test_fluidsynth_plays(sound_font: Path) -> None:
    for seed in range(3):
        score = compose(seed, 8.0)
        y = render(score, sound_font=sound_font)
        assert y.dtype == np.float32
        assert y.shape == (8 * RATE,)
        assert np.isfinite(y).all()
        assert np.sqrt(np.mean(y**2)) > 0.003
        assert np.array_equal(y, render(score, sound_font=sound_font))


def test_fluidsynth_keeps_time(sound_font: Path) -> None:
    score = beat_score(123.4, seconds=30.0)
    y = render(score, sound_font=sound_font)
    late = np.array([found_onset(y, onset, RATE) - onset for onset in score.notes[:, 0]])
    # fluidsynth works in blocks of 64 samples: 3 ms of jitter, but no drift.
    assert np.ptp(late) < 0.006
    assert late[-10:].mean() == pytest.approx(late[:10].mean(), abs=0.002)


def test_a_missing_sound_font_is_one_line(tmp_path: Path) -> None:
    if shutil.which("fluidsynth") is None:
        pytest.skip("fluidsynth is missing")
    with pytest.raises(RenderError, match="no such sound font") as caught:
        render(beat_score(), sound_font=tmp_path / "none.sf2")
    assert "\n" not in str(caught.value)


def test_a_broken_sound_font_is_an_error(tmp_path: Path) -> None:
    if shutil.which("fluidsynth") is None:
        pytest.skip("fluidsynth is missing")
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"RIFF" + bytes(100))
    with pytest.raises(RenderError, match=r"broken\.sf2") as caught:
        render(beat_score(), sound_font=broken)
    assert "\n" not in str(caught.value)


def test_without_fluidsynth_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RenderError, match="needs the program fluidsynth"):
        render(beat_score(), sound_font=tmp_path / "any.sf2")


def test_a_hanging_fluidsynth_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **_: object) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    (tmp_path / "font.sf2").touch()
    monkeypatch.setattr(shutil, "which", lambda _: "/bin/fluidsynth")
    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(RenderError, match="could not play seed 1"):
        render(beat_score(), sound_font=tmp_path / "font.sf2")


# --- No tempo --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TEMPOLESS_KINDS)
def test_every_kind_without_tempo_sounds(kind: str) -> None:
    y = tempoless(7, 6.0, RATE, kind)
    assert y.dtype == np.float32
    assert y.shape == (6 * RATE,)
    assert np.isfinite(y).all()
    assert np.abs(y).max() == pytest.approx(0.9, abs=1e-4)
    assert np.array_equal(y, tempoless(7, 6.0, RATE, kind))
    assert not np.array_equal(y, tempoless(8, 6.0, RATE, kind))


def test_the_kind_follows_from_the_seed() -> None:
    assert {tempoless_kind(seed) for seed in range(100)} == set(TEMPOLESS_KINDS)
    assert np.array_equal(tempoless(5, 2.0), tempoless(5, 2.0, kind=tempoless_kind(5)))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="kind must be one of noise"):
        tempoless(0, 2.0, kind="waltz")


# --- refs/ -----------------------------------------------------------------------------------------------------


def test_the_references_rebuild_byte_for_byte(tmp_path: Path) -> None:
    runpy.run_path(str(ROOT / "scripts" / "make_refs.py"))["make_refs"](tmp_path)
    kept = sorted(path.name for path in (ROOT / "refs").iterdir())
    assert kept == sorted(path.name for path in tmp_path.iterdir())
    for name in kept:
        assert (ROOT / "refs" / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_the_manifest_tells_the_truth() -> None:
    with (ROOT / "refs" / "manifest.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["sound"] for row in rows} == set(CLICK_SOUNDS)
    assert sum((ROOT / "refs" / row["path"]).stat().st_size for row in rows) <= 3_000_000
    for row in rows:
        path = ROOT / "refs" / row["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]
        y, sample_rate = soundfile.read(path, dtype="float32")
        assert len(y) == round(float(row["seconds"]) * sample_rate)
        clean = click_track(float(row["bpm"]), float(row["seconds"]), row["sound"], sample_rate, int(row["seed"]))
        assert np.abs(y - clean).max() < 0.002
