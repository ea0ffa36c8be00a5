"""Calibrate a model again, as `tempo-ssl train` does in the end: its answers stay the same, its confidence does not.

    python scripts/calibrate_model.py CORPUS MODEL [--cache cache]

CORPUS holds the recordings that the model was trained on; every tenth is heard, which `train` held out. The calibrated
model is written over the old one.
"""

from dataclasses import replace
from pathlib import Path

import click

from tempo_ssl import config
from tempo_ssl.audio import find_audio
from tempo_ssl.checkpoint import load_model, save_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.material import click_pieces, load_pieces, render_pieces, tempoless_pieces
from tempo_ssl.training.loop import (
    CALIBRATION_EXCERPTS,
    METRONOME_RANGE,
    METRONOME_STEP,
    TEMPOLESS_SEED,
    TEMPOLESS_SHARE,
    VALIDATION_SEED,
    grid_between,
)
from tempo_ssl.training.validation import calibrate


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("path", metavar="MODEL", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
def main(corpus: Path, path: Path, cache: Path) -> None:
    model, settings = load_model(path), TrainingSettings()
    embedding = model.embedding
    longest = CALIBRATION_EXCERPTS * embedding.excerpt_seconds
    rendered = render_pieces(settings.validation_renders, VALIDATION_SEED, embedding, cache)
    held_out, _ = load_pieces(find_audio(corpus)[:: settings.hold_out_every], embedding, cache)
    held_out = [track for track in held_out if track.seconds >= config.MIN_SECONDS]
    metronomes = click_pieces(grid_between(*METRONOME_RANGE)[::METRONOME_STEP], embedding, longest)
    strange = tempoless_pieces(round(TEMPOLESS_SHARE * len(rendered)), TEMPOLESS_SEED, embedding, longest)
    calibration = calibrate(model, rendered, held_out, metronomes, strange, settings.seed)
    save_model(path, replace(model, calibration=calibration))
    click.echo(f"{path}: least presence {model.calibration.least_presence:.3f}, now {calibration.least_presence:.3f}")


if __name__ == "__main__":
    main()
