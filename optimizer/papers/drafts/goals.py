"""Values of goals as people read them, with their unit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from optimizer.model.case import Case
from optimizer.model.findings import GoalChange
from optimizer.model.german import euro, number, percent
from optimizer.papers.phrases import MINUS

_SMALLEST = Fraction(1, 100)
_EURO = frozenset({"Reserven", "Kosten"})
_UNITS = {"Nähe": "km\u00a0·\u00a0Stundenmonate", "Übergaben": "Übergaben"}


def is_weighted(case: Case) -> bool:
    """Does a Bedarf other than 1 weigh the hours of some outage, so that Versorgung counts other than plain hours?"""
    return any(case.offering_of(outage).need != 1 for outage in case.outages if outage.hours)


def hour_months(goal: str, *, weighted: bool) -> str:
    """`Stundenmonate`, of Versorgung (also of one priority alone) `gewichtete Stundenmonate` where Bedarf weighs."""
    return "gewichtete Stundenmonate" if weighted and goal.startswith("Versorgung") else "Stundenmonate"


def goal_value(name: str, value: Fraction, *, weighted: bool = False) -> str:
    """`412,5 Stundenmonate`, `1.200,00 €`, `66,7 %`."""
    if name in _EURO:
        return euro(round(value))
    if name == "Ausgleich":
        return percent(value)
    unit = "Übergabe" if name == "Übergaben" and value == 1 else _UNITS.get(name, hour_months(name, weighted=weighted))
    figure = number(value) if value == 0 or abs(value) >= _SMALLEST else "unter 0,01"
    return f"{figure}\u00a0{unit}"


def changes_text(changes: Iterable[GoalChange], *, weighted: bool = False) -> str:
    """What a change does to each goal that it changes: `Versorgung − 12 Stundenmonate; Kosten + 300,00 €`."""
    moved = [(change, "+" if change.difference > 0 else MINUS) for change in changes if change.difference]
    parts = [
        f"{change.goal} {sign}\u00a0{goal_value(change.goal, abs(change.difference), weighted=weighted)}"
        for change, sign in moved
    ]
    return "; ".join(parts) or "kein Ziel ändert sich"
