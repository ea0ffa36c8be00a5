"""Write docs/command-line.md from the help pages of the program and the descriptions of what it prints.

    python scripts/make_docs.py

A test fails where the page is not what this makes.
"""

from pathlib import Path

import click

from tempo_ssl.catalog.records import CATALOG_COLUMNS
from tempo_ssl.cli import main
from tempo_ssl.cli.edge import FAILED, INTERRUPTED, NOBODY_READS
from tempo_ssl.cli.output import COLUMNS, KEYS, SHORT_SECONDS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "command-line.md"
#: Characters of a line of help.
WIDTH = 100

HEAD = """\
# The command line

Made by `python scripts/make_docs.py` from the program's own help pages; do not edit it here.

Results go to standard output, messages and progress to standard error.

| exit status | means |
| --- | --- |
| 0 | done; "no tempo" is an answer too |
| {failed} | something failed, and a line on standard error says what: a file, the model, training |
| 2 | wrong use: an option or a value that makes no sense |
| {interrupted} | interrupted by Ctrl-C |
| {nobody_reads} | whoever read the results has stopped (`tempo-ssl estimate ... \\| head -1`) |
"""

RESULTS = """\
### What `estimate` prints

`--format text` prints a line a file, as it is answered:

```text
128.04 BPM  song.ogg  (confidence 0.98, octave 0.91; octave-relaxed 128.04; constant; or 64.02 (0.41), 85.36 (0.12))
  no tempo  rain.wav  (no steady pulse)
```

The tempo comes first, then the file, how likely its pulse is right and how likely its octave, the tempo folded into
one octave, its stability, and alternatives with their scores. Names that would break the line are escaped.

`--format json` prints one object a line (JSON Lines, UTF-8). Every object has all keys:

| key | value |
| --- | --- |
{keys}

`--format csv` prints a header and a row a file (UTF-8), with the same values and the second candidate only:

```text
{columns}
```

Files that cannot be read have no line of text; in JSON and CSV they have one with `error`. A file that is damaged and
can be read in part is answered from that part, has both an answer and an `error`, and does not change the exit status.

Tempi have as many decimals as the length of the recording bears out: in text 2, in JSON and CSV up to 4, and under
{short:g} s one in text and up to 2 in the others.
"""

CATALOG = """\
### What `batch` writes

The columns of the table, in this order, whatever its format; new ones would come last:

| column | value |
| --- | --- |
{columns}

CSV is UTF-8 with a header and lines that end in a line feed; names with commas, quotes or line ends are quoted, and
what has no value is empty. `.jsonl` has an object a line with `null` there, and `.parquet` the same columns with
types. At the end a line on standard error says how many tracks were answered, failed and skipped. More about large
libraries: [catalogs.md](catalogs.md).
"""


def page() -> str:
    """The whole page, Markdown."""
    head = HEAD.format(failed=FAILED, interrupted=INTERRUPTED, nobody_reads=NOBODY_READS)
    keys = "\n".join(f"| `{key}` | {meaning} |" for key, meaning in KEYS.items())
    results = RESULTS.format(keys=keys, columns=",".join(COLUMNS), short=SHORT_SECONDS)
    top = click.Context(main, info_name="tempo-ssl", terminal_width=WIDTH, **main.context_settings)
    parts = [head, section(main, top)]
    for name, command in sorted(main.commands.items()):
        parts.append(section(command, click.Context(command, top, info_name=name, terminal_width=WIDTH)))
        if name == "estimate":
            parts.append(results)
        if name == "batch":
            columns = "\n".join(f"| `{column}` | {meaning} |" for column, meaning in CATALOG_COLUMNS.items())
            parts.append(CATALOG.format(columns=columns))
    return "\n".join(parts)


def section(command: click.Command, context: click.Context) -> str:
    """A heading and the help page of one command."""
    return f"## `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
