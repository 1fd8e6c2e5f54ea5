"""Weekly hours: two decimals, always rounded down."""

from __future__ import annotations

from fractions import Fraction


def hundredths(hours: Fraction) -> Fraction:
    """Hours down to 0.01 h."""
    return Fraction(100 * hours.numerator // hours.denominator, 100)
