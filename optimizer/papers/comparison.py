"""Vergleich as an Excel sheet: a base and any number of scenarios, only what differs, with live differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from optimizer.model.errors import CheckFailed
from optimizer.model.findings import ComparedGroup, ComparedRow, Comparison
from optimizer.papers.excel.compare import cell_differences
from optimizer.papers.excel.grid import open_grids
from optimizer.papers.excel.layout import Block, Cell, Column, Here, Kind, Row, Sheet
from optimizer.papers.excel.page import Imprint
from optimizer.papers.excel.writer import write_workbook

GROUP_TITLES: Final[Mapping[ComparedGroup, str]] = {
    "goal": "Ziel",
    "source": "Mittelquelle",
    "provider": "Träger",
    "municipality": "Kommune",
    "outage": "Ausfall",
}
UNIT_TITLES: Final = {
    "cents": "€",
    "hour_months": "Stundenmonate",
    "hours": "Wochenstunden",
    "number": "Anzahl",
    "share": "Anteil",
}
_KINDS: Final[Mapping[str, Kind]] = {
    "cents": "cents",
    "hour_months": "hours",
    "hours": "hours",
    "number": "count",
    "share": "percent",
}


def comparison_workbook(comparison: Comparison, *, program: str, day: date) -> bytes:
    """One sheet with every figure that differs, absolute and in percent, and one with the scenarios.

    Raises `CheckFailed` when a cell does not read back as it was written.
    """
    sheets = (_figures(comparison), _scenarios(comparison))
    data = write_workbook(sheets, Imprint("Vergleich", comparison.base, program, day))
    if differences := cell_differences(open_grids(data), sheets):
        raise CheckFailed(
            "Der Vergleich liest sich nicht zurück, wie er geschrieben wurde:\n" + "\n".join(differences[:20])
        )
    return data


def _figures(comparison: Comparison) -> Sheet:
    columns = [
        Column("Gruppe", width=14),
        Column("Schlüssel", width=22),
        Column("Wovon", width=40),
        Column("Größe", width=16),
        Column("Einheit", width=14),
        Column("Basis", "exact", 16),
    ]
    for number, _ in enumerate(comparison.scenarios, 1):
        columns += [
            Column(f"Szenario {number}", "exact", 16),
            Column(f"Differenz {number}", "exact", 16),
            Column(f"Prozent {number}", "percent", 11),
        ]
    note = (
        f"Basis: {comparison.base}. Nur, was sich unterscheidet; welche Szenarien es sind, steht auf dem zweiten Blatt."
    )
    rows = tuple(_row(row) for row in comparison.rows)
    return Sheet("Vergleich", "Vergleich", note, (Block("Vergleich", tuple(columns), rows),), frozen_columns=3)


def _row(row: ComparedRow) -> Row:
    kind = _KINDS[row.unit]
    cells: list[Cell | str] = [
        GROUP_TITLES[row.group],
        row.key,
        row.label,
        row.measure,
        UNIT_TITLES[row.unit],
        Cell(_value(row.base, kind), kind),
    ]
    for index, value in enumerate(row.values):
        cells += [
            Cell(_value(value, kind), kind),
            Cell(_value(row.difference(index), kind), kind, _difference(index + 1)),
            Cell(row.percent(index), "percent", _percent(index + 1)) if row.base else Cell(None, "percent"),
        ]
    return tuple(cells)


def _value(value: Fraction | None, kind: Kind) -> int | Fraction | None:
    """Cents as whole numbers, all else exactly; what does not exist stays empty."""
    if value is None:
        return None
    return round(value) if kind in ("cents", "count") else value


def _difference(number: int) -> Callable[[Here], str]:
    return lambda here: f"{here.cell(f'Szenario {number}')}-{here.cell('Basis')}"


def _percent(number: int) -> Callable[[Here], str]:
    return lambda here: f"{here.cell(f'Differenz {number}')}/ABS({here.cell('Basis')})"


def _scenarios(comparison: Comparison) -> Sheet:
    named: list[Row] = [("Basis", comparison.base, "")]
    named += [(f"Szenario {number}", name, "") for number, name in enumerate(comparison.scenarios, 1)]
    named += [("ohne Plan", name, why) for name, why in comparison.failed]
    columns = (Column("Spalte", width=14), Column("Szenario", width=60), Column("Bemerkung", width=60))
    note = "Welches Szenario in welcher Spalte steht."
    return Sheet("Szenarien", "Szenarien", note, (Block("Szenarien", columns, tuple(named)),))
