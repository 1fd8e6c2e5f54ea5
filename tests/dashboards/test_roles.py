"""With sign-in: what each role sees, and that what it may not do is refused where it is done, not only on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboards import casework, consent, reporting, state
from optimizer import Event, read_workbook, store
from tests.dashboards.office import PEOPLE, ROOT, TOWN, Office, report_case, vote
from tests.store.office import case_of

SignIn = Callable[[str], Office]
PAGES = ("lage", "melden", "vorschlaege", "abstimmung", "bescheide", "protokoll")


@pytest.mark.parametrize("role", ["Koordination", "Finanzen", "Prüfung", "Kommune"])
def test_every_role_can_open_every_page(sign_in: SignIn, role: str) -> None:
    vote(sign_in("Koordination"))
    office = sign_in(role)
    for page in PAGES:
        office.page(page)
        assert not office.errors, (page, office.errors)


@pytest.mark.parametrize("role", ["Finanzen", "Prüfung", "Kommune"])
def test_only_the_coordinator_reports(sign_in: SignIn, role: str) -> None:
    office = sign_in(role)
    office.page("melden")
    button = office.button("Fall anlegen")
    assert button.disabled
    assert f"für die Rolle {role} nicht vorgesehen" in button.help
    with pytest.raises(store.ForbiddenError):
        store.report(state.open_store(), PEOPLE[role], _report(), _dataset(), token="t")  # noqa: S106 -- no password


def _dataset() -> object:
    return read_workbook(ROOT / "data" / "beispiel.xlsx")


def _report() -> store.Report:
    from datetime import date

    event = Event("", "Ausfall", date(2027, 9, 1), offering="A-21")
    return reporting.report_of(event, "", None, date(2027, 8, 20), _dataset())  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["Finanzen", "Prüfung"])
def test_readers_see_the_plan_but_neither_pin_nor_propose(sign_in: SignIn, role: str) -> None:
    report_case(sign_in("Koordination"))
    office = sign_in(role)
    office.page("vorschlaege", fall=1)
    assert "Trittstein" in office.html
    for label in ("zur Abstimmung stellen", "Vorgabe setzen"):
        assert office.button(label).disabled
        assert "nicht vorgesehen" in office.button(label).help
    desk = state.Desk(state.open_store(), PEOPLE[role], None, None)
    case = case_of(desk.db, desk.me, 1)
    work = casework.open_case(desk, case)
    with pytest.raises(store.ForbiddenError):
        casework.put_to_vote(desk, work, work.best, "", "t")


def test_the_auditor_cannot_answer_release_or_hand_out(sign_in: SignIn) -> None:
    vote(sign_in("Koordination"))
    office = sign_in("Prüfung")
    office.page("abstimmung", fall=1)
    assert office.button("Antwort eintragen").disabled
    assert office.button("Plan beschließen").disabled
    office.page("bescheide", fall=1)
    assert office.button("Papiere ausgeben").disabled
    rows = store.consents(state.open_store(), PEOPLE["Prüfung"], 1)[:1]
    with pytest.raises(store.ForbiddenError):
        consent.record(state.open_store(), PEOPLE["Prüfung"], rows, store.Answer("offen"), "t")


def test_who_proposed_may_not_release(sign_in: SignIn) -> None:
    vote(sign_in("Koordination"))
    office = sign_in("Koordination")
    office.page("abstimmung", fall=1)
    assert "Vier-Augen-Prinzip" in office.html
    assert office.button("Plan beschließen").disabled
    finance = sign_in("Finanzen")
    finance.page("abstimmung", fall=1)
    finance.type("Schriftliche Begründung der Abweichung", "Die Versorgung duldet keinen Aufschub bis zur Sitzung.")
    finance.press("Plan beschließen")
    assert case_of(state.open_store(), PEOPLE["Finanzen"], 1).status == "beschlossen"


def test_a_town_sees_and_answers_only_its_own(sign_in: SignIn) -> None:
    office = sign_in("Koordination")
    report_case(office, offering="A-21")
    data = _dataset()
    own = next(row.key for row in data.offerings if row.ags == TOWN)  # type: ignore[attr-defined]
    report_case(office, offering=own)
    office.page("vorschlaege", fall=2)
    office.press("zur Abstimmung stellen")
    assert not office.errors, office.errors
    town = sign_in("Kommune")
    town.page("lage")
    assert "Meerane" in town.html
    assert "A-21" not in town.html
    town.page("vorschlaege", fall=2)
    assert "Rangliste" not in town.html
    assert not [button for button in town.tab.button if "Vorgabe" in button.label]
    town.page("abstimmung", fall=2)
    assert not town.errors, (town.errors, town.html)
    choices = town.tab.multiselect[0].options
    assert len(choices) == 1
    assert choices[0].startswith("Meerane")
    town.tab.multiselect[0].set_value([("Kommune", TOWN)]).run()
    town.press("Antwort eintragen")
    me = next(row for row in store.consents(state.open_store(), PEOPLE["Kommune"], 2) if row.key == TOWN)
    assert me.status == "zugestimmt"


def test_somebody_elses_case_is_not_there_for_a_town(sign_in: SignIn) -> None:
    report_case(sign_in("Koordination"), offering="A-01")
    town = sign_in("Kommune")
    town.page("vorschlaege", fall=1)
    assert "Es gibt noch keinen Fall." in town.html
    with pytest.raises(store.StoreError):
        store.consents(state.open_store(), PEOPLE["Kommune"], 1)


def test_the_log_is_closed_to_towns(sign_in: SignIn) -> None:
    town = sign_in("Kommune")
    town.page("protokoll")
    assert "nicht vorgesehen" in town.html
