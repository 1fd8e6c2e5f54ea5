"""How much of a limit may lie unused and still hold: where lot rules apply, handovers come in lumps."""

from __future__ import annotations

from fractions import Fraction

from optimizer.cases.costs import handover_cost
from optimizer.cases.pots import open_to
from optimizer.model.case import Case, Pot


def in_lumps(case: Case) -> bool:
    """Is there a rule by which a handover is made as a whole or not at all?"""
    rules = case.dataset.rules
    start_up = any(case.capacity_of(option).start_up for option in case.options)
    return bool(rules.min_hours or rules.hour_grid or rules.max_substitutes or start_up)


def lump_of_money(case: Case, pot: Pot) -> Fraction:
    """The most that one handover could take from a pot: less than that, left over, need not pay for one more."""
    if not in_lumps(case):
        return Fraction(0)
    costs = [
        dict(handover_cost(case, option, case.outage[option.outage].hours)).get(pot.year, 0)
        for option in case.options
        if pot in open_to(case)(case.outage[option.outage], case.capacity_of(option).provider)
    ]
    return Fraction(max(costs, default=0))


def lump_of_hours(case: Case, capacity: str) -> Fraction:
    """The most weekly hours that one handover could take from a capacity."""
    if not in_lumps(case):
        return Fraction(0)
    return max(case.outage[option.outage].hours for option in case.options if option.capacity == capacity)
