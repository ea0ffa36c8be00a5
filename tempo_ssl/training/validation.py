"""What a model in training is worth, heard through the scoring and decoding that users get. No labels anywhere.

Truth comes from three places: music that we rendered (its BPM is known), sounds made to have no tempo, and held-out
recordings compared with themselves under stretching.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tempo_ssl import config
from tempo_ssl.augmentation import degrade
from tempo_ssl.calibration import Calibrator, fit_calibrator
from tempo_ssl.checkpoint import TempoModel
from tempo_ssl.config import TrainingSettings
from tempo_ssl.decoding import OCTAVE_EVIDENCE, PULSE_EVIDENCE, TempoCurve, best_bpm, evidence
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.pairs import draw_excerpt, draw_rates, pair_labels
from tempo_ssl.piece import Piece
from tempo_ssl.stretch import stretch_features

#: Rates at which a recording is asked for its tempo; the answers must move by exactly the rate.
PROBE_RATES = (0.92, 1.0, 1.09)
#: Largest spread (share) of the answers, each divided by its rate.
CONSISTENT_WITHIN = 0.02
#: Mean logit of "same tempo" that a consistent answer needs: more likely the same than not.
LEAST_SCORE = 0.0
#: Frames from the middle of a track by which its consistency is judged: five excerpts.
JUDGED_FRAMES = 36 * config.FRAME_RATE
#: Seconds of the clips on which confidence is calibrated: answers about short clips are wrong more often.
CLIP_SECONDS = (2.0, 40.0)
#: Clips cut from every rendered piece and every consistent recording.
CLIPS = 3


def listen(model: TempoModel, features: np.ndarray) -> TempoCurve:
    """The tempo curve of features ``[T, F]``."""
    return model.listen(features.astype(np.float32))[0]


def self_consistent_tempi(model: TempoModel, pieces: Sequence[Piece]) -> dict[str, float]:
    """Name -> BPM of the pieces whose tempo, asked for at several rates, moves by exactly the rate.

    It is the tempo of the piece's first version, which may itself be stretched sound.
    """
    found = {}
    for piece in pieces:
        middle = max(len(piece.features) - JUDGED_FRAMES, 0) // 2
        features = piece.features[middle : middle + JUDGED_FRAMES].astype(np.float32)
        bpms, scores = [], []
        for rate in PROBE_RATES:
            curve = listen(model, stretch_features(features, rate))
            bpm = best_bpm(curve)
            bpms.append(bpm / rate)
            scores.append(float(curve.at(bpm)))
        if max(bpms) / min(bpms) - 1 <= CONSISTENT_WITHIN and np.mean(scores) >= LEAST_SCORE:
            found[piece.name] = float(np.median(bpms))
    return found


def with_tempi(pieces: Sequence[Piece], tempi: dict[str, float]) -> list[Piece]:
    """The pieces named in ``tempi``, their first version alone, as music of that BPM."""
    return [Piece(piece.name, ((1.0, piece.features),), tempi[piece.name]) for piece in pieces if piece.name in tempi]


def known_tempo_accuracy(model: TempoModel, pieces: Sequence[Piece]) -> tuple[float, float]:
    """Accuracy 1 and 2 (4 %) on pieces of known BPM."""
    answers = [(best_bpm(listen(model, piece.features)), piece.bpm) for piece in pieces]
    known = [(answer, bpm) for answer, bpm in answers if bpm is not None]
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


def fit_confidence(
    model: TempoModel, rendered: Sequence[Piece], recordings: Sequence[Piece], tempoless: Sequence[Piece], seed: int
) -> tuple[Calibrator, Calibrator]:
    """Calibrators of pulse and octave.

    Rendered pieces (truth: their BPM), consistent recordings (truth: the tempo of the whole) and clips of both are
    answered right or wrong; sounds without a tempo and clips of those are always answered wrong.
    """
    rng = np.random.default_rng([seed, len(rendered)])
    pulse_rows, pulse_right, octave_rows, octave_right = [], [], [], []

    def judge(features: np.ndarray, bpm: float | None) -> None:
        curve = listen(model, features)
        answer = best_bpm(curve)
        for_pulse, for_octave = evidence(curve, answer, len(features) / config.FRAME_RATE)
        right = bpm is not None and is_accurate_2(answer, bpm)
        pulse_rows.append(for_pulse)
        pulse_right.append(right)
        if right and bpm is not None:
            octave_rows.append(for_octave)
            octave_right.append(is_accurate_1(answer, bpm))

    for piece in [*rendered, *with_tempi(recordings, self_consistent_tempi(model, recordings)), *tempoless]:
        judge(piece.features, piece.bpm)
        for _ in range(CLIPS):
            seconds = float(np.exp(rng.uniform(*np.log(CLIP_SECONDS))))
            frames = min(round(seconds * config.FRAME_RATE), len(piece.features))
            start = rng.integers(0, len(piece.features) - frames + 1)
            clip = piece.features[start : start + frames].astype(np.float32)
            judge(degrade(clip, rng) if rng.random() < 0.5 else clip, piece.bpm)
    return calibrate(pulse_rows, pulse_right, PULSE_EVIDENCE), calibrate(octave_rows, octave_right, OCTAVE_EVIDENCE)


def refusal_threshold(model: TempoModel, pulse: Calibrator, tempoless: Sequence[Piece]) -> float:
    """The pulse confidence that :data:`~tempo_ssl.config.REFUSED_SHARE` of sounds without a tempo stay under.

    0 where there are no such sounds.
    """
    confidences = []
    for piece in tempoless:
        curve = listen(model, piece.features)
        confidences.append(pulse(evidence(curve, best_bpm(curve), len(piece.features) / config.FRAME_RATE)[0]))
    return float(np.quantile(confidences, config.REFUSED_SHARE)) if confidences else 0.0


def calibrate(rows: Sequence[np.ndarray], right: Sequence[bool], size: int) -> Calibrator:
    """The calibrator for rows of ``size`` numbers of evidence, of answers that were ``right`` or wrong.

    Little material may give answers of one kind only. Nothing then tells right from wrong, and the calibrator always
    gives the share of right answers, with one more of either kind (Laplace's rule of succession).
    """
    good, bad = sum(right), len(right) - sum(right)
    if good and bad:
        return fit_calibrator(np.array(rows), np.array(right))
    return Calibrator((0.0,) * size, (1.0,) * size, (0.0,) * size, float(np.log((good + 1) / (bad + 1))))
