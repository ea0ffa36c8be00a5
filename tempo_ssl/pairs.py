"""The pairs drawn from the training material.

Every epoch has a pool of excerpts, each played at its own rate and embedded once; two of them form a pair whose label
follows from arithmetic alone:

- excerpts of one unlabelled piece: the ratio of their tempi is the ratio of their rates;
- excerpts of pieces of known BPM, and references: the ratio of their BPM times the ratio of their rates.

Tempi less than ``same`` apart are the *same*, tempi more than ``different`` apart are *different*, and the band
between is left out of the loss (Henkel et al. 2024, section 2, with the margin of DESIGN).

Beside that binary question a ranking one is asked of every excerpt of known BPM: *which* of the references has the same
tempo? Both are noise-contrastive estimation, of which the ranking form needs no prior odds of "same" (Ma and Collins,
"Noise contrastive estimation and negative sampling for conditional models", EMNLP 2018, section 3).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from tempo_ssl.config import BINS_PER_OCTAVE, FRAME_RATE, LOW_BPM, MIN_SECONDS, TrainingSettings
from tempo_ssl.embedding import EmbeddingModel
from tempo_ssl.excerpts import damage, draw_excerpt, draw_loop, draw_version
from tempo_ssl.piece import Piece
from tempo_ssl.tempo import METRICAL_RATIOS, bpm_to_bin

#: Group of all excerpts whose BPM is known; unlabelled tracks are a group each, from 1 up.
KNOWN = 0
#: Shares of the binary loss: pairs within a track, pairs of pieces of known BPM, pairs of those with references.
TRACK_SHARE, KNOWN_SHARE, REFERENCE_SHARE = 0.25, 0.25, 0.5
#: Width of a tempo on the log-tempo axis where it is learnt: standard deviation, in bins (1.16 % each).
TARGET_SPREAD = 0.8


@dataclass(frozen=True)
class Pool:
    """Embedded excerpts ``[N, *shape]`` (float16), their tempi ``[N]`` and groups ``[N]``.

    Tempi are BPM in the group :data:`KNOWN` and rates in the groups of unlabelled tracks.
    """

    embeddings: np.ndarray
    tempi: np.ndarray
    groups: np.ndarray


def draw_rates(settings: TrainingSettings, rng: np.random.Generator) -> np.ndarray:
    """Random rates ``[settings.excerpts]`` for the excerpts of one track, the first two the same."""
    rates = np.exp(rng.uniform(np.log(settings.slowest), np.log(settings.fastest), settings.excerpts))
    rates[1] = rates[0]
    return rates


def stretch_rates(settings: TrainingSettings) -> tuple[float, ...]:
    """Rates at which sound is stretched: evenly on the log axis, each in the middle of its share; none for features."""
    if settings.stretch == "features":
        return ()
    if settings.stretch != "audio":
        raise ValueError(f"stretch must be 'features' or 'audio', got {settings.stretch!r}")
    ratio = math.log(settings.fastest / settings.slowest)
    return tuple(
        round(settings.slowest * math.exp(ratio * (i + 0.5) / settings.versions), 4) for i in range(settings.versions)
    )


def pair_labels(tempi: np.ndarray, groups: np.ndarray, same: float, different: float) -> tuple[np.ndarray, np.ndarray]:
    """Targets and 0/1 weights ``[N, N]`` for excerpts of relative tempo ``tempi`` within ``groups`` (both ``[N]``).

    A pair counts when both members are of one group, are not the same excerpt, and their tempi are either less than
    ``same`` or more than ``different`` apart (as shares: 0.02 is 2 %).
    """
    if not 0 < same < different:
        raise ValueError(f"same and different must satisfy 0 < same < different, got {same} and {different}")
    distance = _distances(tempi, tempi)
    is_same, is_different = distance < np.log1p(same), distance > np.log1p(different)
    counts = (groups[:, None] == groups[None]) & (is_same | is_different) & ~np.eye(len(tempi), dtype=bool)
    return is_same.astype(np.float32), counts.astype(np.float32)


def draw_indices(count: int, wanted: int, rng: np.random.Generator) -> np.ndarray:
    """``wanted`` indices below ``count``, without repetition as far as ``count`` allows; none of nothing."""
    rounds = [rng.permutation(count) for _ in range(-(-wanted // max(count, 1)))]
    return np.concatenate([np.zeros(0, dtype=np.int64), *rounds])[:wanted]


def draw_pool(
    tracks: Sequence[Piece],
    known: Sequence[Piece],
    embedding: EmbeddingModel,
    settings: TrainingSettings,
    epoch: int,
    workers: int = 1,
    of_clips: bool = False,
) -> Pool:
    """``settings.excerpts`` damaged and embedded excerpts of every piece, at random rates.

    ``of_clips``: short ones, and of pieces of known BPM loops of whole bars, as which short clips are heard, too.
    The same settings and epoch give the same pool, whatever the number of ``workers`` (threads).
    """
    pieces = [*known, *tracks]
    groups = [KNOWN] * len(known) + list(range(1, len(tracks) + 1))
    counts = [_drawn_from(piece, settings) for piece in pieces]
    stops = np.cumsum(counts)
    longest = embedding.excerpt_seconds
    short_share = settings.clip_short_share if of_clips else settings.short_share
    shortest = MIN_SECONDS if of_clips else settings.shortest_seconds
    # Room for all of it at first: many small arrays that stay would lie between the large ones that pass, and pin
    # their memory.
    embeddings = np.empty((sum(counts), *embedding.shape), dtype=np.float16)
    tempi = np.empty(sum(counts))

    def draw(number: int) -> None:
        piece = pieces[number]
        rng = np.random.default_rng([settings.seed, epoch, number])
        is_short = embedding.head == "tempo-axis" and rng.random() < short_share
        frames = round(FRAME_RATE * (rng.uniform(shortest, longest) if is_short else longest))
        if len(piece.versions) > 1:
            choice = rng.permutation(len(piece.versions))
            chosen = np.append(choice[0], choice)[: counts[number]]
            drawn = [draw_version(piece, int(version), frames, rng) for version in chosen]
        else:
            cut = draw_loop if of_clips and not is_short and piece.bpm is not None else draw_excerpt
            drawn = [(rate, cut(piece, rate, frames, rng)) for rate in draw_rates(settings, rng)]
        onsets = embedding.onsets(np.stack([damage(excerpt, tracks, rng) for _, excerpt in drawn]))
        rows = slice(stops[number] - counts[number], stops[number])
        embeddings[rows] = embedding.embed(onsets)
        tempi[rows] = (piece.bpm or 1.0) * np.array([rate for rate, _ in drawn])

    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(draw, range(len(pieces))))  # what fails in a thread is raised here
    return Pool(embeddings, tempi, np.repeat(groups, counts))


def _drawn_from(piece: Piece, settings: TrainingSettings) -> int:
    """Excerpts of a piece in a pool: one of every version at most, and one more, where its sound was stretched."""
    return min(settings.excerpts, len(piece.versions) + 1) if len(piece.versions) > 1 else settings.excerpts


def draw_members(pool: Pool, settings: TrainingSettings, rng: np.random.Generator) -> np.ndarray:
    """Indices of one step's excerpts: all of ``settings.tracks`` tracks, and ``settings.rendered`` of known BPM."""
    tracks = 1 + draw_indices(int(pool.groups.max(initial=0)), settings.tracks, rng)
    of_tracks = [np.flatnonzero(pool.groups == track) for track in tracks]
    known = np.flatnonzero(pool.groups == KNOWN)
    return np.concatenate([*of_tracks, known[draw_indices(len(known), settings.rendered, rng)]])


