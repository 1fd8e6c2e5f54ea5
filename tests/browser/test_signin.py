"""Signing in at a service (OpenID Connect), as the roles of the office and of a town, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dashboards import reporting
from optimizer import Event, read_workbook, store
from tests.browser.conftest import CHROMIUM, ROOT, Server
from tests.browser.hands import leave, office_window, open_page, picture, settle
from tests.browser.oidc import CLIENT, Provider

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
KEEPER = store.Actor("Kim Beispiel", "Koordination", identity="keeper")
COORDINATOR = {"sub": "k-1", "name": "Ida Köhler", "groups": ["alle", "jugendamt-koordination"]}
TOWN = {"sub": "g-1", "name": "Rathaus Glauchau", "groups": ["rathaus"], "gemeinde": "14524080"}
AUDITOR = {"sub": "p-1", "name": "Rolf Prüfer", "groups": ["Prüfung"]}
YESTERDAY = COORDINATOR | {"auth_time": int(time.time()) - 24 * 3600}
NOBODY = {"sub": "x-1", "name": "Gast Ohnerolle", "groups": ["alle"]}

SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "a long sentence that only this test knows"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[staffelstab]
role_claim = "groups"
ags_claim = "gemeinde"

[staffelstab.roles]
"jugendamt-koordination" = "Koordination"
"rathaus" = "Kommune"
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Provider]]:
    """A server that knows its people by a sign-in service alone, with the example as its data."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    for library in ("playwright.sync_api", "authlib", "httpx", "joserfc"):
        pytest.importorskip(library)
    folder = tmp_path_factory.mktemp("sign-in")
    db = store.open_store(folder / "office.sqlite", sign_in=True)
    content = (ROOT / "data" / "beispiel.xlsx").read_bytes()
    store.upload(db, KEEPER, store.Upload("beispiel.xlsx", content), token="example")  # noqa: S106 -- no password
    dataset, day = read_workbook(content), date(2026, 12, 1)
    outage = Event("", "Ausfall", date(2027, 9, 1), offering="A-01", end=date(2027, 11, 30))
    report = reporting.report_of(outage, "", None, day, dataset)
    assert store.report(db, KEEPER, report, dataset, token="outage") == 1  # noqa: S106 -- no password
    db.close()
    secrets = folder / "secrets.toml"
    server = Server(folder / "office.sqlite", "--secrets.files", str(secrets))
    provider = Provider(f"{server.address}/oauth2callback")
    words = {"address": server.address, "provider": provider.address, "client": CLIENT, "secret": provider.secret}
    secrets.write_text(SECRETS.format(**words), encoding="utf-8")
    try:
        server.start()
        yield server, provider
    finally:
        server.kill()
        provider.stop()


@pytest.fixture(scope="module")
def window(office: tuple[Server, Provider], browser: Browser) -> Iterator[BrowserContext]:
    """One browser for all, so that the program's scripts load once."""
    window = office_window(browser)
    yield window
    window.close()


@pytest.fixture
def tab(office: tuple[Server, Provider], window: BrowserContext) -> Iterator[Page]:
    """A tab that nobody has signed in with yet; it may ask the program and the sign-in service, nobody else."""
    server, provider = office
    home = (server.address, server.address.replace("http", "ws", 1), provider.address, "data:", "blob:")
    window.clear_cookies()
    provider.sign_outs.clear()
    opened, outside = window.new_page(), list[str]()
    opened.on("request", lambda asked: None if asked.url.startswith(home) else outside.append(asked.url))
    yield opened
    opened.close()
    assert not outside, f"asked outside: {outside}"
    assert not provider.complaints


def sign_in(page: Page, office: tuple[Server, Provider], person: dict[str, Any]) -> None:
    server, provider = office
    provider.person = person
    page.goto(server.address)
    page.get_by_role("button", name="Anmelden").wait_for()
    assert "Güterboden" not in page.content()  # nothing of the data before somebody has said who they are
    leave(page, "Anmelden", "Abmelden")


