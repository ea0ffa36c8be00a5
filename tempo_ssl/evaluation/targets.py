"""What is to be told of tracks from their embeddings, and which of them are held out to see whether it can be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.resampling import SEED

#: What the tempo is called among the targets.
TEMPO = "tempo"
#: Column that may say which tracks to train on, and its values.
SPLIT, TRAIN, TEST = "split", ("train", "training"), ("test", "testing")
FOLDS = 5
#: Classes of tempo in an octave: 5.9 % wide, so that the middle of one is within 4 % of all of it.
CLASSES_PER_OCTAVE = 12
#: Tracks of a class without which it is left out: with fewer, a fold may have none to learn from.
LEAST_OF_CLASS = 3
#: Tracks without which nothing can be said.
LEAST_TRACKS = 10


@dataclass(frozen=True)
class ProbeSettings:
    """``cluster``: the column of tracks that belong together; ``seed`` decides the folds and the perceptron."""

    cluster: str | None = None
    seed: int = SEED


@dataclass(frozen=True)
class Target:
    """What is to be told of the tracks at ``places``: BPM as floats, or classes as words."""

    name: str
    places: np.ndarray
    values: np.ndarray
    left_out: int

    @property
    def is_tempo(self) -> bool:
        return self.name == TEMPO

    @property
    def classes(self) -> np.ndarray:
        """What the models learn, ``[n]``."""
        return np.round(CLASSES_PER_OCTAVE * np.log2(self.values)).astype(int) if self.is_tempo else self.values


def target_of(dataset: Dataset, name: str, usable: np.ndarray) -> Target:
    """The tempo, or a column as classes, of the tracks that ``usable`` ``[n]`` is true for.

    Tracks without a value, and classes of fewer than :data:`LEAST_OF_CLASS` tracks, are left out and counted.
    ``EvaluationError`` for a column that is not there, or where too little is left.
    """
    if name == TEMPO:
        values = np.array([track.bpm for track in dataset.tracks])
        kept = usable.copy()
    else:
        if name not in dataset.columns:
            known = ", ".join([TEMPO, *dataset.columns])
            raise EvaluationError(f"{dataset.name} has no column {name!r} to probe for; it has: {known}")
        values = np.array(dataset.values(name))
        frequent = {v for v, n in Counter(values[usable].tolist()).items() if n >= LEAST_OF_CLASS and v}
        kept = usable & np.isin(values, sorted(frequent))
        if len(frequent) < 2:
            raise EvaluationError(
                f"{dataset.name}: the column {name!r} has no two values of {LEAST_OF_CLASS} tracks or more"
            )
    if kept.sum() < LEAST_TRACKS:
        raise EvaluationError(
            f"{dataset.name}: {kept.sum()} tracks are too few to probe for {name!r}; {LEAST_TRACKS} are needed"
        )
    return Target(name, np.flatnonzero(kept), values[kept], int(len(values) - kept.sum()))


def splits_of(dataset: Dataset, target: Target, settings: ProbeSettings) -> list[tuple[np.ndarray, np.ndarray]]:
    """Indices into the target's tracks to train on and to test on, once or for every fold."""
    from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, StratifiedKFold

    said = [dataset.values(SPLIT)[place].lower() for place in target.places]
    train, test = (np.flatnonzero(np.isin(said, names)) for names in (TRAIN, TEST))
    if len(train) >= LEAST_TRACKS and len(test):
        return [(train, test)]
    n = len(target.places)
    groups = None if settings.cluster is None else np.array(dataset.clusters(settings.cluster))[target.places]
    folds = min(FOLDS, n if groups is None else len(set(groups)))
    if folds < 2:
        raise EvaluationError(
            f"{dataset.name}: all tracks have the same {settings.cluster}; there is nothing to hold out"
        )
    options = {"n_splits": folds, "shuffle": True, "random_state": settings.seed}
    if target.is_tempo:
        kind = KFold(**options) if groups is None else GroupKFold(**options)
    else:
        least = min(Counter(target.values.tolist()).values())
        options["n_splits"] = max(2, min(folds, least))
        kind = StratifiedKFold(**options) if groups is None else StratifiedGroupKFold(**options)
    return list(kind.split(np.zeros(n), target.values, groups))
