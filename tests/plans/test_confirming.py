"""PuLP's word on a plan that is to be kept: yes to what is made, no to an hour or a cent that breaks a rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer.model.errors import CheckFailed
from optimizer.model.outcome import Outcome
from optimizer.model.periods import ONE_DAY, Period
from optimizer.model.plan import Handover
from optimizer.plans.confirming import confirm
from optimizer.plans.planner import make_plan
from tests.cases import worked_case
from tests.districts import random_district


@pytest.mark.parametrize("seed", range(40))
def test_plans_of_random_districts_are_confirmed(seed: int) -> None:
    confirm(make_plan(random_district(8_800 + seed), "S"))


def a_hundred_hours_more(row: Handover) -> Handover:
    return replace(row, hours=row.hours + 100)


def one_cent_more(row: Handover) -> Handover:
    paid = row.funding[0]
    return replace(row, funding=(replace(paid, cents=paid.cents + 1), *row.funding[1:]))


def one_cent_dearer(row: Handover) -> Handover:
    (year, cents), *others = row.cost
    return replace(row, cost=((year, cents + 1), *others))


def one_hour_less_at_the_old_cost(row: Handover) -> Handover:
    return replace(row, hours=row.hours - 1)


def for_nothing(row: Handover) -> Handover:
    return replace(row, cost=tuple((year, 0) for year, _ in row.cost), funding=())


def a_day_less(row: Handover) -> Handover:
    return replace(row, period=Period(row.period.start + ONE_DAY, row.period.end))


def by_nobody_we_know(row: Handover) -> Handover:
    return replace(row, capacity="K99")


def from_a_pot_that_may_not(row: Handover) -> Handover:
    return replace(row, funding=(replace(row.funding[0], pot="frei:X:2027:Y"), *row.funding[1:]))


SPOILS = [
    a_hundred_hours_more,
    one_cent_more,
    one_cent_dearer,
    one_hour_less_at_the_old_cost,
    for_nothing,
    a_day_less,
    by_nobody_we_know,
    from_a_pot_that_may_not,
]


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("grid", [Fraction(0), Fraction(1, 2)])
def test_a_spoilt_plan_is_not(spoil: Callable[[Handover], Handover], grid: Fraction) -> None:
    dataset = worked_case.read("volle_deckung")
    dataset = replace(dataset, rules=replace(dataset.rules, hour_grid=grid))
    outcome = make_plan(dataset, "S")
    confirm(outcome)
    first, *others = outcome.plan.handovers
    with pytest.raises(CheckFailed, match="PuLP bestätigt"):
        confirm(spoilt(outcome, (spoil(first), *others)))


def test_a_handover_that_stands_twice_is_not() -> None:
    outcome = make_plan(worked_case.read("volle_deckung"), "S")
    with pytest.raises(CheckFailed):
        confirm(spoilt(outcome, (*outcome.plan.handovers, outcome.plan.handovers[0])))


def test_hours_between_two_steps_of_the_grid_are_not() -> None:
    dataset = worked_case.read("volle_deckung")
    outcome = make_plan(replace(dataset, rules=replace(dataset.rules, hour_grid=Fraction(1, 2))), "S")
    first, *others = outcome.plan.handovers
    between = replace(first, hours=first.hours - Fraction(1, 4))
    with pytest.raises(CheckFailed):
        confirm(spoilt(outcome, (between, *others)))


def spoilt(outcome: Outcome, handovers: tuple[Handover, ...]) -> Outcome:
    return replace(outcome, plan=replace(outcome.plan, handovers=handovers))
