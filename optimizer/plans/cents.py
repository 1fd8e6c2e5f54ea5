"""From the optimum to cents: hours down to 0.01 h, costs down to the cent, then who pays what, in whole cents."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from optimizer.cases.costs import handover_cost
from optimizer.model.case import Case, Option
from optimizer.model.dataset import Pin
from optimizer.model.errors import CheckFailed
from optimizer.model.plan import Handover, Payment
from optimizer.program.decisions import Payers
from optimizer.program.optimum import best_payers
from optimizer.program.solver import Clock, Infeasible, SolverName

NOISE = Fraction(1, 10_000)
"""Hours added before rounding down, so that 12.49999 is 12.50."""

_WHOLE = 1e-3

Hours = Mapping[Option, Fraction]


def round_hours(case: Case, option: Option, hours: float, pins: Mapping[Option, tuple[Pin, ...]]) -> Fraction:
    """Down to 0.01 h after the solver's noise, never below a pin or Mindestumfang."""
    rounded = Fraction(floor((Fraction(hours) + NOISE) * 100), 100)
    return max(rounded, least_hours(case, option, pins)) if rounded > 0 else rounded


def least_hours(case: Case, option: Option, pins: Mapping[Option, tuple[Pin, ...]]) -> Fraction:
    """What pins and Mindestumfang ask of a handover that is made, down to 0.01 h."""
    pinned = [pin.hours or Fraction(0) for pin in pins.get(option, ()) if pin.kind in ("fest", "mindestens")]
    lot = min(case.dataset.rules.min_hours, case.outage[option.outage].hours)
    return Fraction(floor(max([lot, *pinned]) * 100), 100)


def pay(
    case: Case, hours: Hours, pins: Mapping[Option, tuple[Pin, ...]], solver: SolverName, clock: Clock
) -> tuple[Handover, ...]:
    """The handovers with their payments, sorted by key. Hours come down a step where a hair is missing."""
    hours = {option: value for option, value in hours.items() if value > 0}
    while True:
        try:
            return _handovers(case, hours, solver, clock)
        except Infeasible:
            hours = _fewer_hours(case, hours, pins, solver, clock)


def _handovers(case: Case, hours: Hours, solver: SolverName, clock: Clock) -> tuple[Handover, ...]:
    costs = {option: handover_cost(case, option, value) for option, value in sorted(hours.items(), key=_key)}
    payments = _payments(case, {option: dict(cost) for option, cost in costs.items()}, solver, clock)
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
    case: Case, costs: Mapping[Option, Mapping[int, int]], solver: SolverName, clock: Clock
) -> Mapping[Option, tuple[Payment, ...]]:
    """Whole cents by option. The linear program gives them as a rule; else the whole-number program does."""
    if not costs:
        return {}
    program = Payers(case, costs)
    amounts = best_payers(program, solver, clock)
    if any(abs(cents - round(cents)) > _WHOLE for cents in amounts.values()):
        program = Payers(case, costs, near=amounts)
        amounts = best_payers(program, solver, clock)
    found: dict[Option, list[Payment]] = {}
    for (bill, key), cents in sorted(amounts.items()):
        if round(cents):
            (option,) = program.bills[bill]
            pot = case.pot[key]
            found.setdefault(option, []).append(Payment(key, pot.source, pot.year, round(cents)))
    return {option: tuple(sorted(paid, key=lambda row: (row.year, row.pot))) for option, paid in found.items()}


def _fewer_hours(
    case: Case, hours: Hours, pins: Mapping[Option, tuple[Pin, ...]], solver: SolverName, clock: Clock
) -> Hours:
    """One step down at a time, last key first, until the money fits; with no hours at all it always does."""
    step = case.dataset.rules.hour_grid or Fraction(1, 100)
    left = dict(hours)
    movable = sorted(left, key=lambda option: (option.outage, option.capacity), reverse=True)
    while movable:
        for option in list(movable):
            pinned = any(pin.kind in ("fest", "mindestens") and pin.hours for pin in pins.get(option, ()))
            fewer = left[option] - step
            if pinned and fewer < least_hours(case, option, pins):
                movable.remove(option)
                continue
            left[option] = fewer if fewer >= least_hours(case, option, pins) and fewer > 0 else Fraction(0)
            if left[option] == 0:
                movable.remove(option)
            if _fits(case, left, solver, clock):
                return {option: value for option, value in left.items() if value > 0}
    raise CheckFailed("Die vorgegebenen Stunden lassen sich auf den Cent nicht bezahlen.")


def _fits(case: Case, hours: Hours, solver: SolverName, clock: Clock) -> bool:
    try:
        _handovers(case, {option: value for option, value in hours.items() if value > 0}, solver, clock)
    except Infeasible:
        return False
    return True


def _key(item: tuple[Option, Fraction]) -> tuple[int, str]:
    return item[0].outage, item[0].capacity
