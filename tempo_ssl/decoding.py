"""From scores to an answer: tempo curve, peaks, octave, range, evidence for the confidence, stability.

A *tempo curve* gives, on a log-BPM axis, the probability that the music has the same tempo as the references of that
BPM. All functions are pure; ``N`` excerpts, ``R`` references, ``B`` different BPM among them (ascending).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tempo_ssl.config import BINS_PER_OCTAVE, COUNTED_BPM, COUNTED_OCTAVES
from tempo_ssl.tempo import ACCURACY_2_FACTORS, METRICAL_RATIOS, peak_offset

#: Two tempi closer than this share are one candidate; the field's usual tolerance.
SAME_TEMPO = 0.04
#: Candidates reported at most.
MOST_CANDIDATES = 6
#: What a factor of two costs on the curve when a range forces the answer into another octave.
OCTAVE_COST = 0.5
#: Excerpts whose own tempo is within this share of the track's are steady.
STEADY_WITHIN = 0.02
#: Numbers in the vectors of :func:`evidence`.
PRESENCE_EVIDENCE, PULSE_EVIDENCE, OCTAVE_EVIDENCE = 7, 6, 3
#: Added to how much repeats before its logarithm is taken, which is finite then where nothing does.
LEAST_REPETITION = 0.02


@dataclass(frozen=True)
class TempoCurve:
    """``score[i]``: mean logit of "same tempo as ``bpm[i]``"; ``excerpts`` the same for every excerpt ``[N, B]``.

    Both with the prior of :func:`tempo_curve`.
    """

    bpm: np.ndarray
    score: np.ndarray
    excerpts: np.ndarray

    def at(self, bpm: float | np.ndarray) -> np.ndarray:
        """The score at any BPM, interpolated on the log axis; outside the axis, the curve's minimum."""
        low = float(self.score.min())
        return np.interp(np.log(bpm), np.log(self.bpm), self.score, left=low, right=low)


@dataclass(frozen=True)
class Candidate:
    """A tempo the music may have: BPM, probability of "same" (0..1), and its relation to the answer (``"x1"``...)."""

    bpm: float
    score: float
    relation: str


class Evidence(NamedTuple):
    """What speaks for a tempo being there at all, for the pulse of an answer, and for its octave: vectors."""

    presence: np.ndarray
    pulse: np.ndarray
    octave: np.ndarray


def tempo_curve(logits: np.ndarray, reference_bpms: np.ndarray) -> TempoCurve:
    """Average logits ``[N, R]`` over the reference sounds of each BPM, and over excerpts; what is rarely counted costs.

    As a logit is a logarithm of odds, :func:`log_prior` is added to it.
    """
    bpms, place = np.unique(np.round(reference_bpms, 6), return_inverse=True)
    sums = np.zeros((len(logits), len(bpms)))
    np.add.at(sums.T, place, np.asarray(logits, dtype=float).T)
    excerpts = sums / np.bincount(place) + log_prior(bpms)
    return TempoCurve(bpms, excerpts.mean(axis=0), excerpts)


def log_prior(bpms: np.ndarray, octaves: float | np.ndarray = COUNTED_OCTAVES) -> np.ndarray:
    """How rarely each of ``bpms`` ``[B]`` is counted: the logarithm of a normal prior around 120 BPM, 0 at its top.

    ``octaves`` is its standard deviation, or several ``[W, 1]``, which give ``[W, B]``. See
    :data:`tempo_ssl.config.COUNTED_BPM`.
    """
    logarithm: np.ndarray = -0.5 * (np.log2(bpms / COUNTED_BPM) / octaves) ** 2
    return logarithm


def counted_within(curve: TempoCurve, octaves: float) -> TempoCurve:
    """The curve had the prior of :func:`tempo_curve` a standard deviation of so many octaves."""
    gain = log_prior(curve.bpm, octaves) - log_prior(curve.bpm)
    return TempoCurve(curve.bpm, curve.score + gain, curve.excerpts + gain)


def merge_curves(curves: Sequence[TempoCurve]) -> TempoCurve:
    """One curve of a recording's parts, which all count the same; their excerpts follow each other."""
    score = np.mean([curve.score for curve in curves], axis=0)
    return TempoCurve(curves[0].bpm, score, np.concatenate([curve.excerpts for curve in curves]))


def best_bpm(curve: TempoCurve, min_bpm: float | None = None, max_bpm: float | None = None) -> float:
    """The tempo with the highest score, between grid points by a parabola; inside the range if one is given.

    In a range a tempo also earns the score of its octave relatives, less :data:`OCTAVE_COST` for each factor of two:
    music at 87 BPM asked for between 120 and 180 is 174, not the likeliest stranger in the range.
    """
    if min_bpm is None and max_bpm is None:
        return _parabolic(curve, int(curve.score.argmax()))
    low = curve.bpm[0] if min_bpm is None else min_bpm
    high = curve.bpm[-1] if max_bpm is None else max_bpm
    if low >= high:
        # The one end that is given lies beyond the axis: an octave from there on.
        low, high = (high / 2, high) if min_bpm is None else (low, 2 * low)
    steps = max(2, int(np.ceil(BINS_PER_OCTAVE * 4 * np.log2(high / low))) + 1)
    inside = np.geomspace(low, high, steps)
    octaves = np.arange(-4, 5)
    scores = np.stack([curve.at(inside * 2.0**octave) - OCTAVE_COST * abs(octave) for octave in octaves])
    return float(inside[scores.max(axis=0).argmax()])


