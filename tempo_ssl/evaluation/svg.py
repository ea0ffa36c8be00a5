"""Plots as SVG text, drawn by hand: a report must hold its pictures without a library or a network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

#: Colours that people with any colour vision tell apart (Okabe and Ito), and dashes for when they run out.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f6a00", "#555555")
DASHES = ("", "6 3", "2 2")
#: Pixels around the axes: left, right, top, bottom.
MARGINS = (60, 20, 12, 38)


def colour(place: int) -> str:
    """The colour of the ``place``-th system."""
    return COLOURS[place % len(COLOURS)]


def dash(place: int) -> str:
    """The dashes of the ``place``-th system's lines."""
    return DASHES[place // len(COLOURS) % len(DASHES)]


@dataclass
class Plot:
    """Axes with what is drawn on them. ``x``, ``y``: lowest and highest value; ``log``: both axes are logarithmic."""

    title: str
    x: tuple[float, float]
    y: tuple[float, float]
    x_label: str
    y_label: str
    x_ticks: Sequence[tuple[float, str]]
    y_ticks: Sequence[tuple[float, str]]
    log: bool = False
    width: int = 420
    height: int = 300
    _parts: list[str] = field(default_factory=list)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Pixels of a point; points beyond the axes lie on their edge."""
        left, right, top, bottom = MARGINS
        across, up = (self._share(value, *ends) for value, ends in ((x, self.x), (y, self.y)))
        return left + across * (self.width - left - right), self.height - bottom - up * (self.height - top - bottom)

    def line(self, points: Sequence[tuple[float, float]], place: int = 0, *, thin: bool = False) -> None:
        """A line in a system's colour; thin ones are grey guides."""
        if not points:
            return
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.place(*point) for point in points))
        if thin:
            self._parts.append(f'<polyline class="guide" points="{path}"/>')
        else:
            dashes = f' stroke-dasharray="{dash(place)}"' if dash(place) else ""
            self._parts.append(f'<polyline class="line" stroke="{colour(place)}"{dashes} points="{path}"/>')

    def dots(self, points: Sequence[tuple[float, float]], place: int = 0, size: float = 4) -> None:
        """Dots in a system's colour; one path, however many."""
        path = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in (self.place(*point) for point in points))
        self._parts.append(f'<path class="dots" stroke="{colour(place)}" stroke-width="{size:g}" d="{path}"/>')

    def bars(self, edges: Sequence[float], heights: Sequence[float], place: int = 0) -> None:
        """A histogram: ``heights[i]`` between ``edges[i]`` and ``edges[i + 1]``."""
        for low, high, value in zip(edges, edges[1:], heights, strict=False):
            if value:
                (x0, y0), (x1, y1) = self.place(low, value), self.place(high, self.y[0])
                size = f'width="{max(x1 - x0 - 0.5, 0.5):.1f}" height="{y1 - y0:.1f}"'
                self._parts.append(f'<rect x="{x0:.1f}" y="{y0:.1f}" {size} fill="{colour(place)}"/>')

    def svg(self) -> str:
        """The picture, with its title as the accessible name."""
        left, right, top, bottom = MARGINS
        frame = (
            f'<rect class="frame" x="{left}" y="{top}" width="{self.width - left - right}" '
            f'height="{self.height - top - bottom}"/>'
        )
        ticks = []
        for value, label in self.x_ticks:
            x, _ = self.place(value, self.y[0])
            ticks.append(f'<text class="tick" x="{x:.1f}" y="{self.height - bottom + 14}">{escape(label)}</text>')
            ticks.append(f'<path class="grid" d="M{x:.1f} {top}V{self.height - bottom}"/>')
        for value, label in self.y_ticks:
            _, y = self.place(self.x[0], value)
            ticks.append(f'<text class="tick left" x="{left - 5}" y="{y + 4:.1f}">{escape(label)}</text>')
            ticks.append(f'<path class="grid" d="M{left} {y:.1f}H{self.width - right}"/>')
        middle = (self.height - bottom + top) / 2
        labels = (
            f'<text class="tick" x="{(self.width + left - right) / 2:.0f}" y="{self.height - 6}">{escape(self.x_label)}'
            f'</text><text class="tick" transform="translate(12 {middle:.0f}) rotate(-90)">{escape(self.y_label)}'
            "</text>"
        )
        return (
            f'<svg viewBox="0 0 {self.width} {self.height}" role="img" aria-label="{escape(self.title)}">'
            f"{frame}{''.join(ticks)}{labels}{''.join(self._parts)}</svg>"
        )

    def _share(self, value: float, low: float, high: float) -> float:
        if self.log:
            value, low, high = math.log(max(value, 1e-9)), math.log(low), math.log(high)
        return min(max((value - low) / (high - low), 0.0), 1.0)
