"""``tempo-ssl estimate``: the tempo of sound files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tempo_ssl.cli.edge import FAILED, check_bpm_range, put, say, tempo_options
from tempo_ssl.cli.output import COLUMNS, csv_line, csv_row, json_line, record_of, text_line

if TYPE_CHECKING:
    from tempo_ssl.estimation import TempoEstimate


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@tempo_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="text: a line a file. json: an object a line. csv: a header and a row a file.",
)
@click.option(
    "--plot",
    metavar="IMAGE",
    help="Draw the tempo curve (png, svg, pdf, ...). With several files the images are numbered: curve-1.png, ...",
)
@click.pass_context
def estimate(
    ctx: click.Context,
    files: tuple[str, ...],
    min_bpm: float | None,
    max_bpm: float | None,
    fold_from: float,
    fast: bool,
    form: str,
    model: str,
    plot: str | None,
) -> None:
    """Print the tempo of every sound FILE.

    "no tempo" is an answer too, and comes with its reason. A file that cannot be read is named on standard error; the
    others are answered, and the exit status is 1.

    \b
    Examples:
      tempo-ssl estimate song.ogg
      tempo-ssl estimate --format csv music/*.flac > tempi.csv
      tempo-ssl estimate --min-bpm 118 --max-bpm 130 --plot curve.png set.mp3
    """
    check_bpm_range(min_bpm, max_bpm)
    if plot is not None:
        from tempo_ssl.plotting import check_image

        check_image(plot)
    from tempo_ssl.audio import display_name
    from tempo_ssl.errors import AudioError
    from tempo_ssl.estimation import TempoEstimator

    estimator = TempoEstimator(model)
    if form == "csv":
        put(csv_row(COLUMNS), "utf-8")
    failed = False
    for number, path in enumerate(files, 1):
        answer, error = None, None
        try:
            answer = estimator.estimate(path, min_bpm=min_bpm, max_bpm=max_bpm, fold_from=fold_from, fast=fast)
            if answer.damage is not None:
                error = f"{display_name(path)}: {answer.damage}"
        except AudioError as problem:
            failed, error = True, str(problem)
        if error is not None:
            say(error)
        if form != "text":
            put((json_line if form == "json" else csv_line)(record_of(path, answer, error)), "utf-8")
        elif answer is not None:
            put(text_line(path, answer))
        if plot is not None and answer is not None:
            draw(image_name(plot, number, len(files)), path, answer)
    ctx.exit(FAILED if failed else 0)


def image_name(plot: str, number: int, files: int) -> str:
    """The image of the ``number``-th of ``files`` files: ``curve.png``; of several, ``curve-1.png``, ..."""
    image = Path(plot)
    return plot if files == 1 else str(image.with_name(f"{image.stem}-{number}{image.suffix}"))


def draw(image: str, path: str, answer: TempoEstimate) -> None:
    """The tempo curve of an answer, with the tempo and its metrical relatives marked."""
    from tempo_ssl.audio import as_text
    from tempo_ssl.plotting import plot_tempo_curve

    if answer.curve is None:
        say(f"{image}: not drawn, there is no tempo curve ({answer.reason})")
        return
    title = f"{as_text(Path(path).name)}{'' if answer.reason is None else f': no tempo ({answer.reason})'}"
    plot_tempo_curve(image, answer.curve.bpm, answer.curve.score, answer.bpm, title)
