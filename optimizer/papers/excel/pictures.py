"""The pictures on the sheet Übersicht, as charts of Excel itself, and the live figures behind them."""

from __future__ import annotations

from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from optimizer.model.outcome import Outcome
from optimizer.papers.excel.formats import BLUE, GREY
from optimizer.papers.excel.layout import Block, Cell, Column, Formula, Layout, Row, Sheet
from optimizer.papers.excel.overview_sheet import OVERVIEW, money_lines

FLOW_SHEET: Final = "Grafikdaten"


_STEPS: Final[tuple[tuple[str, int, bool, tuple[int, ...]], ...]] = (
    ("freigesetzt", 0, False, ()),
    ("Rückgabe", 1, True, (0, 1)),
    ("Rückforderung", 2, True, (0, 1, 2)),
    ("verfügbar", 3, False, ()),
    ("genutzt", 4, True, (3, 4)),
    ("übrig", 5, False, ()),
)
"""Waterfall: title, line of the block Geldfluss, does it fall, and the lines of its base (the first less the rest)."""
_PAYERS: Final = (("freigesetztes Geld", 4), ("Reserven", 6), ("Eigenmittel", 7))


def flow_sheet(outcome: Outcome) -> Sheet:
    """Figures behind the pictures: each step of the waterfall with the invisible base it stands on."""
    cents = [amount for _, amount, _ in money_lines(outcome)]
    columns = (Column("Schritt", width=24), *(Column(title, "cents", 18) for title in ("Sockel", "Stand", "Abgang")))
    payers = tuple((title, Cell(cents[line], "cents", _difference((line,)))) for title, line in _PAYERS)
    blocks = (
        Block("Wasserfall", columns, tuple(_step(cents, *step) for step in _STEPS)),
        Block("Zahler", (Column("Wer zahlt"), Column("Betrag", "cents")), payers, "Woraus bezahlt wird"),
    )
    note = "Sockel tragen die Säulen und bleiben unsichtbar."
    return Sheet(FLOW_SHEET, "Daten der Bilder auf dem Blatt Übersicht", note, blocks)


def _step(cents: list[int], title: str, line: int, falls: bool, base: tuple[int, ...]) -> Row:
    stands_on = cents[base[0]] - sum(cents[index] for index in base[1:]) if base else 0
    own, none = Cell(cents[line], "cents", _difference((line,))), Cell(0, "cents", _difference(()))
    return (title, Cell(stands_on, "cents", _difference(base)), none if falls else own, own if falls else none)


def _difference(lines: tuple[int, ...]) -> Formula:
    """The first of these lines of the block Geldfluss less all others; 0 where there are none."""
    return lambda here: "-".join(here.place("Geldfluss", "Betrag", line) for line in lines) or "0"


def add_pictures(book: xlsxwriter.Workbook, pages: dict[str, Worksheet], layout: Layout) -> None:
    """Waterfall (freed → used and left) and who pays for the handovers, beside the key figures."""
    page = pages[OVERVIEW]
    page.insert_chart(layout.header("Kennzahlen"), 3, _waterfall(book, layout), _BESIDE)
    page.insert_chart(layout.header("Kennzahlen") + _ROWS_OF_FIRST, 3, _payers(book, layout), _BESIDE)


_ROWS_OF_FIRST: Final = 15
_BESIDE: Final[dict[str, Any]] = {
    "object_position": 2,
    "x_offset": 12,
    "y_offset": 4,
    "description": "Säulen und Balken zum Block „Wohin das Geld geht“; dieselben Zahlen stehen links daneben",
}
_AXIS: Final[dict[str, Any]] = {
    "num_format": "[$-407]#,##0\\ [$€-407]",
    "num_font": {"size": 8, "color": GREY},
    "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
    "line": {"none": True},
}


def _waterfall(book: xlsxwriter.Workbook, layout: Layout) -> Any:
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    labels = {"value": True, "num_format": '[$-407]#,##0\\ [$€-407];;""', "font": {"size": 8}}
    looks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Sockel", {"fill": {"none": True}, "border": {"none": True}}),
        ("Stand", {"fill": {"color": BLUE}, "data_labels": {**labels, "font": {"size": 8, "color": "white"}}}),
        ("Abgang", {"fill": {"color": "#C55A11"}, "data_labels": labels}),
    )
    for title, look in looks:
        chart.add_series(_series(layout, "Wasserfall", "Schritt", title) | {"gap": 40} | look)
    _dress(chart, "Wohin das freigesetzte Geld geht", (760, 275))
    return chart


def _payers(book: xlsxwriter.Workbook, layout: Layout) -> Any:
    chart = book.add_chart({"type": "bar"})
    labels = {"value": True, "num_format": "[$-407]#,##0\\ [$€-407]", "font": {"size": 8}}
    look = {"fill": {"color": "#2E75B6"}, "gap": 60, "data_labels": labels}
    chart.add_series(_series(layout, "Zahler", "Wer zahlt", "Betrag") | look)
    _dress(chart, "Woraus die Übergaben bezahlt werden", (760, 165), horizontal=True)
    return chart


def _series(layout: Layout, block: str, categories: str, title: str) -> dict[str, Any]:
    return {
        "name": title,
        "categories": f"={layout.column(block, categories)}",
        "values": f"={layout.column(block, title)}",
    }


def _dress(chart: Any, title: str, size: tuple[int, int], *, horizontal: bool = False) -> None:
    chart.set_title({"name": title, "name_font": {"size": 11, "color": BLUE}, "overlay": False})
    chart.set_legend({"none": True})
    amounts, names = (chart.set_x_axis, chart.set_y_axis) if horizontal else (chart.set_y_axis, chart.set_x_axis)
    amounts({"visible": False, "major_gridlines": {"visible": False}} if horizontal else _AXIS)
    names({"num_font": {"size": 9}, "reverse": horizontal})
    chart.set_size({"width": size[0], "height": size[1]})
