"""The pictures of a report: what each figure of a table comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.figures import USUAL, Judgement
from tempo_ssl.evaluation.results import Evaluation
from tempo_ssl.evaluation.svg import Plot

#: Tolerances (%) of the accuracy curves.
CURVE = np.linspace(0.1, 10, 100)
#: Octaves shown on either side in the histogram, and its bins per octave: 1/12 is 6 %, wider than the usual tolerance.
OCTAVES, BINS_PER_OCTAVE = 2, 12
#: Ratios that the histogram names.
RATIOS = (("1/3", 1 / 3), ("1/2", 1 / 2), ("2/3", 2 / 3), ("1", 1.0), ("3/2", 1.5), ("2", 2.0), ("3", 3.0))
#: BPM of the scatter's axes.
TEMPI = (25.0, 400.0)
TEMPO_TICKS = (30, 60, 120, 240)
PERCENT = [(value / 100, f"{value} %") for value in (0, 20, 40, 60, 80, 100)]


def overview(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Title and SVG of the pictures that show all systems at once."""
    judgements = evaluation.judgements
    plots = [
        ("Accuracy 1 against tolerance", accuracy_curves(judgements, octave_counts=True)),
        ("Accuracy 2 against tolerance", accuracy_curves(judgements, octave_counts=False)),
    ]
    systems = evaluation.results["systems"]
    for name in ("pulse", "octave"):
        if any(system["confidence"].get(name, {}).get("bins") for system in systems):
            plots.append((f"Reliability of the {name} confidence", reliability_plot(systems, name)))
            plots.append((f"Risk and coverage by the {name} confidence", risk_plot(systems, name)))
    return plots


def of_system(
    dataset: Dataset, judgement: Judgement, answers: Sequence[float | None], place: int
) -> list[tuple[str, str]]:
    """Title and SVG of the pictures of one system."""
    return [
        ("Octave errors", octave_histogram(judgement, place)),
        ("Answer against reference", tempo_scatter(dataset, answers, place)),
    ]


def accuracy_curves(judgements: Sequence[Judgement], *, octave_counts: bool) -> str:
    """Share of right answers for every tolerance; without an answer a track is wrong at all of them."""
    kind = 1 if octave_counts else 2
    ticks = [(float(value), f"{value} %") for value in (0, 2, 4, 6, 8, 10)]
    plot = Plot(f"Accuracy {kind}", (0, CURVE[-1]), (0, 1), "tolerance", f"Acc{kind}", ticks, PERCENT)
    for place, judgement in enumerate(judgements):
        counts = np.isfinite(judgement.values[f"acc{kind}_{USUAL}"])
        deviation = np.abs(2 ** judgement.values["oe1"] - 1) if octave_counts else judgement.deviation
        if counts.any():
            off = np.where(np.isfinite(deviation), deviation, np.inf)[counts]
            plot.line([(t, float((off <= t / 100 + 1e-9).mean())) for t in CURVE], place)
    return plot.svg()


def octave_histogram(judgement: Judgement, place: int) -> str:
    """How many tracks were answered how many octaves off; what lies further off is in the last bins."""
    errors = judgement.values["oe1"]
    half = 0.5 / BINS_PER_OCTAVE  # bins are centred on whole steps, so that right answers share one
    edges = np.linspace(-OCTAVES - half, OCTAVES + half, 2 * OCTAVES * BINS_PER_OCTAVE + 2)
    counts, _ = np.histogram(np.clip(errors[np.isfinite(errors)], edges[0], edges[-1]), edges)
    highest = max(int(counts.max(initial=0)), 1)
    x_ticks = [(float(np.log2(ratio)), label) for label, ratio in RATIOS]
    y_ticks = [(float(value), str(value)) for value in range(0, highest + 1, -(-highest // 5))]
    ends = (float(edges[0]), float(edges[-1]))
    plot = Plot("Octave errors", ends, (0, highest * 1.05), "answer / reference", "tracks", x_ticks, y_ticks)
    plot.bars(edges.tolist(), counts.tolist(), place)
    return plot.svg()


def tempo_scatter(dataset: Dataset, answers: Sequence[float | None], place: int) -> str:
    """Every answer against its reference; the guides are the factors of Accuracy 2."""
    ticks = [(float(tempo), str(tempo)) for tempo in TEMPO_TICKS]
    plot = Plot("Answer against reference", TEMPI, TEMPI, "reference, BPM", "answer, BPM", ticks, ticks, log=True)
    low, high = TEMPI
    for factor in (1, 2, 1 / 2, 3, 1 / 3):
        ends = max(low, low / factor), min(high, high / factor)
        plot.line([(x, factor * x) for x in ends], thin=True)
    points = [(track.bpm, bpm) for track, bpm in zip(dataset.tracks, answers, strict=True) if bpm is not None]
    plot.dots(points, place, 5)
    return plot.svg()


def reliability_plot(systems: Sequence[dict[str, Any]], name: str) -> str:
    """Share of right answers against confidence; the larger the dot, the more tracks."""
    ticks = [(value / 100, f"{value / 100:g}") for value in (0, 20, 40, 60, 80, 100)]
    plot = Plot(f"Reliability, {name}", (0, 1), (0, 1), "confidence", "share right", ticks, PERCENT)
    plot.line([(0, 0), (1, 1)], thin=True)
    for place, system in enumerate(systems):
        bins = system["confidence"].get(name, {}).get("bins", [])
        plot.line([(confidence, right) for confidence, right, _ in bins], place)
        total = sum(n for _, _, n in bins)
        for confidence, right, n in bins:
            plot.dots([(confidence, right)], place, 4 + 16 * (n / total) ** 0.5)
    return plot.svg()


def risk_plot(systems: Sequence[dict[str, Any]], name: str) -> str:
    """Share of wrong answers among the surest, against how many of these are kept."""
    highest = max((risk for s in systems for _, risk in s["confidence"].get(name, {}).get("curve", [])), default=1)
    top = max(0.1, min(1.0, highest * 1.1))
    ticks = [(value / 100, f"{value} %") for value in (0, 20, 40, 60, 80, 100)]
    y_ticks = [(top * share, f"{100 * top * share:.0f} %") for share in (0, 0.25, 0.5, 0.75, 1)]
    plot = Plot(f"Risk and coverage, {name}", (0, 1), (0, top), "coverage", "share wrong", ticks, y_ticks)
    for place, system in enumerate(systems):
        plot.line(system["confidence"].get(name, {}).get("curve", []), place)
    return plot.svg()
