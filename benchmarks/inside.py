"""Looking into one plan from outside: the time that the solver itself takes, the goals it reaches, a changed pot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from benchmarks.clock import Time, now
from optimizer.model.case import Case
from optimizer.program import at_once, highs
from optimizer.program.arrays import Arrays
from optimizer.program.decisions import Takeovers
from optimizer.program.goals import goal_names, stages
from optimizer.program.lexicographic import lexicographic
from optimizer.program.optimum import state_takeovers
from optimizer.program.parts import parts
from optimizer.program.solver import Clock, engines

Work = Callable[[], object]


RUNS = ("minimise",)
"""A run of HiGHS with reading back what it found."""
CALLS = ("__init__", *RUNS, "bound_columns", "bound_rows", "add_row")
"""Everything that is asked of HiGHS: opened, given a model or a bound, run, read."""


@contextmanager
def solver_clock(names: tuple[str, ...] = RUNS) -> Iterator[list[Time]]:
    """Collects the time of these calls of HiGHS, in simplex and branch and bound, while the block runs."""
    found: list[Time] = []
    kept: list[tuple[Any, str, Any]] = []

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any) -> Any:
            before = now()
            try:
                return call(*given)
            finally:
                found.append(now() - before)

        return timed

    for engine in (highs._Linear, highs._Branching):  # noqa: SLF001 - the door that the program has no need of
        for name in set(names) & set(vars(engine)):
            kept.append((engine, name, getattr(engine, name)))
            setattr(engine, name, watched(getattr(engine, name)))
    try:
        yield found
    finally:
        for engine, name, call in kept:
            setattr(engine, name, call)


def reached_goals(case: Case) -> dict[str, float]:
    """The optimum of each goal as the program finds it, before hours and money are rounded to what people pay."""
    values = dict.fromkeys(goal_names(case), 0.0)
    for part in parts(case):
        found = state_takeovers(case, part).best("highs", Clock(None))
        program = Takeovers(case, part)
        for stage in stages(program):
            if stage.name in values:
                values[stage.name] += float(program.in_pulp.cost(stage.expression) @ found)
    return values


def goals_in_the_solver(case: Case) -> tuple[Work, Work]:
    """All goals of *Ziele*, and the first alone: the program's own way through the solver, the model built before."""
    built = [_built(case, part) for part in parts(case)]

    def reach(count: int | None) -> None:
        for arrays, costs in built:
            solver = lexicographic(arrays, engines("highs"), Clock(None))
            for cost in costs[:count]:
                if cost.any():
                    solver.minimise(cost)
                    solver.keep(cost)

    return lambda: reach(None), lambda: reach(1)


def _built(case: Case, part: Any) -> tuple[Arrays, list[Any]]:
    program = at_once.Takeovers(case, part)
    at_once.state_rules(program, at_once.RULES)
    goals = [stage for stage in at_once.stages(program) if stage.name in goal_names(case)]
    return program.arrays(), [goal.sign * goal.expression.costs(program.count) for goal in goals]


def one_pot_changed(case: Case, cents: int) -> Case:
    """The case with so much more in its first reserve pot."""
    first = next(pot for pot in case.pots if pot.kind == "reserve")
    more = replace(first, cents=first.cents + cents)
    return replace(case, pots=tuple(more if pot == first else pot for pot in case.pots))


class WarmParts:
    """The parts of a case, each stated and solved once; asked again, another reserve holds a little more."""

    def __init__(self, case: Case) -> None:
        self._stated = [state_takeovers(case, part) for part in parts(case)]
        self._asked = 0
        self(case)

    def __call__(self, case: Case) -> None:
        """Solve all parts once more."""
        self._asked += 1
        changed = one_pot_changed(case, 1_000 * self._asked)
        for stated in self._stated:
            stated.set_pots(changed)
            stated.best("highs", Clock(None))


def cold_parts(case: Case) -> None:
    """The same from the worked-out case on: every part stated and solved anew."""
    changed = one_pot_changed(case, 1_000)
    for part in parts(changed):
        state_takeovers(changed, part).best("highs", Clock(None))
