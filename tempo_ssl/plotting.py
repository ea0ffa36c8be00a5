"""Pictures of tempo curves. matplotlib (the extra ``plot``) is imported when something is drawn."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np

from tempo_ssl.errors import TempoSSLError
from tempo_ssl.tempo import metrical_relatives

#: BPM that the axis is labelled at.
TICKS = (30, 40, 60, 80, 100, 120, 160, 200, 240, 320)
#: Inches.
SIZE = (9.0, 4.5)
#: Room above the curve for the labels of the marks, as a share of the curve's height.
LABEL_SHARE = 0.4


def check_image(path: str) -> None:
    """``TempoSSLError``, before any work is done, where no image can be drawn to ``path``."""
    try:
        from matplotlib.backend_bases import FigureCanvasBase
    except ImportError as error:
        raise TempoSSLError(
            'drawing needs matplotlib, which is not installed: pip install "tempo-ssl[plot]"'
        ) from error
    image = Path(path)
    known = sorted(FigureCanvasBase.get_supported_filetypes())
    if image.suffix.lower().removeprefix(".") not in known:
        raise TempoSSLError(f"{image}: not the name of an image; let it end in one of .{', .'.join(known)}")
    if not image.parent.is_dir():
        raise TempoSSLError(f"{image.parent}: no such folder to draw into; make it first")


def plot_tempo_curve(
    path: str, bpm: np.ndarray, score: np.ndarray, answer: float | None = None, title: str = ""
) -> None:
    """Draw a tempo curve, with the answer and its metrical relatives on the axis marked.

    Parameters
    ----------
    path : the image to write; its ending says the format
    bpm, score : the curve ``[B]``, tempi (BPM) ascending
    answer : the tempo (BPM), or None
    title : what was heard; any letters

    Raises
    ------
    TempoSSLError : matplotlib is missing, or ``path`` names no image or is in no folder
    OSError : the image cannot be written
    """
    check_image(path)
    from matplotlib.figure import Figure

    # A figure of its own and not pyplot: no window, no state shared with the caller.
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.set_xscale("log")
    axes.plot(bpm, score, color="C0")
    low, high = float(score.min()), float(score.max())
    axes.set_ylim(low, high + LABEL_SHARE * (high - low or 1))
    if answer is not None:
        relatives = metrical_relatives(answer).items()
        marks = [(tempo, f"{name}: {tempo:.2f}", "C7", ":") for name, tempo in relatives if bpm[0] <= tempo <= bpm[-1]]
        for tempo, text, colour, line in [*marks, (answer, f"{answer:.2f} BPM", "C3", "-")]:
            axes.axvline(tempo, color=colour, linestyle=line, linewidth=1)
            place = axes.get_xaxis_transform()  # along the axis in BPM, up in shares of the height
            axes.text(tempo, 0.99, f"{text} ", transform=place, color=colour, rotation=90, ha="right", va="top")
    axes.set_xticks(TICKS, [str(tick) for tick in TICKS])
    axes.set_xticks([], minor=True)
    axes.set_xlim(min(bpm[0], answer or np.inf), max(bpm[-1], answer or 0))
    axes.set_xlabel("BPM")
    axes.set_ylabel('score of "the same tempo" (log-odds)')
    # As it is: a file may be called "$".
    axes.set_title(title, parse_math=False)
    with warnings.catch_warnings():
        # The font may lack a letter of a file's name; a box is drawn for it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(path)
