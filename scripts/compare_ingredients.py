"""What is each ingredient worth? Train without it, with the same tracks, steps and seeds, and print the figures.

    python scripts/compare_ingredients.py CORPUS MANIFEST [--tracks 200] [--epochs 3] [--steps 100] [--renders 400]

One row an ingredient: the mean over trainings that differ in their seed alone, and half of the range. Four figures need
no labels: decisions on pairs of held-out tracks, accuracy on rendered music of known BPM (1: with the octave, 2:
without), and the share of held-out tracks whose answer moves by exactly the rate when the track is stretched. The last
three are Accuracy 1, Accuracy 2 and Accuracy 2 within 1 % on the recordings of MANIFEST, on which nothing is chosen.
Short clips are answered with the same classifier as everything. Needs the extra "train" and the rubberband program.
"""

import platform
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import torch

from tempo_ssl import config
from tempo_ssl.audio import find_audio
from tempo_ssl.config import TrainingSettings
from tempo_ssl.embedding.rhythm import RhythmEmbedding
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.evaluation import read_manifest
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.model import LinearProjection, TempoAxisProjection
from tempo_ssl.training import train

#: A quarter of few tracks is held out: a tenth would say little.
HOLD_OUT_EVERY = 4
OCTAVE = TempoAxisProjection.click_range
FIGURES = ("pair_accuracy", "accuracy_1", "accuracy_2", "consistency")
#: Row -> changes to the settings; ``seconds`` is the length of an excerpt, ``moved`` whether references are moved along
#: the axis, or are clicks of every tempo.
VARIANTS: dict[str, dict[str, Any]] = {
    "everything (12 s excerpts, features stretched)": {},
    "sound stretched by Rubber Band": {"stretch": "audio"},
    "generic head": {"head": "generic"},
    "generic head, librosa's tempogram": {"head": "generic", "embedding": "tempogram"},
    "generic head, no rendered music (the paper's form)": {"head": "generic", "rendered": 0},
    "no rendered music": {"rendered": 0},
    "no real music": {"tracks": 0},
    "clicks of every tempo as references": {"moved": False, "clicks": 72},
    "metrical relatives weigh like strangers": {"relative_weight": 1.0},
    "no ranking of the references": {"ranking_weight": 0.0},
    "3 s excerpts": {"seconds": 3.0},
    "6 s excerpts": {"seconds": 6.0},
    "20 s excerpts": {"seconds": 20.0},
}


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tracks", default=200, show_default=True, help="Every n-th track, this many in all.")
@click.option("--epochs", default=3, show_default=True)
@click.option("--steps", default=100, show_default=True, help="Steps of an epoch.")
@click.option(
    "--renders", default=400, show_default=True, help="Rendered pieces to learn from; half as many to measure on."
)
@click.option(
    "--seeds", type=click.IntRange(1), default=1, show_default=True, help="Trainings of every row, with seeds from 1."
)
@click.option("--cache", type=click.Path(path_type=Path), help="Features are kept here.")
@click.option("--only", multiple=True, type=click.Choice(list(VARIANTS)), help="Only these rows.")
def main(
    corpus: Path,
    manifest: Path,
    tracks: int,
    epochs: int,
    steps: int,
    renders: int,
    seeds: int,
    cache: Path | None,
    only: tuple[str, ...],
) -> None:
    files = find_audio(corpus)
    chosen = files[:: max(1, len(files) // tracks)][:tracks]
    dataset = read_manifest(manifest)
    settings = replace(
        TrainingSettings(),
        epochs=epochs,
        steps=steps,
        renders=renders,
        validation_renders=renders // 2,
        hold_out_every=HOLD_OUT_EVERY,
        self_training=(),
        clip_epochs=0,
    )
    click.echo(
        f"{len(chosen)} tracks, {epochs} epochs of {steps} steps, {renders} rendered pieces to learn from and "
        f"{renders // 2} to measure on, every {HOLD_OUT_EVERY}th track held out, no self-training, "
        f"seeds {', '.join(map(str, range(1, seeds + 1)))}; "
        f"{len(dataset.tracks)} recordings of the manifest; torch {torch.__version__}, "
        f"Python {platform.python_version()}\n"
    )
    click.echo(
        "| ingredients | pair accuracy | Acc1, rendered | Acc2, rendered | self-consistent | "
        "Acc1 | Acc2 | Acc2 1 % | minutes |"
    )
    click.echo("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        music = Path(folder) / "music"
        music.mkdir()
        for file in chosen:
            (music / file.name).symlink_to(file.resolve())
        for number, name in enumerate(only or VARIANTS):
            changes = dict(VARIANTS[name])
            # The embedding takes excerpts of any length; what is shipped was made with 12 s.
            RhythmEmbedding.excerpt_seconds = changes.pop("seconds", config.EXCERPT_SECONDS)
            patch_references(changes.pop("moved", True))
            start = time.monotonic()
            runs = []
            for seed in range(1, seeds + 1):
                out = Path(folder) / f"{number}-{seed}.tempo"
                result = train(
                    music, out, replace(settings, seed=seed, **changes), cache=cache or Path(folder) / "cache"
                )
                runs.append([result.epochs[-1][figure] for figure in FIGURES] + measured(out, dataset))
            minutes = (time.monotonic() - start) / 60 / seeds
            click.echo(f"| {name} | {' | '.join(map(spread, zip(*runs, strict=True)))} | {minutes:.0f} |")


def spread(shares: Sequence[float]) -> str:
    """Mean of what several trainings reached (percent), and half of the range where they differ."""
    mean, half = 100 * sum(shares) / len(shares), 50 * (max(shares) - min(shares))
    return f"{mean:.1f} ± {half:.1f}" if len(shares) > 1 else f"{mean:.1f}"


def patch_references(moved: bool, of_axis: Any = TempoAxisProjection.references) -> None:
    """Have the structured head use references as it does, or as the generic head does."""
    TempoAxisProjection.references = of_axis if moved else LinearProjection.references  # type: ignore[method-assign]
    TempoAxisProjection.click_range = OCTAVE if moved else LinearProjection.click_range


def measured(model: Path, dataset: Dataset) -> list[float]:
    """Accuracy 1 (where the octave is stated), Accuracy 2, and Accuracy 2 within 1 %, of a model on a data set."""
    estimator = TempoEstimator(model)
    first, second, close = [], [], []
    for track in dataset.tracks:
        bpm = estimator.estimate(track.audio).bpm if track.audio else None
        second.append(is_accurate_2(bpm, track.bpm))
        close.append(is_accurate_2(bpm, track.bpm, 0.01))
        if track.octave_stated:
            first.append(is_accurate_1(bpm, track.bpm))
    return [sum(hits) / len(hits) for hits in (first, second, close)]


if __name__ == "__main__":
    main()
