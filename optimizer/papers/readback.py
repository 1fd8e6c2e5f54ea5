"""Excel files opened again before anyone gets them: every cell against what was meant, every figure against the plan.

`cell_differences` knows the sheets as they were described; `read_back_workbook` knows the plan alone and finds its way
by the titles in the file. Both answer with German sentences; none means that the file says what the plan says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from optimizer.model.german import excel_number
from optimizer.model.outcome import Outcome
from optimizer.papers.excel.layout import Block, Cell, Layout, Sheet, Value, cell_of, cell_text, total_of
from optimizer.papers.merge_fields import MERGE_FIELDS
from optimizer.papers.notices import mail_merge, notices_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands in a cell: its stored value and, where it has one, its formula."""

    value: object
    formula: str | None


_Grid = list[list[_Found]]
_NOTHING = _Found(None, None)


def cell_differences(data: bytes, sheets: tuple[Sheet, ...]) -> tuple[str, ...]:
    """Where the file differs from its description: a value, a missing formula, or a formula where a text was meant."""
    grids, layout = _open(data), Layout(sheets)
    differences: list[str] = []
    for sheet in sheets:
        grid = grids.get(sheet.name)
        if grid is None:
            differences.append(f"Das Blatt {sheet.name} fehlt.")
            continue
        for block in sheet.blocks:
            differences += _block_differences(sheet.name, block, layout, grid)
    return tuple(differences)


def read_back_workbook(data: bytes, outcome: Outcome) -> tuple[str, ...]:
    """Where amounts, dates, names or hours of a workbook of this program differ from the plan (empty = nowhere)."""
    grids = _open(data)
    expected = {**_notice_tables(outcome), **({} if "Beträge" in grids else _plan_tables(outcome))}
    differences = []
    for name, (titles, rows) in expected.items():
        if name not in grids:
            differences.append(f"Das Blatt {name} fehlt.")
            continue
        found = list(_records(grids[name], titles))
        if len(found) != len(rows):
            differences.append(f"Blatt {name}: {len(found)} Zeilen statt {len(rows)}.")
        for number, (row, wanted) in enumerate(zip(found, rows, strict=False), 1):
            differences += [
                f"Blatt {name}, Zeile {number} der Tabelle, {title}: {cell.value!r} statt {_shown(value)!r}"
                for title, cell, value in zip(titles, row, wanted, strict=True)
                if not _same(value, cell.value)
            ]
    return tuple(differences)


@dataclass(frozen=True, slots=True)
class _Cents:
    """Money, to tell it from a count."""

    cents: int


_Wanted = Value | _Cents
_Table = tuple[tuple[str, ...], list[tuple[_Wanted, ...]]]


def _plan_tables(outcome: Outcome) -> dict[str, _Table]:
    """What `plan.xlsx` must say, straight from the plan: titles and rows by sheet."""
    plan, data = outcome.plan, outcome.case.dataset
    years = sorted({year for row in plan.handovers for year, _ in row.cost})
    return {
        "Übergaben": (
            (
                "Ausfall",
                "übernimmt",
                "Kapazität",
                "Von",
                "Bis",
                "Stunden",
                *(f"Kosten {year}" for year in years),
                "Bezahlt",
            ),
            [
                (
                    *(
                        row.outage,
                        data.provider[row.provider].name,
                        row.capacity,
                        row.period.start,
                        row.period.end,
                        row.hours,
                    ),
                    *(_Cents(dict(row.cost).get(year, 0)) for year in years),
                    _Cents(row.total),
                )
                for row in plan.handovers
            ],
        ),
        "Zahlungen": (
            ("Ausfall", "übernimmt", "Topf", "Jahr", "Betrag"),
            [
                (row.outage, data.provider[row.provider].name, paid.pot, paid.year, _Cents(paid.cents))
                for row in plan.handovers
                for paid in row.funding
            ],
        ),
        "Geld nach Topf": (
            ("Topf", "Jahr", "Verfügbar", "Genutzt", "Übrig"),
            [
                (pot.pot, pot.year, _Cents(pot.cents), _Cents(pot.used), _Cents(pot.cents - pot.used))
                for pot in plan.pots
            ],
        ),
        "Freigesetzt": (
            ("Ausfall", "Jahr", "Freigesetzt", "Verfügbar", "Rückforderung", "Rückgabe"),
            [
                (row.outage, row.year, *map(_Cents, (row.freed, row.available, row.reclaim, row.returned)))
                for row in plan.freed
            ],
        ),
    }


