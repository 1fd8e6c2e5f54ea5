"""The program as plain rows: PuLP's operators without PuLP's objects, in a third of the time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np

from optimizer.program.arrays import INFINITY, Arrays, Floats
from optimizer.program.language import Name

Terms: TypeAlias = dict[int, float]
"""Factors by the place of their column; never changed once they stand."""


Row: TypeAlias = tuple[Terms, float, float]
"""lower ≤ Σ factor · column ≤ upper: (terms, lower, upper)."""


class _Affine:
    """What columns and sums of them have in common: terms and a constant, and PuLP's operators."""

    __slots__ = ()
    terms: Terms
    constant: float

    def __add__(self, other: _Affine | float) -> Sum:
        return self._plus(other, 1.0)

    __radd__ = __add__

    def __sub__(self, other: _Affine | float) -> Sum:
        return self._plus(other, -1.0)

    def __rsub__(self, other: float) -> Sum:
        return -1.0 * self + other

    def __mul__(self, factor: float) -> Sum:
        return Sum({place: factor * inner for place, inner in self.terms.items()}, factor * self.constant)

    __rmul__ = __mul__

    def __le__(self, other: _Affine | float) -> Row:
        terms, constant = self._against(other)
        return terms, -INFINITY, constant

    def __ge__(self, other: _Affine | float) -> Row:
        terms, constant = self._against(other)
        return terms, constant, INFINITY

    def __eq__(self, other: _Affine | float) -> Row:  # type: ignore[override]  # as PuLP has it
        terms, constant = self._against(other)
        return terms, constant, constant

    __hash__ = None  # type: ignore[assignment]

    def _against(self, other: _Affine | float) -> tuple[Terms, float]:
        """All columns on the left side, all constants on the right."""
        if isinstance(other, _Affine):
            return _joined(self.terms, other.terms, -1.0), other.constant - self.constant
        return self.terms, other - self.constant

    def _plus(self, other: _Affine | float, sign: float) -> Sum:
        if isinstance(other, _Affine):
            return Sum(_joined(self.terms, other.terms, sign), self.constant + sign * other.constant)
        return Sum(self.terms, self.constant + sign * other)


def _joined(one: Terms, other: Terms, sign: float) -> Terms:
    terms = one.copy()
    for place, factor in other.items():
        terms[place] = terms.get(place, 0.0) + sign * factor
    return terms


class Sum(_Affine):
    """Σ factor · column + constant."""

    __slots__ = ("constant", "terms")

    def __init__(self, terms: Terms, constant: float = 0.0) -> None:
        self.terms = terms
        self.constant = constant


class Column(_Affine):
    """A variable."""

    __slots__ = ("place",)
    constant = 0.0

    def __init__(self, place: int) -> None:
        self.place = place

    @property
    def terms(self) -> Terms:  # type: ignore[override]
        """Itself, once."""
        return {self.place: 1.0}


class Rows:
    """See `Language`."""

    def __init__(self) -> None:
        self._most: list[float] = []
        self._whole: list[bool] = []
        self._rows: list[Row] = []

    def column(self, name: Name, most: float | None = None, *, whole: bool = False) -> Column:  # noqa: ARG002
        """See `Language`; a solver needs no name."""
        self._most.append(INFINITY if most is None else most)
        self._whole.append(whole)
        return Column(len(self._most) - 1)

    def row(self, name: Name, comparison: Row) -> None:  # noqa: ARG002
        """See `Language`."""
        self._rows.append(comparison)

    def weighted(self, terms: Iterable[tuple[Column | Sum, float]]) -> Sum:
        """See `Language`; most often each is another column."""
        pairs = list(terms)
        total = {each.place: factor for each, factor in pairs if type(each) is Column}
        if len(total) == len(pairs):
            return Sum(total)
        total, constant = {}, 0.0
        for expression, factor in pairs:
            for place, inner in expression.terms.items():
                total[place] = total.get(place, 0.0) + factor * inner
            constant += factor * expression.constant
        return Sum(total, constant)

    def summed(self, expressions: Iterable[Column | Sum]) -> Sum:
        """See `Language`."""
        found = list(expressions)
        total = dict.fromkeys([each.place for each in found if type(each) is Column], 1.0)
        return Sum(total) if len(total) == len(found) else self.weighted([(each, 1.0) for each in found])

    def place(self, column: Column) -> int:
        """See `Language`."""
        return column.place

    def cost(self, expression: Column | Sum) -> Floats:
        """See `Language`."""
        terms, costs = expression.terms, np.zeros(len(self._most))
        costs[np.fromiter(terms, np.int32, len(terms))] = np.fromiter(terms.values(), np.float64, len(terms))
        return costs

    def arrays(self) -> Arrays:
        """See `Language`."""
        start = [0]
        index: list[int] = []
        value: list[float] = []
        for terms, _, _ in self._rows:
            index += terms
            value += terms.values()
            start.append(len(index))
        return Arrays(
            lower=np.zeros(len(self._most)),
            upper=np.array(self._most, dtype=float),
            integer=np.array(self._whole, dtype=np.bool_),
            row_lower=np.array([lower for _, lower, _ in self._rows], dtype=float),
            row_upper=np.array([upper for _, _, upper in self._rows], dtype=float),
            start=np.array(start, dtype=np.int32),
            index=np.array(index, dtype=np.int32),
            value=np.array(value, dtype=float),
        )
