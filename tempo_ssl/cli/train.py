"""``tempo-ssl train``: a model of one's own from a folder of music."""

from __future__ import annotations

import math
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import click

from tempo_ssl.cli.edge import INTERRUPTED, put, say
from tempo_ssl.cli.progress import Watch
from tempo_ssl.config import TrainingSettings
from tempo_ssl.errors import TrainingError

#: What the extra ``train`` installs.
LIBRARIES = ("torch", "onnx", "librosa", "pyrubberband", "mido")
#: Rendered pieces to learn from for each one to validate on, until there are as many of those as by default.
LEARNT_PER_VALIDATED = 4


@click.command()
@click.argument("folder")
@click.option("-o", "--out", metavar="FILE", default="model.tempo", show_default=True, help="The model file to write.")
@click.option(
    "--embedding",
    type=click.Choice(["rhythm", "tempogram"]),
    default=TrainingSettings.embedding,
    show_default=True,
    help="What an excerpt looks like to the classifier. tempogram: librosa's, a baseline without weights.",
)
@click.option(
    "--head",
    type=click.Choice(["auto", "tempo-axis", "generic"]),
    default=TrainingSettings.head,
    show_default=True,
    help="The classifier. auto: the one that suits the embedding.",
)
@click.option(
    "--stretch",
    type=click.Choice(["features", "audio"]),
    default=TrainingSettings.stretch,
    show_default=True,
    help="What is stretched to make pairs. audio needs the program rubberband, and more time.",
)
@click.option(
    "--epochs",
    type=click.IntRange(1),
    metavar="N",
    default=TrainingSettings.epochs,
    show_default=True,
    help="After each the model is validated and the state of the run stored.",
)
@click.option(
    "--steps",
    type=click.IntRange(1),
    metavar="N",
    default=TrainingSettings.steps,
    show_default=True,
    help="Steps of an epoch.",
)
@click.option(
    "--renders",
    type=click.IntRange(1),
    metavar="N",
    default=TrainingSettings.renders,
    show_default=True,
    help="Rendered pieces of known tempo to learn from; a quarter as many more, "
    f"{TrainingSettings.validation_renders} at most, to validate on.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    metavar="N",
    default=TrainingSettings.seed,
    show_default=True,
    help="The same seed gives the same model on the same machine.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    show_default="all cores",
    help="Processes that read sound.",
)
@click.option("--cache", metavar="FOLDER", help="Keep features here for further runs; otherwise they go with the run.")
@click.option(
    "--refs", metavar="FOLDER", help="Click references to learn from, like refs/ of the project; otherwise made anew."
)
@click.option("--resume", is_flag=True, help="Go on after the last complete epoch of an interrupted run.")
@click.option("--force", is_flag=True, help="Replace an existing model file, or start an interrupted run anew.")
@click.pass_context
def train(
    ctx: click.Context,
    folder: str,
    out: str,
    embedding: str,
    head: str,
    stretch: str,
    epochs: int,
    steps: int,
    renders: int,
    seed: int,
    workers: int | None,
    cache: str | None,
    refs: str | None,
    resume: bool,
    force: bool,
) -> None:
    """Train a model on a FOLDER of music without labels.

    The folder is searched for sound files in all folders below; 8 or more are needed. Files that cannot be read are
    named and skipped. What an interrupted run needs to go on lies beside the model file, in FILE.run.

    \b
    Examples:
      tempo-ssl train music/ -o my-model.tempo
      tempo-ssl estimate --model my-model.tempo song.ogg
    """
    if embedding == "tempogram" and head == "tempo-axis":
        raise click.UsageError("--head tempo-axis needs an embedding with a tempo axis, and tempogram has none.")
    check_out(Path(out), resume, force)
    check_libraries()
    from tempo_ssl import training

    settings = replace(
        TrainingSettings(),
        embedding=embedding,
        head=head,
        stretch=stretch,
        epochs=epochs,
        steps=steps,
        renders=renders,
        validation_renders=min(math.ceil(renders / LEARNT_PER_VALIDATED), TrainingSettings.validation_renders),
        seed=seed,
    )
    with Watch() as watch:
        report, warn = watch.progress.report, watch.warn
        try:
            result = training.train(
                folder, out, settings, resume=resume, workers=workers, cache=cache, refs=refs, report=report, warn=warn
            )
        except KeyboardInterrupt:
            warn("interrupted; the same command with --resume goes on after the last complete epoch")
            ctx.exit(INTERRUPTED)
    if result.skipped:
        say(f"files skipped: {len(result.skipped)}")
    put(str(result.path))


def check_out(out: Path, resume: bool, force: bool) -> None:
    """``UsageError`` where writing ``out`` would fail after a night's work, or destroy that of another."""
    if out.is_dir():
        raise click.UsageError(f"{out} is a folder; name the model file to write with -o.")
    if resume or force:
        return
    if out.exists():
        raise click.UsageError(f"{out} exists already; name another file with -o, or replace it with --force.")
    if Path(f"{out}.run", "state.pt").exists():
        raise click.UsageError(f"{out}.run holds an interrupted run; go on with --resume, or start anew with --force.")


def check_libraries() -> None:
    """``TrainingError`` where the extra ``train`` is not installed, or not all of it."""
    missing = [library for library in LIBRARIES if find_spec(library) is None]
    if missing:
        names = ", ".join(missing)
        raise TrainingError(
            f'training needs libraries that are not installed ({names}); install them: pip install "tempo-ssl[train]"'
        )