def _notice_tables(outcome: Outcome) -> dict[str, _Table]:
    kinds = {field.name: field.kind for field in MERGE_FIELDS}
    rows: list[tuple[_Wanted, ...]] = []
    for notice in notices_of(outcome):
        fields = mail_merge(notice)
        rows.append(
            tuple(
                _Cents(value) if kinds[name] == "cents" and isinstance(value, int) else value
                for name, value in fields.items()
            )
        )
    return {"Bescheide": (tuple(kinds), rows)}


def _records(grid: _Grid, titles: tuple[str, ...]) -> Iterator[list[_Found]]:
    """The lines below the first row that holds all these titles, up to the sum line or an empty one."""
    lines = iter(grid)
    places: dict[str, int] = {}
    while not all(title in places for title in titles):
        row = next(lines, None)
        if row is None:
            return
        places = {str(cell.value): index for index, cell in enumerate(row) if cell.value is not None}
    for row in lines:
        if not row or row[0].value in (None, "Summe", "Σ"):
            return
        yield [row[places[title]] if places[title] < len(row) else _NOTHING for title in titles]


def _block_differences(sheet: str, block: Block, layout: Layout, grid: _Grid) -> list[str]:
    differences = []
    for title, value in zip(block.columns, _row(grid, layout.header(block.name), len(block.columns)), strict=True):
        if value.value != title.title:
            differences.append(f"Blatt {sheet}: Überschrift {value.value!r} statt {title.title!r}")
    for offset, line in enumerate(block.lines):
        number = layout.first(block.name) + offset
        found = _row(grid, number, len(block.columns))
        for column, meant, cell in zip(block.columns, line, found, strict=True):
            wanted = cell_of(column, meant)
            formula = wanted.formula(layout.here(block.name, offset)) if wanted.formula and block.rows else None
            if not _fits(wanted, cell) or (formula and f"={formula}") != cell.formula:
                differences.append(
                    f"Blatt {sheet}, Zeile {number + 1}, {column.title}: {cell} statt {_shown(wanted.value)!r}"
                )
    if block.total:
        differences += _total_differences(sheet, block, _row(grid, layout.last(block.name) + 1, len(block.columns)))
    return differences


def _total_differences(sheet: str, block: Block, found: Sequence[_Found]) -> list[str]:
    return [
        f"Blatt {sheet}, Summe {column.title}: {found[index]}"
        for index, column in enumerate(block.columns)
        if column.total and index and not _fits(Cell(total_of(block, index), column.kind), found[index])
    ]


def _fits(wanted: Cell, cell: _Found) -> bool:
    value = wanted.value
    return _same(
        _Cents(round(value)) if wanted.kind == "cents" and isinstance(value, int | Fraction) else value, cell.value
    )


def _same(wanted: _Wanted, found: object) -> bool:
    if wanted is None or wanted == "":
        return found in (None, "")
    if isinstance(wanted, str):
        return isinstance(found, str) and _unescaped(found) == cell_text(wanted)
    if isinstance(wanted, date):
        return (found.date() if isinstance(found, datetime) else found) == wanted
    if not isinstance(found, int | float) or isinstance(found, bool):
        return False
    if isinstance(wanted, _Cents):
        return float(found) == excel_number(wanted.cents)
    return abs(found - float(wanted)) <= 1e-9 * max(1.0, abs(float(wanted)))


def _shown(value: _Wanted) -> object:
    return excel_number(value.cents) if isinstance(value, _Cents) else value


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _row(grid: _Grid, number: int, width: int) -> list[_Found]:
    row = grid[number] if number < len(grid) else []
    return [*row[:width], *([_NOTHING] * (width - len(row)))]


def _open(data: bytes) -> dict[str, _Grid]:
    """Every sheet with stored values and formulas."""
    from openpyxl import load_workbook

    stored: Any = load_workbook(BytesIO(data), read_only=True, data_only=True)
    written: Any = load_workbook(BytesIO(data), read_only=True, data_only=False)
    try:
        return {name: _grid(stored[name], written[name]) for name in written.sheetnames}
    finally:
        stored.close()
        written.close()


def _grid(stored: Any, written: Any) -> _Grid:
    return [
        [
            _Found(value.value, str(cell.value) if cell.data_type == "f" else None)
            for value, cell in zip(*rows, strict=True)
        ]
        for rows in zip(stored.iter_rows(), written.iter_rows(), strict=True)
    ]
