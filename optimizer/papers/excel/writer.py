"""Sheets → one .xlsx file. The only place where papers touch XlsxWriter.

Every text goes through `write_string`, so that none becomes a formula or a link; every formula carries its stored
value, so that mail previews, phones and programs that read the file see the same figure as Excel.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from optimizer.model.errors import CheckFailed
from optimizer.model.german import excel_number
from optimizer.papers.excel.formats import BLUE, GREY, Formats
from optimizer.papers.excel.layout import Block, Cell, Kind, Layout, Sheet, cell_of, cell_text, total_of
from optimizer.papers.excel.page import DRAFT, Imprint, line_height, set_up_page, widths

Extra = Callable[[xlsxwriter.Workbook, dict[str, Worksheet], Layout], None]


def write_workbook(sheets: tuple[Sheet, ...], imprint: Imprint, *extras: Extra) -> bytes:
    """The finished file. `extras` add what is no cell (charts, colours). The same sheets give the same bytes."""
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
    for extra in extras:
        extra(book, pages, layout)
    book.close()
    return target.getvalue()


def _write_sheet(page: Worksheet, sheet: Sheet, layout: Layout, formats: Formats, imprint: Imprint) -> None:
    if not sheet.plain:
        page.set_row(0, 24)
        _put(page.write_string(0, 0, sheet.title, formats.of(bold=True, font_size=15, font_color=BLUE)))
        scenario = (f"Szenario „{imprint.scenario}“",) if imprint.scenario else ()
        line = cell_text(" · ".join((DRAFT, *scenario, imprint.program)))
        _put(page.write_string(1, 0, line, formats.of(font_color=GREY)))
        _put(page.write_string(2, 0, cell_text(sheet.note), formats.of(italic=True, font_color=GREY)))
    for block in sheet.blocks:
        _write_block(page, block, layout, formats, widths(sheet))
    for index, width in enumerate(widths(sheet)):
        page.set_column(index, index, width)
    set_up_page(page, sheet, layout, imprint)


def _write_block(page: Worksheet, block: Block, layout: Layout, formats: Formats, room: list[float]) -> None:
    header, last = layout.header(block.name), layout.last(block.name)
    if block.heading:
        heading = formats.of(bold=True, font_size=11, font_color=BLUE)
        _put(page.write_string(header - 1, 0, cell_text(block.heading), heading))
    if block.span > 1:
        _write_sentences(page, block, header, formats)
        return
    _add_table(page, block, header, last + (1 if block.total else 0), formats)
    if block.total:
        _write_total(page, block, last + 1, formats)
    for offset, line in enumerate(block.lines):
        page.set_row(header + 1 + offset, line_height(line, room[: len(line)]))
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
    wrapped = line_height(
        tuple(column.title for column in block.columns), [column.width - 2 for column in block.columns]
    )
    page.set_row(header, wrapped + 3)


def _write_sentences(page: Worksheet, block: Block, header: int, formats: Formats) -> None:
    """Sentences over the whole width, each as high as it needs to be."""
    for row, line in enumerate(block.lines, header + 1):
        cell = cell_of(block.columns[0], line[0])
        style = formats.body("text")
        _put(page.merge_range(row, 0, row, block.span - 1, "", style))
        _write_cell(page, (row, 0), cell, None, style)
        page.set_row(row, line_height(line, [block.columns[0].width]))
    _put(page.write_string(header, 0, block.columns[0].title, formats.of(font_color=GREY)))


def _write_total(page: Worksheet, block: Block, row: int, formats: Formats) -> None:
    """The line of sums: as Excel's own, it follows a filter; its stored value is the sum of all lines."""
    for index, column in enumerate(block.columns):
        style = formats.total(column.kind)
        if index == 0:
            _put(page.write_string(row, index, block.total, style))
        elif column.total:
            total = _number(total_of(block, index), column.kind)
            _put(page.write_formula(row, index, f"=SUBTOTAL(109,{block.name}[{column.title}])", style, total))
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
