"""Files that are not sound, or damaged, or oddly named: one line each, or what is left of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tempo_ssl.audio import display_name, load_audio
from tempo_ssl.errors import AudioError

BPM = 120


@pytest.fixture(autouse=True)
def nothing_printed(capfd):
    """Neither Python nor the C libraries under it print anything, whatever they are given."""
    yield
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "")


def error_of(path) -> str:
    """The message of reading ``path``: one printable line that names the file."""
    with pytest.raises(AudioError) as caught:
        load_audio(path)
    message = str(caught.value)
    assert message.isprintable(), message
    assert message.startswith(f"{display_name(path)}: "), message
    return message


@pytest.mark.parametrize("suffix", [".m4a", ".mp4", ".aac", ".wma", ".wv", ".mka"])
def test_second_reader_is_missing(tmp_path, monkeypatch, pulse_train, encode_sound, suffix):
    path = encode_sound(tmp_path / f"sound{suffix}", pulse_train(BPM, 1))
    monkeypatch.setitem(sys.modules, "av", None)
    assert 'pip install "tempo-ssl[formats]"' in error_of(path)


def test_second_reader_is_missing_half_way(monkeypatch, shared):
    monkeypatch.setitem(sys.modules, "av", None)
    files = list((shared / "odd").glob("*.opus"))
    assert files
    for path in files:
        assert 'pip install "tempo-ssl[formats]"' in error_of(path)


def test_missing_file(tmp_path):
    assert "no such file" in error_of(tmp_path / "missing.wav")
    assert "null byte" in error_of("a\0b.wav")


def test_folder_instead_of_file(tmp_path):
    assert "is a folder" in error_of(tmp_path)


def test_empty_file(tmp_path):
    (tmp_path / "empty.mp3").touch()
    assert "empty (0 bytes)" in error_of(tmp_path / "empty.mp3")


def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    assert "not a regular file" in error_of(tmp_path / "pipe.wav")


def test_no_permission(tmp_path, monkeypatch, pulse_train, write_sound):
    path = write_sound(tmp_path / "secret.wav", pulse_train(BPM, 1))
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read everything

        def denied(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("tempo_ssl.audio.files._File", denied)
    assert "no permission" in error_of(path)


@pytest.mark.parametrize("length", [20, 500, 300_000])
@pytest.mark.parametrize("with_pyav", [True, False])
def test_text_called_mp3(tmp_path, monkeypatch, length, with_pyav):
    if not with_pyav:
        monkeypatch.setitem(sys.modules, "av", None)
    path = tmp_path / "song.mp3"
    path.write_text(("ID3 tags are not sound, nor is this line.\n" * length)[:length])
    assert ("cannot be read as sound" if with_pyav else "libsndfile cannot read it") in error_of(path)


@pytest.mark.parametrize(
    "start", [b"", b"ID3\4\0\0\0\0\0\20", b"\xff\xfb\x90\x64", b"fLaC", b"OggS", b"\xff\xf1\x50\x80"]
)
@pytest.mark.parametrize("seed", range(4))
def test_random_bytes(tmp_path, start, seed):
    path = tmp_path / "song.mp3"
    path.write_bytes(start + np.random.default_rng(seed).bytes(200_000))
    error_of(path)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_header_that_points_outside_the_file(tmp_path, seed):
    """PyAV would print the exception of a file that cannot be set to such a place."""
    path = tmp_path / "song.wma"
    asf_header = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
    path.write_bytes(asf_header + np.random.default_rng(seed).bytes(20_000))
    error_of(path)


@pytest.mark.parametrize("container", ["wav", "aiff", "ogg"])
def test_header_without_sound(tmp_path, container):
    path = tmp_path / f"header.{container}"
    soundfile.write(path, np.zeros(0, dtype=np.float32), 44_100)
    assert "holds no sound" in error_of(path)


@pytest.mark.parametrize("place", [0, 10_000, 199_999])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("channels", [1, 2])
def test_samples_that_are_not_numbers(tmp_path, pulse_train, write_sound, place, value, channels):
    samples = np.repeat(pulse_train(BPM, 25, 8_000)[:, None], channels, axis=1)
    samples[place, 0] = value
    path = write_sound(tmp_path / "nan.wav", samples, 8_000, subtype="FLOAT")
    assert "not numbers" in error_of(path)


@pytest.mark.parametrize("container", ["wav", "flac", "mp3", "ogg"])
@pytest.mark.parametrize("with_pyav", [True, False])
def test_truncated_file_gives_what_is_left(
    tmp_path, monkeypatch, pulse_train, write_sound, measure_bpm, container, with_pyav
):
    if not with_pyav:
        monkeypatch.setitem(sys.modules, "av", None)
    path = write_sound(tmp_path / f"cut.{container}", pulse_train(BPM, 10))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    audio = load_audio(path)
    assert 4 < len(audio.samples) / 44_100 < 8
    assert measure_bpm(audio.samples, 44_100) == pytest.approx(BPM, rel=1e-3)
    if container == "flac":
        assert audio.damage.startswith("damaged")


@pytest.mark.parametrize("container", ["flac", "mp3"])
def test_a_hole_in_a_file(tmp_path, pulse_train, write_sound, container):
    noise = np.random.default_rng(1).standard_normal(441_000).astype(np.float32)
    path = write_sound(tmp_path / f"hole.{container}", pulse_train(BPM, 10) + 0.05 * noise)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = bytes(20_000)
    path.write_bytes(content)
    assert 7 < len(load_audio(path).samples) / 44_100 <= 10


def test_standard_error_is_given_back_after_a_damaged_mp3(tmp_path, pulse_train, write_sound):
    """libmpg123 prints about a file like this one; silencing it must not silence anybody else."""
    path = write_sound(tmp_path / "hole.mp3", pulse_train(BPM, 10))
    content = bytearray(path.read_bytes())
    content[30_000:40_000] = bytes(10_000)
    path.write_bytes(content)
    code = (
        "import os, sys; from tempo_ssl.audio import load_audio; load_audio(sys.argv[1]); os.write(2, b'still there')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stderr == "still there"


def test_an_mp3_without_standard_error(tmp_path, pulse_train, write_sound):
    path = write_sound(tmp_path / "whole.mp3", pulse_train(BPM, 2))
    code = (
        "import os, sys; os.close(2); sys.modules['av'] = None; from tempo_ssl.audio import load_audio; "
        "print(load_audio(sys.argv[1]).sample_rate)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "44100"


@pytest.mark.parametrize("text", ["ffconcat version 1.0\nfile real.wav\n", "#EXTM3U\n#EXTINF:2,\nreal.wav\n"])
def test_a_play_list_opens_no_other_file(tmp_path, monkeypatch, pulse_train, write_sound, text):
    write_sound(tmp_path / "real.wav", pulse_train(BPM, 2))
    monkeypatch.chdir(tmp_path)
    Path("list.m4a").write_text(text)
    error_of("list.m4a")


@pytest.mark.parametrize(
    "name",
    ["with space.wav", "new\nline.wav", "\N{PARTY POPPER} \u97f3.wav", b"caf\xe9 \xff.wav", "concat:a|b.wav", "-.raw"],
)
@pytest.mark.parametrize("kind", [".wav", ".m4a"])
def test_names(tmp_path, pulse_train, write_sound, encode_sound, name, kind):
    """Any name will do, for both readers, as str, bytes or path."""
    if sys.platform == "darwin" and isinstance(name, bytes):
        pytest.skip("macOS has no undecodable names")
    path = os.path.join(os.fsencode(tmp_path), os.fsencode(name))
    source = pulse_train(BPM, 1)
    made = write_sound(tmp_path / "s.wav", source)
    if kind == ".m4a":
        made = encode_sound(tmp_path / "s.m4a", source)
    made.rename(Path(os.fsdecode(path)))
    for form in (path, os.fsdecode(path), Path(os.fsdecode(path))):
        assert len(load_audio(form).samples) >= len(source)
    os.unlink(path)
    error_of(path)
