"""``tempo-ssl batch``: the tempo of a whole library, as a table."""

from __future__ import annotations

import re
import sys
from contextlib import redirect_stdout
from typing import Any

import click

from tempo_ssl.cli.edge import FAILED, INTERRUPTED, check_bpm_range, say, tempo_options
from tempo_ssl.cli.progress import Watch
from tempo_ssl.config import TRACK_TIMEOUT


class Shard(click.ParamType):
    """One of several shares: ``3/8``."""

    name = "shard"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        found = re.fullmatch(r"(\d+)/(\d+)", str(value))
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            self.fail(f"{value!r} is no share such as 3/8.", param, ctx)
        return int(found[1]), int(found[2])


@click.command()
@click.argument("source")
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    help="The table: .csv, .jsonl or .parquet. One that is there already is continued. CSV on standard output if "
    "none is named.",
)
@click.option("--workers", type=click.IntRange(1), metavar="N", show_default="all cores", help="Processes that work.")
@click.option(
    "--shard",
    type=Shard(),
    metavar="K/N",
    help="Only the K-th of N equal shares of SOURCE: one for each machine, without a cluster.",
)
@click.option("--ordered", is_flag=True, help="Rows in the order of SOURCE instead of as they are answered.")
@click.option("--retry-errors", is_flag=True, help="Try tracks again that failed in an earlier run.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    default=TRACK_TIMEOUT,
    show_default=True,
    help="Give a track up after so long.",
)
@tempo_options
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="local: this machine. ray: a Ray cluster that is running.",
)
@click.option("--address", metavar="ADDRESS", help="The cluster's address, if this machine is not part of it.")
@click.option("--quiet", is_flag=True, help="Show no progress. There is none either where nobody watches a terminal.")
@click.pass_context
def batch(ctx: click.Context, source: str, out: str | None, quiet: bool, **options: Any) -> None:
    """Write a table with the tempo of every track of SOURCE.

    SOURCE is a folder, searched with all folders below; a list of paths (.csv with a column "path", or any other file
    with a path a line); - for a list on standard input; or a URL such as s3://bucket/music/.

    The same command goes on where it was stopped, by whatever: tracks that have a row and have not changed are
    skipped. A track that cannot be read has a row with its error; then the exit status is 1.

    \b
    Examples:
      tempo-ssl batch music/ -o catalog.csv
      find . -name "*.mp3" -print0 | tempo-ssl batch - > tempi.csv
      tempo-ssl batch s3://bucket/music/ -o catalog.parquet --engine ray
    """
    check_bpm_range(options["min_bpm"], options["max_bpm"])
    if options["address"] is not None and options["engine"] != "ray":
        raise click.UsageError("--address needs --engine ray.")
    if out is None and options["retry_errors"]:
        raise click.UsageError("--retry-errors needs a table of an earlier run; name it with -o.")
    from tempo_ssl.catalog import BatchSettings, write_catalog

    settings = BatchSettings(**options)
    table = sys.stdout.buffer if out is None else out
    with Watch() as watch:
        report = watch.progress.report if sys.stderr.isatty() and not quiet else None
        try:
            # What Ray prints about lost machines is no result.
            with redirect_stdout(sys.stderr):
                summary = write_catalog(source, table, settings, report, watch.warn)
        except KeyboardInterrupt:
            watch.warn("interrupted" + ("" if out is None else "; the same command goes on where it stopped"))
            ctx.exit(INTERRUPTED)
    before = f" ({summary.failed_before} failed before; --retry-errors)" if summary.failed_before else ""
    say(
        f"done {summary.done}, failed {summary.failed}, skipped {summary.skipped}{before}, "
        f"{summary.tracks_per_second:.2f} files/s, {summary.times_real_time:.0f} x real time"
    )
    ctx.exit(FAILED if summary.failed or summary.failed_before else 0)
