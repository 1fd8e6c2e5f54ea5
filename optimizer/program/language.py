"""What rules and goals are written in: columns, sums of them, comparisons. Two languages speak it, word for word alike.

`Rows` keeps what is said as numbers for the solver, which is all that a plan needs. `InPulp` says it in PuLP, which
writes the LP file and confirms a plan that is to be kept; a test holds both equal, number by number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from optimizer.program.arrays import Arrays, Floats

Expression = Any
"""A column or a sum of columns of one language; operators also take a number on one side."""

Comparison = Any
"""expression ≤, = or ≥ expression, in one language."""

Name = tuple[object, ...]
"""What a column or row is called, in parts: rule or letter first, then the key of what it is about."""


class Language(Protocol):
    """One program, as far as it has been said."""

    def column(self, name: Name, most: float | None = None, *, whole: bool = False) -> Expression:
        """A new variable ≥ 0."""
        ...

    def row(self, name: Name, comparison: Comparison) -> None:
        """What has to hold."""
        ...

    def weighted(self, terms: Iterable[tuple[Expression, float]]) -> Expression:
        """Σ factor · expression."""
        ...

    def summed(self, expressions: Iterable[Expression]) -> Expression:
        """Σ expression."""
        ...

    def place(self, column: Expression) -> int:
        """The column's number, counted from 0 in the order in which they were made."""
        ...

    def cost(self, expression: Expression) -> Floats:
        """The factors of an expression, by column."""
        ...

    def arrays(self) -> Arrays:
        """All columns and rows."""
        ...
