"""Scenarios side by side: only what differs, with the difference absolute and in percent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from dashboards.look import letter
from dashboards.sheets import Sheet, sheet
from optimizer import CellKind, ComparedRow, Comparison, LimitValue, TypedCell

GROUPS: Final[Mapping[str, str]] = {
    "goal": "Ziele",
    "source": "Quellen",
    "provider": "Träger",
    "municipality": "Kommunen",
    "outage": "Ausfälle und Übergaben",
}
_UNITS: Final[Mapping[str, tuple[CellKind, str, int]]] = {
    "cents": ("cents", "€", 100),
    "hour_months": ("hours", "Stundenmonate", 1),
    "hours": ("hours", "Wochenstunden", 1),
    "number": ("hours", "Zahl", 1),
    "share": ("hours", "%", 1),
}
_EURO_GOALS: Final = frozenset({"Kosten", "Reserven"})
_KILOMETRES: Final = "km · Stundenmonate"
_BY_NEED: Final = "(nach Bedarf gewichtet)"
"""So ends the label of a goal whose hour-months are not those of the outages."""


def unit_of(row: ComparedRow) -> str:
    """The unit that stands behind a figure; Nähe counts kilometres, and a Bedarf weighs the hours of Versorgung."""
    if row.group == "goal" and row.label == "Nähe":
        return _KILOMETRES
    weighed = "gewichtete " if row.group == "goal" and row.label.endswith(_BY_NEED) else ""
    return f"{weighed}{_UNITS[row.unit][1]}"


def letters(found: Comparison) -> tuple[str, ...]:
    """Short names for narrow columns: A, B, C and so on."""
    return tuple(letter(index) for index in range(len(found.scenarios)))


def compared_sheet(found: Comparison, group: str, *, short: bool = False) -> Sheet:
    """The rows of one group: base, each scenario, its difference and that in percent; `short` names them A, B, C."""
    names = letters(found) if short else found.scenarios
    kinds: dict[str, CellKind] = {
        "Kennzahl": "text",
        "Einheit": "text",
        "Basis" if short else f"Basis: {found.base}": "hours",
    }
    for name in names:
        kinds |= {name: "hours", f"{name} ±": "hours", f"{name} ± %": "percent"}
    rows = [tuple(_cells(row, len(names))) for row in found.rows if row.group == group]
    said = zip(names, found.scenarios, strict=True)
    note = f"Basis = {found.base}; {'; '.join(f'{letter} = {name}' for letter, name in said)}" if short else ""
    return sheet(GROUPS[group], kinds, rows, note=note)


def _cells(row: ComparedRow, count: int) -> Iterator[object]:
    kind: CellKind = "cents" if row.unit == "cents" else "hours"
    factor = 100 if row.unit == "share" else 1

    def typed(value: Fraction | None) -> TypedCell:
        return TypedCell(None if value is None else round(value) if row.unit == "cents" else value * factor, kind)

    yield f"{row.label}: {row.measure}" if row.group != "goal" else row.label
    yield unit_of(row)
    yield typed(row.base)
    for index in range(count):
        yield typed(row.values[index])
        yield typed(row.difference(index))
        yield row.percent(index)


def bars_sheet(found: Comparison, group: str, measure: str) -> Sheet:
    """One figure in every scenario, long form: a row per thing and scenario. `Reihe` numbers the scenario (base 0).

    `Wert` is in cents where `Einheit` is €.
    """
    wanted = [row for row in found.rows if (row.group, row.measure) == (group, measure)]
    names = (found.base, *found.scenarios)
    kind: CellKind = "cents" if wanted[0].unit == "cents" else "hours"
    kinds: dict[str, CellKind] = {"Was": "text", "Szenario": "text", "Wert": kind, "Einheit": "text"}
    rows = [
        (row.label, name, value or Fraction(0), unit_of(row), index)
        for row in wanted
        for index, (name, value) in enumerate(zip(names, (row.base, *row.values), strict=True))
    ]
    return sheet(f"{GROUPS[group]}: {measure}", kinds, rows, hidden=("Reihe",))


def measures(found: Comparison) -> tuple[tuple[str, str], ...]:
    """Groups and measures in which something differs, in their order; a goal is a measure of its own."""
    return tuple(dict.fromkeys((row.group, row.measure) for row in found.rows if row.group != "goal"))


def limits_sheet(limits: tuple[LimitValue, ...]) -> Sheet:
    """Grenzwerte in words, what matters most first."""
    kinds: dict[str, CellKind] = {"Grenze": "text", "Was etwas weniger und etwas mehr ändern würde": "text"}
    return sheet("Grenzwerte", kinds, [(row.limit.label, row.sentence) for row in limits])


def limit_figures_sheet(limits: tuple[LimitValue, ...]) -> Sheet:
    """Grenzwerte in figures: the change of every goal that moves, for less and for more."""
    moved = (change for row in limits for side in (row.less, row.more) for change in side or () if change.difference)
    goals = list(dict.fromkeys(change.goal for change in moved))
    kinds: dict[str, CellKind] = {"Grenze": "text"}
    for goal in goals:
        kind: CellKind = "cents" if goal in _EURO_GOALS else "hours"
        kinds |= {f"{goal}, weniger": kind, f"{goal}, mehr": kind}
    return sheet("Grenzwerte in Zahlen", kinds, [tuple(_limit_cells(row, goals)) for row in limits])


def _limit_cells(row: LimitValue, goals: list[str]) -> Iterator[object]:
    yield row.limit.label
    sides = [{change.goal: change.difference for change in side or ()} for side in (row.less, row.more)]
    for goal in goals:
        for side in sides:
            value = side.get(goal)
            yield round(value) if value is not None and goal in _EURO_GOALS else value
