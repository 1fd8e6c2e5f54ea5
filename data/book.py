"""Writes sheets into an Excel file whose bytes depend on the content alone."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from data.tables import Cell

STAMP: Final = datetime(2026, 11, 23, 8, 0, 0)  # noqa: DTZ001 - document properties are written without a zone
"""What stands in the file as its time of creation, on every run."""
MONEY: Final = frozenset({"Bewilligt", "Abgerufen", "Betrag", "Kostensatz", "Anlaufkosten", "Eigenmittel", "Weiterlaufend"})
SHARES: Final = frozenset({"Anteil", "Mindestanteil", "Höchstanteil"})
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def workbook_bytes(sheets: dict[str, list[list[Cell]]]) -> bytes:
    """The workbook as the bytes of an `.xlsx` file: one sheet each, header frozen, filter on, columns wide enough."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Beispieldaten"
    book.properties.title = "Beispiel: Landkreis mit fünf Sozialräumen (Träger und Beträge erfunden)"
    book.properties.created = STAMP
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row_number, row in enumerate(rows, start=1):
            for column_number, value in enumerate(row, start=1):
                _fill(sheet.cell(row_number, column_number), value, str(rows[0][column_number - 1]))
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = sheet.dimensions
        for number, column in enumerate(zip(*rows, strict=True), start=1):
            widest = max(len(_shown(value)) for value in column)
            sheet.column_dimensions[get_column_letter(number)].width = min(60, max(9, widest + 3))
    return stable(book)


def stable(book: Workbook) -> bytes:
    """Save without the clock: the same workbook gives the same bytes (with the same library versions)."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    stamp = STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()


def _fill(cell: ExcelCell, value: Cell, column: str) -> None:
    if cell.row == 1:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
    if isinstance(value, date):
        cell.number_format = "dd.mm.yyyy"
    elif isinstance(value, Decimal | int):
        cell.number_format = "#,##0.00" if column in MONEY else "0%" if column in SHARES else "General"
    elif value is not None:
        cell.number_format = "@"
    cell.value = value if not isinstance(value, Decimal) else (int(value) if value == int(value) else float(value))


def _shown(value: Cell) -> str:
    return "" if value is None else f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
