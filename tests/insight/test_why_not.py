"""Warum nicht: the price of forcing is that of a Vorgabe, and the stated change makes the option win."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer import Dataset, Outcome, PinContradiction, Precision, make_plan, validity, why_not
from optimizer.insight.changed import with_rate
from optimizer.insight.winning import LEAST_RATE
from optimizer.model.case import Case
from optimizer.model.dataset import Pin
from optimizer.model.findings import ForcedOption
from tests.insight.changing import assert_equals_resolve, changed_record

SCENARIOS = ("Stiftung halbiert ihren Zuschuss zum Medienmobil", "Haushaltssperre im Herbst")


def uses(outcome: Outcome, capacity: str) -> bool:
    return any(row.capacity == capacity for row in outcome.plan.handovers)


def forced_of(outcome: Outcome, capacity: str) -> ForcedOption:
    (found,) = why_not(outcome, capacity=capacity)
    assert found.forced is not None
    return found.forced


def test_a_pair_that_is_no_option_has_its_reasons_and_no_price(planned: Outcome) -> None:
    (found,) = why_not(planned, capacity="K4")
    assert found.reasons == ("window",)
    assert found.forced is None


def test_forcing_the_dear_one_in_costs_what_a_pin_in_the_workbook_costs(office: Dataset, planned: Outcome) -> None:
    forced = forced_of(planned, "K3")
    assert forced.hours == 1
    assert forced.changes[0].difference < 0
    pin = Pin("Herbst", "A1", "K3", "mindestens", Fraction(1))
    assert_equals_resolve(replace(office, pins=(pin,)), "Herbst", forced.changes)


def test_the_stated_price_wins_and_a_slightly_higher_one_does_not(office: Dataset, planned: Outcome) -> None:
    precision = Precision(rate=1_000)
    (found,) = why_not(planned, capacity="K3", precision=precision)
    assert found.forced is not None
    (cheaper,) = [win for win in found.forced.wins if win.what == "rate"]
    assert "statt 7.800 €" in cheaper.sentence
    assert uses(make_plan(changed_record(office, "capacities", "K3", rate=cheaper.after), "Herbst"), "K3")
    dearer = changed_record(office, "capacities", "K3", rate=cheaper.after + precision.rate)
    assert not uses(make_plan(dearer, "Herbst"), "K3")


def test_money_that_fills_the_nearer_ones_lets_the_last_one_in(office: Dataset) -> None:
    """With 800 € more K1 (12 h) and K2 (cut to 15 h) are full; the next euro goes to K3."""
    dataset = changed_record(office, "capacities", "K2", hours=Fraction(15))
    precision = Precision(money=10_000)
    (found,) = why_not(make_plan(dataset, "Herbst"), capacity="K3", precision=precision)
    assert found.forced is not None
    (pot,) = [win for win in found.forced.wins if win.what == "pot"]
    assert pot.limit.key == "reserve:R1"
    assert pot.after - pot.before == 90_000
    assert uses(make_plan(changed_record(dataset, "reserves", "R1", cents=int(pot.after)), "Herbst"), "K3")
    less = changed_record(dataset, "reserves", "R1", cents=int(pot.after) - precision.money)
    assert not uses(make_plan(less, "Herbst"), "K3")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_in_the_example_every_price_that_is_said_to_win_wins(example: Dataset, scenario: str) -> None:
    outcome = make_plan(example, scenario)
    dataset = replace(outcome.case.dataset, assumptions=())
    for found in why_not(outcome, outage=1, precision=Precision(money=100_000, rate=20_000)):
        if found.forced is None:
            continue
        pin = Pin(scenario, outcome.plan.outages[0].offering, found.capacity, "mindestens", found.forced.hours)
        assert_equals_resolve(replace(dataset, pins=(*dataset.pins, pin)), scenario, found.forced.changes)
        for win in found.forced.wins:
            if win.what == "rate":
                changed = changed_record(dataset, "capacities", found.capacity, rate=win.after)
                assert uses(make_plan(changed, scenario), found.capacity)


def test_what_the_rules_do_not_allow_is_said(with_lots: Dataset) -> None:
    """Two Vorgaben fill both places that Höchstzahl leaves; a third substitute is not possible."""
    pins = tuple(Pin("Herbst", "A1", key, "mindestens", Fraction(5)) for key in ("K1", "K2"))
    forced = forced_of(make_plan(replace(with_lots, pins=pins), "Herbst"), "K3")
    assert not forced.possible
    assert forced.sentence.startswith("Auch als Vorgabe nicht möglich")


def test_what_no_vorgabe_can_ask_for_has_no_price(office: Dataset) -> None:
    """A Vorgabe bears on both closings of the club; K3 is there only in autumn, so the workbook refuses it."""
    spring = replace(office.events[0], start=date(2027, 3, 1), end=date(2027, 4, 30))
    autumn = tuple(replace(row, start=date(2027, 9, 1)) if row.key == "K3" else row for row in office.capacities)
    twice = replace(office, events=(spring, *office.events), capacities=autumn)
    (found,) = [row for row in why_not(make_plan(twice, "Herbst"), capacity="K3") if row.forced]
    assert found.forced is not None
    assert not found.forced.possible
    assert found.forced.sentence.startswith("Als Vorgabe nicht möglich: sie gälte auch für den Ausfall 1 ")
    pin = Pin("Herbst", "A1", "K3", "mindestens", found.forced.hours)
    with pytest.raises(PinContradiction):
        make_plan(replace(twice, pins=(pin,)), "Herbst")
    for win in found.forced.wins:
        assert win.sentence in found.forced.sentence


def test_no_rate_is_asked_about_that_a_solver_cannot_tell_from_nothing(
    planned: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a cent a month, questions ended without proof."""
    rates: list[Fraction] = []

    def noted(case: Case, capacity: str, rate: Fraction) -> Case:
        rates.append(rate)
        return with_rate(case, capacity, rate)

    for module in ("winning", "validity"):
        monkeypatch.setattr(f"optimizer.insight.{module}.with_rate", noted)
    why_not(planned)
    validity(planned)
    assert min(rates) == LEAST_RATE
