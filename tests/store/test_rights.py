"""Who may do what: every act tried by every role on the service itself, and what a municipality gets to see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from optimizer import store
from optimizer.model.dataset import Pin
from optimizer.model.errors import StaffelstabError
from optimizer.store.engine import Store
from optimizer.store.rights import RIGHTS, ROLES, Act, Actor
from optimizer.store.sight import visible_plan
from tests.store.conftest import Opener
from tests.store.office import (
    AUDITOR,
    AUE,
    BERG,
    CELLA,
    COORDINATOR,
    MAYOR_OF_AUE,
    MAYOR_OF_BERG,
    MAYOR_OF_CELLA,
    ME,
    QUITS,
    SICK,
    TREASURER,
    case_of,
    decided,
    district,
    fresh,
    planned,
    proposed,
    reported,
    solved,
    solved_plan,
    version,
    with_data,
)

PEOPLE: dict[str, Actor] = {
    "Lokal": ME,
    "Koordination": COORDINATOR,
    "Finanzen": TREASURER,
    "Kommune": MAYOR_OF_AUE,
    "Prüfung": AUDITOR,
}
YES = store.Answer("zugestimmt", date(2027, 2, 1))
NEEDLESS = store.Answer("nicht erforderlich", reason="Nur vorübergehend.")
Try = Callable[[Store, Actor], object]
BERG_PIN = store.Wish(Pin("", "A-1", "K-1", "ausgeschlossen"), "winkt ab")


def _save(db: Store, who: Actor) -> object:
    basis = store.basis_of_case(db, ME, 1)
    return store.save_plan(db, who, store.Draft(basis, solved(basis)), token=fresh())


def _scenario(db: Store, who: Actor) -> object:
    return store.save_scenario(db, who, store.WhatIf("Was", "#112233", 1, SICK), token=fresh())


TRIES: dict[str, tuple[Act, Try]] = {
    "data_versions": (Act.READ, store.data_versions),
    "dataset_of": (Act.READ, lambda db, who: store.dataset_of(db, who, 1, district)),
    "cases": (Act.READ, store.cases),
    "pins": (Act.READ, lambda db, who: store.pins(db, who, 1)),
    "plans": (Act.READ, lambda db, who: store.plans(db, who, case_id=1)),
    "plan_of": (Act.READ, lambda db, who: store.plan_of(db, who, 1)),
    "consents": (Act.READ, lambda db, who: store.consents(db, who, 1)),
    "missing_for_release": (Act.READ, lambda db, who: store.missing_for_release(db, who, 1)),
    "decision": (Act.READ, lambda db, who: store.decision(db, who, 1)),
    "papers": (Act.READ, lambda db, who: store.papers(db, who, 1)),
    "paper_content": (Act.READ, lambda db, who: store.paper_content(db, who, 1)),
    "scenarios": (Act.READ, store.scenarios),
    "log_head": (Act.READ, store.log_head),
    "workbook": (Act.READ_WORKBOOK, lambda db, who: store.workbook(db, who, 1)),
    "basis_of_case": (Act.READ_WORKBOOK, lambda db, who: store.basis_of_case(db, who, 1)),
    "basis_of_plan": (Act.READ_WORKBOOK, lambda db, who: store.basis_of_plan(db, who, 1)),
    "basis_of_scenario": (Act.READ_WORKBOOK, lambda db, who: store.basis_of_scenario(db, who, 1)),
    "proposed_pins": (Act.READ_WORKBOOK, lambda db, who: store.proposed_pins(db, who, 1)),
    "texts": (Act.READ_WORKBOOK, lambda db, who: store.texts(db, who, 1)),
    "attachments": (Act.READ_WORKBOOK, lambda db, who: store.attachments(db, who, 1)),
    "attachment_content": (Act.READ_WORKBOOK, lambda db, who: store.attachment_content(db, who, 1)),
    "log": (Act.READ_LOG, store.log),
    "check_log": (Act.READ_LOG, store.check_log),
    "upload": (Act.UPLOAD, lambda db, who: store.upload(db, who, store.Upload("x.xlsx", b"Stand 2"), token=fresh())),
    "report": (
        Act.REPORT,
        lambda db, who: store.report(db, who, store.Report("Neu", SICK), district(), token=fresh()),
    ),
    "change_case": (
        Act.CHANGE,
        lambda db, who: store.change_case(db, who, 1, store.Report("Neu", SICK), district(), seen=2, token=fresh()),
    ),
    "withdraw": (Act.WITHDRAW, lambda db, who: store.withdraw(db, who, 1, "Erledigt", seen=2, token=fresh())),
    "add_pin": (Act.PIN, lambda db, who: store.add_pin(db, who, 1, BERG_PIN, seen=2, token=fresh())),
    "remove_pin": (Act.PIN, lambda db, who: store.remove_pin(db, who, 1, seen=1, token=fresh())),
    "save_plan": (Act.PLAN, _save),
    "propose": (Act.PROPOSE, lambda db, who: store.propose(db, who, 1, seen=2, token=fresh())),
    "answer": (Act.CONSENT, lambda db, who: store.answer(db, who, _own(db), YES, seen=1, token=fresh())),
    "answer (waive)": (Act.WAIVE, lambda db, who: store.answer(db, who, _own(db), NEEDLESS, seen=1, token=fresh())),
    "release": (Act.RELEASE, lambda db, who: store.release(db, who, 1, seen=2, token=fresh())),
    "confirm_text": (
        Act.CONFIRM,
        lambda db, who: store.confirm_text(db, who, store.PaperText(1, "1", "Ermessen", "Text"), seen=0, token=fresh()),
    ),
    "issue": (
        Act.ISSUE,
        lambda db, who: store.issue(db, who, 1, [store.Paper("1", "B.docx", b"x", missing=())], seen=2, token=fresh()),
    ),
    "make_final": (Act.FINAL, lambda db, who: store.make_final(db, who, 1, seen=2, token=fresh())),
    "attach": (Act.ATTACH, lambda db, who: store.attach(db, who, 1, store.File("a.pdf", b"x"), token=fresh())),
    "save_scenario": (Act.SCENARIO, _scenario),
    "backup": (Act.BACKUP, lambda db, who: store.backup(db, who, _beside(db), token=fresh())),
    "forget_name": (Act.FORGET, lambda db, who: store.forget_name(db, who, ME.name, token=fresh())),
}
"""Every service function, the right that it needs, and a call of it."""


def _own(db: Store) -> int:
    return next(row.id for row in store.consents(db, ME, 1) if row.key == AUE)


def _beside(db: Store) -> Path:
    return (db.file or Path("/nowhere/x")).with_name(f"{fresh()}.sqlite")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_can_do_what_the_table_says_and_nothing_else(db: Store, role: str) -> None:
    with_data(db)
    proposed(db, reported(db))
    for name, (act, attempt) in TRIES.items():
        allowed = act in RIGHTS[PEOPLE[role].role]
        try:
            attempt(db, PEOPLE[role])
        except store.ForbiddenError:
            assert not allowed, f"{role} may {act} ({name})"
        except StaffelstabError:
            assert allowed, f"{role} got further than the right in {name}"
        else:
            assert allowed, f"{role} did {act} ({name}) without the right"


def test_the_table_above_knows_every_act_and_every_function() -> None:
    assert {act for act, _ in TRIES.values()} == set(Act)
    helpers = {
        "applied",
        "check_right",
        "differences",
        "is_lasting",
        "may",
        "new_token",
        "open_store",
        "pins_after_objection",
        "planning_dataset",
        "required_parties",
        "reserved_dataset",
        "setup_of",
        "substance",
        "why_not",
    }
    functions = {name for name in store.__all__ if name[0].islower()}
    assert functions - helpers == {name.partition(" ")[0] for name in TRIES}


def test_a_municipality_reads_and_consents_and_an_auditor_reads() -> None:
    assert RIGHTS["Kommune"] == {Act.READ, Act.CONSENT}
    assert RIGHTS["Prüfung"] == {Act.READ, Act.READ_WORKBOOK, Act.READ_LOG}
    assert RIGHTS["Lokal"] == set(Act)
    assert set(RIGHTS) == set(ROLES)


def test_a_closed_button_says_who_may() -> None:
    assert store.why_not(MAYOR_OF_AUE, Act.RELEASE) == (
        "„Plan beschließen“ ist für die Rolle Kommune nicht vorgesehen. Das darf: Finanzen, Koordination."
    )
    assert store.why_not(COORDINATOR, Act.REPORT) == ""


def test_with_sign_in_nobody_acts_without_signing_in(signed_in: Store) -> None:
    for attempt in (store.cases, store.data_versions, store.log):
        with pytest.raises(store.ForbiddenError, match="anmelden"):
            attempt(signed_in, ME)


def test_an_actor_needs_a_name_and_a_municipality_its_key() -> None:
    with pytest.raises(store.StateError, match="Namen"):
        Actor(" ", "Lokal")
    with pytest.raises(store.StateError, match="AGS"):
        Actor("Amt", "Kommune")


def test_a_municipality_sees_its_own_cases_and_nobody_elses(db: Store) -> None:
    with_data(db)
    aue, both = reported(db), reported(db, QUITS)
    assert [row.id for row in store.cases(db, MAYOR_OF_AUE)] == [both, aue]
    assert [row.id for row in store.cases(db, MAYOR_OF_CELLA)] == [both]
    with pytest.raises(store.ForbiddenError):
        store.consents(db, MAYOR_OF_CELLA, aue)
    assert case_of(db, MAYOR_OF_CELLA, both).seats == (("A-2", CELLA),)


def test_a_municipality_sees_its_own_part_of_a_plan(db: Store) -> None:
    with_data(db)
    case_id = reported(db, QUITS)
    plan_id = proposed(db, case_id)
    whole = store.plan_of(db, ME, plan_id)
    part = store.plan_of(db, MAYOR_OF_AUE, plan_id)
    (own,) = [row.outage for row in whole.outages if row.offering == "A-1"]
    assert {row.outage for row in part.handovers} == {own} == {row.outage for row in part.freed}
    assert part.not_used == () == part.goals
    paid = sum(paid.cents for row in part.handovers for paid in row.funding)
    assert paid == sum(pot.used for pot in part.pots) == sum(pot.cents for pot in part.pots) > 0
    assert not any("K-CEL" in pot.pot for pot in part.pots)


def test_whoever_is_asked_sees_the_case_and_its_own_cents_alone(db: Store) -> None:
    with_data(db)
    case_id = reported(db, lasting=True)
    plan_id = proposed(db, case_id)
    assert [row.id for row in store.cases(db, MAYOR_OF_BERG)] == [case_id], "asked as a signatory of the social space"
    assert store.cases(db, MAYOR_OF_CELLA) == ()
    assert case_of(db, MAYOR_OF_BERG, case_id).setup == store.Setup()
    part = store.plan_of(db, MAYOR_OF_BERG, plan_id)
    assert part.handovers == () == part.freed == part.pots
    berg = next(row for row in store.consents(db, MAYOR_OF_BERG, case_id) if row.key == BERG)
    store.answer(db, MAYOR_OF_BERG, berg.id, YES, seen=berg.version, token=fresh())


def test_a_municipal_source_that_pays_elsewhere_is_shown_with_its_own_cents() -> None:
    plan = solved_plan(QUITS)
    paid = [paid for row in plan.handovers for paid in row.funding if paid.source == "SMS"]
    part = visible_plan(plan, own=(), sources=("SMS",))
    assert [paid for row in part.handovers for paid in row.funding] == paid != []
    assert sum(row.total for row in part.handovers) == sum(row.cents for row in paid)
    assert {row.source for row in part.freed} == {"SMS"}


def test_drafts_and_scenarios_are_none_of_a_municipalitys_business(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    first = proposed(db, case_id)
    store.add_pin(db, ME, case_id, BERG_PIN, seen=version(db, case_id), token=fresh())
    draft = planned(db, case_id)
    _scenario(db, ME)
    assert store.plan_of(db, MAYOR_OF_AUE, first).handovers
    with pytest.raises(store.ForbiddenError, match="Entwürfe"):
        store.plan_of(db, MAYOR_OF_AUE, draft)
    assert [row.id for row in store.plans(db, MAYOR_OF_AUE, case_id=case_id)] == [first]
    assert store.scenarios(db, MAYOR_OF_AUE) == ()
    with pytest.raises(store.ForbiddenError):
        store.plans(db, MAYOR_OF_AUE, scenario_id=1)


def test_a_municipality_answers_for_itself_alone(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    rows = {row.key: row for row in store.consents(db, MAYOR_OF_AUE, case_id)}
    store.answer(db, MAYOR_OF_AUE, rows[AUE].id, YES, seen=rows[AUE].version, token=fresh())
    with pytest.raises(store.ForbiddenError, match="nur für sich"):
        store.answer(db, MAYOR_OF_AUE, rows["T-1"].id, YES, seen=rows["T-1"].version, token=fresh())
    with pytest.raises(store.ForbiddenError):
        store.answer(db, MAYOR_OF_CELLA, rows[CELLA].id if CELLA in rows else rows[AUE].id, YES, seen=1, token=fresh())


def test_others_objections_stay_with_the_district(db: Store) -> None:
    with_data(db)
    case_id = reported(db)
    proposed(db, case_id)
    other = next(row for row in store.consents(db, ME, case_id) if row.key == "T-1")
    no = store.Answer("abgelehnt", date(2027, 2, 1), reason="Interner Streit.")
    store.answer(db, ME, other.id, no, seen=other.version, token=fresh())
    seen = {row.key: row for row in store.consents(db, MAYOR_OF_AUE, case_id)}
    assert (seen["T-1"].status, seen["T-1"].reason) == ("abgelehnt", "")


def test_a_municipality_gets_the_papers_addressed_to_it(db: Store) -> None:
    with_data(db)
    case_id = decided(db)
    papers = [
        store.Paper("1", "Bescheid.docx", b"x", missing=()),
        store.Paper("2", "Brief an Aue.docx", b"Aue", AUE, missing=()),
    ]
    store.issue(db, ME, case_id, papers, seen=version(db, case_id), token=fresh())
    (own,) = store.papers(db, MAYOR_OF_AUE, case_id)
    assert store.paper_content(db, MAYOR_OF_AUE, own.id) == b"Aue"
    with pytest.raises(store.ForbiddenError, match="jemand anderen"):
        store.paper_content(db, MAYOR_OF_AUE, own.id - 1)


def test_the_cut_dataset_shows_own_money_and_no_rates(db: Store) -> None:
    data_id = with_data(db)
    cut = store.dataset_of(db, MAYOR_OF_AUE, data_id, district)
    assert {row.key for row in cut.offerings} == {"A-1"} == {row.offering for row in cut.grants}
    assert {row.key for row in cut.sources} == {"SMS", "LK", "K-AUE"}
    assert cut.capacities == () == cut.reserves
    assert cut.sha256 == "", "no plan made on a cut dataset passes for one on the whole"
    assert {row.name for row in cut.providers} == {row.name for row in district().providers}
    assert all(row.own_means == 0 for row in cut.providers)
    assert store.dataset_of(db, AUDITOR, data_id, district) == district()


def test_reservations_of_others_never_reach_a_municipality(opened: Opener) -> None:
    db = opened()
    with_data(db)
    with pytest.raises(store.ForbiddenError):
        store.basis_of_case(db, MAYOR_OF_AUE, reported(db))
