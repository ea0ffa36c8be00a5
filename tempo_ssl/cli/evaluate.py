"""``tempo-ssl evaluate``: how good estimators are on annotated recordings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from tempo_ssl.cli.edge import FAILED, put, say
from tempo_ssl.cli.progress import Watch

if TYPE_CHECKING:
    from tempo_ssl.evaluation import Dataset

#: Names of the peers, known here without importing anything; a test holds them equal to the library's.
PEERS = ("librosa", "essentia", "madmom", "tempocnn")
#: Names of the embeddings, likewise.
EMBEDDINGS = ("rhythm", "tempogram")


@click.command()
@click.argument("source", required=False)
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
@click.option(
    "--perturb",
    metavar="YAML",
    help="Judge how much is left when the sound is perturbed: as this file says, or in all the ways of `standard`.",
)
@click.option(
    "--probe",
    "probes",
    metavar="COLUMN",
    multiple=True,
    help="Judge what an embedding knows instead: of a column, or of the `tempo`, on tracks held out.",
)
@click.option(
    "--embedding",
    "embeddings",
    type=click.Choice(EMBEDDINGS),
    multiple=True,
    default=EMBEDDINGS[:1],
    show_default=True,
    help="The embedding to probe.",
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
    source: str | None,
    models: tuple[str, ...],
    answers: tuple[str, ...],
    peers: tuple[str, ...],
    by: tuple[str, ...],
    cluster: str | None,
    baseline: str | None,
    trust_octaves: bool,
    perturb: str | None,
    probes: tuple[str, ...],
    embeddings: tuple[str, ...],
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
      tempo-ssl evaluate manifest.csv --perturb standard -o robustness
      tempo-ssl evaluate manifest.csv --probe tempo --probe genre --cluster artist
    """
    from tempo_ssl.evaluation import Settings, gather_answers, report_text
    from tempo_ssl.evaluation import evaluate as judge
    from tempo_ssl.evaluation.report import REPORT, write_report
    from tempo_ssl.evaluation.sources import read_source

    if perturb is not None:
        refuse_others(ctx, "--perturb", "source perturb models peers seed form out")
        show_robustness(perturb, source, [*models, *(f"peer:{name}" for name in peers)], seed, form, out)
        return
    if source is None:
        raise click.UsageError("Missing argument 'SOURCE'.")
    if probes:
        refuse_others(ctx, "--probe", "source probes embeddings cluster annotation audio seed form out")
        dataset = read_source(source, annotation=annotation, audio=audio)
        show_probes(dataset, embeddings, probes, cluster, seed, form, out)
        return
    if open_report and Path(source, REPORT).is_file():
        refuse_others(ctx, "a report to --open", "source open_report")
        serve(Path(source))
        return
    if given(ctx, "embeddings"):
        raise click.UsageError("--embedding is for --probe.")
    if open_report and out is None:
        raise click.UsageError("--open needs a folder for the report; name one with -o.")
    dataset = read_source(source, annotation=annotation, audio=audio)
    settings = Settings(by=by, cluster=cluster, baseline=baseline, trust_octaves=trust_octaves, seed=seed)
    if out is not None:
        Path(out).mkdir(parents=True, exist_ok=True)
    with Watch() as watch:
        report, warn = watch.progress.report, watch.warn
        systems = gather_answers(dataset, settings, models, [*map(Path, answers)], peers, report, warn)
    evaluation = judge(dataset, systems, settings)
    if out is not None:
        say(f"report: {write_report(Path(out), evaluation)}")
    show(report_text(evaluation.results), evaluation.results, form)
    if open_report and out is not None:
        serve(Path(out))
    ctx.exit(FAILED if watch.warnings else 0)


def given(ctx: click.Context, name: str) -> bool:
    """Whether the user gave this option."""
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE


def refuse_others(ctx: click.Context, mode: str, known: str) -> None:
    """``UsageError`` for an option that would go unheard beside ``mode``, which knows the parameters of ``known``."""
    for option in ctx.command.params:
        if option.name not in known.split() and given(ctx, str(option.name)):
            raise click.UsageError(f"{option.opts[-1]} has no use with {mode}.")


def show_robustness(
    perturb: str, source: str | None, systems: list[str], seed: int, form: str, out: str | None
) -> None:
    """Run an experiment; its steps are stored in the folder of its results."""
    from tempo_ssl.evaluation import text
    from tempo_ssl.evaluation.experiment import read_experiment, standard_experiment
    from tempo_ssl.evaluation.report import write_tables
    from tempo_ssl.evaluation.robustness import run_experiment

    if out is None:
        raise click.UsageError("--perturb needs a folder for its results and for what it stores on the way; use -o.")
    sources = [] if source is None else [source]
    if perturb == "standard":
        if source is None:
            raise click.UsageError("Missing argument 'SOURCE'.")
        experiment = standard_experiment(sources, systems, seed)
    else:
        experiment = read_experiment(Path(perturb), sources, systems, seed)
    with Watch() as watch:
        results = run_experiment(experiment, Path(out), watch.progress.report, watch.warn)
    parts = [(d["name"], text.robustness_facts(d), text.robustness_tables(d)) for d in results["datasets"]]
    show(text.robustness_text(results), results, form)
    say(f"report: {write_tables(Path(out), 'Robustness of tempo estimation', parts, results)}")
    click.get_current_context().exit(FAILED if watch.warnings else 0)


def show_probes(
    dataset: Dataset,
    embeddings: tuple[str, ...],
    probes: tuple[str, ...],
    cluster: str | None,
    seed: int,
    form: str,
    out: str | None,
) -> None:
    """Probe embeddings for columns."""
    from tempo_ssl.evaluation import text
    from tempo_ssl.evaluation.embedding_probes import probe_embeddings
    from tempo_ssl.evaluation.report import write_tables
    from tempo_ssl.evaluation.targets import ProbeSettings

    with Watch() as watch:
        settings = ProbeSettings(cluster=cluster, seed=seed)
        results = probe_embeddings(dataset, embeddings, probes, settings, watch.progress.report, watch.warn)
    show(text.probe_text(results), results, form)
    if out is not None:
        parts = [(e["name"], text.probe_facts(results), text.probe_tables(e)) for e in results["embeddings"]]
        say(f"report: {write_tables(Path(out), 'What embeddings know', parts, results)}")
    click.get_current_context().exit(FAILED if watch.warnings else 0)


def show(text: str, results: dict[str, Any], form: str) -> None:
    """The results on standard output, in the form that was asked for."""
    put(text.removesuffix("\n") if form == "text" else json.dumps(results, ensure_ascii=False), "utf-8")


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
