"""Systems that answer: a model of ours, or anything else that gives a file's tempo."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tempo_ssl.audio import display_name
from tempo_ssl.checkpoint import read_model
from tempo_ssl.errors import AudioError, TempoSSLError
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.evaluation.answers import Answer, Answers
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.extra import library_version

#: Told (stage, done, total).
Report = Callable[[str, int, int], None]


class System(Protocol):
    """Something that answers one file after another."""

    name: str
    #: Changes whenever the same sound may be answered differently: the key under which answers are stored.
    version: str

    def answer(self, path: Path) -> Answer:
        """The answer for a sound file, without times. ``TempoSSLError`` where the file cannot be read."""
        ...


class ModelSystem:
    """A model of ours, by name or path."""

    def __init__(self, model: str = "default") -> None:
        self.name = "tempo-ssl" if model == "default" else f"tempo-ssl ({Path(model).name})"
        self._estimator = TempoEstimator(model)
        content = read_model(model)[1]
        self.version = f"{library_version('tempo-ssl')} {hashlib.sha256(content).hexdigest()}"

    def answer(self, path: Path) -> Answer:
        estimate = self._estimator.estimate(path)
        second = estimate.candidates[1].bpm if len(estimate.candidates) > 1 else None
        return Answer(
            bpm=estimate.bpm,
            bpm_2=second,
            confidence=estimate.confidence,
            octave_confidence=estimate.octave_confidence,
            audio_seconds=estimate.duration,
            reason=estimate.reason or "",
        )


def timed_answer(system: System, path: Path) -> Answer:
    """A system's answer with the time it took; a file that it cannot read is a missing answer with its reason."""
    wall, processor = time.perf_counter(), time.process_time()
    try:
        answer = system.answer(path)
    except TempoSSLError as error:
        return Answer(reason=str(error))
    taken = {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - processor}
    return Answer(**vars(answer) | taken)


def ask(system: System, dataset: Dataset, report: Report, warn: Callable[[str], None]) -> Answers:
    """A system's answers to all tracks. Files that cannot be read are named, and count as not answered."""
    answers = []
    for done, track in enumerate(dataset.tracks, 1):
        if track.audio is None or not track.audio.exists():
            missing = AudioError(f"{display_name(track.audio or track.path)}: no such file or folder")
            answer = Answer(reason=str(missing))
        else:
            answer = timed_answer(system, track.audio)
        if answer.bpm is None and answer.audio_seconds is None:
            warn(f"{system.name}: no answer: {answer.reason}")
        answers.append(answer)
        report(f"answering, {system.name}", done, len(dataset))
    absent = sum(track.audio is None or not track.audio.exists() for track in dataset.tracks)
    if absent and dataset.audio_hint:
        warn(f"{absent} of {len(dataset)} sound files are not there; {dataset.audio_hint}")
    return Answers(system.name, tuple(answers))