def weigh_pairs(
    tempi: np.ndarray, groups: np.ndarray, references: np.ndarray, settings: TrainingSettings
) -> tuple[np.ndarray, np.ndarray]:
    """Targets and weights ``[N, N + R]`` of ``N`` excerpts against each other and against ``R`` references (BPM).

    Metrical relatives weigh ``settings.relative_weight`` times as much as other different pairs. Of each kind (within
    tracks, between pieces of known BPM, with references) same and different pairs weigh the same in total.
    """
    count = len(tempi)
    tempi, groups = np.append(tempi, references), np.append(groups, np.full(len(references), KNOWN))
    target, weight = (values[:count] for values in pair_labels(tempi, groups, settings.same, settings.different))
    distance = _distances(tempi[:count], tempi)
    is_relative = np.any([abs(distance - abs(np.log(r))) < settings.same for r in METRICAL_RATIOS.values()], axis=0)
    weight = np.where(is_relative, settings.relative_weight * weight, weight)
    with_reference = np.broadcast_to(np.arange(len(tempi)) >= count, weight.shape)
    known = np.broadcast_to(groups[:count, None] == KNOWN, weight.shape)
    kinds = (
        (with_reference, REFERENCE_SHARE),
        (known & ~with_reference, KNOWN_SHARE),
        (~known & ~with_reference, TRACK_SHARE),
    )
    for kind, share in kinds:
        for outcome in (target > 0, target == 0):
            total = weight[kind & outcome].sum()
            if total:
                weight = np.where(kind & outcome, share * weight / total, weight)
    return target, weight.astype(np.float32)


def tempo_targets(places: np.ndarray, bins: np.ndarray) -> np.ndarray:
    """How tempi at ``places`` ``[N]`` fall to ``bins`` ``[R]`` of one log-tempo axis: normal, ``[N, R]`` (float32).

    Rows sum to 1, or to 0 where no bin is near.
    """
    targets = np.exp(-0.5 * ((bins - places[:, None]) / TARGET_SPREAD) ** 2)
    targets /= np.maximum(targets.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    return targets.astype(np.float32)


def rank_references(
    tempi: np.ndarray, groups: np.ndarray, references: np.ndarray, settings: TrainingSettings
) -> np.ndarray:
    """Targets ``[N, R]`` of the ranking: :func:`tempo_targets`, divided by the number of excerpts that have one.

    An excerpt whose BPM is not known, or that none of the references (BPM) is the *same* as, has none: a row of zeros.
    """
    is_near = _distances(tempi, references) < np.log1p(settings.same)
    counts = (groups == KNOWN) & is_near.any(axis=1)
    places, bins = (np.asarray(bpm_to_bin(bpm, LOW_BPM, BINS_PER_OCTAVE)) for bpm in (tempi, references))
    return tempo_targets(places, bins) * (counts[:, None] / np.float32(max(counts.sum(), 1)))


def _distances(tempi: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How far ``tempi`` ``[N]`` are from ``others`` ``[M]``: logarithms of their ratios, without sign, ``[N, M]``."""
    distances: np.ndarray = np.abs(np.log(tempi[:, None] / others[None]))
    return distances
