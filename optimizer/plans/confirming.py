"""PuLP's word on a plan that is to be kept: every rule, stated in PuLP, holds at its very hours and cents."""

from __future__ import annotations

from fractions import Fraction

from optimizer.model.case import Case
from optimizer.model.errors import CheckFailed
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Plan
from optimizer.program.decisions import Bill, Takeovers
from optimizer.program.in_pulp import InPulp
from optimizer.program.payers import Payers
from optimizer.program.rules import HOUR_RULES, MONEY_RULES
from optimizer.program.stated import state_rules


def confirm(outcome: Outcome) -> None:
    """Raise `CheckFailed` where PuLP does not find that the hours, and then the cents, keep every rule.

    Plans are solved from plain rows (`program/rows.py`). Before one is written or put on record, the rules are said
    once more in PuLP, for the whole case in one piece.
    """
    if not (_hours_hold(outcome.case, outcome.plan) and _cents_hold(outcome.case, outcome.plan)):
        raise CheckFailed("PuLP bestätigt den Plan nicht; er wird nicht ausgegeben. Bitte melden.")


def _hours_hold(case: Case, plan: Plan) -> bool:
    language = InPulp()
    program = Takeovers(case, case.options, language=language)
    state_rules(program, HOUR_RULES)
    made = {row.key: row.hours for row in plan.handovers}
    for key in program.hours:
        hours = made.get(key, Fraction(0))
        if program.grid:
            language.decide(program.steps[key], float(hours / program.grid))
        else:
            language.decide(program.hours[key], float(hours))
        if program.lots:
            language.decide(program.used[key], float(key in made))
    return language.holds()


def _cents_hold(case: Case, plan: Plan) -> bool:
    language = InPulp()
    option_of = {option.key: option for option in case.options}
    program = Payers(case, {option_of[row.key]: dict(row.cost) for row in plan.handovers}, language=language)
    state_rules(program, MONEY_RULES)
    for row in plan.handovers:
        for payment in row.funding:
            language.decide(program.paid[Bill(row.outage, row.capacity), payment.pot], payment.cents)
    return language.holds()
