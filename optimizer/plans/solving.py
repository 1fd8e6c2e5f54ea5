"""Solving parts and payments, with a memory: questions about changed copies of a case are answered from there.

Where two of them differ only in what the pots hold, the program is stated once and solved again with other budgets.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
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

_WHOLE = 1e-3
"""Cents this close to whole ones are whole."""


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
        """Weekly hours of every option of a part, rounded down. Raises `Infeasible` (pins) or `NoProof`."""
        stated = self._takeovers.get(part_shape(case, part, earlier), lambda: state_takeovers(case, part, earlier))
        stated.set_pots(case)
        values = stated.best(self.solver, self.clock)
        return decided_hours(case, stated.program.options, values[stated.program.steps.column])

    def cents(self, case: Case, costs: Mapping[Option, Mapping[int, int]]) -> Mapping[AmountKey, int]:
        """Whole cents by bill and pot, when each handover's cost by year stands. Raises `Infeasible` or `NoProof`.

        The linear program gives whole cents as a rule; else the whole-number program does, close to it.
        """
        stated = self._payers.get(_costs_shape(case, costs), lambda: state_payers(case, costs))
        stated.set_pots(case)
        found = self._amounts(stated)
        if (np.abs(found - np.rint(found)) > _WHOLE).any():
            found = self._amounts(state_payers(case, costs, near=found))
        return stated.program.by_key(np.rint(found).astype(np.intp))

    def _amounts(self, stated: Stated[Payers]) -> Floats:
        return stated.program.in_cents(stated.best(self.solver, self.clock))


def decided_hours(case: Case, options: Sequence[Option], values: Floats) -> Mapping[Option, Fraction]:
    """Weekly hours of options, from a solver's value of each (hours, or steps of the grid): down to 0.01 h."""
    grid = case.dataset.rules.hour_grid
    at = zip(options, values.tolist(), strict=True)
    if grid:
        return {option: grid * round(value) for option, value in at}
    return {option: round_hours(case, option, value) for option, value in at}


class Recent(Generic[Kept]):
    """The few things used last, by key; each is made when it is asked for and not there."""

    def __init__(self, most: int = 8) -> None:
        self._kept: dict[Hashable, Kept] = {}
        self._most = most

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The thing of that key."""
        found = self._kept.pop(key, None) or make()
        self._kept[key] = found
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return found


def part_shape(case: Case, part: tuple[Option, ...], earlier: Mapping[Key, Fraction] | None) -> Hashable:
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


def _costs_shape(case: Case, costs: Mapping[Option, Mapping[int, int]]) -> Hashable:
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
