"""What does a frozen embedding know? Small models on top of it, judged on tracks that they have not seen.

A track is the mean of its excerpts' embeddings, standardised and reduced to its principal components on the training
tracks alone. On these learn a *linear* model (logistic regression), a *perceptron* with one hidden layer, and the vote
of the *nearest neighbours*. The target is any column of the data set, as classes, or the tempo: its classes are a
twelfth of an octave wide, and the answer is the median tempo of the training tracks in the class that was chosen.

*Splits.* Where a column ``split`` says ``train`` and ``test``, these; else folds, each track tested once by models that
were trained on the others, and no cluster on both sides of a fold.

*Figures.* For a class: the share of tracks that are told right, against always answering the most frequent class of the
training tracks. For the tempo: Acc1 and Acc2 at 4 %, against the most frequent class as well.
*Locality*: the share of a track's nearest neighbours (by cosine, clusters left out) with the same class, or a tempo
within 4 %, against the share among all tracks. All are means over tracks, with bootstrap intervals.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.extra import check_extra
from tempo_ssl.evaluation.figures import USUAL, mean_figure
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.evaluation.targets import ProbeSettings, Target, splits_of, target_of
from tempo_ssl.metrics import is_accurate_1, is_accurate_2

#: Principal components that are kept at most.
COMPONENTS = 128
#: Hidden units of the perceptron, and its steps over the training tracks.
HIDDEN, STEPS = 64, 500
#: Strength of the pull to zero of the logistic regression's and of the perceptron's weights.
RIDGE, DECAY = 10.0, 1e-2
#: Neighbours that vote, and neighbours that locality counts.
VOTERS, NEIGHBOURS = 5, 10


def models_for(tracks: int, dimensions: int, seed: int) -> dict[str, Any]:
    """Name -> untrained model (scikit-learn) for ``tracks`` training tracks of ``dimensions`` numbers."""
    from sklearn.decomposition import PCA
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    perceptron = {
        "hidden_layer_sizes": (HIDDEN,),
        "alpha": DECAY,
        "max_iter": STEPS,
        "solver": "lbfgs",
        "random_state": seed,
    }
    voters = {"n_neighbors": min(VOTERS, tracks), "metric": "cosine"}
    last = {
        "linear": LogisticRegression(C=1 / RIDGE, max_iter=1000),
        "perceptron": MLPClassifier(**perceptron),
        "neighbours": KNeighborsClassifier(**voters),
    }
    components = min(COMPONENTS, tracks - 1, dimensions)
    return {
        name: make_pipeline(StandardScaler(), PCA(components, svd_solver="full"), model) for name, model in last.items()
    }


def probe(
    dataset: Dataset,
    vectors: Sequence[np.ndarray | None],
    name: str,
    settings: ProbeSettings,
    heard: Sequence[np.ndarray | None] | None = None,
    rate: float = 1.0,
) -> dict[str, Any]:
    """Figures of all probes for one target, as plain values.

    Parameters
    ----------
    dataset : the tracks
    vectors : the embedding ``[D]`` of each, or None where it could not be read: such tracks stay out, and are counted
    name : ``"tempo"`` or a column
    heard : what the models are tested on, if not on ``vectors``: embeddings of the same tracks, perturbed
    rate : what the tempo of ``heard`` is multiplied with

    Raises
    ------
    EvaluationError : the extra is missing, or there is too little to learn from
    """
    check_extra("sklearn", "probing")
    heard = vectors if heard is None else heard
    usable = np.array([v is not None and h is not None for v, h in zip(vectors, heard, strict=True)])
    target = target_of(dataset, name, usable)
    learnt, tested = (np.stack([np.asarray(side[place]) for place in target.places]) for side in (vectors, heard))
    answers, tests = predictions(dataset, target, learnt, tested, settings)
    clusters = (
        None if settings.cluster is None else [dataset.clusters(settings.cluster)[p] for p in target.places[tests]]
    )
    draws = Resampling(len(tests), clusters, seed=settings.seed)
    figures = {
        probe_name: {
            key: asdict(mean_figure(values, draws)) for key, values in judged(target, tests, given, rate).items()
        }
        for probe_name, given in answers.items()
    }
    return {
        "target": name,
        "tracks": len(target.places),
        "tested": len(tests),
        "left_out": target.left_out,
        "classes": None if target.is_tempo else len(set(target.values.tolist())),
        "probes": figures,
        "locality": locality(dataset, target, tested, settings),
    }


def predictions(
    dataset: Dataset, target: Target, learnt: np.ndarray, tested: np.ndarray, settings: ProbeSettings
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """For every probe its answers (BPM or classes) to the tested tracks, and their indices into the target's tracks."""
    from sklearn.exceptions import ConvergenceWarning

    classes = target.classes
    given: dict[str, list[np.ndarray]] = {}
    tests = []
    for train, test in splits_of(dataset, target, settings):
        frequent = Counter(classes[train].tolist()).most_common(1)[0][0]
        chosen = {"baseline": np.full(len(test), frequent)}
        for name, model in models_for(len(train), learnt.shape[1], settings.seed).items():
            with warnings.catch_warnings():
                # A perceptron that could still learn its training tracks better is as wanted: it overfits less.
                warnings.simplefilter("ignore", ConvergenceWarning)
                model.fit(learnt[train], classes[train])
            chosen[name] = model.predict(tested[test])
        if target.is_tempo:
            middle = {
                c: float(np.median(target.values[train][classes[train] == c])) for c in set(classes[train].tolist())
            }
            chosen = {name: np.array([middle[c] for c in found.tolist()]) for name, found in chosen.items()}
        for name, found in chosen.items():
            given.setdefault(name, []).append(found)
        tests.append(test)
    return {name: np.concatenate(parts) for name, parts in given.items()}, np.concatenate(tests)


