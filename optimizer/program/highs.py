"""HiGHS, through arrays: simplex that starts from the basis before, and branch and bound from the point before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import highspy
import numpy as np

from optimizer.model.errors import NoProof
from optimizer.program.arrays import INFINITY, Arrays, Floats
from optimizer.program.solver import FEASIBILITY, BranchingEngine, Clock, Infeasible, LinearEngine, Optimum, Places

_STATUS = highspy.HighsModelStatus
_DUAL_SIMPLEX, _PRIMAL_SIMPLEX = 1, 4
_PATHS = (0, 1, 2, 3)
"""Seeds of HiGHS, each in its turn; the same for everybody, so that nothing is left to chance."""

_COMMON = {"output_flag": False, "threads": 1, "random_seed": _PATHS[0]}
_SHARP = 1e-9
"""Yes or no to the ninth digit: where a handover costs a cent in a year, a millionth of a yes would pay for it."""

_USUAL = 1e-6
"""What HiGHS takes for whole by itself."""

_LINEAR = {
    "solver": "simplex",
    "presolve": "off",
    "simplex_strategy": _PRIMAL_SIMPLEX,
    "primal_feasibility_tolerance": FEASIBILITY,
    "dual_feasibility_tolerance": FEASIBILITY,
}
_BRANCHING = {
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-9,
    "mip_allow_restart": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_feasibility_jump": False,
}


class HighsEngines:
    """Opens HiGHS."""

    def linear(self, arrays: Arrays, clock: Clock) -> LinearEngine:
        """Primal simplex without presolve: the models are small and warm."""
        return _Linear(arrays, clock)

    def branching(self, arrays: Arrays, clock: Clock) -> BranchingEngine:
        """Branch and bound to a gap of nothing."""
        return _Branching(arrays, clock)


class _Linear:
    def __init__(self, arrays: Arrays, clock: Clock) -> None:
        self._clock = clock
        self._cost = np.zeros(len(arrays.lower))
        self._highs = _opened(arrays, _LINEAR)
        self._bases: list[highspy.HighsBasis] = []
        self._stage = 0

    def minimise(self, cost: Floats) -> Optimum:
        other = np.flatnonzero(cost != self._cost).astype(np.int32)
        self._highs.changeColsCost(len(other), other, cost[other])
        self._cost = cost
        if self._stage < len(self._bases):
            self._highs.setBasis(self._bases[self._stage])
        status = _run(self._highs, self._clock)
        if status != _STATUS.kOptimal:
            status = self._cold()
        _demand_optimal(self._highs, status)
        self._bases[self._stage : self._stage + 1] = [self._highs.getBasis()]
        self._stage += 1
        found = self._highs.getSolution()
        return Optimum(np.array(found.col_value), np.array(found.col_dual), np.array(found.row_dual))

    def start_again(self, clock: Clock) -> None:
        self._clock, self._stage = clock, 0

    def _cold(self) -> highspy.HighsModelStatus:
        """Once more in a new solver: on a thin optimal face a warm start may give up for rounding noise."""
        model = self._highs.getLp()
        self._highs = _set_up(_LINEAR | {"simplex_strategy": _DUAL_SIMPLEX})
        self._highs.passModel(model)
        status = _run(self._highs, self._clock)
        self._highs.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        return status

    def bound_columns(self, columns: Places, lower: Floats, upper: Floats) -> None:
        self._highs.changeColsBounds(len(columns), columns, lower, upper)

    def bound_rows(self, rows: Places, lower: Floats, upper: Floats) -> None:
        self._highs.changeRowsBounds(len(rows), rows, lower, upper)  # type: ignore[attr-defined]  # its stub lacks it

    def add_row(self, cost: Floats, most: float) -> None:
        _add_row(self._highs, cost, most)


class _Branching:
    def __init__(self, arrays: Arrays, clock: Clock) -> None:
        self._clock = clock
        self._columns = np.arange(len(arrays.lower), dtype=np.int32)
        self._highs = _opened(arrays, _BRANCHING, whole=arrays.integer.astype(np.int32))

    def minimise(self, cost: Floats, start: Floats | None) -> Floats:
        if start is not None:
            point = highspy.HighsSolution()
            point.col_value = start.tolist()
            self._highs.setSolution(point)
        self._highs.changeColsCost(len(self._columns), self._columns, cost)
        status = _run(self._highs, self._clock)
        if status not in (_STATUS.kOptimal, _STATUS.kTimeLimit):
            status = self._without_presolve()
        _demand_optimal(self._highs, status)
        return np.array(self._highs.getSolution().col_value)

    def _without_presolve(self) -> highspy.HighsModelStatus:
        """Once more on the rows as they stand: presolve may call a thin face empty, or stumble over it.

        Where HiGHS stumbles there too (an error, no answer), it takes another path.
        """
        self._highs.setOptionValue("presolve", "off")
        for seed in _PATHS:
            self._highs.clearSolver()
            self._highs.setOptionValue("random_seed", seed)
            status = _run(self._highs, self._clock)
            if status != _STATUS.kSolveError:
                break
        self._highs.setOptionValue("presolve", "choose")
        self._highs.setOptionValue("random_seed", _PATHS[0])
        return status

    def bound_columns(self, columns: Places, lower: Floats, upper: Floats) -> None:
        self._highs.changeColsBounds(len(columns), columns, lower, upper)

    def add_row(self, cost: Floats, most: float) -> int:
        _add_row(self._highs, cost, most)
        return int(self._highs.getNumRow()) - 1

    def sharpen(self, *, sharp: bool) -> None:
        self._highs.setOptionValue("mip_feasibility_tolerance", _SHARP if sharp else _USUAL)

    def tighten(self, row: int, most: float) -> None:
        self._highs.changeRowBounds(row, -INFINITY, most)


def _set_up(options: dict[str, Any]) -> highspy.Highs:
    highs = highspy.Highs()
    for option, value in (_COMMON | options).items():
        highs.setOptionValue(option, value)
    return highs


def _opened(arrays: Arrays, options: dict[str, Any], whole: Places | None = None) -> highspy.Highs:
    """HiGHS with the rows and columns, nothing to minimise yet; `whole` is 1 for columns of whole numbers."""
    highs = _set_up(options)
    nothing = np.zeros(len(arrays.lower))
    highs.passModel(
        len(arrays.lower),
        len(arrays.row_lower),
        len(arrays.value),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        nothing,
        arrays.lower,
        arrays.upper,
        arrays.row_lower,
        arrays.row_upper,
        arrays.start,
        arrays.index,
        arrays.value,
        nothing.astype(np.int32) if whole is None else whole,
    )
    return highs


def _run(highs: highspy.Highs, clock: Clock) -> highspy.HighsModelStatus:
    if (left := clock.left) is not None:
        highs.setOptionValue("time_limit", highs.getRunTime() + left)
    if clock.stopped is None:
        highs.run()
    else:
        _run_until(highs, clock.stopped)
        clock.check()
    return highs.getModelStatus()


def _run_until(highs: highspy.Highs, stopped: Callable[[], bool]) -> None:
    """Run; branch and bound asks in between whether it should stop."""

    def ask(event: Any) -> None:
        if stopped():
            event.interrupt()

    highs.cbMipInterrupt += ask
    try:
        highs.run()
    finally:
        highs.cbMipInterrupt -= ask


def _demand_optimal(highs: highspy.Highs, status: highspy.HighsModelStatus) -> None:
    if status in (_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible):
        raise Infeasible
    if status == _STATUS.kModelEmpty:  # no columns: HiGHS does not look at the rows, where nothing is 0
        rows = highs.getLp()
        if any(least > 0 or most < 0 for least, most in zip(rows.row_lower_, rows.row_upper_, strict=True)):
            raise Infeasible
        return
    if status != _STATUS.kOptimal:
        raise NoProof(f"Der Löser HiGHS endete ohne Beweis des Optimums ({highs.modelStatusToString(status)}).")


def _add_row(highs: highspy.Highs, cost: Floats, most: float) -> None:
    used = np.flatnonzero(cost).astype(np.int32)
    highs.addRow(-INFINITY, most, len(used), used, cost[used])
