"""One browser tab in front of the program, and the acts that many tests begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from optimizer import store

ROOT = Path(__file__).parents[2]
APP = ROOT / "dashboards" / "app.py"
TOWN = "14524190"
"""Meerane, seat of the youth club of the example."""

PEOPLE = {
    "Lokal": store.Actor("Kim Beispiel", "Lokal"),
    "Koordination": store.Actor("Kim Beispiel", "Koordination"),
    "Finanzen": store.Actor("Fin Muster", "Finanzen"),
    "Prüfung": store.Actor("Pri Muster", "Prüfung"),
    "Kommune": store.Actor("Kom Muster", "Kommune", TOWN),
}


class Office:
    """One browser tab in front of the program; `page` goes to a page as the menu does."""

    def __init__(self, tab: AppTest) -> None:
        self.tab = tab

    def page(self, key: str, **params: object) -> AppTest:
        for name, value in params.items():
            self.tab.query_params[name] = str(value)
        self.tab.switch_page(f"views/{key}.py").run()
        assert not self.tab.exception, self.tab.exception
        return self.tab

    @property
    def html(self) -> str:
        """Everything that was drawn as HTML, but for the style sheet and Streamlit's words in German."""
        bodies = [element.proto.body for element in self.tab.get("html")]
        return "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))

    def button(self, label: str) -> Any:
        return next(button for button in self.tab.button if label in button.label)

    def press(self, label: str) -> AppTest:
        self.button(label).click().run()
        assert not self.tab.exception, self.tab.exception
        return self.tab

    def type(self, label: str, text: str) -> None:
        field = next(field for field in [*self.tab.text_input, *self.tab.text_area] if field.label == label)
        field.set_value(text).run()

    def field(self, label: str) -> str | None:
        """What stands in a field."""
        return next(box.value for box in [*self.tab.text_input, *self.tab.text_area] if box.label == label)

    def choose(self, label: str, value: object) -> None:
        next(box for box in self.tab.selectbox if box.label == label).set_value(value).run()

    @property
    def errors(self) -> list[str]:
        return [box.value for box in self.tab.error]


def tab_of(name: str) -> Office:
    """Another tab of the same office."""
    tab = AppTest.from_file(str(APP), default_timeout=60)
    tab.session_state["name"] = name
    tab.run()
    assert not tab.exception, tab.exception
    return Office(tab)


def report_case(office: Office, *, start: str = "01.09.2027", end: str = "30.11.2027", offering: str = "A-21") -> None:
    """The phone call: *Ausfall melden* filled in and sent."""
    office.page("melden")
    office.choose("Angebot", offering)
    office.type("Ab", start)
    office.type("Bis", end)
    office.press("Fall anlegen")
    assert not office.errors, office.errors


def vote(office: Office) -> None:
    """Report, and put the best plan to the vote."""
    report_case(office)
    office.page("vorschlaege", fall=1)
    office.press("zur Abstimmung stellen")
    assert not office.errors, office.errors
