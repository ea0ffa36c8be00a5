"""Can a confidence be trusted? Judged in two steps, as ``tempo-ssl`` gives two.

- *pulse*: ``confidence`` against Acc2 at 4 %, over all tracks with an answer.
- *octave*: ``octave_confidence`` against Acc1 at 4 %, over the tracks that count for Acc1 and are right in Acc2.

A track without an answer has confidence 0 and is wrong. *ROC-AUC*: the probability that a right answer is given more
confidence than a wrong one. *ECE*: the mean distance between confidence and share of right answers over ten bins of
equal width. *Risk and coverage*: answer only the share of tracks one is surest of (coverage); the risk is the share of
wrong ones among them, and the area under the curve its mean over all coverages (smaller is better). Worked example:
confidences 0.9, 0.8, 0.3, the second wrong: the risks are 0, 1/2 and 1/3, their mean 0.278.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tempo_ssl.evaluation.answers import Answers
from tempo_ssl.evaluation.figures import USUAL, Figure, Judgement
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.metrics import calibration_error, roc_auc

BINS = 10


@dataclass(frozen=True)
class Reliability:
    """One confidence of one system. ``bins``: mean confidence, share right, tracks; ``curve``: coverage, risk."""

    auc: Figure
    ece: Figure
    area: float
    bins: list[tuple[float, float, int]]
    curve: list[tuple[float, float]]


def reliabilities(system: Answers, judgement: Judgement, draws: Resampling) -> dict[str, Reliability]:
    """``"pulse"`` and ``"octave"``, as far as the system gives these confidences."""
    right_pulse = judgement.values[f"acc2_{USUAL}"] == 1
    octave_counts = right_pulse & np.isfinite(judgement.values[f"acc1_{USUAL}"])
    given = {
        "pulse": ([a.confidence for a in system.answers], right_pulse, np.ones(len(right_pulse), dtype=bool)),
        "octave": (
            [a.octave_confidence for a in system.answers],
            judgement.values[f"acc1_{USUAL}"] == 1,
            octave_counts,
        ),
    }
    found = {}
    for name, (confidences, right, counts) in given.items():
        if any(c is not None for c, a in zip(confidences, system.answers, strict=True) if a.bpm is not None):
            scores = np.array([0.0 if c is None else c for c in confidences])
            found[name] = reliability(np.where(counts, scores, np.nan), right, draws)
    return found


def reliability(scores: np.ndarray, right: np.ndarray, draws: Resampling) -> Reliability:
    """How far ``scores`` ``[n]`` (0..1; NaN: does not count) tell which answers are ``right`` ``[n]``."""
    known = np.isfinite(scores)
    confidence, outcome, n = scores[known], right[known], int(known.sum())
    if not n:
        nan = float("nan")
        nothing = Figure(nan, nan, nan, 0)
        return Reliability(nothing, nothing, nan, [], [])
    return Reliability(
        auc=Figure(roc_auc(list(confidence), list(outcome)), *draws.auc_interval(scores, right), n),
        ece=Figure(
            calibration_error(list(confidence), list(outcome), BINS),
            *draws.calibration_interval(scores, right, BINS),
            n,
        ),
        area=float(np.mean([risk for _, risk in risk_coverage(confidence, outcome)])),
        bins=reliability_bins(confidence, outcome),
        curve=risk_coverage(confidence, outcome),
    )


def reliability_bins(confidence: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """Mean confidence, share of right answers and number of tracks for each bin that holds any."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        (float(confidence[place == b].mean()), float(right[place == b].mean()), int((place == b).sum()))
        for b in np.unique(place)
    ]


def risk_coverage(confidence: np.ndarray, right: np.ndarray) -> list[tuple[float, float]]:
    """Coverage and risk after each track, surest first; tracks of equal confidence share their mean risk."""
    order = np.argsort(-confidence, kind="stable")
    _, group = np.unique(-confidence[order], return_inverse=True)
    wrong = ~right[order]
    # Equal confidences have no order: each stands for its group.
    expected = np.bincount(group, wrong) / np.bincount(group)
    risk = np.cumsum(expected[group]) / np.arange(1, len(order) + 1)
    return [((i + 1) / len(order), float(r)) for i, r in enumerate(risk)]
