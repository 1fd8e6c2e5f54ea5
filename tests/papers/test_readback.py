"""What was written is read back: a changed amount, date, name or hour, a lost formula, a text made formula is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from optimizer.model.errors import CheckFailed
from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.papers import finance
from optimizer.papers.excel.compare import cell_differences
from optimizer.papers.excel.grid import open_grids
from optimizer.papers.finance import finance_sheets, finance_workbook, notice_list_workbook
from optimizer.papers.readback import plan_differences


def read_back(data: bytes, outcome: Outcome) -> tuple[str, ...]:
    return plan_differences(open_grids(data), outcome)


def with_values(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The file with one change; formulas are replaced by what they show, as a careless hand would."""
    book = load_workbook(BytesIO(data), data_only=True)
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def put(sheet: str, place: str, value: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][place].value = value

    return change


def test_an_untouched_file_agrees(autumn: Outcome) -> None:
    assert read_back(finance_workbook(autumn), autumn) == ()
    assert read_back(notice_list_workbook(autumn), autumn) == ()


@pytest.mark.parametrize(
    ("sheet", "place", "value", "said"),
    [
        ("Zahlungen", "I6", 6000.01, "Betrag: 6000.01 statt 6000.0"),
        ("Geld nach Topf", "L6", 10999.99, "Genutzt: 10999.99 statt 11000.0"),
        ("Freigesetzt", "K8", 0, "Rückforderung: 0 statt 4000.0"),
        ("Übergaben", "I6", datetime(2027, 9, 2), "Von"),  # noqa: DTZ001 -- cells know no zone
        ("Übergaben", "L6", 20.01, "Stunden: 20.01"),
        ("Übergaben", "B6", "Boje GmbH", "übernimmt: 'Boje GmbH' statt 'Boje gGmbH'"),
        ("Übergaben", "L6", "20", "Stunden: '20'"),
        ("Bescheide", "M7", "51.2/A-01", "Aktenzeichen: '51.2/A-01' statt '51.2/A-02'"),
        ("Bescheide", "A7", None, "Zeilen statt 6"),
    ],
)
def test_one_changed_cell_is_found(autumn: Outcome, sheet: str, place: str, value: object, said: str) -> None:
    changed = with_values(finance_workbook(autumn), put(sheet, place, value))
    differences = read_back(changed, autumn)
    assert any(sheet in line and said in line for line in differences), differences


def test_a_changed_amount_of_the_bescheidliste_is_found(autumn: Outcome) -> None:
    changed = with_values(notice_list_workbook(autumn), put("Beträge", "I6", -2000.01))
    assert read_back(changed, autumn) == ("Blatt Beträge, Zeile 1 der Tabelle, Änderung: -2000.01 statt -2000.0",)


def test_a_lost_sheet_is_found(autumn: Outcome) -> None:
    def drop(book: Any) -> None:
        del book["Zahlungen"]

    assert "Das Blatt Zahlungen fehlt." in read_back(with_values(finance_workbook(autumn), drop), autumn)


def test_a_formula_turned_into_a_number_is_found(autumn: Outcome) -> None:
    sheets = finance_sheets(autumn, Findings())
    data = finance_workbook(autumn)
    assert cell_differences(open_grids(data), sheets) == ()
    frozen = with_values(data, lambda _: None)
    assert any("Geld nach Topf" in line for line in cell_differences(open_grids(frozen), sheets))


def test_a_text_turned_into_a_formula_is_found(autumn: Outcome) -> None:
    book = load_workbook(BytesIO(finance_workbook(autumn)))
    book["Warum nicht"]["B6"].value = "=1+1"
    target = BytesIO()
    book.save(target)
    lines = cell_differences(open_grids(target.getvalue()), finance_sheets(autumn, Findings()))
    assert any("Warum nicht" in line and "=1+1" in line for line in lines)


def test_the_plan_of_another_day_does_not_pass(autumn: Outcome) -> None:
    first = autumn.plan.handovers[0]
    other = replace(
        autumn, plan=replace(autumn.plan, handovers=(replace(first, hours=first.hours - 1), *autumn.plan.handovers[1:]))
    )
    assert read_back(finance_workbook(autumn), other)


def test_a_difference_stops_the_export(autumn: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    written = finance.write_workbook
    monkeypatch.setattr(
        finance, "write_workbook", lambda *given: with_values(written(*given), put("Bescheide", "AJ2", 1))
    )
    with pytest.raises(CheckFailed, match="liest sich nicht zurück") as stopped:
        notice_list_workbook(autumn)
    assert "Blatt Bescheide, Zeile 2, Betrag_alt: 1 statt 54000.0" in str(stopped.value)
