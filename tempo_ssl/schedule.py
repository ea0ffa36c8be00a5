"""The learning rate over a run of training."""

from __future__ import annotations

import math


def warm_cosine(step: int, total: int, warm_up: int) -> float:
    """Learning rate of a step as a share of its maximum: ``warm_up`` steps up, then a half cosine down to 2 %."""
    return min(1.0, (step + 1) / warm_up) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / total)))
