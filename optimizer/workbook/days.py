"""Days of a cell: real Excel dates, or text as `31.12.2029` or `2029-12-31`."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final, Literal

from optimizer.model.dataset import UNLIMITED
from optimizer.workbook.cells import Cell, Wrong, quoted, refuse_broken, shown
from optimizer.workbook.columns import Column

_DATE: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FIRST_YEAR: Final = 1950
_LAST_YEAR: Final = 2150


def parse_date(cell: Cell, _column: Column) -> date:
    """A real Excel date, or text as `31.12.2029` or `2029-12-31`; a time of day is cut off (and noticed)."""
    return _day(cell, _LAST_YEAR)


def parse_agreement(cell: Cell, _column: Column) -> date:
    """The last day of an agreement, or `unbefristet`."""
    return UNLIMITED if cell.text.casefold() == "unbefristet" else _day(cell, UNLIMITED.year)


def parse_hearing(cell: Cell, _column: Column) -> date | Literal["verzichtet"]:
    """The day of the hearing, or `verzichtet`."""
    return "verzichtet" if cell.text.casefold() == "verzichtet" else _day(cell, _LAST_YEAR)


def _day(cell: Cell, last_year: int) -> date:
    refuse_broken(cell)
    day = _typed_day(cell.text) if cell.kind == "text" else None
    if cell.kind == "date" and isinstance(cell.value, datetime):
        day = cell.value.date()
    if day is None:
        number_like = cell.kind == "number"
        mend = "die Zelle als Datum formatieren" if number_like else "als Excel-Datum oder wie 31.12.2029 eintragen"
        raise Wrong(shown(cell), mend)
    if not _FIRST_YEAR <= day.year <= last_year:
        raise Wrong(shown(cell), f"das Jahr prüfen ({_FIRST_YEAR} bis {last_year})")
    return day


def _typed_day(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    day, month, year, iso_year, iso_month, iso_day = match.groups()
    try:
        return date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
    except ValueError:
        raise Wrong(quoted(text), "diesen Tag gibt es nicht") from None
