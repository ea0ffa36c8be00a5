"""Onset curves near a tempo that is known to about one percent: the exact tempo, and how much of them repeats at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tempo_ssl.config import CLIP_FADE, EXCERPT_FADE, EXCERPT_SECONDS, FRAME_RATE
from tempo_ssl.tempo import fading, peak_offset

#: Multiples of the tempo at which the onsets must repeat as well; higher ones measure more finely.
MULTIPLES = (1, 2, 4)


@dataclass(frozen=True)
class Search:
    """How the strongest tempo near another one is looked for."""

    #: How far from the other one, as a share of it.
    reach: float
    #: Seconds of sound that are taken coherently.
    seconds: float
    multiples: tuple[int, ...] = MULTIPLES
    #: Share of those seconds in which the sound fades in, and out.
    fade: float = EXCERPT_FADE
    #: What is far from the other tempo counts less, by a normal curve with this standard deviation (share of it).
    spread: float = np.inf


#: One after another, coarse to fine. Each sees its peak at least twice as wide as the error that the one before leaves.
STAGES = (Search(0.03, 30.0), Search(0.006, 120.0), Search(0.0015, 600.0))
#: For what is shorter than an excerpt: there the tempo to begin with may be off by more.
CLIP = Search(0.06, EXCERPT_SECONDS, multiples=(1, 2, 3, 4, 6, 8), fade=CLIP_FADE, spread=0.1)
#: Grid points across the width of one spectral peak of the highest multiple.
POINTS_PER_PEAK = 4
#: Seconds in which an excerpt's curves fade in and out where its neighbours are not heard: what comes before an excerpt
#: is silence to the onset network, and its begin an onset.
FADE_SECONDS = 0.5
#: Share of the tempo within which :func:`repetition` looks, at how many points, and how long its windows are.
REPETITION_REACH, REPETITION_POINTS, REPETITION_SECONDS = 0.012, 7, 12.0
#: What :func:`repetitions` asks about, as ratios to the tempo: a wrong pulse is most often half as fast again as the
#: right one, and then two thirds of it repeat more.
REPETITION_RATIOS = (1.0, 2 / 3)
#: Radians that frames are out of phase at most, from the middle of a block to its border: 0.04 % of the sum is lost.
#: With coarser blocks short clips, which hold few onsets, are answered less exactly, made ones as well as recordings.
BLOCK_PHASE = 0.05


def laid_out(onsets: np.ndarray, step: int) -> np.ndarray:
    """Onset curves ``[N, T, C]`` of excerpts that begin every ``step`` frames, as those of the track ``[frames, C]``.

    Between the excerpts nothing is known: there, the curves are at their mean, which is made zero, and lead to it
    within :data:`FADE_SECONDS`. What the gaps do to a curve repeats with ``step``, far from any tempo.
    """
    count, frames, curves = onsets.shape
    window = fading(frames, FADE_SECONDS * FRAME_RATE / frames)[:, None].astype(np.float32)
    track = np.zeros((count, step, curves), dtype=np.float32)
    track[:, :frames] = (onsets - onsets.mean(axis=1, keepdims=True)) * window
    return track.reshape(count * step, curves)[: (count - 1) * step + frames]


def refine_bpm(onsets: np.ndarray, bpm: float) -> float:
    """The tempo near ``bpm`` at which the onset curves ``[T, C]`` repeat most strongly over the whole track.

    The sum of magnitudes of the Fourier transform of each onset curve at multiples of the tempo is maximised, first
    over windows of 30 s within 3 %, then over longer ones within less; of clips at more multiples, within 6 %. A
    parabola gives the place between grid points. Tempo that drifts spreads the longer windows' peaks: their result
    counts only where it does not leave the reach of its stage.
    """
    if _is_clip(onsets):
        return _strongest(onsets, bpm, CLIP)
    seconds = len(onsets) / FRAME_RATE
    done = 0.0
    for stage in STAGES:
        if min(stage.seconds, seconds) < 1.2 * done:
            break
        bpm = _strongest(onsets, bpm, stage)
        done = stage.seconds
    return bpm


def _is_clip(onsets: np.ndarray) -> bool:
    return len(onsets) < CLIP.seconds * FRAME_RATE


def _strongest(onsets: np.ndarray, bpm: float, search: Search) -> float:
    """The tempo near ``bpm`` at which windows of the onset curves repeat most strongly; ``bpm`` where it is no peak."""
    reach = search.reach
    # What is faster than half the frame rate would be heard mirrored, moving against the tempo.
    fastest = 60 * FRAME_RATE / 2 / (bpm * (1 + reach))
    multiples = tuple(multiple for multiple in search.multiples if multiple < fastest)
    frames = min(round(search.seconds * FRAME_RATE), len(onsets))
    peak_width = 60 * FRAME_RATE / frames / max(multiples)  # BPM
    points = 2 * max(3, int(np.ceil(reach * bpm / peak_width * POINTS_PER_PEAK))) + 1
    shares = np.linspace(-reach, reach, points)
    offsets = bpm * shares
    strength = np.zeros(points)
    count = max(1, len(onsets) // frames)
    starts = np.linspace(0, len(onsets) - frames, count).round().astype(int)
    time = (np.arange(frames) - frames / 2) / FRAME_RATE
    window = fading(frames, search.fade)[:, None].astype(np.float32)
    # Next to a carrier in the middle of the band the phase moves so slowly that the frames of a block can be added up
    # first, which leaves little to compute for the single tempi.
    turn = 2 * np.pi / 60 * max(multiples) * reach * bpm / FRAME_RATE  # radians a frame, at the ends of the band
    block = min(frames, max(1, int(2 * BLOCK_PHASE / turn)))
    blocks = -(-frames // block)
    block_time = time[0] + (np.arange(blocks) * block + (block - 1) / 2) / FRAME_RATE
    # Cosines and sines side by side, ``[blocks, 2 * multiples, block]``: one product of real numbers a block.
    carriers = np.zeros((2 * len(multiples), blocks * block), dtype=np.float32)
    turns = _waves(bpm / 60 * time, multiples)
    carriers[:, :frames] = np.concatenate([turns.real, turns.imag])
    carriers = np.ascontiguousarray(carriers.reshape(-1, blocks, block).transpose(1, 0, 2))
    waves = _waves(np.outer(offsets / 60, block_time), multiples)
    padded = np.zeros((blocks * block, onsets.shape[1]), dtype=np.float32)
    for start in starts:
        part = onsets[start : start + frames]
        padded[:frames] = (part - part.mean(axis=0)) * window
        sums = carriers @ padded.reshape(blocks, block, -1)
        narrow = sums[:, : len(multiples)] + 1j * sums[:, len(multiples) :]  # [blocks, multiples, C]
        for number, wave in enumerate(waves):
            strength += np.abs(wave @ narrow[:, number]).sum(axis=1)
    best = int((strength * np.exp(-0.5 * (shares / search.spread) ** 2)).argmax())
    if not 0 < best < points - 1:
        return bpm
    return float(bpm + offsets[best] + peak_offset(*strength[best - 1 : best + 2]) * (offsets[1] - offsets[0]))


def repetitions(parts: Sequence[np.ndarray], bpm: float) -> tuple[float, ...]:
    """How much of a track's ``parts``, onset curves ``[T, C]``, repeats at :data:`REPETITION_RATIOS` times ``bpm``."""
    shares = [[repetition(part, bpm * ratio) for part in parts] for ratio in REPETITION_RATIOS]
    return tuple(float(np.mean(share)) for share in shares)


