"""What estimators answered, one answer a track.

A table of answers has the columns

| column | holds |
| --- | --- |
| ``path`` or ``track`` | the recording, as the manifest calls it, or any path to the same file |
| ``bpm`` or ``bpm_pred`` | the answer in BPM; empty or 0 where there was none |
| ``peer`` | whose answer it is, if the table holds those of several (optional) |
| ``bpm_2`` | a second candidate (optional) |
| ``confidence``, ``octave_confidence`` | 0..1 (optional) |
| ``audio_seconds``, ``seconds``, ``cpu_seconds`` | length, and time taken: wall clock and processor (optional) |
| ``reason``, ``error`` | why there is no answer (optional) |

so that what ``tempo-ssl estimate --format csv`` prints is one, and the ``tracks.csv`` of every report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.table import Row, Table, and_more, number, raise_faults, read_table, shown, tempo

#: Names under which a column may come, by what an answer calls it.
PATH, BPM = ("path", "track"), ("bpm", "bpm_pred")
DURATION = ("audio_seconds", "duration_s")


@dataclass(frozen=True)
class Answer:
    """What one system said of one track. Tempi in BPM, confidences 0..1, times in seconds; None is "not said"."""

    bpm: float | None = None
    bpm_2: float | None = None
    confidence: float | None = None
    octave_confidence: float | None = None
    audio_seconds: float | None = None
    seconds: float | None = None
    cpu_seconds: float | None = None
    #: Why there is no tempo, in one line.
    reason: str = ""


#: The answer of a system that was not asked, or did not say anything.
NOT_RUN = Answer(reason="not answered")


@dataclass(frozen=True)
class Answers:
    """The answers of one system, one for each track of a data set, in its order."""

    system: str
    answers: tuple[Answer, ...]

    @property
    def missing(self) -> list[int]:
        """Places of the tracks without a tempo."""
        return [place for place, answer in enumerate(self.answers) if answer.bpm is None]


def read_answers(path: Path, dataset: Dataset, warn: Callable[[str], None]) -> list[Answers]:
    """Every system's answers from a table, in the order of their first rows.

    Parameters
    ----------
    path : the table
    dataset : what was to be answered; tracks without a row count as not answered
    warn : is told, in one line, of rows about tracks that are not in the data set

    Raises
    ------
    EvaluationError : in one line, with the row, for bad numbers, two answers to one track, or a table that knows
        none of the tracks
    """
    table = read_table(path, [PATH, BPM])
    finder = dataset.finder()
    found: dict[str, dict[int, tuple[int, Answer]]] = {}
    faults, unknown = [], []
    for row in table.rows:
        system = row.values.get("peer", "") or path.stem
        track = _first(row, PATH) or ""
        place = finder.find(track, path.parent)
        if place is None:
            unknown.append((row, track))
            continue
        answer = _read_answer(row)
        answered = found.setdefault(system, {})
        if isinstance(answer, str):
            faults.append(table.fault(row, answer))
        elif place in answered:
            text = f"{shown(track)} was answered in row {answered[place][0]} already"
            faults.append(table.fault(row, text))
        else:
            answered[place] = (row.number, answer)
    raise_faults(faults)
    _report_unknown(table, unknown, dataset, bool(found), warn)
    return [
        Answers(system, tuple(answered[place][1] if place in answered else NOT_RUN for place in range(len(dataset))))
        for system, answered in found.items()
    ]


def with_unique_names(systems: Sequence[Answers]) -> list[Answers]:
    """The same answers, where two systems of one name are told apart by a number: ``x``, ``x (2)``."""
    seen: dict[str, int] = {}
    unique = []
    for system in systems:
        seen[system.system] = count = seen.get(system.system, 0) + 1
        unique.append(system if count == 1 else replace(system, system=f"{system.system} ({count})"))
    return unique


def _read_answer(row: Row) -> Answer | str:
    """The answer in a row, or what is wrong with it."""
    numbers: dict[str, float | None] = {}
    for name, options in (("bpm", BPM), ("bpm_2", ("bpm_2",))):
        text = _first(row, options) or "0"
        numbers[name] = tempo(text)
        if numbers[name] is None and number(text) != 0:
            return f"{name} {shown(text)} is not a positive number; leave it empty where there is none"
    for name in ("confidence", "octave_confidence"):
        text = row.values.get(name, "")
        value = number(text) if text else None
        if text and (value is None or not 0 <= value <= 1):
            return f"{name} {shown(text)} is not a number from 0 to 1"
        numbers[name] = value
    for name, options in (("audio_seconds", DURATION), ("seconds", ("seconds",)), ("cpu_seconds", ("cpu_seconds",))):
        value = number(_first(row, options) or "")
        numbers[name] = value if value is not None and value > 0 else None
    reason = row.values.get("reason") or row.values.get("error") or ""
    if numbers["bpm"] is None:
        return Answer(**numbers | {"bpm_2": None}, reason=reason or "no tempo")
    return Answer(**numbers, reason=reason)


def _first(row: Row, options: Sequence[str]) -> str | None:
    return next((row.values[option] for option in options if row.values.get(option)), None)


def _report_unknown(
    table: Table, unknown: list[tuple[Row, str]], dataset: Dataset, any_known: bool, warn: Callable[[str], None]
) -> None:
    if not unknown:
        if not any_known:
            raise EvaluationError(f"{table.name}: holds no answers, only columns")
        return
    row, track = unknown[0]
    text = f"the track {shown(track)} is not in {dataset.name}"
    if not any_known:
        raise EvaluationError(
            table.fault(row, f"{text}, nor is any other of this table; paths must be those of the manifest")
        )
    warn(table.fault(row, f"{text} and is not judged{and_more(len(unknown) - 1)}"))
