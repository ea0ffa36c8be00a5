"""How loops of bars are answered, octave and all: of composed pieces, and of recordings that nobody labelled.

    python scripts/score_loops.py CORPUS [--pieces 800] [--model default] [--cache cache]

The tempo of a composed piece is known. A recording's is taken to be what the model answers about the whole, where that
moves by exactly the rate when the recording is stretched; of recordings only those are asked that `tempo-ssl train`
holds out, and a bar is taken to have four beats. Loops of one, two and four bars are cut anywhere, shorter than an
excerpt and no shorter than what is answered. Asked is the classifier of clips and, to compare with, that of whole
recordings.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import TempoModel, load_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.decoding import best_bpm
from tempo_ssl.evaluation.markdown import table
from tempo_ssl.excerpts import LOOP_BARS, cut_bars
from tempo_ssl.material import load_pieces, render_pieces
from tempo_ssl.metrics import error_kind, is_accurate_2
from tempo_ssl.piece import Piece
from tempo_ssl.refinement import refine_bpm
from tempo_ssl.training.validation import self_consistent_tempi, with_tempi

#: Seed of the first composed piece, of none that is learnt from or validated on, and of the cuts.
FIRST_SEED, CUT_SEED = 9_000_000, 3
#: Loops cut from each composed piece, and from each recording, of which there are few.
EACH_COMPOSED, EACH_RECORDING = 6, 18


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pieces", "count", default=800, show_default=True, help="Composed pieces.")
@click.option("--model", "path", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
@click.option("--workers", default=2, show_default=True)
def main(corpus: Path, count: int, path: str, cache: Path, workers: int) -> None:
    model = load_model(path)
    composed = render_pieces(count, FIRST_SEED, model.embedding, cache, None, workers)
    files = find_audio(corpus)[:: TrainingSettings().hold_out_every]
    held_out, _ = load_pieces(files, model.embedding, cache, (), workers)
    known = with_tempi(held_out, self_consistent_tempi(model, held_out))
    rows = []
    for name, pieces, each in (("composed", composed, EACH_COMPOSED), ("recordings", known, EACH_RECORDING)):
        for classifier, asked in (("of clips", model), ("of the whole", replace(model, clips=model.whole))):
            heard = list(answers(asked, pieces, each))
            for bars in LOOP_BARS:
                pairs = [(answer, bpm) for length, answer, bpm in heard if length == bars]
                kinds = [error_kind(answer, bpm) for answer, bpm in pairs]
                right = [[kind == "right" for kind in kinds]]
                right += [[is_accurate_2(*pair, near) for pair in pairs] for near in (0.04, 0.01)]
                shares = [f"{100 * share:.1f}" for share in np.mean(right, axis=1)]
                rows.append([name, bars, len(pairs), classifier, *shares, kinds.count("x2"), kinds.count("x1/2")])
    click.echo(f"{len(composed)} composed pieces, {len(known)} of {len(held_out)} recordings\n")
    click.echo(table(["loops of", "bars", "n", "classifier", "Acc1", "Acc2", "Acc2 1 %", "x2", "x1/2"], rows))


def answers(model: TempoModel, pieces: list[Piece], each: int) -> Iterator[tuple[int, float, float]]:
    """Of loops cut from pieces of known BPM: their bars, the answer, and the BPM."""
    rng = np.random.default_rng(CUT_SEED)
    frames = round(model.embedding.excerpt_seconds * config.FRAME_RATE)
    for piece in pieces:
        assert piece.bpm is not None
        for _ in range(each):
            loop = cut_bars(piece, 1.0, frames, rng)
            if loop is not None and loop.features.any():
                bars = round(loop.seconds / loop.bar_seconds)
                curve, onsets = model.listen(loop.features.astype(np.float32))
                yield bars, refine_bpm(onsets, best_bpm(curve)), piece.bpm


if __name__ == "__main__":
    main()
