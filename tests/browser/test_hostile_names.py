"""Names from a workbook that would be Markdown, HTML or a call to a foreign server: shown as they are, nothing more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from optimizer import dataset_bytes, read_workbook, store
from tests.browser.conftest import ROOT, Server
from tests.browser.hands import choose, enter, fill, heading, look_at, open_page, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PICTURE = "![x](http://hostile.invalid/x.png)"
TAG = "<img src=http://hostile.invalid/y.png onerror=document.title='gekapert'>"


def hostile_workbook() -> bytes:
    data = read_workbook(ROOT / "data" / "beispiel.xlsx")
    return dataset_bytes(
        replace(
            data,
            providers=tuple(replace(row, name=f"{PICTURE} {row.key}") for row in data.providers),
            offerings=tuple(replace(row, title=f"{TAG} {row.key}") for row in data.offerings),
            municipalities=tuple(replace(row, name=f":red[{row.ags}] {PICTURE}") for row in data.municipalities),
            sources=tuple(replace(row, name=f"# {PICTURE} {row.key}") for row in data.sources),
        )
    )


def test_hostile_names_stay_text_on_the_coordinators_way(page: Page, server: Server) -> None:
    db = store.open_store(server.database)
    store.upload(db, store.Actor("Kim", "Lokal"), store.Upload(PICTURE, hostile_workbook()), token="hostile")  # noqa: S106 -- no password
    db.close()
    enter(page, server)
    open_page(page, "Ausfall melden")
    choose(page, "Angebot", "A-21")
    fill(page, "Ab", "1.9.2027")
    press(page, "Fall anlegen und Vorschläge zeigen")
    heading(page, "Vorschläge")
    _harmless(page)
    for part in ("Wer noch?", "Warum nicht?", "Zeit und Geld"):
        look_at(page, part)
        _harmless(page)
    press(page, "Diesen Plan zur Abstimmung stellen")
    heading(page, "Abstimmung")
    for title in ("Abstimmung", "Bescheide", "Lage", "Protokoll", "Daten", "Szenarien"):
        open_page(page, title)
        _harmless(page)


def _harmless(page: Page) -> None:
    assert page.locator("img[src*=hostile], a[href*=hostile]").count() == 0
    assert page.title() == "Staffelstab"
