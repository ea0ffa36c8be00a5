"""What needs no labels: accuracy on rendered music, refusal of sounds without a tempo, consistency of recordings.

    python scripts/score_made.py CORPUS [--model default]

Rendered pieces are those that `tempo-ssl train` validates on; bars are cut from them as they are sold for loops. Of the
recordings in CORPUS every tenth one, which `train` holds out, is asked for its tempo at three rates. Sounds without a
tempo have seeds of their own. Bare metronomes last as long as those; none has the tempo at which a range ends.
"""

import tempfile
from pathlib import Path

import click
import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import TempoModel, load_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.decoding import best_bpm
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.material import SYNTH_RATE, click_pieces, load_pieces, render_pieces
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.piece import Piece
from tempo_ssl.synth import compose, tempoless
from tempo_ssl.synth.score import DRUM_CHANNEL
from tempo_ssl.training.loop import VALIDATION_SEED
from tempo_ssl.training.validation import known_tempo_accuracy, listen, pair_accuracy, self_consistent_tempi

#: Lengths of loops (s) that are told apart.
LOOP_SECONDS = ((0.9, 1.2), (1.2, 1.5), (1.5, 2.0), (2.0, 3.0))
#: Tempi (BPM) of bare metronomes that are told apart, and how many tempi of each range are asked, by every click.
METRONOMES, TEMPI_EACH = ((30, 50), (50, 60), (60, 240), (240, 300)), 60
#: Seed of the first sound without a tempo: none of those that the confidence is calibrated on.
TEMPOLESS_SEED = 9_000_000


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--model", "name", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), help="Features are kept here.")
@click.option("--tempoless", "count", default=150, show_default=True, help="Sounds without a tempo.")
@click.option("--seconds", default=36.0, show_default=True, help="Their length.")
def main(corpus: Path, name: str, cache: Path | None, count: int, seconds: float) -> None:
    model, settings = load_model(name), TrainingSettings()
    with tempfile.TemporaryDirectory() as temporary:
        folder = cache or Path(temporary)
        rendered = render_pieces(settings.validation_renders, VALIDATION_SEED, model.embedding, folder)
        held_out, _ = load_pieces(find_audio(corpus)[:: settings.hold_out_every], model.embedding, folder)
    accented: list[Piece] = []
    flat: list[Piece] = []
    for piece in rendered:
        (accented if has_accents(piece) else flat).append(piece)
    for kind, pieces in (("pieces", rendered), ("pieces with accents", accented), ("pieces without", flat)):
        first, second = known_tempo_accuracy(model, pieces)
        click.echo(f"{len(pieces)} rendered {kind}: Acc1 {100 * first:.1f}, Acc2 {100 * second:.1f}")
    for (low, high), hits in one_bar_loops(model, rendered).items():
        click.echo(f"{len(hits)} loops of one bar, {low:g}-{high:g} s: Acc2 {100 * np.mean(hits):.1f}")
    consistent = len(self_consistent_tempi(model, held_out)) / len(held_out)
    pairs = pair_accuracy(model, held_out, settings)
    click.echo(f"{len(held_out)} recordings: {100 * consistent:.1f} % consistent, {100 * pairs:.1f} % of pairs right")
    for low, high in METRONOMES:
        pieces = click_pieces(np.geomspace(low, high, TEMPI_EACH + 2)[1:-1], model.embedding, seconds)
        own = [is_accurate_1(best_bpm(listen(model, piece.features)), piece.bpm or 0.0) for piece in pieces]
        click.echo(f"{len(pieces)} metronomes of {low}-{high} BPM: Acc1 {100 * np.mean(own):.1f}")
    estimator = TempoEstimator(model)
    sounds = (tempoless(seed, seconds, SYNTH_RATE) for seed in range(TEMPOLESS_SEED, TEMPOLESS_SEED + count))
    refused = [estimator.estimate_audio(sound, SYNTH_RATE).bpm is None for sound in sounds]
    click.echo(f"{count} sounds of {seconds:g} s without a tempo: {100 * np.mean(refused):.1f} % refused")


def has_accents(piece: Piece) -> bool:
    """Whether the notes of a rendered piece, but for the drums, are not all equally loud."""
    notes = compose(int(piece.name.rsplit("-", 1)[1])).notes
    channels = set(notes[:, 2]) - {DRUM_CHANNEL}
    return not channels or any(np.ptp(notes[notes[:, 2] == channel, 4]) > 0 for channel in channels)


def one_bar_loops(model: TempoModel, rendered: list[Piece]) -> dict[tuple[float, float], list[bool]]:
    """Whether the pulse of single bars is found, by their length (s): the third to the fifth bar of every piece."""
    found: dict[tuple[float, float], list[bool]] = {span: [] for span in LOOP_SECONDS}
    for piece in rendered:
        assert piece.bpm is not None
        seconds = piece.bar_seconds
        frames = round(seconds * config.FRAME_RATE)
        for span in (span for span in LOOP_SECONDS if span[0] <= seconds < span[1]):
            for bar in (2, 3, 4):
                start = round(bar * seconds * config.FRAME_RATE)
                curve = listen(model, piece.features[start : start + frames])
                found[span].append(is_accurate_2(best_bpm(curve), piece.bpm))
    return found


if __name__ == "__main__":
    main()
