"""SCIP as the cross-check (`--solver scip`): other code, other algorithms, the same cents.

Linear programs go to SoPlex, the simplex solver inside SCIP; whole numbers are found by SCIP's branch and bound.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from pyscipopt import LP, SCIP_LPPARAM, Model, quicksum  # type: ignore[attr-defined]  # its stub hides one

from optimizer.model.errors import NoProof
from optimizer.program.arrays import Arrays, Floats
from optimizer.program.solver import FEASIBILITY, BranchingEngine, Clock, Infeasible, LinearEngine, Optimum, Places


class ScipEngines:
    """Opens SoPlex and SCIP."""

    def linear(self, arrays: Arrays, clock: Clock) -> LinearEngine:
        """SoPlex."""
        return _Linear(arrays, clock)

    def branching(self, arrays: Arrays, clock: Clock) -> BranchingEngine:
        """SCIP, to a gap of nothing."""
        return _Branching(arrays, clock)


class _Linear:
    def __init__(self, arrays: Arrays, clock: Clock) -> None:
        self._clock = clock
        self._count = len(arrays.lower)
        self._lp = LP("staffelstab")
        self._lp.setRealParam(SCIP_LPPARAM.FEASTOL, FEASIBILITY)
        self._lp.setRealParam(SCIP_LPPARAM.DUALFEASTOL, FEASIBILITY)
        self._lower, self._upper = self._finite(arrays.lower), self._finite(arrays.upper)
        for low, high in zip(self._lower, self._upper, strict=True):
            self._lp.addCol([], obj=0.0, lb=low, ub=high)
        sides = zip(self._finite(arrays.row_lower), self._finite(arrays.row_upper), strict=True)
        for row, (low, high) in enumerate(sides):
            self._lp.addRow(_row(arrays, row), lhs=low, rhs=high)

    def _finite(self, values: Floats) -> list[float]:
        most = self._lp.infinity()
        return [float(np.clip(value, -most, most)) for value in values]

    def minimise(self, cost: Floats) -> Optimum:
        self._clock.check()
        for column in range(self._count):
            self._lp.chgObj(column, float(cost[column]))
        _run(lambda: self._lp.solve(dual=False))
        if not self._lp.isOptimal():
            _run(lambda: self._lp.solve(dual=True))
        if not self._lp.isOptimal():
            if not self._lp.isPrimalFeasible():
                raise Infeasible
            raise NoProof("Der Löser SoPlex endete ohne Beweis des Optimums.")
        return Optimum(*(np.array(part) for part in (self._lp.getPrimal(), self._lp.getRedcost(), self._lp.getDual())))

    def start_again(self, clock: Clock) -> None:
        self._clock = clock

    def bound_columns(self, columns: Places, lower: Floats, upper: Floats) -> None:
        for column, low, high in zip(columns, self._finite(lower), self._finite(upper), strict=True):
            self._lp.chgBound(int(column), low, high)

    def bound_rows(self, rows: Places, lower: Floats, upper: Floats) -> None:
        for row, low, high in zip(rows, self._finite(lower), self._finite(upper), strict=True):
            self._lp.chgSide(int(row), low, high)

    def add_row(self, cost: Floats, most: float) -> None:
        entries = [(int(column), float(cost[column])) for column in np.flatnonzero(cost)]
        self._lp.addRow(entries, lhs=-self._lp.infinity(), rhs=most)


class _Branching:
    def __init__(self, arrays: Arrays, clock: Clock) -> None:
        self._clock = clock
        self._model = Model()
        self._model.hideOutput()
        self._model.setParam("limits/gap", 0.0)
        self._model.setParam("numerics/feastol", 1e-9)
        self._model.setParam("misc/catchctrlc", value=False)
        self._columns = [
            self._model.addVar(lb=_open_end(low), ub=_open_end(high), vtype="I" if whole else "C")
            for low, high, whole in zip(arrays.lower, arrays.upper, arrays.integer, strict=True)
        ]
        self._rows = [self._state(arrays, row) for row in range(len(arrays.row_lower))]

    def _state(self, arrays: Arrays, row: int) -> Any:
        total = quicksum(value * self._columns[column] for column, value in _row(arrays, row))
        lower, upper = arrays.row_lower[row], arrays.row_upper[row]
        if arrays.start[row] == arrays.start[row + 1]:
            if lower > 0 or upper < 0:
                raise Infeasible
            return None
        if lower == upper:
            return self._model.addCons(total == upper)
        return self._model.addCons(total <= upper if np.isfinite(upper) else total >= lower)

    def minimise(self, cost: Floats, start: Floats | None) -> Floats:
        self._model.freeTransform()
        self._model.setObjective(
            quicksum(cost[column] * self._columns[column] for column in np.flatnonzero(cost)), "minimize"
        )
        if start is not None:
            point = self._model.createSol()
            for column, value in zip(self._columns, start, strict=True):
                self._model.setSolVal(point, column, value)
            self._model.addSol(point)
        if (left := self._clock.left) is not None:
            self._model.setParam("limits/time", left)
        _run(self._model.optimize)
        status = self._model.getStatus()
        if status in ("infeasible", "inforunbd"):
            raise Infeasible
        if status != "optimal":
            raise NoProof(f"Der Löser SCIP endete ohne Beweis des Optimums ({status}).")
        return np.array([self._model.getVal(column) for column in self._columns])

    def bound_columns(self, columns: Places, lower: Floats, upper: Floats) -> None:
        self._model.freeTransform()
        for column, low, high in zip(columns, lower, upper, strict=True):
            self._model.chgVarLb(self._columns[column], float(low))
            self._model.chgVarUb(self._columns[column], float(high))

    def add_row(self, cost: Floats, most: float) -> int:
        self._model.freeTransform()
        total = quicksum(cost[column] * self._columns[column] for column in np.flatnonzero(cost))
        self._rows.append(self._model.addCons(total <= most))
        return len(self._rows) - 1

    def sharpen(self, *, sharp: bool) -> None:
        """Its numbers are as whole as they can be already."""

    def tighten(self, row: int, most: float) -> None:
        self._model.freeTransform()
        self._model.chgRhs(self._rows[row], most)


def _run(solve: Callable[[], object]) -> None:
    try:
        solve()
    except Exception as error:  # all that PySCIPOpt raises where SCIP gives up on its numbers
        raise NoProof(f"Der Löser SCIP gab auf ({error}).") from error


def _row(arrays: Arrays, row: int) -> list[tuple[int, float]]:
    part = slice(arrays.start[row], arrays.start[row + 1])
    return [(int(column), float(value)) for column, value in zip(arrays.index[part], arrays.value[part], strict=True)]


def _open_end(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
