"""Sounds of a known tempo, and such that are broken or have none."""

from __future__ import annotations

import numpy as np

from tempo_ssl.synth import click_track

BPM = 124.0
RATE = 22_050
NOISE = np.random.default_rng(3).uniform(-0.5, 0.5, 30 * RATE)


def beat(seconds: float = 20.0, rate: int = RATE) -> np.ndarray:
    return click_track(BPM, seconds, "four-on-the-floor", rate)


def broken_float(value: float) -> np.ndarray:
    samples = beat()
    samples[len(samples) // 2] = value
    return samples
