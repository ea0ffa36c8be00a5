"""Listening to an answer: the recording with clicks at the tempo that was answered, where its beats seem to be."""

from __future__ import annotations

import io

import numpy as np
import soundfile

from tempo_ssl.audio import Audio
from tempo_ssl.config import FRAME_RATE
from tempo_ssl.features import mel_frames
from tempo_ssl.synth import click_track

#: Peaks of music and clicks in the mix: both can be heard, and their sum stays below full scale.
MUSIC_PEAK, CLICK_PEAK = 0.55, 0.4
#: Peak amplitude under which music is not amplified any more.
LEAST_PEAK = 1e-4
#: Seconds that are played at most.
LONGEST = 600.0


def first_beat(samples: np.ndarray, sample_rate: int, bpm: float) -> float:
    """Where the first click belongs, 0 to 60 / ``bpm`` s: the phase in which the onsets repeat at this tempo.

    It is for listening only and judged nowhere.
    """
    mel = np.log1p(100 * mel_frames([samples], sample_rate))
    onsets = np.maximum(np.diff(mel, axis=0, prepend=mel[:1]), 0).sum(axis=1)
    times = np.arange(len(onsets)) / FRAME_RATE
    phase = np.angle(np.sum(onsets * np.exp(-2j * np.pi * bpm / 60 * times)))
    return float(-phase / (2 * np.pi) % 1 * 60 / bpm)


def with_clicks(audio: Audio, bpm: float | None) -> np.ndarray:
    """The recording's beginning with clicks at ``bpm`` mixed in (none for None), float32 ``[n]``, peak below 1."""
    samples = audio.samples[: round(LONGEST * audio.sample_rate)]
    music = samples * np.float32(MUSIC_PEAK / max(float(np.abs(samples).max(initial=0)), LEAST_PEAK))
    if bpm is None:
        return music
    start = round(first_beat(samples, audio.sample_rate, bpm) * audio.sample_rate)
    room = max(len(music) - start, 0)
    clicks = click_track(bpm, room / audio.sample_rate, "wood-block", audio.sample_rate)[:room]
    mixed = music.copy()
    mixed[start : start + len(clicks)] += np.float32(CLICK_PEAK) * clicks
    return mixed


def as_wav(samples: np.ndarray, sample_rate: int) -> bytes:
    """The bytes of a WAV file of 16 bits."""
    file = io.BytesIO()
    soundfile.write(file, samples, sample_rate, format="WAV", subtype="PCM_16")
    return file.getvalue()
