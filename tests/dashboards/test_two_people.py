"""Two people at once: nobody decides on what was not on the screen, and nobody loses what was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from dashboards import state
from optimizer import Pin, dataset_bytes, read_workbook, store
from tests.dashboards.office import ROOT, Office, report_case, tab_of, vote
from tests.dashboards.test_szenarien import until
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


def test_a_half_typed_pin_outlives_the_pin_of_a_colleague(office: Office, robin: Office) -> None:
    report_case(office)
    robin.page("vorschlaege", fall=1)
    robin.choose("Kapazität", "K-04")
    robin.choose("Was gilt?", "mindestens")
    robin.type("Wochenstunden", "5")
    robin.type("Grund", "am Telefon zugesagt")
    kim_declines()
    robin.press("Vorgabe setzen")
    assert "Kim Beispiel" in robin.errors[0]
    assert "K-03 für A-21: ausgeschlossen" in robin.html
    assert [row.capacity for row in store.pins(db(), KIM, 1)] == ["K-03"]
    robin.press("Vorgabe setzen")
    assert not robin.errors
    pin = store.pins(db(), KIM, 1)[1]
    assert (pin.capacity, pin.kind, pin.hours, pin.reason) == ("K-04", "mindestens", "5", "am Telefon zugesagt")
    assert robin.field("Grund") == ""  # sent: the next one begins empty


def test_what_is_typed_with_the_click_is_kept_too(office: Office, robin: Office) -> None:
    """Nobody leaves the last field before clicking: text and click come at once."""
    report_case(office)
    robin.page("vorschlaege", fall=1)
    robin.choose("Kapazität", "K-04")
    kim_declines()
    next(box for box in robin.tab.text_input if box.label == "Grund").set_value("sagt ab")
    robin.press("Vorgabe setzen")
    assert "Kim Beispiel" in robin.errors[0]
    robin.press("Vorgabe setzen")
    assert store.pins(db(), KIM, 1)[1].reason == "sagt ab"


def test_an_objection_half_written_down_outlives_the_answer_of_a_colleague(office: Office, robin: Office) -> None:
    vote(office)
    robin.page("abstimmung", fall=1)
    first, second = (row for row in store.consents(db(), KIM, 1) if row.kind == "Träger" and row.required)
    for one in (first, second):
        robin.tab.multiselect[0].set_value([(one.kind, one.key)]).run()
    robin.choose("Antwort", "abgelehnt")
    robin.type("Begründung", "kein Personal")
    said = store.Answer("zugestimmt", date(2026, 12, 1))
    store.answer(db(), KIM, second.id, said, seen=second.version, token=store.new_token())
    robin.press("Antwort eintragen")
    assert "Kim Beispiel" in robin.errors[0]
    assert robin.field("Begründung") == "kein Personal"
    robin.press("Antwort eintragen")
    assert not robin.errors
    assert [(row.status, row.reason) for row in store.consents(db(), KIM, 1) if row.key == second.key] == [
        ("abgelehnt", "kein Personal")
    ]


def test_an_answer_outlives_another_plan_in_its_place(office: Office, robin: Office) -> None:
    vote(office)
    robin.page("abstimmung", fall=1)
    robin.tab.multiselect[0].set_value([("Landkreis", "Landkreis")]).run()
    kim_declines()
    office.page("abstimmung", fall=1)
    office.press("Neu berechneten Plan")
    robin.press("Antwort eintragen")
    assert "Inzwischen steht ein anderer Plan zur Abstimmung. Fall 1 wurde" in robin.errors[0]
    assert "Kim Beispiel" in robin.errors[0]
    robin.press("Antwort eintragen")
    assert {row.key for row in store.consents(db(), KIM, 1) if row.status == "zugestimmt"} == {"Landkreis"}


def test_a_checked_workbook_stays_when_a_colleague_brings_another(robin: Office) -> None:
    data = read_workbook(EXAMPLE)
    fewer = dataset_bytes(replace(data, capacities=data.capacities[1:]))
    robin.page("daten")
    robin.tab.file_uploader[0].upload("mein.xlsx", fewer, "application/octet-stream").run()
    until(robin, "Die Datei ist in Ordnung")
    kim_uploads()
    robin.press("Als geltende Daten übernehmen")
    assert "Kim Beispiel" in robin.errors[0]
    assert "neu.xlsx" in robin.errors[0]
    assert store.data_versions(db(), KIM)[0].name == "neu.xlsx"
    robin.press("Als geltende Daten übernehmen")
    assert not robin.errors
    assert store.data_versions(db(), KIM)[0].name == "mein.xlsx"
    assert "Die Datei ist in Ordnung" not in robin.html  # taken over: the next one begins empty


def test_entries_of_two_people_meet_field_by_field(office: Office, robin: Office) -> None:
    vote(office)
    for tab in (office, robin):
        tab.page("bescheide", fall=1)
    robin.type("Datum der Schreiben", "24.08.2027")
    robin.type("Gespräch am", "03.09.2027")
    office.type("Datum der Schreiben", "25.08.2027")
    office.type("Rückmeldung der Kommune bis", "10.09.2027")
    office.press("Angaben speichern")
    robin.press("Angaben speichern")
    assert "Kim Beispiel" in robin.errors[0]
    assert robin.field("Rückmeldung der Kommune bis") == "10.09.2027"  # untouched: it follows what is stored
    assert robin.field("Datum der Schreiben") == "24.08.2027"
    robin.press("Angaben speichern")
    assert not robin.errors
    plan_id = case_of(db(), KIM, 1).plan_id
    assert plan_id
    said = {row.field: (row.text, row.by) for row in store.texts(db(), KIM, plan_id)}
    assert said == {
        "Datum der Schreiben": ("2027-08-24", "Robin Muster"),
        "Rückmeldung der Kommune bis": ("2027-09-10", "Kim Beispiel"),
        "Gespräch am": ("2027-09-03", "Robin Muster"),
    }


def test_a_change_half_typed_outlives_the_change_of_a_colleague(office: Office, robin: Office) -> None:
    report_case(office)
    robin.page("vorschlaege", fall=1)
    robin.tab.get("button_group")[0].set_value("Fall ändern").run()
    robin.type("Anteil", "50 %")
    case = case_of(db(), KIM, 1)
    (event,) = case.setup.events
    longer = replace(case.setup, events=(replace(event, end=date(2027, 12, 31)),))
    what = store.Report("Mobile Jugendarbeit bis Jahresende", longer)
    store.change_case(db(), KIM, 1, what, read_workbook(EXAMPLE), seen=case.version, token=store.new_token())
    robin.press("Änderung speichern")
    assert "Kim Beispiel" in robin.errors[0]
    assert (robin.field("Anteil"), robin.field("Bis")) == ("50 %", "31.12.2027")
    robin.press("Änderung speichern")
    assert not robin.errors
    after = case_of(db(), KIM, 1)
    assert after.title == "Mobile Jugendarbeit bis Jahresende"
    (event,) = after.setup.events
    assert (event.share, event.end) == (Fraction(1, 2), date(2027, 12, 31))
