"""With which prior over tempi recordings are to be answered: how far from 120 BPM they lie, and what that is worth.

    python scripts/fit_prior.py CORPUS [--folds 4] [--epochs 4] [--cache cache]

CORPUS is a folder of unlabelled recordings, as for `tempo-ssl train`. Classifiers learn as in
`scripts/score_styles.py`, each without a part of the rhythm families: to them the pieces of these are as strange as
recordings are. Scores without a prior are taken for log-likelihoods of the tempi. Sought is, first, the normal prior
under which the recordings are likeliest, their tempi being unknown. Pieces are spread otherwise; each counts as much as
it is likelier among recordings (label shift; Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier
to new a priori probabilities", Neural Computation 2002). Then, how many pieces are answered right with priors of
several widths, as they are spread and as recordings are. Half an hour on two cores. Needs the extra "train".
"""

from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
from score_styles import families_of, family_of, learn_without, shortened, whole_recordings

from tempo_ssl.config import COUNTED_BPM, COUNTED_OCTAVES, TrainingSettings
from tempo_ssl.decoding import TempoCurve, best_bpm, counted_within, log_prior
from tempo_ssl.embedding import load_embedding
from tempo_ssl.evaluation.markdown import table, with_interval
from tempo_ssl.evaluation.resampling import Resampling, interval
from tempo_ssl.metrics import is_accurate_1
from tempo_ssl.synth import FAMILIES
from tempo_ssl.training.validation import listen

#: Centres (BPM) and widths (octaves) that recordings are tried with, and the widths that pieces are answered with.
CENTRES, WIDTHS = np.arange(100.0, 141.0), np.arange(0.2, 1.5, 0.01)
ANSWERED = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5)
#: Octaves over which the tempi of pieces are smoothed to see how dense they lie.
SMOOTHED = 0.1


class Heard(NamedTuple):
    """A piece of a family that was not learnt from: its family, tempo and tempo curve."""

    family: str
    bpm: float
    curve: TempoCurve


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--folds", type=click.IntRange(2), default=4, show_default=True)
@click.option("--epochs", default=4, show_default=True)
@click.option("--seed", default=TrainingSettings.seed, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
@click.option("--workers", default=2, show_default=True)
def main(corpus: Path, folds: int, epochs: int, seed: int, cache: Path, workers: int) -> None:
    settings = shortened(epochs, seed)
    recordings = whole_recordings(corpus, load_embedding(settings.embedding), cache, workers)
    pieces: list[Heard] = []
    scores = []
    for fold in range(folds):
        model, left_out = learn_without(families_of(fold, folds), corpus, settings, cache, is_calibrated=False)
        pieces += [Heard(family_of(piece), piece.bpm, listen(model, piece.features)) for piece in left_out if piece.bpm]
        scores.append([counted_within(listen(model, piece.features), np.inf).score for piece in recordings])
        click.echo(f"fold {fold}: {len(left_out)} pieces", err=True)
    centre, width, rows = likeliest(np.array(scores), pieces[0].curve.bpm)
    click.echo(f"{len(recordings)} recordings, {len(pieces)} pieces of {len(FAMILIES)} families\n")
    click.echo(table(["recordings are likeliest with", "prior"], rows))
    answered = answers(pieces, centre, width)
    click.echo("\n" + table(["width, octaves", "Acc1", "Acc1, spread as recordings", "difference"], answered))


def likeliest(scores: np.ndarray, bpm: np.ndarray) -> tuple[float, float, list[list[object]]]:
    """Centre (BPM) and width (octaves) of the prior with which ``scores`` ``[K, N, B]`` are likeliest; rows of both.

    Of ``K`` models, ``N`` recordings and the axis ``bpm`` ``[B]``.
    """
    priors = np.stack([np.exp(log_prior(bpm * COUNTED_BPM / centre, WIDTHS[:, None])) for centre in CENTRES])
    priors = priors.reshape(-1, len(bpm))
    priors /= priors.sum(axis=1, keepdims=True)
    likelihood = np.exp(scores - scores.max(axis=2, keepdims=True))
    logarithm = np.mean([np.log(priors @ of_model.T) for of_model in likelihood], axis=0)  # [priors, N]
    found = np.unravel_index(logarithm.mean(axis=1).argmax(), (len(CENTRES), len(WIDTHS)))
    drawn = np.unravel_index(
        (logarithm @ Resampling(scores.shape[1]).counts.T).argmax(axis=0), (len(CENTRES), len(WIDTHS))
    )
    rows: list[list[object]] = []
    for name, values, place, places, digits in (
        ("centre, BPM", CENTRES, found[0], drawn[0], 0),
        ("width, octaves", WIDTHS, found[1], drawn[1], 2),
    ):
        low, high = interval(values[places])
        rows.append([name, with_interval({"value": values[place], "low": low, "high": high}, digits, 1)])
    return float(CENTRES[found[0]]), float(WIDTHS[found[1]]), rows


def answers(pieces: list[Heard], centre: float, width: float) -> list[list[object]]:
    """Rows: Accuracy 1 of pieces by the width they are answered with, as spread, and as recordings are by that prior.

    The difference is that of the latter from the width in use.
    """
    places = np.log2([piece.bpm for piece in pieces])
    density = np.array([np.exp(-0.5 * ((places - place) / SMOOTHED) ** 2).sum() for place in places])
    weight = np.exp(-0.5 * ((places - np.log2(centre)) / width) ** 2) / density
    draws = Resampling(len(pieces), [piece.family for piece in pieces]).counts.astype(float)

    def right(octaves: float) -> np.ndarray:
        found = [is_accurate_1(best_bpm(counted_within(piece.curve, octaves)), piece.bpm) for piece in pieces]
        return np.array(found, dtype=float)

    usual = right(COUNTED_OCTAVES)

    def cell(values: np.ndarray, weight: np.ndarray) -> str:
        low, high = interval((draws @ (weight * values)) / (draws @ weight))
        return with_interval({"value": (weight * values).sum() / weight.sum(), "low": low, "high": high})

    rows: list[list[object]] = []
    for tried in ANSWERED:
        hits = right(tried)
        difference = "-" if tried == COUNTED_OCTAVES else cell(hits - usual, weight)
        rows.append([f"{tried:g}", cell(hits, np.ones(len(pieces))), cell(hits, weight), difference])
    return rows


if __name__ == "__main__":
    main()
