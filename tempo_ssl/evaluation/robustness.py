"""How much of a system is left when recordings are perturbed?

Every perturbed recording is answered by every system, and embedded by every embedding. Each answer and each embedding
is stored as soon as it is there, under a name made of all that decides it (the sound's content, the perturbation, the
seed, the system's or embedding's version): a run that was interrupted goes on where it stopped, and one with another
perturbation does only that.

*Figures.* Accuracies against the annotated tempo times the perturbation's rate. *Kept*: the share of all tracks whose
answer is the clean answer times that rate, within 4 %, octave included; it needs no annotation. A track that had no
clean answer is kept where it has none now either; one that cannot be read is not. *Change*: Acc2 less the clean Acc2,
paired.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from tempo_ssl.audio import Audio, file_digest, load_audio
from tempo_ssl.embedding import load_embedding
from tempo_ssl.errors import AudioError
from tempo_ssl.evaluation.answers import Answer, Answers
from tempo_ssl.evaluation.dataset import Dataset, Track
from tempo_ssl.evaluation.experiment import PEER, Experiment
from tempo_ssl.evaluation.figures import USUAL, Judgement, judge, mean_figure
from tempo_ssl.evaluation.listeners import AnsweringListener, EmbeddingListener, Listener, Store
from tempo_ssl.evaluation.peers import Peer
from tempo_ssl.evaluation.perturbation import Perturbation
from tempo_ssl.evaluation.probe import probe
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.evaluation.results import plain, versions
from tempo_ssl.evaluation.sources import read_source
from tempo_ssl.evaluation.systems import ModelSystem, Report, System
from tempo_ssl.evaluation.targets import ProbeSettings
from tempo_ssl.metrics import is_accurate_1

FORMAT = 1
#: Folder of the stored steps, inside the results' folder.
CACHE = "cache"


def run_experiment(experiment: Experiment, folder: Path, report: Report, warn: Callable[[str], None]) -> dict[str, Any]:
    """Run whatever is not stored yet, and judge everything.

    Parameters
    ----------
    experiment : what to run
    folder : the stored steps are kept in its :data:`CACHE`
    report : told (stage, done, total)
    warn : told in one line of every sound that cannot be read; such tracks count as not answered everywhere

    Returns
    -------
    all figures as plain values; the same for the same experiment, sounds and versions
    """
    systems = [AnsweringListener(_system(name)) for name in experiment.systems]
    embeddings = [EmbeddingListener(load_embedding(name)) for name in experiment.embeddings]
    datasets = [_some_tracks(read_source(source), experiment) for source in experiment.datasets]
    store = Store(folder / CACHE)
    results: dict[str, Any] = {
        "format": FORMAT,
        "seed": experiment.seed,
        "versions": versions(),
        "perturbations": [perturbation.name for perturbation in experiment.perturbations],
        "datasets": [],
    }
    for dataset in datasets:
        sounds = listen(dataset, [*systems, *embeddings], experiment, store, report, warn)
        results["datasets"].append(
            {
                "name": dataset.name,
                "annotation": dataset.annotation,
                "tracks": len(dataset),
                "unread": sum(sound is None for sound in sounds),
                "systems": [_system_results(dataset, sounds, system, experiment, store) for system in systems],
                "embeddings": [_embedding_results(dataset, sounds, e, experiment, store) for e in embeddings],
            }
        )
    plain_results: dict[str, Any] = plain(results)
    return plain_results


def listen(
    dataset: Dataset,
    listeners: Sequence[Listener],
    experiment: Experiment,
    store: Store,
    report: Report,
    warn: Callable[[str], None],
) -> list[str | None]:
    """Have every perturbed sound heard that was not yet; the digest of each track's sound, None where there is none."""
    sounds: list[str | None] = []
    for done, track in enumerate(dataset.tracks, 1):
        try:
            sound = file_digest(track.audio or track.path)
            _listen_to(track, sound, listeners, experiment, store)
            sounds.append(sound)
        except AudioError as error:
            warn(f"{dataset.name}: not heard: {error}")
            sounds.append(None)
        report(f"perturbing, {dataset.name}", done, len(dataset))
    return sounds


