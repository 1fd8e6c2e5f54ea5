"""The audit: is this plan right? It finds everything again by itself and names every rule that is broken.

It shares nothing with the program that made the plan but the input types: whole numbers and fractions (distances
excepted), no solver, no code of `cases` or `program` (model, *From the optimum to cents*, step 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from optimizer.model.dataset import Dataset
from optimizer.model.plan import Plan
from optimizer.plans import audit_hours, audit_lists, audit_money
from optimizer.plans.audit_case import refind
from optimizer.plans.audit_goals import goals
from optimizer.plans.audit_view import View, view_of

_CHECKS: Final[dict[str, Callable[[View], Iterator[str]]]] = {
    "cover": audit_hours.cover,
    "capacity": audit_hours.capacity,
    "cost_balance": audit_money.cost_balance,
    "budget": audit_money.budget,
    "shares": audit_money.shares,
    "matching": audit_money.matching,
    "pins": audit_hours.pins,
    "min_hours": audit_hours.min_hours,
    "max_substitutes": audit_hours.max_substitutes,
    "hour_grid": audit_hours.hour_grid,
    "used": audit_hours.used,
    "eligibility": audit_hours.eligibility,
    "cents": audit_money.cents,
    "input": audit_lists.belongs,
    "outages": audit_lists.outages,
    "freed": audit_lists.freed,
    "pots": audit_lists.pots,
    "not_used": audit_lists.not_used,
}
CHECKS: Final[tuple[str, ...]] = (*_CHECKS, "goals")
"""The names of all that is checked; those of the model's rules are among them, start-up costs within `cost_balance`."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: its name in `CHECKS` and a German sentence with what is there and what would be right."""

    rule: str
    text: str


def audit(dataset: Dataset, scenario: str, plan: Plan, *, previous: Plan | None = None) -> tuple[Violation, ...]:
    """Check a plan against the workbook as read (before assumptions); empty where every rule and every cent holds.

    `previous` is the earlier plan that the goal *Stetigkeit* was measured against; without it, that value is skipped.
    Never raises for a wrong plan; a dataset that the reader would refuse is outside its task.
    """
    view = view_of(refind(dataset, scenario), plan)
    found = [Violation(name, text) for name, check in _CHECKS.items() for text in check(view)]
    return (*found, *(Violation("goals", text) for text in goals(view, previous)))