def side(page: Page) -> str:
    return page.get_by_test_id("stSidebar").inner_text()


def shown(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def test_the_coordinator_signs_in_reports_and_signs_out(tab: Page, office: tuple[Server, Provider]) -> None:
    server, provider = office
    sign_in(tab, office, COORDINATOR)
    assert "Ida Köhler" in side(tab)
    assert "Rolle Koordination" in side(tab)
    assert "Güterboden" in shown(tab)
    picture(tab, "anmeldung-koordination")
    open_page(tab, "Ausfall melden")
    assert tab.get_by_role("button", name="Fall anlegen und Vorschläge zeigen").is_enabled()

    tab.reload()  # signed in still
    tab.get_by_role("heading", name="Ausfall melden", level=1).wait_for()
    leave(tab, "Abmelden", "Anmelden")
    assert "Ida Köhler" not in tab.content()
    assert [bool(asked.get("id_token_hint")) for asked in provider.sign_outs] == [True]
    tab.goto(f"{server.address}/protokoll")
    tab.get_by_role("button", name="Anmelden").wait_for()


def test_a_town_sees_its_own_offerings_and_does_none_of_the_coordinators_acts(
    tab: Page, office: tuple[Server, Provider]
) -> None:
    sign_in(tab, office, TOWN)
    assert "Rolle Kommune" in side(tab)
    assert "Jugendhaus „Webstuhl“" in shown(tab)  # Glauchau
    for other in ("Güterboden", "Stellwerk", "Pappelhof"):  # Zwickau, Werdau, Meerane
        assert other not in tab.content()
    open_page(tab, "Ausfall melden")
    assert tab.get_by_role("button", name="Fall anlegen und Vorschläge zeigen").is_disabled()
    assert "für die Rolle Kommune nicht vorgesehen" in shown(tab)
    settle(tab)
    tab.get_by_role("combobox", name="Angebot", exact=True).click()
    tab.get_by_role("option").first.wait_for()
    assert all("Glauchau" in option for option in tab.get_by_role("option").all_inner_texts())
    tab.keyboard.press("Escape")
    for title in ("Szenarien", "Protokoll"):
        open_page(tab, title)
        assert "für die Rolle Kommune nicht vorgesehen" in shown(tab)
    open_page(tab, "Daten")
    assert tab.get_by_role("button", name="Geltende Arbeitsmappe").is_disabled()
    assert tab.get_by_test_id("stFileUploader").count() == 0
    tab.goto(f"{office[0].address}/vorschlaege?fall=1")  # a case of Zwickau, by its address
    tab.get_by_text("Es gibt noch keinen Fall.").wait_for()
    assert "Güterboden" not in tab.content()


def test_the_auditors_read_everything_and_change_nothing(tab: Page, office: tuple[Server, Provider]) -> None:
    sign_in(tab, office, AUDITOR)
    assert "Rolle Prüfung" in side(tab)
    assert "Güterboden" in shown(tab)
    open_page(tab, "Ausfall melden")
    assert tab.get_by_role("button", name="Fall anlegen und Vorschläge zeigen").is_disabled()
    open_page(tab, "Protokoll")
    assert "Daten hochladen" in shown(tab)
    open_page(tab, "Daten")
    assert tab.get_by_test_id("stFileUploader").count() == 0


def test_without_a_role_or_after_a_working_day_nothing_is_shown(tab: Page, office: tuple[Server, Provider]) -> None:
    sign_in(tab, office, NOBODY)
    assert "keine Rolle hinterlegt" in shown(tab)
    assert "Güterboden" not in tab.content()
    leave(tab, "Abmelden", "Anmelden")
    office[1].person = YESTERDAY
    leave(tab, "Anmelden", "Abmelden")
    tab.get_by_text("Die Anmeldung ist älter als ein Arbeitstag.").wait_for()
    assert "Güterboden" not in tab.content()
