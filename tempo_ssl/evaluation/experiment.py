"""What a robustness run does, from one YAML file: data sets x perturbations x systems and embeddings.

.. code-block:: yaml

    seed: 7
    datasets: [manifest.csv, "mirdata:gtzan_genre"]  # paths from the file's folder
    perturbations:                                   # a kind with one amount or several; clean is always there
      - noise: [20, 10, 0]
      - stretch: [0.8, 1.25]
    systems: [default, my-model.tempo, "peer:librosa"]
    embeddings: [rhythm]                             # optional: probes learn clean sound, hear perturbed sound
    probes: [tempo, genre]
    tracks: 100                                      # optional: so many tracks of each data set, drawn by the seed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tempo_ssl.audio import display_name
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.extra import check_extra
from tempo_ssl.evaluation.perturbation import CLEAN, Perturbation, perturbation
from tempo_ssl.evaluation.resampling import SEED
from tempo_ssl.evaluation.sources import MIRDATA

#: Every perturbation once or more: what ``--perturb standard`` stands for.
STANDARD: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("gain", (-20,)),
    ("mp3", (64,)),
    ("opus", (32,)),
    ("noise", (20, 10, 0)),
    ("reverb", (1.5,)),
    ("low_pass", (2000,)),
    ("pitch", (-2, 2)),
    ("stretch", (0.8, 0.9, 1.1, 1.25)),
    ("offset", (5,)),
    ("excerpt", (10,)),
    ("drift", (1,)),
)
PEER = "peer:"


@dataclass(frozen=True)
class Experiment:
    """Data sets by source, perturbations (the first is none), systems and embeddings by name, targets of probes."""

    datasets: tuple[str, ...]
    perturbations: tuple[Perturbation, ...]
    systems: tuple[str, ...] = ("default",)
    embeddings: tuple[str, ...] = ()
    probes: tuple[str, ...] = ()
    tracks: int | None = None
    seed: int = SEED


def standard_experiment(datasets: Sequence[str], systems: Sequence[str], seed: int = SEED) -> Experiment:
    """All of :data:`STANDARD` for data sets and systems."""
    kinds = [perturbation(kind, amount) for kind, amounts in STANDARD for amount in amounts]
    return Experiment(tuple(datasets), (CLEAN, *kinds), tuple(systems) or ("default",), seed=seed)


def read_experiment(
    path: Path, datasets: Sequence[str] = (), systems: Sequence[str] = (), seed: int = SEED
) -> Experiment:
    """The experiment that a YAML file describes.

    ``datasets``, ``systems`` and ``seed`` stand in where the file names none. ``EvaluationError``, in one line with the
    file's name, for what cannot be read, unknown keys, values of the wrong kind, and what is named in both places.
    """
    name = display_name(path)
    content = _load(path, name)
    unknown = sorted(set(content) - KEYS.keys(), key=str)
    if unknown:
        raise EvaluationError(f"{name}: unknown key {unknown[0]!r}; known: {', '.join(KEYS)}")
    for key, value in content.items():
        if not KEYS[key](value):
            raise EvaluationError(f"{name}: {key} must be {MEANINGS[key]}, got {value!r}")
    for key, others in (("datasets", datasets), ("systems", systems)):
        if key in content and others:
            raise EvaluationError(f"{name}: names {key} itself; leave {', '.join(others)} out of the command")
    sources = tuple(_from_folder(source, path.parent) for source in content.get("datasets", ())) or tuple(datasets)
    if not sources:
        raise EvaluationError(f"{name}: names no datasets, and none was given with the command")
    try:
        kinds = [
            perturbation(kind, amount)
            for entry in content.get("perturbations", ())
            for kind, amounts in entry.items()
            for amount in (amounts if isinstance(amounts, list) else [amounts])
        ]
    except EvaluationError as error:
        raise EvaluationError(f"{name}: {error}") from None
    asked = tuple(_from_folder(system, path.parent) for system in content.get("systems", ())) or tuple(systems)
    embeddings, probes = tuple(content.get("embeddings", ())), tuple(content.get("probes", ()))
    if bool(embeddings) != bool(probes):
        raise EvaluationError(f"{name}: embeddings and probes need each other; one is missing")
    return Experiment(
        datasets=sources,
        perturbations=(CLEAN, *dict.fromkeys(kinds)),
        systems=asked or (() if embeddings else ("default",)),
        embeddings=embeddings,
        probes=probes,
        tracks=content.get("tracks"),
        seed=content.get("seed", seed),
    )


def _load(path: Path, name: str) -> dict[str, Any]:
    check_extra("yaml", "reading an experiment")
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise EvaluationError(f"{name}: no such file; give the path of a YAML file, or 'standard'") from None
    except OSError as error:
        raise EvaluationError(f"{name}: cannot be read ({error.strerror})") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{name}: is no YAML ({' '.join(str(error).split())})") from None
    if not isinstance(content, dict):
        raise EvaluationError(f"{name}: must hold keys with values, such as 'datasets: [manifest.csv]'")
    return content


def _from_folder(source: str, folder: Path) -> str:
    """A path as seen from the file that names it; names of other things stay as they are."""
    is_name = source.startswith((MIRDATA, PEER)) or source == "default"
    return source if is_name else str(folder / source)


def _is_names(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) and item for item in value)


def _is_whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _is_perturbations(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) and item for item in value)


#: Key -> whether a value is one, and what one is.
KEYS = {
    "datasets": _is_names,
    "perturbations": _is_perturbations,
    "systems": _is_names,
    "embeddings": _is_names,
    "probes": _is_names,
    "tracks": lambda value: _is_whole(value, 1),
    "seed": lambda value: _is_whole(value, 0),
}
MEANINGS = {
    "datasets": "a list of manifests, JAMS folders or mirdata sets",
    "perturbations": "a list of kinds with amounts, such as [{noise: [20, 10]}]",
    "systems": "a list of models and peers",
    "embeddings": "a list of embeddings",
    "probes": "a list of columns, or tempo",
    "tracks": "a whole number above 0",
    "seed": "a whole number, 0 or above",
}
