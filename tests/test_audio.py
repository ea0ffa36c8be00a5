"""Reading sound: every format, depth, rate and channel count, by either reader, block by block."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tempo_ssl.audio import check_samples, load_audio, open_audio, stream
from tempo_ssl.audio.readers import MALFORMED, Refusal, read_with_libsndfile, read_with_pyav
from tempo_ssl.config import BLOCK_SECONDS
from tempo_ssl.errors import AudioError

BPM = 120
LOSSLESS = {  # container, subtype -> largest error of a sample
    ("wav", "PCM_U8"): 2**-7,
    ("wav", "PCM_16"): 2**-15,
    ("wav", "PCM_24"): 2**-23,
    ("wav", "PCM_32"): 2**-23,
    ("wav", "FLOAT"): 0.0,
    ("wav", "DOUBLE"): 0.0,
    ("aiff", "PCM_16"): 2**-15,
    ("flac", "PCM_S8"): 2**-7,
    ("flac", "PCM_16"): 2**-15,
    ("flac", "PCM_24"): 2**-23,
}


def envelope(samples: np.ndarray, sample_rate: int) -> np.ndarray:
    """Level in steps of 1 ms, smoothed over 10 ms."""
    step = sample_rate // 1000
    level = np.abs(samples[: len(samples) // step * step]).reshape(-1, step).mean(axis=1)
    return np.convolve(level, np.hanning(10), "same")


def likeness(samples: np.ndarray, source: np.ndarray, sample_rate: int) -> float:
    """Correlation of two sounds' envelopes at the best of the delays that codecs cause (up to 100 ms)."""
    one, other = envelope(samples, sample_rate), envelope(source, sample_rate)
    length = min(len(one), len(other)) - 100
    return max(
        float(np.corrcoef(one[max(lag, 0) :][:length], other[max(-lag, 0) :][:length])[0, 1])
        for lag in range(-100, 101)
    )


# --- What can be read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("container", "subtype"), LOSSLESS)
def test_lossless_files_come_back_exactly(tmp_path, pulse_train, write_sound, container, subtype):
    source = pulse_train(BPM, 2)
    path = write_sound(tmp_path / f"sound.{container}", source, subtype=subtype)
    audio = load_audio(path)
    assert (audio.sample_rate, audio.damage, audio.samples.dtype) == (44_100, None, np.float32)
    assert len(audio.samples) == len(source)
    assert np.abs(audio.samples - source).max() <= LOSSLESS[container, subtype]


@pytest.mark.parametrize(
    ("name", "options", "sample_rate"),
    [
        ("a.ogg", {}, 44_100),
        ("a.oga", {"format": "OGG", "subtype": "VORBIS"}, 8_000),
        ("a.opus", {"format": "OGG", "subtype": "OPUS"}, 48_000),
        ("a.opus", {"format": "OGG", "subtype": "OPUS"}, 24_000),
        ("a.mp3", {}, 44_100),
        ("a.mp3", {}, 48_000),
    ],
)
def test_lossy_files_keep_length_and_pulse(tmp_path, pulse_train, write_sound, measure_bpm, name, options, sample_rate):
    source = pulse_train(BPM, 5, sample_rate)
    audio = load_audio(write_sound(tmp_path / name, source, sample_rate, **options))
    assert (audio.sample_rate, audio.damage) == (sample_rate, None)
    assert len(audio.samples) == pytest.approx(len(source), abs=0.05 * sample_rate)
    assert likeness(audio.samples, source, sample_rate) > 0.95
    assert measure_bpm(audio.samples, sample_rate) == pytest.approx(BPM, rel=1e-3)


@pytest.mark.parametrize("suffix", [".m4a", ".mp4", ".aac", ".wma", ".wv", ".mka"])
@pytest.mark.parametrize("channels", [1, 2])
def test_second_reader(tmp_path, pulse_train, measure_bpm, encode_sound, suffix, channels):
    source = pulse_train(BPM, 5)
    path = encode_sound(tmp_path / f"sound{suffix}", source if channels == 1 else np.stack([source, source], axis=1))
    audio = load_audio(path)
    assert (audio.sample_rate, audio.damage) == (44_100, None)
    assert len(audio.samples) == pytest.approx(len(source), abs=4_410)
    assert likeness(audio.samples, source, 44_100) > 0.95
    assert measure_bpm(audio.samples, 44_100) == pytest.approx(BPM, rel=1e-3)
    if suffix in (".mp4", ".wv", ".mka"):  # no loss, so that the scale of the samples must be right, too
        assert np.abs(audio.samples[: len(source)] - source).max() <= 2**-14


