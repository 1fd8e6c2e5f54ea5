"""How a person at the screen clicks, types and chooses: on a page that stands still, and again where a click got lost.

On a busy machine a click may land while the page is being redrawn. Nothing is sent to the program then; that is how it
is known, and why doing it again never does anything twice.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from tests.browser.conftest import Server

SCREENSHOTS = Path(__file__).parent / "screenshots"
SLOW = 90_000
"""Milliseconds for work that takes long on a busy machine."""
_PATIENCE = 45_000
_TRIES = 4
_HEARD = 4_000
"""Milliseconds within which the page sends on what was clicked, however busy the machine."""

_COUNT_SENT = """
window.sentToProgram = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (...given) { window.sentToProgram += 1; return send.apply(this, given); };
"""
_CALM = """() => {
    const app = document.querySelector('[data-test-script-state]');
    const calm = app && app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-stale="true"]');
    if (!calm) { window.calmSince = 0; return false; }
    window.calmSince ||= performance.now();
    return performance.now() - window.calmSince > 250;
}"""


def office_window(browser: Browser) -> BrowserContext:
    """A browser window of an office PC in German, with its own cookies."""
    window = browser.new_context(viewport={"width": 1366, "height": 768}, locale="de-DE", accept_downloads=True)
    window.set_default_timeout(_PATIENCE)
    window.add_init_script(_COUNT_SENT)
    return window


def settle(page: Page) -> None:
    """Wait until the page has been drawn and stands still for a moment."""
    page.evaluate("window.calmSince = 0")
    page.wait_for_function(_CALM, timeout=SLOW)


def heard(page: Page, act: Callable[[], object]) -> None:
    """Do what the program must hear of; where nothing was sent, it was lost in a redraw and is done again."""
    from playwright.sync_api import TimeoutError as Waited

    for _ in range(_TRIES):
        settle(page)
        before = page.evaluate("window.sentToProgram")
        act()
        with contextlib.suppress(Waited):
            page.wait_for_function("before => window.sentToProgram !== before", arg=before, timeout=_HEARD)
            settle(page)
            return
    raise AssertionError("the program never heard of it")


def press(page: Page, label: str) -> None:
    """Click a button."""
    heard(page, page.get_by_role("button", name=label).first.click)


def leave(page: Page, label: str, until: str) -> None:
    """Click a button that leads away and back again, until that other button is there."""
    from playwright.sync_api import TimeoutError as Waited

    arrived = page.get_by_role("button", name=until)
    for _ in range(_TRIES):
        page.get_by_role("button", name=label).wait_for()
        settle(page)
        page.get_by_role("button", name=label).click()
        with contextlib.suppress(Waited):
            arrived.wait_for(timeout=_PATIENCE / 3)
            settle(page)
            return
    raise AssertionError(f"„{label}“ led nowhere")


def unfold(page: Page, label: str) -> None:
    """Open what is folded away."""
    part = page.get_by_test_id("stExpander").filter(has_text=label).first
    _until(page, lambda: part.locator("summary").click(), lambda: part.locator("details[open]").count() > 0)


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field, and leave it."""
    field = page.get_by_role("textbox", name=label, exact=True)

    def typed() -> None:
        field.fill(text)
        field.blur()  # Tab would go on to the help of the next field, whose text lies over the page

    _until(page, typed, lambda: field.input_value() == text)


def choose(page: Page, label: str, text: str) -> None:
    """Pick from a box by typing, as people do."""
    box = page.get_by_role("combobox", name=label, exact=True)

    def typed() -> None:
        box.click()
        page.keyboard.type(text)
        page.get_by_role("option").filter(has_text=text).first.wait_for()
        page.keyboard.press("Enter")

    _until(page, typed, lambda: text in _shown(page, box))


def _shown(page: Page, box: Locator) -> str:
    """What a box has been set to."""
    return str(page.get_by_test_id("stSelectbox").filter(has=box).inner_text()) + box.input_value()


def add(page: Page, label: str, text: str, option: re.Pattern[str]) -> None:
    """Add to a box of several, by typing, what the list offers; nothing where it does not."""
    box = page.get_by_role("combobox", name=label)
    settle(page)
    box.click()
    page.keyboard.type(text)
    page.get_by_role("listbox").get_by_text(re.compile(f"{text}|No results|Keine")).first.wait_for()
    found = page.get_by_role("option", name=option)
    if found.count():
        heard(page, lambda: page.keyboard.press("Enter"))
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    settle(page)


def look_at(page: Page, view: str) -> None:
    """Change to one of several views."""
    view_ = page.get_by_role("radio", name=view, exact=True)
    _until(page, view_.click, view_.is_checked)


def _until(page: Page, act: Callable[[], object], done: Callable[[], bool]) -> None:
    """Do what may be done again without harm, until it has stuck."""
    for _ in range(_TRIES):
        settle(page)
        act()
        settle(page)
        if done():
            return
    raise AssertionError("it did not stick")


def heading(page: Page, title: str) -> None:
    """Wait for a page."""
    page.get_by_role("heading", name=title, level=1).wait_for()
    settle(page)


def enter(page: Page, server: Server, name: str = "Kim Beispiel") -> None:
    """Open the program and say who one is."""
    page.goto(server.address)
    say_who(page, name)
    heading(page, "Lage")


def say_who(page: Page, name: str = "Kim Beispiel") -> None:
    """Answer the question for a name."""
    page.get_by_role("textbox", name="Ihr Name").wait_for()
    fill(page, "Ihr Name", name)
    press(page, "Anfangen")


def open_page(page: Page, title: str) -> None:
    """Go to a page by the menu."""
    heard(page, page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click)
    heading(page, title)


def hand_in(page: Page, file: Path) -> None:
    """Lay a file into the page's box for files; the button is called otherwise once a file lies there."""
    box = page.get_by_test_id("stFileUploader").get_by_role("button").last

    def handed() -> None:
        with page.expect_file_chooser() as chooser:
            box.click()
        chooser.value.set_files(str(file))

    heard(page, handed)


def download(page: Page, label: str) -> tuple[str, bytes]:
    """Name and content of what a button gives; pressed again, as a person would, if the page was just being redrawn."""
    from playwright.sync_api import TimeoutError as Waited

    with contextlib.suppress(Waited):
        return _pressed(page, label, SLOW // 3)
    return _pressed(page, label, SLOW)


def _pressed(page: Page, label: str, patience: int) -> tuple[str, bytes]:
    settle(page)
    with page.expect_download(timeout=patience) as waiting:
        page.get_by_role("button", name=label).first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep a screenshot as an artefact of the test."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=str(SCREENSHOTS / f"{name}.png"), full_page=whole)
