"""Every page under axe, the usual checker of WCAG 2.2 AA (BITV 2.0), and in German for those who hear it read out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.browser.conftest import Server
from tests.browser.hands import SLOW, choose, enter, fill, heading, look_at, open_page, press, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
STREAMLITS_OWN: Final = {
    "list": ("stSidebarNavItems", "the menu's <ul> holds a <div> for each of its sections"),
    "listitem": ("stSidebarNavItems", "so each link of the menu lies in a <div>, not in the <ul> itself"),
}
"""What Streamlit draws and no setting changes, by axe's rule: the part it may be found in, and why it is there."""

ENGLISH: Final = re.compile(
    r"\b(add files|available|choose|clear|close|download|expand|collapse|fullscreen|help for|navigate|open|pan|"
    r"per file|press|remove|reset|results|select(ed)?|sidebar|skip|upload|zoom)\b",
    re.IGNORECASE,
)
LABELS: Final = """() => [...document.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap(
    (one) => ['aria-label', 'placeholder', 'title'].map((name) => one.getAttribute(name)).filter(Boolean))"""


def check(page: Page) -> None:
    """Nothing on the page as it stands now violates a rule, but for what is known of Streamlit's own parts."""
    from axe_playwright_python.sync_playwright import Axe

    settle(page)
    found = Axe().run(page, options=RULES).response["violations"]
    ours = [_told(row, node) for row in found for node in row["nodes"] if not _streamlits_own(page, row["id"], node)]
    assert not ours, "\n".join(ours)
    english = sorted({label for label in page.evaluate(LABELS) if ENGLISH.search(label)})
    assert not english, english


def _streamlits_own(page: Page, rule: str, node: dict[str, Any]) -> bool:
    if rule not in STREAMLITS_OWN:
        return False
    part, _ = STREAMLITS_OWN[rule]
    inside = "([found, part]) => Boolean(document.querySelector(found)?.closest(`[data-testid=${part}]`))"
    return bool(page.evaluate(inside, [node["target"][0], part]))


def _told(row: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{row['id']}: {row['help']}: {node['html'][:200]} ({node['failureSummary']})"


def test_nobody_is_shut_out_of_a_page(page: Page, server: Server) -> None:
    pytest.importorskip("axe_playwright_python")
    page.goto(server.address)
    page.get_by_role("textbox", name="Ihr Name").wait_for()
    check(page)
    enter(page, server)
    check(page)

    open_page(page, "Ausfall melden")
    fill(page, "Ab", "1.9.27")  # an error below the field
    check(page)
    choose(page, "Angebot", "A-21")
    fill(page, "Ab", "1.9.2027")
    press(page, "Fall anlegen und Vorschläge zeigen")
    heading(page, "Vorschläge")
    check(page)
    for part in ("Zeit und Geld", "Fall ändern"):
        look_at(page, part)
        check(page)
    press(page, "Diesen Plan zur Abstimmung stellen")
    heading(page, "Abstimmung")
    check(page)
    for title in ("Bescheide", "Szenarien", "Daten", "Protokoll"):
        open_page(page, title)
        check(page)
    open_page(page, "Stresstest")
    page.get_by_text("im Mittel aller Ausfälle").wait_for(timeout=SLOW)
    check(page)
    look_at(page, "Plan je Ausfall")
    check(page)


def test_the_check_can_fail(page: Page, server: Server) -> None:
    pytest.importorskip("axe_playwright_python")
    enter(page, server)
    page.evaluate("document.querySelector('.ss-head p').style.color = '#bbbbbb'")
    with pytest.raises(AssertionError, match="color-contrast"):
        check(page)
    page.evaluate("document.querySelector('.ss-head p').style.color = ''")
    page.evaluate("document.querySelector('.ss-head').insertAdjacentHTML('beforeend', '<ul><p>x</p></ul>')")
    with pytest.raises(AssertionError, match="list: "):  # the exception holds for the menu alone
        check(page)
