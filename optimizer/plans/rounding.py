"""Hours down to 0.01 h, never below what a pin or Mindestumfang asks."""

from __future__ import annotations

from fractions import Fraction

from optimizer.model.case import Case, Option
from optimizer.model.hours import hundredths

NOISE = 1e-4
"""Hours added before rounding down, so that 12.49999 is 12.50."""

_STEP = 0.01


def round_hours(case: Case, option: Option, hours: float) -> Fraction:
    """Down to 0.01 h after the solver's noise, never below a pin or Mindestumfang."""
    if hours + NOISE < _STEP:
        return Fraction(0)
    return max(hundredths(Fraction(hours + NOISE)), least_hours(case, option))


def least_hours(case: Case, option: Option) -> Fraction:
    """What pins and Mindestumfang ask of a handover that is made, down to 0.01 h."""
    pinned = [pin.hours or Fraction(0) for pin in case.pins_of(option) if pin.kind in ("fest", "mindestens")]
    lot = min(case.dataset.rules.min_hours, case.outage[option.outage].hours)
    return hundredths(max([lot, *pinned]))
