"""Lage: what is to be done today reads alike in every place of the page."""

from __future__ import annotations

from dashboards import state
from optimizer import store
from tests.dashboards.office import PEOPLE, Office, vote
from tests.dashboards.test_daten import changed


def test_a_case_has_one_next_step_on_the_whole_page(office: Office) -> None:
    vote(office)
    office.page("lage")
    assert office.html.count("Zustimmungen einholen und beschließen") == 2
    newer = store.Upload("neu.xlsx", changed("Reserven", "Betrag", 2, 1))
    store.upload(state.open_store(), PEOPLE["Lokal"], newer, token=store.new_token())
    office.page("lage")
    assert office.html.count("Der Plan ist veraltet: neu berechnen") == 2
    assert "Zustimmungen einholen" not in office.html
