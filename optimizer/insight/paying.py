"""Can the hours of a plan still be paid for? The money alone, as a small linear program."""

from __future__ import annotations

from fractions import Fraction

from optimizer.cases.costs import handover_cost
from optimizer.model.case import Case
from optimizer.model.plan import Handover
from optimizer.program.goals import reserves
from optimizer.program.payers import Payers
from optimizer.program.rules import MONEY_RULES, state_rules
from optimizer.program.solver import Clock, Infeasible, SolverName, engines


def least_reserves(case: Case, handovers: tuple[Handover, ...], solver: SolverName) -> Fraction | None:
    """The least reserve money (cents) with which these handovers can be paid in the case; None where they cannot."""
    made = {row.key: row.hours for row in handovers}
    chosen = {option.key: option for option in case.options}
    if not set(made) <= set(chosen):
        return None
    costs = {chosen[key]: dict(handover_cost(case, chosen[key], hours)) for key, hours in made.items()}
    if not costs:
        return Fraction(0)
    program = Payers(case, costs)
    state_rules(program, MONEY_RULES)
    cost = program.in_pulp.cost(reserves(program))
    try:
        values = engines(solver).linear(program.in_pulp.arrays(), Clock(None)).minimise(cost).values
    except Infeasible:
        return None
    return Fraction(round(float(cost @ values)))
