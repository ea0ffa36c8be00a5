"""The field's figures for the answers of a system, with their conventions.

A reference is the annotated tempo ``r``, an estimate the answered one ``e``, both in BPM.

| figure | is the mean over tracks of | example: r = 120, e = 61 |
| --- | --- | --- |
| Acc0 | ``round(e) = round(r)``, halves up (Schreiber and Mueller 2018) | 0 |
| Acc1 at t % | ``abs(e - r) <= t r`` (Gouyon et al. 2006, t = 4) | 0 |
| Acc2 at t % | the same for one of ``r``, ``2 r``, ``r / 2``, ``3 r``, ``r / 3`` | 1 at 2 %: 61 is 1.7 % over 60 |
| OE1 | ``log2(e / r)``, in octaves, with its sign (Schreiber, Urbano and Mueller 2020) | -0.976 |
| OE2 | OE1 after multiplying ``e`` by the one of 1, 2, 1/2, 3, 1/3 that brings it closest to 0 | 0.024 |
| AOE1, AOE2 | their absolute values | 0.976, 0.024 |
| P-score | MIREX: the salience of the annotated tempi that are among both answered ones, within 8 % | see below |
| both correct | whether both annotated tempi are among both answered ones, within 8 % | see below |
| two candidates | whether the answer or the second candidate counts for Acc1 at 4 % | 1 if the second is 119 |

*What counts where.* A missing answer is wrong in every accuracy and 0 in the P-score; octave errors are means over the
tracks that were answered, and their ``n`` says how many. A track whose octave is uncertain counts for Acc2, OE2 and
AOE2 alone (and for the P-score, whose reference states its own ambiguity). P-score and both correct are computed by
``mir_eval.tempo.detection`` on tracks with two annotated tempi, and nowhere else: annotated 60 (salience 0.3) and 120,
answered 121 and 180, the P-score is 0.7 and both correct 0. Figures that need a second candidate are only made for
systems that give one.

*Kinds of error.* Of the tracks that count for Acc1 and are wrong at 4 %: the nearest of the ratios ``e / r`` 2, 1/2, 3,
1/3, 3/2, 2/3, 4/3, 3/4 if ``e`` is within 4 % of it, else "other"; "none" without an answer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tempo_ssl.evaluation.answers import Answers
from tempo_ssl.evaluation.dataset import Dataset, Track
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.metrics import OTHER_RATIOS, error_kind, is_accurate_1, is_accurate_2, octave_deviation
from tempo_ssl.tempo import ACCURACY_2_FACTORS, METRICAL_RATIOS

#: Tolerances of the accuracies, in %, and the usual one.
TOLERANCES = (1, 2, 4, 8)
USUAL = 4
#: Tolerance of the P-score (MIREX), a share.
P_SCORE_TOLERANCE = 0.08
#: Kinds of error in the order of their tables.
ERROR_KINDS = (*METRICAL_RATIOS, *OTHER_RATIOS, "other", "none")


@dataclass(frozen=True)
class Figure:
    """A mean over ``n`` tracks with its 95 % interval; all NaN where no track counts for it."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Judgement:
    """One system's answers, judged track by track.

    ``values``: figure -> ``[n]``, NaN where a track does not count for it. ``kinds``: "right" or a kind of error; empty
    where the octave does not count. ``deviation``: octave-corrected, as a share of the reference; NaN without answer.
    """

    system: str
    values: dict[str, np.ndarray]
    kinds: tuple[str, ...]
    deviation: np.ndarray

    def figure(self, name: str, draws: Resampling, chosen: np.ndarray | None = None) -> Figure:
        """One figure over all tracks, or over those that ``chosen`` ``[n]`` is true for (``draws`` is of these)."""
        values = self.values[name] if chosen is None else self.values[name][chosen]
        return mean_figure(values, draws)

    def errors(self, chosen: np.ndarray | None = None) -> dict[str, int]:
        """Kind of error -> number of tracks, for every kind."""
        kinds = (
            self.kinds if chosen is None else [kind for kind, is_in in zip(self.kinds, chosen, strict=True) if is_in]
        )
        counts = Counter(kinds)
        return {kind: counts[kind] for kind in ERROR_KINDS}

    def median_deviation(self, chosen: np.ndarray | None = None) -> float:
        """Median of the octave-corrected deviations of the answers there are; NaN without any."""
        deviation = self.deviation if chosen is None else self.deviation[chosen]
        known = deviation[np.isfinite(deviation)]
        return float(np.median(known)) if len(known) else math.nan


