"""The command ``tempo-ssl``: one file here for each subcommand.

A subcommand parses, calls the library, prints. Nothing heavier than click is imported before a subcommand runs, so
that help pages are there at once.
"""

from __future__ import annotations

import os

import click

from tempo_ssl.cli.batch import batch
from tempo_ssl.cli.edge import Edge
from tempo_ssl.cli.estimate import estimate
from tempo_ssl.cli.evaluate import evaluate
from tempo_ssl.cli.info import info
from tempo_ssl.cli.tag import tag
from tempo_ssl.cli.train import train

__all__ = ["main"]

# Before numpy is loaded: the matrices of a track are so small that BLAS threads only burn time waiting for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Before torch is: its threads give way while they wait, instead of spinning, where other programs want the cores too.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _print_version(ctx: click.Context, _option: click.Parameter, is_wanted: bool) -> None:
    if is_wanted:
        import tempo_ssl

        click.echo(f"tempo-ssl {tempo_ssl.__version__}")
        ctx.exit()


@click.group(cls=Edge, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """The tempo (BPM) of music, by a model trained without labels.

    Results go to standard output, messages and progress to standard error. Exit status: 0 done, 1 something failed
    and is named, 2 wrong use.
    """


main.add_command(estimate)
main.add_command(batch)
main.add_command(train)
main.add_command(tag)
main.add_command(evaluate)
main.add_command(info)
