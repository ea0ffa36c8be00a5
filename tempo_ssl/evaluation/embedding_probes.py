"""Embeddings of whole tracks, and everything that probes say of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import display_name, mono, open_audio
from tempo_ssl.embedding import EmbeddingModel, load_embedding
from tempo_ssl.errors import AudioError, EvaluationError
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.extra import check_extra
from tempo_ssl.evaluation.probe import probe
from tempo_ssl.evaluation.results import FORMAT, plain, versions
from tempo_ssl.evaluation.systems import Report
from tempo_ssl.evaluation.targets import ProbeSettings, target_of
from tempo_ssl.features import cut_excerpts, excerpt_starts


def embed_track(embedding: EmbeddingModel, path: Path) -> np.ndarray:
    """The mean embedding of a recording's excerpts, float32 ``[D]``; ``AudioError`` where it cannot be read."""
    with open_audio(path) as stream:
        features = embedding.features(map(mono, stream), stream.sample_rate)
    if not len(features):
        raise AudioError(f"{display_name(path)}: too short to be embedded")
    frames = round(embedding.excerpt_seconds * config.FRAME_RATE)
    onsets = embedding.onsets(features[None])[0]
    starts = excerpt_starts(len(onsets), frames, frames // 2)
    sums, step = np.zeros(int(np.prod(embedding.shape))), config.EXCERPTS_AT_ONCE
    for low in range(0, len(starts), step):
        embeddings = embedding.embed(cut_excerpts(onsets, starts[low : low + step], frames))
        sums += embeddings.reshape(len(embeddings), -1).sum(axis=0, dtype=np.float64)
    return (sums / len(starts)).astype(np.float32)


def probe_embeddings(
    dataset: Dataset,
    embeddings: Sequence[str],
    targets: Sequence[str],
    settings: ProbeSettings,
    report: Report,
    warn: Callable[[str], None],
) -> dict[str, Any]:
    """Probe every embedding for every target; plain values.

    ``report`` is told (stage, done, total), ``warn`` in one line of each sound that cannot be read. The rest as in
    :func:`~tempo_ssl.evaluation.probe.probe`.
    """
    check_extra("sklearn", "probing")
    everything = np.ones(len(dataset), dtype=bool)
    for target in targets:
        target_of(dataset, target, everything)  # a wrong name must not cost an hour
    if settings.cluster is not None and settings.cluster not in dataset.columns:
        raise EvaluationError(f"{dataset.name} has no column {settings.cluster!r} to hold out together")
    loaded = [load_embedding(name) for name in embeddings]
    results = []
    for embedding in loaded:
        vectors: list[np.ndarray | None] = []
        for done, track in enumerate(dataset.tracks, 1):
            try:
                vectors.append(embed_track(embedding, track.audio or Path(track.path)))
            except AudioError as error:
                warn(f"left out: {error}")
                vectors.append(None)
            report(f"embedding, {embedding.name}", done, len(dataset))
        probes = [probe(dataset, vectors, target, settings) for target in targets]
        results.append({"name": embedding.name, "version": embedding.version, "probes": probes})
    found: dict[str, Any] = plain(
        {
            "format": FORMAT,
            "dataset": {"name": dataset.name, "annotation": dataset.annotation, "tracks": len(dataset)},
            "settings": asdict(settings),
            "versions": versions(),
            "embeddings": results,
        }
    )
    return found
