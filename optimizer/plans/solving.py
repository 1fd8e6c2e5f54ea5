"""Solving parts and payments, with a memory: questions about changed copies of a case are answered from there.

Where two of them differ only in what the pots hold, the program is stated once and solved again with other budgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Generic, TypeVar

import numpy as np

from optimizer.cases.matching import Matching, matchings
from optimizer.model.case import Case, Option
from optimizer.model.pair import Key
from optimizer.plans.rounding import round_hours
from optimizer.program.arrays import Floats
from optimizer.program.at_once import Payers, Takeovers
from optimizer.program.decisions import AmountKey
from optimizer.program.goals import goal_names
from optimizer.program.optimum import state_payers, state_takeovers
from optimizer.program.parts import in_one_piece
from optimizer.program.solver import Clock, SolverName
from optimizer.program.stated import Stated

Kept = TypeVar("Kept")
Shape = object
"""What a program depends on, to be compared."""

_WHOLE = 1e-3
"""Cents this close to whole ones are whole."""

_NOTHING = 1e-3
"""Hours, or steps of a grid, that come to none: far below a hundredth and half a step."""


class Solving:
    """Solves the parts and the payments of one case and of its changed copies."""

    def __init__(self, solver: SolverName = "highs", clock: Clock | None = None) -> None:
        self.solver: SolverName = solver
        self.clock = clock or Clock(None)
        self._takeovers: Recent[Stated[Takeovers]] = Recent()
        self._payers: Recent[Stated[Payers]] = Recent()

    def hours(
        self, case: Case, part: tuple[Option, ...], earlier: Mapping[Key, Fraction] | None
    ) -> Mapping[Option, Fraction]:
        """Weekly hours of a part's options that get some, rounded down. Raises `Infeasible` (pins) or `NoProof`."""
        stated = self._takeovers.get(
            lambda: part_shape(case, part, earlier), lambda: state_takeovers(case, part, earlier)
        )
        stated.set_pots(case)
        values = stated.best(self.solver, self.clock)
        return decided_hours(case, stated.program.options, values[stated.program.steps.column])

    def cents(self, case: Case, costs: Mapping[Option, Mapping[int, int]]) -> Mapping[AmountKey, int]:
        """Whole cents by bill and pot, when each handover's cost by year stands. Raises `Infeasible` or `NoProof`.

        The linear program gives whole cents as a rule; else the whole-number program does, close to it.
        """
        stated = self._payers.get(lambda: _costs_shape(case, costs), lambda: state_payers(case, costs))
        stated.set_pots(case)
        found = self._amounts(stated)
        if (np.abs(found - np.rint(found)) > _WHOLE).any():
            found = self._amounts(state_payers(case, costs, near=found))
        return stated.program.by_key(np.rint(found).astype(np.intp))

    def _amounts(self, stated: Stated[Payers]) -> Floats:
        return stated.program.in_cents(stated.best(self.solver, self.clock))


def decided_hours(case: Case, options: Sequence[Option], values: Floats) -> Mapping[Option, Fraction]:
    """Weekly hours of the options that get some, from a solver's value of each (hours, or steps of the grid)."""
    grid = case.dataset.rules.hour_grid
    at = [(option, value) for option, value in zip(options, values.tolist(), strict=True) if value > _NOTHING]
    found = {option: grid * round(value) if grid else round_hours(case, option, value) for option, value in at}
    return {option: hours for option, hours in found.items() if hours}


class Recent(Generic[Kept]):
    """The few things used last; each is made when it is asked for and not there.

    Shapes are worked out when there is something to compare, and not hashed: they share most of what they hold.
    """

    def __init__(self, most: int = 8) -> None:
        self._kept: list[tuple[Callable[[], Shape], Kept]] = []
        self._most = most

    def get(self, shape: Callable[[], Shape], make: Callable[[], Kept]) -> Kept:
        """The thing of that shape."""
        asked: Callable[[], Shape] = cache(shape)
        place = next((place for place, (known, _) in enumerate(self._kept) if known() == asked()), None)
        found = make() if place is None else self._kept.pop(place)[1]
        self._kept = [*self._kept, (asked, found)][-self._most :]
        return found


def part_shape(case: Case, part: tuple[Option, ...], earlier: Mapping[Key, Fraction] | None) -> Shape:
    """Everything that the program of a part depends on, but for what the pots hold.

    For copies of one case with other pots, hours, rates, shares, Regeln, Vorgaben or grants.
    """
    dataset = case.dataset
    outages = [case.outage[number] for number in sorted({option.outage for option in part})]
    offerings = {outage.offering for outage in outages}
    providers = [dataset.provider[key] for key in sorted({case.capacity_of(option).provider for option in part})]
    return (
        goal_names(case),
        dataset.rules,
        part,
        tuple(case.capacity_of(option) for option in part),
        case.outages if in_one_piece(case) else tuple(outages),
        tuple(dataset.offering[outage.offering] for outage in outages),
        tuple((row.key, row.municipal, bool(row.own_means)) for row in providers),
        tuple((pot.key, pot.rank, pot.breadth) for pot in case.pots),
        _binding(case),
        dataset.shares,
        tuple(pin for pin in case.pins if pin.offering in offerings),
        tuple((earlier or {}).get(option.key) for option in part),
    )


def _costs_shape(case: Case, costs: Mapping[Option, Mapping[int, int]]) -> Shape:
    """Everything that the program of the payments depends on, but for what the pots hold."""
    return (
        tuple((option, tuple(by_year.items())) for option, by_year in costs.items()),
        tuple(case.capacity_of(option).provider for option in costs),
        tuple((pot.key, pot.rank, pot.breadth) for pot in case.pots),
        _binding(case),
        case.dataset.shares,
        "Reserven" in case.dataset.rules.goals,
    )


def _binding(case: Case) -> tuple[Matching, ...]:
    return tuple(replace(rule, state_money=0) for rule in matchings(case) if not rule.never_binds)
