"""A plan laid beside what the audit found by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

from optimizer.model.pair import by_outage
from optimizer.model.plan import Handover, Plan
from optimizer.plans.audit_case import Refound
from optimizer.plans.audit_days import MONTH, span
from optimizer.plans.audit_options import Pair

HALF_UNIT: Final = Fraction(1, 2_000_000)
"""What rounding to six decimals may take or add."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A handover of the plan beside the pair that the audit found for it."""

    handover: Handover
    pair: Pair
    work: Fraction
    """Hours times length, in hours and `MONTH` units."""

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"Übergabe {self.handover.outage}/{self.handover.capacity}"


@dataclass(frozen=True, slots=True)
class View:
    """The plan beside what the audit found. `taken` holds the handovers whose pair exists, `plan` all of them."""

    found: Refound
    plan: Plan
    taken: tuple[Taken, ...]


def view_of(found: Refound, plan: Plan) -> View:
    """Put each handover beside its pair; those without one are for `eligibility` to name."""
    known = [(row, found.pairs.get((row.outage, row.capacity))) for row in plan.handovers]
    return View(
        found, plan, tuple(Taken(row, pair, row.hours * length_of(row)) for row, pair in known if pair is not None)
    )


def used_by_pot(view: View) -> dict[str, int]:
    """What the plan's handovers take from each pot that they name (cents)."""
    used: dict[str, int] = {}
    for row in view.plan.handovers:
        for payment in row.funding:
            used[payment.pot] = used.get(payment.pot, 0) + payment.cents
    return used


def length_of(handover: Handover) -> int:
    """Length of a handover's window as the plan states it, in `MONTH` units."""
    return span(handover.period.start, handover.period.end)


def covered_hour_months(view: View) -> dict[int, Fraction]:
    """Hour-months taken over, by outage number."""
    rows_of = by_outage(view.plan.handovers)
    return {outage: added(row.hours * length_of(row) for row in rows) / MONTH for outage, rows in rows_of.items()}


def same(stated: Fraction, right: Fraction) -> bool:
    """Are they equal, but for rounding to six decimals?"""
    return stated == right or abs(stated - right) <= HALF_UNIT


def added(values: Iterable[Fraction]) -> Fraction:
    """Their exact sum, over one denominator; the audit's own, so that no sum of the planner's checks itself."""
    parts = list(values)
    if len(parts) == 1:
        return parts[0]
    bottom = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (bottom // part.denominator) for part in parts), bottom)
