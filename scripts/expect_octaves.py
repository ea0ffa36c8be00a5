"""How often the octave of recordings is wrong, which nobody labelled: by how often classifiers of other styles differ.

    python scripts/expect_octaves.py CORPUS [--model default] [--epochs 4] [--cache cache]

CORPUS is a folder of unlabelled recordings, as for `tempo-ssl train`. The rhythm families, by name, are dealt out to
three classifiers; each learns as in `scripts/score_styles.py`, from the pieces of its own third alone. Two of them are
then asked the pieces of the last third, which neither has learnt from, and all three the recordings. Classifiers that
learnt from other material contradict each other the more often, the more often they are wrong (compare Jiang,
Nagarajan, Baek and Kolter, "Assessing generalization of SGD via disagreement", ICLR 2022). How much more often they are
wrong is known of the pieces; of recordings it is taken to be the same. What all have wrong alike in recordings alone
stays hidden, so that this is rather too few.

Where a classifier differs from the model, one of them is wrong. So recordings, too, tell whether the model's
confidences are any good: by how well they foretell that the others find the same pulse, and in it the same octave.

Half an hour on two cores. Needs the extra "train".
"""

from dataclasses import asdict
from itertools import combinations
from pathlib import Path

import click
import numpy as np
from score_styles import answered, learn_without, shortened, whole_recordings

from tempo_ssl.checkpoint import load_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.decoding import best_bpm
from tempo_ssl.evaluation.markdown import percent, table, with_interval
from tempo_ssl.evaluation.reliability import reliability
from tempo_ssl.evaluation.resampling import Resampling, interval
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.piece import Piece
from tempo_ssl.synth import FAMILIES
from tempo_ssl.training.validation import listen

#: Two, so that they contradict each other, and another for every third of the families that is asked.
CLASSIFIERS = 3


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--model", "path", default="default", show_default=True, help="Whose confidences are asked.")
@click.option("--epochs", default=4, show_default=True)
@click.option("--seed", default=TrainingSettings.seed, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
@click.option("--workers", default=2, show_default=True)
def main(corpus: Path, path: str, epochs: int, seed: int, cache: Path, workers: int) -> None:
    model = load_model(path)
    recordings = whole_recordings(corpus, model.embedding, cache, workers)
    heard, asked, known = answers_of_thirds(recordings, corpus, shortened(epochs, seed), cache)
    # A piece is of the third of one classifier, and the two others are asked.
    composed = [sorted(known.keys() - of.keys()) for of in asked]
    answers = np.hstack([[[of[name] for name in names] for of in asked if names[0] in of] for names in composed])
    truth = np.array([known[name] for names in composed for name in names])
    counts = {
        "pieces: octave wrong": np.array([octave_differs(row, truth) for row in answers]),
        "pieces: classifiers contradict": contradictions(answers),
        "recordings: classifiers contradict": contradictions(heard),
    }
    if not np.nansum(counts["pieces: classifiers contradict"]):
        raise click.ClickException("the classifiers never contradict each other about pieces; give another --seed")
    of_pieces, of_recordings = Resampling(len(truth)), Resampling(len(recordings), seed=1)
    draws = dict(zip(counts, (of_pieces, of_pieces, of_recordings), strict=True))
    shares = {name: share(values, np.ones((1, values.shape[1])))[0] for name, values in counts.items()}
    drawn = {name: share(values, draws[name].counts) for name, values in counts.items()}
    for of in (shares, drawn):
        wrong, contradicted, contradicted_recordings = of.values()
        of["recordings: octave wrong, expected"] = wrong * contradicted_recordings / contradicted
    rows = []
    for name, value in shares.items():
        low, high = interval(drawn[name])
        rows.append([name, with_interval({"value": value, "low": low, "high": high})])
    click.echo(f"{len(truth)} pieces of {len(FAMILIES)} families, {len(recordings)} recordings\n")
    click.echo(table(["in % of answers whose pulse is the same", "share"], rows))
    said = np.array([answered(model, piece) for piece in recordings])
    confidences = foretold(said, heard)
    click.echo("\n" + table(["confidence, on recordings", "n", "differ", "ROC-AUC"], confidences))


def answers_of_thirds(
    recordings: list[Piece], corpus: Path, settings: TrainingSettings, cache: Path
) -> tuple[np.ndarray, list[dict[str, float]], dict[str, float]]:
    """Tempi (BPM) by classifiers of a third of the families each: ``[K, N]`` of recordings, and of pieces by name.

    Each is asked the pieces of the other thirds. The last is the tempo that pieces have.
    """
    heard: list[list[float]] = []
    asked: list[dict[str, float]] = []
    known: dict[str, float] = {}
    for number in range(CLASSIFIERS):
        others = frozenset(FAMILIES) - frozenset(sorted(FAMILIES)[number::CLASSIFIERS])
        classifier, pieces = learn_without(others, corpus, settings, cache, is_calibrated=False)
        heard.append([best_bpm(listen(classifier, piece.features)) for piece in recordings])
        asked.append({piece.name: best_bpm(listen(classifier, piece.features)) for piece in pieces})
        known |= {piece.name: piece.bpm for piece in pieces if piece.bpm is not None}
        click.echo(f"classifier {number + 1} of {CLASSIFIERS}: {len(pieces)} pieces are of others", err=True)
    return np.array(heard), asked, known


def contradictions(answers: np.ndarray) -> np.ndarray:
    """Of the answers ``[K, N]`` of every two classifiers, :func:`octave_differs`: ``[K (K - 1) / 2, N]``."""
    return np.array([octave_differs(*pair) for pair in combinations(answers, 2)])


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


def foretold(said: np.ndarray, heard: np.ndarray) -> list[list[object]]:
    """Rows of how well confidences foretell that classifiers hear the same.

    ``said``: answer and its two confidences, ``[N, 3]``; ``heard``: answers of the classifiers, ``[K, N]``.
    """
    bpm, confidence, octave_confidence = said.T
    differs = np.array([octave_differs(row, bpm) for row in heard])
    draws = Resampling(differs.size, [str(number) for _ in heard for number in range(len(bpm))])
    same_pulse = np.isfinite(differs)
    rows: list[list[object]] = []
    for name, given, agrees in (
        ("pulse", confidence, same_pulse.astype(float)),
        ("octave", octave_confidence, 1 - differs),
    ):
        scores = np.where(np.isfinite(agrees), given, np.nan).ravel()
        found = reliability(scores, agrees.ravel() == 1, draws)
        rows.append(
            [
                name,
                found.auc.n,
                percent(float((agrees == 0).sum() / found.auc.n)),
                with_interval(asdict(found.auc), 3, 1),
            ]
        )
    return rows


if __name__ == "__main__":
    main()
