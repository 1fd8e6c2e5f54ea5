"""Tables as files: German numbers, exact cents, and no name that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from optimizer import Listing, TypedCell, german_text, listing_csv, listing_workbook

TABLE = Listing(
    "Mittel: je Quelle/Jahr",
    (
        ("Quelle", "text"),
        ("Jahr", "year"),
        ("Ab", "date"),
        ("Betrag", "cents"),
        ("Stunden", "hours"),
        ("Anteil", "percent"),
    ),
    (
        ("Land", 2027, date(2027, 3, 1), 123456, Fraction(39, 2), Fraction(1, 8)),
        ('=HYPERLINK("http://example.invalid")', 2028, None, -5, Fraction(1234), None),
    ),
    "Nur Beispiele.",
)
BAD = ["=1+1", "+49 30", "-5", "@SUM(A1)", "\t=1", " =1+1", "\r=1"]


def workbook(*listings: Listing) -> bytes:
    return listing_workbook(listings, title="Probe", scenario="S", program="Staffelstab", day=date(2027, 1, 1))


def test_excel_gets_numbers_and_texts_stay_texts() -> None:
    page = load_workbook(io.BytesIO(workbook(TABLE))).worksheets[0]
    assert page.title == "Mittel je Quelle Jahr"
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=6, max_row=7)]
    first, second = rows
    assert first[0] == "Land"
    assert first[3] == 1234.56
    assert first[4] == 19.5
    assert second[0] == '=HYPERLINK("http://example.invalid")'
    assert page.cell(7, 1).data_type == "s"


def test_a_table_of_no_scenario_names_none() -> None:
    for scenario, line in (("S", "ENTWURF · Szenario „S“ · Staffelstab"), ("", "ENTWURF · Staffelstab")):
        made = listing_workbook([TABLE], title="Probe", scenario=scenario, program="Staffelstab", day=date(2027, 1, 1))
        page = load_workbook(io.BytesIO(made)).worksheets[0]
        assert page["A2"].value == line
        assert ("Szenario" in (page.oddHeader.left.text or "")) == bool(scenario)


def test_csv_is_german_and_harmless() -> None:
    text = listing_csv(TABLE).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1] == ["Land", "2027", "01.03.2027", "1.234,56", "19,5", "12,5\u00a0%"]
    assert rows[2][0].startswith("'=")
    assert rows[2][3] == "-0,05"


@pytest.mark.parametrize("name", BAD)
def test_no_cell_and_no_heading_begins_like_a_formula(name: str) -> None:
    listing = Listing("Namen", ((name, "text"),), ((name,),))
    rows = list(csv.reader(io.StringIO(listing_csv(listing).decode("utf-8-sig")), delimiter=";"))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r", " ")) for row in rows for cell in row)
    page = load_workbook(io.BytesIO(workbook(listing))).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_titles_that_excel_takes_for_the_same_are_told_apart() -> None:
    listing = Listing("Zwei", (("Szenario", "text"), ("szenario", "text"), ("", "text")), (("a", "b", "c"),))
    page = load_workbook(io.BytesIO(workbook(listing))).worksheets[0]
    assert [cell.value for cell in page[5]] == ["Szenario", "szenario (2)", "Spalte"]


def test_a_cell_may_be_of_another_kind_than_its_column() -> None:
    listing = Listing("Vergleich", (("Wert", "hours"),), ((TypedCell(123456, "cents"),), (Fraction(5, 2),)))
    assert listing_csv(listing).decode("utf-8-sig").splitlines() == ["Wert", "1.234,56", "2,5"]
    page = load_workbook(io.BytesIO(workbook(listing))).worksheets[0]
    assert [page.cell(6, 1).value, page.cell(7, 1).value] == [1234.56, 2.5]
    assert "€" in page.cell(6, 1).number_format


def test_nothing_is_nothing() -> None:
    assert german_text(None, "cents") == ""
    assert workbook(Listing("Leer", (("A", "text"),), ()))
