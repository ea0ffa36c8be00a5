"""From evidence to a probability: logistic regression, small enough to be read in a model file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Strength of the pull of every coefficient towards zero, in observations: keeps separable data finite.
RIDGE = 1.0
NEWTON_STEPS = 50


@dataclass(frozen=True)
class Calibrator:
    """``P(right) = sigmoid(weights . (x - mean) / scale + bias)`` for evidence ``x`` of fixed length."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def __call__(self, evidence: np.ndarray) -> float:
        """Probability, 0..1, for one vector of evidence."""
        x = (np.asarray(evidence, dtype=float) - self.mean) / self.scale
        return float(1 / (1 + np.exp(-np.clip(x @ np.asarray(self.weights) + self.bias, -30, 30))))


@dataclass(frozen=True)
class Calibration:
    """How far a model is to be trusted, by the evidence of :func:`tempo_ssl.decoding.evidence`."""

    #: Probability that there is a steady tempo at all; see :data:`tempo_ssl.decoding.PRESENCE_EVIDENCE`.
    presence: Calibrator
    #: Probability that the pulse is right, where there is one; and then, that its octave is.
    pulse: Calibrator
    octave: Calibrator
    #: Presence under which the answer is "no tempo".
    least_presence: float


def fit_calibrator(evidence: np.ndarray, right: np.ndarray, wrong_share: float | None = None) -> Calibrator:
    """The calibrator of largest likelihood for evidence ``[N, D]`` and outcomes ``[N]`` (true where right).

    Where a ``wrong_share`` is given, outcomes weigh as if it were the share of wrong ones: what is learnt from then
    need not be mixed as what is judged. ``ValueError`` unless both outcomes occur.
    """
    x, y = np.asarray(evidence, dtype=float), np.asarray(right, dtype=float)
    if not 0 < y.sum() < len(y):
        raise ValueError("a calibrator needs right and wrong answers to learn from")
    weight = np.ones(len(y))
    if wrong_share is not None:
        weight = len(y) * np.where(y > 0, (1 - wrong_share) / y.sum(), wrong_share / (len(y) - y.sum()))
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    design = np.column_stack([(x - mean) / scale, np.ones(len(x))])
    ridge = RIDGE * np.diag([*np.ones(x.shape[1]), 0.0])
    coefficients = np.zeros(design.shape[1])
    for _ in range(NEWTON_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(design @ coefficients, -30, 30)))
        gradient = design.T @ (weight * (y - probability)) - ridge @ coefficients
        curvature = (design * (weight * probability * (1 - probability) + 1e-9)[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature, gradient)
        coefficients += step
        if np.abs(step).max() < 1e-8:
            break
    return Calibrator(
        tuple(map(float, mean)), tuple(map(float, scale)), tuple(map(float, coefficients[:-1])), float(coefficients[-1])
    )
