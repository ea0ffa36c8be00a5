"""``tempo-ssl tag``: tempi from a table into the tags of the files, and back out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from tempo_ssl.cli.edge import FAILED, put, say

if TYPE_CHECKING:
    from tempo_ssl.tagging import Outcome

#: The journal of a table that comes from standard input; others lie beside their table under its name.
STDIN_JOURNAL = "tags.undo.jsonl"
#: What may be said with --undo; everything else says what to write.
UNDO_OPTIONS = {"undo_file", "keep_mtime", "dry_run"}
#: Outcome -> how the last line calls it.
WORDS = {
    "unchanged": "unchanged",
    "existing": "with a BPM already",
    "unsure": "below --min-confidence",
    "no tempo": "without a tempo",
    "failed": "failed",
}


class Range(click.ParamType):
    """Two tempi, ``LOW-HIGH``, an octave apart at least."""

    name = "range"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        from tempo_ssl.tagging.values import parse_range

        try:
            return value if isinstance(value, tuple) else parse_range(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


@click.command()
@click.argument("catalog", required=False)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="P",
    default=0.0,
    show_default=True,
    help="Leave files alone whose confidence (that of the pulse) is less.",
)
@click.option(
    "--decimals",
    type=click.IntRange(0, 4),
    metavar="N",
    show_default="0; in Vorbis comments 2",
    help="Decimals of the BPM. ID3 specifies integers, and not every player reads more; MP4 holds nothing else.",
)
@click.option(
    "--range",
    "fold",
    type=Range(),
    metavar="LOW-HIGH",
    help="Halve or double tempi until they lie in this range of BPM, an octave or wider, such as 70-180.",
)
@click.option(
    "--skip-existing/--overwrite",
    "skip_existing",
    default=True,
    show_default=True,
    help="Leave files alone that have a BPM, or replace it. 0 counts as none.",
)
@click.option("--keep-mtime", is_flag=True, help="Keep the files' time of last change.")
@click.option("-n", "--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@click.option(
    "--journal",
    metavar="FILE",
    show_default="CATALOG.undo.jsonl",
    help="Where the old values are noted before anything is changed; one that exists is added to.",
)
@click.option(
    "--undo", "undo_file", metavar="JOURNAL", help="Instead of tagging: put back what the journal of earlier runs says."
)
@click.pass_context
def tag(
    ctx: click.Context,
    catalog: str | None,
    min_confidence: float,
    decimals: int | None,
    fold: tuple[float, float] | None,
    skip_existing: bool,
    keep_mtime: bool,
    dry_run: bool,
    journal: str | None,
    undo_file: str | None,
) -> None:
    """Write the tempi of a CATALOG into the tags of its files.

    CATALOG is a table (CSV or JSON Lines) that tempo-ssl wrote, or any with the columns path and bpm; - is standard
    input. mp3, wav and aiff get ID3 TBPM, ogg, opus and flac the comment BPM, m4a tmpo. Nothing else in a file
    changes. A line is printed for every file that does; one that cannot be tagged is named on standard error and stays
    as it was, and the exit status is 1.

    \b
    Examples:
      tempo-ssl tag --dry-run catalog.csv
      tempo-ssl tag --min-confidence 0.8 --range 70-180 catalog.csv
      tempo-ssl tag --undo catalog.csv.undo.jsonl
      tempo-ssl estimate --format csv *.mp3 | tempo-ssl tag -
    """
    if (catalog is None) == (undo_file is None):
        raise click.UsageError("name either a CATALOG or, with --undo, a journal.")
    if undo_file is not None:
        refuse_others(ctx)
    from tempo_ssl.tagging import Journal, TagSettings, read_rows, tag_rows, undo

    settings = TagSettings(min_confidence, decimals, fold, not skip_existing, keep_mtime, dry_run)
    if undo_file is not None:
        ctx.exit(report(undo(undo_file, settings), dry_run))
    assert catalog is not None
    name = "standard input" if catalog == "-" else catalog
    noted = journal or (STDIN_JOURNAL if catalog == "-" else f"{catalog}.undo.jsonl")
    with click.open_file(catalog, "rb") as table, Journal(noted) as book:
        ctx.exit(report(tag_rows(read_rows(table, name), settings, book), dry_run))


def report(outcomes: Iterable[Outcome], dry_run: bool) -> int:
    """A line for each file as it is done, and one about all in the end. The exit status."""
    counts: Counter[str] = Counter()
    try:
        for outcome in outcomes:
            counts[outcome.status] += 1
            if outcome.status == "written":
                put(change_line(outcome))
            elif outcome.status == "failed":
                say(outcome.reason)
    finally:
        # However it ends: what was done is done. An error before the first file speaks for itself.
        if counts:
            others = "".join(f", {counts[status]} {words}" for status, words in WORDS.items() if counts[status])
            say(f"{counts['written']} {'would be ' if dry_run else ''}changed{others}")
    return FAILED if counts["failed"] else 0


def change_line(outcome: Outcome) -> str:
    """``128 BPM  song.mp3  (TBPM; was 127)``, whatever the name holds on one line."""
    from tempo_ssl.audio import display_name

    new, old = (", ".join(map(display_name, values)) for values in (outcome.new, outcome.old))
    tempo = f"{new:>6} BPM" if new else f"{'no BPM':>10}"
    return f"{tempo}  {display_name(outcome.path)}  ({outcome.field}; {f'was {old}' if old else 'new'})"


def refuse_others(ctx: click.Context) -> None:
    """``UsageError`` for options that say what to write: --undo writes what was there."""
    for option in ctx.command.params:
        name = option.name or ""
        if name not in UNDO_OPTIONS and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{'/'.join([*option.opts, *option.secondary_opts])} makes no sense with --undo.")
