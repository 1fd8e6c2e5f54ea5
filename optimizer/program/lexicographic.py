"""Goals in strict order: each optimised while all before it keep their optimum. No weights, no tolerance that is money.

Linear programs keep the exact optimal face: at an optimum, every column and row with a non-zero dual stays at its bound
in all optimal points, and every point that keeps these bounds is optimal.
Programs with whole numbers find these by branch and bound, which holds the stages before loosely (a thin face can look
empty to it); the rest is settled by the linear program with the whole numbers fixed, which also tells whether the
looseness was abused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from optimizer.model.errors import NoProof
from optimizer.program.arrays import INFINITY, Arrays, Floats
from optimizer.program.solver import Clock, Engines, Infeasible, Optimum, Places

_DUAL_ZERO = 1e-6
_LOOSE = (1e-6, 1e-8)
"""How loosely branch and bound holds a stage, relative to its value, at first and when that was abused."""

_SAME_AT_ALL, _SAME_OF_IT = 2e-5, 1e-9
"""Two values of a stage this close, at all or relative to their size, are one."""

_BELOW_A_CENT = 0.4
"""No tolerance reaches half a unit: whole cents are held exactly, however large the sums."""


class Lexicographic(Protocol):
    """A program that is optimised stage after stage; values are by column."""

    def minimise(self, cost: Floats) -> Floats:
        """Values of a proven optimum among all that earlier stages allow. Raises `Infeasible` or `NoProof`."""
        ...

    def keep(self, cost: Floats, slack: float = 0.0) -> None:
        """Hold the optimum just found for all later stages, up to `slack` (in units of the objective)."""
        ...

    def settled(self, column: int) -> bool:
        """Is the column known to have one value in all points that are still allowed?"""
        ...

    def settle_choices(self, columns: Places) -> None:
        """Fix yes/no columns for good where no point still allowed chooses otherwise; the rest is quick then."""
        ...


def lexicographic(arrays: Arrays, engines: Engines, clock: Clock) -> Lexicographic:
    """The linear or the mixed way, as the program needs."""
    return Mixed(arrays, engines, clock) if arrays.integer.any() else Linear(arrays, engines, clock)


class Linear:
    """Strict order without whole numbers, on the exact optimal face."""

    def __init__(self, arrays: Arrays, engines: Engines, clock: Clock) -> None:
        self._engine = engines.linear(arrays, clock)
        self._lower, self._upper = arrays.lower.copy(), arrays.upper.copy()
        self._row_lower, self._row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
        nothing = np.zeros(0)
        self._optimum = Optimum(nothing, nothing, nothing)

    def minimise(self, cost: Floats) -> Floats:
        """See `Lexicographic`."""
        try:
            self._optimum = self._engine.minimise(cost)
        except Infeasible:
            if not len(self._optimum.values):
                raise
            raise NoProof("Der Löser verlor die schon gefundene Lösung; es wird kein Plan gezeigt.") from None
        return self._optimum.values

    def keep(self, cost: Floats, slack: float = 0.0) -> None:
        """See `Lexicographic`."""
        if slack:
            self.at_most(cost, float(cost @ self._optimum.values) + slack)
            return
        columns = _tight(self._optimum.reduced, self._lower, self._upper)
        if len(columns):
            self._engine.bound_columns(columns, self._lower[columns], self._upper[columns])
        rows = _tight(self._optimum.dual, self._row_lower, self._row_upper)
        if len(rows):
            self._engine.bound_rows(rows, self._row_lower[rows], self._row_upper[rows])

    def at_most(self, cost: Floats, most: float) -> None:
        """A row that holds an objective down to a value."""
        self._engine.add_row(cost, most)
        self._row_lower, self._row_upper = np.append(self._row_lower, -INFINITY), np.append(self._row_upper, most)

    def settled(self, column: int) -> bool:
        """See `Lexicographic`."""
        return bool(self._lower[column] == self._upper[column])

    def settle_choices(self, columns: Places) -> None:
        """See `Lexicographic`; a linear program has no such columns."""


@dataclass(slots=True)
class _Held:
    """A stage that is held: its optimum, what later stages may give up, and the row that holds it loosely."""

    cost: Floats
    value: float
    slack: float
    row: int


class Mixed:
    """Strict order with whole numbers."""

    def __init__(self, arrays: Arrays, engines: Engines, clock: Clock) -> None:
        self._arrays, self._engines, self._clock = arrays, engines, clock
        self._branching = engines.branching(arrays, clock)
        self._whole = np.flatnonzero(arrays.integer)
        self._held: list[_Held] = []
        self._loose = _LOOSE[0]
        self._values: Floats | None = None
        self._linear: tuple[bytes, Linear] | None = None

    def minimise(self, cost: Floats) -> Floats:
        """See `Lexicographic`."""
        values = self._search(cost)
        if values is None:
            self._hold_all(_LOOSE[1])
            values = self._search(cost)
        if values is None:
            raise NoProof("Der Löser fand keine ganzen Zahlen, die alle Ziele davor genau halten.")
        self._values = values
        return values

    def settle_choices(self, columns: Places) -> None:
        """See `Lexicographic`: the point that differs most from the last one in these columns differs in none."""
        if self._values is None or not len(columns):
            return
        chosen = np.round(self._values[columns])
        cost = np.zeros(len(self._values))
        cost[columns] = 2 * chosen - 1
        try:
            other = self._branching.minimise(cost, self._values)
        except Infeasible:  # a thin face looked empty: nothing is learnt, nothing is lost
            return
        if np.array_equal(np.round(other[columns]), chosen):
            self._branching.bound_columns(columns, chosen, chosen)

    def _search(self, cost: Floats) -> Floats | None:
        """Values of an optimum, or None where a stage before would be given up by more than rounding noise."""
        try:
            found = self._branching.minimise(cost, self._values)
        except Infeasible:
            if self._values is None:
                raise
            return None
        linear = self._with_fixed(np.round(found[self._whole]))
        return None if linear is None else linear.minimise(cost)

    def _with_fixed(self, whole: Floats) -> Linear | None:
        """The linear program with these whole numbers, all held stages kept; None where one is worse than held."""
        if self._linear and self._linear[0] == whole.tobytes():
            return self._linear[1]
        lower, upper = self._arrays.lower.copy(), self._arrays.upper.copy()
        lower[self._whole] = upper[self._whole] = whole
        linear = Linear(replace(self._arrays, lower=lower, upper=upper), self._engines, self._clock)
        for held in self._held:
            if not _keeps(linear, held):
                return None
        self._linear = whole.tobytes(), linear
        return linear

    def keep(self, cost: Floats, slack: float = 0.0) -> None:
        """See `Lexicographic`."""
        if self._values is None or self._linear is None:
            return
        value = float(cost @ self._values)
        row = self._branching.add_row(cost, value + slack + _loosely(value, self._loose))
        self._held.append(_Held(cost, value, slack, row))
        self._linear[1].keep(cost, slack)

    def _hold_all(self, loose: float) -> None:
        self._loose = loose
        for held in self._held:
            self._branching.tighten(held.row, held.value + held.slack + _loosely(held.value, loose))

    def settled(self, column: int) -> bool:
        """See `Lexicographic`."""
        return bool(self._arrays.lower[column] == self._arrays.upper[column])


def _keeps(linear: Linear, held: _Held) -> bool:
    """Optimise and keep a held stage in a fresh linear program; False where it comes out worse."""
    try:
        value = float(held.cost @ linear.minimise(held.cost))
    except Infeasible:
        return False
    if value > held.value + held.slack + min(_BELOW_A_CENT, _SAME_AT_ALL + _SAME_OF_IT * abs(held.value)):
        return False
    if held.slack:
        linear.at_most(held.cost, held.value + held.slack)
    else:
        linear.keep(held.cost)
    return True


def _loosely(value: float, loose: float) -> float:
    return min(_BELOW_A_CENT, loose * max(1.0, abs(value)))


def _tight(dual: Floats, lower: Floats, upper: Floats) -> Places:
    """Close the bounds (in place) where a dual says which one is tight; gives the places that changed."""
    open_ = lower < upper
    at_lower = np.flatnonzero((dual > _DUAL_ZERO) & open_ & np.isfinite(lower))
    at_upper = np.flatnonzero((dual < -_DUAL_ZERO) & open_ & np.isfinite(upper))
    upper[at_lower] = lower[at_lower]
    lower[at_upper] = upper[at_upper]
    return np.concatenate([at_lower, at_upper]).astype(np.int32)
