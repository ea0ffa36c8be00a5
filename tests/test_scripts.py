"""What the measuring scripts do, where that can be wrong without anybody seeing it."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from tempo_ssl import config
from tempo_ssl.synth import FAMILIES, Score

SCORE_CLIPS = runpy.run_path(str(Path(__file__).resolve().parents[1] / "scripts/score_clips.py"))


@given(st.sampled_from(sorted(FAMILIES)), st.floats(35, 320))
@example("pop", 160.05)  # eight bars and up to 50 ms are longer than an excerpt
def test_clips_that_are_scored_last_as_long_as_the_table_has_rows_for(family: str, bpm: float) -> None:
    score = Score(bpm, 35.0, family, np.zeros((0, 5)), {}, 0)
    cuts = [cut for seed in range(8) for cut in SCORE_CLIPS["cuts"](score, 35.0, np.random.default_rng(seed))]
    assert len(cuts) >= 8 * SCORE_CLIPS["EACH"]
    for _, start, end in cuts:
        assert 0 <= start < end <= 35.0 + SCORE_CLIPS["TOO_LONG"]
        assert config.MIN_SECONDS <= round(end - start, 9) < config.EXCERPT_SECONDS