def judged(target: Target, tests: np.ndarray, given: np.ndarray, rate: float = 1.0) -> dict[str, np.ndarray]:
    """Figure -> right (1) or wrong (0) of every tested track."""
    truth = target.values[tests]
    if not target.is_tempo:
        return {"accuracy": (given == truth).astype(float)}
    pairs = list(zip(given.tolist(), (rate * truth).tolist(), strict=True))
    return {
        f"acc1_{USUAL}": np.array([is_accurate_1(e, r) for e, r in pairs], dtype=float),
        f"acc2_{USUAL}": np.array([is_accurate_2(e, r) for e, r in pairs], dtype=float),
    }


def locality(dataset: Dataset, target: Target, vectors: np.ndarray, settings: ProbeSettings) -> dict[str, Any]:
    """Share of alike tracks among the nearest neighbours, and among all tracks; means over tracks."""
    centred = vectors - vectors.mean(axis=0)
    unit = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-12)
    near = unit @ unit.T
    names = (
        range(len(vectors)) if settings.cluster is None else np.array(dataset.clusters(settings.cluster))[target.places]
    )
    groups = np.unique(np.asarray(names), return_inverse=True)[1]
    others = groups[:, None] != groups[None]
    if target.is_tempo:
        alike = np.abs(target.values[None] / target.values[:, None] - 1) <= USUAL / 100
    else:
        alike = target.values[None] == target.values[:, None]
    shares, chance = np.full(len(vectors), np.nan), np.full(len(vectors), np.nan)
    for i in range(len(vectors)):
        candidates = np.flatnonzero(others[i])
        if len(candidates):
            nearest = candidates[np.argsort(-near[i, candidates], kind="stable")[:NEIGHBOURS]]
            shares[i], chance[i] = alike[i, nearest].mean(), alike[i, candidates].mean()
    clusters = None if settings.cluster is None else [str(group) for group in groups]
    draws = Resampling(len(vectors), clusters, seed=settings.seed)
    return {"neighbours": asdict(mean_figure(shares, draws)), "chance": asdict(mean_figure(chance, draws))}
