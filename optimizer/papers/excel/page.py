"""How a sheet stands on paper: A4 landscape, titles repeated, scenario, ENTWURF and page numbers on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from xlsxwriter.worksheet import Worksheet

from optimizer.papers.excel.layout import Cell, Layout, Row, Sheet, cell_text

DRAFT: Final = "ENTWURF"
_LINE_POINTS: Final = 12
_FILL: Final = 1.15
"""Characters of Arial 9 that fit in one unit of column width, carefully."""
_MOST_LINES: Final = 30


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every page and in the file's properties; a table that belongs to no scenario names none."""

    title: str
    scenario: str
    program: str
    day: date


def line_height(line: Row, widths: list[float]) -> float:
    """Points that the longest text of a line needs: Excel and LibreOffice keep the height that the file says."""
    texts = ((cell.value if isinstance(cell, Cell) else cell, width) for cell, width in zip(line, widths, strict=True))
    lines = [
        sum(1 + int(len(part) // max(width * _FILL, 1)) for part in text.split("\n"))
        for text, width in texts
        if isinstance(text, str)
    ]
    return _LINE_POINTS * min(max(lines, default=1), _MOST_LINES) + 2


def widths(sheet: Sheet) -> list[float]:
    """Widths of the sheet's columns: where blocks stand below each other, the widest counts."""
    widest: dict[int, float] = {}
    for block in (block for block in sheet.blocks if block.span == 1):
        for index, column in enumerate(block.columns):
            widest[index] = max(widest.get(index, 0), column.width)
    return [widest[index] for index in sorted(widest)]


def set_up_page(page: Worksheet, sheet: Sheet, layout: Layout, imprint: Imprint) -> None:
    """A4 landscape, fit to width, titles repeated, scenario, ENTWURF and page numbers on every page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(sheet.pages_wide, 0)
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    scenario = f"&L&8Szenario: {_in_header(imprint.scenario)}" if imprint.scenario else ""
    page.set_header(f"{scenario}&C&10&B{DRAFT}&R&8{_in_header(sheet.title)}")
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
