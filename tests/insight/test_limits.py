"""Grenzwerte: every figure against a plan made anew from a changed workbook."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer import Dataset, Outcome, Steps, limits_of, make_plan
from optimizer.model.findings import LimitValue
from tests.insight.changing import assert_equals_resolve, goals_of, in_workbook, set_limit, value_of

SCENARIOS = ("Sechs Wochen Lohnfortzahlung im Kesselhaus", "Am Telefon abgesprochen")


def by_key(values: tuple[LimitValue, ...]) -> dict[str, LimitValue]:
    return {value.limit.key: value for value in values}


def test_a_thousand_euros_more_or_less_in_the_reserve_are_worth_what_they_buy_at_six_hundred_an_hour(
    planned: Outcome,
) -> None:
    reserve = by_key(limits_of(planned))["reserve:R1"]
    assert reserve.less is not None
    assert reserve.more is not None
    # 1,000 € at 600 € an hour over four months: 6.66 hour-months, and hours are rounded down to 0.01
    assert abs(reserve.more[0].difference - Fraction(1000 * 4, 600)) < Fraction(1, 10)
    assert abs(reserve.less[0].difference + Fraction(1000 * 4, 600)) < Fraction(1, 10)
    assert reserve.sentence.startswith("1.000 € weniger Reserve R1 (LK 2027) kosten 6,6")
    assert "; 1.000 € mehr bringen 6,6" in reserve.sentence


def test_five_hours_less_next_door_cost_more_than_five_hours_more_bring(planned: Outcome) -> None:
    nearest = by_key(limits_of(planned))["K1"]
    assert nearest.less is not None
    assert nearest.more is not None
    # 5 h fewer at 400 € free 2,000 €, which buy 3.33 h at 600 €: 1.67 h over four months are lost
    assert abs(nearest.less[0].difference + Fraction(20, 3)) < Fraction(1, 10)
    assert abs(nearest.more[0].difference - Fraction(20, 3)) < Fraction(1, 10)


def test_limits_that_leave_more_than_a_step_unused_are_not_listed_and_do_not_matter(
    office: Dataset, planned: Outcome
) -> None:
    named = by_key(limits_of(planned))
    assert "K2" not in named  # 13.66 of 20 h are used
    for hours in (15, 25):
        changed = set_limit(office, replace(named["K1"].limit, key="K2"), Fraction(hours))
        assert goals_of(make_plan(changed, "Herbst")) == goals_of(planned)


def test_the_step_is_a_setting(planned: Outcome) -> None:
    small = by_key(limits_of(planned, steps=Steps(money=10_000, hours=Fraction(1))))["reserve:R1"]
    assert small.step == 10_000
    assert small.sentence.startswith("100 € weniger")


def test_less_than_a_step_left_is_taken_away_in_full_and_said_so(office: Dataset) -> None:
    poor = replace(office, reserves=(replace(office.reserves[0], cents=40_000),))
    found = by_key(limits_of(make_plan(poor, "Herbst")))["reserve:R1"]
    assert found.taken == 40_000
    assert "400 € weniger Reserve R1 (LK 2027) (alles, was da ist)" in found.sentence


@pytest.mark.parametrize("lots", [False, True])
def test_every_side_of_every_limit_equals_a_fresh_plan(office: Dataset, with_lots: Dataset, lots: bool) -> None:
    dataset = with_lots if lots else office
    assert_sides(dataset, "Herbst", limits_of(make_plan(dataset, "Herbst")))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_side_of_every_limit_of_the_example_equals_a_fresh_plan(example: Dataset, scenario: str) -> None:
    outcome = make_plan(example, scenario)
    as_assumed = replace(outcome.case.dataset, assumptions=())
    assert_sides(as_assumed, scenario, limits_of(outcome), at_least=3)


def assert_sides(dataset: Dataset, scenario: str, values: tuple[LimitValue, ...], at_least: int = 2) -> None:
    checked = 0
    for value in values:
        if not in_workbook(dataset, value.limit) or value.limit.key.startswith("eigen:"):
            continue
        now = value_of(dataset, value.limit)
        for changes, to in ((value.less, now - (value.taken or value.step)), (value.more, now + value.step)):
            if changes is not None and to >= 0:
                assert_equals_resolve(set_limit(dataset, value.limit, to), scenario, changes)
                checked += 1
    assert checked >= at_least


def test_own_means_equal_a_fresh_plan(office: Dataset) -> None:
    providers = tuple(replace(row, own_means=50_000) if row.key == "T3" else row for row in office.providers)
    dataset = replace(office, providers=providers)
    found = by_key(limits_of(make_plan(dataset, "Herbst")))["eigen:T3:2027"]
    assert found.more is not None
    richer = replace(
        office, providers=tuple(replace(row, own_means=150_000) if row.key == "T3" else row for row in providers)
    )
    assert_equals_resolve(richer, "Herbst", found.more)


def test_the_matching_of_state_money_is_moved_by_local_money_elsewhere(office: Dataset) -> None:
    """After the outage 13,000 € of the county stand against 12,000 € of the state: only 1,000 € more need no match."""
    sources = tuple(replace(row, matched=row.key == "SMS") for row in office.sources)
    tight = replace(office, sources=sources, shares=(), reserves=())
    tight = with_grants(tight, {("A1", "LK"): 300_000, ("A2", "LK"): 1_100_000})
    found = by_key(limits_of(make_plan(tight, "Herbst")))["SMS:2027"]
    assert found.less is not None
    assert found.more is not None
    assert found.more[0].difference > 0
    assert_equals_resolve(with_grants(tight, {("A2", "LK"): 1_200_000}), "Herbst", found.more)
    assert_equals_resolve(with_grants(tight, {("A2", "LK"): 1_000_000}), "Herbst", found.less)


def with_grants(dataset: Dataset, cents: dict[tuple[str, str], int]) -> Dataset:
    rows = (replace(row, granted=cents.get((row.offering, row.source), row.granted)) for row in dataset.grants)
    return replace(dataset, grants=tuple(rows))


def test_money_that_does_not_pay_for_one_more_step_of_the_grid_is_a_limit_too(office: Dataset) -> None:
    """Hours come by five, 3,000 € each at K2: 2,200 € of the reserve stay unused, and 1,000 € more buy the next."""
    rules = replace(office.rules, hour_grid=Fraction(5))
    rich = replace(office, rules=rules, reserves=(replace(office.reserves[0], cents=320_000),))
    outcome = make_plan(rich, "Herbst")
    assert next(pot.cents - pot.used for pot in outcome.plan.pots if pot.kind == "reserve") == 220_000
    reserve = by_key(limits_of(outcome))["reserve:R1"]
    assert reserve.more is not None
    assert reserve.more[0].difference == 20
    more = set_limit(rich, reserve.limit, Fraction(420_000))
    assert_equals_resolve(more, "Herbst", reserve.more)


def test_one_hour_costs_and_five_hours_cost(planned: Outcome) -> None:
    one = by_key(limits_of(planned, steps=Steps(hours=Fraction(1))))["K1"].sentence
    assert one.startswith("1 Stunde weniger K1 (Verein Zwei) kostet ")
    assert "; 1 Stunde mehr bringt " in one


def test_a_grid_is_left_out_in_its_own_gender(with_lots: Dataset) -> None:
    sentence = by_key(limits_of(make_plan(with_lots, "Herbst")))["Stundenraster"].sentence
    assert sentence.startswith("Stundenraster: keines statt 0,5 Stunden ")
