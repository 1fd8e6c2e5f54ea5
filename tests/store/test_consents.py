"""Who must agree, and why; and what an objection leads to. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer import store
from optimizer.model.dataset import DISTRICT_WIDE, Event, Source
from optimizer.model.outcome import Outcome
from optimizer.plans.planner import make_plan
from optimizer.store.consents import check_answer
from tests.store.office import AUE, BERG, CELLA, QUITS, SICK, district


def outcome_of(setup: store.Setup, **changes: object) -> Outcome:
    return make_plan(store.applied(setup, replace(district(), **changes), "Fall"), "Fall")


def asked(outcome: Outcome, *, lasting: bool | None = None) -> set[str]:
    return {party.key for party in store.required_parties(outcome, lasting) if party.required}


def test_a_short_stand_in_asks_district_seat_and_both_providers() -> None:
    outcome = outcome_of(SICK)
    substitutes = {row.provider for row in outcome.plan.handovers}
    assert asked(outcome) == {"Landkreis", AUE, "T-1", *substitutes}
    others = {party.key: party.reason for party in store.required_parties(outcome) if not party.required}
    assert {BERG, "Ausschuss"} <= others.keys()
    assert "3.1.7" in others[BERG]
    assert "§ 70" in others["Ausschuss"]


def test_a_lasting_handover_asks_all_signatories_and_the_committee() -> None:
    outcome = outcome_of(QUITS)
    assert asked(outcome) == {"Landkreis", AUE, BERG, CELLA, "T-1", "T-2", "T-3", "Ausschuss"}
    committee = store.required_parties(outcome)[-1]
    assert committee.reason.startswith("Es ändert sich: der Empfänger")


def test_a_person_may_overrule_the_judgement_by_dates() -> None:
    assert BERG in asked(outcome_of(SICK), lasting=True)
    assert BERG not in asked(outcome_of(QUITS), lasting=False)


@pytest.mark.parametrize(
    ("end", "lasting"),
    [(date(2027, 3, 31), False), (date(2027, 6, 30), False), (date(2027, 7, 1), True), (None, True)],
)
def test_short_means_a_stated_end_within_half_a_year(end: date | None, lasting: bool) -> None:
    setup = store.Setup((Event("", "Ausfall", date(2027, 1, 1), offering="A-1", end=end),))
    assert store.is_lasting(outcome_of(setup).case) is lasting


def test_signatories_of_another_social_space_are_left_in_peace() -> None:
    south = store.Setup((Event("", "Ausfall", date(2027, 3, 1), offering="A-2"),))
    keys = {party.key for party in store.required_parties(outcome_of(south))}
    assert AUE not in keys
    assert "T-2" not in keys, "signed for the north alone"


def test_an_offering_for_the_whole_district_concerns_everybody() -> None:
    wide = tuple(replace(row, space=DISTRICT_WIDE) for row in district().offerings)
    setup = store.Setup((Event("", "Ausfall", date(2027, 3, 1), offering="A-1"),))
    assert {AUE, BERG, CELLA, "T-1", "T-2", "T-3"} <= asked(outcome_of(setup, offerings=wide))


def test_undrawn_money_asks_all_and_changes_its_purpose_only_when_used() -> None:
    setup = store.Setup((Event("", "Minderabruf", date(2027, 6, 1), offering="A-1", source="LK", cents=50_000),))
    outcome = outcome_of(setup)
    assert BERG in asked(outcome)
    assert "Ausschuss" not in asked(outcome)
    more = Event("", "Mehrbedarf", date(2027, 6, 1), offering="A-2", hours=Fraction(2))
    assert "Ausschuss" in asked(outcome_of(store.Setup((*setup.events, more))))


def test_a_municipality_whose_money_moves_is_asked_wherever_it_lies() -> None:
    shared = (*district().sources, Source("K-BER", "Berg", "Kommune", "Angebot", ags=BERG))
    grants = tuple(replace(row, source="K-BER") if row.source == "K-AUE" else row for row in district().grants)
    outcome = outcome_of(SICK, sources=shared, grants=grants)
    party = next(party for party in store.required_parties(outcome) if party.key == BERG)
    assert party.required
    assert "Ihre Mittel" in party.reason


def test_everybody_is_listed_once() -> None:
    for setup in (SICK, QUITS):
        keys = [(party.kind, party.key) for party in store.required_parties(outcome_of(setup))]
        assert len(keys) == len(set(keys))


def test_an_objection_excludes_what_concerns_the_party() -> None:
    plan = outcome_of(QUITS).plan
    seats = {"A-1": AUE, "A-2": CELLA}
    of_hafen = store.pins_after_objection("Träger", "T-2", plan, seats)
    assert {pin.capacity for pin in of_hafen} == {"K-1"}
    of_cella = store.pins_after_objection("Kommune", CELLA, plan, seats)
    assert {pin.offering for pin in of_cella} == {"A-2"}
    everything = store.pins_after_objection("Landkreis", "Landkreis", plan, seats)
    assert len(everything) == len({(row.outage, row.capacity) for row in plan.handovers})
    assert store.pins_after_objection("Träger", "T-1", plan, seats) == everything, "who drops out objects to the whole"
    assert {pin.kind for pin in of_hafen} == {"ausgeschlossen"}


@pytest.mark.parametrize(
    ("status", "day", "reason", "says"),
    [
        ("zugestimmt", None, "", "Datum"),
        ("abgelehnt", date(2027, 1, 1), " ", "begründen"),
        ("nicht erforderlich", None, "", "begründen"),
        ("vielleicht", None, "", "Als Antwort"),
        ("zugestimmt", date(2027, 1, 1), "", ""),
        ("offen", None, "", ""),
    ],
)
def test_an_answer_says_what_is_missing(status: str, day: date | None, reason: str, says: str) -> None:
    assert says in check_answer(status, day, reason)
    assert bool(check_answer(status, day, reason)) is bool(says)