def _listen_to(track: Track, sound: str, listeners: Sequence[Listener], experiment: Experiment, store: Store) -> None:
    audio: Audio | None = None
    for perturbation in experiment.perturbations:
        paths = [(listener, store.path(listener, sound, perturbation, experiment.seed)) for listener in listeners]
        missing = [(listener, path) for listener, path in paths if not path.exists()]
        if not missing:
            continue
        assert track.audio is not None
        audio = audio or load_audio(track.audio)
        # Another noise for every track and perturbation, the same in every run.
        drawn = hashlib.sha256(f"{experiment.seed} {sound} {perturbation.name}".encode()).digest()
        with tempfile.TemporaryDirectory() as folder:
            seed = int.from_bytes(drawn[:4], "big")
            file = perturbation.write(audio.samples, audio.sample_rate, Path(folder, "sound"), seed)
            for listener, path in missing:
                store.put(path, listener.hear(file))


def _system(name: str) -> System:
    return Peer(name.removeprefix(PEER)) if name.startswith(PEER) else ModelSystem(name)


def _some_tracks(dataset: Dataset, experiment: Experiment) -> Dataset:
    """So many tracks as the experiment wants, drawn by its seed, in the data set's order."""
    if experiment.tracks is None or experiment.tracks >= len(dataset):
        return dataset
    drawn = np.random.default_rng(experiment.seed).choice(len(dataset), experiment.tracks, replace=False)
    tracks = tuple(dataset.tracks[place] for place in sorted(drawn.tolist()))
    return replace(dataset, tracks=tracks, annotation=f"{dataset.annotation}; {len(tracks)} of {len(dataset)} drawn")


def _system_results(
    dataset: Dataset, sounds: Sequence[str | None], system: Listener, experiment: Experiment, store: Store
) -> dict[str, Any]:
    draws = Resampling(len(dataset), seed=experiment.seed)
    rows = []
    clean: tuple[Answers, Judgement] | None = None
    for perturbation in experiment.perturbations:
        answers = Answers(
            system.name,
            tuple(
                Answer(reason="not heard")
                if sound is None
                else Answer(**json.loads(store.path(system, sound, perturbation, experiment.seed).read_bytes()))
                for sound in sounds
            ),
        )
        moved = replace(dataset, tracks=tuple(_moved(track, perturbation.rate) for track in dataset.tracks))
        judgement = judge(moved, answers)
        clean = clean or (answers, judgement)
        key = f"acc2_{USUAL}"
        kept = [
            sound is not None and _is_kept(answer.bpm, before.bpm, perturbation.rate)
            for sound, answer, before in zip(sounds, answers.answers, clean[0].answers, strict=True)
        ]
        rows.append(
            {
                "perturbation": perturbation.name,
                "rate": perturbation.rate,
                "answered": len(sounds) - len(answers.missing),
                f"acc1_{USUAL}": asdict(judgement.figure(f"acc1_{USUAL}", draws)),
                key: asdict(judgement.figure(key, draws)),
                "kept": asdict(mean_figure(np.array(kept, dtype=float), draws)),
                "change": asdict(mean_figure(judgement.values[key] - clean[1].values[key], draws)),
            }
        )
    return {"name": system.name, "perturbations": rows}


def _embedding_results(
    dataset: Dataset, sounds: Sequence[str | None], embedding: Listener, experiment: Experiment, store: Store
) -> dict[str, Any]:
    def vector(sound: str | None, perturbation: Perturbation) -> np.ndarray | None:
        stored = b"" if sound is None else store.path(embedding, sound, perturbation, experiment.seed).read_bytes()
        return np.load(io.BytesIO(stored)) if stored else None

    def vectors(perturbation: Perturbation) -> list[np.ndarray | None]:
        return [vector(sound, perturbation) for sound in sounds]

    clean = vectors(experiment.perturbations[0])
    settings = ProbeSettings(seed=experiment.seed)
    rows = []
    for perturbation in experiment.perturbations:
        heard = vectors(perturbation)
        for target in experiment.probes:
            found = probe(dataset, clean, target, settings, heard, rate=perturbation.rate)
            rows.append({"perturbation": perturbation.name} | found)
    return {"name": embedding.name, "probes": rows}


def _moved(track: Track, rate: float) -> Track:
    return replace(track, bpm=track.bpm * rate, bpm_2=None if track.bpm_2 is None else track.bpm_2 * rate)


def _is_kept(bpm: float | None, clean: float | None, rate: float) -> bool:
    return bpm is None if clean is None else is_accurate_1(bpm, clean * rate)
