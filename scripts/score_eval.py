"""Answer every recording of a manifest and print the accuracies, by set, with 95 % bootstrap intervals.

    python scripts/score_eval.py ../shared/eval/manifest.csv [--model default] [--answers out.csv]

The manifest's columns: path (relative to it), bpm, octave ("uncertain": Accuracy 2 only), set. Nothing is tuned here.
"""

import csv
import platform
import time
from collections import Counter
from pathlib import Path

import click
import numpy as np
import onnxruntime

import tempo_ssl
from tempo_ssl.errors import AudioError
from tempo_ssl.estimation import TempoEstimate, TempoEstimator, no_tempo
from tempo_ssl.metrics import (
    bootstrap_interval,
    calibration_error,
    error_kind,
    is_accurate_1,
    is_accurate_2,
    octave_deviation,
    roc_auc,
)

COLUMNS = (
    *("set", "n", "Acc1 (n stated)", "Acc2", "Acc2 within 1 %", "median error", "two candidates", "no tempo"),
    "Acc1 errors",
)


@click.command(help=__doc__)
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", default="default", show_default=True)
@click.option("--answers", type=click.Path(path_type=Path), help="Also write path,bpm,confidence,... here.")
def main(manifest: Path, model: str, answers: Path | None) -> None:
    with manifest.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    estimator = TempoEstimator(model)
    start, estimates = time.process_time(), []
    for row in rows:
        try:
            estimates.append(estimator.estimate(manifest.parent / row["path"]))
        except AudioError as error:
            click.echo(f"no answer: {error}", err=True)
            estimates.append(no_tempo(0.0, str(error)))
    seconds = time.process_time() - start
    if answers:
        write_answers(answers, rows, estimates)
    click.echo(
        f"tempo-ssl {tempo_ssl.__version__}, model {model}, onnxruntime {onnxruntime.__version__}, "
        f"Python {platform.python_version()}\n"
    )
    click.echo(f"| {' | '.join(COLUMNS)} |")
    click.echo("| --- " * len(COLUMNS) + "|")
    for name in [*dict.fromkeys(row["set"] for row in rows), "all"]:
        chosen = [i for i, row in enumerate(rows) if name in (row["set"], "all")]
        click.echo(table_row(name, [rows[i] for i in chosen], [estimates[i] for i in chosen]))
    audio = sum(estimate.duration for estimate in estimates)
    click.echo(f"\n{audio / seconds:.0f} audio-seconds per CPU-second, decoding included.")
    click.echo(confidence_line(rows, estimates))


def table_row(name: str, rows: list[dict[str, str]], estimates: list[TempoEstimate]) -> str:
    pairs = [(estimate, float(row["bpm"])) for row, estimate in zip(rows, estimates, strict=True)]
    stated = [pair for pair, row in zip(pairs, rows, strict=True) if row.get("octave") != "uncertain"]
    first = [is_accurate_1(estimate.bpm, bpm) for estimate, bpm in stated]
    second = [is_accurate_2(estimate.bpm, bpm) for estimate, bpm in pairs]
    fine = [is_accurate_2(estimate.bpm, bpm, 0.01) for estimate, bpm in pairs]
    errors = [octave_deviation(estimate.bpm, bpm) for estimate, bpm in pairs if estimate.bpm is not None]
    two = [any(is_accurate_1(c.bpm, bpm) for c in estimate.candidates[:2]) for estimate, bpm in stated]
    missing = sum(estimate.bpm is None for estimate in estimates)
    kinds = Counter(error_kind(estimate.bpm, bpm) for estimate, bpm in stated)
    del kinds["right"]
    named = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return (
        f"| {name} | {len(pairs)} | {share(first)} ({len(stated)}) | {share(second)} | {share(fine)} | "
        f"{100 * float(np.median(errors)):.3f} % | {100 * np.mean(two):.1f} | {missing} | {named} |"
    )


def share(hits: list[bool]) -> str:
    low, high = bootstrap_interval([float(hit) for hit in hits])
    return f"{100 * np.mean(hits):.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def confidence_line(rows: list[dict[str, str]], estimates: list[TempoEstimate]) -> str:
    pulse = [(e.confidence, is_accurate_2(e.bpm, float(r["bpm"]))) for r, e in zip(rows, estimates, strict=True)]
    octave = [
        (e.octave_confidence, is_accurate_1(e.bpm, float(r["bpm"])))
        for r, e in zip(rows, estimates, strict=True)
        if r.get("octave") != "uncertain" and is_accurate_2(e.bpm, float(r["bpm"]))
    ]
    parts = []
    for name, judged in (("pulse", pulse), ("octave, where the pulse is right", octave)):
        scores, right = zip(*judged, strict=True)
        parts.append(f"{name}: ROC-AUC {roc_auc(scores, right):.3f}, ECE {calibration_error(scores, right):.3f}")
    return "Confidence, " + "; ".join(parts)


def write_answers(path: Path, rows: list[dict[str, str]], estimates: list[TempoEstimate]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["peer", "track", "bpm_pred", "reference", "confidence", "octave_confidence", "reason"])
        for row, e in zip(rows, estimates, strict=True):
            bpm = "" if e.bpm is None else f"{e.bpm:.4f}"
            confidences = [f"{e.confidence:.4f}", f"{e.octave_confidence:.4f}"]
            writer.writerow(["tempo-ssl", row["path"], bpm, row["bpm"], *confidences, e.reason])


if __name__ == "__main__":
    main()
