"""The report: a folder with one page for people (``report.html``), and all of it for programs.

``results.json`` holds every figure, ``tracks.csv`` every answer with its judgement: a table of answers that
``--answers`` reads again. The page holds its data, style, script and pictures; it loads nothing.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from tempo_ssl.evaluation import plots
from tempo_ssl.evaluation.results import Evaluation, plain
from tempo_ssl.evaluation.svg import colour, dash
from tempo_ssl.evaluation.text import report_tables, version_line

REPORT, RESULTS, TRACKS = "report.html", "results.json", "tracks.csv"
#: Columns of ``tracks.csv``; those of the data set follow.
TRACK_COLUMNS = (
    "peer path reference octave_counts bpm bpm_2 confidence octave_confidence kind octave_error_1 octave_error_2 "
    "audio_seconds seconds cpu_seconds reason audio"
).split()


def write_report(folder: Path, evaluation: Evaluation) -> Path:
    """Write the three files into a folder, which is made; the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_results(folder, evaluation.results)
    write_tracks(folder / TRACKS, evaluation)
    page = folder / REPORT
    page.write_text(report_page(evaluation), encoding="utf-8")
    return page


def write_tables(
    folder: Path, heading: str, parts: Sequence[tuple[str, str, Sequence[tuple[str, str]]]], results: dict[str, Any]
) -> Path:
    """Write results that are tables only: the page and the results; the path of the page.

    ``parts`` are title, text and named Markdown tables.
    """
    folder.mkdir(parents=True, exist_ok=True)
    content = "".join(
        f"<h2>{escape(title)}</h2><p>{escape(facts)}</p>"
        + "".join(f"<h3>{escape(name)}</h3>{_html_table(table)}" for name, table in tables)
        for title, facts, tables in parts
    )
    page = folder / REPORT
    values = {"TITLE": escape(heading), "STYLE": _data_file("evaluation.css"), "HEADING": escape(heading)}
    values |= {"TABLES": content, "VERSIONS": escape(version_line(results))}
    page.write_text(_filled("tables.html", values), encoding="utf-8")
    _write_results(folder, results)
    return page


def write_tracks(path: Path, evaluation: Evaluation) -> None:
    """One row for each system and track. ``audio`` is where the sound was, for whoever serves the report."""
    extra = [column for column in evaluation.dataset.columns if column not in TRACK_COLUMNS]
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, [*TRACK_COLUMNS, *extra], lineterminator="\n")
        writer.writeheader()
        for system, judgement in zip(evaluation.systems, evaluation.judgements, strict=True):
            for place, (track, answer) in enumerate(zip(evaluation.dataset.tracks, system.answers, strict=True)):
                row: dict[str, Any] = {column: track.columns.get(column, "") for column in extra}
                row |= {
                    "peer": system.system,
                    "path": track.path,
                    "reference": track.bpm,
                    "kind": judgement.kinds[place],
                }
                row |= {"octave_counts": "yes" if judgement.kinds[place] else "no"}
                row |= {key: value for key, value in vars(answer).items() if value is not None}
                for name, key in (("octave_error_1", "oe1"), ("octave_error_2", "oe2")):
                    error = judgement.values[key][place]
                    row[name] = f"{error:.6f}" if np.isfinite(error) else ""
                row["audio"] = os.path.abspath(track.audio) if track.audio else ""
                writer.writerow(row)


