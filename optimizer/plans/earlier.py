"""What an earlier plan gave each option: the hours that the goal Stetigkeit keeps as far as it can."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimizer.model.case import Case
from optimizer.model.pair import Key
from optimizer.model.periods import Period
from optimizer.model.plan import Plan


def earlier_hours(case: Case, previous: Plan | None) -> Mapping[Key, Fraction] | None:
    """Hours of an earlier plan for each option, matched by offering and capacity; None where there is no such plan.

    Where the earlier plan has several such handovers, the one whose days overlap most counts, then the earliest.
    """
    if previous is None:
        return None
    offerings = {row.outage: row.offering for row in previous.outages}
    hours: dict[Key, Fraction] = {}
    for option in case.options:
        offering = case.outage[option.outage].offering
        same = [
            row
            for row in previous.handovers
            if (offerings.get(row.outage), row.capacity) == (offering, option.capacity)
        ]
        if same:
            best = min(same, key=lambda row: (-_days(row.period.common(option.period)), row.period.start))
            hours[option.key] = best.hours
    return hours


def _days(period: Period | None) -> int:
    return (period.end - period.start).days + 1 if period else 0
