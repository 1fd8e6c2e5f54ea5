"""Numbers, shares, hours and money of a cell, exactly.

Excel keeps numbers as binary floats, so 26351.63 arrives as the nearest float. It is taken as the shortest decimal
that has this float, and the noise of a formula (0.1+0.2) is forgiven up to 1e-9 or four steps of the float,
whichever is more; a typed third decimal of a euro is far outside both and is refused.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from optimizer.workbook.cells import BILLION, Cell, Wrong, decimal_of, quoted, refuse_broken, shown
from optimizer.workbook.columns import Column

_GERMAN: Final = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_AMBIGUOUS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
_LONGEST: Final = 30
_TOO_LARGE: Final = 10**15
_PERCENT_FROM: Final = 2


def _german(text: str) -> Decimal:
    if _AMBIGUOUS.fullmatch(text):
        raise Wrong(f"der mehrdeutige Text {quoted(text)}", "als Zahl eintragen, nicht als Text")
    if not _GERMAN.fullmatch(text) or len(text) > _LONGEST:
        raise Wrong(quoted(text), "nur die Zahl eintragen, als Zahl oder in deutscher Schreibweise")
    return Decimal(text.replace(".", "").replace(",", "."))


def _exact(cell: Cell, places: int) -> tuple[Decimal, bool]:
    """The exact value, and whether it has at most `places` decimals once float noise is forgiven."""
    refuse_broken(cell)
    if cell.kind == "text":
        value = _german(cell.text)
        return value, -int(value.as_tuple().exponent) <= places
    if cell.kind != "number":
        raise Wrong(shown(cell), "eine Zahl eintragen und die Zelle als Zahl formatieren")
    value, found = decimal_of(cell), float(cell.value)  # type: ignore[arg-type]
    if abs(found) >= _TOO_LARGE:
        return value, True
    near = round(value, places)
    fits = value == near or abs(value - near) <= Decimal(max(1e-9, 4 * math.ulp(found)))
    return (near if fits else value), fits


def _within(value: Decimal | Fraction | int, cell: Cell, column: Column) -> None:
    too_small = (column.positive and value <= 0) or (column.minimum is not None and value < column.minimum)
    if too_small or (column.maximum is not None and value > column.maximum):
        raise Wrong(shown(cell))


def _no_percent(cell: Cell) -> None:
    if cell.percent:
        raise Wrong(shown(cell), "die Zelle als Zahl formatieren und den Wert neu eintragen")


def parse_number(cell: Cell, column: Column) -> Fraction:
    """A number, exactly."""
    value, _ = _exact(cell, 9)
    _within(value, cell, column)
    return Fraction(value)


def parse_degree(cell: Cell, column: Column) -> float:
    """Degrees of latitude or longitude."""
    return float(parse_number(cell, column))


def parse_hours(cell: Cell, column: Column) -> Fraction:
    """Weekly hours, exactly."""
    _no_percent(cell)
    value, _ = _exact(cell, 2)
    _within(value, cell, column)
    return Fraction(value)


def parse_hour_grid(cell: Cell, column: Column) -> Fraction:
    """Hours in whose multiples a plan reckons: with more than six decimals `plan.json` could not say them."""
    _no_percent(cell)
    value, fits = _exact(cell, 6)
    if not fits:
        raise Wrong(f"{shown(cell)} mit mehr als sechs Nachkommastellen", "zum Beispiel 0,5 oder 0,25 eintragen")
    _within(value, cell, column)
    return Fraction(value)


def parse_money(cell: Cell, column: Column) -> int:
    """Euro with at most two decimals, as integer cents."""
    _no_percent(cell)
    value, fits = _exact(cell, 2)
    if not fits:
        mend = "als Zahl eintragen, nicht als Text" if cell.kind == "text" else "auf ganze Cent runden"
        raise Wrong(f"{shown(cell)} mit mehr als zwei Nachkommastellen", mend)
    if abs(value) >= BILLION:
        raise Wrong(shown(cell), "Beträge von einer Milliarde Euro an gelten als Eingabefehler")
    _within(value, cell, column)
    return int(value.scaleb(2))


def parse_whole(cell: Cell, column: Column) -> int:
    """A whole number."""
    _no_percent(cell)
    value, fits = _exact(cell, 0)
    if not fits:
        raise Wrong(shown(cell), "eine ganze Zahl eintragen")
    _within(value, cell, column)
    return int(value)


def parse_share(cell: Cell, _column: Column) -> Fraction:
    """A share from 0 to 1: `0,05`, `5` and `5 %` are the same; between 1 and 2 nobody can tell."""
    sign = cell.kind == "text" and cell.text.endswith("%")
    value = Fraction(_exact(Cell("text", cell.text[:-1]) if sign else cell, 9)[0])
    if 1 < value < _PERCENT_FROM and not sign and not cell.percent:
        raise Wrong(f"{shown(cell)} (mehrdeutig)", "mit Prozentzeichen schreiben, z. B. 1,5 %")
    share = value / 100 if sign or (value >= _PERCENT_FROM and not cell.percent) else value
    if not 0 <= share <= 1:
        raise Wrong(shown(cell))
    return share


def parse_percent(cell: Cell, column: Column) -> Fraction:
    """A slack in percent: `1` and `1 %` are both one percent."""
    if cell.kind == "text" and cell.text.endswith("%"):
        return parse_number(Cell("text", cell.text[:-1]), column)
    if cell.percent and cell.kind == "number":
        return parse_number(Cell("number", float(decimal_of(cell) * 100)), column)
    return parse_number(cell, column)
