"""A program that was stated once and is solved as often as its pots hold other amounts.

The stages of goals are solved in strict order, then the sorted keys, so that exactly one plan is left.

The fixed rule for what the goals leave open: the keys (outage number, capacity, and pot for money) are sorted; the plan
with the greatest sum of hours, each times the weight of its key's place, is the one, then likewise with the amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from optimizer.model.case import Case
from optimizer.model.errors import NoProof
from optimizer.program.arrays import Floats, stretch
from optimizer.program.at_once.decisions import Decisions
from optimizer.program.at_once.rules import budget, state_rules
from optimizer.program.at_once.sums import Ints, Rows
from optimizer.program.goals import Stage
from optimizer.program.lexicographic import Lexicographic, lexicographic
from optimizer.program.solver import Clock, SolverName, engines

Program = TypeVar("Program", bound=Decisions)

_HAIR = 1e-4
"""What is forgiven in the end, in hours and EUR, or cents that are whole."""

_GOAL_NOISE, _GOAL_NOISE_OF_IT = 1e-4, 1e-8
"""What a stage may come out worse in the end: in its own units, and relative to it."""

_WEIGHT_ROWS = 2
"""Rows of key weights, one after the other."""

_ASK_BEHIND = ("Nähe", "Kosten", "Mittelrang")
"""Once distances and costs have spoken, the choice of handovers is seldom open: worth asking behind these stages."""


@dataclass(frozen=True, slots=True)
class _Cost:
    """A stage as the solver sees it: what to minimise, by column, and the part of it that may be given up again."""

    name: str
    vector: Floats
    slack: Fraction


class _Held(NamedTuple):
    """A stage that was optimised: its optimum, and what of it may be given up."""

    cost: _Cost
    reached: float
    slack: float


class Stated(Generic[Program]):
    """All rules and goals of a program, said once, then handed to the solver as arrays."""

    def __init__(
        self,
        program: Program,
        rules: Iterable[Callable[[Program], Iterator[Rows]]],
        stages: Callable[[Program], Sequence[Stage]],
        keys: Ints,
        choices: Ints,
    ) -> None:
        """`keys` are the columns of the sorted keys, `choices` the yes/no columns that are worth settling early."""
        self.program = program
        self._budgets = state_rules(program, rules)[budget]
        in_order = stages(program)
        self.arrays = program.arrays()
        self._costs = [
            _Cost(stage.name, stage.sign * _at_least_one(stage.expression.costs(program.count)), stage.slack)
            for stage in in_order
        ]
        self._keys, self._choices = keys.astype(np.int32), choices.astype(np.int32)
        self._solver: Lexicographic | None = None

    def best(self, solver: SolverName, clock: Clock) -> Floats:
        """Values of the one best plan, by column. Raises `Infeasible` or `NoProof`."""
        opened, self._solver = self._solver, None
        if opened:
            opened = opened.start_again(self.arrays, clock)
        else:
            opened = lexicographic(self.arrays, engines(solver), clock)
        values, held = self._run(opened)
        values = self._settle_keys(opened, values)
        self._solver = opened
        _check_stages(held, values)
        if not self.arrays.kept_by(values, _HAIR):  # a solver's word alone is no proof
            raise NoProof("Die Lösung des Lösers hält nicht jede Zeile ein; es wird kein Plan gezeigt.")
        return values

    def set_pots(self, case: Case) -> None:
        """The pots hold what they hold in this case; all else is as it was stated."""
        upper = self.arrays.row_upper.copy()
        upper[self._budgets] = self.program.in_pots(case)
        self.arrays = replace(self.arrays, row_upper=upper)

    def _run(self, solver: Lexicographic) -> tuple[Floats, list[_Held]]:
        """Optimise each stage while all before it keep their optimum, up to their slack."""
        values: Floats | None = None
        held: list[_Held] = []
        for cost in self._costs:
            if cost.vector.any():
                values = solver.minimise(cost.vector)
                reached = float(cost.vector @ values)
                slack = float(cost.slack) / 100 * abs(reached)
                solver.keep(cost.vector, slack=slack)
                held.append(_Held(cost, reached, slack))
                if cost.name in _ASK_BEHIND and len(self._choices):
                    solver.settle_choices(self._choices)
        if values is None:
            values = solver.minimise(np.zeros(len(self.arrays.lower)))
        return values, held

    def _settle_keys(self, solver: Lexicographic, values: Floats) -> Floats:
        """What the goals leave open, by the fixed rule: the greatest sum of the keys' values, each times its weight.

        Two plans that tie under the first row of weights meet the second one. Tests hold that neither row order nor
        solver nor a solver's settings move a cent.
        """
        if solver.settled(self._keys):
            return values
        for row in range(_WEIGHT_ROWS):
            cost = np.zeros(len(values))
            cost[self._keys] = [-key_weight(row, number) for number in range(len(self._keys))]
            values = solver.minimise(cost)
            if row < _WEIGHT_ROWS - 1:
                solver.keep(cost)
        return values


def _check_stages(held: Iterable[_Held], values: Floats) -> None:
    """No later stage may have taken anything from one before it: what holds them is a solver's arithmetic too."""
    for cost, reached, slack in held:
        noise = _GOAL_NOISE + _GOAL_NOISE_OF_IT * abs(reached)
        if float(cost.vector @ values) > reached + slack + noise:
            raise NoProof(f"Das Ziel „{cost.name}“ ließ sich nicht genau halten; es wird kein Plan gezeigt.")


def _at_least_one(cost: Floats) -> Floats:
    """The same stage in a finer unit where its costs are small: tolerances are made for hours and euros."""
    return cost * max(1.0, stretch(cost, 1.0))


@cache
def key_weight(row: int, number: int) -> int:
    """A fixed whole number from 1 to 997 for a key's place in the sorted list: no name, no row order, no pattern."""
    return 1 + int.from_bytes(sha256(f"{row}:{number}".encode()).digest()[:8], "big") % 997
