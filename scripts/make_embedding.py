"""Make the frozen rhythm embedding that tempo-ssl ships: rendered music, then unlabelled music.

    python scripts/make_embedding.py CORPUS [--out tempo_ssl/data/rhythm.onnx]

CORPUS is a folder of unlabelled recordings. Needs the extra "train", and FluidSynth with sound fonts for the same
result as the shipped one (without, the built-in synthesiser plays everything). Writes the graph and, beside it, a
JSON record of settings and figures. About an hour on two cores; the seed repeats it bit for bit on one machine.
"""

import json
import os
import platform
import time
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import click
import torch

from tempo_ssl.audio import find_audio
from tempo_ssl.config import PretrainingSettings
from tempo_ssl.embedding.rhythm import RhythmEmbedding
from tempo_ssl.material import load_pieces, render_pieces
from tempo_ssl.pretraining import pretrain
from tempo_ssl.synth import find_sound_fonts

#: Sound font kept for the pieces that are measured on: other sounds than those learnt from.
VALIDATION_FONT = "TimGM6mb.sf2"
#: Seeds of the first piece to learn from and to measure on.
LEARN_SEED, VALIDATION_SEED = 0, 500_000


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=Path("tempo_ssl/data/rhythm.onnx"))
@click.option("--cache", type=click.Path(path_type=Path), default=Path("cache"), help="Features are kept here.")
@click.option("--seed", default=PretrainingSettings.seed, show_default=True)
@click.option("--renders", default=PretrainingSettings.renders, show_default=True)
@click.option("--rounds", default=",".join(map(str, PretrainingSettings.rounds)), show_default=True)
@click.option("--workers", default=2, show_default=True)
def main(corpus: Path, out: Path, cache: Path, seed: int, renders: int, rounds: str, workers: int) -> None:
    settings = replace(
        PretrainingSettings(), seed=seed, renders=renders, rounds=tuple(int(steps) for steps in rounds.split(","))
    )
    start = time.time()
    torch.set_num_threads(max(1, (os.cpu_count() or 1) - 1))  # one core draws the next batch
    embedding = RhythmEmbedding()
    fonts = find_sound_fonts()
    learn_fonts = [font for font in fonts if font.name != VALIDATION_FONT]
    validation_fonts = [font for font in fonts if font.name == VALIDATION_FONT]

    def report(stage: str, done: int, total: int) -> None:
        if done % 100 == 0 or done == total:
            click.echo(f"{time.time() - start:7.0f} s  {stage} {done}/{total}", err=True)

    def warn(message: str) -> None:
        click.echo(message, err=True)

    # With feel, a classifier on the embedding was no better (docs/experiments.md).
    rendering = partial(
        render_pieces, embedding=embedding, cache=cache, workers=workers, report=report, warn=warn, has_feel=False
    )
    rendered = rendering(settings.renders, LEARN_SEED, sound_fonts=learn_fonts, hard_share=settings.hard_share)
    unheard = rendering(settings.validation_renders, VALIDATION_SEED, sound_fonts=validation_fonts)
    recordings, errors = load_pieces(find_audio(corpus), embedding, cache, (), workers, report)
    for error in errors:
        warn(f"skipped: {error}")
    result = pretrain(
        rendered,
        unheard,
        recordings,
        settings,
        lambda message: click.echo(f"{time.time() - start:7.0f} s  {message}", err=True),
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(result.graph)
    record = {
        "settings": asdict(settings),
        "sound_fonts": [font.name for font in fonts],
        "recordings": len(recordings),
        "rounds": result.rounds,
        "seconds": round(time.time() - start),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
    }
    out.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n")
    click.echo(f"{out}")


if __name__ == "__main__":
    main()
