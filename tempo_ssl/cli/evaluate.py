"""``tempo-ssl evaluate``: how good estimators are on annotated recordings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tempo_ssl.cli.edge import FAILED, put, say
from tempo_ssl.cli.progress import Progress

if TYPE_CHECKING:
    from tempo_ssl.evaluation import Answers, Dataset, Settings, System

#: Names of the peers, known here without importing anything; a test holds them equal to the library's.
PEERS = ("librosa", "essentia", "madmom", "tempocnn")


@click.command()
@click.argument("source")
@click.option(
    "--model",
    "models",
    metavar="MODEL",
    multiple=True,
    help="Judge this model: a file, or `default`, the shipped one, which is judged if no system is named.",
)
@click.option("--answers", metavar="CSV", multiple=True, help="Judge the answers in this table; no sound is read.")
@click.option("--peer", "peers", type=click.Choice(PEERS), multiple=True, help="Judge another program, if installed.")
@click.option("--by", metavar="COLUMN", multiple=True, help="Split the tables by the values of a column.")
@click.option("--cluster", metavar="COLUMN", help="Resample whole groups of tracks, such as those of one artist.")
@click.option("--baseline", metavar="SYSTEM", help="Differences are from this system; by default the first.")
@click.option(
    "--trust-octaves", is_flag=True, help="Count tracks whose octave is uncertain in Accuracy 1 like all others."
)
@click.option("--annotation", metavar="NAME", help="Which annotation to take, where JAMS or mirdata have several.")
@click.option("--audio", metavar="FOLDER", help="Where the sound of a JAMS folder, or a mirdata data set, lies.")
@click.option(
    "--seed", type=click.IntRange(0), metavar="N", default=7, show_default=True, help="Seed of all that is drawn."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text: tables in Markdown. json: one object with everything.",
)
@click.option("-o", "--out", metavar="FOLDER", help="Write report.html, results.json and tracks.csv into this folder.")
@click.option(
    "--open",
    "open_report",
    is_flag=True,
    help="Serve the report to this machine's browser until Ctrl-C: its table then plays the tracks with clicks.",
)
@click.pass_context
def evaluate(
    ctx: click.Context,
    source: str,
    models: tuple[str, ...],
    answers: tuple[str, ...],
    peers: tuple[str, ...],
    by: tuple[str, ...],
    cluster: str | None,
    baseline: str | None,
    trust_octaves: bool,
    annotation: str | None,
    audio: str | None,
    seed: int,
    form: str,
    out: str | None,
    open_report: bool,
) -> None:
    """Judge tempo estimators on the annotated recordings of SOURCE.

    SOURCE is a manifest (a table with the columns path and bpm, and more if wanted), a folder of JAMS files, or a data
    set of mirdata by its name, such as mirdata:giantsteps_tempo. With --open alone, SOURCE may be the folder of a
    report made before.

    \b
    Examples:
      tempo-ssl evaluate manifest.csv --by genre -o report --open
      tempo-ssl evaluate manifest.csv --answers peer.csv --model default --model my-model.tempo
      tempo-ssl evaluate mirdata:gtzan_genre --peer librosa --model default
    """
    from tempo_ssl.evaluation import Settings, report_text
    from tempo_ssl.evaluation import evaluate as judge
    from tempo_ssl.evaluation.report import REPORT, write_report
    from tempo_ssl.evaluation.sources import read_source

    if open_report and Path(source, REPORT).is_file():
        serve(Path(source))
        return
    if open_report and out is None:
        raise click.UsageError("--open needs a folder for the report; name one with -o.")
    warnings: list[str] = []
    dataset = read_source(source, annotation=annotation, audio=audio)
    settings = Settings(by=by, cluster=cluster, baseline=baseline, trust_octaves=trust_octaves, seed=seed)
    if out is not None:
        Path(out).mkdir(parents=True, exist_ok=True)
    systems = gather(dataset, settings, models, answers, peers, warnings)
    evaluation = judge(dataset, systems, settings)
    text = report_text(evaluation.results)
    if out is not None:
        say(f"report: {write_report(Path(out), evaluation)}")
    put(text.removesuffix("\n") if form == "text" else json.dumps(evaluation.results, ensure_ascii=False), "utf-8")
    if open_report and out is not None:
        serve(Path(out))
    ctx.exit(FAILED if warnings else 0)


def gather(
    dataset: Dataset,
    settings: Settings,
    models: tuple[str, ...],
    answers: tuple[str, ...],
    peers: tuple[str, ...],
    warnings: list[str],
) -> list[Answers]:
    """The answers of all systems; what went wrong with single tracks is said, and added to ``warnings``."""
    from tempo_ssl.evaluation import Answers, ModelSystem, ask, read_answers, with_unique_names
    from tempo_ssl.evaluation.peers import Peer
    from tempo_ssl.evaluation.results import check_settings

    progress = Progress()

    def warn(message: str) -> None:
        progress.close()
        warnings.append(message)
        say(message)

    # All is checked before the first is asked: a wrong name must not cost an hour.
    asked: list[System] = [*map(ModelSystem, models or ([] if answers or peers else ["default"])), *map(Peer, peers)]
    try:
        given = [system for path in answers for system in read_answers(Path(path), dataset, warn)]
        names = with_unique_names([*given, *(Answers(system.name, ()) for system in asked)])
        check_settings(settings, dataset, [system.system for system in names])
        found = [ask(system, dataset, progress.report, warn) for system in asked]
    finally:
        progress.close()
    return with_unique_names([*given, *found])


def serve(folder: Path) -> None:
    """Serve a report until Ctrl-C."""
    from tempo_ssl.evaluation.server import ReportServer

    with ReportServer(folder) as server:
        try:
            put(server.address)
            say("serving the report to this machine; Ctrl-C ends it")
            click.launch(server.address)
            server.serve_forever()
        except KeyboardInterrupt:
            say("ended")
