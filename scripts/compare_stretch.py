"""Stretch the sound or the features? Train both ways on the same tracks with the same seed, and print the figures.

    python scripts/compare_stretch.py CORPUS [--tracks 60] [--epochs 4] [--steps 60] [--renders 300]

The figures need no labels: decisions on pairs of held-out tracks, accuracy on rendered music of known BPM, and the
share of held-out tracks whose answer moves by exactly the rate when the track is stretched. Needs the extra "train"
and the rubberband program.
"""

import platform
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import click
import torch

from tempo_ssl.audio import find_audio
from tempo_ssl.config import TrainingSettings
from tempo_ssl.training import train

#: A quarter of so few tracks is held out: a tenth would say nothing.
HOLD_OUT_EVERY = 4
FIGURES = ("pair_accuracy", "accuracy_1", "accuracy_2", "consistency")


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--tracks", default=60, show_default=True, help="Every n-th track, this many in all.")
@click.option("--epochs", default=4, show_default=True)
@click.option("--steps", default=60, show_default=True, help="Steps of an epoch.")
@click.option("--renders", default=300, show_default=True, help="Rendered pieces to learn from; as many to measure on.")
@click.option("--seed", default=1, show_default=True)
def main(corpus: Path, tracks: int, epochs: int, steps: int, renders: int, seed: int) -> None:
    files = find_audio(corpus)
    chosen = files[:: max(1, len(files) // tracks)][:tracks]
    click.echo(
        f"{len(chosen)} tracks, {epochs} epochs of {steps} steps, {renders} rendered pieces to learn from and as many "
        f"to measure on, every {HOLD_OUT_EVERY}th track held out, no self-training, seed {seed}; "
        f"torch {torch.__version__}, Python {platform.python_version()}\n"
    )
    click.echo("| stretched | pair accuracy | Acc1, rendered | Acc2, rendered | self-consistent | minutes |")
    click.echo("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        music = Path(folder) / "music"
        music.mkdir()
        for file in chosen:
            (music / file.name).symlink_to(file.resolve())
        for stretch in ("features", "audio"):
            settings = replace(
                TrainingSettings(),
                seed=seed,
                epochs=epochs,
                steps=steps,
                renders=renders,
                validation_renders=renders,
                stretch=stretch,
                hold_out_every=HOLD_OUT_EVERY,
                self_training=(),
            )
            start = time.monotonic()
            last = train(music, Path(folder) / f"{stretch}.tempo", settings).epochs[-1]
            minutes = (time.monotonic() - start) / 60
            figures = " | ".join(f"{100 * last[name]:.1f}" for name in FIGURES)
            click.echo(f"| {stretch} | {figures} | {minutes:.0f} |")


if __name__ == "__main__":
    main()
