"""How good is a set of answers? The field's figures, with their conventions.

- *Accuracy 1*: the share of answers within a tolerance of the reference, ``|e - r| <= tolerance * r``.
- *Accuracy 2*: the same after allowing the factors 1/3, 1/2, 1, 2 and 3 on the reference (Gouyon et al. 2006).
- A missing answer (``None``) counts as wrong in both. Tempi in BPM, tolerances as shares (0.04 is the usual one).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tempo_ssl.tempo import ACCURACY_2_FACTORS, METRICAL_RATIOS, relative_deviation

#: Errors that :func:`error_kind` names, beyond the metrical relatives.
OTHER_RATIOS = {"x4/3": 4 / 3, "x3/4": 3 / 4}
#: Room for rounding in comparisons with a tolerance.
SLACK = 1e-9


def octave_deviation(estimate: float, reference: float) -> float:
    """Smallest relative deviation of ``estimate`` from the reference times a factor of Accuracy 2."""
    return min(relative_deviation(estimate, reference * factor) for factor in ACCURACY_2_FACTORS)


def is_accurate_1(estimate: float | None, reference: float, tolerance: float = 0.04) -> bool:
    """Whether one answer counts for Accuracy 1."""
    return estimate is not None and relative_deviation(estimate, reference) <= tolerance + SLACK


def is_accurate_2(estimate: float | None, reference: float, tolerance: float = 0.04) -> bool:
    """Whether one answer counts for Accuracy 2."""
    return estimate is not None and octave_deviation(estimate, reference) <= tolerance + SLACK


def error_kind(estimate: float | None, reference: float, tolerance: float = 0.04) -> str:
    """``"right"``, a ratio answer / reference such as ``"x1/2"``, ``"other"``, or ``"none"`` for a missing answer."""
    if estimate is None:
        return "none"
    if is_accurate_1(estimate, reference, tolerance):
        return "right"
    ratios = METRICAL_RATIOS | OTHER_RATIOS
    nearest = min(ratios, key=lambda name: relative_deviation(estimate, reference * ratios[name]))
    near = relative_deviation(estimate, reference * ratios[nearest]) <= tolerance + SLACK
    return nearest if near else "other"


def roc_auc(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Probability that a right answer scores above a wrong one, ties counted half; NaN without both kinds."""
    score, is_right = np.asarray(scores, dtype=float), np.asarray(right, dtype=bool)
    good, bad = score[is_right], score[~is_right]
    if not len(good) or not len(bad):
        return float("nan")
    above = (good[:, None] > bad[None]).mean() + 0.5 * (good[:, None] == bad[None]).mean()
    return float(above)


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: mean distance between confidence and share of right answers over equal-width bins."""
    confidence, is_right = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    if not len(confidence):
        raise ValueError("no confidences to judge")
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[place == b].sum() - is_right[place == b].sum()) for b in range(bins) if (place == b).any()]
    return float(sum(gaps) / len(confidence))
