"""Strict order with whole numbers: branch and bound only where the linear program cannot already prove the optimum.

Three programs stand side by side. `_relaxed`, without regard to whole numbers, bounds every stage from below. `_fixed`,
with the whole numbers found last, says what they reach at best, exactly. Where the two meet, the stage is proven and
its optimal face is kept; else branch and bound looks for better whole numbers. It holds the stages before loosely (a
thin face can look empty to it), and `_fixed` tells whether the looseness was abused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from optimizer.model.errors import NoProof
from optimizer.program.arrays import Arrays, Floats
from optimizer.program.linear import DUAL_ZERO, Linear
from optimizer.program.solver import BranchingEngine, Clock, Engines, Infeasible, Places

_LOOSE = (1e-6, 1e-8, 1e-10)
"""How loosely branch and bound holds a stage, relative to its value, at first and each time that was abused."""

_SAME_AT_ALL, _SAME_OF_IT = 2e-5, 1e-9
"""Two values of a stage this close, at all or relative to their size, are one."""

_LENT, _LENT_OF_IT = 1e-2, 1e-6
"""What the tightest hold may still lend a stage: a cent or a hundredth of an hour of what counts most, and a millionth.
More is no proof."""

_PROVEN_AT_ALL, _PROVEN_OF_IT = 1e-7, 1e-11
"""A bound this close proves the value: what two runs of simplex on the same vertex may differ by."""

_HALF_A_UNIT = 0.4
"""No tolerance reaches half a unit (a cent where cents are whole): they are held exactly, however large the sums."""

_BELOW_ONE = 1e-3
"""A whole number this much short of the next one cannot reach it."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A stage that is held: its optimum and what later stages may give up, with the row that holds it loosely."""

    cost: Floats
    value: float
    slack: float
    row: int


