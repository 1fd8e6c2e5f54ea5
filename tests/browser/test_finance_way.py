"""The finance department's way in a real browser: what-if, compare, limits, files; stress test; a new workbook."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.browser.conftest import ROOT, Server
from tests.browser.hands import (
    SLOW,
    choose,
    download,
    enter,
    fill,
    hand_in,
    heading,
    look_at,
    open_page,
    picture,
    press,
    settle,
    unfold,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_from_what_if_to_the_file_without_leaving_the_page(page: Page, server: Server) -> None:
    enter(page, server)
    open_page(page, "Szenarien")
    unfold(page, "Ein neues Szenario auf dieser Basis")
    fill(page, "Bewilligungen ändern um", "2.500")
    page.get_by_text("mehrdeutig").first.wait_for()
    fill(page, "Bewilligungen ändern um", "-10 %")
    page.get_by_text("= −10 %").wait_for()
    fill(page, "Löhne und Kostensätze ändern um", "3")
    fill(page, "Name des Szenarios", "Weniger Geld, höhere Löhne")
    picture(page, "szenarien-was-waere-wenn")
    press(page, "Anlegen und vergleichen")
    page.get_by_role("heading", name="Was sich unterscheidet").wait_for(timeout=SLOW)
    settle(page)
    page.get_by_role("cell", name="19,06").first.wait_for()  # the way to the substitutes grows by a fifth
    picture(page, "szenarien-vergleich")
    picture(page, "szenarien-vergleich-ganz", whole=True)

    look_at(page, "Grenzwerte")
    page.get_by_text(re.compile("5 Stunden weniger K-14")).first.wait_for(timeout=SLOW)
    picture(page, "szenarien-grenzwerte")
    look_at(page, "Geldfluss")
    page.locator(".sankey-link").first.wait_for(timeout=SLOW)
    settle(page)
    picture(page, "szenarien-geldfluss")
    look_at(page, "Zeit und Ort")
    page.locator(".js-plotly-plot .scatterlayer").first.wait_for(timeout=SLOW)
    settle(page)
    picture(page, "szenarien-zeit-und-ort")

    look_at(page, "Herunterladen")
    picture(page, "szenarien-herunterladen")
    name, content = download(page, "Vergleich und Grenzwerte")
    assert name == "Szenarienvergleich.xlsx"
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "Ziele"
    assert "Grenzwerte" in book.sheetnames
    assert "Weniger Geld, höhere Löhne" in [cell.value for cell in book["Ziele"][5]]
    name, content = download(page, "Plan (Excel)")
    assert name.startswith("Plan-Personalausfall")
    assert "Zahlungen" in load_workbook(io.BytesIO(content)).sheetnames


def test_charts_can_be_saved_as_pictures(page: Page, server: Server) -> None:
    enter(page, server)
    open_page(page, "Szenarien")
    look_at(page, "Geldfluss")
    chart = page.locator(".js-plotly-plot").first
    chart.wait_for(timeout=SLOW)
    settle(page)
    chart.hover()
    with page.expect_download() as waiting:
        page.locator('.modebar-btn[data-title*="PNG" i], .modebar-btn[data-title*="plot as" i]').first.click()
    assert waiting.value.suggested_filename == "Geldfluss.png"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_stress_test_from_the_map_to_a_plan_that_lies_ready(page: Page, server: Server) -> None:
    enter(page, server)
    open_page(page, "Stresstest")
    page.get_by_role("heading", name="Nach Sozialraum").wait_for(timeout=SLOW)
    settle(page)
    picture(page, "stresstest")
    picture(page, "stresstest-ganz", whole=True)
    look_at(page, "Unersetzlich")
    page.get_by_text("Niemand darf übernehmen").first.wait_for()
    picture(page, "stresstest-unersetzlich")
    look_at(page, "Plan je Ausfall")
    picture(page, "stresstest-plan")
    name, content = download(page, "Alle Pläne für den Notfall")
    assert name == "Stresstest.xlsx"
    assert load_workbook(io.BytesIO(content)).sheetnames == ["Stresstest", "Pläne für den Notfall"]
    choose(page, "Wenn dieses Angebot ausfällt", "A-22")
    press(page, "Als Fall übernehmen")
    heading(page, "Vorschläge")
    page.get_by_text("Aus dem Stresstest ist ein Fall geworden.").wait_for()
    assert page.get_by_role("combobox", name="Fall", exact=True).input_value().startswith("Fall 1 ")
    assert re.search(r"fall=\d+", page.url)
    picture(page, "stresstest-fall")


def test_pairs_can_be_stopped_in_the_middle(page: Page, server: Server) -> None:
    enter(page, server)
    open_page(page, "Stresstest")
    page.get_by_text("im Mittel aller Ausfälle").wait_for(timeout=SLOW)
    look_at(page, "Paare")
    press(page, "Alle Paare rechnen")
    page.get_by_text(re.compile(r"Paare, die ausfallen: \d+ von 1\.128")).wait_for(timeout=SLOW)
    picture(page, "stresstest-paare-laufend")
    press(page, "Abbrechen")
    page.get_by_role("button", name="Neu rechnen").wait_for(timeout=SLOW)
    page.get_by_text("Gezeigt wird, was bis dahin gerechnet war").wait_for()
    settle(page)
    picture(page, "stresstest-paare-angehalten")


def other_workbook(tmp_path: Path, value: object) -> Path:
    book = load_workbook(ROOT / "data" / "beispiel.xlsx")
    page = book["Reserven"]
    place = next(cell.column for cell in page[1] if cell.value == "Betrag")
    page.cell(2, place).value = value
    target = tmp_path / "Haushalt 2027.xlsx"
    book.save(target)
    return target


def test_a_wrong_workbook_comes_back_red_and_the_right_one_counts(page: Page, server: Server, tmp_path: Path) -> None:
    enter(page, server)
    open_page(page, "Daten")
    picture(page, "daten")
    hand_in(page, other_workbook(tmp_path, "fünftausend"))
    page.get_by_text("Reserven!").first.wait_for(timeout=SLOW)
    settle(page)
    picture(page, "daten-fehler")
    _, content = download(page, "Kopie mit roten Zellen")
    assert load_workbook(io.BytesIO(content)).sheetnames[0] == "Prüfergebnis"

    hand_in(page, other_workbook(tmp_path, 7654.32))  # mended, under the same name
    page.get_by_role("cell", name="7.654,32 €").wait_for(timeout=SLOW)
    settle(page)
    picture(page, "daten-aenderungen")
    press(page, "Als geltende Daten übernehmen")
    page.get_by_text("Fassung 2").first.wait_for(timeout=SLOW)
    _, content = download(page, "Geltende Arbeitsmappe")
    assert content == (tmp_path / "Haushalt 2027.xlsx").read_bytes()
    _, content = download(page, "Leere Vorlage")
    assert "Angebote" in load_workbook(io.BytesIO(content)).sheetnames


def test_the_way_goes_by_keyboard_too(page: Page, server: Server) -> None:
    enter(page, server)
    open_page(page, "Szenarien")
    page.get_by_role("radio", name="Vergleich", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.get_by_role("heading", name=re.compile("Grenzwerte")).wait_for(timeout=SLOW)
    page.get_by_text(re.compile("5 Stunden weniger K-14")).first.wait_for(timeout=SLOW)
    page.get_by_role("combobox", name="Szenario", exact=True).focus()
    for _ in range(6):  # the table scrolls by itself, so it can be reached
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role') === 'region'"):
            return
    raise AssertionError("the table of Grenzwerte cannot be reached by Tab")
