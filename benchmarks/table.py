"""Figures as a Markdown table in German, as it can stand in the README."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.clock import Spread, cpu_ratio, wall_ratio
from benchmarks.figures import Figure
from optimizer import number

HEAD = (
    "| Messung | an | Prozessorzeit | Uhr | Ziel | erreicht | Zeiten (Median) | Bemerkung |\n"
    "|---|---|---|---|---|---|---|---|"
)


def line(figure: Figure) -> str:
    """One row: ratio as median (least to greatest), the target beside it."""
    if not figure.pairs:
        cells = ["–", "–", _goal(figure), "–", "–", figure.note]
    else:
        wall, cpu = wall_ratio(figure.pairs), cpu_ratio(figure.pairs)
        one, other = (Spread.of([pair[side].wall for pair in figure.pairs]).middle for side in (0, 1))
        reached = figure.target is not None and (cpu or wall).middle <= figure.target
        sign = "≤ " if figure.bound else ""
        cells = [
            sign + _ratio(cpu) if cpu else "–",
            sign + _ratio(wall),
            _goal(figure),
            "–" if figure.target is None else "ja" if reached else "nein" if not figure.bound else "offen",
            f"{_seconds(one)} : {_seconds(other)}",
            figure.note,
        ]
    return "| " + " | ".join([figure.name, figure.on, *cells]) + " |"


def _goal(figure: Figure) -> str:
    if figure.target is None:
        return "–"
    return f"≤ {number_of(figure.target)}" if figure.target >= 1 else f"≤ 1/{round(1 / figure.target)}"


def _ratio(spread: Spread) -> str:
    """Below one as a fraction of one: a twentieth reads better than 0.05."""
    if spread.middle < 0.7:
        return f"1/{number_of(1 / spread.middle)} (1/{number_of(1 / spread.least)}–1/{number_of(1 / spread.most)})"
    return f"{number_of(spread.middle)} ({number_of(spread.least)}–{number_of(spread.most)})"


def number_of(value: float) -> str:
    """Two significant digits or so, in German form."""
    digits = 0 if value >= 20 else 1 if value >= 2 else 2
    return number(Fraction(value), digits)


def _seconds(value: float) -> str:
    return f"{number_of(value * 1000)} ms" if value < 1 else f"{number_of(value)} s"
