"""Exact arithmetic in long sums and products, which `Fraction` itself would shorten at every step."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm


def total(values: Iterable[Fraction]) -> Fraction:
    """Their sum."""
    parts = list(values)
    bottom = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (bottom // part.denominator) for part in parts), bottom)


def product_down(*factors: Fraction) -> int:
    """Their product, rounded down to a whole number."""
    top = bottom = 1
    for factor in factors:
        top, bottom = top * factor.numerator, bottom * factor.denominator
    return top // bottom
