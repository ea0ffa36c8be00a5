"""How strong the metrical levels of rendered music are beside those of unlabelled recordings.

    python scripts/compare_levels.py CORPUS [--pieces 400] [--model default] [--cache cache]

CORPUS is a folder of recordings. For every multiple of the tempo, the strength in the embedding of the first 36 seconds
(of the channel where it is largest, less the mean over all channels and tempi), averaged over pieces: composed pieces
at their tempo, with and without what tempo_ssl/synth/feel.py does to them, and recordings at the tempo that the model
answers, by tempo. Where they differ, rendered music is not like recordings; no label is asked.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import TempoModel, load_model
from tempo_ssl.decoding import best_bpm
from tempo_ssl.evaluation.markdown import number, table
from tempo_ssl.features import cut_excerpts, excerpt_starts
from tempo_ssl.material import load_pieces, render_pieces
from tempo_ssl.piece import Piece
from tempo_ssl.tempo import bpm_to_bin
from tempo_ssl.training.validation import listen

#: Seed of the first composed piece: none of those that are learnt from or measured on elsewhere.
FIRST_SEED = 9_000_000
MULTIPLES = {"1/8": 1 / 8, "1/6": 1 / 6, "1/4": 1 / 4, "1/3": 1 / 3, "1/2": 1 / 2, "2/3": 2 / 3, "3/4": 3 / 4, "1": 1,
             "4/3": 4 / 3, "3/2": 3 / 2, "2": 2, "3": 3, "4": 4, "6": 6}  # fmt: skip
#: BPM between which tempi are told apart.
BORDERS = (60, 90, 120, 180)
EXCERPTS = 3


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pieces", "count", default=400, show_default=True)
@click.option("--model", "path", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
@click.option("--workers", default=2, show_default=True)
def main(corpus: Path, count: int, path: str, cache: Path, workers: int) -> None:
    model = load_model(path)
    rendered, plain = (
        render_pieces(count, FIRST_SEED, model.embedding, cache, None, workers, has_feel=has_feel)
        for has_feel in (True, False)
    )
    recordings, _ = load_pieces(find_audio(corpus), model.embedding, cache, (), workers)
    sets = {
        "rendered without feel": known(model, plain),
        "rendered": known(model, rendered),
        "recordings": list(heard(model, recordings)),
    }
    rows = []
    for low, high in itertools.pairwise(BORDERS):
        for name, pieces in sets.items():
            levels = [strengths(model, features, bpm) for bpm, features in pieces if low <= bpm < high]
            columns = np.array(levels).reshape(-1, len(MULTIPLES)).T
            inside = [column[np.isfinite(column)] for column in columns]
            # A mean of fewer would be of other pieces than its neighbours.
            cells = [number(float(column.mean()) if len(column) > len(levels) / 2 else None, 2) for column in inside]
            rows.append([f"{low}-{high} BPM, {name}", len(levels), *cells])
    click.echo(table(["", "n", *MULTIPLES], rows))


def opening(model: TempoModel, piece: Piece) -> np.ndarray:
    """The first excerpts of a piece, ``[T, F]``."""
    return piece.features[: round(EXCERPTS * model.embedding.excerpt_seconds * config.FRAME_RATE)].astype(np.float32)


def known(model: TempoModel, pieces: list[Piece]) -> list[tuple[float, np.ndarray]]:
    """Tempo and opening of pieces of known BPM."""
    return [(piece.bpm, opening(model, piece)) for piece in pieces if piece.bpm is not None]


def heard(model: TempoModel, pieces: list[Piece]) -> Iterator[tuple[float, np.ndarray]]:
    """Tempo that the model answers and opening of pieces of an excerpt or more, where it says "same" at all."""
    for piece in pieces:
        features = opening(model, piece)
        if len(features) >= config.EXCERPT_FRAMES:
            curve = listen(model, features)
            if curve.score.max() > 0:
                yield best_bpm(curve), features


def strengths(model: TempoModel, features: np.ndarray, bpm: float) -> list[float]:
    """Strength at every multiple of ``bpm``, NaN where that is beyond the axis of the embedding."""
    onsets = model.embedding.onsets(features[None])[0]
    frames = config.EXCERPT_FRAMES
    levels = model.embedding.embed(cut_excerpts(onsets, excerpt_starts(len(onsets), frames, frames), frames))
    curve = levels.mean(axis=0).max(axis=0) - levels.mean()
    found = []
    for multiple in MULTIPLES.values():
        place = round(float(bpm_to_bin(bpm * multiple, config.EMBEDDING_LOW_BPM, config.BINS_PER_OCTAVE)))
        is_inside = 0 < place < config.EMBEDDING_BINS - 1
        found.append(float(curve[place - 1 : place + 2].max()) if is_inside else float("nan"))
    return found


if __name__ == "__main__":
    main()
