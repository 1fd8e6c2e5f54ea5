"""The two programs with their rules, goals and keys: hours and money first, then the money alone in cents."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from optimizer.model.case import Case
from optimizer.model.pair import Key
from optimizer.program.arrays import Floats
from optimizer.program.decisions import AmountKey, Takeovers
from optimizer.program.goals import money_stages, stages
from optimizer.program.language import Expression
from optimizer.program.lexicographic import lexicographic
from optimizer.program.payers import Payers
from optimizer.program.rules import MONEY_RULES, RULES
from optimizer.program.solver import Clock, Infeasible, SolverName, engines
from optimizer.program.stated import Stated, state_rules


def state_takeovers(program: Takeovers) -> Stated[Takeovers]:
    """Who takes over how many hours, and who pays about how much; unique in the hours, then in the amounts."""
    decided = program.steps or program.hours
    return Stated(program, RULES, stages, [decided[key] for key in sorted(decided)], program.used.values())


def state_payers(program: Payers) -> Stated[Payers]:
    """Who pays what, when hours and costs stand."""
    return Stated(program, MONEY_RULES, money_stages, [program.steps[key] for key in sorted(program.steps)])


class Minimum(NamedTuple):
    """The least value of an expression, and a point that reaches it: values by column."""

    value: float
    values: Floats


def minimum(program: Takeovers, expression: Expression, solver: SolverName, clock: Clock) -> Minimum:
    """The least value of one expression under all that is stated. Raises `Infeasible` or `NoProof`."""
    cost = program.language.cost(expression)
    values = lexicographic(program.language.arrays(), engines(solver), clock).minimise(cost)
    return Minimum(float(cost @ values), values)


def satisfiable(program: Takeovers, solver: SolverName, clock: Clock) -> bool:
    """Can all that is stated be kept at once? Raises `NoProof`."""
    try:
        minimum(program, program.summed(()), solver, clock)
    except Infeasible:
        return False
    return True


def amounts(stated: Stated[Payers], values: Floats) -> Mapping[AmountKey, float]:
    """Cents by bill and pot; whole where the program is whole, else up to rounding noise or half-cents."""
    program, place, at = stated.program, stated.program.language.place, values.tolist()
    return {key: program.start[key] + at[place(step)] for key, step in program.steps.items()}


def write_lp(case: Case, earlier: Mapping[Key, Fraction] | None, path: Path) -> None:
    """The linear program in LP format, all parts in one, with the first goal as the objective."""
    from optimizer.program.in_pulp import InPulp  # takes its time to load

    language = InPulp()
    program = Takeovers(case, case.options, earlier, language)
    state_rules(program, RULES)
    first = stages(program)[0]
    language.problem.setObjective(first.sign * first.expression)
    language.problem.writeLP(str(path))
