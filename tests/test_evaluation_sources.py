"""Data sets of any source: how a tempo follows from what is annotated, and what is said without the extra."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation import Dataset
from tempo_ssl.evaluation import extra as extra_module
from tempo_ssl.evaluation.annotations import AnnotatedTempo, tempo_from_beats, tempo_from_observations
from tempo_ssl.evaluation.sources import read_source


def test_the_tempo_of_beats_is_that_of_the_median_interval() -> None:
    # Intervals 0.5, 0.5, 0.5, 2 (a break), 0.6: the mean would say 73 BPM.
    assert tempo_from_beats([0, 0.5, 1.0, 1.5, 3.5, 4.1]) == AnnotatedTempo(pytest.approx(120))
    assert tempo_from_beats(np.array([1.5, 0.5, 1.0, 1.0])) == AnnotatedTempo(pytest.approx(120))  # any order, repeated
    assert tempo_from_beats([1.0]) is None
    assert tempo_from_beats([]) is None


@pytest.mark.parametrize(
    ("starts", "durations", "tempi", "confidences", "expected"),
    [
        ([0], [30], [120], [1], (120, None, 1)),
        ([0], [30], [120], [None], (120, None, 1)),
        ([0, 0], [30, 30], [60, 120], [0.3, 0.7], (120, 60, 0.7)),
        ([0, 0], [30, 30], [60, 120], [0, 0], (60, 120, 0.5)),
        ([0, 0, 0], [30] * 3, [60, 120, 240], [0.2, 0.5, 0.3], (120, 240, 0.625)),
        ([0, 0], [30, 30], [0, 120], [0.9, 0.1], (120, None, 1)),  # 0 is none
        ([0, 10, 30], [10, 20, 5], [100, 110, 100], [1, 1, 1], (110, None, 1)),  # it changes: the longest
        ([0], [30], [0], [1], None),
        ([], [], [], [], None),
        ([0], [30], [float("nan")], [1], None),
    ],
)
def test_tempi_of_observations_by_hand(starts, durations, tempi, confidences, expected) -> None:  # type: ignore[no-untyped-def]
    found = tempo_from_observations(starts, durations, tempi, confidences)
    if expected is None:
        assert found is None
    else:
        assert (found.bpm, found.bpm_2, found.salience) == pytest.approx(expected)


def test_without_the_extra_a_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra_module, "find_spec", lambda name: None)
    for source in (str(tmp_path), "mirdata:ballroom"):
        with pytest.raises(EvaluationError, match=re.escape('not installed: pip install "tempo-ssl[eval]"')):
            read_source(source)


def test_a_data_set_finds_its_tracks() -> None:
    assert Dataset("empty", "", ()).columns == []
