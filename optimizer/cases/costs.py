"""What a handover costs, exactly: rate · hours ÷ Vollzeit · months, and start-up costs once (clause 3.3.5)."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from optimizer.model.case import Case, Option
from optimizer.model.dataset import Capacity
from optimizer.model.periods import Period


def cost_per_hour(capacity: Capacity, full_time: Fraction, period: Period) -> dict[int, Fraction]:
    """Cents that one weekly hour costs over the period, by budget year."""
    monthly = capacity.rate / full_time
    return {year: monthly * period.months_in(year) for year in period.years}


def handover_cost(case: Case, option: Option, hours: Fraction) -> tuple[tuple[int, int], ...]:
    """Cents by budget year of a handover of so many weekly hours, each year rounded down to the cent."""
    capacity = case.capacity_of(option)
    by_year = cost_per_hour(capacity, case.dataset.rules.full_time, option.period)
    first = option.period.start.year
    return tuple(
        (year, floor(each * hours) + (capacity.start_up if year == first else 0)) for year, each in by_year.items()
    )
