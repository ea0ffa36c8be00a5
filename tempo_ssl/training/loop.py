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

from tempo_ssl import config
from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import TempoModel, save_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.embedding import EmbeddingModel, load_embedding
from tempo_ssl.errors import TrainingError
from tempo_ssl.excerpts import cut_bars
from tempo_ssl.material import click_pieces, load_pieces, reference_pieces, render_pieces
from tempo_ssl.model import pair_classifier
from tempo_ssl.pairs import draw_pool, stretch_rates
from tempo_ssl.piece import Piece
from tempo_ssl.references import Scorer, embed_clicks
from tempo_ssl.synth import find_sound_fonts
from tempo_ssl.tempo import log_bpm_grid
from tempo_ssl.training.confidence import CALIBRATION_EXCERPTS, UNCALIBRATED, calibrated
from tempo_ssl.training.learning import Report, Stage, as_scorer, learn_epoch
from tempo_ssl.training.state import RunState, material_digest
from tempo_ssl.training.validation import known_tempo_accuracy, pair_accuracy, self_consistent_tempi, with_tempi

#: Seed of the first rendered piece to learn from, and of the first to validate on: never the same pieces.
LEARN_SEED, VALIDATION_SEED = 1_000_000, 2_000_000
#: Metronomes are among the music of known tempo, at every so many bins of the tempo axis between these BPM: without
#: any, a pulse of 52 BPM is taken for four times that. Slower and faster pulses are counted in halves or in pairs.
METRONOME_STEP, METRONOME_RANGE = 3, (50.0, 250.0)
#: Seed of the cuts of the loops that are measured on.
LOOP_SEED = 1


@dataclass(frozen=True)
class TrainingResult:
    """The model file, the figures of every epoch, and the files that could not be read with the reason."""

    path: Path
    epochs: tuple[dict[str, float], ...]
    #: Those of the epochs in which the classifier of short clips goes on learning.
    clip_epochs: tuple[dict[str, float], ...]
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
    state, clip_state = RunState(run / "state.pt", settings), RunState(run / "clips.pt", settings)
    if resume:
        state.check()
    else:
        clip_state.path.unlink(missing_ok=True)  # of a run before this one, with other settings perhaps
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

    # Learning: from excerpts of full length mostly, and then from short clips and loops alone.
    material = material_digest([*tracks, *references])
    records, tempi = state.load(classifier, optimiser, material) if resume else ([], [])
    found = {track.name: bpm for track, bpm in zip(learnt_from, tempi, strict=False) if bpm is not None}

    def learn(stage: Stage, epoch: int) -> dict[str, float]:
        known = [*rendered, *metronomes, *with_tempi(learnt_from, found)]
        # The pool has no name here: it would stay until the next one is drawn.
        drawn_from = (learnt_from, known, embedding, settings, epoch, cores, stage.of_clips)
        return learn_epoch(classifier, optimiser, draw_pool(*drawn_from), clicks, settings, epoch, stage, report)

    def found_tempi() -> list[float | None]:
        return [found.get(track.name) for track in learnt_from]

    def described(record: dict[str, float]) -> str:
        return ", ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in record.items())

    stage = Stage(range(settings.epochs))
    for epoch in stage.epochs[len(records) :]:
        if epoch in settings.self_training:
            model = as_model(as_scorer(classifier, embedding, clicks), embedding)
            found = self_consistent_tempi(model, learnt_from, settings.counted_octaves)
        record = learn(stage, epoch)
        model = as_model(as_scorer(classifier, embedding, clicks), embedding)
        record["pair_accuracy"] = pair_accuracy(model, held_out, settings)
        record["accuracy_1"], record["accuracy_2"] = known_tempo_accuracy(model, unheard)
        record["consistency"] = len(self_consistent_tempi(model, held_out)) / len(held_out)
        record["recordings"] = float(len(found))
        records.append(record)
        state.save(classifier, optimiser, material, records, found_tempi())
        report(f"epoch: {described(record)}", epoch + 1, settings.epochs)
    whole = as_scorer(classifier, embedding, clicks)

    clip_records, _ = clip_state.load(classifier, optimiser, material) if resume else ([], {})
    stage = Stage(range(settings.epochs, settings.epochs + settings.clip_epochs), of_clips=True)
    loops = one_loop_each(unheard, embedding)
    for epoch in stage.epochs[len(clip_records) :]:
        record = learn(stage, epoch)
        model = as_model(as_scorer(classifier, embedding, clicks), embedding)
        record["loop_accuracy_1"], record["loop_accuracy_2"] = known_tempo_accuracy(model, loops)
        clip_records.append(record)
        clip_state.save(classifier, optimiser, material, clip_records, found_tempi())
        report(f"epoch on clips: {described(record)}", len(clip_records), settings.clip_epochs)

    # How far to trust an answer, and writing.
    model = replace(as_model(as_scorer(classifier, embedding, clicks), embedding), whole=whole)
    model = calibrated(model, unheard, held_out, metronomes, settings.seed)
    record_of_run = {"tracks": len(tracks), "epochs": records, "clip_epochs": clip_records}
    save_model(out, replace(model, training={"settings": asdict(settings)} | record_of_run))
    shutil.rmtree(run, ignore_errors=True)
    return TrainingResult(out, tuple(records), tuple(clip_records), tuple(str(error) for error in errors))


def as_model(scorer: Scorer, embedding: EmbeddingModel) -> TempoModel:
    """A model that answers everything with ``scorer``, not calibrated yet: what validation listens with."""
    return TempoModel(embedding, scorer, scorer, UNCALIBRATED, training={})


def one_loop_each(pieces: list[Piece], embedding: EmbeddingModel) -> list[Piece]:
    """Loops shorter than an excerpt, one of every piece of known BPM that has bars of such a length."""
    rng = np.random.default_rng(LOOP_SEED)
    frames = round(embedding.excerpt_seconds * config.FRAME_RATE)
    loops = [cut_bars(piece, 1.0, frames, rng) for piece in pieces]
    return [loop for loop in loops if loop is not None]


def metronome_pieces(embedding: EmbeddingModel) -> list[Piece]:
    """Bare metronomes, to learn from and to calibrate on."""
    bpms = grid_between(*METRONOME_RANGE)[::METRONOME_STEP]
    return click_pieces(bpms, embedding, CALIBRATION_EXCERPTS * embedding.excerpt_seconds)


def grid_between(low: float, high: float) -> np.ndarray:
    """The tempi (BPM) of the answers' axis from ``low`` to ``high`` BPM."""
    grid = log_bpm_grid(config.LOW_BPM, config.BINS_PER_OCTAVE, config.TEMPO_BINS)
    return grid[(low <= grid) & (grid <= high)]
