"""Names that try to become a formula, a link, markup, a path or a page code stay texts in both workbooks."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from optimizer.model.outcome import Outcome
from optimizer.papers.excel.grid import open_grids
from optimizer.papers.excel.layout import MAX_CHARACTERS, cell_text
from optimizer.papers.finance import finance_workbook, notice_list_workbook
from optimizer.papers.readback import plan_differences

HOSTILE = [
    '=HYPERLINK("http://example.org","hier")',
    "+1+cmd|'/c calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "{=1+1}",
    "=",
    "<w:p><w:t>&amp;</w:t></w:p>",
    "{{ 7*7 }}{% for x in y %}",
    "../../x",
    "http://example.org",
    "mailto:x@example.org",
    "x" * 300,
    "\u202egnp.exe",
    "👨‍👩‍👧 Müller 🏳️‍🌈",
    "'apostroph",
    "  am Rand  ",
    "zwei\nZeilen",
    "_x0041_",
    "*?~[#]@'",
    '&"Arial"&99&P&N',
    "TRUE",
    "1,5",
    "2027-09-01",
]


def marked(word: str) -> Callable[[str], str]:
    """Every text with the hostile one before it; a capacity of its own kind keeps its prefix."""

    def mark(text: str) -> str:
        prefix, colon, rest = text.partition(":")
        return f"{prefix}{colon}{word}{rest}" if colon else f"{word}{text}"

    return mark


def texts(data: bytes) -> list[Any]:
    book = load_workbook(BytesIO(data), read_only=True)
    return [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("word", HOSTILE, ids=lambda word: ascii(word)[:24])
def test_a_hostile_text_stays_a_text(office: Callable[..., Outcome], word: str) -> None:
    """Both writers read every cell back themselves; a difference would stop them."""
    outcome = office(marked(word))
    for data in (finance_workbook(outcome), notice_list_workbook(outcome)):
        cells = texts(data)
        assert [cell.value for cell in cells if cell.data_type != "f" and word in str(cell.value)]
        formulas = {str(cell.value) for cell in cells if cell.data_type == "f"}
        assert not [
            formula for formula in formulas if not re.fullmatch(r"=[A-ZÄÖÜa-zäöü0-9_ '!$:.,()<>=+*/\"\[\]-]+", formula)
        ]
        assert not [formula for formula in formulas if "HYPERLINK" in formula or "SUM(A1)" in formula]
        parts = zipfile.ZipFile(BytesIO(data)).namelist()
        assert not [part for part in parts if "sheet" in part and part.endswith(".rels") and "hyperlink" in part]
        assert not [part for part in parts if ".." in part or part.startswith("/")]


def test_no_text_is_a_link(office: Callable[..., Outcome]) -> None:
    data = finance_workbook(office(marked("http://example.org/")))
    book = zipfile.ZipFile(BytesIO(data))
    assert not [name for name in book.namelist() if name.endswith(".rels") and b"example.org" in book.read(name)]
    assert not [name for name in book.namelist() if b"<hyperlink" in book.read(name)]


def test_a_page_header_shows_no_code_of_the_scenario(office: Callable[..., Outcome]) -> None:
    part = zipfile.ZipFile(BytesIO(finance_workbook(office(marked("&D&R" * 100))))).read("xl/worksheets/sheet1.xml")
    header = part.decode().partition("<oddHeader>")[2].partition("</oddHeader>")[0].replace("&amp;", "&")
    assert header.startswith("&L&8Szenario: &&D&&R&&D")
    assert re.findall(r"(?<!&)(?:&&)*&([A-Z])", header) == ["L", "C", "B", "R"]
    assert len(header) < 255


def test_what_no_cell_can_hold_is_said_in_one_place() -> None:
    assert cell_text("a\x00b\x0bc\r\nd\re") == "abc\nd\ne"
    assert len(cell_text("x" * 40_000)) == MAX_CHARACTERS
    assert cell_text("x" * 40_000).endswith("…")


def test_an_endless_text_is_cut_and_still_agrees(office: Callable[..., Outcome]) -> None:
    outcome = office(lambda word: "🙂" * 40_000 if word == "Haus Nord" else word)
    data = finance_workbook(outcome)
    assert plan_differences(open_grids(data), outcome) == ()
