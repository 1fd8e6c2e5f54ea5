"""From a value of the model back to a cell: the reverse of the parsers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from openpyxl.cell import Cell

from optimizer.model.dataset import UNLIMITED
from optimizer.model.german import excel_number
from optimizer.workbook import kinds
from optimizer.workbook.columns import Column
from optimizer.workbook.saving import put_text


def to_cell(cell: Cell, column: Column, value: object) -> None:
    """Write a value as its column wants it; None, an empty text and an empty list leave the cell empty."""
    cell.number_format = column.kind.number_format
    if value is None or value in ("", ()):
        return
    if isinstance(value, bool):
        put_text(cell, _word(column, yes=value))
    elif isinstance(value, tuple):
        put_text(cell, "; ".join(value))
    elif isinstance(value, str):
        put_text(cell, value)
    elif isinstance(value, date):
        _put_day(cell, value)
    elif column.kind is kinds.MONEY and isinstance(value, (int, Fraction)):
        cell.value = _plain(Fraction(value) / 100) if Fraction(value).denominator != 1 else excel_number(int(value))
    elif isinstance(value, (int, Fraction)):
        cell.value = _plain(Fraction(value))
    else:
        cell.value = value


def _word(column: Column, *, yes: bool) -> str:
    """`ja`/`nein`, or the second/first word of a choice that the model keeps as yes or no."""
    return ("ja" if yes else "nein") if column.kind is kinds.YES_NO else column.choices[yes]


def _put_day(cell: Cell, day: date) -> None:
    if day == UNLIMITED:
        put_text(cell, "unbefristet")
    else:
        cell.value = day


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
