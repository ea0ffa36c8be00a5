"""The answers that are to be judged: tables read, models and other programs asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tempo_ssl.evaluation.answers import Answers, read_answers, with_unique_names
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.peers import Peer
from tempo_ssl.evaluation.results import Settings, check_settings
from tempo_ssl.evaluation.systems import ModelSystem, Report, System, ask


def gather_answers(
    dataset: Dataset,
    settings: Settings,
    models: Sequence[str],
    tables: Sequence[Path],
    peers: Sequence[str],
    report: Report,
    warn: Callable[[str], None],
) -> list[Answers]:
    """Answers to all tracks: those in ``tables``, then of our ``models`` (names or files), then of other programs.

    Where nothing is named, the shipped model is asked. All names and ``settings`` are checked, by the errors of those
    who read them, before the first is asked: a wrong one must not cost an hour.
    """
    asked: list[System] = [*map(ModelSystem, models or ([] if tables or peers else ["default"])), *map(Peer, peers)]
    told = [answers for path in tables for answers in read_answers(path, dataset, warn)]
    named = with_unique_names([*told, *(Answers(system.name, ()) for system in asked)])
    check_settings(settings, dataset, [answers.system for answers in named])
    found = [ask(system, dataset, report, warn) for system in asked]
    return with_unique_names([*told, *found])
