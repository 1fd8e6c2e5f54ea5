"""What is odd but possible is accepted, and said: never silently."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from optimizer.workbook.reader import check_workbook, read_workbook
from tests.workbook.small import NEW_YEAR, YEAR_END, moment, tables, with_cell, with_row, workbook


def said(data: bytes) -> list[tuple[str, str]]:
    """Place and finding of every notice of a workbook without problems."""
    problems, notices = check_workbook(data)
    assert problems == ()
    assert read_workbook(data).notices == notices
    return [(notice.place, notice.found) for notice in notices]


def test_an_ordinary_workbook_has_none() -> None:
    assert said(workbook()) == []


def test_hidden_rows_columns_and_sheets_count() -> None:
    def change(book: Workbook) -> None:
        sheet = book["Finanzierung"]
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["E"].hidden = True
        book["Kommunen"].sheet_state = "hidden"

    data = workbook(change)
    assert said(data) == [
        ("Kommunen", "dieses ausgeblendete Blatt zählt mit"),
        ("Finanzierung!E1", "die ausgeblendete Spalte „Abgerufen“ zählt mit"),
        ("Finanzierung!A3", "ausgeblendete Zeilen (3–4) zählen mit"),
    ]
    assert len(read_workbook(data).grants) == 3


def test_further_sheets_columns_and_rows_are_not_read() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Lies mich")
        book.create_sheet("Notizen")
        book["Finanzierung"]["F1"] = "Abgerufn"
        book["Träger"]["I2"] = "steht nirgends drüber"
        book["Quellen"]["G9"] = "eine Zeile daneben"

    places = [place for place, _ in said(workbook(change))]
    assert places == ["Träger!I1", "Quellen!G1", "Quellen!A9", "Finanzierung!F1", "Notizen"]


def test_a_misspelt_optional_column_is_recognised() -> None:
    _, (notice,) = check_workbook(with_cell("Finanzierung!E1", "Abgerufn"))
    assert (notice.place, notice.mend) == ("Finanzierung!E1", "Meinten Sie „Abgerufen“?")


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("Angebote!G2", moment(2027, 1, 1, 8), "mit Uhrzeit"),
        ("Kapazitäten!H2", 0, "kostenlose Kapazität"),
        ("Kapazitäten!G2", 12.345, "gerechnet wird mit 12,34"),
        ("Vorgaben!E2", 4.999, "gerechnet wird mit 4,99"),
        ("Kommunen!D2", 12.5, "nicht in Deutschland"),
        ("Ereignisse!D2", "T2", "wird bei Ausfall nicht beachtet"),
        ("Ereignisse!I2", 500, "500,00 € wird bei Ausfall nicht beachtet"),
        ("Ereignisse!H4", 0.5, "50\xa0% wird bei Minderabruf nicht beachtet"),
        ("Ereignisse!N4", date(2027, 8, 1), "01.08.2027 wird bei Minderabruf nicht beachtet"),
        ("Ereignisse!H5", 0.5, "50\xa0% wird bei Mehrbedarf nicht beachtet"),
        ("Ereignisse!N5", date(2027, 8, 1), "01.08.2027 wird bei Mehrbedarf nicht beachtet"),
        ("Ereignisse!H2", 0, "ohne Wirkung"),
        ("Ereignisse!N2", date(2027, 8, 1), "es gilt „Von“"),
    ],
)
def test_odd_cells(place: str, value: object, words: str) -> None:
    notices = said(with_cell(place, value))
    assert [(where, words in found) for where, found in notices] == [(place, True)]


@pytest.mark.parametrize("row", [4, 5])
def test_running_on_costs_of_what_frees_no_part_of_the_money(row: int) -> None:
    def change(book: Workbook) -> None:
        book["Ereignisse"]["P1"], book["Ereignisse"][f"P{row}"] = "Weiterlaufend", 120

    ((place, found),) = said(workbook(change))
    assert (place, "120,00 € wird bei" in found) == (f"Ereignisse!P{row}", True)


def test_who_writes_what_an_empty_cell_means_is_told_nothing() -> None:
    assert said(with_cell("Ereignisse!H4", 1)) == []


def test_what_is_not_heeded_is_not_kept() -> None:
    event = read_workbook(with_cell("Ereignisse!D2", "T2")).events[0]
    assert (event.offering, event.provider) == ("A1", None)


def test_capacity_hours_are_rounded_down_as_said() -> None:
    assert read_workbook(with_cell("Kapazitäten!G2", 12.349)).capacities[0].hours * 100 == 1234


def test_a_least_extent_is_rounded_down_as_said() -> None:
    data = with_row("Regeln", "Mindestumfang", 5.005)
    assert said(data) == [("Regeln!B5", "5,005 Stunden, gerechnet wird mit 5")]
    assert read_workbook(data).rules.min_hours == 5


def test_an_offering_without_money() -> None:
    row = ["A3", "Club", "T1", "14524080", "§ 11", 5, NEW_YEAR, YEAR_END]
    assert said(with_row("Angebote", *row)) == [("Angebote!A4", "ein Angebot ohne Zeile in „Finanzierung“")]


def test_formatted_empty_rows_are_nothing() -> None:
    def change(book: Workbook) -> None:
        for row in range(10, 500):
            book["Finanzierung"].cell(row, 1).number_format = "@"

    assert said(workbook(change)) == []


def test_a_workbook_without_events_reads_and_has_no_scenario() -> None:
    rows = tables()
    rows["Ereignisse"], rows["Annahmen"], rows["Vorgaben"] = (
        [rows[name][0]] for name in ("Ereignisse", "Annahmen", "Vorgaben")
    )
    assert read_workbook(workbook(rows=rows)).scenarios == ()


def test_money_of_a_source_that_granted_none_or_less() -> None:
    """SMS pays 24.000 EUR for A1, LK nothing."""
    rows = tables()
    rows["Ereignisse"] = [
        ["Szenario", "Art", "Angebot", "Quelle", "Von", "Betrag"],
        ["S", "Ausfall", "A1", None, NEW_YEAR, None],
        ["S", "Minderabruf", "A1", "LK", NEW_YEAR, 5_000],
        ["S", "Minderabruf", "A1", "SMS", NEW_YEAR, 24_000.01],
        ["S", "Mittelwegfall", "A1", "LK", NEW_YEAR, None],
        ["S", "Mittelwegfall", "A1", "SMS", NEW_YEAR, None],
    ]
    rows["Vorgaben"] = rows["Vorgaben"][:1]
    assert said(workbook(rows=rows)) == [
        ("Ereignisse!D3", "„LK“ hat für „A1“ nichts bewilligt"),
        ("Ereignisse!F4", "24.000,01\xa0€, mehr als die dafür bewilligten 24.000,00\xa0€"),
        ("Ereignisse!D5", "„LK“ hat für „A1“ nichts bewilligt"),
    ]
