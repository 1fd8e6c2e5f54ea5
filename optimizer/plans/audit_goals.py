"""The audit's own measuring of every goal, from the handovers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from optimizer.model.german import number
from optimizer.model.plan import Handover, Plan
from optimizer.plans.audit_days import MONTH, span
from optimizer.plans.audit_options import Pair
from optimizer.plans.audit_view import HALF_UNIT, View, added, covered_hour_months

KM_TOLERANCE: Final = Fraction(1, 10**6)
"""Relative tolerance of `Nähe`, whose distances alone are floats."""


def goals(view: View, previous: Plan | None = None) -> Iterator[str]:
    """The goals are those of Regel *Ziele* in their order, each with the value that the handovers really have."""
    names = _goal_names(view)
    if [goal.name for goal in view.plan.goals] != names:
        yield f"die Ziele müssten sein: {', '.join(names)}"
    for goal in view.plan.goals:
        value = _value(view, goal.name, previous) if goal.name in names else None
        tolerance = KM_TOLERANCE * abs(value or Fraction(0)) if goal.name == "Nähe" else 0
        if value is not None and abs(goal.value - value) > HALF_UNIT + tolerance:
            yield f"{goal.name} ist {number(value, 6)}, nicht {number(goal.value, 6)}"


def _goal_names(view: View) -> list[str]:
    """`Versorgung` splits by priority where the outages with hours have several."""
    priorities = sorted({gap.offering.priority for gap in view.found.gaps.values() if not gap.frees_only})
    split = [f"Versorgung {priority}" for priority in priorities] if len(priorities) > 1 else ["Versorgung"]
    return [name for goal in view.found.dataset.rules.goals for name in (split if goal == "Versorgung" else [goal])]


def _value(view: View, name: str, previous: Plan | None) -> Fraction | None:
    if name.startswith("Versorgung"):
        return _care(view, int(name.split()[1]) if " " in name else None)
    if name == "Stetigkeit":
        return _steadiness(view, previous) if previous is not None else None
    return _VALUES[name](view)


def _hour_months(view: View, weight: Callable[[Pair], Fraction | int]) -> Fraction:
    """Σ weight · q · h over the handovers; those of equal weight are added up first."""
    by_weight: dict[Fraction | int, list[Fraction]] = {}
    for taken in view.taken:
        if factor := weight(taken.pair):
            by_weight.setdefault(factor, []).append(taken.work)
    return added(factor * added(works) for factor, works in by_weight.items()) / MONTH


def _care(view: View, priority: int | None) -> Fraction:
    return _hour_months(
        view, lambda pair: pair.gap.offering.need if priority in (None, pair.gap.offering.priority) else 0
    )


def _municipal(view: View) -> Fraction:
    provider = view.found.dataset.provider
    return _hour_months(view, lambda pair: int(provider[pair.capacity.provider].municipal))


def _balance(view: View) -> Fraction | None:
    """The smallest covered part of any outage with lost hours; None where no outage lost any."""
    covered = covered_hour_months(view)
    parts = [
        covered.get(gap.number, Fraction(0)) * MONTH / (gap.hours * span(gap.first, gap.last))
        for gap in view.found.gaps.values()
        if gap.hours
    ]
    return min(parts, default=None)


def _paid(view: View, kinds: tuple[str, ...]) -> Fraction:
    purses = view.found.purses
    payments = (payment for row in view.plan.handovers for payment in row.funding)
    return Fraction(sum(row.cents for row in payments if row.pot in purses and purses[row.pot].kind in kinds))


def _steadiness(view: View, previous: Plan) -> Fraction:
    """Σ over options of q · |h − hours in the earlier plan|, matched by offering and capacity."""
    now = {(row.outage, row.capacity): row.hours for row in view.plan.handovers}
    total = Fraction(0)
    for key, pair in view.found.pairs.items():
        if pair.window is not None:
            change = now.get(key, Fraction(0)) - _earlier_hours(pair, pair.window, previous)
            total += abs(change) * span(*pair.window)
    return total / MONTH


def _earlier_hours(pair: Pair, window: tuple[date, date], previous: Plan) -> Fraction:
    """Hours of the earlier plan; of several such handovers the one with most days in the window, then the earliest."""
    offering = {row.outage: row.offering for row in previous.outages}
    same = [
        row
        for row in previous.handovers
        if (offering.get(row.outage), row.capacity) == (pair.gap.offering.key, pair.capacity.key)
    ]

    def least_first(row: Handover) -> tuple[int, date]:
        common = (min(row.period.end, window[1]) - max(row.period.start, window[0])).days + 1
        return -max(common, 0), row.period.start

    return min(same, key=least_first).hours if same else Fraction(0)


_VALUES: Final[dict[str, Callable[[View], Fraction | None]]] = {
    "Subsidiarität": _municipal,
    "Ausgleich": _balance,
    "Reserven": lambda view: _paid(view, ("reserve",)),
    "Nähe": lambda view: added(Fraction(taken.pair.km) * taken.work for taken in view.taken) / MONTH,
    "Kosten": lambda view: _paid(view, ("freed", "reserve", "own")),
    "Übergaben": lambda view: Fraction(len(view.plan.handovers)),
}