def report_page(evaluation: Evaluation) -> str:
    """The page, HTML."""
    results = evaluation.results
    dataset, settings = results["dataset"], results["settings"]
    data = json.dumps(table_data(evaluation), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    over = f"{settings['clusters']} groups of {settings['cluster']}" if settings["cluster"] else "tracks"
    parts = {
        "TITLE": escape(f"Tempo: {dataset['name']}"),
        "STYLE": _data_file("evaluation.css"),
        "SCRIPT": _data_file("evaluation.js"),
        # Nothing in a name may end the script or begin a tag.
        "DATA": data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
        "FACTS": escape(
            f"{dataset['tracks']} tracks. Annotation: {dataset['annotation']}. 95 % bootstrap intervals over {over}, "
            f"{settings['rounds']} rounds, seed {settings['seed']}."
        ),
        "VERSIONS": escape(version_line(results)),
        "LEGEND": _legend(results),
        "TABLES": _tables(results),
        "PLOTS": _figures(plots.overview(evaluation)),
        "SYSTEMS": _system_plots(evaluation),
    }
    return _filled("evaluation.html", parts)


def table_data(evaluation: Evaluation) -> dict[str, Any]:
    """What the page's table shows: tracks and, system by system, their answers."""
    columns = evaluation.results["settings"]["by"]
    tracks = evaluation.dataset.tracks
    return {
        "systems": [system.system for system in evaluation.systems],
        "columns": columns,
        "tracks": [[track.path, track.bpm, *(track.columns.get(column, "") for column in columns)] for track in tracks],
        "answers": [
            [
                plain(
                    [a.bpm, j.kinds[i] or "(octave uncertain)", 100 * j.deviation[i], a.bpm_2, a.confidence, a.reason]
                )
                for i, a in enumerate(system.answers)
            ]
            for system, j in zip(evaluation.systems, evaluation.judgements, strict=True)
        ],
    }


def _legend(results: dict[str, Any]) -> str:
    return "".join(
        f'<li><svg viewBox="0 0 30 8"><path class="line" stroke="{colour(i)}" stroke-dasharray="{dash(i)}" '
        f'd="M0 4h30"/></svg>{escape(system["name"])}</li>'
        for i, system in enumerate(results["systems"])
    )


def _tables(results: dict[str, Any]) -> str:
    """The same tables as on the terminal."""
    tables = report_tables(results)
    return "".join(f"<h3>{escape(title)}</h3>{_html_table(content)}" for title, content in tables)


def _html_table(markdown: str) -> str:
    """A table of :func:`tempo_ssl.evaluation.markdown.table` as HTML."""
    header, _, *rows = [
        [cell.replace("\\|", "|") for cell in line[2:-2].replace("\\|", "\0").split(" | ")]
        for line in markdown.splitlines()
    ]
    lines = ["".join(f"<th>{escape(cell)}</th>" for cell in header)]
    lines += ["".join(f"<td>{escape(cell)}</td>".replace("\0", "|") for cell in row) for row in rows]
    head, *body = [f"<tr>{line}</tr>" for line in lines]
    return f'<div class="wide"><table><thead>{head}</thead><tbody>{"".join(body)}</tbody></table></div>'


def _figures(pictures: list[tuple[str, str]]) -> str:
    return "".join(f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>" for title, svg in pictures)


def _system_plots(evaluation: Evaluation) -> str:
    parts = []
    for place, (system, judgement) in enumerate(zip(evaluation.systems, evaluation.judgements, strict=True)):
        answers = [answer.bpm for answer in system.answers]
        pictures = _figures(plots.of_system(evaluation.dataset, judgement, answers, place))
        parts.append(
            f'<section class="system"><h3>{escape(system.system)}</h3><div class="plots">{pictures}</div></section>'
        )
    return "".join(parts)


def _filled(template: str, parts: dict[str, str]) -> str:
    """A template with its places filled, in the order of ``parts``: what fills one is never taken for another."""
    page = _data_file(template)
    for name, content in parts.items():
        head, mark, tail = page.partition(f"<!--{name}-->")
        assert mark, f"the template has no place for {name}"
        page = head + content + tail
    return page


def _write_results(folder: Path, results: dict[str, Any]) -> None:
    content = json.dumps(results, indent=1, ensure_ascii=False, allow_nan=False)
    (folder / RESULTS).write_text(content + "\n", encoding="utf-8")


def _data_file(name: str) -> str:
    return files("tempo_ssl").joinpath("data", name).read_text(encoding="utf-8")
