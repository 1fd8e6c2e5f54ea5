"""All findings at once: what can be asked is asked, within the work that is allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from optimizer import findings_of, make_plan, uncertain_duration
from optimizer.model.dataset import Dataset, Pin
from tests.cases import worked_case


def club() -> Dataset:
    """K1 20 h and K2 10 h for the 30 h of A1 from September to December."""
    return worked_case.read("volle_deckung")


def test_every_question_has_its_answer() -> None:
    late = replace(club().events[0], late_end=date(2027, 12, 31), end=date(2027, 11, 30))
    pins = (Pin("S", "A1", "K2", "höchstens", Fraction(5)),)
    office = replace(club(), events=(late,), pins=pins)
    outcome = make_plan(office, "S")
    found = findings_of(outcome, office, previous=outcome.plan)
    assert found.complete
    assert found.limits
    assert found.ranking
    assert found.validity
    assert found.bottlenecks
    assert found.pin_price
    assert found.trade_off
    assert (found.trade_off.first, found.trade_off.second) == ("Versorgung", "Kosten")
    assert found.trade_off.points[0].first == outcome.plan.goals[0].value
    assert found.steadiness
    assert found.steadiness.without == found.steadiness.kept == 0
    assert found.duration == uncertain_duration(office, "S")


def test_what_is_not_uncertain_and_has_no_past_is_not_asked() -> None:
    found = findings_of(make_plan(club(), "S"), club())
    assert found.duration is None
    assert found.steadiness is None


def test_no_work_allowed_leaves_the_rest_out_and_says_so() -> None:
    found = findings_of(make_plan(club(), "S"), club(), work=0)
    assert not found.complete
    assert found.trade_off is None
