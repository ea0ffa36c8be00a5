"""Sound in memory, names in messages, and finding files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.audio import blocks_of, check_samples, display_name, find_audio, mono, open_audio
from tempo_ssl.errors import AudioError

BPM = 120


# --- Sound in memory ---------------------------------------------------------------------------------------------


@given(st.integers(1, 8), st.integers(1, 30_000), st.sampled_from([np.float32, np.float64, np.float16]))
def test_arrays_become_the_mean_of_their_channels(channels, length, kind):
    samples = np.random.default_rng(length).uniform(0.1, 0.5, (channels, length)).astype(kind)
    blocks = list(blocks_of(samples if channels > 1 else samples[0], 8_000))
    assert all(block.dtype == np.float32 and 0 < len(block) <= 80_000 for block in blocks)
    np.testing.assert_allclose(np.concatenate(blocks), samples.astype(np.float64).T, atol=1e-6)
    mixed = np.concatenate([mono(block) for block in blocks])
    np.testing.assert_allclose(mixed, samples.astype(np.float64).mean(axis=0), atol=1e-6)


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16])
def test_integers_have_the_full_scale_of_their_type(kind):
    limits = np.iinfo(kind)
    middle = (limits.max + limits.min + 1) // 2
    samples = check_samples(np.array([limits.min, middle, limits.max], dtype=kind), 44_100)
    np.testing.assert_allclose(samples, [-1, 0, 1], atol=2.0**-6 if limits.bits == 8 else 2.0**-14)


def test_file_and_array_give_the_same_blocks(tmp_path, pulse_train, write_sound):
    source = np.rint(pulse_train(BPM, 23, 8_000) * 32767).astype(np.int16)
    stereo = np.stack([source, source // 3], axis=1)
    with open_audio(write_sound(tmp_path / "s.wav", stereo, 8_000)) as opened:
        for from_file, from_array in zip(opened, blocks_of(stereo.T, 8_000), strict=True):
            assert np.array_equal(from_file, from_array)


@pytest.mark.parametrize(
    ("samples", "sample_rate"),
    [
        (np.zeros((44_100, 2)), 44_100),
        (np.zeros((2, 2, 2)), 44_100),
        (np.float32(0), 44_100),
        (np.zeros(100, dtype=complex), 44_100),
        (np.zeros(100, dtype=bool), 44_100),
        (np.array(["a"]), 44_100),
        (np.zeros(100), 0),
        (np.zeros(100), -44_100),
        (np.zeros(100), 44_100.5),
        (np.zeros(100), float("nan")),
        (np.zeros(100), 1e9),
    ],
)
def test_wrong_arguments(samples, sample_rate):
    with pytest.raises(ValueError, match=r"^sample") as caught:
        blocks_of(samples, sample_rate)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros((2, 0)), [0.0, np.nan], np.array([1e300])])
def test_arrays_without_sound(samples):
    with pytest.raises(AudioError, match="array"):
        check_samples(samples, 44_100)


# --- Finding files -----------------------------------------------------------------------------------------------


def test_find_audio(tmp_path):
    names = ["b.WAV", "a/z.mp3", "a/B.flac", "a.ogg", "c d/\N{PARTY POPPER}.opus"]
    others = ["notes.txt", ".hidden.wav", "a/._z.mp3", ".git/x.wav", "cover.jpg", "wav"]
    for name in names + others:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.wav").mkdir()
    if sys.platform != "darwin":  # which has no undecodable names
        names.append(os.fsdecode(b"\xff.mp3"))
        (tmp_path / names[-1]).touch()
    expected = sorted(tmp_path / name for name in names)
    assert find_audio(tmp_path) == expected
    assert find_audio(str(tmp_path)) == expected
    assert find_audio(os.fsencode(tmp_path)) == expected


def test_find_audio_survives_loops_of_links(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "song.wav").touch()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "c.wav").symlink_to(tmp_path / "a" / "song.wav")
    (tmp_path / "dangling.wav").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.wav").symlink_to(tmp_path / "self.wav")
    assert find_audio(tmp_path) == [tmp_path / "a" / "song.wav", tmp_path / "c.wav"]


def test_find_audio_of_a_single_file(tmp_path):
    (tmp_path / "any.name").touch()
    assert find_audio(tmp_path / "any.name") == [tmp_path / "any.name"]
    with pytest.raises(AudioError, match="no such file or folder"):
        find_audio(tmp_path / "missing")


def test_display_name():
    assert display_name("a b\n\x1b[1m\u2028.wav") == "a b\\n\\x1b[1m\\u2028.wav"
    assert display_name(b"caf\xe9.wav") == "caf\\xe9.wav"
    assert display_name(Path("\N{PARTY POPPER}/\u3000\ud800")) == "\N{PARTY POPPER}/\u3000\\ud800"
