"""A value of a column as people read it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from optimizer.model.dataset import UNLIMITED
from optimizer.model.german import amount, number, percent, short_date
from optimizer.workbook import kinds
from optimizer.workbook.columns import Column


def shown_value(column: Column, value: object) -> str:
    """A value of a column as people read it; empty for what its cell leaves empty."""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, bool):
        return ("ja" if value else "nein") if column.kind is kinds.YES_NO else column.choices[value]
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, date):
        return "unbefristet" if value == UNLIMITED else short_date(value)
    if isinstance(value, int | Fraction):
        return _shown_number(column, value)
    return number(Fraction(value), 5) if isinstance(value, float) else str(value)


def _shown_number(column: Column, value: int | Fraction) -> str:
    if column.kind is kinds.MONEY:
        return f"{amount(round(value))} €"
    if column.kind is kinds.SHARE:
        return percent(Fraction(value))
    return str(value) if column.kind is kinds.YEAR else number(value, 4)