def candidates(curve: TempoCurve, bpm: float) -> tuple[Candidate, ...]:
    """The answer first, then other peaks and the metrical relatives on the axis, best score first."""
    found = [Candidate(bpm, _probability(curve.at(bpm)), "x1")]
    score = np.concatenate([[-np.inf], curve.score, [-np.inf]])
    peaks = np.flatnonzero((score[1:-1] > score[:-2]) & (score[1:-1] > score[2:]))
    others = [_parabolic(curve, int(place)) for place in peaks]
    others += [bpm * ratio for ratio in METRICAL_RATIOS.values() if curve.bpm[0] <= bpm * ratio <= curve.bpm[-1]]
    for other in sorted(others, key=lambda value: -float(curve.at(value))):
        if all(abs(np.log(other / known.bpm)) > SAME_TEMPO for known in found):
            relation = relation_of(other, bpm)
            exact = bpm * METRICAL_RATIOS[relation] if relation in METRICAL_RATIOS else other
            found.append(Candidate(float(exact), _probability(curve.at(other)), relation))
    return tuple(found[:MOST_CANDIDATES])


def relation_of(bpm: float, answer: float) -> str:
    """``"x1"``, the name of a metrical ratio, or ``"other"``, within the usual tolerance."""
    ratios = {"x1": 1.0} | METRICAL_RATIOS
    nearest = min(ratios, key=lambda name: abs(np.log(bpm / (answer * ratios[name]))))
    return nearest if abs(np.log(bpm / (answer * ratios[nearest]))) <= SAME_TEMPO else "other"


def evidence(curve: TempoCurve, bpm: float, seconds: float, repeats: Sequence[float]) -> Evidence:
    """What the calibrators go by, for an answer about ``seconds`` of sound.

    ``repeats``: how much of the sound repeats at the answer, and how much at two thirds of it
    (:func:`tempo_ssl.refinement.repetitions`).

    Pulse: score of the answer or its octaves; margin over the best tempo of another pulse; mean of the excerpts' own
    highest scores; how peaked the curve is; log duration; log ratio of what repeats at the answer and at two thirds of
    it, for half as fast again is what a wrong pulse is most often. Presence: the same, and how much repeats. Octave:
    margin over the better of x2 and x1/2; log2 of the tempo over 120 BPM, and its square. More numbers tell octaves of
    rendered music better and those of recordings worse (docs/experiments.md).
    """
    log_ratio = np.log2(curve.bpm / bpm)
    width = np.log2(1 + SAME_TEMPO)

    def near(*ratios: float) -> np.ndarray:
        return np.min([abs(log_ratio - np.log2(ratio)) for ratio in ratios], axis=0) <= width

    low = float(curve.score.min())

    def best(mask: np.ndarray) -> float:
        return float(curve.score[mask].max()) if mask.any() else low

    here, octaves = best(near(1)), best(near(1, 2, 1 / 2, 4, 1 / 4))
    over_other_pulse = here - best(~near(*ACCURACY_2_FACTORS))
    spread = np.exp(curve.score - curve.score.max())
    peakedness = -np.log(spread.sum())
    own_score = curve.excerpts.max(axis=1).mean()
    at_answer, at_two_thirds = repeats
    contrast = np.log((at_answer + LEAST_REPETITION) / (at_two_thirds + LEAST_REPETITION))
    pulse = [octaves, over_other_pulse, own_score, peakedness, np.log(seconds), contrast]

    place = np.log2(bpm / COUNTED_BPM)
    octave = [here - best(near(2, 1 / 2)), place, place**2]
    return Evidence(np.array([*pulse, at_answer]), np.array(pulse), np.array(octave))


def stability(curve: TempoCurve, bpm: float) -> str:
    """``"constant"``, ``"drifting"`` or ``"changing"`` by the excerpts' own tempi, ``"unknown"`` for under three.

    It is also unknown of a tempo that lies off the curve's axis.

    Each excerpt's best tempo within a third of an octave of the answer is taken. Drifting: they follow a line over
    the track that moves more than :data:`STEADY_WITHIN`.
    """
    near = abs(np.log2(curve.bpm / bpm)) <= 1 / 3
    if len(curve.excerpts) < 3 or not near.any():
        return "unknown"
    own = np.log(curve.bpm[near][curve.excerpts[:, near].argmax(axis=1)] / bpm)
    # Not np.median, for which numpy imports its masked arrays.
    steady = abs(own - np.sort(own)[len(own) // 2]) <= STEADY_WITHIN
    if steady.mean() >= 0.75:
        return "constant"
    time = np.linspace(-0.5, 0.5, len(own))
    slope, offset = np.polyfit(time, own, 1)
    follows = np.mean(abs(own - slope * time - offset) <= STEADY_WITHIN) >= 0.75
    return "drifting" if follows and abs(slope) > STEADY_WITHIN else "changing"


def _probability(logit: float | np.ndarray) -> float:
    return float(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def _parabolic(curve: TempoCurve, place: int) -> float:
    """BPM of the top of the parabola through a grid point and its neighbours, on the log axis."""
    if not 0 < place < len(curve.bpm) - 1:
        return float(curve.bpm[place])
    step = np.log(curve.bpm[place + 1] / curve.bpm[place])
    return float(curve.bpm[place] * np.exp(peak_offset(*curve.score[place - 1 : place + 2]) * step))