def test_a_sound_track_of_a_video(tmp_path, pulse_train):
    import av

    source = pulse_train(BPM, 3)
    with av.open(str(tmp_path / "film.mp4"), "w") as output:
        video = output.add_stream("mpeg4", rate=25)
        video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
        audio = output.add_stream("aac", rate=44_100, layout="mono")
        for picture in range(75):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), picture, dtype=np.uint8), format="rgb24")
            frame.pts = picture
            output.mux(video.encode(frame))
        output.mux(video.encode(None))
        for start in range(0, len(source), 1024):
            frame = av.AudioFrame.from_ndarray(source[None, start : start + 1024].copy(), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 44_100, start
            output.mux(audio.encode(frame))
        output.mux(audio.encode(None))
    assert likeness(load_audio(tmp_path / "film.mp4").samples, source, 44_100) > 0.95


@pytest.mark.parametrize("sample_rate", [8_000, 11_025, 16_000, 22_050, 32_000, 48_000, 96_000, 192_000])
def test_sample_rates(tmp_path, pulse_train, write_sound, measure_bpm, sample_rate):
    path = write_sound(tmp_path / "sound.wav", pulse_train(BPM, 4, sample_rate), sample_rate)
    with open_audio(path) as opened:
        assert opened.sample_rate == sample_rate
        samples = np.concatenate(list(opened))
    assert measure_bpm(samples, sample_rate) == pytest.approx(BPM, rel=1e-3)


@pytest.mark.parametrize("channels", range(1, 9))
def test_channels_are_averaged(tmp_path, write_sound, channels):
    samples = np.random.default_rng(channels).uniform(-0.5, 0.5, (4_000, channels)).astype(np.float32)
    path = write_sound(tmp_path / "sound.wav", samples, 8_000, subtype="FLOAT")
    np.testing.assert_allclose(load_audio(path).samples, samples.mean(axis=1), atol=1e-6)


@pytest.mark.parametrize("gain", [1.0, 0.5])
def test_opposite_channels_do_not_cancel(tmp_path, pulse_train, write_sound, gain):
    source = pulse_train(BPM, 12, 8_000)
    path = write_sound(tmp_path / "sound.wav", np.stack([source, -source], axis=1), 8_000, subtype="FLOAT")
    assert np.array_equal(load_audio(path).samples, source)
    assert np.array_equal(check_samples(np.stack([-source, source]), 8_000), -source)


def test_one_sounding_channel_of_eight(tmp_path, pulse_train, write_sound):
    source = pulse_train(BPM, 2, 8_000)
    samples = np.zeros((len(source), 8), dtype=np.float32)
    samples[:, 5] = source
    path = write_sound(tmp_path / "sound.wav", samples, 8_000, subtype="FLOAT")
    np.testing.assert_allclose(load_audio(path).samples, source / 8, atol=1e-7)


def test_loud_floats_are_kept(tmp_path, pulse_train, write_sound):
    source = 50 * pulse_train(BPM, 1)
    assert np.array_equal(load_audio(write_sound(tmp_path / "s.wav", source, subtype="FLOAT")).samples, source)


def test_files_that_libsndfile_refuses_half_way(shared):
    """Their length is right, and nothing is lost or repeated where the second reader takes over."""
    for name, seconds in (("opus-late-start-1.opus", 46.08), ("opus-late-start-2.opus", 100.0)):
        path = shared / "odd" / name
        with open(path, "rb", buffering=0) as file:
            whole = np.concatenate([chunk[:, 0] for _, chunk in read_with_pyav(file)])
        audio = load_audio(path)
        assert (audio.sample_rate, audio.damage) == (48_000, None)
        assert len(audio.samples) / audio.sample_rate == pytest.approx(seconds)
        # The decoders differ in rounding; a shift by one sample would correlate far less.
        assert np.corrcoef(audio.samples, whole)[0, 1] > 0.9999


@pytest.mark.parametrize("sample_rate", [48_000, 24_000, 16_000, 8_000])
def test_second_reader_takes_over_at_any_opus_rate(tmp_path, monkeypatch, pulse_train, write_sound, sample_rate):
    """FFmpeg decodes all Opus at 48 kHz, libsndfile at the rate of the source."""

    def refuses_after_two_seconds(file, announce):
        for number, second in enumerate(read_with_libsndfile(file)):
            if number == 2:
                raise Refusal("file is malformed", MALFORMED)
            yield second

    source = pulse_train(BPM, 6, sample_rate)
    path = write_sound(tmp_path / "s.opus", source, sample_rate, format="OGG", subtype="OPUS")
    expected = load_audio(path).samples
    monkeypatch.setattr(stream, "read_with_libsndfile", refuses_after_two_seconds)
    audio = load_audio(path)
    assert (audio.sample_rate, audio.damage) == (sample_rate, None)
    assert len(audio.samples) == pytest.approx(len(expected), abs=20)
    assert likeness(audio.samples, expected, sample_rate) > 0.99


def test_mp3_without_a_table_of_contents(tmp_path, pulse_train):
    """libsndfile takes the bit rate of the beginning for that of the whole, and stops too early."""
    import av

    content = b""
    for seconds, bit_rate in ((5, 256_000), (30, 32_000)):
        options = {"write_xing": "0", "id3v2_version": "0"}
        with av.open(str(tmp_path / "part.mp3"), "w", options=options) as output:
            encoder = output.add_stream("libmp3lame", rate=44_100, layout="mono")
            encoder.codec_context.bit_rate, encoder.codec_context.format = bit_rate, "fltp"
            samples = pulse_train(BPM, seconds)
            for start in range(0, len(samples), 1152):
                part = samples[None, start : start + 1152].copy()
                frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
                frame.sample_rate, frame.pts = 44_100, start
                output.mux(encoder.encode(frame))
            output.mux(encoder.encode(None))
        content += (tmp_path / "part.mp3").read_bytes()
    path = tmp_path / "whole.mp3"
    path.write_bytes(content)
    assert soundfile.info(path).duration < 20
    assert len(load_audio(path).samples) / 44_100 == pytest.approx(35, abs=0.3)


# --- Streaming ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".wav", ".mp4"])
def test_memory_does_not_grow_with_the_file(tmp_path, write_sound, encode_sound, suffix):
    sample_rate, minutes = 8_000, 10
    samples = np.random.default_rng(1).uniform(-0.5, 0.5, minutes * 60 * sample_rate).astype(np.float32)
    path = tmp_path / f"long{suffix}"
    if suffix == ".wav":
        write_sound(path, samples, sample_rate)
    else:
        encode_sound(path, samples, sample_rate)
    block = int(BLOCK_SECONDS * sample_rate)
    tracemalloc.start()
    with open_audio(path) as opened:
        lengths = [len(samples) for samples in opened]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(lengths) == len(samples)
    assert lengths == [block] * (len(samples) // block)
    # Six blocks of floats at once, of the sixty that there are.
    assert peak < 6 * 4 * block


def test_a_stream_is_read_once_and_can_be_closed(tmp_path, pulse_train, write_sound):
    path = write_sound(tmp_path / "s.wav", pulse_train(BPM, 2.5 * BLOCK_SECONDS, 8_000), 8_000)
    block = int(BLOCK_SECONDS * 8_000)
    with open_audio(path) as opened:
        assert [len(block) for block in opened] == [block, block, block // 2]
        assert list(opened) == []
    with open_audio(path) as opened:
        next(opened)
    assert list(opened) == []
    assert opened.path == path


def test_files_are_closed(tmp_path, pulse_train, write_sound, encode_sound):
    wav = write_sound(tmp_path / "s.wav", pulse_train(BPM, 1))
    m4a = encode_sound(tmp_path / "s.m4a", pulse_train(BPM, 1))
    (tmp_path / "text.mp3").write_text("no sound")
    descriptors = Path("/dev/fd")
    load_audio(m4a)
    before = len(list(descriptors.iterdir()))
    for _ in range(5):
        load_audio(wav)
        load_audio(m4a)
        with pytest.raises(AudioError):
            load_audio(tmp_path / "text.mp3")
        with open_audio(wav):
            pass
    assert len(list(descriptors.iterdir())) == before


def test_importing_is_light():
    code = "import sys, tempo_ssl.audio; print({'torch', 'librosa', 'scipy', 'numba', 'av'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
