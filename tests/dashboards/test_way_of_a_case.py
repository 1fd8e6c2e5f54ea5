"""The coordinator's way through the pages: phone call, case, proposal, pin, consents, objection, decision, papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from dashboards import consent, state
from dashboards.reporting import HAPPENINGS
from optimizer import dataset_bytes, euro, read_workbook, store
from optimizer.program.in_pulp import InPulp
from tests.dashboards.office import ROOT, Office, report_case, tab_of, vote
from tests.store.office import case_of


def db() -> store.Store:
    return state.open_store()


KIM = store.Actor("Kim Beispiel", "Lokal")


def test_the_first_start_asks_for_a_name_and_says_that_nobody_else_can_reach_it(database: object) -> None:
    office = tab_of("")
    assert [field.label for field in office.tab.text_input] == ["Ihr Name"]
    assert "nur auf diesem Rechner" in office.tab.caption[0].value
    office.button("Anfangen").click().run()
    assert "Bitte einen Namen angeben" in office.errors[0]
    office.tab.text_input[0].set_value("Kim Beispiel")
    office.press("Anfangen")
    assert "Kim Beispiel" in office.html
    assert "beispiel.xlsx, Fassung 1" in office.html


def test_nobody_is_offered_the_name_of_a_colleague(database: object) -> None:
    robin = tab_of("")
    robin.tab.text_input[0].set_value("Robin Muster")
    robin.press("Anfangen")
    kim = tab_of("")  # another tab, or the same after F5
    assert kim.tab.text_input[0].value == ""
    kim.button("Anfangen").click().run()
    assert "Bitte einen Namen angeben" in kim.errors[0]


def test_an_empty_office_says_on_every_page_what_to_do_first(office: Office) -> None:
    for page in ("vorschlaege", "abstimmung", "bescheide"):
        office.page(page)
        assert "Zuerst einen Ausfall melden." in office.html
    office.page("lage")
    assert "Kein Fall wartet" in office.html


def test_a_call_becomes_a_case_with_its_proposal(office: Office) -> None:
    report_case(office)
    assert office.tab.success[0].value.startswith("Der Fall ist angelegt")
    (case,) = store.cases(db(), KIM)
    assert case.title == "Mobile Jugendarbeit Glauchau/Meerane: Ausfall ab 01.09.2027"
    office.page("vorschlaege", fall=1)
    assert "Gedeckt" in office.html
    assert "Trittstein" in office.html


def test_what_is_missing_or_ambiguous_is_said_and_nothing_is_stored(office: Office) -> None:
    office.page("melden")
    office.type("Ab", "1.9.27")
    office.press("Fall anlegen")
    assert "„Angebot“ fehlt." in office.errors[0]
    assert "kein Datum" in office.errors[0]
    office.type("Weiterlaufende Kosten im Monat", "1.234")
    assert "mehrdeutig" in office.html
    office.type("Weiterlaufende Kosten im Monat", "1.234,5")
    assert "= 1.234,50" in office.html
    assert store.cases(db(), KIM) == ()


def shown(office: Office) -> dict[str, object]:
    """What stands in the fields of the page."""
    tab = office.tab
    return {box.label: box.value for box in [*tab.text_input, *tab.text_area, *tab.selectbox, *tab.checkbox]}


def test_a_half_filled_form_lies_there_until_it_is_sent_or_thrown_away(office: Office) -> None:
    """One looks something up on Lage in the middle of the call."""
    office.page("melden")
    office.choose("Was ist geschehen?", next(row for row in HAPPENINGS if row.names == "money"))
    office.choose("Angebot", "A-21")
    office.type("Betrag", "1.234,50")
    office.type("Anzeige vom", "")
    office.tab.checkbox[0].check().run()
    before = shown(office)
    for _ in range(2):
        office.page("lage")
        office.page("melden")
        assert shown(office) == before
    office.press("Eingaben verwerfen")
    assert shown(office)["Anzeige vom"] == "01.12.2026"
    report_case(office)
    office.page("melden")
    assert not {"01.09.2027", "30.11.2027", "A-21"} & set(shown(office).values())  # sent


def test_an_end_before_the_start_is_refused(office: Office) -> None:
    office.page("melden")
    office.choose("Angebot", "A-21")
    office.type("Ab", "01.09.2027")
    office.type("Bis", "01.08.2027")
    office.press("Fall anlegen")
    assert "liegt vor dem ersten Tag" in office.errors[0]


def test_a_pin_changes_the_plan_and_its_price_is_shown(office: Office) -> None:
    report_case(office)
    office.page("vorschlaege", fall=1)
    before = office.html
    office.choose("Kapazität", "K-03")
    office.type("Grund", "am Telefon abgesagt")
    office.press("Vorgabe setzen")
    office.page("vorschlaege", fall=1)
    assert "K-03 für A-21: ausgeschlossen" in office.html
    assert "Was die Vorgaben kosten" in office.html
    assert office.html != before
    office.press("Zurücknehmen")
    office.page("vorschlaege", fall=1)
    assert "K-03 für A-21" not in office.html


def test_a_pin_without_a_reason_is_refused(office: Office) -> None:
    report_case(office)
    office.page("vorschlaege", fall=1)
    office.press("Vorgabe setzen")
    assert "„Kapazität“ fehlt." in office.errors[0]
    assert "„Grund“ fehlt." in office.errors[0]
    assert store.pins(db(), KIM, 1) == ()


def test_pins_that_ask_for_too_much_are_refused_with_the_way_back(office: Office) -> None:
    report_case(office)
    office.page("vorschlaege", fall=1)
    office.choose("Kapazität", "K-03")
    office.choose("Was gilt?", "fest")
    office.type("Wochenstunden", "500")
    office.type("Grund", "verhört")
    office.press("Vorgabe setzen")
    assert not office.tab.success  # nothing green above what cannot be
    office.page("vorschlaege", fall=1)
    assert "Die Vorgaben widersprechen den Regeln" in office.errors[0]
    assert "die Vorgaben um 480 h senken" in office.errors[0]
    assert "Vorgaben!A" not in office.errors[0]  # no cell: it was set on the page
    assert office.button("Zurücknehmen")


def test_every_part_below_the_plan_answers(office: Office) -> None:
    report_case(office)
    for part, word in (
        ("Wer noch?", "Quellwerk"),
        ("Warum nicht?", "Antwort"),
        ("Alternativen", "Nebeneinander"),
        ("Zeit und Geld", "Ausfälle und Übergaben"),
    ):
        office.page("vorschlaege", fall=1)
        office.tab.get("button_group")[0].set_value(part).run()
        office.page("vorschlaege", fall=1)
        assert word in office.html, part


def test_an_objection_becomes_a_pin_and_a_new_plan(office: Office) -> None:
    vote(office)
    office.page("abstimmung", fall=1)
    taker = next(row for row in store.consents(db(), KIM, 1) if row.name.startswith("Trittstein"))
    office.tab.multiselect[0].set_value([(taker.kind, taker.key)]).run()
    office.choose("Antwort", "abgelehnt")
    office.type("Begründung", "kein Personal")
    office.press("Antwort eintragen")
    office.page("abstimmung", fall=1)
    office.press("als Vorgabe übernehmen")
    pins = store.pins(db(), KIM, 1)
    assert pins[0].kind == "ausgeschlossen"
    assert "kein Personal" in pins[0].reason
    office.page("abstimmung", fall=1)
    assert "veraltet" in office.html
    assert "Entfällt" in office.html
    office.press("Neu berechneten Plan")
    assert {row.status for row in store.consents(db(), KIM, 1) if row.required} == {"offen"}


def test_what_is_voted_on_stands_above_the_votes(office: Office) -> None:
    vote(office)
    case = case_of(db(), KIM, 1)
    assert case.plan_id
    plan = store.plan_of(db(), KIM, case.plan_id)
    office.page("abstimmung", fall=1)
    told = office.html[office.html.index("Worüber abgestimmt wird") : office.html.index("Müssen zustimmen")]
    assert f"{len(plan.handovers)} Übergaben, zusammen {euro(sum(row.total for row in plan.handovers))}." in told
    assert "Trittstein Jugendsozialarbeit gGmbH" in told


def test_decided_only_with_all_consents_or_a_written_reason(office: Office) -> None:
    vote(office)
    office.page("abstimmung", fall=1)
    assert office.button("Plan beschließen").disabled
    assert any("Noch nicht möglich" in caption.value for caption in office.tab.caption)
    open_ = [(row.kind, row.key) for row in store.consents(db(), KIM, 1) if row.status == "offen"]
    office.tab.multiselect[0].set_value(open_).run()
    office.press("Antwort eintragen")
    office.page("abstimmung", fall=1)
    assert "Alle, die zustimmen müssen, haben zugestimmt." in office.html
    office.press("Plan beschließen")
    assert case_of(db(), KIM, 1).status == "beschlossen"


def test_before_another_plan_is_voted_on_the_page_says_which_consents_lapse(office: Office) -> None:
    """Twelve cents more in one grant, and five consents are gone: said with names, before the click."""
    vote(office)
    office.page("abstimmung", fall=1)
    asked = [(row.kind, row.key) for row in store.consents(db(), KIM, 1) if row.status == "offen"]
    office.tab.multiselect[0].set_value(asked).run()
    office.press("Antwort eintragen")
    data = read_workbook(ROOT / "data" / "beispiel.xlsx")
    grants = {(row.offering, row.source, row.year): row for row in data.grants}
    dear = next(key for key in grants if key[0] == "A-21" and key[2] == 2027)
    grants[dear] = replace(grants[dear], granted=grants[dear].granted + 12)
    content = dataset_bytes(replace(data, grants=tuple(grants.values())))
    store.upload(db(), KIM, store.Upload("neu.xlsx", content), token=store.new_token())
    for page in ("abstimmung", "vorschlaege"):
        office.page(page, fall=1)
        assert f"{len(asked)} Zustimmungen erlöschen, sobald ein anderer Plan zur Abstimmung steht" in office.html
        told = office.html[office.html.index("Zustimmungen erlöschen") :]
        assert "Angebot Mobile Jugendarbeit Glauchau/Meerane, frei:" in told
        assert "€)." in told
    office.press("Neu berechneten Plan")
    assert not {row.status for row in store.consents(db(), KIM, 1)} & {"zugestimmt"}


def decide_with_reason(office: Office) -> None:
    office.type("Schriftliche Begründung der Abweichung", "Die Versorgung duldet keinen Aufschub bis zur Sitzung.")
    office.press("Plan beschließen")


def test_a_plan_that_pulp_does_not_confirm_is_not_put_to_the_vote(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InPulp, "holds", lambda _: False)
    report_case(office)
    office.page("vorschlaege", fall=1)
    office.press("zur Abstimmung stellen")
    assert "PuLP bestätigt den Plan nicht" in " ".join(office.errors)
    assert store.plans(db(), KIM, case_id=1) == ()


def test_a_deviation_needs_its_reason(office: Office) -> None:
    vote(office)
    office.page("abstimmung", fall=1)
    office.type("Schriftliche Begründung der Abweichung", "zu kurz")
    assert office.button("Plan beschließen").disabled
    decide_with_reason(office)
    decided = store.decision(db(), KIM, 1)
    assert decided is not None
    assert not decided.complete


def test_papers_say_what_they_lack_until_it_is_entered(office: Office) -> None:
    vote(office)
    office.page("bescheide", fall=1)
    assert "Es fehlt noch" in office.html
    assert "Datum des Schreibens" in office.html
    assert "Mittel sicher ab" in office.html
    assert office.button("Papiere ausgeben").disabled
    office.type("Datum der Schreiben", "24.08.2027")
    office.press("Angaben speichern")
    office.page("bescheide", fall=1)
    assert "Datum des Schreibens" not in office.html
    office.type("Datum der Schreiben", "")
    office.press("Angaben speichern")
    office.page("bescheide", fall=1)
    assert "Datum des Schreibens" in office.html


def test_a_decided_plan_stays_readable_when_newer_data_come(office: Office) -> None:
    vote(office)
    office.page("abstimmung", fall=1)
    decide_with_reason(office)
    data = read_workbook(ROOT / "data" / "beispiel.xlsx")
    fewer = dataset_bytes(replace(data, capacities=tuple(row for row in data.capacities if row.key != "K-03")))
    store.upload(db(), KIM, store.Upload("neu.xlsx", fewer), token="neu")  # noqa: S106 -- no password
    for page in ("vorschlaege", "bescheide"):
        office.page(page, fall=1)
        assert not office.errors
        assert "K-03" in office.html
    office.page("vorschlaege", fall=1)
    assert "ändert sich nicht mehr" in office.html


def test_a_withdrawn_case_is_over(office: Office) -> None:
    report_case(office)
    office.page("abstimmung", fall=1)
    office.press("Fall zurückziehen")
    assert "fehlt" in office.errors[0]
    office.type("Grund des Zurückziehens", "der Träger hat selbst Ersatz gefunden")
    office.press("Fall zurückziehen")
    office.page("vorschlaege", fall=1)
    assert office.button("zur Abstimmung stellen").disabled


def test_the_overview_leads_to_the_next_step_of_each_case(office: Office) -> None:
    vote(office)
    office.page("lage")
    assert "Zustimmungen einholen und beschließen" in office.html


def test_the_log_tells_everything_and_its_chain_is_checked(office: Office) -> None:
    vote(office)
    office.page("protokoll")
    assert "unversehrt: 4 Einträge" in office.html
    assert "Ausfall gemeldet" in office.html
    office.tab.text_input[0].set_value("99:nichts").run()
    assert "Protokollstand" in office.errors[0]
    office.tab.text_input[0].set_value(str(store.log_head(db(), KIM))).run()
    assert "Der notierte Stand steht darin." in office.html


def test_a_case_that_does_not_exist_is_said(office: Office) -> None:
    report_case(office)
    office.page("vorschlaege", fall="77")
    assert any("gibt es nicht" in box.value for box in office.tab.info)


def test_two_tabs_keep_to_their_own_case(office: Office) -> None:
    report_case(office)
    report_case(office, offering="A-10")
    other = tab_of("Robin Muster")
    office.page("vorschlaege", fall=1)
    other.page("vorschlaege", fall=2)
    for tab in (office, other):
        tab.tab.query_params.clear()
        tab.page("abstimmung")
    assert office.tab.query_params["fall"] == "1"
    assert other.tab.query_params["fall"] == "2"


def test_a_second_save_of_a_changed_record_is_refused_with_who_and_what(office: Office) -> None:
    vote(office)
    office.page("abstimmung", fall=1)
    row = next(row for row in store.consents(db(), KIM, 1) if row.required)
    robin = store.Actor("Robin Muster", "Lokal")
    consent.record(db(), robin, [row], store.Answer("nicht erforderlich", reason="entfällt"), "robin")
    with pytest.raises(store.ConflictError, match="Robin Muster"):
        consent.record(db(), KIM, [row], store.Answer("offen"), "kim")


def test_two_quick_clicks_report_once(office: Office) -> None:
    office.page("melden")
    office.choose("Angebot", "A-21")
    office.type("Ab", "01.09.2027")
    office.press("Fall anlegen")
    assert len(store.cases(db(), KIM)) == 1
    ((key, (_, done_at)),) = office.tab.session_state["tokens"].items()
    assert key.startswith("melden:")
    assert done_at
    office.page("melden")  # the same form again, at once: the same click
    office.choose("Angebot", "A-21")
    office.type("Ab", "01.09.2027")
    office.press("Fall anlegen")
    assert len(store.cases(db(), KIM)) == 1
    report_case(office, offering="A-10")  # another form at once: another case
    assert len(store.cases(db(), KIM)) == 2


def test_a_case_is_changed_when_more_is_known(office: Office) -> None:
    vote(office)
    office.page("vorschlaege", fall=1)
    office.tab.get("button_group")[0].set_value("Fall ändern").run()
    office.page("vorschlaege", fall=1)
    office.type("Bis", "31.12.2027")
    office.press("Änderung speichern")
    assert case_of(db(), KIM, 1).setup.events[0].end == date(2027, 12, 31)
    office.page("vorschlaege", fall=1)
    assert "veraltet: Ausfall, Dauer, Annahmen oder Vorgaben wurden seither geändert." in office.html


def open_change(office: Office) -> None:
    office.page("vorschlaege", fall=1)
    office.tab.get("button_group")[0].set_value("Fall ändern").run()
    office.page("vorschlaege", fall=1)


def report_two(office: Office) -> None:
    """A case of two events: the scenario that was talked over on the phone."""
    office.page("melden")
    office.tab.toggle[0].set_value(True).run()
    office.choose("Szenario", "Am Telefon abgesprochen")
    office.press("Fall anlegen")
    open_change(office)


def test_one_of_several_events_is_changed_and_the_others_stay(office: Office) -> None:
    report_two(office)
    before = case_of(db(), KIM, 1).setup.events
    office.choose("Ereignis", 1)
    office.type("Anteil", "50 %")
    office.press("Änderung speichern")
    assert not office.errors
    after = case_of(db(), KIM, 1).setup.events
    assert after == (before[0], replace(before[1], share=Fraction(1, 2)))


def test_nothing_typed_is_nothing_changed(office: Office) -> None:
    report_two(office)
    before = case_of(db(), KIM, 1)
    for place in (0, 1):
        office.choose("Ereignis", place)
        office.press("Änderung speichern")
        open_change(office)
    assert case_of(db(), KIM, 1) == before  # every field of each kind of event comes back as it was


def test_a_second_offering_joins_the_case_and_leaves_it_again(office: Office) -> None:
    report_case(office)
    open_change(office)
    office.choose("Ereignis", -1)
    office.press("Ereignis hinzufügen")
    assert "„Angebot“ fehlt." in office.errors[0]
    office.choose("Angebot", "A-10")
    office.type("Ab", "01.10.2027")
    office.press("Ereignis hinzufügen")
    case = case_of(db(), KIM, 1)
    assert [event.offering for event in case.setup.events] == ["A-21", "A-10"]
    assert [key for key, _ in case.seats] == ["A-10", "A-21"]  # the second seat sees the case, too
    open_change(office)
    office.choose("Ereignis", 0)
    office.press("Dieses Ereignis entfernen")
    assert [event.offering for event in case_of(db(), KIM, 1).setup.events] == ["A-10"]
    open_change(office)
    assert office.button("Dieses Ereignis entfernen").disabled
    assert "mindestens ein Ereignis" in office.button("Dieses Ereignis entfernen").help


def test_two_events_that_exclude_each_other_are_refused(office: Office) -> None:
    report_case(office)
    open_change(office)
    office.choose("Ereignis", -1)
    office.choose("Angebot", "A-21")
    office.type("Ab", "01.10.2027")
    office.press("Ereignis hinzufügen")
    assert "in den Zeilen 1 und 2 überschneiden sich ab 01.10.2027" in office.errors[0]
    assert "Ereignisse" not in office.errors[0]  # no cell of a sheet that nobody has before them
    assert len(case_of(db(), KIM, 1).setup.events) == 1


def test_two_people_who_change_a_case_hear_of_each_other(office: Office) -> None:
    report_two(office)
    robin, case = store.Actor("Robin Muster", "Lokal"), case_of(db(), KIM, 1)
    dataset = read_workbook(ROOT / "data" / "beispiel.xlsx")
    shorter = store.Report(case.title, replace(case.setup, events=case.setup.events[:1]))
    office.choose("Ereignis", 1)
    office.type("Anteil", "50 %")
    store.change_case(db(), robin, 1, shorter, dataset, seen=case.version, token="robin")  # noqa: S106 -- no password
    office.press("Änderung speichern")
    assert "Robin Muster" in office.errors[0]
    assert len(case_of(db(), KIM, 1).setup.events) == 1
    office.type("Anteil", "50 %")  # on the case as it is now
    office.press("Änderung speichern")
    assert not office.errors
    assert [event.share for event in case_of(db(), KIM, 1).setup.events] == [Fraction(1, 2)]


def test_with_sign_in_configured_nobody_gets_in_by_a_name(database: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "sign_in_configured", lambda: True)
    office = tab_of("Kim Beispiel")
    assert [button.label for button in office.tab.button] == ["Anmelden"]
    assert "Angebote" not in office.html


def test_without_sign_in_a_server_open_to_others_refuses(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "_alone", lambda: False)
    office.tab.run()
    assert "nur auf dem eigenen Rechner" in office.errors[0]
    assert "Angebote" not in office.html


def test_an_unexpected_error_is_told_without_a_traceback(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr(store, "cases", broken)
    office.page("lage")
    assert "etwas Unerwartetes" in office.errors[0]
    assert "geheim" not in office.errors[0]
    assert "Traceback" not in office.html


def test_a_scenario_of_the_workbook_becomes_a_case_without_its_pins(office: Office) -> None:
    office.page("melden")
    office.tab.toggle[0].set_value(True).run()
    office.press("Fall anlegen")
    assert "Es fehlen Angaben." in office.errors[0]
    office.choose("Szenario", "Am Telefon abgesprochen")
    office.press("Fall anlegen")
    (case,) = store.cases(db(), KIM)
    assert len(case.setup.events) == 2
    assert case.setup.pins == ()
    office.page("vorschlaege", fall=1)
    assert "Wer übernimmt" in office.html


def test_a_database_that_cannot_lie_there_is_told(database: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFFELSTAB_DB", "/gibt/es/nicht/amt.sqlite")
    office = tab_of("Kim Beispiel")
    assert "Den Ordner /gibt/es/nicht gibt es nicht" in office.errors[0]


def test_an_outage_outside_the_offerings_time_makes_no_case(office: Office) -> None:
    office.page("melden")
    office.choose("Angebot", "A-21")
    office.type("Ab", "01.09.2031")
    office.press("Fall anlegen")
    assert "außerhalb der Laufzeit" in office.errors[0]
    assert store.cases(db(), KIM) == ()
