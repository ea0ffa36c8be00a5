"""What tests of perturbations perturb."""

from __future__ import annotations

import numpy as np
import pytest

from tempo_ssl.synth import click_track

RATE = 22_050
SECONDS = 15


@pytest.fixture(scope="module")
def clicks() -> np.ndarray:
    return click_track(120, SECONDS, "rock", RATE)
