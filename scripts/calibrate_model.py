"""Calibrate a model again, as `tempo-ssl train` does in the end: its answers stay the same, its confidence does not.

    python scripts/calibrate_model.py CORPUS MODEL [--cache cache]

CORPUS holds the recordings that the model was trained on; those that `train` held out, by the settings in the model's
own record, are heard. The calibrated model is written over the old one.
"""

from pathlib import Path

import click

from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import load_model, save_model
from tempo_ssl.config import MIN_SECONDS, TrainingSettings
from tempo_ssl.material import load_pieces, render_pieces
from tempo_ssl.training.confidence import calibrated
from tempo_ssl.training.loop import VALIDATION_SEED, metronome_pieces


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("path", metavar="MODEL", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
def main(corpus: Path, path: Path, cache: Path) -> None:
    model = load_model(path)
    try:
        settings = TrainingSettings(**model.training.get("settings", {}))
    except TypeError as error:
        raise click.ClickException(f"{path}: trained by another version ({error}); train the model again") from error
    rendered = render_pieces(settings.validation_renders, VALIDATION_SEED, model.embedding, cache)
    tracks, _ = load_pieces(find_audio(corpus), model.embedding, cache)
    held_out = [track for track in tracks if track.seconds >= MIN_SECONDS][:: settings.hold_out_every]
    again = calibrated(model, rendered, held_out, metronome_pieces(model.embedding), settings.seed)
    save_model(path, again)
    before, now = (known.calibration.least_presence for known in (model, again))
    click.echo(f"{path}: least presence {before:.3f}, now {now:.3f}")


if __name__ == "__main__":
    main()
