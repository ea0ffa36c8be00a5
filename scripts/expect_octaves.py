"""How often the octave of recordings is wrong, which nobody labelled: by how often models of other seeds contradict.

    python scripts/expect_octaves.py CORPUS MODEL MODEL... [--pieces 1600] [--cache cache]

CORPUS is a folder of recordings, every MODEL a file of `tempo-ssl train CORPUS --seed N`, or `default`. Two trainings
that differ in chance alone contradict each other about as often as they are wrong (Jiang, Nagarajan, Baek and Kolter,
"Assessing generalization of SGD via disagreement", ICLR 2022), less often where they share an embedding and what they
learn from. By how much less is known of composed pieces, whose tempi are known; the errors among recordings are taken
to be as many times as frequent as the contradictions. What all models have wrong alike in recordings alone stays
hidden, so that this is rather too few. With a few hundred pieces contradictions are too rare to be counted on.
"""

from itertools import combinations
from pathlib import Path

import click
import numpy as np

from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import load_model
from tempo_ssl.decoding import best_bpm
from tempo_ssl.evaluation.markdown import table, with_interval
from tempo_ssl.evaluation.resampling import Resampling, interval
from tempo_ssl.material import load_pieces, render_pieces
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.training.validation import listen

#: Seed of the first composed piece: none that `tempo-ssl train` learns from or calibrates on.
FIRST_SEED = 9_000_000


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("paths", metavar="MODEL...", nargs=-1, required=True)
@click.option("--pieces", "count", default=1600, show_default=True, help="Composed pieces.")
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
@click.option("--workers", default=2, show_default=True)
def main(corpus: Path, paths: tuple[str, ...], count: int, cache: Path, workers: int) -> None:
    if len(paths) < 2:
        raise click.UsageError("one model contradicts nobody; give two or more")
    models = [load_model(path) for path in paths]
    embedding = models[0].embedding
    recordings, _ = load_pieces(find_audio(corpus), embedding, cache, (), workers)
    recordings = [piece for piece in recordings if piece.seconds >= embedding.excerpt_seconds]
    composed = render_pieces(count, FIRST_SEED, embedding, cache, None, workers)
    heard, asked = (
        np.array([[best_bpm(listen(model, piece.features)) for piece in pieces] for model in models])
        for pieces in (recordings, composed)
    )
    known = np.array([piece.bpm for piece in composed])
    wrong = np.array([octave_differs(answers, known) for answers in asked])
    contradicted, contradicted_composed = (
        np.array([octave_differs(*pair) for pair in combinations(answers, 2)]) for answers in (heard, asked)
    )
    if not np.nansum(contradicted_composed):
        raise click.ClickException("the models never contradict each other about composed pieces; give others, or more")
    of_recordings, of_composed = Resampling(len(recordings)), Resampling(len(composed), seed=1)
    every = {
        "composed: octave wrong": (wrong, of_composed),
        "composed: models contradict": (contradicted_composed, of_composed),
        "recordings: models contradict": (contradicted, of_recordings),
    }
    shares = [share(values, np.ones((1, values.shape[1])))[0] for values, _ in every.values()]
    drawn = [share(values, draws.counts) for values, draws in every.values()]
    shares.append(shares[0] * shares[2] / shares[1])
    drawn.append(drawn[0] * drawn[2] / drawn[1])
    rows = []
    for name, value, draws in zip([*every, "recordings: octave wrong, expected"], shares, drawn, strict=True):
        low, high = interval(draws)
        rows.append([name, with_interval({"value": value, "low": low, "high": high})])
    click.echo(f"{len(models)} models, {len(composed)} composed pieces, {len(recordings)} recordings\n")
    click.echo(table(["in % of answers whose pulse is the same", "share"], rows))


def octave_differs(answers: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Of tempi ``[N]`` against others ``[N]``: 1 where only the octave differs, 0 where nothing does, else NaN."""
    pairs = list(zip(answers, others, strict=True))
    same_pulse = np.array([is_accurate_2(*pair) for pair in pairs])
    return np.where(same_pulse, [not is_accurate_1(*pair) for pair in pairs], np.nan)


def share(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Mean of values ``[K, N]`` that are not NaN, for every draw ``[R, N]`` of their columns: ``[R]``."""
    known = np.isfinite(values)
    shares: np.ndarray = (counts @ np.where(known, values, 0).sum(axis=0)) / (counts @ known.sum(axis=0))
    return shares


if __name__ == "__main__":
    main()
