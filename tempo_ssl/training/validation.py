"""What a model in training is worth, heard through the scoring and decoding that users get. No labels anywhere.

Truth comes from two places: music that we rendered (its BPM is known), and held-out recordings compared with themselves
under stretching.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from tempo_ssl import config
from tempo_ssl.checkpoint import TempoModel
from tempo_ssl.config import TrainingSettings
from tempo_ssl.decoding import TempoCurve, best_bpm, counted_within
from tempo_ssl.excerpts import draw_excerpt
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.pairs import draw_rates, pair_labels
from tempo_ssl.piece import Piece
from tempo_ssl.stretch import stretch_features

Result = TypeVar("Result")

#: Rates at which a recording is asked for its tempo; the answers must move by exactly the rate.
PROBE_RATES = (0.92, 1.0, 1.09)
#: Largest spread (share) of the answers, each divided by its rate.
CONSISTENT_WITHIN = 0.02
#: Mean logit of "same tempo" that a consistent answer needs: more likely the same than not.
LEAST_SCORE = 0.0
#: Frames from the middle of a track by which its consistency is judged: five excerpts.
JUDGED_FRAMES = 36 * config.FRAME_RATE


def listen(model: TempoModel, features: np.ndarray) -> TempoCurve:
    """The tempo curve of features ``[T, F]``."""
    return model.listen(features.astype(np.float32))[0]


def self_consistent_tempi(
    model: TempoModel, pieces: Sequence[Piece], counted_octaves: float = config.COUNTED_OCTAVES
) -> dict[str, float]:
    """Name -> BPM of the pieces whose tempo, asked for at several rates, moves by exactly the rate.

    It is the tempo of the piece's first version, which may itself be stretched sound. ``counted_octaves``: how far from
    120 BPM people are taken to count (:data:`~tempo_ssl.config.COUNTED_OCTAVES`).
    """

    def consistent_tempo(piece: Piece) -> float | None:
        middle = max(len(piece.features) - JUDGED_FRAMES, 0) // 2
        features = piece.features[middle : middle + JUDGED_FRAMES].astype(np.float32)
        bpms, scores = [], []
        for rate in PROBE_RATES:
            curve = counted_within(listen(model, stretch_features(features, rate)), counted_octaves)
            bpm = best_bpm(curve)
            bpms.append(bpm / rate)
            scores.append(float(curve.at(bpm)))
        is_consistent = max(bpms) / min(bpms) - 1 <= CONSISTENT_WITHIN and np.mean(scores) >= LEAST_SCORE
        return float(np.median(bpms)) if is_consistent else None

    tempi = zip(pieces, _in_threads(consistent_tempo, pieces), strict=True)
    return {piece.name: bpm for piece, bpm in tempi if bpm is not None}


def _in_threads(answer: Callable[[Piece], Result], pieces: Sequence[Piece]) -> list[Result]:
    """What every piece gives, in their order, on all cores: the networks compute outside of Python's lock."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(answer, pieces))


def with_tempi(pieces: Sequence[Piece], tempi: dict[str, float]) -> list[Piece]:
    """The pieces named in ``tempi``, their first version alone, as music of that BPM."""
    return [Piece(piece.name, ((1.0, piece.features),), tempi[piece.name]) for piece in pieces if piece.name in tempi]


def known_tempo_accuracy(model: TempoModel, pieces: Sequence[Piece]) -> tuple[float, float]:
    """Accuracy 1 and 2 (4 %) on pieces of known BPM."""
    answers = _in_threads(lambda piece: best_bpm(listen(model, piece.features)), pieces)
    known = [(answer, piece.bpm) for answer, piece in zip(answers, pieces, strict=True) if piece.bpm is not None]
    first = float(np.mean([is_accurate_1(answer, bpm) for answer, bpm in known]))
    return first, float(np.mean([is_accurate_2(answer, bpm) for answer, bpm in known]))


def pair_accuracy(model: TempoModel, pieces: Sequence[Piece], settings: TrainingSettings) -> float:
    """Share of right same/different decisions on pairs of excerpts of held-out pieces, both kinds weighing the same."""
    rng = np.random.default_rng(settings.seed)
    frames = round(model.embedding.excerpt_seconds * config.FRAME_RATE)
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for piece in pieces:
        rates = draw_rates(settings, rng)
        excerpts = np.stack([draw_excerpt(piece, rate, frames, rng) for rate in rates])
        logits = model.pair_logits(excerpts)
        target, weight = pair_labels(rates, np.zeros(len(rates)), settings.same, settings.different)
        for i, j in zip(*np.nonzero(weight), strict=True):
            hits[bool(target[i, j])].append(bool((logits[i, j] > 0) == (target[i, j] > 0)))
    return float(np.mean([np.mean(kind) for kind in hits.values() if kind]))
