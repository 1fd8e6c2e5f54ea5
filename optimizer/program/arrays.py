"""One pass over a PuLP problem into arrays; from here on no solver needs PuLP's own objects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, log2

import numpy as np
import numpy.typing as npt
import pulp

from optimizer.program.expressions import Expression

Floats = npt.NDArray[np.float64]
INFINITY = float("inf")


@dataclass(frozen=True)
class Arrays:
    """min c·x with row_lower ≤ A x ≤ row_upper and lower ≤ x ≤ upper; A by rows (start, index, value)."""

    column_names: tuple[str, ...]
    row_names: tuple[str, ...]
    lower: Floats
    upper: Floats
    integer: npt.NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    start: npt.NDArray[np.int32]
    index: npt.NDArray[np.int32]
    value: Floats

    @cached_property
    def where(self) -> dict[str, int]:
        """Column number by name."""
        return {name: column for column, name in enumerate(self.column_names)}

    def cost(self, expression: Expression) -> Floats:
        """The coefficients of an affine expression, by column."""
        costs = np.zeros(len(self.column_names))
        terms = ((expression, 1.0),) if isinstance(expression, pulp.LpVariable) else expression.items()
        for variable, factor in terms:
            costs[self.where[variable.name]] += factor
        return costs


def stretch(cost: Floats, least: float) -> float:
    """What brings the largest cost to `least` or up to twice that; a power of two, so that no digit is lost."""
    largest = float(np.abs(cost).max(initial=0.0))
    return 2.0 ** ceil(log2(least / largest)) if largest else 1.0


def to_arrays(problem: pulp.LpProblem, columns: list[Expression]) -> Arrays:
    """The problem's rows, and its columns in the order given, as arrays."""
    where = {column.name: number for number, column in enumerate(columns)}
    index: list[int] = []
    value: list[float] = []
    start = [0]
    bounds = []
    rows = problem.constraints()
    for row in rows:
        for variable, factor in row.items():
            index.append(where[variable.name])
            value.append(factor)
        start.append(len(index))
        bounds.append((-INFINITY if row.sense < 0 else -row.constant, INFINITY if row.sense > 0 else -row.constant))
    limits = np.array(bounds, dtype=float).reshape(-1, 2)
    return Arrays(
        column_names=tuple(where),
        row_names=tuple(row.name for row in rows),
        lower=np.array([-INFINITY if column.lowBound is None else column.lowBound for column in columns], dtype=float),
        upper=np.array([INFINITY if column.upBound is None else column.upBound for column in columns], dtype=float),
        integer=np.array([column.cat == "Integer" for column in columns], dtype=bool),
        row_lower=limits[:, 0].copy(),
        row_upper=limits[:, 1].copy(),
        start=np.array(start, dtype=np.int32),
        index=np.array(index, dtype=np.int32),
        value=np.array(value, dtype=float),
    )
