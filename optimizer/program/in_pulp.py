"""The program in PuLP: the LP file, PuLP's word on a plan, and all questions that are no plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pulp

from optimizer.program.arrays import INFINITY, Arrays, Floats
from optimizer.program.names import Names

Expression = Any
"""A variable of PuLP or a sum of them; operators also take a number on one side."""

Comparison = Any
"""expression ≤, = or ≥ expression, in PuLP."""

Name = tuple[object, ...]
"""What a column or row is called, in parts: rule or letter first, then the key of what it is about."""

_FROM_PAIRS = getattr(pulp.LpAffineExpression, "from_list", pulp.LpAffineExpression)
"""PuLP 4 and PuLP 3 say it differently."""

_HAIR = 1e-6
"""What PuLP forgives floating-point sums: a millionth of an hour or of a cent."""


class InPulp:
    """One program, as far as it has been said."""

    def __init__(self) -> None:
        self.problem = pulp.LpProblem("staffelstab", pulp.LpMinimize)
        self.columns: list[Expression] = []
        self._names = Names()
        self._place: dict[str, int] = {}

    def column(self, name: Name, most: float | None = None, *, whole: bool = False) -> Expression:
        """A new variable ≥ 0."""
        variable = self.problem.add_variable(self._names(*name), 0, most, "Integer" if whole else "Continuous")
        self._place[variable.name] = len(self.columns)
        self.columns.append(variable)
        return variable

    def row(self, name: Name, comparison: Comparison) -> None:
        """What has to hold."""
        self.problem += (comparison, self._names(*name))

    def weighted(self, terms: Iterable[tuple[Expression, float]]) -> Expression:
        """Σ factor · expression; built in one go, because PuLP's `lpSum` of products makes an object for every term."""
        factors: dict[str, float] = {}
        variables: dict[str, Expression] = {}
        constant = 0.0
        for expression, factor in terms:
            for variable, inner in _items(expression):
                variables[variable.name] = variable
                factors[variable.name] = factors.get(variable.name, 0.0) + factor * inner
            constant += 0.0 if isinstance(expression, pulp.LpVariable) else factor * expression.constant
        total = _FROM_PAIRS([(variables[name], factor) for name, factor in factors.items()])
        return total + constant if constant else total

    def summed(self, expressions: Iterable[Expression]) -> Expression:
        """Σ expression."""
        return self.weighted((expression, 1.0) for expression in expressions)

    def place(self, column: Expression) -> int:
        """The column's number, counted from 0 in the order in which they were made."""
        return self._place[column.name]

    def cost(self, expression: Expression) -> Floats:
        """The factors of an expression, by column."""
        costs = np.zeros(len(self.columns))
        for variable, factor in _items(expression):
            costs[self._place[variable.name]] += factor
        return costs

    def arrays(self) -> Arrays:
        """All columns and rows, in one pass over the model."""
        start, index, value = [0], [], []
        limits = []
        for row in self.problem.constraints():
            for variable, factor in row.items():
                index.append(self._place[variable.name])
                value.append(factor)
            start.append(len(index))
            right = -row.constant
            limits.append((-INFINITY if row.sense < 0 else right, INFINITY if row.sense > 0 else right))
        lower, upper = np.array(limits, dtype=float).reshape(-1, 2).T.copy()
        return Arrays(
            lower=np.array([column.lowBound for column in self.columns], dtype=float),
            upper=np.array([INFINITY if c.upBound is None else c.upBound for c in self.columns], dtype=float),
            integer=np.array([column.cat == pulp.LpInteger for column in self.columns], dtype=bool),
            row_lower=lower,
            row_upper=upper,
            start=np.array(start, dtype=np.int32),
            index=np.array(index, dtype=np.int32),
            value=np.array(value, dtype=float),
        )

    def decide(self, column: Expression, value: float) -> None:
        """A column's value; what nobody decides is 0."""
        column.varValue = value

    def holds(self) -> bool:
        """Does PuLP find every column within its bounds, and every row kept?"""
        for column in self.columns:
            column.varValue = column.varValue or 0
        rows = self.problem.constraints()
        return all(column.valid(_HAIR) for column in self.columns) and all(row.valid(_HAIR) for row in rows)


def _items(expression: Expression) -> Iterable[tuple[Expression, float]]:
    return ((expression, 1.0),) if isinstance(expression, pulp.LpVariable) else expression.items()
