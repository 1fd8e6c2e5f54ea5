"""A table as a page shows it, out as Excel or CSV in German form: texts stay texts, amounts stay exact."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from optimizer.model.errors import CheckFailed
from optimizer.model.german import amount, number, percent, short_date
from optimizer.papers.excel.compare import cell_differences
from optimizer.papers.excel.grid import open_grids
from optimizer.papers.excel.layout import Block, Cell, Column, Kind, Sheet, Value, cell_text
from optimizer.papers.excel.page import Imprint
from optimizer.papers.excel.writer import write_workbook

CellKind = Kind
"""What a column holds: text, cents, hours, percent, date, …"""
TypedCell = Cell
"""A value of another kind than its column: euros among hours."""
_WIDTH: Final[dict[Kind, float]] = {"text": 32, "cents": 16, "date": 12}
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Listing:
    """A table to be downloaded: `columns` are titles with the kind of their values, `note` says how to read it."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: tuple[tuple[Value | Cell, ...], ...]
    note: str = ""


def listing_workbook(listings: Sequence[Listing], *, title: str, scenario: str, program: str, day: date) -> bytes:
    """One sheet per table, read back before anyone gets it. Raises CheckFailed where a cell differs."""
    sheets = tuple(_sheet(listing, number_) for number_, listing in enumerate(listings, 1))
    data = write_workbook(sheets, Imprint(title, scenario, program, day))
    if differences := cell_differences(open_grids(data), sheets):
        raise CheckFailed(
            "Die Tabelle liest sich nicht zurück, wie sie geschrieben wurde:\n" + "\n".join(differences[:20])
        )
    return data


def _sheet(listing: Listing, place: int) -> Sheet:
    titles = _titles([title for title, _ in listing.columns])
    columns = tuple(
        Column(title, kind, _WIDTH.get(kind, 13)) for title, (_, kind) in zip(titles, listing.columns, strict=True)
    )
    block = Block(f"Tabelle{place}", columns, listing.rows)
    name = " ".join(cell_text(listing.name).translate(_FORBIDDEN).split())[:31] or f"Tabelle {place}"
    return Sheet(name, listing.name, listing.note, (block,), frozen_columns=1)


def _titles(wanted: Sequence[str]) -> list[str]:
    """Titles as Excel's tables want them: short, none empty, none twice whatever the capitals."""
    titles: list[str] = []
    for text in wanted:
        title = plain = " ".join(cell_text(text).split())[:120] or "Spalte"
        count = 1
        while title.casefold() in {known.casefold() for known in titles}:
            count += 1
            title = f"{plain} ({count})"
        titles.append(title)
    return titles


def listing_csv(listing: Listing) -> bytes:
    """Semicolons, decimal commas, UTF-8 with a mark, as a German Excel opens it; no cell is taken for a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(title) for title, _ in listing.columns])
    for row in listing.rows:
        writer.writerow([_csv_cell(value, kind) for value, (_, kind) in zip(row, listing.columns, strict=True)])
    return stream.getvalue().encode("utf-8-sig")


def _csv_cell(value: Value | Cell, kind: Kind) -> str:
    text = german_text(value, kind)
    return _harmless(text) if isinstance(value, str) else text


def german_text(value: Value | Cell, kind: Kind) -> str:
    """A value as people read it: `1.234,56`, `12,5 %`, `01.03.2027`; nothing for nothing."""
    if isinstance(value, Cell):
        return german_text(value.value, value.kind)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return short_date(value)
    return _number_text(value, kind)


def _number_text(value: int | Fraction, kind: Kind) -> str:
    if kind == "cents":
        return amount(round(value))
    if kind == "percent":
        return percent(Fraction(value))
    return str(value) if kind == "year" else number(value)


def _harmless(text: str) -> str:
    """A leading apostrophe keeps a spreadsheet from computing what a name says."""
    plain = cell_text(text)
    return f"'{plain}" if plain.lstrip().startswith(_FORMULA) or plain.startswith(_FORMULA) else plain
