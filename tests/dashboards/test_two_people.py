"""Two people at once: nobody decides on what was not on the screen, and nobody loses what was typed."""

from __future__ import annotations

import pytest

from dashboards import state
from optimizer import Pin, dataset_bytes, read_workbook, store
from tests.dashboards.office import ROOT, Office, report_case, tab_of, vote
from tests.store.office import case_of

KIM = store.Actor("Kim Beispiel", "Lokal")
EXAMPLE = ROOT / "data" / "beispiel.xlsx"


def db() -> store.Store:
    return state.open_store()


@pytest.fixture
def robin(office: Office) -> Office:
    return tab_of("Robin Muster")


def kim_declines(capacity: str = "K-03") -> None:
    """Kim writes down a refusal from the phone; the best plan is another one now."""
    wish = store.Wish(Pin("", "A-21", capacity, "ausgeschlossen"), "am Telefon abgesagt")
    store.add_pin(db(), KIM, 1, wish, seen=case_of(db(), KIM, 1).version, token=store.new_token())


def kim_uploads() -> None:
    """New data: the same figures in another file, so that only the version tells them apart."""
    content = dataset_bytes(read_workbook(EXAMPLE))
    store.upload(db(), KIM, store.Upload("neu.xlsx", content), token=store.new_token())


@pytest.mark.parametrize("kim", [kim_declines, kim_uploads])
@pytest.mark.parametrize("part", ["Vorgaben", "Alternativen"])
def test_nobody_puts_a_plan_to_the_vote_unseen(office: Office, robin: Office, kim: object, part: str) -> None:
    report_case(office)
    robin.page("vorschlaege", fall=1)
    robin.tab.get("button_group")[0].set_value(part).run()
    label = "Diesen Plan zur Abstimmung" if part == "Vorgaben" else "Diese zur Abstimmung"
    kim()  # type: ignore[operator]
    robin.press(label)
    assert "Kim Beispiel" in robin.errors[0]
    assert store.consents(db(), KIM, 1) == ()
    assert store.plans(db(), KIM, case_id=1) == ()
    robin.press("Diesen Plan zur Abstimmung")  # the one that stands there now
    assert not robin.errors
    assert store.consents(db(), KIM, 1)


def test_nobody_decides_a_plan_unseen(office: Office, robin: Office) -> None:
    vote(office)
    robin.page("abstimmung", fall=1)
    reason = "Die Versorgung duldet keinen Aufschub bis zur Sitzung."
    robin.type("Schriftliche Begründung der Abweichung", reason)
    kim_declines()
    office.page("abstimmung", fall=1)
    office.press("Neu berechneten Plan")
    robin.press("Plan beschließen")
    assert "Kim Beispiel" in robin.errors[0]
    assert store.decision(db(), KIM, 1) is None
    robin.press("Plan beschließen")  # the reason still stands there
    decided = store.decision(db(), KIM, 1)
    assert decided is not None
    assert (decided.by, decided.deviation) == ("Robin Muster", reason)
