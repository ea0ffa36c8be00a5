"""The pairs drawn from the training material.

A batch is a set of excerpts, each played at its own rate; two of them form a pair whose label follows from arithmetic
alone:

- excerpts of one unlabelled piece: the ratio of their tempi is the ratio of their rates;
- excerpts of pieces of known BPM: the ratio of their BPM times the ratio of their rates.

Tempi less than ``same`` apart are the *same*, tempi more than ``different`` apart are *different*, and the band
between is left out of the loss (Henkel et al. 2024, section 2, with the margin of DESIGN).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tempo_ssl.augmentation import degrade
from tempo_ssl.config import TrainingSettings
from tempo_ssl.piece import Piece
from tempo_ssl.stretch import stretch_features
from tempo_ssl.tempo import METRICAL_RATIOS

#: Group of all excerpts whose BPM is known; unlabelled tracks are a group each, from 1 up.
KNOWN = 0
#: How far (natural logarithm) a click reference is stretched at most.
CLICK_REACH = 0.03


@dataclass(frozen=True)
class Batch:
    """Excerpts ``[N, T, F]``, and for every two of them the target (1 same, 0 different) and the weight, ``[N, N]``."""

    excerpts: np.ndarray
    target: np.ndarray
    weight: np.ndarray


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


def draw_version(piece: Piece, version: int, frames: int, rng: np.random.Generator) -> tuple[float, np.ndarray]:
    """The rate of a version stretched as sound, and a random excerpt ``[frames, F]`` of it."""
    rate, features = piece.versions[version]
    return rate, draw_excerpt(Piece(piece.name, ((rate, features),)), 1.0, frames, rng)


def draw_rates(settings: TrainingSettings, rng: np.random.Generator) -> np.ndarray:
    """Random rates ``[settings.excerpts]`` for the excerpts of one track, the first two the same."""
    rates = np.exp(rng.uniform(np.log(settings.slowest), np.log(settings.fastest), settings.excerpts))
    rates[1] = rates[0]
    return rates


def pair_labels(tempi: np.ndarray, groups: np.ndarray, same: float, different: float) -> tuple[np.ndarray, np.ndarray]:
    """Targets and 0/1 weights ``[N, N]`` for excerpts of relative tempo ``tempi`` within ``groups`` (both ``[N]``).

    A pair counts when both members are of one group, are not the same excerpt, and their tempi are either less than
    ``same`` or more than ``different`` apart (as shares: 0.02 is 2 %).
    """
    if not 0 < same < different:
        raise ValueError(f"same and different must satisfy 0 < same < different, got {same} and {different}")
    distance = np.abs(np.log(tempi[:, None] / tempi[None]))
    is_same, is_different = distance < np.log1p(same), distance > np.log1p(different)
    counts = (groups[:, None] == groups[None]) & (is_same | is_different) & ~np.eye(len(tempi), dtype=bool)
    return is_same.astype(np.float32), counts.astype(np.float32)


def draw_indices(count: int, wanted: int, rng: np.random.Generator) -> np.ndarray:
    """``wanted`` indices below ``count``, without repetition as far as ``count`` allows; none of nothing."""
    rounds = [rng.permutation(count) for _ in range(-(-wanted // max(count, 1)))]
    return np.concatenate([np.zeros(0, dtype=np.int64), *rounds])[:wanted]


@dataclass(frozen=True)
class PairSource:
    """Where pairs come from: unlabelled ``tracks``, pieces of known BPM, and ``clicks`` of known BPM on a log grid."""

    tracks: Sequence[Piece]
    known: Sequence[Piece]
    clicks: Sequence[Piece]

    @cached_property
    def click_log_bpm(self) -> np.ndarray:
        """Natural logarithms of the clicks' BPM, ``[len(clicks)]``."""
        return np.log([click.bpm or np.nan for click in self.clicks])


def draw_batch(source: PairSource, settings: TrainingSettings, frames: int, rng: np.random.Generator) -> Batch:
    """One step's excerpts ``[N, frames, F]`` with all their pairs.

    Unlabelled tracks give ``settings.excerpts`` excerpts each, of which the first two share a rate. Pieces of known
    BPM are damaged and played at random rates; for each a click reference is drawn, at its tempo or at a metrical
    relative of it; further clicks are drawn anywhere. Two kinds of pairs weigh the same in total: those within
    tracks, and those of known tempo; in either, same and different pairs weigh the same.
    """
    members: list[np.ndarray] = []
    tempi: list[float] = []
    groups: list[int] = []

    def add(excerpt: np.ndarray, tempo: float, group: int) -> None:
        members.append(excerpt)
        tempi.append(tempo)
        groups.append(group)

    for group, number in enumerate(draw_indices(len(source.tracks), settings.tracks, rng), 1):
        track = source.tracks[number]
        if len(track.versions) > 1:
            choice = rng.permutation(len(track.versions))
            for version in np.append(choice[0], choice)[: settings.excerpts]:
                rate, excerpt = draw_version(track, int(version), frames, rng)
                add(degrade(excerpt, rng), rate, group)
        else:
            for rate in draw_rates(settings, rng):
                add(degrade(draw_excerpt(track, rate, frames, rng), rng), rate, group)
    wanted = []
    for number in draw_indices(len(source.known), settings.rendered, rng):
        piece = source.known[number]
        assert piece.bpm is not None
        rate = math.exp(rng.uniform(np.log(settings.slowest), np.log(settings.fastest)))
        add(degrade(draw_excerpt(piece, rate, frames, rng), rng), piece.bpm * rate, KNOWN)
        same = rng.random() < settings.same_share
        ratio = 1.0 if same else rng.choice(list(METRICAL_RATIOS.values()))
        wanted.append(np.log(piece.bpm * rate * ratio))
    low, high = source.click_log_bpm.min(), source.click_log_bpm.max()
    wanted += list(rng.uniform(low, high, max(settings.clicks - len(wanted), 0)))
    for log_bpm in wanted:
        near = np.flatnonzero(abs(source.click_log_bpm - np.clip(log_bpm, low, high)) < CLICK_REACH)
        click = source.clicks[rng.choice(near)]
        assert click.bpm is not None
        rate = float(np.exp(np.clip(log_bpm, low, high))) / click.bpm
        add(draw_excerpt(click, rate, frames, rng), click.bpm * rate, KNOWN)
    return Batch(np.stack(members), *_weigh(np.array(tempi), np.array(groups), settings))


def _weigh(tempi: np.ndarray, groups: np.ndarray, settings: TrainingSettings) -> tuple[np.ndarray, np.ndarray]:
    target, weight = pair_labels(tempi, groups, settings.same, settings.different)
    ratio = abs(np.log(tempi[:, None] / tempi[None]))
    is_relative = np.any([abs(ratio - abs(np.log(r))) < settings.same for r in METRICAL_RATIOS.values()], axis=0)
    weight = np.where(is_relative, settings.relative_weight * weight, weight)
    known = np.broadcast_to(groups[:, None] == KNOWN, weight.shape)
    for kind in (known, ~known):
        for outcome in (target > 0, target == 0):
            total = weight[kind & outcome].sum()
            if total:
                weight = np.where(kind & outcome, weight / total, weight)
    return target, weight.astype(np.float32)
