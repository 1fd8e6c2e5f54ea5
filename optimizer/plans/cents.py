"""From the optimum to cents: hours down to 0.01 h, costs down to the cent, then who pays what, in whole cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from optimizer.cases.costs import handover_cost
from optimizer.model.case import Case, Option
from optimizer.model.errors import PinContradiction
from optimizer.model.plan import Handover, Payment
from optimizer.plans.rounding import least_hours
from optimizer.plans.solving import Solving
from optimizer.program.parts import components
from optimizer.program.solver import Infeasible

Hours = Mapping[Option, Fraction]

_STEPS_ALONE = 50
"""How many steps one handover alone may come down. A matching rule can ask for more than one: state money that loses a
cent of local money beside it has to give up as much."""


def pay(case: Case, hours: Hours, solving: Solving) -> tuple[Handover, ...]:
    """The handovers with their payments, sorted by key. Hours come down a step where a hair is missing."""
    hours = {option: value for option, value in hours.items() if value}
    while True:
        try:
            return _handovers(case, hours, solving)
        except Infeasible:
            hours = _fewer_hours(case, hours, solving)


def _handovers(case: Case, hours: Hours, solving: Solving) -> tuple[Handover, ...]:
    costs = {option: handover_cost(case, option, value) for option, value in sorted(hours.items(), key=_key)}
    payments = _payments(case, {option: dict(cost) for option, cost in costs.items()}, solving)
    return tuple(
        Handover(
            outage=option.outage,
            capacity=option.capacity,
            provider=case.capacity_of(option).provider,
            period=option.period,
            hours=hours[option],
            cost=cost,
            funding=payments.get(option, ()),
        )
        for option, cost in costs.items()
    )


def _payments(
    case: Case, costs: Mapping[Option, Mapping[int, int]], solving: Solving
) -> Mapping[Option, tuple[Payment, ...]]:
    if not any(cents for by_year in costs.values() for cents in by_year.values()):
        return {}
    option_of = {option.key: option for option in costs}
    found: dict[Option, list[Payment]] = {}
    paid = [row for row in solving.cents(case, costs).items() if row[1]]
    for (bill, key), cents in sorted(paid):
        pot = case.pot[key]
        found.setdefault(option_of[bill.outage, bill.payee], []).append(Payment(key, pot.source, pot.year, cents))
    return {option: tuple(sorted(paid, key=lambda row: (row.year, row.pot))) for option, paid in found.items()}


def _fewer_hours(case: Case, hours: Hours, solving: Solving) -> Hours:
    """Hours that can be paid: in each year, and among handovers that share money, as few steps down as may be."""
    left = dict(hours)
    for part in components(replace(case, options=tuple(hours))):
        for year in sorted({year for option in part for year in option.period.years}):
            group = {option: left[option] for option in part if left[option]}
            if not _payable(case, group, solving, year):
                left |= _one_gives_way(case, group, solving, year) or _all_in_turn(case, group, solving, year)
    if left == hours:  # each year for itself can be paid; whatever stands against all together, fewer hours mend it
        left |= _all_in_turn(case, left, solving, None)
    return {option: value for option, value in left.items() if value > 0}


def _one_gives_way(case: Case, hours: Hours, solving: Solving, year: int) -> Hours | None:
    """The fewest steps down of one handover, last key first, that make the year's money fit; None where none do."""
    step = _step(case)
    last_first = sorted(hours, key=lambda option: option.key, reverse=True)
    for steps in range(1, _STEPS_ALONE + 1):
        for option in last_first:
            fewer = hours[option] - steps * step
            if fewer > 0 and fewer >= least_hours(case, option):
                trial = {**hours, option: fewer}
                if _payable(case, trial, solving, year):
                    return trial
    return None


def _all_in_turn(case: Case, hours: Hours, solving: Solving, year: int | None) -> Hours:
    """One step down at a time, last key first, until the year's money fits; with no hours at all it always does."""
    left = dict(hours)
    movable = sorted(left, key=lambda option: option.key, reverse=True)
    while movable:
        for option in list(movable):
            pinned = any(pin.kind in ("fest", "mindestens") and pin.hours for pin in case.pins_of(option))
            fewer, least = left[option] - _step(case), least_hours(case, option)
            if pinned and fewer < least:
                movable.remove(option)
                continue
            left[option] = fewer if fewer >= least and fewer > 0 else Fraction(0)
            if left[option] == 0:
                movable.remove(option)
            if _payable(case, left, solving, year):
                return left
    raise PinContradiction(
        "Die vorgegebenen Stunden lassen sich auf den Cent nicht bezahlen: Vorgaben senken oder Mittel erhöhen."
    )


def _payable(case: Case, hours: Hours, solving: Solving, year: int | None) -> bool:
    """Can a year's cost of these handovers (None: all) be paid in cents? No rule of money looks at two years."""
    costs = {
        option: {part: cents for part, cents in handover_cost(case, option, value) if year in (None, part)}
        for option, value in hours.items()
        if value > 0
    }
    try:
        _payments(case, costs, solving)
    except Infeasible:
        return False
    return True


def _step(case: Case) -> Fraction:
    return case.dataset.rules.hour_grid or Fraction(1, 100)


def _key(item: tuple[Option, Fraction]) -> tuple[int, str]:
    return item[0].outage, item[0].capacity
