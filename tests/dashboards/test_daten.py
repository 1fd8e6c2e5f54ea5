"""Daten: what counts, every problem by its cell, what changes, and who may."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboards import state, uploading
from dashboards.frames.changes import contents, money_sheet
from optimizer import read_workbook, store
from tests.dashboards.office import ROOT, Office, report_case, tab_of
from tests.dashboards.test_szenarien import until

EXAMPLE = ROOT / "data" / "beispiel.xlsx"
OLD_EXCEL = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(24) + "Workbook".encode("utf-16-le") + bytes(600)
KIM = store.Actor("Kim Beispiel", "Lokal")


def changed(sheet: str, column: str, row: int, value: object) -> bytes:
    """The example with one other cell."""
    book = load_workbook(EXAMPLE)
    page = book[sheet]
    place = next(cell.column for cell in page[1] if cell.value == column)
    page.cell(row, place).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def hand_in(office: Office, content: bytes, name: str = "neu.xlsx") -> None:
    office.page("daten")
    office.tab.file_uploader[0].upload(name, content, "application/octet-stream").run()
    assert not office.tab.exception, office.tab.exception


def labels(office: Office) -> list[str]:
    return [button.label for button in office.tab.get("download_button")]


def test_what_counts_stands_on_top_with_its_downloads(office: Office) -> None:
    office.page("daten")
    assert "Freie Kapazitäten" in office.html
    assert "1.595,5 Wochenstunden" in office.html
    assert {"Geltende Arbeitsmappe", "Leere Vorlage"} <= set(labels(office))


def test_every_problem_stands_with_its_cell_and_a_red_copy_is_ready(office: Office) -> None:
    hand_in(office, changed("Angebote", "Wochenstunden", 5, "viele"))
    until(office, "so kann die Datei nicht gelten")
    assert "Angebote!F5" in office.html
    assert "„viele“" in office.html
    assert "Kopie mit roten Zellen" in labels(office)
    assert not [button for button in office.tab.button if "übernehmen" in button.label]
    assert len(store.data_versions(state.open_store(), KIM)) == 1


def test_the_red_copy_marks_the_cell() -> None:
    checked = uploading.check(changed("Angebote", "Wochenstunden", 5, "viele"))
    assert checked.dataset is None
    assert checked.marked is not None
    book = load_workbook(io.BytesIO(checked.marked))
    assert book["Angebote"]["F5"].fill.fgColor.rgb == "FFFF9999"
    assert book.sheetnames[0] == "Prüfergebnis"


def test_a_file_that_is_no_workbook_is_refused_in_words(office: Office) -> None:
    hand_in(office, b"%PDF-1.7 nothing", "brief.xlsx")
    until(office, "so kann die Datei nicht gelten")
    assert "Kopie mit roten Zellen" not in labels(office)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("alt.xls", OLD_EXCEL, "alte Excel-Format"),
        ("liste.csv", b"a;b\n1;2", "Textdatei"),
        ("brief.pdf", b"%PDF-1", "ein PDF"),
    ],
)
def test_any_file_is_refused_by_our_reader_and_not_by_the_browser(
    office: Office, name: str, content: bytes, why: str
) -> None:
    office.page("daten")
    assert not list(office.tab.file_uploader[0].proto.type)
    hand_in(office, content, name)
    until(office, "so kann die Datei nicht gelten")
    assert why in office.html


def test_what_changes_is_seen_before_it_counts(office: Office) -> None:
    hand_in(office, changed("Reserven", "Betrag", 2, 12345.67))
    until(office, "Die Datei ist in Ordnung")
    assert "12.345,67 €" in office.html
    assert "5.000,00 €" in office.html
    assert len(store.data_versions(state.open_store(), KIM)) == 1
    office.press("Als geltende Daten übernehmen")
    newest = store.data_versions(state.open_store(), KIM)[0]
    assert (newest.id, newest.name, newest.by) == (2, "neu.xlsx", "Kim Beispiel")
    assert "neu.xlsx, Fassung 2" in office.html


def test_the_same_workbook_again_changes_nothing(office: Office) -> None:
    hand_in(office, EXAMPLE.read_bytes())
    until(office, "Sie enthält genau die geltenden Daten")


def test_a_new_workbook_makes_plans_outdated_and_says_so(office: Office) -> None:
    report_case(office)
    hand_in(office, changed("Reserven", "Betrag", 2, 1))
    until(office, "Die Datei ist in Ordnung")
    assert any("veraltet" in caption.value for caption in office.tab.caption)


def test_a_name_in_the_file_stays_text(office: Office) -> None:
    hand_in(office, changed("Angebote", "Bezeichnung", 5, "<img src=x onerror=alert(1)> **fett**"))
    until(office, "Die Datei ist in Ordnung")
    assert "<img" not in office.html
    assert "&lt;img src=x" in office.html


def test_without_data_the_page_offers_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFFELSTAB_DB", str(tmp_path / "empty.sqlite"))
    monkeypatch.setattr("dashboards.location.example", lambda: None)
    office = tab_of("Kim Beispiel")
    office.page("daten")
    assert "Es gibt noch keine Daten" in office.html
    assert "Leere Vorlage" in labels(office)
    assert office.button("Geltende Arbeitsmappe").disabled
    office.page("szenarien")
    assert "Zuerst eine Arbeitsmappe hochladen." in office.html


@pytest.mark.parametrize(
    ("role", "may"), [("Finanzen", True), ("Koordination", True), ("Prüfung", False), ("Kommune", False)]
)
def test_who_may_upload(sign_in: Any, role: str, may: bool) -> None:
    office = sign_in(role)
    office.page("daten")
    assert bool(office.tab.file_uploader) == may
    if not may:
        assert "nicht vorgesehen" in office.html


def test_a_municipality_cannot_download_everybodys_data(sign_in: Any) -> None:
    office = sign_in("Kommune")
    office.page("daten")
    assert "Geltende Arbeitsmappe" not in labels(office)
    assert office.button("Geltende Arbeitsmappe").disabled


def test_the_tables_say_what_the_workbook_holds() -> None:
    dataset = read_workbook(EXAMPLE)
    shown = money_sheet(dataset)
    assert shown.frame["Bewilligt"].sum() == sum(grant.granted for grant in dataset.grants)
    assert contents(dataset, date(2026, 12, 1))[0] == ("Angebote", "48", "1.595,5 Wochenstunden")
    assert contents(dataset, date(2027, 8, 20))[0] == ("Angebote", "48", "1.595,5 Wochenstunden, 1 beendet")
