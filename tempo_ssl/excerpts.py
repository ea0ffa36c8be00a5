"""Excerpts of pieces, drawn at random: played faster or slower, in a loop, over another recording, damaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tempo_ssl.augmentation import add_background, degrade
from tempo_ssl.config import FRAME_RATE, MIN_SECONDS
from tempo_ssl.piece import Piece
from tempo_ssl.stretch import stretch_features

#: Bars of a loop, one of these.
LOOP_BARS = (1, 2, 4)
#: Share of excerpts with another recording in the background: rendered music among the textures of the real one.
BACKGROUND_SHARE = 0.5
#: Standard deviation of the logarithm of the rate at which backgrounds are played.
BACKGROUND_SPREAD = 0.18


def draw_excerpt(piece: Piece, rate: float, frames: int, rng: np.random.Generator) -> np.ndarray:
    """A random excerpt ``[frames, F]`` (float32) of a piece, played ``rate`` times as fast by interpolation.

    A piece too short for it is played in a loop.
    """
    features = piece.features
    span = int(np.ceil(frames * rate)) + 2
    if len(features) < span:
        features = np.tile(features, (-(-span // max(len(features), 1)), 1))
    offset = rng.uniform(0, len(features) - span)
    return stretch_features(features, rate, frames=frames, offset=offset)


def draw_loop(piece: Piece, rate: float, frames: int, rng: np.random.Generator) -> np.ndarray:
    """One, two or four bars from anywhere in a piece of known BPM, played ``rate`` times as fast in a loop.

    ``[frames, F]`` (float32). The loop is shorter than ``frames`` and no shorter than what is answered; where no number
    of bars makes such a loop, this is :func:`draw_excerpt`.
    """
    return draw_excerpt(cut_bars(piece, rate, frames, rng) or piece, rate, frames, rng)


def cut_bars(piece: Piece, rate: float, frames: int, rng: np.random.Generator) -> Piece | None:
    """One, two or four bars from anywhere in a piece of known BPM that last less than ``frames`` frames at ``rate``.

    None where no number of bars lasts so long, and as long as what is answered, or the piece is shorter. ``ValueError``
    where its BPM is not known.
    """
    bar = piece.bar_seconds * FRAME_RATE  # frames, at rate 1
    lengths = [bars * bar for bars in LOOP_BARS if MIN_SECONDS * FRAME_RATE <= bars * bar / rate < frames]
    fitting = [length for length in lengths if round(length) <= len(piece.features)]
    if not fitting:
        return None
    span = round(fitting[rng.integers(len(fitting))])
    start = int(rng.integers(0, len(piece.features) - span + 1))
    return replace(piece, versions=((1.0, piece.features[start : start + span]),))


def draw_version(piece: Piece, version: int, frames: int, rng: np.random.Generator) -> tuple[float, np.ndarray]:
    """The rate of a version stretched as sound, and a random excerpt ``[frames, F]`` of it."""
    rate, features = piece.versions[version]
    return rate, draw_excerpt(Piece(piece.name, ((rate, features),)), 1.0, frames, rng)


def damage(excerpt: np.ndarray, recordings: Sequence[Piece], rng: np.random.Generator) -> np.ndarray:
    """An excerpt ``[T, F]`` as it may reach a listener: half the time over one of ``recordings``, then degraded."""
    if recordings and rng.random() < BACKGROUND_SHARE:
        recording = recordings[int(rng.integers(len(recordings)))]
        rate = float(np.exp(rng.normal(0, BACKGROUND_SPREAD)))
        excerpt = add_background(excerpt, draw_excerpt(recording, rate, len(excerpt), rng), rng)
    return degrade(excerpt, rng)
