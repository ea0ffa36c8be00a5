"""How well are styles answered that nobody taught? Learn without a quarter of the rhythm families, and ask about those.

    python scripts/score_styles.py CORPUS [--folds 4] [--epochs 4] [--cache cache]

CORPUS is a folder of unlabelled recordings, as for `tempo-ssl train`. The families, by name, are dealt out to the
folds; for every fold a classifier is trained as `tempo-ssl train` does it, from the pieces of the other families (and
fewer epochs), and the pieces of its own are asked. Pieces of families that were learnt from are answered too well to
tell one way of learning from another; these are not. The frozen embedding has heard pieces of all families: what is
asked is how the classifier does. Six minutes a fold on two cores. Needs the extra "train".
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import click
import numpy as np

from tempo_ssl.checkpoint import load_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.decoding import best_bpm
from tempo_ssl.evaluation.figures import mean_figure
from tempo_ssl.evaluation.markdown import table, with_interval
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.material import render_pieces
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.piece import Piece
from tempo_ssl.synth import FAMILIES, HARD
from tempo_ssl.training import loop, train
from tempo_ssl.training.validation import listen

#: Families with fewer pieces have no row of their own, and those with a larger share of right pulses have none either.
FEWEST_PIECES, UNREMARKABLE = 20, 0.95


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--folds", type=click.IntRange(2), default=4, show_default=True)
@click.option("--only", type=int, multiple=True, help="Only these folds, from 0.")
@click.option("--epochs", default=4, show_default=True)
@click.option("--seed", default=TrainingSettings.seed, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
def main(corpus: Path, folds: int, only: tuple[int, ...], epochs: int, seed: int, cache: Path) -> None:
    # Recordings join in the middle, as they do when all epochs are learnt.
    settings = replace(TrainingSettings(), seed=seed, epochs=epochs, self_training=(epochs // 2,), clip_epochs=0)
    hits: dict[str, list[tuple[bool, bool]]] = {}
    for fold in only or range(folds):
        left_out = frozenset(sorted(FAMILIES)[fold::folds])
        pieces = learn_without(left_out, corpus, settings, cache)
        for family, found in pieces:
            hits.setdefault(family, []).append(found)
        click.echo(f"fold {fold}: {len(left_out)} families, {len(pieces)} pieces", err=True)
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


def learn_without(
    left_out: frozenset[str], corpus: Path, settings: TrainingSettings, cache: Path
) -> list[tuple[str, tuple[bool, bool]]]:
    """Family of every piece of those left out, and whether a model without them has its tempo, and its pulse."""
    asked: list[Piece] = []

    def rendering(count: int, seed: int, *args: Any) -> list[Piece]:
        pieces = render_pieces(count, seed, *args)
        if seed == loop.LEARN_SEED:
            asked.extend(piece for piece in pieces if family_of(piece) in left_out)
        return [piece for piece in pieces if family_of(piece) not in left_out]

    with TemporaryDirectory() as folder, patch.object(loop, "render_pieces", rendering):
        out = Path(folder) / "model.tempo"
        train(corpus, out, settings, cache=cache)
        model = load_model(out)
    answers = [(family_of(piece), best_bpm(listen(model, piece.features)), piece.bpm) for piece in asked]
    return [(family, (is_accurate_1(bpm, true), is_accurate_2(bpm, true))) for family, bpm, true in answers if true]


def family_of(piece: Piece) -> str:
    """The rhythm family of a rendered piece, which is called by it and its seed."""
    return piece.name.rpartition("-")[0]


def row(name: str, found: Iterable[list[tuple[bool, bool]]]) -> list[object]:
    """Name, number of pieces, Accuracy 1 and 2 with 95 % bootstrap intervals."""
    hits = np.concatenate([np.array(hits, dtype=np.float64) for hits in found])
    draws = Resampling(len(hits))
    return [name, len(hits), *(with_interval(asdict(mean_figure(column, draws))) for column in hits.T)]


if __name__ == "__main__":
    main()
