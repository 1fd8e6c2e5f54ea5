"""Values of goals as people read them, with their unit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from optimizer.model.findings import GoalChange
from optimizer.model.german import euro, number, percent
from optimizer.papers.phrases import MINUS

_SMALLEST = Fraction(1, 100)
_EURO = frozenset({"Reserven", "Kosten"})
_UNITS = {"Nähe": "km\u00a0·\u00a0Stundenmonate", "Übergaben": "Übergaben"}


def goal_value(name: str, value: Fraction) -> str:
    """`412,5 Stundenmonate`, `1.200,00 €`, `66,7 %`."""
    if name in _EURO:
        return euro(round(value))
    if name == "Ausgleich":
        return percent(value)
    unit = "Übergabe" if name == "Übergaben" and value == 1 else _UNITS.get(name, "Stundenmonate")
    figure = number(value) if value == 0 or abs(value) >= _SMALLEST else "unter 0,01"
    return f"{figure}\u00a0{unit}"


def changes_text(changes: Iterable[GoalChange]) -> str:
    """What a change does to each goal that it changes: `Versorgung − 12 Stundenmonate; Kosten + 300,00 €`."""
    parts = [
        f"{change.goal} "
        f"{'+' if change.difference > 0 else MINUS}\u00a0{goal_value(change.goal, abs(change.difference))}"
        for change in changes
        if change.difference
    ]
    return "; ".join(parts) or "kein Ziel ändert sich"
