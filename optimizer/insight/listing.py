"""A comparison as lines of text: for the console, and for whoever pastes it into a mail."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimizer.insight.words import hour_months, money, points
from optimizer.model.findings import ComparedRow, Comparison
from optimizer.model.german import number, percent

_HEADINGS = {
    "goal": "Ziele",
    "source": "Mittelquellen",
    "provider": "Träger",
    "municipality": "Kommunen",
    "outage": "Ausfälle",
}


def comparison_lines(comparison: Comparison) -> tuple[str, ...]:
    """Only what differs, by group: the base's value, and for each scenario its value, difference and percent."""
    return tuple(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"Basis: {comparison.base}"
    for index, name in enumerate(comparison.scenarios, 1):
        yield f"[{index}] {name}"
    for name, why in comparison.failed:
        yield f"ohne Plan: {name}: {why}"
    if not comparison.rows:
        yield "Kein Unterschied."
    group = ""
    for row in comparison.rows:
        if row.group != group:
            group = row.group
            yield f"{_HEADINGS[group]}:"
        figures = "; ".join(_figure(row, index) for index in range(len(row.values)))
        yield f"  {row.label}, {row.measure}: {_shown(row, row.base)}; {figures}"


def _figure(row: ComparedRow, index: int) -> str:
    change, part = row.difference(index), row.percent(index)
    if not change:
        return f"[{index + 1}] gleich"
    sign = "+" if change > 0 else "−"
    relative = f", {sign}{percent(abs(part))}" if part is not None else ""
    return f"[{index + 1}] {_shown(row, row.values[index])} ({sign}{_change(row, abs(change))}{relative})"


def _shown(row: ComparedRow, value: Fraction | None) -> str:
    if value is None:
        return "–"
    if row.unit == "cents":
        return money(value)
    if row.unit == "share":
        return percent(value)
    if row.unit == "hour_months":
        return hour_months(value)
    return f"{number(value)}{'' if row.unit == 'number' else ' h'}"


def _change(row: ComparedRow, size: Fraction) -> str:
    """Shares differ by points; everything else by its own unit."""
    return points(size) if row.unit == "share" else _shown(row, size)
