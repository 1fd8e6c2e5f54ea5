"""What is known about a plan beyond its figures: frozen records that insight fills and papers and pages read.

Every number in them is the difference of two real solves. Goal values carry the units of `GoalValue` (EUR goals in cents).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from optimizer.model.plan import Plan

LimitKind = Literal["pot", "capacity", "share", "lot_rule", "matching", "pin"]


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound that a person set or owns: `key` finds it in the workbook, `label` is how people call it (German)."""

    kind: LimitKind
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class GoalChange:
    """What a change does to one goal: its value in the plan and in the re-solved plan."""

    goal: str
    before: Fraction
    after: Fraction

    @property
    def difference(self) -> Fraction:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class LimitValue:
    """Grenzwert of one limit, two-sided: what `step` less and `step` more change in every goal (None = not possible)."""

    limit: Limit
    step: Fraction
    less: tuple[GoalChange, ...] | None
    more: tuple[GoalChange, ...] | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ForcedOption:
    """Warum nicht: what forcing an unused option in would cost in every goal, and what would have made it win."""

    outage: int
    capacity: str
    hours: Fraction
    changes: tuple[GoalChange, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan within the stated slack, what it costs against the optimum, and how it differs (German)."""

    plan: Plan
    changes: tuple[GoalChange, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """Engpass: limits that together hold the uncovered hours of one outage, and the cheapest repair (German)."""

    outage: int
    uncovered: Fraction
    limits: tuple[Limit, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was asked about one plan; empty parts were not asked."""

    limits: tuple[LimitValue, ...] = ()
    forced: tuple[ForcedOption, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    bottlenecks: tuple[Bottleneck, ...] = ()
