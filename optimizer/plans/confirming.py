"""PuLP's word on a plan that is to be kept: stated in PuLP, every rule holds at its very hours and cents."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimizer.model.case import Case, Option
from optimizer.model.errors import CheckFailed
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover
from optimizer.program.decisions import Bill, Takeovers
from optimizer.program.payers import Payers
from optimizer.program.rules import HOUR_RULES, MONEY_RULES, state_rules

Made = Mapping[Option, Handover]


def confirm(outcome: Outcome) -> None:
    """Raise `CheckFailed` where PuLP does not find that the plan keeps every rule.

    Plans are solved from arrays (`program/at_once`). Before one is written or put on record, the rules are said
    once more in PuLP, for the whole case in one piece: those of the hours, what the hours cost, those of the money.
    """
    option_of = {(*option.key, option.period): option for option in outcome.case.options}
    rows = outcome.plan.handovers
    made = {option_of[key]: row for row in rows if (key := (*row.key, row.period)) in option_of}
    if not (len(made) == len(rows) and _hours_hold(outcome.case, made) and _cents_hold(outcome.case, made)):
        raise CheckFailed("PuLP bestätigt den Plan nicht; er wird nicht ausgegeben. Bitte melden.")


def _hours_hold(case: Case, made: Made) -> bool:
    program = Takeovers(case, case.options)
    state_rules(program, HOUR_RULES)
    _state_costs(program, made)
    for option in program.options:
        hours = made[option].hours if option in made else Fraction(0)
        if program.grid:
            program.in_pulp.decide(program.steps[option.key], float(hours / program.grid))
        else:
            program.in_pulp.decide(program.hours[option.key], float(hours))
        if program.lots:
            program.in_pulp.decide(program.used[option.key], float(option in made))
    return program.in_pulp.holds()


def _state_costs(program: Takeovers, made: Made) -> None:
    """What the hours of a bill cost in a year is what its handovers cost in the plan, each rounded down to the cent."""
    for bill, options in program.bills.items():
        costs = [dict(made[option].cost) for option in options if option in made]
        for year in program.years(bill):
            stated = [cost[year] for cost in costs if year in cost]
            program.row(("cost", *bill, year, "least"), program.cost(bill, year) >= program.money(sum(stated)))
            most = program.money(sum(stated) + len(stated))
            program.row(("cost", *bill, year, "most"), program.cost(bill, year) <= most)


def _cents_hold(case: Case, made: Made) -> bool:
    program = Payers(case, {option: dict(row.cost) for option, row in made.items()})
    state_rules(program, MONEY_RULES)
    for row in made.values():
        for payment in row.funding:
            paid = program.paid.get((Bill(row.outage, row.capacity), payment.pot))
            if paid is None:
                return False
            program.in_pulp.decide(paid, payment.cents)
    return program.in_pulp.holds()
