"""Goals in strict order: each optimised while all before it keep their optimum. No weights, no tolerance that is money.

`linear` keeps the exact optimal face of each stage; `mixed` adds branch and bound, for programs with whole numbers.
"""

from __future__ import annotations

from typing import Protocol

from optimizer.program.arrays import Arrays, Floats
from optimizer.program.linear import Linear
from optimizer.program.mixed import Mixed
from optimizer.program.solver import Clock, Engines, Places


class Lexicographic(Protocol):
    """A program that is optimised stage after stage; values are by column."""

    def minimise(self, cost: Floats) -> Floats:
        """Values of a proven optimum among all that earlier stages allow. Raises `Infeasible` or `NoProof`."""
        ...

    def keep(self, cost: Floats, slack: float = 0.0) -> None:
        """Hold the optimum just found for all later stages, up to `slack` (in units of the objective)."""
        ...

    def start_again(self, arrays: Arrays, clock: Clock) -> Lexicographic:
        """Forget all stages, for the same columns and rows with other bounds; what is known makes it quicker."""
        ...

    def settled(self, columns: Places) -> bool:
        """Is each of these columns known to have one value in all points that are still allowed?"""
        ...

    def settle_choices(self, columns: Places) -> None:
        """Fix yes/no columns for good where no point still allowed chooses otherwise; the rest is quick then."""
        ...


def lexicographic(arrays: Arrays, engines: Engines, clock: Clock) -> Lexicographic:
    """The linear or the mixed way, as the program needs."""
    return Mixed(arrays, engines, clock) if arrays.integer.any() else Linear(arrays, engines, clock)