def figure_names() -> list[str]:
    """Keys of all figures, in the order of their tables: ``acc0``, ``acc1_4`` (Acc1 at 4 %), ``oe1``, ..."""
    accuracies = [f"acc{kind}_{tolerance}" for kind in (1, 2) for tolerance in TOLERANCES]
    return ["acc0", *accuracies, "two_candidates", "p_score", "both_correct", "oe1", "oe2", "aoe1", "aoe2"]


def mean_figure(values: np.ndarray, draws: Resampling) -> Figure:
    """The mean of what is not NaN, with its interval."""
    n = int(np.isfinite(values).sum())
    mean = float(np.nanmean(values)) if n else math.nan
    return Figure(mean, *draws.mean_interval(values), n)


def judge(dataset: Dataset, system: Answers, *, trust_octaves: bool = False) -> Judgement:
    """Judge every answer of a system; ``trust_octaves`` counts tracks whose octave is uncertain like all others."""
    tracks, answers = dataset.tracks, system.answers
    if len(tracks) != len(answers):
        raise ValueError(f"{len(tracks)} tracks need as many answers, got {len(answers)}")
    pairs = [(answer.bpm, track.bpm) for track, answer in zip(tracks, answers, strict=True)]
    stated = np.array([trust_octaves or track.octave_stated for track in tracks], dtype=bool)

    def per_track(judged: Callable[[float | None, float], float], counts: np.ndarray | bool = True) -> np.ndarray:
        return np.where(counts, np.array([judged(e, r) for e, r in pairs], dtype=float), np.nan)

    values = {"acc0": per_track(is_accurate_0, stated)}
    for share, key in ((tolerance / 100, tolerance) for tolerance in TOLERANCES):
        values[f"acc1_{key}"] = per_track(lambda e, r, share=share: is_accurate_1(e, r, share), stated)  # type: ignore[misc]
        values[f"acc2_{key}"] = per_track(lambda e, r, share=share: is_accurate_2(e, r, share))  # type: ignore[misc]
    values["oe1"] = per_track(octave_error_1, stated)
    values["oe2"] = per_track(octave_error_2)
    values |= {"aoe1": np.abs(values["oe1"]), "aoe2": np.abs(values["oe2"])}
    two = [(answer.bpm_2, track.bpm) for track, answer in zip(tracks, answers, strict=True)]
    second = np.array([is_accurate_1(e, r) for e, r in two], dtype=float)
    gives_two = any(answer.bpm_2 is not None for answer in answers)
    values["two_candidates"] = np.where(stated & gives_two, np.maximum(second, values["acc1_4"]), np.nan)
    values |= mirex_scores(tracks, system, gives_two)
    deviation = per_track(lambda e, r: math.nan if e is None else octave_deviation(e, r))
    kinds = tuple(error_kind(e, r) if is_stated else "" for (e, r), is_stated in zip(pairs, stated, strict=True))
    return Judgement(system.system, values, kinds, deviation)


def is_accurate_0(estimate: float | None, reference: float) -> bool:
    """Whether one answer counts for Accuracy 0: the same whole number of BPM, halves rounded up."""
    return estimate is not None and math.floor(estimate + 0.5) == math.floor(reference + 0.5)


def octave_error_1(estimate: float | None, reference: float) -> float:
    """``log2(estimate / reference)``, octaves; NaN without an answer."""
    return math.nan if estimate is None else math.log2(estimate / reference)


def octave_error_2(estimate: float | None, reference: float) -> float:
    """The octave error of smallest size after multiplying the answer by 1, 2, 1/2, 3 or 1/3; NaN without an answer."""
    if estimate is None:
        return math.nan
    return min((math.log2(estimate * factor / reference) for factor in ACCURACY_2_FACTORS), key=abs)


def mirex_scores(tracks: tuple[Track, ...], system: Answers, gives_two: bool) -> dict[str, np.ndarray]:
    """P-score and "both correct" of every track, NaN for those with a single annotated tempo."""
    scores = {name: np.full(len(tracks), np.nan) for name in ("p_score", "both_correct")}
    if not gives_two or all(track.bpm_2 is None for track in tracks):
        return scores
    from mir_eval.tempo import detection

    for place, (track, answer) in enumerate(zip(tracks, system.answers, strict=True)):
        if track.bpm_2 is None:
            continue
        # mir_eval wants both in ascending order, and the salience of the slower one.
        slow_first = track.bpm <= track.bpm_2
        reference = np.sort([track.bpm, track.bpm_2])
        answered = np.sort([answer.bpm or 0.0, answer.bpm_2 or 0.0])
        weight = track.salience if slow_first else 1 - track.salience
        p_score, _, both = detection(reference, weight, answered, tol=P_SCORE_TOLERANCE)
        scores["p_score"][place], scores["both_correct"][place] = p_score, both
    return scores
