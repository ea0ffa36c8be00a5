"""``train(folder)``: unlabelled music in, one model file out.

The order below is the order in which things happen: read, render, embed, learn, validate on held-out tracks through
the shipped scoring and decoding, calibrate, write. Everything that an interrupted run needs to go on lies in a folder
beside the model file (``<model>.run``): features by content, and the state after the last complete epoch.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from tempo_ssl import config
from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import TempoModel, save_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.embedding import EmbeddingModel, load_embedding
from tempo_ssl.errors import TrainingError
from tempo_ssl.graph import export_graph
from tempo_ssl.material import click_pieces, load_pieces, reference_pieces, render_pieces
from tempo_ssl.model import PairClassifier, pair_classifier
from tempo_ssl.pairs import Pool, draw_indices, draw_members, draw_pool, rank_references, stretch_rates, weigh_pairs
from tempo_ssl.piece import Piece
from tempo_ssl.references import Clicks, build_bank, embed_clicks
from tempo_ssl.schedule import warm_cosine
from tempo_ssl.synth import find_sound_fonts
from tempo_ssl.tempo import log_bpm_grid
from tempo_ssl.training.state import RunState, material_digest
from tempo_ssl.training.validation import (
    CALIBRATION_EXCERPTS,
    UNCALIBRATED,
    calibrated,
    known_tempo_accuracy,
    pair_accuracy,
    self_consistent_tempi,
    with_tempi,
)

#: Seed of the first rendered piece to learn from, and of the first to validate on: never the same pieces.
LEARN_SEED, VALIDATION_SEED = 1_000_000, 2_000_000
#: Metronomes are among the music of known tempo, at every so many bins of the tempo axis between these BPM: without
#: any, a pulse of 52 BPM is taken for four times that. Slower and faster pulses are counted in halves or in pairs.
METRONOME_STEP, METRONOME_RANGE = 3, (50.0, 250.0)
#: Steps in which the learning rate rises to its maximum.
WARM_UP = 30

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class TrainingResult:
    """The model file, the figures of every epoch, and the files that could not be read with the reason."""

    path: Path
    epochs: tuple[dict[str, float], ...]
    skipped: tuple[str, ...]


def train(
    folder: str | os.PathLike[str],
    out: str | os.PathLike[str] = "model.tempo",
    settings: TrainingSettings = TrainingSettings(),
    *,
    resume: bool = False,
    workers: int | None = None,
    cache: str | os.PathLike[str] | None = None,
    refs: str | os.PathLike[str] | None = None,
    report: Report = lambda stage, done, total: None,
    warn: Callable[[str], None] = lambda message: None,
) -> TrainingResult:
    """Train a same/different classifier on a folder of unlabelled music.

    Parameters
    ----------
    folder : searched recursively for sound files
    out : the model file to write; work in progress lies in ``<out>.run`` until it is written
    settings : see :class:`~tempo_ssl.config.TrainingSettings`; the seed repeats a run bit for bit on one machine
    resume : go on after the last complete epoch of an interrupted run with the same settings
    workers : processes that read sound (all cores by default)
    cache : where features are kept for further runs; by default in ``<out>.run``, and not for longer than it
    refs : a folder of click references like the project's ``refs/``; by default clicks are made for the run
    report : told (stage, done, total) as work goes on
    warn : told of every file that is skipped

    Raises
    ------
    AudioError : the folder does not exist, or a reference cannot be read
    TrainingError : fewer than 8 usable tracks, no usable references, ``out`` is a folder, or there is no such run to
        resume
    ValueError : a head or a stretcher that does not exist, or a head that cannot read the embedding
    """
    cores = os.cpu_count() or 1
    workers = workers or cores
    torch.manual_seed(settings.seed)
    torch.set_num_threads(cores)
    torch.use_deterministic_algorithms(True)  # threads would add up gradients in the order in which they finish
    out = Path(out)
    if out.is_dir():
        raise TrainingError(f"{out}: is a folder; name the model file to write")
    run = out.with_name(out.name + ".run")
    kept = run / "features" if cache is None else Path(cache)
    state = RunState(run / "state.pt", settings)
    if resume:
        state.check()
    embedding = load_embedding(settings.embedding)
    # Made first: a head that cannot read the embedding shows at once, and so do references that cannot be used.
    classifier = pair_classifier(embedding.head if settings.head == "auto" else settings.head, embedding.shape)
    optimiser = torch.optim.AdamW(classifier.parameters(), lr=settings.learning_rate, weight_decay=1e-3)
    bpm_range = classifier.project.click_range
    references = reference_pieces(Path(refs), bpm_range, embedding) if refs is not None else []

    # Material: recordings without a tempo, rendered music with one, clicks.
    files = find_audio(folder)
    rates = stretch_rates(settings)
    tracks, errors = load_pieces(files, embedding, kept, rates, workers, report)
    for error in errors:
        warn(f"skipped: {error}")
    tracks = [track for track in tracks if track.seconds >= config.MIN_SECONDS]
    if len(tracks) < config.MIN_TRACKS:
        raise TrainingError(
            f"{folder}: {len(tracks)} usable tracks of {len(files)} sound files found, training needs at least "
            f"{config.MIN_TRACKS}; give a folder with more music"
        )
    held_out = tracks[:: settings.hold_out_every]
    learnt_from = [track for number, track in enumerate(tracks) if number % settings.hold_out_every]
    if not find_sound_fonts():
        warn("no FluidSynth or no sound font found: the built-in synthesiser plays all rendered music")
    rendered = render_pieces(
        settings.renders, LEARN_SEED, embedding, kept, None, workers, report, settings.hard_share, warn
    )
    unheard = render_pieces(
        settings.validation_renders, VALIDATION_SEED, embedding, kept, None, workers, report, 0, warn
    )
    if not references:
        references = click_pieces(grid_between(*bpm_range), embedding, embedding.excerpt_seconds + 1)
    clicks = embed_clicks(references, embedding)
    metronomes = metronome_pieces(embedding)

    # Learning.
    material = material_digest([*tracks, *references])
    records, found = state.load(classifier, optimiser, material) if resume else ([], {})
    for epoch in range(len(records), settings.epochs):
        if epoch in settings.self_training:
            model = as_model(classifier, embedding, clicks)
            found = self_consistent_tempi(model, learnt_from, settings.counted_octaves)
        known = [*rendered, *metronomes, *with_tempi(learnt_from, found)]
        # The pool has no name here: it would stay until the next one is drawn.
        record = learn_epoch(
            classifier,
            optimiser,
            draw_pool(learnt_from, known, embedding, settings, epoch, cores),
            clicks,
            settings,
            epoch,
            report,
        )
        model = as_model(classifier, embedding, clicks)
        record["pair_accuracy"] = pair_accuracy(model, held_out, settings)
        record["accuracy_1"], record["accuracy_2"] = known_tempo_accuracy(model, unheard)
        record["consistency"] = len(self_consistent_tempi(model, held_out)) / len(held_out)
        record["recordings"] = float(len(found))
        records.append(record)
        state.save(classifier, optimiser, material, records, found)
        figures = ", ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in record.items())
        report(f"epoch: {figures}", epoch + 1, settings.epochs)

    # How far to trust an answer, and writing.
    model = as_model(classifier, embedding, clicks)
    training = {"settings": asdict(settings), "tracks": len(tracks), "epochs": records}
    model = calibrated(model, unheard, held_out, metronomes, settings.seed)
    save_model(out, replace(model, training=training))
    shutil.rmtree(run, ignore_errors=True)
    return TrainingResult(out, tuple(records), tuple(str(error) for error in errors))


def learn_epoch(
    classifier: PairClassifier,
    optimiser: torch.optim.Optimizer,
    pool: Pool,
    clicks: Clicks,
    settings: TrainingSettings,
    epoch: int,
    report: Report,
) -> dict[str, float]:
    """One pass of ``settings.steps`` steps; its randomness depends on the seed and the epoch alone."""
    rng = np.random.default_rng([settings.seed, epoch])
    total = settings.epochs * settings.steps
    loss_sum = hit = seen = 0.0
    classifier.train()
    for step in range(epoch * settings.steps, (epoch + 1) * settings.steps):
        for group in optimiser.param_groups:
            group["lr"] = settings.learning_rate * warm_cosine(step, total, WARM_UP)
        members = draw_members(pool, settings, rng)
        chosen = draw_indices(len(clicks.bpm), settings.clicks, rng)
        embeddings = np.concatenate([pool.embeddings[members].astype(np.float32), clicks.embeddings[chosen]])
        projections = classifier.project(torch.from_numpy(embeddings))
        excerpts = projections[: len(members)]
        references, bpm = classifier.project.references(
            projections[len(members) :], torch.from_numpy(clicks.bpm[chosen])
        )
        logits = classifier.score(excerpts, torch.cat([excerpts, references]))
        drawn = (pool.tempi[members], pool.groups[members], bpm.numpy(), settings)
        target, weight = map(torch.from_numpy, weigh_pairs(*drawn))
        loss = functional.binary_cross_entropy_with_logits(logits, target, weight, reduction="sum")
        ranking = functional.log_softmax(logits[:, len(members) :], dim=1) * torch.from_numpy(rank_references(*drawn))
        loss = loss - settings.ranking_weight * ranking.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(classifier.parameters(), 1.0)
        optimiser.step()
        loss_sum += loss.item()
        hit += float((((logits > 0) == (target > 0)) * weight).sum())
        seen += float(weight.sum())
        done = step - epoch * settings.steps + 1
        report(f"training, loss {loss_sum / done:.3f}, pair accuracy {hit / seen:.3f}", step + 1, total)
    return {"loss": loss_sum / settings.steps, "training_pair_accuracy": hit / seen}


def as_model(classifier: PairClassifier, embedding: EmbeddingModel, clicks: Clicks) -> TempoModel:
    """The classifier as graphs with its reference bank, not calibrated yet: what validation listens with."""
    with torch.no_grad():
        example = torch.zeros(2, *embedding.shape)
        project = export_graph(classifier.project, (example,), {"embedding": {0: "excerpts"}}, ["projection"])
        projections = classifier.project(torch.from_numpy(clicks.embeddings))
        pair = (projections[:2], projections[:3])
        axes = {"excerpts": {0: "excerpts"}, "references": {0: "references"}}
        score = export_graph(classifier.score, pair, axes, ["logits"])
        bank, bpm = classifier.project.references(projections, torch.from_numpy(clicks.bpm))
    references = build_bank(bpm.numpy(), bank.numpy())
    return TempoModel(embedding, project, score, references, UNCALIBRATED, training={})


def metronome_pieces(embedding: EmbeddingModel) -> list[Piece]:
    """Bare metronomes, to learn from and to calibrate on."""
    bpms = grid_between(*METRONOME_RANGE)[::METRONOME_STEP]
    return click_pieces(bpms, embedding, CALIBRATION_EXCERPTS * embedding.excerpt_seconds)


def grid_between(low: float, high: float) -> np.ndarray:
    """The tempi (BPM) of the answers' axis from ``low`` to ``high`` BPM."""
    grid = log_bpm_grid(config.LOW_BPM, config.BINS_PER_OCTAVE, config.TEMPO_BINS)
    return grid[(low <= grid) & (grid <= high)]
