"""Weekly hours: two decimals, always rounded down."""

from __future__ import annotations

from fractions import Fraction
from math import floor


def hundredths(hours: Fraction) -> Fraction:
    """Hours down to 0.01 h."""
    return Fraction(floor(hours * 100), 100)
