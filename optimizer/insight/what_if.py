"""What if: a changed copy of a case, planned again. What was solved before is remembered, part by part.

These plans are answers to questions. They are exact to the cent, but never shown as plans, and so not audited.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from optimizer.cases.matching import matchings
from optimizer.cases.pots import payers
from optimizer.insight.changed import with_pot
from optimizer.model.case import Case, Option
from optimizer.model.errors import StaffelstabError
from optimizer.model.findings import GoalChange
from optimizer.model.outcome import Outcome
from optimizer.model.pair import Key
from optimizer.model.plan import GoalValue, Handover, Plan
from optimizer.plans.earlier import earlier_hours
from optimizer.plans.planner import plan_case
from optimizer.plans.solving import Solving, part_shape
from optimizer.program.goals import goal_names
from optimizer.program.parts import parts
from optimizer.program.solver import Clock, Infeasible, SolverName

Taken = frozenset[tuple[int, str, Fraction]]
"""Who takes over how many hours of which outage: what people call the plan's handovers."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The best plan of a changed case, as far as questions need it."""

    handovers: tuple[Handover, ...]
    goals: tuple[GoalValue, ...]

    @property
    def taken(self) -> Taken:
        """Outage, capacity and hours of every handover."""
        return taken(self.handovers)


def taken(handovers: tuple[Handover, ...]) -> Taken:
    """Outage, capacity and hours of every handover."""
    return frozenset((row.outage, row.capacity, row.hours) for row in handovers)


class EnoughAsked(StaffelstabError):
    """The work that was allowed is done; what is known by then stands, the rest was not asked."""


class WhatIf:
    """Answers what the best plan would be if something were different. One for all questions about one plan.

    `work` bounds how many options may be solved again in all: a large case is asked less than a small one. It is
    counted and not timed, so that every machine answers alike. What was left unasked shows in `exhausted`.
    """

    def __init__(
        self,
        outcome: Outcome,
        *,
        previous: Plan | None = None,
        solver: SolverName = "highs",
        seconds: float | None = None,
        work: int | None = None,
    ) -> None:
        self.case = outcome.case
        self.previous = previous
        self.solver = solver
        self.base = Solved(outcome.plan.handovers, outcome.plan.goals)
        self.solving = _Remembering(solver, work)
        self._seconds = seconds
        self._whole: dict[Hashable, Solved | None] = {self._key(self.case): self.base}
        self._with_pot: dict[tuple[str, int], Solved | None] = {}

    @property
    def solves(self) -> int:
        """How many parts were solved so far."""
        return self.solving.solves

    @property
    def exhausted(self) -> bool:
        """Was something left unasked, because the work that was allowed was done?"""
        return self.solving.exhausted

    @property
    def unbounded(self) -> bool:
        """May as much be asked as there is to ask?"""
        return self.solving.work is None

    @property
    def exact_steps(self) -> bool:
        """Is a looser limit always a larger set of plans with the same goals? Not where a Spielraum moves with it."""
        rules = self.case.dataset.rules
        return not any(rules.slack_of(goal) for goal in rules.goals)

    @property
    def earlier(self) -> Mapping[Key, Fraction] | None:
        """Hours of the earlier plan by option, where the goal Stetigkeit asks for one."""
        return earlier_hours(self.case, self.previous)

    def solve(self, case: Case) -> Solved | None:
        """The best plan of a changed case; None where its pins contradict the rules."""
        key = self._key(case)
        if key not in self._whole:
            self._whole[key] = self._solved(case)
        return self._whole[key]

    def with_pot(self, key: str, cents: int) -> Solved | None:
        """The best plan if one pot held another amount."""
        if (key, cents) not in self._with_pot:
            self._with_pot[key, cents] = self.solve(with_pot(self.case, key, cents))
        return self._with_pot[key, cents]

    def changes(self, case: Case) -> tuple[GoalChange, ...] | None:
        """What a changed case does to every goal of the plan; None where its pins contradict the rules."""
        solved = self.solve(case)
        return None if solved is None else compare_goals(self.base.goals, solved.goals)

    def _solved(self, case: Case) -> Solved | None:
        try:
            self.solving.clock = Clock(self._seconds)
            plan = plan_case(case, self.solving, previous=self.previous)
        except Infeasible:
            return None
        return Solved(plan.handovers, plan.goals)

    def _key(self, case: Case) -> Hashable:
        earlier = earlier_hours(case, self.previous)
        return (goal_names(case), *(_part_key(case, part, earlier) for part in parts(case)))


class _Remembering(Solving):
    """Solving that never solves the same part twice, up to the work that is allowed."""

    def __init__(self, solver: SolverName, work: int | None) -> None:
        super().__init__(solver)
        self.work = work
        self.solves = 0
        self.exhausted = False
        self._hours: dict[Hashable, Mapping[Option, Fraction] | None] = {}

    def hours(
        self, case: Case, part: tuple[Option, ...], earlier: Mapping[Key, Fraction] | None
    ) -> Mapping[Option, Fraction]:
        """See `Solving`; raises `EnoughAsked` once the work is done."""
        key = _part_key(case, part, earlier)
        if key not in self._hours:
            self._spend(len(part))
            try:
                self._hours[key] = super().hours(case, part, earlier)
            except Infeasible:
                self._hours[key] = None
        hours = self._hours[key]
        if hours is None:
            raise Infeasible
        return hours

    def _spend(self, options: int) -> None:
        if self.work is not None:
            if self.work < options:
                self.exhausted = True
                raise EnoughAsked("Der erlaubte Umfang der Nachfragen ist erreicht.")
            self.work -= options
        self.solves += 1


def compare_goals(before: tuple[GoalValue, ...], after: tuple[GoalValue, ...]) -> tuple[GoalChange, ...]:
    """Goal by goal; one that only one side has counts from or to nothing."""
    old, new = ({goal.name: goal.value for goal in goals} for goals in (before, after))
    names = dict.fromkeys([goal.name for goal in (*before, *after)])
    return tuple(GoalChange(name, old.get(name, Fraction(0)), new.get(name, Fraction(0))) for name in names)


def _part_key(case: Case, part: tuple[Option, ...], earlier: Mapping[Key, Fraction] | None) -> Hashable:
    """Everything that the hours and payments of a part depend on."""
    held = tuple(pot.cents for pot in payers(case, part))
    return part_shape(case, part, earlier), held, tuple(rule.state_money for rule in matchings(case))
