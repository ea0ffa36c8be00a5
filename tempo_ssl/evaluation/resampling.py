"""95 % intervals by the bootstrap: what would the figure be, had other tracks of the same kind been recorded?

Tracks are drawn with replacement as often as there are tracks; the interval lies between the 2.5th and the 97.5th
percentile of the figure over all draws. Where tracks belong together (an album, a repository, an artist), whole
clusters are drawn, and the interval becomes as wide as it ought to be. The draws depend on the seed and the tracks
alone: all systems are judged on the same ones, so that differences between systems are paired.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

ROUNDS = 2000
SEED = 7
#: Percentiles that bound an interval.
BOUNDS = (2.5, 97.5)


class Resampling:
    """Draws over ``n`` tracks, or over clusters of them; ``counts[r, i]`` is how often draw ``r`` holds track ``i``."""

    def __init__(
        self, n: int, clusters: Sequence[str] | None = None, *, rounds: int = ROUNDS, seed: int = SEED
    ) -> None:
        if clusters is not None and len(clusters) != n:
            raise ValueError(f"{n} tracks need as many clusters, got {len(clusters)}")
        names, cluster = np.unique(np.arange(n) if clusters is None else np.asarray(clusters), return_inverse=True)
        rng = np.random.default_rng(seed)
        counts = np.zeros((rounds, len(names)), dtype=np.float32)
        for row in counts:
            row[:] = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names)) if n else 0
        self.counts = counts[:, cluster] if n else np.zeros((rounds, 0), dtype=np.float32)
        self.clusters = len(names)

    def mean_interval(self, values: np.ndarray) -> tuple[float, float]:
        """The interval of the mean of ``values`` ``[n]``; tracks for which it is NaN do not enter. NaN without any."""
        known = np.isfinite(values)
        weights = self.counts @ known.astype(np.float32)
        sums = self.counts.astype(np.float64) @ np.where(known, values, 0.0)
        return interval(np.divide(sums, weights, out=np.full(len(sums), np.nan), where=weights > 0))

    def auc_interval(self, scores: np.ndarray, right: np.ndarray) -> tuple[float, float]:
        """The interval of the area under the ROC curve (:func:`tempo_ssl.metrics.roc_auc`); NaN scores stay out."""
        known = np.isfinite(scores)
        order = np.flatnonzero(known)[np.argsort(scores[known], kind="stable")]
        if not len(order):
            return float("nan"), float("nan")
        drawn = self.counts[:, order].astype(np.float64)
        # Ties count half: scores that are equal are taken together.
        starts = np.flatnonzero(np.diff(scores[order], prepend=-np.inf))
        good = np.add.reduceat(drawn * right[order], starts, axis=1)
        bad = np.add.reduceat(drawn * ~right[order], starts, axis=1)
        below = np.cumsum(bad, axis=1) - bad
        pairs = good.sum(axis=1) * bad.sum(axis=1)
        wins = (good * (below + 0.5 * bad)).sum(axis=1)
        return interval(np.divide(wins, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0))

    def calibration_interval(self, scores: np.ndarray, right: np.ndarray, bins: int = 10) -> tuple[float, float]:
        """The interval of the calibration error (:func:`tempo_ssl.metrics.calibration_error`); NaN scores stay out."""
        known = np.isfinite(scores)
        place = np.minimum((scores[known] * bins).astype(int), bins - 1)
        gap = (scores[known] - right[known])[:, None] * (place[:, None] == np.arange(bins))
        drawn = self.counts[:, known].astype(np.float64)
        total = drawn.sum(axis=1)
        gaps = np.abs(drawn @ gap).sum(axis=1)
        return interval(np.divide(gaps, total, out=np.full(len(total), np.nan), where=total > 0))


def interval(draws: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of a figure from its values in all draws, those that are NaN left out; NaN without any."""
    known = draws[np.isfinite(draws)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, BOUNDS)
    return float(low), float(high)