class Mixed:
    """Strict order with whole numbers."""

    def __init__(self, arrays: Arrays, engines: Engines, clock: Clock, guess: Floats | None = None) -> None:
        """`guess` may name whole numbers that are worth trying first."""
        self._arrays, self._engines, self._clock = arrays, engines, clock
        self._whole = np.flatnonzero(arrays.integer).astype(np.int32)
        self._branching: BranchingEngine = engines.branching(arrays, clock)
        self._relaxed: Linear | None = Linear(replace(arrays, integer=np.zeros_like(arrays.integer)), engines, clock)
        self._fixed: tuple[bytes, Linear] | None = None
        self._held: list[_Held] = []
        self._loose = _LOOSE[0]
        self._values: Floats | None = None
        self._bound = -np.inf
        self._guess = guess

    def minimise(self, cost: Floats) -> Floats:
        """See `Lexicographic`."""
        relaxed = self._relax(cost)
        for find in (self._best_so_far, self._guessed, partial(self._rounded, relaxed)):
            values = find(cost)
            if values is not None and self._proven(cost, float(cost @ values)):
                break
        else:
            values = self._searched(cost)
        self._values = values
        return values

    def _relax(self, cost: Floats) -> Floats | None:
        """Bound the stage from below; None, and no bound, once the linear program has lost a point it should allow."""
        self._bound = -np.inf
        if self._relaxed is None:
            return None
        try:
            values = self._relaxed.minimise(cost)
        except (Infeasible, NoProof):
            if self._values is None:
                raise
            self._relaxed = None
            return None
        self._bound = float(cost @ values)
        return values

    def _best_so_far(self, cost: Floats) -> Floats | None:
        """What the whole numbers found last reach in this stage."""
        try:
            return self._fixed[1].minimise(cost) if self._fixed else None
        except (Infeasible, NoProof):
            return None

    def _guessed(self, cost: Floats) -> Floats | None:
        """What other whole numbers reach that somebody thought of, in the first stage."""
        if self._guess is None or self._held:
            return None
        return self._best_so_far(cost) if self._fix(self._guess) else None

    def _rounded(self, relaxed: Floats | None, cost: Floats) -> Floats | None:
        """A point without branching: yes where anything says yes, other whole numbers to the nearest."""
        if relaxed is None:
            return None
        some = relaxed[self._whole]
        yes_or_no = self._arrays.upper[self._whole] <= 1
        whole = np.where(yes_or_no, np.ceil(some - DUAL_ZERO), np.round(some))
        return self._best_so_far(cost) if self._fix(whole) else None

    def _proven(self, cost: Floats, value: float) -> bool:
        """Can no whole numbers do better? Sums of whole numbers step by one."""
        in_ones = not cost[~self._arrays.integer].any() and bool((cost == np.round(cost)).all())
        return self._meets(value) or (in_ones and value - self._bound < 1 - _BELOW_ONE)

    def _meets(self, value: float) -> bool:
        return value - self._bound <= _PROVEN_AT_ALL + _PROVEN_OF_IT * abs(value)

    def _searched(self, cost: Floats) -> Floats:
        """Branch and bound; where its whole numbers do not keep what it promised, again and sharper.

        Where even a point that is known lies outside what the sharper eye sees, the first one has a last look.
        """
        values, promised = self._search(cost)
        for loose in [level for level in _LOOSE if level < self._loose]:
            if values is not None and _as_good(float(cost @ values), promised):
                return values
            self._branching.sharpen(sharp=True)
            self._hold_all(loose)
            sharper, promised = self._search(cost)
            values = values if sharper is None else sharper
        if values is None:
            self._branching.sharpen(sharp=False)
            self._hold_all(_LOOSE[0])
            values, promised = self._search(cost)
        lent = _LENT * max(1.0, float(np.abs(cost).max()))
        if values is None or not _as_good(float(cost @ values), promised, lent, _LENT_OF_IT):
            raise NoProof("Der Löser fand keine ganzen Zahlen, die alle Ziele davor genau halten.")
        return values

    def _search(self, cost: Floats) -> tuple[Floats | None, float]:
        """Values of an optimum, or None where a stage before would be given up by more than rounding noise.

        Beside it what branch and bound makes of the stage, which it may owe to how loosely it holds those before.
        """
        try:
            found = self._branching.minimise(cost, self._values)
        except Infeasible:
            if self._values is None:
                raise
            return None, np.inf
        fixed = self._fix(np.round(found[self._whole]))
        return self._best_so_far(cost) if fixed else None, float(cost @ found)

    def _fix(self, whole: Floats) -> bool:
        """Go on with these whole numbers, all held stages kept; not where one of them comes out worse than held."""
        if self._fixed and self._fixed[0] == whole.tobytes():
            return True
        lower, upper = self._arrays.lower.copy(), self._arrays.upper.copy()
        lower[self._whole] = upper[self._whole] = whole
        linear = Linear(replace(self._arrays, lower=lower, upper=upper), self._engines, self._clock)
        if not all(_keeps(linear, held) for held in self._held):
            return False
        self._fixed = whole.tobytes(), linear
        return True

    def keep(self, cost: Floats, slack: float = 0.0) -> None:
        """See `Lexicographic`."""
        if self._values is None or self._fixed is None:
            return
        value = float(cost @ self._values)
        most = _at_most(value, slack, self._loose)
        self._held.append(_Held(cost, value, slack, self._branching.add_row(cost, most)))
        self._fixed[1].keep(cost, slack)
        if self._relaxed is None:
            return
        self._relaxed.narrow(self._whole, *self._relaxed.reach(self._whole, most - self._bound))
        if self._meets(value) and not slack:
            self._relaxed.keep(cost)
        else:
            self._relaxed.at_most(cost, most)
        self._tell(self._relaxed, self._values)

    def _tell(self, relaxed: Linear, values: Floats) -> None:
        """Tell branch and bound which whole numbers are left; the ones found last must be among them."""
        lower, upper = relaxed.bounds(self._whole)
        found = np.round(values[self._whole])
        if (found < lower).any() or (found > upper).any():
            self._relaxed = None
        else:
            self._branching.bound_columns(self._whole, lower, upper)

    def settle_choices(self, columns: Places) -> None:
        """See `Lexicographic`: the point that differs most from the last one in these columns differs in none."""
        if self._values is None or self.settled(columns):
            return
        chosen = np.round(self._values[columns])
        cost = np.zeros(len(self._values))
        cost[columns] = 2 * chosen - 1
        self._relax(cost)
        if not self._proven(cost, chosen.sum()) and not self._only(cost, columns, chosen):
            return
        self._branching.bound_columns(columns, chosen, chosen)
        if self._relaxed:
            self._relaxed.narrow(columns, chosen, chosen)

    def _only(self, cost: Floats, columns: Places, chosen: Floats) -> bool:
        try:
            other = self._branching.minimise(cost, self._values)
        except Infeasible:  # a thin face looked empty: nothing is learnt, nothing is lost
            return False
        return np.array_equal(np.round(other[columns]), chosen)

    def _hold_all(self, loose: float) -> None:
        self._loose = loose
        for held in self._held:
            self._branching.tighten(held.row, _at_most(held.value, held.slack, loose))

    def start_again(self, arrays: Arrays, clock: Clock) -> Mixed:
        """See `Lexicographic`: the whole numbers found last are tried first."""
        guess = None if self._values is None else np.round(self._values[self._whole])
        return Mixed(arrays, self._engines, clock, guess)

    def settled(self, columns: Places) -> bool:
        """See `Lexicographic`."""
        if self._relaxed:
            return self._relaxed.settled(columns)
        return bool((self._arrays.lower[columns] == self._arrays.upper[columns]).all())


def _keeps(linear: Linear, held: _Held) -> bool:
    """Optimise and keep a held stage in a fresh linear program; False where it comes out worse."""
    try:
        value = float(held.cost @ linear.minimise(held.cost))
    except (Infeasible, NoProof):
        return False
    if not _as_good(value, held.value + held.slack):
        return False
    if held.slack:
        linear.at_most(held.cost, held.value + held.slack)
    else:
        linear.keep(held.cost)
    return True


def _as_good(value: float, promised: float, at_all: float = _SAME_AT_ALL, of_it: float = _SAME_OF_IT) -> bool:
    return value <= promised + min(_HALF_A_UNIT, at_all + of_it * abs(promised))


def _at_most(value: float, slack: float, loose: float) -> float:
    """What a held stage may come to: its value and what may be given up of it; where that is nothing, loosely."""
    return value + (slack or min(_HALF_A_UNIT, loose * max(1.0, abs(value))))
