"""Sheets → one .xlsx file. The only place where papers touch XlsxWriter.

Every text goes through `write_string`, so that none becomes a formula or a link; every formula carries its stored
value, so that mail previews, phones and programs that read the file see the same figure as Excel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from optimizer.model.errors import CheckFailed
from optimizer.model.german import excel_number
from optimizer.papers.excel.layout import Block, Cell, Kind, Layout, Sheet, cell_of, cell_text, total_of

NUMBER_FORMATS: Final[dict[Kind, str]] = {
    "text": "@",
    "number": "#,##0",
    "year": "0",
    "date": "dd\\.mm\\.yyyy",
    "cents": "[$-407]#,##0.00\\ [$€-407];[Red]\\-#,##0.00\\ [$€-407]",
    "hours": "[$-407]#,##0.00;[Red]\\-#,##0.00",
    "exact": "[$-407]#,##0.0000;[Red]\\-#,##0.0000",
    "percent": "[$-407]0.0\\ %",
}
BLUE: Final = "#1F3864"
PALE: Final = "#DCE6F1"
GREY: Final = "#595959"
LINE: Final = "#BFBFBF"
DRAFT: Final = "ENTWURF"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every page and in the file's properties."""

    title: str
    scenario: str
    program: str
    day: date


Extra = Callable[[xlsxwriter.Workbook, dict[str, Worksheet], Layout], None]


def write_workbook(sheets: tuple[Sheet, ...], imprint: Imprint, extra: Extra | None = None) -> bytes:
    """The finished file. `extra` adds what is no cell (charts). The same sheets give the same bytes."""
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    formats, layout = Formats(book), Layout(sheets)
    book.set_properties(
        {
            "title": imprint.title,
            "subject": cell_text(imprint.scenario)[:200],
            "author": imprint.program,
            "created": datetime.combine(imprint.day, time()),
        }
    )
    pages = {}
    for sheet in sheets:
        pages[sheet.name] = page = book.add_worksheet(sheet.name)
        _write_sheet(page, sheet, layout, formats, imprint)
    if extra:
        extra(book, pages, layout)
    book.close()
    return target.getvalue()


class Formats:
    """Cell formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **wanted: Any) -> Any:
        """The format with these properties, on the house's font."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Arial", "font_size": 9, "valign": "top", **wanted})
        return self._made[key]

    def body(self, kind: Kind) -> Any:
        """A cell of a table."""
        return self.of(num_format=NUMBER_FORMATS[kind], bottom=1, bottom_color=LINE, text_wrap=kind == "text")

    def header(self, kind: Kind) -> Any:
        """A title of a column; over numbers it stands right."""
        align = "left" if kind in {"text", "date"} else "right"
        return self.of(bold=True, font_color="white", bg_color=BLUE, text_wrap=True, align=align, valign="vcenter")

    def total(self, kind: Kind) -> Any:
        """A cell of the sum line."""
        return self.of(num_format=NUMBER_FORMATS[kind], bold=True, bg_color=PALE, top=1, top_color=BLUE)


def _write_sheet(page: Worksheet, sheet: Sheet, layout: Layout, formats: Formats, imprint: Imprint) -> None:
    if not sheet.plain:
        _put(page.write_string(0, 0, sheet.title, formats.of(bold=True, font_size=15, font_color=BLUE)))
        line = cell_text(f"{DRAFT} · Szenario „{imprint.scenario}“ · {imprint.program}")
        _put(page.write_string(1, 0, line, formats.of(font_color=GREY)))
        _put(page.write_string(2, 0, cell_text(sheet.note), formats.of(italic=True, font_color=GREY)))
    for block in sheet.blocks:
        _write_block(page, block, layout, formats)
    for index, width in enumerate(_widths(sheet)):
        page.set_column(index, index, width)
    _set_up_page(page, sheet, layout, imprint)


def _write_block(page: Worksheet, block: Block, layout: Layout, formats: Formats) -> None:
    header, last = layout.header(block.name), layout.last(block.name)
    if block.heading:
        heading = formats.of(bold=True, font_size=11, font_color=BLUE)
        _put(page.write_string(header - 1, 0, cell_text(block.heading), heading))
    _add_table(page, block, header, last + (1 if block.total else 0), formats)
    if block.total:
        _write_total(page, block, last + 1, formats)
    for offset, line in enumerate(block.lines):
        for index, (column, value) in enumerate(zip(block.columns, line, strict=True)):
            cell = cell_of(column, value)
            formula = cell.formula(layout.here(block.name, offset)) if cell.formula and block.rows else None
            _write_cell(page, (header + 1 + offset, index), cell, formula, formats.body(cell.kind))
    page.ignore_errors({"number_stored_as_text": f"A{header + 2}:XFD{last + 1}"})


