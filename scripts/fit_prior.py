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
from tempo_ssl.decoding import SAME_TEMPO, counted_within
from tempo_ssl.evaluation.markdown import number, table
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
    bpm, of_recordings = scores(model, recordings)
    _, of_composed = scores(model, composed)
    known = np.array([piece.bpm for piece in composed])
    found, made = likelihoods(bpm, of_recordings), likelihoods(bpm, of_composed)
    chances = known_chances(bpm, of_composed, known)

    def widths(heard: np.ndarray, asked: np.ndarray) -> tuple[float, float, float, float]:
        """The rows of the table below, by recordings and composed pieces of these indices."""
        best = [WIDTHS[means.argmax()] for means in (
            found[:, heard].mean(axis=1), made[:, asked].mean(axis=1), chances[:, asked].mean(axis=1)
        )]  # fmt: skip
        return best[0], best[1], best[2], best[2] * best[0] / best[1]

    sets = (np.arange(len(of_recordings)), np.arange(len(of_composed)))
    rng = np.random.default_rng(0)
    samples = np.array([widths(*(rng.choice(each, len(each)) for each in sets)) for _ in range(SAMPLES)])
    names = ("recordings are likeliest", "composed pieces are likeliest", "composed pieces are answered best",
             "recordings are to be answered")  # fmt: skip
    rows = []
    for name, width, sample in zip(names, widths(*sets), samples.T, strict=True):
        low, high = np.percentile(sample, (2.5, 97.5))
        rows.append([name, f"{number(width, 2)} [{number(low, 2)}, {number(high, 2)}]"])
    click.echo(f"{len(of_recordings)} recordings, {len(of_composed)} composed pieces\n")
    click.echo(table(["with which", "width of the prior, octaves"], rows))


def scores(model: TempoModel, pieces: list[Piece]) -> tuple[np.ndarray, np.ndarray]:
    """The axis (BPM) ``[B]``, and the scores without the prior of all pieces long enough for an answer, ``[N, B]``."""
    heard = [listen(model, piece.features) for piece in pieces if piece.seconds >= config.MIN_SECONDS]
    return heard[0].bpm, np.array([counted_within(curve, np.inf).score for curve in heard])


def priors(bpm: np.ndarray) -> np.ndarray:
    """Normal priors over the octaves, unnormalised, of each of :data:`WIDTHS`, ``[W, B]``."""
    distance = np.log2(bpm / config.COUNTED_BPM)
    return np.exp(-0.5 * (distance / WIDTHS[:, None]) ** 2)


def likelihoods(bpm: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Log-likelihoods of pieces of unknown tempo with each of :data:`WIDTHS`, ``[W, N]``, up to a number of each."""
    likely = np.exp(values - values.max(axis=1, keepdims=True))
    weights = priors(bpm)
    return np.log(weights / weights.sum(axis=1, keepdims=True) @ likely.T)


def known_chances(bpm: np.ndarray, values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Log-probabilities of the known tempi ``[N]`` (BPM) with each of :data:`WIDTHS`, ``[W, N]``."""
    is_near = abs(np.log(bpm / known[:, None])) < np.log1p(SAME_TEMPO)
    likely = np.exp(values - values.max(axis=1, keepdims=True))
    chances = (priors(bpm) @ (likely * is_near).T) / (priors(bpm) @ likely.T)
    return np.log(np.maximum(chances, LEAST_PROBABILITY))


if __name__ == "__main__":
    main()
