"""Tracks of given tempi, and answers to them."""

from __future__ import annotations

from tempo_ssl.evaluation import Answer, Answers, Dataset, Track


def dataset_of(*references: float, **options: object) -> Dataset:
    tracks = tuple(Track(f"{i}.wav", bpm, **options) for i, bpm in enumerate(references))  # type: ignore[arg-type]
    return Dataset("made", "made by hand", tracks)


def answers_of(*bpm: float | None, system: str = "x") -> Answers:
    return Answers(system, tuple(Answer(bpm=value) for value in bpm))
