"""A linear program as numbers; no solver needs to know what they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log2

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
INFINITY = float("inf")


@dataclass(frozen=True)
class Arrays:
    """min c·x with row_lower ≤ A x ≤ row_upper and lower ≤ x ≤ upper; A by rows (start, index, value)."""

    lower: Floats
    upper: Floats
    integer: npt.NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    start: npt.NDArray[np.int32]
    index: npt.NDArray[np.int32]
    value: Floats

    def kept_by(self, values: Floats, hair: float) -> bool:
        """Do the values (whole where they have to be) keep every bound and every row, but for a hair?"""
        x = np.where(self.integer, np.round(values), values)
        row_of = np.repeat(np.arange(len(self.row_lower)), np.diff(self.start))
        rows = np.bincount(row_of, self.value * x[self.index], len(self.row_lower))
        return bool(
            (x >= self.lower - hair).all()
            and (x <= self.upper + hair).all()
            and (rows >= self.row_lower - hair).all()
            and (rows <= self.row_upper + hair).all()
        )


def stretch(cost: Floats, least: float) -> float:
    """What brings the largest cost to `least` or up to twice that; a power of two, so that no digit is lost."""
    largest = float(np.abs(cost).max(initial=0.0))
    return 2.0 ** ceil(log2(least / largest)) if largest else 1.0
