"""Strict order without whole numbers, on the exact optimal face.

At an optimum, every column and row with a non-zero dual stays at its bound in all optimal points, and every point that
keeps these bounds is optimal.
"""

from __future__ import annotations

import numpy as np

from optimizer.model.errors import NoProof
from optimizer.program.arrays import INFINITY, Arrays, Floats, stretch
from optimizer.program.solver import Clock, Engines, Infeasible, Optimum, Places

DUAL_ZERO = 1e-6
"""A dual this small says nothing, once the largest cost is stretched to `_SPAN`."""

_SPAN = 2.0**10
"""So a dual counts from a billionth of the largest cost on. Two rates that differ by a cent differ in the Versorgung
that a euro buys by ten times as much, and simplex is wrong by a hundredth of it; over a million euros, what does not
count is less than the hundredth of an hour to which hours are rounded."""


class Linear:
    """Strict order without whole numbers, on the exact optimal face."""

    def __init__(self, arrays: Arrays, engines: Engines, clock: Clock) -> None:
        self._engines = engines
        self._engine = engines.linear(arrays, clock)
        self._lower, self._upper = arrays.lower.copy(), arrays.upper.copy()
        self._row_lower, self._row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
        self._stretch = 1.0
        nothing = np.zeros(0)
        self._optimum = Optimum(nothing, nothing, nothing)

    def minimise(self, cost: Floats) -> Floats:
        """See `Lexicographic`."""
        self._stretch = stretch(cost, _SPAN)
        try:
            self._optimum = self._engine.minimise(cost * self._stretch)
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
        columns = _close_bounds(self._optimum.reduced, self._lower, self._upper)
        if len(columns):
            self._engine.bound_columns(columns, self._lower[columns], self._upper[columns])
        rows = _close_bounds(self._optimum.dual, self._row_lower, self._row_upper)
        if len(rows):
            self._engine.bound_rows(rows, self._row_lower[rows], self._row_upper[rows])

    def at_most(self, cost: Floats, most: float) -> None:
        """A row that holds an objective down to a value."""
        self._engine.add_row(cost, most)
        self._row_lower, self._row_upper = np.append(self._row_lower, -INFINITY), np.append(self._row_upper, most)

    def bounds(self, columns: Places) -> tuple[Floats, Floats]:
        """Least and most of each column, by all that is known so far."""
        return self._lower[columns], self._upper[columns]

    def reach(self, columns: Places, gap: float) -> tuple[Floats, Floats]:
        """Least and most that whole-number columns can be in points at most `gap` worse than the optimum just found.

        Reduced cost says what each step away from a bound costs at least.
        """
        lower, upper = self.bounds(columns)
        price = self._optimum.reduced[columns]
        steps = np.floor(gap * self._stretch / np.maximum(np.abs(price), DUAL_ZERO) + DUAL_ZERO)
        most = np.where(price > DUAL_ZERO, np.minimum(upper, lower + steps), upper)
        least = np.where((price < -DUAL_ZERO) & np.isfinite(upper), np.maximum(lower, upper - steps), lower)
        return least, most

    def narrow(self, columns: Places, lower: Floats, upper: Floats) -> None:
        """Narrower bounds of columns."""
        self._lower[columns], self._upper[columns] = lower, upper
        self._engine.bound_columns(columns, lower, upper)

    def start_again(self, arrays: Arrays, clock: Clock) -> Linear:
        """See `Lexicographic`: the basis found last is the start, unless rows came in between."""
        if len(self._row_lower) > len(arrays.row_lower):
            return Linear(arrays, self._engines, clock)
        self._engine.start_again(clock)
        self._lower, self._upper = arrays.lower.copy(), arrays.upper.copy()
        self._row_lower, self._row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
        self._engine.bound_columns(np.arange(len(self._lower), dtype=np.int32), self._lower, self._upper)
        self._engine.bound_rows(np.arange(len(self._row_lower), dtype=np.int32), self._row_lower, self._row_upper)
        nothing = np.zeros(0)
        self._optimum = Optimum(nothing, nothing, nothing)
        return self

    def settled(self, columns: Places) -> bool:
        """See `Lexicographic`."""
        return bool((self._lower[columns] == self._upper[columns]).all())

    def settle_choices(self, columns: Places) -> None:
        """See `Lexicographic`; a linear program has no such columns."""


def _close_bounds(dual: Floats, lower: Floats, upper: Floats) -> Places:
    """Close the bounds (in place) where a dual says which one is tight; gives the places that changed."""
    (tight,) = ((np.abs(dual) > DUAL_ZERO) & (lower < upper)).nonzero()
    if len(tight):
        bound = np.where(dual[tight] > 0, lower[tight], upper[tight])
        at_bound = np.isfinite(bound)
        tight = tight[at_bound]
        lower[tight] = upper[tight] = bound[at_bound]
    return tight.astype(np.int32)