def repetition(onsets: np.ndarray, bpm: float) -> float:
    """How much of the onset curves ``[T, C]`` repeats at the tempo, 0 to 1: little of noise, much of a metronome.

    The magnitude of their Fourier transform at 1, 2 and 4 times the tempo over the most that curves of their energy
    can have (Cauchy and Schwarz), where it is largest within :data:`REPETITION_REACH`; the mean over windows of up to
    :data:`REPETITION_SECONDS`, in which also players who waver keep their tempo, and over the multiples.
    """
    frames = min(round(REPETITION_SECONDS * FRAME_RATE), len(onsets))
    starts = np.linspace(0, len(onsets) - frames, max(1, len(onsets) // frames)).round().astype(int)
    fade = CLIP.fade if _is_clip(onsets) else EXCERPT_FADE
    window = fading(frames, fade)[:, None].astype(np.float32)
    waves = _waves_near(bpm, frames)
    shares = []
    for start in starts:
        part = onsets[start : start + frames]
        part = (part - (part * window).sum(axis=0) / window.sum()) * window
        most = np.sqrt(frames * np.square(part).sum(axis=0)).sum()
        cosines, sines = waves @ part  # [multiples, points, C] each
        shares.append(np.hypot(cosines, sines).sum(axis=2).max(axis=1) / (most + 1e-9))
    return float(np.mean(shares))


@lru_cache(maxsize=len(REPETITION_RATIOS))
def _waves_near(bpm: float, frames: int) -> np.ndarray:
    """Cosines, then sines, at the tempi that :func:`repetition` looks at: ``[2, multiples, points, frames]``.

    Kept, for the parts of a track are asked about one by one.
    """
    near = bpm * np.linspace(1 - REPETITION_REACH, 1 + REPETITION_REACH, REPETITION_POINTS) / 60
    waves = _waves(np.outer(near, np.arange(frames) / FRAME_RATE), MULTIPLES)
    return np.stack([waves.real, waves.imag])


def _waves(beats: np.ndarray, multiples: tuple[int, ...]) -> np.ndarray:
    """``exp(-2 pi i multiple beats)`` for each of the ``multiples``, complex64 ``[multiples, *beats.shape]``.

    Whole turns are taken off in double precision first. The multiples begin with 1; each further one is the square of
    its half, or where it is odd the product of the one under it and the first.
    """
    turns = (-2 * np.pi * (beats - np.rint(beats))).astype(np.float32)
    waves = np.empty((len(multiples), *turns.shape), dtype=np.complex64)
    np.cos(turns, out=waves[0].real)
    np.sin(turns, out=waves[0].imag)
    for number, multiple in enumerate(multiples[1:], 1):
        if multiple % 2:
            np.multiply(waves[multiples.index(multiple - 1)], waves[0], out=waves[number])
        else:
            np.square(waves[multiples.index(multiple // 2)], out=waves[number])
    return waves
