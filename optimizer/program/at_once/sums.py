"""Many sums of columns at once: Σ factor · column + constant, one for each place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from optimizer.program.arrays import INFINITY, Arrays, Floats

Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]


class Rows(NamedTuple):
    """lower ≤ sum ≤ upper, for each place of `terms`, whose constants are moved into the bounds."""

    terms: Sums
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """A sum for each place 0, 1, …: terms by the place that they belong to (in any order), and a constant each."""

    place: Ints
    column: Ints
    factor: Floats
    constant: Floats

    def by(self, group: Ints, count: int) -> Sums:
        """The sums of each of `count` groups added up; `group` holds the group of every place."""
        return Sums(group[self.place], self.column, self.factor, _added(group, self.constant, count))

    def all(self) -> Sums:
        """Everything added up, as one sum."""
        return self.by(np.zeros(len(self.constant), dtype=np.intp), 1)

    def at(self, chosen: Bools) -> Sums:
        """The sums of the chosen places only."""
        number, kept = np.cumsum(chosen) - 1, chosen[self.place]
        return Sums(number[self.place[kept]], self.column[kept], self.factor[kept], self.constant[chosen])

    def times(self, factor: Floats) -> Sums:
        """Each sum times its factor."""
        return Sums(self.place, self.column, self.factor * factor[self.place], self.constant * factor)

    def pick(self, which: Ints) -> Sums:
        """The sums of these places, in this order and as often as named; only where every sum is a single column."""
        return Sums(np.arange(len(which)), self.column[which], self.factor[which], self.constant[which])

    def plus(self, other: Sums) -> Sums:
        """Place by place."""
        return Sums(
            np.concatenate((self.place, other.place)),
            np.concatenate((self.column, other.column)),
            np.concatenate((self.factor, other.factor)),
            self.constant + other.constant,
        )

    def minus(self, other: Sums) -> Sums:
        """Place by place."""
        return self.plus(Sums(other.place, other.column, -other.factor, -other.constant))

    def at_most(self, most: Floats | float) -> Rows:
        """Each sum ≤ its bound."""
        return Rows(self, np.full(len(self.constant), -INFINITY), most - self.constant)

    def at_least(self, least: Floats | float) -> Rows:
        """Each sum ≥ its bound."""
        return Rows(self, least - self.constant, np.full(len(self.constant), INFINITY))

    def equal(self, value: Floats | float) -> Rows:
        """Each sum = its value."""
        bound = value - self.constant
        return Rows(self, bound, bound)

    def costs(self, columns: int) -> Floats:
        """The factors of everything added up, by column."""
        return _added(self.column, self.factor, columns)


def arrays(upper: Floats, whole: Bools, rows: Iterable[Rows]) -> Arrays:
    """Columns from 0 to `upper`, and all rows in their order."""
    blocks = [constants(np.zeros(0)).equal(0), *rows]
    first = list(accumulate((len(block.lower) for block in blocks), initial=0))
    row = np.concatenate([block.terms.place + at for block, at in zip(blocks, first, strict=False)])
    column = np.concatenate([block.terms.column for block in blocks])
    factor = np.concatenate([block.terms.factor for block in blocks])
    (said,) = factor.nonzero()
    in_order = said[np.argsort(row[said], kind="stable")]
    return Arrays(
        lower=np.zeros(len(upper)),
        upper=upper,
        integer=whole,
        row_lower=np.concatenate([block.lower for block in blocks]),
        row_upper=np.concatenate([block.upper for block in blocks]),
        start=np.concatenate(([0], np.cumsum(np.bincount(row[said], minlength=first[-1])))).astype(np.int32),
        index=column[in_order].astype(np.int32),
        value=factor[in_order],
    )


def _added(place: Ints, values: Floats, count: int) -> Floats:
    """What falls on each place."""
    return np.asarray(np.bincount(place, values, count), dtype=np.float64)


def constants(values: Floats) -> Sums:
    """Sums of no column: numbers."""
    none = np.zeros(0, dtype=np.intp)
    return Sums(none, none, np.zeros(0), values)
