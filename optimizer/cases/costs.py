"""What a handover costs, exactly: rate · hours ÷ Vollzeit · months, and start-up costs once (clause 3.3.5)."""

from __future__ import annotations

from fractions import Fraction

from optimizer.model.case import Case, Option
from optimizer.model.dataset import Capacity
from optimizer.model.exact import product_down


def monthly_rate(case: Case, capacity: Capacity) -> Fraction:
    """Cents that one weekly hour costs in a month; worked out once for each capacity of the case."""
    full_time = case.dataset.rules.full_time
    rates = case.once("monthly_rates", lambda: {_name(row): row.rate / full_time for row in case.capacities})
    return rates[_name(capacity)]


def _name(capacity: Capacity) -> tuple[str, int | None]:
    return capacity.key, capacity.only_outage


def handover_cost(case: Case, option: Option, hours: Fraction) -> tuple[tuple[int, int], ...]:
    """Cents by budget year of a handover of so many weekly hours, each year rounded down to the cent."""
    capacity = case.capacity_of(option)
    monthly, first = monthly_rate(case, capacity), option.period.start.year
    return tuple(
        (year, product_down(monthly, hours, months) + (capacity.start_up if year == first else 0))
        for year, months in option.period.months_by_year.items()
    )
