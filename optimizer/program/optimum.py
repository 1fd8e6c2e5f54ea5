"""Solving: stage after stage in strict order, then the sorted keys, so that exactly one plan is left.

The fixed rule for what the goals leave open: the keys (outage number, capacity, and pot for money) are sorted; the plan
with the greatest sum of hours, each times the weight of its key's place, is the one, then likewise with the amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import numpy as np
import pulp

from optimizer.model.errors import NoProof
from optimizer.program.arrays import Arrays, Floats, to_arrays
from optimizer.program.decisions import Decisions, Payers, Payment, Takeovers
from optimizer.program.expressions import Expression
from optimizer.program.goals import Stage, money_stages, stages
from optimizer.program.lexicographic import Lexicographic, lexicographic
from optimizer.program.rules import MONEY_RULES, RULES, Named
from optimizer.program.solver import Clock, Places, SolverName, engines

Program = TypeVar("Program", bound=Decisions)

_HAIR = 1e-4
"""What PuLP's check forgives, in hours and EUR, or cents that are whole."""

_WEIGHT_ROWS = 2
"""Rows of key weights, one after the other."""

_ASK_BEHIND = ("Nähe", "Kosten", "Mittelrang")
"""Stages behind which the choice of handovers is often settled."""

_NONE: Places = np.zeros(0, dtype=np.int32)


def state_rules(program: Program, rules: Iterable[Callable[[Program], Named]]) -> None:
    """Add every constraint of the rules to the program's PuLP problem."""
    for rule in rules:
        for name, constraint in rule(program):
            program.problem += (constraint, name)


def best_takeovers(program: Takeovers, solver: SolverName, clock: Clock) -> Floats:
    """Values of the one best plan of a part, by column. Raises `Infeasible` (pins) or `NoProof`."""
    in_order = _stated(program)
    arrays = to_arrays(program.problem, program.columns)
    opened = lexicographic(arrays, engines(solver), clock)
    chosen = np.array([arrays.where[column.name] for column in program.used.values()], dtype=np.int32)
    values = _run(opened, arrays, in_order, chosen)
    decided = program.steps or program.hours
    values = _settle_keys(opened, arrays, values, [decided[key] for key in sorted(decided)])
    _check_with_pulp(program, values)
    return values


def best_payers(program: Payers, solver: SolverName, clock: Clock) -> Mapping[Payment, float]:
    """Cents by bill and pot; whole where the program is whole, else up to rounding noise or half-cents.

    Raises `Infeasible` or `NoProof`.
    """
    state_rules(program, MONEY_RULES)
    arrays = to_arrays(program.problem, program.columns)
    opened = lexicographic(arrays, engines(solver), clock)
    values = _run(opened, arrays, money_stages(program))
    values = _settle_keys(opened, arrays, values, [program.steps[key] for key in sorted(program.steps)])
    _check_with_pulp(program, values)
    return {key: program.start[key] + float(values[arrays.where[step.name]]) for key, step in program.steps.items()}


def write_lp(program: Takeovers, path: Path) -> None:
    """The linear program in LP format, all parts in one, with the first goal as the objective."""
    _stated(program)
    program.problem.writeLP(str(path))


def _stated(program: Takeovers) -> tuple[Stage, ...]:
    """All rules and goals said in PuLP; the first goal is the objective that PuLP knows."""
    state_rules(program, RULES)
    in_order = stages(program)
    first = in_order[0]
    program.problem.setObjective(first.expression if first.sense == "min" else -1 * first.expression)
    return in_order


def _run(solver: Lexicographic, arrays: Arrays, in_order: Iterable[Stage], chosen: Places = _NONE) -> Floats:
    """Optimise each stage while all before it keep their optimum, up to their slack.

    Once distances and costs have spoken, the choice of handovers is seldom open: worth asking, for the stages behind
    are many.
    """
    values: Floats | None = None
    for stage in in_order:
        cost = arrays.cost(stage.expression) * (1 if stage.sense == "min" else -1)
        if cost.any():
            values = solver.minimise(cost)
            solver.keep(cost, slack=float(stage.slack) / 100 * abs(float(cost @ values)))
            if stage.name in _ASK_BEHIND and len(chosen):
                solver.settle_choices(chosen)
    return solver.minimise(np.zeros(len(arrays.column_names))) if values is None else values


def _settle_keys(solver: Lexicographic, arrays: Arrays, values: Floats, columns: Sequence[Expression]) -> Floats:
    """What the goals leave open, by the fixed rule: the greatest sum of the keys' values, each times its key weight.

    Two plans that tie under the first row of weights meet the second one. Tests hold that neither row order nor solver
    nor a solver's settings move a cent.
    """
    places = [arrays.where[column.name] for column in columns]
    if all(solver.settled(place) for place in places):
        return values
    for row in range(_WEIGHT_ROWS):
        cost = np.zeros(len(values))
        cost[places] = [-key_weight(row, number) for number in range(len(places))]
        values = solver.minimise(cost)
        solver.keep(cost)
    return values


@cache
def key_weight(row: int, number: int) -> int:
    """A fixed whole number from 1 to 997 for a key's place in the sorted list: no name, no row order, no pattern."""
    return 1 + int.from_bytes(sha256(f"{row}:{number}".encode()).digest()[:8], "big") % 997


def _check_with_pulp(program: Decisions, values: Floats) -> None:
    """PuLP's own look at the values: a solver's word alone is no proof."""
    for column, value in zip(program.columns, values, strict=True):
        column.varValue = round(value) if column.cat == pulp.LpInteger else float(value)
    if not program.problem.valid(_HAIR):
        raise NoProof("PuLP bestätigt die Lösung des Lösers nicht; es wird kein Plan gezeigt.")
