"""Lines of the command line: an answer as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.cli.output import KEYS, csv_line, json_line, record_of, text_line
from tempo_ssl.decoding import Candidate
from tempo_ssl.estimation import TempoEstimate, no_tempo

ANSWER = TempoEstimate(
    bpm=128.0412345,
    confidence=0.98765,
    octave_confidence=0.912,
    tempo_octave_relaxed=128.0412345,
    candidates=(
        Candidate(128.0412345, 0.99, "x1"),
        Candidate(64.02061725, 0.41, "x1/2"),
        Candidate(85.36, 0.1234, "x2/3"),
        Candidate(192.0618, 0.05, "x3/2"),
        Candidate(301.0, 0.01, "other"),
    ),
    stability="constant",
    duration=183.20001,
)
SILENCE = no_tempo(30.0, "silence")


def test_a_line_of_text_says_everything_briefly() -> None:
    assert text_line("song.wav", ANSWER) == (
        "128.04 BPM  song.wav  (confidence 0.99, octave 0.91; octave-relaxed 128.04; constant; "
        "or 64.02 (0.41), 85.36 (0.12), 192.06 (0.05))"
    )
    assert text_line("song.wav", SILENCE) == "  no tempo  song.wav  (silence)"


def test_short_recordings_have_fewer_decimals() -> None:
    short = replace(ANSWER, duration=5.0)
    assert text_line("a", short).startswith(" 128.0 BPM")
    assert record_of("a", short, None)["bpm"] == 128.04
    assert record_of("a", ANSWER, None)["bpm"] == 128.0412


def test_records_of_all_outcomes_have_the_same_keys() -> None:
    for answer, error in ((ANSWER, None), (ANSWER, "damaged"), (SILENCE, None), (None, "gone")):
        record = record_of("a", answer, error)
        assert list(record) == list(KEYS)
        assert record["error"] == error


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name))
def test_any_name_makes_valid_output(name: bytes) -> None:
    path = name.decode("utf-8", "surrogateescape")
    record = record_of(path, ANSWER, None)
    line = json_line(record)
    line.encode("utf-8")
    assert "\n" not in line
    assert json.loads(line) == record
    row = csv_line(record)
    row.encode("utf-8")
    (values,) = csv.reader(io.StringIO(row, newline=""))
    assert values[:2] == [record["path"], "128.0412"]
    assert len(text_line(path, ANSWER).splitlines()) == 1
    text_line(path, ANSWER).encode("utf-8")
    if path.isascii():
        assert record["path"] == path
