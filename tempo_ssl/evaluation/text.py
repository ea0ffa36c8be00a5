"""Results as Markdown tables, for the terminal and for documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tempo_ssl.evaluation.figures import TOLERANCES, USUAL
from tempo_ssl.evaluation.markdown import DASH, number, percent, section, table, with_interval
from tempo_ssl.evaluation.results import MAIN

#: Libraries that take part in the shipped model's own answers.
OURS = ("Python", "tempo-ssl", "numpy", "onnxruntime", "soundfile", "av")
#: Keys of figures -> what tables call them.
FIGURE_TITLES = {f"acc1_{USUAL}": "Acc1", f"acc2_{USUAL}": "Acc2"}


def report_text(results: dict[str, Any]) -> str:
    """All tables of an evaluation."""
    dataset, settings = results["dataset"], results["settings"]
    over = f"{settings['clusters']} clusters of {settings['cluster']}" if settings["cluster"] else "tracks"
    facts = (
        f"{dataset['tracks']} tracks of {dataset['name']}; annotation: {dataset['annotation']}.\n"
        f"{version_line(results)}.\n"
        f"Accuracies in % with 95 % bootstrap intervals over {over}; a missing answer counts as wrong."
    )
    return "\n\n".join([facts, *(section(title, content) for title, content in report_tables(results))]) + "\n"


def report_tables(results: dict[str, Any]) -> list[tuple[str, str]]:
    """Title and table for all that an evaluation has figures of."""
    systems = results["systems"]
    tables = [
        ("Accuracy, %", accuracy_table(systems)),
        ("Within other tolerances, %", tolerance_table(systems)),
        ("Octave errors (octaves) and two tempi", octave_table(systems)),
        ("Errors at 4 %, in tracks (answer / reference)", error_table(systems)),
    ]
    if any(system["confidence"] for system in systems):
        tables.append(("Confidence", confidence_table(systems)))
    if any(system["speed"] for system in systems):
        tables.append(("Speed, audio-seconds per second", speed_table(systems)))
    if results["differences"]:
        title = f"Difference from {results['settings']['baseline']}, percentage points, paired"
        rows = [[d["name"], *(with_interval(d[name]) for name in MAIN)] for d in results["differences"]]
        tables.append((title, table(["system", *main_titles()], rows)))
    return tables + [(f"By {column}", group_table(column, results)) for column in results["by"]]


def version_line(results: dict[str, Any], libraries: Sequence[str] | None = None) -> str:
    """``Python 3.11.7, tempo-ssl 0.1.0, ...``: all versions, or those of the ``libraries``."""
    chosen = results["versions"].items()
    return ", ".join(f"{name} {number}" for name, number in chosen if libraries is None or name in libraries)


def accuracy_table(systems: Sequence[dict[str, Any]]) -> str:
    """The main figures, a row a system."""
    header = ["system", "n", "answered", "Acc1 (n)", "Acc2", "Acc0", "two candidates", "median % off, octave aside"]
    rows = [
        [
            system["name"],
            system["figures"][f"acc2_{USUAL}"]["n"],
            system["answered"],
            f"{with_interval(system['figures'][f'acc1_{USUAL}'])} ({system['figures'][f'acc1_{USUAL}']['n']})",
            with_interval(system["figures"][f"acc2_{USUAL}"]),
            with_interval(system["figures"]["acc0"]),
            percent(system["figures"]["two_candidates"]["value"]),
            number(system["median_deviation"], 3, 100),
        ]
        for system in systems
    ]
    return table(header, rows)


def tolerance_table(systems: Sequence[dict[str, Any]]) -> str:
    """Both accuracies at every tolerance."""
    keys = [(kind, tolerance) for kind in (1, 2) for tolerance in TOLERANCES]
    rows = [
        [system["name"], *(percent(system["figures"][f"acc{kind}_{tolerance}"]["value"]) for kind, tolerance in keys)]
        for system in systems
    ]
    return table(["system", *(f"Acc{kind} {tolerance} %" for kind, tolerance in keys)], rows)


def octave_table(systems: Sequence[dict[str, Any]]) -> str:
    """Octave errors, P-score and "both correct" with their numbers of tracks."""
    rows = []
    for system in systems:
        figures = system["figures"]
        errors = [number(figures[name]["value"], 3) for name in ("oe1", "oe2", "aoe1", "aoe2")]
        mirex = [f"{number(figures[name]['value'], 3)} ({figures[name]['n']})" for name in ("p_score", "both_correct")]
        rows.append([system["name"], *errors, *mirex])
    return table(["system", "OE1", "OE2", "AOE1", "AOE2", "P-score (n)", "both correct (n)"], rows)


def error_table(systems: Sequence[dict[str, Any]]) -> str:
    """Numbers of tracks by kind of error."""
    kinds = list(systems[0]["errors"])
    return table(
        ["system", *kinds], [[system["name"], *(system["errors"][kind] for kind in kinds)] for system in systems]
    )


def confidence_table(systems: Sequence[dict[str, Any]]) -> str:
    """ROC-AUC, ECE and the area under risk-coverage of every confidence there is."""
    rows = [
        [
            system["name"],
            f"{name} ({found['auc']['n']})",
            with_interval(found["auc"], 3, 1),
            with_interval(found["ece"], 3, 1),
            number(found["area"], 3),
        ]
        for system in systems
        for name, found in system["confidence"].items()
    ]
    return table(["system", "confidence (n)", "ROC-AUC", "ECE", "area under risk-coverage"], rows)


def speed_table(systems: Sequence[dict[str, Any]]) -> str:
    """Audio-seconds per second."""
    keys = ("per_second", "per_cpu_second")
    rows = [[system["name"], *(number(system["speed"].get(key), 0) for key in keys)] for system in systems]
    return table(["system", "wall clock", "processor"], rows)


def group_table(column: str, results: dict[str, Any]) -> str:
    """The main figures, a row for each system in each group and over all tracks; a lone system is not named."""
    whole = {"value": "all", "tracks": results["dataset"]["tracks"], "systems": results["systems"]}
    is_alone = len(results["systems"]) == 1
    rows = [
        [
            group["value"] or DASH,
            *([] if is_alone else [system["name"]]),
            group["tracks"],
            f"{with_interval(system['figures'][MAIN[0]])} ({system['figures'][MAIN[0]]['n']})",
            with_interval(system["figures"][MAIN[1]]),
            with_interval(system["figures"]["acc2_1"]),
            number(system["median_deviation"], 3, 100),
            percent(system["figures"]["two_candidates"]["value"]),
            group["tracks"] - system["answered"],
            named_errors(system["errors"]),
        ]
        for group in [*results["by"][column], whole]
        for system in group["systems"]
    ]
    titles = ["n", "Acc1 (n)", "Acc2", "Acc2 1 %", "median % off", "two candidates", "not answered", "Acc1 errors"]
    return table([column, *([] if is_alone else ["system"]), *titles], rows)


def named_errors(errors: dict[str, int]) -> str:
    """The kinds of error that there are, most frequent first: ``x1/2 12, x2 3``."""
    there = sorted((kind for kind, count in errors.items() if count), key=lambda kind: -errors[kind])
    return ", ".join(f"{kind} {errors[kind]}" for kind in there) or DASH


def robustness_text(results: dict[str, Any]) -> str:
    """All tables of a robustness run."""
    parts = [f"{version_line(results)}; seed {results['seed']}."]
    for dataset in results["datasets"]:
        parts.append(f"# {dataset['name']}\n\n{robustness_facts(dataset)}")
        parts += [section(title, content) for title, content in robustness_tables(dataset)]
    return "\n\n".join(parts) + "\n"


def robustness_facts(dataset: dict[str, Any]) -> str:
    """What the tables of one data set are about."""
    unread = f" {dataset['unread']} cannot be read and count as not answered." if dataset["unread"] else ""
    return (
        f"{dataset['tracks']} tracks; annotation: {dataset['annotation']}.{unread} "
        "Accuracies at 4 % in %, with 95 % bootstrap intervals. Kept: the clean answer, times the rate of a stretch."
    )


def robustness_tables(dataset: dict[str, Any]) -> list[tuple[str, str]]:
    """Title and table for every system and embedding of one data set."""
    header = ["perturbation", "answered", "Acc1 (n)", "Acc2", "kept", "change of Acc2, points"]
    tables = []
    for system in dataset["systems"]:
        rows = [
            [
                row["perturbation"],
                row["answered"],
                f"{with_interval(row[MAIN[0]])} ({row[MAIN[0]]['n']})",
                *(with_interval(row[key]) for key in (MAIN[1], "kept", "change")),
            ]
            for row in system["perturbations"]
        ]
        tables.append((system["name"], table(header, rows)))
    return tables + [named for embedding in dataset["embeddings"] for named in probe_tables(embedding)]


def probe_text(results: dict[str, Any]) -> str:
    """All tables of a probing run."""
    parts = [f"{probe_facts(results)}\n{version_line(results)}."]
    for embedding in results["embeddings"]:
        parts += [section(title, content) for title, content in probe_tables(embedding)]
    return "\n\n".join(parts) + "\n"


def probe_facts(results: dict[str, Any]) -> str:
    """What the tables of probes are about."""
    dataset = results["dataset"]
    return (
        f"{dataset['tracks']} tracks of {dataset['name']}; annotation: {dataset['annotation']}; "
        f"seed {results['settings']['seed']}. Shares in % of held-out tracks, with 95 % bootstrap intervals; "
        "tempi within 4 %."
    )


def probe_tables(embedding: dict[str, Any]) -> list[tuple[str, str]]:
    """Title and table for every target: a row for each probe, and two for the neighbourhood."""
    by_target: dict[str, list[list[object]]] = {}
    is_perturbed = any("perturbation" in row for row in embedding["probes"])
    for row in embedding["probes"]:
        lines = by_target.setdefault(row["target"], [])
        first = [row["perturbation"]] if is_perturbed else []
        for name, figures in row["probes"].items():
            for key, figure in figures.items():
                lines.append([*first, name, figure["n"], FIGURE_TITLES.get(key, key), with_interval(figure)])
        for name, title in (("neighbours", "alike among the nearest"), ("chance", "alike among all")):
            figure = row["locality"][name]
            lines.append([*first, "locality", figure["n"], title, with_interval(figure)])
    header = [*(["perturbation"] if is_perturbed else []), "probe", "n", "figure", "share"]
    return [(f"{embedding['name']}, probed for {target}", table(header, rows)) for target, rows in by_target.items()]


def main_titles() -> list[str]:
    """Titles of :data:`~tempo_ssl.evaluation.results.MAIN`."""
    return [f"Acc{kind} {USUAL} %" for kind in (1, 2)]
