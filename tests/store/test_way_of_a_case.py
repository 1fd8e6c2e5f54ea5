"""The coordinator's way: report, plan, vote, decide, issue; and what happens when something changes on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer import store
from optimizer.model.dataset import Pin
from optimizer.model.errors import CheckFailed
from optimizer.store.engine import Store
from tests.store.office import (
    COORDINATOR,
    ME,
    QUITS,
    SICK,
    TREASURER,
    all_agree,
    case_of,
    decided,
    district,
    fresh,
    planned,
    proposed,
    reported,
    solved,
    version,
    with_data,
)

DEVIATION = "Gemeinde Berg antwortet trotz zweier Erinnerungen nicht; das Angebot duldet keinen Aufschub."


def test_from_the_call_to_the_final_notice(db: Store) -> None:
    with_data(db)
    case_id = decided(db)
    assert case_of(db, ME, case_id).status == "beschlossen"
    papers = [notice(appeal_until=date(2027, 1, 31)), store.Paper("2", "Brief.docx", b"PK2", missing=())]
    store.issue(db, ME, case_id, papers, seen=version(db, case_id), token=fresh())
    store.make_final(db, ME, case_id, seen=version(db, case_id), token=fresh())
    assert case_of(db, ME, case_id).status == "bestandskräftig"
    assert [store.paper_content(db, ME, row.id) for row in store.papers(db, ME, case_id)] == [b"PK1", b"PK2"]
    decision = store.decision(db, ME, case_id)
    assert decision is not None
    assert (decision.complete, decision.by) == (True, "Kim Beispiel")
    assert decision.plan_hash == store.papers(db, ME, case_id)[0].plan_hash
    assert store.check_log(db, ME) == ()


def notice(*missing: str, appeal_until: date | None = date(2027, 3, 31)) -> store.Paper:
    return store.Paper("1", "Bescheid.docx", b"PK1", missing=missing, appeal_until=appeal_until)


def issued(db: Store, appeal_until: date | None) -> int:
    """A decided case with its notice handed out."""
    with_data(db)
    case_id = decided(db)
    store.issue(db, ME, case_id, [notice(appeal_until=appeal_until)], seen=version(db, case_id), token=fresh())
    return case_id


def test_a_paper_that_lacks_something_is_not_issued_and_takes_the_others_with_it(db: Store) -> None:
    with_data(db)
    case_id = decided(db)
    papers = [store.Paper("2", "Brief.docx", b"PK", missing=()), notice("Unterzeichnung", "Kasse")]
    with pytest.raises(store.StateError, match=r"1 \(Unterzeichnung und Kasse\)"):
        store.issue(db, ME, case_id, papers, seen=version(db, case_id), token=fresh())
    assert store.papers(db, ME, case_id) == ()
    assert case_of(db, ME, case_id).status == "beschlossen"


def test_a_hearing_that_goes_out_first_is_no_notice_yet(db: Store) -> None:
    with_data(db)
    case_id = decided(db)
    hearing = store.Paper("anhoerung/1", "Anhörung.docx", b"PK", missing=())
    store.issue(db, ME, case_id, [hearing], seen=version(db, case_id), token=fresh())
    assert case_of(db, ME, case_id).status == "beschlossen"
    store.issue(db, ME, case_id, [notice()], seen=version(db, case_id), token=fresh())
    assert case_of(db, ME, case_id).status == "Bescheid erstellt"


@pytest.mark.parametrize(
    ("appeal_until", "waived", "said"),
    [
        (date(2027, 3, 31), None, "bis 31.03.2027"),
        (date(2027, 2, 1), None, "bis 01.02.2027"),  # the last day itself is not over
        (date(2027, 3, 31), date(2027, 2, 2), "liegt in der Zukunft"),
    ],
)
def test_nothing_is_final_while_one_can_object(db: Store, appeal_until: date, waived: date | None, said: str) -> None:
    case_id = issued(db, appeal_until)
    with pytest.raises(store.StateError, match=said):
        store.make_final(db, ME, case_id, seen=version(db, case_id), token=fresh(), waived=waived)
    assert case_of(db, ME, case_id).status == "Bescheid erstellt"


def test_final_after_the_period_or_by_a_waiver_and_the_log_says_which(db: Store) -> None:
    case_id = issued(db, date(2027, 3, 31))
    (paper,) = store.papers(db, ME, case_id)
    assert paper.appeal_until == date(2027, 3, 31)
    store.make_final(db, ME, case_id, seen=version(db, case_id), token=fresh(), waived=date(2027, 2, 1))
    assert store.log(db, ME)[0].detail == "Bestandskraft festgestellt: auf Rechtsbehelf verzichtet am 01.02.2027."
    later = replace(db, day=lambda: date(2027, 4, 1))
    other = decided(later, QUITS)
    store.issue(later, ME, other, [notice()], seen=version(later, other), token=fresh())
    store.make_final(later, ME, other, seen=version(later, other), token=fresh())
    assert store.log(db, ME)[0].detail == "Bestandskraft festgestellt: kein Widerspruch bis 31.03.2027."


def test_nobody_has_answered_tomorrow(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    row = store.consents(db, ME, case_id)[0]
    no = store.Answer("abgelehnt", date(2030, 12, 24), reason="Kein Personal.")
    with pytest.raises(store.StateError, match=r"24\.12\.2030.*Zukunft"):
        store.answer(db, ME, row.id, no, seen=row.version, token=fresh())
    assert store.consents(db, ME, case_id)[0].status == "offen"


def test_a_stored_plan_comes_back_to_the_cent(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    basis = store.basis_of_case(db, ME, case_id)
    outcome = solved(basis)
    plan_id = store.save_plan(db, ME, store.Draft(basis, outcome, label="Erster"), token=fresh())
    assert store.plan_of(db, ME, plan_id).to_json() == outcome.plan.to_json()
    (row,) = store.plans(db, ME, case_id=case_id)
    assert (row.label, row.outdated, row.warnings) == ("Erster", "", outcome.warnings)


def test_an_unverified_plan_is_not_kept(db: Store) -> None:
    with_data(db)
    basis = store.basis_of_case(db, ME, reported(db))
    outcome = solved(basis)
    doubtful = replace(outcome, plan=replace(outcome.plan, verified=False))
    with pytest.raises(CheckFailed, match="Prüfung nicht bestanden"):
        store.save_plan(db, ME, store.Draft(basis, doubtful), token=fresh())
    assert store.plans(db, ME, case_id=1) == ()


def test_a_plan_made_while_the_case_changed_is_refused(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    basis = store.basis_of_case(db, ME, case_id)
    outcome = solved(basis)
    store.add_pin(
        db, ME, case_id, store.Wish(Pin("", "A-1", "K-1", "ausgeschlossen"), "winkt ab"), seen=1, token=fresh()
    )
    with pytest.raises(store.ConflictError, match=r"Kim Beispiel, .*ausgeschlossen, A-1 an K-1"):
        store.save_plan(db, ME, store.Draft(basis, outcome), token=fresh())


def test_new_data_make_a_plan_outdated_and_the_release_impossible(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    all_agree(db, case_id)
    assert store.missing_for_release(db, ME, case_id) == ()
    with_data(db, b"Stand 2")
    assert store.plans(db, ME, case_id=case_id)[0].outdated == "Es gibt neuere Daten."
    with pytest.raises(store.StateError, match="veraltet"):
        store.release(db, ME, case_id, seen=version(db, case_id), token=fresh(), deviation=DEVIATION)


def test_consents_stand_where_handovers_and_cents_are_the_same(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    all_agree(db, case_id)
    with_data(db, b"Stand 2")  # one reserve more, which nobody needs
    proposed(db, case_id)
    rows = store.consents(db, ME, case_id)
    assert all(row.carried and row.status == "zugestimmt" for row in rows if row.required)
    assert store.missing_for_release(db, ME, case_id) == ()
    assert "Zustimmungen bleiben bestehen" in store.log(db, ME, limit=1)[0].detail


def test_consents_lapse_where_a_cent_differs(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    first = proposed(db, case_id)
    all_agree(db, case_id)
    pin = store.Wish(Pin("", "A-1", "K-1", "höchstens", Fraction("11.99")), "mehr geht nicht")
    store.add_pin(db, ME, case_id, pin, seen=version(db, case_id), token=fresh())
    second = proposed(db, case_id)
    assert {row.status for row in store.consents(db, ME, case_id) if row.required} == {"offen"}
    changed = store.differences(store.plan_of(db, ME, first), store.plan_of(db, ME, second))
    assert any("Hafen" in line or "T-2" in line for line in changed)
    assert "hinfällig" in store.log(db, ME, limit=1)[0].detail


def test_an_objection_becomes_a_pin_and_a_new_plan(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    first = proposed(db, case_id)
    taking = store.plan_of(db, ME, first).handovers[0].provider
    against = next(row for row in store.consents(db, ME, case_id) if row.key == taking)
    no = store.Answer("abgelehnt", date(2027, 2, 1), reason="Wir finden so schnell niemanden.")
    store.answer(db, ME, against.id, no, seen=against.version, token=fresh())
    assert store.missing_for_release(db, ME, case_id)[-1].sentence.startswith("Einwand von: ")
    for pin in store.proposed_pins(db, ME, against.id):
        wish = store.Wish(pin, no.reason, consent_id=against.id)
        store.add_pin(db, ME, case_id, wish, seen=version(db, case_id), token=fresh())
    second = proposed(db, case_id)
    assert taking not in {row.provider for row in store.plan_of(db, ME, second).handovers}
    assert store.pins(db, ME, case_id)[0].consent_id == against.id


def test_a_release_without_everybody_needs_its_written_reason(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    missing = store.missing_for_release(db, ME, case_id)
    assert [row.overrulable for row in missing] == [True]
    assert missing[0].sentence.startswith("Noch offen: ")
    for deviation in ("", "weil eben"):
        with pytest.raises(store.StateError, match="schriftliche Begründung"):
            store.release(db, ME, case_id, seen=version(db, case_id), token=fresh(), deviation=deviation)
    store.release(db, ME, case_id, seen=version(db, case_id), token=fresh(), deviation=DEVIATION)
    decision = store.decision(db, ME, case_id)
    assert decision is not None
    assert (decision.complete, decision.deviation) == (False, DEVIATION)


def test_a_reasoned_not_needed_counts_as_settled(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    one = next(row for row in store.consents(db, ME, case_id) if row.required)
    needless = store.Answer("nicht erforderlich", reason="Nur vorübergehend.")
    store.answer(db, ME, one.id, needless, seen=one.version, token=fresh())
    all_agree(db, case_id)
    assert store.missing_for_release(db, ME, case_id) == ()
    store.release(db, ME, case_id, seen=version(db, case_id), token=fresh())
    decision = store.decision(db, ME, case_id)
    assert decision is not None
    assert decision.complete


def test_the_second_person_releases_where_people_sign_in(signed_in: Store) -> None:
    with_data(signed_in)
    case_id = reported(signed_in)
    proposed(signed_in, case_id)
    all_agree(signed_in, case_id)
    seen = version(signed_in, case_id)
    assert store.missing_for_release(signed_in, COORDINATOR, case_id) == (
        store.Obstacle("Beschließen muss eine zweite Person (Vier-Augen-Prinzip).", overrulable=False),
    )
    with pytest.raises(store.StateError, match="zweite Person"):
        store.release(signed_in, COORDINATOR, case_id, seen=seen, token=fresh())
    store.release(signed_in, TREASURER, case_id, seen=seen, token=fresh())
    assert case_of(signed_in, COORDINATOR, case_id).decided


def test_no_paper_is_issued_twice(db: Store) -> None:
    with_data(db)
    case_id = decided(db)
    paper = notice()
    store.issue(db, ME, case_id, [paper], seen=version(db, case_id), token=fresh())
    again = [store.Paper("2", "Brief.docx", b"PK", missing=()), paper]
    with pytest.raises(store.ConflictError, match=r"zweimal.*Kim Beispiel"):
        store.issue(db, ME, case_id, again, seen=version(db, case_id), token=fresh())
    assert [row.notice for row in store.papers(db, ME, case_id)] == ["1"], "all or none"


def test_a_case_waits_with_its_papers_for_the_decision(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    with pytest.raises(store.StateError, match="erst nach dem Beschluss"):
        store.issue(db, ME, case_id, [store.Paper("1", "B.docx", b"PK", missing=())], seen=1, token=fresh())


def test_a_withdrawn_case_stays_withdrawn(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    store.withdraw(db, ME, case_id, "Doppelt gemeldet", seen=1, token=fresh())
    with pytest.raises(store.StateError, match="zurückgezogen"):
        planned(db, case_id)


@pytest.mark.parametrize("name", ["1", "bescheide/1"])
def test_a_text_is_confirmed_until_its_paper_is_issued(db: Store, name: str) -> None:
    with_data(db)
    case_id = decided(db)
    plan_id = store.plans(db, ME, case_id=case_id)[0].id
    text = store.PaperText(plan_id, "1", "Ermessen", "Abgewogen wurde …")
    store.confirm_text(db, ME, text, seen=0, token=fresh())
    store.confirm_text(db, ME, replace(text, text="Besser so."), seen=1, token=fresh())
    with pytest.raises(store.ConflictError, match="Kim Beispiel"):
        store.confirm_text(db, ME, replace(text, text="Zu spät."), seen=1, token=fresh())
    store.issue(
        db, ME, case_id, [store.Paper(name, "B.docx", b"PK", missing=())], seen=version(db, case_id), token=fresh()
    )
    with pytest.raises(store.StateError, match="schon erstellt"):
        store.confirm_text(db, ME, text, seen=2, token=fresh())
    assert store.texts(db, ME, plan_id)[0].text == "Besser so."


def test_whoever_need_not_be_asked_may_be_asked_all_the_same(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    berg = next(row for row in store.consents(db, ME, case_id) if row.name == "Berg")
    assert (berg.required, berg.status, berg.reason) == (False, "nicht erforderlich", berg.ground)
    store.answer(db, ME, berg.id, store.Answer("offen"), seen=berg.version, token=fresh())
    berg = next(row for row in store.consents(db, ME, case_id) if row.name == "Berg")
    assert (berg.required, berg.status) == (True, "offen")


def test_calling_a_stand_in_lasting_asks_everybody(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    few = {row.key for row in store.consents(db, ME, case_id) if row.required}
    lasting = store.Report("Jugendclub zu", SICK, lasting=True)
    store.change_case(db, ME, case_id, lasting, district(), seen=version(db, case_id), token=fresh())
    assert "Dauer" in store.plans(db, ME, case_id=case_id)[0].outdated
    proposed(db, case_id)
    assert few < {row.key for row in store.consents(db, ME, case_id) if row.required}


def test_two_cases_never_spend_the_same_hours(db: Store) -> None:
    with_data(db)
    first = reported(db)
    proposed(db, first)
    second = reported(db, QUITS)
    basis = store.basis_of_case(db, ME, second)
    assert [held.scenario for held in basis.reserved] == ["Fall 1"]
    left = store.planning_dataset(basis, district)
    before = {row.key: row.hours for row in district().capacities}
    spring = sum(row.hours for row in left.capacities if row.start <= date(2027, 4, 1) <= row.end)
    assert spring == sum(before.values()) - sum(row.hours for row in basis.reserved[0].plan.handovers)
    assert store.planning_dataset(store.basis_of_case(db, ME, first), district).capacities == district().capacities


def test_a_withdrawn_case_gives_its_money_back_and_outdates_the_next(db: Store) -> None:
    with_data(db)
    first, second = reported(db), reported(db, QUITS)
    proposed(db, first)
    planned(db, second)
    store.withdraw(db, ME, first, "Erledigt", seen=version(db, first), token=fresh())
    assert store.plans(db, ME, case_id=second)[0].outdated.startswith("Andere Fälle")


def test_a_case_decided_around_a_plan_does_not_outdate_it(db: Store) -> None:
    with_data(db)
    first = reported(db)
    proposed(db, first)
    decided(db, QUITS)
    assert store.plans(db, ME, case_id=first)[0].outdated == ""
    assert len(store.basis_of_case(db, ME, first).reserved) == 1, "a new plan respects what was decided since"


def test_data_that_contain_a_decided_case_do_not_count_it_twice(db: Store) -> None:
    with_data(db)
    first, second = decided(db), reported(db, QUITS)
    assert len(store.basis_of_case(db, ME, second).reserved) == 1
    with_data(db, b"Stand 2", contains=(first,))
    assert store.basis_of_case(db, ME, second).reserved == ()
    with pytest.raises(store.StateError, match="nur beschlossene"):
        with_data(db, b"Stand 3", contains=(second,))


def test_the_same_workbook_again_is_no_new_version(db: Store) -> None:
    assert with_data(db) == with_data(db)
    assert len(store.data_versions(db, ME)) == 1
    assert store.workbook(db, ME, 1) == b"Stand 1"


def test_a_scenario_with_its_colour_and_plans(db: Store) -> None:
    data_id = with_data(db)
    what = store.WhatIf("Land zahlt 10 % weniger", "#1f77b4", data_id, QUITS)
    number = store.save_scenario(db, TREASURER, what, token=fresh())
    basis = store.basis_of_scenario(db, TREASURER, number)
    store.save_plan(db, TREASURER, store.Draft(basis, solved(basis)), token=fresh())
    (plan,) = store.plans(db, TREASURER, scenario_id=number)
    assert plan.outdated == ""
    changed = replace(what, setup=SICK)
    store.save_scenario(db, TREASURER, changed, scenario_id=number, seen=1, token=fresh())
    assert store.plans(db, TREASURER, scenario_id=number)[0].outdated
    with pytest.raises(store.ConflictError, match="Fina Nzer"):
        store.save_scenario(db, TREASURER, changed, scenario_id=number, seen=1, token=fresh())
    with pytest.raises(store.StateError, match="Farbe"):
        store.save_scenario(db, TREASURER, replace(what, colour="rot"), token=fresh())
    with pytest.raises(store.StateError, match="gibt es schon"):
        store.save_scenario(db, TREASURER, what, token=fresh())
    store.save_scenario(db, TREASURER, replace(what, archived=True), scenario_id=number, seen=2, token=fresh())
    assert store.scenarios(db, ME) == ()
    assert store.scenarios(db, ME, archived=True)[0].colour == "#1f77b4"


def test_attachments_come_back_byte_for_byte(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    nasty = "../../etc/Müller & Söhne\x00.pdf"
    number = store.attach(db, ME, case_id, store.File(nasty, b"%PDF \x00\xff"), token=fresh())
    assert store.attachment_content(db, ME, number) == b"%PDF \x00\xff"
    assert store.attachments(db, ME, case_id)[0].name == "../../etc/Müller & Söhne.pdf", "a name to show, never a path"
    with pytest.raises(store.StateError, match="1 Byte"):
        store.attach(db, ME, case_id, store.File("leer.pdf", b""), token=fresh())


def test_hostile_and_endless_texts(db: Store) -> None:
    with_data(db)
    title = "Robert'); DROP TABLE cases;-- =1+1 <b>🎈"
    case_id = store.report(db, ME, store.Report(title, SICK), district(), token=fresh())
    assert case_of(db, ME, case_id).title == title
    for wrong in ("", " \x00 ", "x" * 201):
        with pytest.raises(store.StateError):
            store.report(db, ME, store.Report(wrong, SICK), district(), token=fresh())
