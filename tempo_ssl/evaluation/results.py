"""Everything that is known after judging: figures of every system, by group, and differences, as plain values."""

from __future__ import annotations

import math
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.answers import Answers
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.extra import check_extra, library_version
from tempo_ssl.evaluation.figures import USUAL, Judgement, figure_names, judge, mean_figure
from tempo_ssl.evaluation.reliability import reliabilities
from tempo_ssl.evaluation.resampling import SEED, Resampling

#: Raised whenever a reader of the format before could misread ``results.json``.
FORMAT = 1
#: Figures of the tables by group, and of the differences between systems.
MAIN = (f"acc1_{USUAL}", f"acc2_{USUAL}")
#: Libraries that take part in an answer or a figure.
LIBRARIES = (
    "numpy",
    "onnxruntime",
    "soundfile",
    "av",
    "mir_eval",
    "mirdata",
    "librosa",
    "essentia",
    "madmom",
    "tempocnn",
)


@dataclass(frozen=True)
class Settings:
    """How answers are judged. ``by``: columns that split the tables; ``cluster``: the column to resample by."""

    by: tuple[str, ...] = ()
    cluster: str | None = None
    baseline: str | None = None
    trust_octaves: bool = False
    seed: int = SEED


@dataclass(frozen=True)
class Evaluation:
    """A data set, the systems' answers, the judgements of both, and all ``results`` as plain values for JSON."""

    dataset: Dataset
    systems: tuple[Answers, ...]
    judgements: tuple[Judgement, ...]
    results: dict[str, Any]


def evaluate(dataset: Dataset, systems: Sequence[Answers], settings: Settings | None = None) -> Evaluation:
    """Judge all systems on all tracks.

    ``EvaluationError`` for a column that the data set has not, or a baseline that is none of the systems.
    """
    settings = settings or Settings()
    names = [system.system for system in systems]
    check_settings(settings, dataset, names)
    baseline = settings.baseline or names[0]
    judgements = [judge(dataset, system, trust_octaves=settings.trust_octaves) for system in systems]
    clusters = dataset.clusters(settings.cluster) if settings.cluster else None
    everything = np.ones(len(dataset), dtype=bool)
    draws = resampling(everything, clusters, settings.seed)
    results: dict[str, Any] = {
        "format": FORMAT,
        "dataset": {"name": dataset.name, "annotation": dataset.annotation, "tracks": len(dataset)},
        "settings": asdict(settings) | {"baseline": baseline, "rounds": len(draws.counts), "clusters": draws.clusters},
        "versions": versions(),
        "systems": [
            system_results(system, judgement, draws) for system, judgement in zip(systems, judgements, strict=True)
        ],
        "differences": differences(judgements, names.index(baseline), draws),
        "by": {},
    }
    for column in settings.by:
        values = np.array(dataset.values(column))
        results["by"][column] = [
            group_results(value, values == value, judgements, clusters, settings.seed)
            for value in dict.fromkeys(values.tolist())
        ]
    return Evaluation(dataset, tuple(systems), tuple(judgements), plain(results))


def check_settings(settings: Settings, dataset: Dataset, systems: Sequence[str]) -> None:
    """``EvaluationError`` where judging would fail: for a column that the data set has not, a baseline that is none of
    the systems, or tracks with two annotated tempi where the library for their figures is missing.
    """
    if any(track.bpm_2 is not None for track in dataset.tracks):
        check_extra("mir_eval", "the P-score of tracks with two annotated tempi")
    if settings.baseline is not None and settings.baseline not in systems:
        raise EvaluationError(f"the baseline {settings.baseline!r} is none of the systems: {', '.join(systems)}")
    for column in (*settings.by, *([settings.cluster] if settings.cluster else [])):
        if column not in dataset.columns:
            known = ", ".join(dataset.columns) or "none"
            raise EvaluationError(f"{dataset.name} has no column {column!r}; its columns are: {known}")


def resampling(chosen: np.ndarray, clusters: Sequence[str] | None, seed: int) -> Resampling:
    """Draws over the tracks that ``chosen`` ``[n]`` is true for."""
    inside = None if clusters is None else [name for name, is_in in zip(clusters, chosen, strict=True) if is_in]
    return Resampling(int(chosen.sum()), inside, seed=seed)


def system_results(system: Answers, judgement: Judgement, draws: Resampling) -> dict[str, Any]:
    """All figures of one system over all tracks."""
    return {
        "name": system.system,
        "answered": len(system.answers) - len(system.missing),
        "figures": {name: asdict(judgement.figure(name, draws)) for name in figure_names()},
        "median_deviation": judgement.median_deviation(),
        "errors": judgement.errors(),
        "confidence": {name: asdict(found) for name, found in reliabilities(system, judgement, draws).items()},
        "speed": speed(system),
    }


def group_results(
    value: str, chosen: np.ndarray, judgements: Sequence[Judgement], clusters: Sequence[str] | None, seed: int
) -> dict[str, Any]:
    """The figures of every system over the tracks of one group."""
    draws = resampling(chosen, clusters, seed)
    return {
        "value": value,
        "tracks": int(chosen.sum()),
        "systems": [
            {
                "name": judgement.system,
                "figures": {name: asdict(judgement.figure(name, draws, chosen)) for name in figure_names()},
                "median_deviation": judgement.median_deviation(chosen),
                "errors": judgement.errors(chosen),
                "answered": int(np.isfinite(judgement.deviation[chosen]).sum()),
            }
            for judgement in judgements
        ],
    }


def differences(judgements: Sequence[Judgement], baseline: int, draws: Resampling) -> list[dict[str, Any]]:
    """Every other system's accuracy less that of the baseline, paired: both on the same tracks in every draw."""
    base = judgements[baseline]
    return [
        {"name": other.system}
        | {name: asdict(mean_figure(other.values[name] - base.values[name], draws)) for name in MAIN}
        for place, other in enumerate(judgements)
        if place != baseline
    ]


def speed(system: Answers) -> dict[str, float]:
    """Audio-seconds per second, by wall clock and by processor, over the tracks whose times are known."""
    found = {}
    for key, name in (("per_second", "seconds"), ("per_cpu_second", "cpu_seconds")):
        times = [(a.audio_seconds, getattr(a, name)) for a in system.answers]
        known = [(audio, taken) for audio, taken in times if audio and taken]
        if known:
            found[key] = sum(audio for audio, _ in known) / sum(taken for _, taken in known)
    return found


def versions() -> dict[str, str]:
    """Versions of Python, of this package, and of the libraries that are installed."""
    installed = {library: library_version(library) for library in ("tempo-ssl", *LIBRARIES)}
    return {"Python": platform.python_version()} | {name: number for name, number in installed.items() if number}


def plain(value: Any) -> Any:
    """The same with None for NaN, which JSON has not, and lists for tuples."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    return value
