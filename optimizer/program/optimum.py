"""The two programs with their rules, goals and keys: hours and money first, then the money alone in cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np

from optimizer.model.case import Case, Option
from optimizer.model.pair import Key
from optimizer.program import at_once
from optimizer.program.arrays import Floats
from optimizer.program.decisions import Takeovers
from optimizer.program.goals import stages
from optimizer.program.in_pulp import Expression
from optimizer.program.lexicographic import lexicographic
from optimizer.program.rules import RULES, state_rules
from optimizer.program.solver import Clock, Infeasible, SolverName, engines
from optimizer.program.stated import Stated


def state_takeovers(
    case: Case, options: Iterable[Option], earlier: Mapping[Key, Fraction] | None = None
) -> Stated[at_once.Takeovers]:
    """Who takes over how many hours, and who pays about how much; unique in the hours, then in the amounts."""
    program = at_once.Takeovers(case, options, earlier)
    return Stated(program, at_once.RULES, at_once.stages, program.steps.column, program.used.column)


def state_payers(
    case: Case, costs: Mapping[Option, Mapping[int, int]], near: Floats | None = None
) -> Stated[at_once.Payers]:
    """Who pays what, when hours and costs stand; in whole cents close to `near`, where given."""
    program = at_once.Payers(case, costs, near)
    return Stated(program, at_once.MONEY_RULES, at_once.money_stages, program.keys, np.zeros(0, dtype=np.intp))


class Minimum(NamedTuple):
    """The least value of an expression, and a point that reaches it: values by column."""

    value: float
    values: Floats


def minimum(program: Takeovers, expression: Expression, solver: SolverName, clock: Clock) -> Minimum:
    """The least value of one expression under all that is stated. Raises `Infeasible` or `NoProof`."""
    cost = program.in_pulp.cost(expression)
    values = lexicographic(program.in_pulp.arrays(), engines(solver), clock).minimise(cost)
    return Minimum(float(cost @ values), values)


def satisfiable(program: Takeovers, solver: SolverName, clock: Clock) -> bool:
    """Can all that is stated be kept at once? Raises `NoProof`."""
    try:
        minimum(program, program.summed(()), solver, clock)
    except Infeasible:
        return False
    return True


def write_lp(case: Case, earlier: Mapping[Key, Fraction] | None, path: Path) -> None:
    """The linear program in LP format, all parts in one, with the first goal as the objective."""
    program = Takeovers(case, case.options, earlier)
    state_rules(program, RULES)
    first, problem = stages(program)[0], program.in_pulp.problem
    problem.setObjective(first.sign * first.expression)
    problem.writeLP(str(path))
