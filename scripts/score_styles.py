"""How well are styles answered that nobody taught? Learn without a quarter of the rhythm families, and ask about those.

    python scripts/score_styles.py CORPUS [--folds 4] [--epochs 4] [--cache cache]

CORPUS is a folder of unlabelled recordings, as for `tempo-ssl train`. The families, by name, are dealt out to the
folds; for every fold a classifier is trained as `tempo-ssl train` does it, from the pieces of the other families (and
fewer epochs), and the pieces of its own are asked. Pieces of families that were learnt from are answered too well to
tell one way of learning from another; these are not. The confidences, calibrated on families that were learnt from,
are asked whether they tell right answers about these from wrong ones. The frozen embedding has heard pieces of all
families: what is asked is how the classifier does. Six minutes a fold on two cores. Needs the extra "train".
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import click
import numpy as np

from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import TempoModel, load_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.decoding import best_bpm, evidence
from tempo_ssl.embedding import EmbeddingModel
from tempo_ssl.evaluation.figures import mean_figure
from tempo_ssl.evaluation.markdown import table, with_interval
from tempo_ssl.evaluation.reliability import reliability
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.material import load_pieces, render_pieces
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.piece import Piece
from tempo_ssl.refinement import repetitions
from tempo_ssl.synth import FAMILIES, HARD
from tempo_ssl.training import loop, train

#: Families with fewer pieces have no row of their own, and those with a larger share of right pulses have none either.
FEWEST_PIECES, UNREMARKABLE = 20, 0.95


class Answer(NamedTuple):
    """An answer about a piece of a family: whether its tempo and its pulse are right, and what is said of both."""

    family: str
    has_tempo: bool
    has_pulse: bool
    confidence: float
    octave_confidence: float


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--folds", type=click.IntRange(2), default=4, show_default=True)
@click.option("--only", type=int, multiple=True, help="Only these folds, from 0.")
@click.option("--epochs", default=4, show_default=True)
@click.option("--seed", default=TrainingSettings.seed, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
def main(corpus: Path, folds: int, only: tuple[int, ...], epochs: int, seed: int, cache: Path) -> None:
    settings = shortened(epochs, seed)
    answers: list[Answer] = []
    for fold in only or range(folds):
        left_out = families_of(fold, folds)
        model, pieces = learn_without(left_out, corpus, settings, cache)
        answers += [judged(piece, *answered(model, piece)) for piece in pieces]
        click.echo(f"fold {fold}: {len(left_out)} families, {len(pieces)} pieces", err=True)
    hits: dict[str, list[tuple[bool, bool]]] = {}
    for answer in answers:
        hits.setdefault(answer.family, []).append((answer.has_tempo, answer.has_pulse))
    rows = [row("all", hits.values())]
    for name, is_hard in (("with drums, in two or four", False), ("without drums, or in three", True)):
        rows.append(row(name, (found for family, found in hits.items() if (family in HARD) == is_hard)))
    weak = {
        family: found
        for family, found in hits.items()
        if len(found) >= FEWEST_PIECES and np.mean(found, axis=0)[1] < UNREMARKABLE
    }
    rows += [
        row(family, [weak[family]]) for family in sorted(weak, key=lambda family: np.mean(weak[family], axis=0)[1])
    ]
    click.echo(table(["families not learnt from", "n", "Acc1", "Acc2"], rows))
    right = [answer for answer in answers if answer.has_pulse]
    confidences = [
        told("pulse", [answer.confidence for answer in answers], [answer.has_pulse for answer in answers]),
        told("octave", [answer.octave_confidence for answer in right], [answer.has_tempo for answer in right]),
    ]
    click.echo("\n" + table(["confidence", "n", "ROC-AUC", "ECE"], confidences))


def shortened(epochs: int, seed: int) -> TrainingSettings:
    """The settings of `tempo-ssl train` with so many epochs, and without those on clips."""
    # Recordings join in the middle, as they do when all epochs are learnt.
    return replace(TrainingSettings(), seed=seed, epochs=epochs, self_training=(epochs // 2,), clip_epochs=0)


def families_of(fold: int, folds: int) -> frozenset[str]:
    """The rhythm families that a fold leaves out: dealt out by name."""
    return frozenset(sorted(FAMILIES)[fold::folds])


def learn_without(
    left_out: frozenset[str], corpus: Path, settings: TrainingSettings, cache: Path, is_calibrated: bool = True
) -> tuple[TempoModel, list[Piece]]:
    """A model that has not learnt from the families ``left_out``, and their pieces.

    One that is not calibrated is made sooner; what it says of its confidence means nothing.
    """
    asked: list[Piece] = []
    calibrated = loop.calibrated if is_calibrated else lambda model, *material: model

    def rendering(count: int, seed: int, *args: Any) -> list[Piece]:
        pieces = render_pieces(count, seed, *args)
        if seed == loop.LEARN_SEED:
            asked.extend(piece for piece in pieces if family_of(piece) in left_out)
        return [piece for piece in pieces if family_of(piece) not in left_out]

    patches = patch.multiple(loop, render_pieces=rendering, calibrated=calibrated)
    with TemporaryDirectory() as folder, patches:
        out = Path(folder) / "model.tempo"
        train(corpus, out, settings, cache=cache)
        return load_model(out), asked


def whole_recordings(corpus: Path, embedding: EmbeddingModel, cache: Path, workers: int) -> list[Piece]:
    """The recordings of an excerpt or more: shorter ones have a classifier of their own, which is not learnt here."""
    recordings, _ = load_pieces(find_audio(corpus), embedding, cache, (), workers)
    return [piece for piece in recordings if piece.seconds >= embedding.excerpt_seconds]


def answered(model: TempoModel, piece: Piece) -> tuple[float, float, float]:
    """Tempo (BPM) of a piece, not refined, confidence in its pulse and in its octave, as an estimator gives them."""
    curve, onsets = model.listen(piece.features.astype(np.float32))
    bpm, calibration = best_bpm(curve), model.calibration
    found = evidence(curve, bpm, piece.seconds, repetitions([onsets], bpm))
    return bpm, calibration.presence(found.presence) * calibration.pulse(found.pulse), calibration.octave(found.octave)


def judged(piece: Piece, bpm: float, confidence: float, octave_confidence: float) -> Answer:
    """The answer about a piece of known tempo."""
    assert piece.bpm is not None
    is_right = is_accurate_1(bpm, piece.bpm), is_accurate_2(bpm, piece.bpm)
    return Answer(family_of(piece), *is_right, confidence, octave_confidence)


def family_of(piece: Piece) -> str:
    """The rhythm family of a rendered piece, which is called by it and its seed."""
    return piece.name.rpartition("-")[0]


def row(name: str, found: Iterable[list[tuple[bool, bool]]]) -> list[object]:
    """Name, number of pieces, Accuracy 1 and 2 with 95 % bootstrap intervals."""
    hits = np.concatenate([np.array(hits, dtype=np.float64) for hits in found])
    draws = Resampling(len(hits))
    return [name, len(hits), *(with_interval(asdict(mean_figure(column, draws))) for column in hits.T)]


def told(name: str, confidence: list[float], right: list[bool]) -> list[object]:
    """Name, number of answers, how well confidence tells right ones from wrong ones, and how far it is off."""
    found = reliability(np.array(confidence), np.array(right), Resampling(len(right)))
    return [name, len(right), *(with_interval(asdict(figure), 3, 1) for figure in (found.auc, found.ece))]


if __name__ == "__main__":
    main()