def _add_table(page: Worksheet, block: Block, header: int, last: int, formats: Formats) -> None:
    """The named table around the cells, with its titles and its line of live sums."""
    columns = []
    for index, column in enumerate(block.columns):
        entry: dict[str, Any] = {"header": column.title, "header_format": formats.header(column.kind)}
        if block.total and index == 0:
            entry["total_string"] = block.total
        elif block.total and column.total:
            entry["total_function"] = "sum"
        columns.append(entry)
    options = {
        "name": block.name,
        "style": None,
        "columns": columns,
        "total_row": bool(block.total),
        "autofilter": not block.heading,
    }
    _put(page.add_table(header, 0, last, len(block.columns) - 1, options))
    page.set_row(header, 26)


def _write_total(page: Worksheet, block: Block, row: int, formats: Formats) -> None:
    """The line of sums: as Excel's own, it follows a filter; its stored value is the sum of all lines."""
    for index, column in enumerate(block.columns):
        style = formats.total(column.kind)
        if index == 0:
            _put(page.write_string(row, index, block.total, style))
        elif column.total:
            total = _number(total_of(block, index), column.kind)
            _put(page.write_formula(row, index, f"=SUBTOTAL(109,[{column.title}])", style, total))
        else:
            _put(page.write_blank(row, index, None, style))


def _write_cell(page: Worksheet, place: tuple[int, int], cell: Cell, formula: str | None, style: Any) -> None:
    row, index = place
    if formula is not None:
        _put(page.write_formula(row, index, f"={formula}", style, _stored(cell)))
    elif cell.value is None or cell.value == "":
        _put(page.write_blank(row, index, None, style))
    elif isinstance(cell.value, str):
        _put(page.write_string(row, index, cell.value, style))
    elif isinstance(cell.value, date):
        _put(page.write_datetime(row, index, cell.value, style))
    else:
        _put(page.write_number(row, index, _number(cell.value, cell.kind), style))


def _stored(cell: Cell) -> float | str:
    """The value that stands beside a formula."""
    if isinstance(cell.value, int | Fraction):
        return _number(cell.value, cell.kind)
    return cell.value if isinstance(cell.value, str) else ""


def _number(value: int | Fraction, kind: Kind) -> float:
    return excel_number(int(value)) if kind == "cents" else float(value)


def _put(answer: object) -> None:
    """XlsxWriter answers a refused cell with a number below zero instead of raising."""
    if isinstance(answer, int) and answer < 0:
        raise CheckFailed(f"Eine Zelle der Arbeitsmappe wurde nicht geschrieben (Antwort {answer}).")


def _widths(sheet: Sheet) -> list[float]:
    widest: dict[int, float] = {}
    for block in sheet.blocks:
        for index, column in enumerate(block.columns):
            widest[index] = max(widest.get(index, 0), column.width)
    return [widest[index] for index in sorted(widest)]


def _set_up_page(page: Worksheet, sheet: Sheet, layout: Layout, imprint: Imprint) -> None:
    """A4 landscape, fit to width, titles repeated, scenario, ENTWURF and page numbers on every page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(sheet.pages_wide, 0)
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    page.set_header(f"&L&8Szenario: {_in_header(imprint.scenario)}&C&10&B{DRAFT}&R&8{_in_header(sheet.title)}")
    page.set_footer(f"&L&8 {_in_header(imprint.program)}&C&8 {_in_header(imprint.title)}&R&8Seite &P von &N")
    page.hide_gridlines(2)
    header = layout.header(sheet.blocks[0].name)
    if len(sheet.blocks) == 1:
        page.repeat_rows(header)
        page.freeze_panes(header + 1, sheet.frozen_columns)
    if sheet.pages_wide > 1 and sheet.frozen_columns:
        page.repeat_columns(0, sheet.frozen_columns - 1)


def _in_header(text: str) -> str:
    """A text inside a page header: short, on one line, without codes."""
    line = " ".join(cell_text(text).split())
    return (line if len(line) <= 50 else line[:49] + "…").replace("&", "&&")
