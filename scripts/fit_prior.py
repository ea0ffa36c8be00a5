"""How far from 120 BPM recorded music lies: the width of the prior over tempi, from recordings that nobody labelled.

    python scripts/fit_prior.py CORPUS [--pieces 400] [--model default] [--cache cache]

CORPUS is a folder of recordings. A model's scores without the prior are taken for log-likelihoods of the tempi; sought
is the width under which the recordings are likeliest, their tempi being unknown (empirical Bayes; compare Saerens,
Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities", Neural Computation
2002). Scores are means over excerpts that depend on each other, so that the width that answers best is another one. It
is known of composed pieces, whose tempi are known, and that of recordings is taken to be larger in proportion.
"""

from pathlib import Path

import click
import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import TempoModel, load_model
from tempo_ssl.decoding import SAME_TEMPO, counted_within, log_prior
from tempo_ssl.evaluation.markdown import table, with_interval
from tempo_ssl.evaluation.resampling import interval
from tempo_ssl.material import load_pieces, render_pieces
from tempo_ssl.piece import Piece
from tempo_ssl.training.loop import VALIDATION_SEED
from tempo_ssl.training.validation import listen

#: Seeds of the first composed pieces: those that `tempo-ssl train` validates on, and others.
FIRST_SEEDS = (VALIDATION_SEED, 9_000_000)
#: Widths (octaves) that are tried.
WIDTHS = np.arange(0.2, 1.5, 0.01)
#: Least probability of a known tempo, so that a few wrong answers do not decide alone.
LEAST_PROBABILITY = 1e-4
#: Bootstrap samples.
SAMPLES = 2000


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pieces", "count", default=400, show_default=True, help="Composed pieces of each seed.")
@click.option("--model", "path", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
@click.option("--workers", default=2, show_default=True)
def main(corpus: Path, count: int, path: str, cache: Path, workers: int) -> None:
    model = load_model(path)
    recordings, _ = load_pieces(find_audio(corpus), model.embedding, cache, (), workers)
    composed = [
        piece for seed in FIRST_SEEDS for piece in render_pieces(count, seed, model.embedding, cache, None, workers)
    ]
    bpm, of_recordings = likelihoods(model, recordings)
    _, of_composed = likelihoods(model, composed)
    is_known = abs(np.log(bpm / np.array([[piece.bpm] for piece in composed]))) < np.log1p(SAME_TEMPO)
    priors = np.exp(log_prior(bpm, WIDTHS[:, None]))
    priors /= priors.sum(axis=1, keepdims=True)
    # Of every width and piece, [W, N]: how likely it is, and how likely its known tempo is to be the answer.
    found, made = priors @ of_recordings.T, priors @ of_composed.T
    right = np.maximum(priors @ (of_composed * is_known).T / made, LEAST_PROBABILITY)

    def best(chances: np.ndarray) -> float:
        """The width with which all pieces together have the largest of these probabilities ``[W, N]``."""
        return float(WIDTHS[np.log(chances).mean(axis=1).argmax()])

    def widths(heard: np.ndarray, asked: np.ndarray) -> tuple[float, float, float, float]:
        """The rows of the table below, by recordings and composed pieces of these indices."""
        real, rendered, answered = best(found[:, heard]), best(made[:, asked]), best(right[:, asked])
        return real, rendered, answered, answered * real / rendered

    sets = (np.arange(len(of_recordings)), np.arange(len(of_composed)))
    rng = np.random.default_rng(0)
    samples = np.array([widths(*(rng.choice(each, len(each)) for each in sets)) for _ in range(SAMPLES)])
    names = ("recordings are likeliest", "composed pieces are likeliest", "composed pieces are answered best",
             "recordings are to be answered")  # fmt: skip
    rows = []
    for name, width, sample in zip(names, widths(*sets), samples.T, strict=True):
        low, high = interval(sample)
        rows.append([name, with_interval({"value": width, "low": low, "high": high}, 2, 1)])
    click.echo(f"{len(of_recordings)} recordings, {len(of_composed)} composed pieces\n")
    click.echo(table(["with which", "width of the prior, octaves"], rows))


def likelihoods(model: TempoModel, pieces: list[Piece]) -> tuple[np.ndarray, np.ndarray]:
    """The axis (BPM) ``[B]``, and how likely pieces are at each tempo, ``[N, B]``, 1 at the likeliest of each.

    Recordings too short for an answer are left out.
    """
    curves = [listen(model, piece.features) for piece in pieces if piece.seconds >= config.MIN_SECONDS]
    scores = np.array([counted_within(curve, np.inf).score for curve in curves])
    return curves[0].bpm, np.exp(scores - scores.max(axis=1, keepdims=True))


if __name__ == "__main__":
    main()
