"""On a small screen nothing that people typed or must read is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.hands import choose, enter, fill, leave, open_page, settle, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Server

pytestmark = pytest.mark.browser
CUT_FIELDS = """() => [...document.querySelectorAll('[data-testid=stTextInput] input')]
    .filter(field => field.scrollWidth > field.clientWidth).map(field => field.value || field.placeholder)"""
CUT_TABLES = """() => [...document.querySelectorAll('.tafel')]
    .filter(table => table.scrollWidth > table.clientWidth).map(table => table.ariaLabel)"""


def at(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    settle(page)


def test_a_phone_call_on_a_small_screen(page: Page, server: Server) -> None:
    enter(page, server)
    assert page.evaluate(CUT_TABLES) == []  # the width of an office PC
    at(page, 800)
    assert page.evaluate(CUT_TABLES) == []
    open_page(page, "Ausfall melden")
    choose(page, "Angebot", "Webstuhl")
    fill(page, "Ab", "23.8.2027")
    fill(page, "Bis", "30.11.2027")
    unfold(page, "Weitere Angaben")
    fill(page, "Weiterlaufende Kosten im Monat", "2.500,75")
    assert page.evaluate(CUT_FIELDS) == []
    leave(page, "Fall anlegen", until="Diesen Plan zur Abstimmung")
    assert page.evaluate(CUT_TABLES) == []
    costs = page.locator("[data-spalte='Kosten']").first
    costs.scroll_into_view_if_needed()
    box = costs.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 800
