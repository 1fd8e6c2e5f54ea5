"""Abwägungskurve, Preis der Abweichung, Stetigkeit: each against plans made anew."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer import Dataset, Outcome, UsageError, make_plan, price_of_pins, steadiness, trade_off
from optimizer.insight.trade_off import value_of
from optimizer.model.dataset import Pin
from tests.insight.changing import goals_of


def test_every_point_of_the_curve_is_a_plan_under_the_rules_it_names(office: Dataset, planned: Outcome) -> None:
    curve = trade_off(planned, "Versorgung", "Kosten")
    assert len(curve.points) == 5
    for point in curve.points:
        rules = replace(office.rules, goals=point.goals, slack=point.slack)
        goals = make_plan(replace(office, rules=rules), "Herbst").plan.goals
        assert value_of(goals, "Versorgung") == point.first
        assert value_of(goals, "Kosten") == point.second
    costs = [point.second for point in curve.points]
    assert costs == sorted(costs, reverse=True)
    assert curve.points[0].first == goals_of(planned)["Versorgung"]
    assert curve.points[-1].second == 0


def test_goals_that_do_not_stand_in_each_others_way_have_one_point(planned: Outcome) -> None:
    curve = trade_off(planned, "Subsidiarität", "Reserven")
    assert len(curve.points) == 1
    assert "nicht im Weg" in curve.sentence


def test_a_curve_needs_two_known_goals(planned: Outcome) -> None:
    with pytest.raises(UsageError, match="gibt es nicht"):
        trade_off(planned, "Versorgung", "Schönheit")
    with pytest.raises(UsageError, match="zwei verschiedene"):
        trade_off(planned, "Kosten", "Kosten")


def test_the_price_of_a_pin_is_the_difference_to_the_plan_without_it(office: Dataset) -> None:
    pins = (Pin("Herbst", "A1", "K3", "fest", Fraction(5)), Pin("Herbst", "A1", "K1", "ausgeschlossen"))
    pinned = replace(office, pins=pins)
    outcome = make_plan(pinned, "Herbst")
    everything, first, second = price_of_pins(pinned, outcome)
    for found, kept in ((everything, ()), (first, pins[1:]), (second, pins[:1])):
        free = goals_of(make_plan(replace(office, pins=kept), "Herbst"))
        assert [change.before for change in found.changes] == list(free.values())
        assert {change.goal: change.after for change in found.changes} == goals_of(outcome)
    assert everything.sentence.startswith("Alle Vorgaben zusammen kosten gegenüber dem Plan ohne sie: −")


def test_no_pins_no_price(office: Dataset, planned: Outcome) -> None:
    assert price_of_pins(office, planned) == ()


def test_regard_for_an_earlier_plan_saves_churn_and_its_price_is_said(office: Dataset, planned: Outcome) -> None:
    """The earlier plan had excluded K1; with it back, K1 would take over from K2."""
    pins = (Pin("Herbst", "A1", "K1", "ausgeschlossen"),)
    rich = replace(office, reserves=(replace(office.reserves[0], cents=10**6),))
    before = make_plan(replace(rich, pins=pins), "Herbst").plan
    outcome = make_plan(rich, "Herbst")
    found = steadiness(outcome, before)
    goals = ("Versorgung", "Stetigkeit", "Subsidiarität", "Reserven", "Nähe", "Kosten")
    steady = make_plan(replace(rich, rules=replace(rich.rules, goals=goals)), "Herbst", previous=before)
    assert found.kept == goals_of(steady)["Stetigkeit"]
    assert found.saved > 0
    assert {row.goal: row.after for row in found.changes}["Nähe"] == goals_of(steady)["Nähe"]
