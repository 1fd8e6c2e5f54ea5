"""How findings speak: amounts with their unit, and what a change does to the goals, in German."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal

from optimizer.model.case import Case, Pot
from optimizer.model.dataset import DISTRICT
from optimizer.model.findings import GoalChange, Limit
from optimizer.model.german import amount, number, percent
from optimizer.program.goals import GOALS

NOTHING: Final = "ändern nichts"
_CENTS: Final = Fraction(1, 200)
"""Below this, two decimals would show a zero."""


def money(cents: Fraction | int) -> str:
    """`1.000 €`, or `1.000,50 €` where there are cents."""
    whole = round(cents)
    return f"{number(Fraction(whole, 100)) if whole % 100 == 0 else amount(whole)} €"


def hours(value: Fraction) -> str:
    """`12,5 Stunden`, `1 Stunde`."""
    return f"{number(value)} {'Stunde' if value == 1 else 'Stunden'}"


def hour_months(value: Fraction) -> str:
    """`12,5 Stundenmonate`, `1 Stundenmonat`."""
    return f"{_size(value)} {'Stundenmonat' if _size(value) == '1' else 'Stundenmonate'}"


def points(share: Fraction) -> str:
    """How far two shares lie apart: `12,5 Prozentpunkte`, `1 Prozentpunkt`."""
    figure = _size(share * 100)
    return f"{figure} {'Prozentpunkt' if figure == '1' else 'Prozentpunkte'}"


def weighted(case: Case) -> bool:
    """Does a Bedarf other than 1 weigh the hour-months of the goal Versorgung?"""
    return any(case.offering_of(outage).need != 1 for outage in case.outages if not outage.frees_only)


def goal_amount(case: Case, goal: str, value: Fraction) -> str:
    """A size in the unit of a goal: `8,9 Wochenstunden-Monate`, `1.000 € aus Reserven`."""
    if goal.startswith("Versorgung"):
        one = _size(value) == "1"
        weight = ("gewichteter " if one else "gewichtete ") if weighted(case) else ""
        kind = f"{weight}{'Wochenstunden-Monat' if one else 'Wochenstunden-Monate'}"
        return f"{_size(value)} {kind}{' der Priorität ' + goal.split()[1] if ' ' in goal else ''}"
    if goal in ("Reserven", "Kosten"):
        return f"{money(value)} {'aus Reserven' if goal == 'Reserven' else 'Kosten'}"
    if goal == "Ausgleich":
        return f"{percent(value)} beim am schlechtesten gedeckten Ausfall"
    if goal == "Übergaben":
        return f"{number(value)} {'Übergabe' if value == 1 else 'Übergaben'}"
    unit, of = _UNITS[goal]
    return f"{_size(value)} {unit}{'' if _size(value) == '1' else 'e'} {of}"


_UNITS: Final = {
    "Subsidiarität": ("Wochenstunden-Monat", "bei kommunalen Trägern"),
    "Nähe": ("Kilometer-Stundenmonat", "Entfernung"),
    "Stetigkeit": ("Wochenstunden-Monat", "Umstellung"),
}


def difference(case: Case, change: GoalChange) -> str:
    """The size of a change in the unit of its goal; shares differ by `5 Prozentpunkte`."""
    size = abs(change.difference)
    if change.goal != "Ausgleich":
        return goal_amount(case, change.goal, size)
    return f"{points(size)} beim am schlechtesten gedeckten Ausfall"


def better(change: GoalChange) -> bool:
    """Is the goal reached further after the change than before?"""
    sense = "max" if change.goal.startswith("Versorgung") else GOALS[change.goal][0]
    return (change.difference > 0) == (sense == "max")


def effect(case: Case, changes: tuple[GoalChange, ...] | None, *, plural: bool = True) -> str:
    """What a change does: `kosten 8,9 Wochenstunden-Monate (dazu …)`, `bringen …`, `ändern nichts`."""
    if changes is None:
        return f"{'gehen' if plural else 'geht'} nicht: eine Vorgabe verlangt mehr"
    moved = [change for change in changes if change.difference]
    if not moved:
        return NOTHING if plural else "ändert nichts"
    first, *rest = moved
    verb = ("bringen" if plural else "bringt") if better(first) else ("kosten" if plural else "kostet")
    also = f" ({'; '.join(signed(case, change) for change in rest)})" if rest else ""
    return f"{verb} {_gain(case, first)}{also}"


def signed(case: Case, change: GoalChange) -> str:
    """`+1.000 € aus Reserven`, `−12,5 Kilometer-Stundenmonate Entfernung`."""
    return f"{'+' if change.difference > 0 else '−'}{difference(case, change)}"


def price(case: Case, changes: tuple[GoalChange, ...]) -> str:
    """All goals that move, with their signs; `nichts` where none does."""
    return "; ".join(signed(case, change) for change in changes if change.difference) or "nichts"


def _gain(case: Case, change: GoalChange) -> str:
    """The size of a change; goals to be kept small are named with `mehr` or `weniger`."""
    size = difference(case, change)
    if change.goal.startswith("Versorgung") or change.goal == "Ausgleich":
        return size
    figure, rest = _figure_and_unit(size)
    return f"{figure} {'mehr' if change.difference > 0 else 'weniger'} {rest}"


def _figure_and_unit(size: str) -> tuple[str, str]:
    """`1.000 € aus Reserven` as `1.000 €` and `aus Reserven`; `unter 0,01` is one figure."""
    words = size.split(" ")
    length = 2 if words[0] == "unter" or words[1:2] == ["€"] else 1
    return " ".join(words[:length]), " ".join(words[length:])


def _size(value: Fraction) -> str:
    return number(value) if value == 0 or value >= _CENTS else "unter 0,01"


def pot_label(case: Case, pot: Pot) -> str:
    """How people call a pot: `SMS 2027 (frei, § 11)`, `Reserve R-1 (LK 2027)`, `Eigenmittel T-1 2027`."""
    if pot.kind == "own":
        return f"Eigenmittel {case.dataset.provider[pot.provider or ''].name} {pot.year}"
    if pot.kind == "reserve":
        return f"Reserve {pot.key.removeprefix('reserve:')} ({pot.source} {pot.year})"
    bounds = [_unit(case, pot.unit)] if pot.unit != DISTRICT else []
    bounds += [pot.field] if pot.field else []
    return f"{pot.source} {pot.year} (frei{''.join(', ' + bound for bound in bounds)})"


def _unit(case: Case, unit: str) -> str:
    dataset = case.dataset
    for known in (dataset.space, dataset.municipality):
        if unit in known:
            return str(known[unit].name)
    return unit


def capacity_label(case: Case, key: str) -> str:
    """`K-03 (Träger)`."""
    capacity = next(row for row in case.capacities if row.key == key)
    return f"{key} ({case.dataset.provider[capacity.provider].name})"


def share_limit(case: Case, index: int, bound: Literal["min", "max"]) -> Limit:
    """`Höchstanteil Land (§ 11)`; of rows of Anteile for the same kind, field and seat, later ones bear a number."""
    share = case.dataset.shares[index]
    bears_on = share.kind, share.field, share.ags
    place = 1 + sum((row.kind, row.field, row.ags) == bears_on for row in case.dataset.shares[:index])
    town = case.dataset.municipality[share.ags].name if share.ags else ""
    where = ", ".join(part for part in (share.field or "", town, f"{place}. Zeile" if place > 1 else "") if part)
    key = f"{share.kind}:{share.field or 'alle'}:{share.ags or 'alle'}{f':{place}' if place > 1 else ''}:{bound}"
    label = f"{'Mindestanteil' if bound == 'min' else 'Höchstanteil'} {share.kind}{f' ({where})' if where else ''}"
    return Limit("share", key, label)
