"""An .xlsx file opened again: stored values and formulas of every cell, and when a cell says what was meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from optimizer.model.german import excel_number
from optimizer.papers.excel.layout import Value, cell_text


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a cell: its stored value and, where it has one, its formula."""

    value: object
    formula: str | None


@dataclass(frozen=True, slots=True)
class Cents:
    """Money, to tell it from a count."""

    cents: int


Grid = list[list[Found]]
Wanted = Value | Cents
NOTHING: Final = Found(None, None)


def same(wanted: Wanted, found: object) -> bool:
    """Does a cell hold this value? Money to the cent, texts to the character, other numbers to what a float can say."""
    if wanted is None or wanted == "":
        return found in (None, "")
    if isinstance(wanted, str):
        return isinstance(found, str) and found == cell_text(wanted)
    if isinstance(wanted, date):
        return (found.date() if isinstance(found, datetime) else found) == wanted
    if not isinstance(found, int | float) or isinstance(found, bool):
        return False
    if isinstance(wanted, Cents):
        return float(found) == excel_number(wanted.cents)
    return abs(found - float(wanted)) <= 1e-9 * max(1.0, abs(float(wanted)))


def shown(value: Wanted) -> object:
    """A wanted value as the cell should show it, for messages."""
    return excel_number(value.cents) if isinstance(value, Cents) else value


def row_of(grid: Grid, number: int, width: int) -> list[Found]:
    """The first `width` cells of a row (from 0), filled up with empty ones."""
    row = grid[number] if number < len(grid) else []
    return [*row[:width], *([NOTHING] * (width - len(row)))]


def open_grids(data: bytes) -> dict[str, Grid]:
    """Every sheet with stored values and formulas."""
    from openpyxl import load_workbook

    stored: Any = load_workbook(BytesIO(data), read_only=True, data_only=True)
    written: Any = load_workbook(BytesIO(data), read_only=True, data_only=False)
    try:
        return {name: _grid(stored[name], written[name]) for name in written.sheetnames}
    finally:
        stored.close()
        written.close()


def _grid(stored: Any, written: Any) -> Grid:
    return [
        [
            Found(value.value, str(cell.value) if cell.data_type == "f" else None)
            for value, cell in zip(*rows, strict=True)
        ]
        for rows in zip(stored.iter_rows(), written.iter_rows(), strict=True)
    ]
