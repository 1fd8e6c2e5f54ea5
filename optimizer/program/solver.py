"""What is asked of a solver, and which ones there are. HiGHS plans; SCIP (with SoPlex) is the cross-check.

Only a proven optimum is ever handed out: "impossible" (`Infeasible`) and "not proven" (`NoProof`) are exceptions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from time import monotonic
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from optimizer.model.errors import NoProof, StaffelstabError, UsageError
from optimizer.program.arrays import Arrays, Floats

SolverName = Literal["highs", "scip"]
Places = npt.NDArray[np.int32]

FEASIBILITY = 1e-7
"""How far a row may be missed, in hours and units of money; hours are rounded with a margin a thousand times that."""


class Infeasible(StaffelstabError):
    """No values satisfy all rows: in a program of ours only pins (or hours that stand already) can do that."""

    def __init__(self) -> None:
        super().__init__("Keine Werte halten alle Regeln zugleich ein; das dürfte hier nicht sein. Bitte melden.")


@dataclass(frozen=True, slots=True)
class Optimum:
    """A proven optimum of a linear program: values and reduced costs by column, duals by row."""

    values: Floats
    reduced: Floats
    dual: Floats


class LinearEngine(Protocol):
    """A linear program in a solver, warm from one run to the next."""

    def start_again(self, clock: Clock) -> None:
        """The same stages follow, with other bounds: each may start where it ended the last time."""
        ...

    def minimise(self, cost: Floats) -> Optimum:
        """Raises `Infeasible` or `NoProof`."""
        ...

    def bound_columns(self, columns: Places, lower: Floats, upper: Floats) -> None:
        """Change bounds of columns."""
        ...

    def bound_rows(self, rows: Places, lower: Floats, upper: Floats) -> None:
        """Change sides of rows."""
        ...

    def add_row(self, cost: Floats, most: float) -> None:
        """cost · x ≤ most."""
        ...


class BranchingEngine(Protocol):
    """A program with whole numbers in a solver."""

    def minimise(self, cost: Floats, start: Floats | None) -> Floats:
        """Values of a proven optimum, from a known point. Raises `Infeasible` or `NoProof`."""
        ...

    def bound_columns(self, columns: Places, lower: Floats, upper: Floats) -> None:
        """Change bounds of columns."""
        ...

    def add_row(self, cost: Floats, most: float) -> int:
        """cost · x ≤ most; gives the row's number for `tighten`."""
        ...

    def sharpen(self, *, sharp: bool) -> None:
        """Whole numbers have to be whole to the last digit that the solver knows; or as it usually takes them."""
        ...

    def tighten(self, row: int, most: float) -> None:
        """Another right side for a row that was added."""
        ...


class Engines(Protocol):
    """How to open the two kinds of engine of one solver."""

    def linear(self, arrays: Arrays, clock: Clock) -> LinearEngine:
        """Without regard to whole numbers."""
        ...

    def branching(self, arrays: Arrays, clock: Clock) -> BranchingEngine:
        """With them."""
        ...


class Clock:
    """What is left of the time a person allows (None = no limit), and whether the person still wants an answer."""

    def __init__(self, seconds: float | None, stopped: Callable[[], bool] | None = None) -> None:
        self._end = None if seconds is None else monotonic() + seconds
        self.stopped = stopped

    def check(self) -> None:
        """Raise `NoProof` when the time is used up, or when the person has given up."""
        _ = self.left

    @property
    def left(self) -> float | None:
        """Seconds; raises as `check` does."""
        if self.stopped and self.stopped():
            raise NoProof("Die Rechnung wurde angehalten.")
        if self._end is None:
            return None
        left = self._end - monotonic()
        if left <= 0:
            raise NoProof("In der erlaubten Zeit wurde kein bewiesenes Optimum gefunden; die Zeit (--zeit) verlängern.")
        return left


def engines(name: str) -> Engines:
    """The engines of a solver. Raises `UsageError` for one that is not known or not installed."""
    if name == "highs":
        from optimizer.program.highs import HighsEngines

        return HighsEngines()
    if name == "scip":
        try:
            from optimizer.program.scip import ScipEngines
        except ImportError as error:
            raise UsageError("SCIP ist nicht installiert; Zusatz „scip“ mitinstallieren (pyscipopt).") from error
        return ScipEngines()
    raise UsageError(f"Den Löser „{name}“ gibt es hier nicht; bekannt sind highs und scip.")


@cache
def solver_label(name: SolverName) -> str:
    """The solver's name and version as `plan.json` states it. Raises `UsageError` for one that is not known."""
    engines(name)
    return f"HiGHS {version('highspy')}" if name == "highs" else f"SCIP (PySCIPOpt {version('pyscipopt')})"
