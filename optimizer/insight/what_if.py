"""What if: a changed copy of a case, planned again. What was solved before is remembered, part by part.

These plans are answers to questions. They are exact to the cent, but never shown as plans, and so not audited.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from optimizer.cases.matching import matchings
from optimizer.cases.pots import may_pay
from optimizer.model.case import Case, Option, Pot
from optimizer.model.errors import StaffelstabError
from optimizer.model.findings import GoalChange
from optimizer.model.outcome import Outcome
from optimizer.model.plan import GoalValue, Handover, Plan
from optimizer.plans.pins import earlier_hours
from optimizer.plans.planner import SolvedParts, plan_case
from optimizer.program.decisions import Key
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
        self.solves = 0
        self.exhausted = False
        self._seconds = seconds
        self._work = work
        self._parts: dict[Hashable, Mapping[Option, Fraction] | None] = {}
        self._whole: dict[Hashable, Solved | None] = {self._key(self.case): self.base}

    @property
    def unbounded(self) -> bool:
        """May as much be asked as there is to ask?"""
        return self._work is None

    @property
    def exact_steps(self) -> bool:
        """Is a looser limit always a larger set of plans with the same goals? Not where a Spielraum moves with it."""
        rules = self.case.dataset.rules
        return not any(rules.slack_of(goal) for goal in rules.goals)

    @property
    def earlier(self) -> Mapping[Key, Fraction] | None:
        """Hours of the earlier plan by option, where the goal Stetigkeit asks for one."""
        return earlier_hours(self.case, self.previous) if self.previous else None

    def solve(self, case: Case) -> Solved | None:
        """The best plan of a changed case; None where its pins contradict the rules."""
        key = self._key(case)
        if key not in self._whole:
            self._whole[key] = self._solved(case)
        return self._whole[key]

    def changes(self, case: Case) -> tuple[GoalChange, ...] | None:
        """What a changed case does to every goal of the plan; None where its pins contradict the rules."""
        solved = self.solve(case)
        return None if solved is None else compare_goals(self.base.goals, solved.goals)

    def _solved(self, case: Case) -> Solved | None:
        try:
            plan = plan_case(
                case, previous=self.previous, solver=self.solver, clock=Clock(self._seconds), hours_of=self._hours
            )
        except Infeasible:
            return None
        return Solved(plan.handovers, plan.goals)

    def _hours(
        self, case: Case, part: tuple[Option, ...], earlier: Mapping[Key, Fraction] | None
    ) -> Mapping[Option, Fraction]:
        key = _part_key(case, part, earlier)
        if key not in self._parts:
            self._spend(len(part))
            try:
                self._parts[key] = SolvedParts(self.solver, Clock(self._seconds))(case, part, earlier)
            except Infeasible:
                self._parts[key] = None
        hours = self._parts[key]
        if hours is None:
            raise Infeasible
        return hours

    def _spend(self, options: int) -> None:
        if self._work is not None:
            if self._work < options:
                self.exhausted = True
                raise EnoughAsked("Der erlaubte Umfang der Nachfragen ist erreicht.")
            self._work -= options
        self.solves += 1

    def _key(self, case: Case) -> Hashable:
        earlier = earlier_hours(case, self.previous) if self.previous else None
        return (goal_names(case), *(_part_key(case, part, earlier) for part in parts(case)))


def compare_goals(before: tuple[GoalValue, ...], after: tuple[GoalValue, ...]) -> tuple[GoalChange, ...]:
    """Goal by goal; one that only one side has counts from or to nothing."""
    old, new = ({goal.name: goal.value for goal in goals} for goals in (before, after))
    names = dict.fromkeys([goal.name for goal in (*before, *after)])
    return tuple(GoalChange(name, old.get(name, Fraction(0)), new.get(name, Fraction(0))) for name in names)


def _part_key(case: Case, part: tuple[Option, ...], earlier: Mapping[Key, Fraction] | None) -> Hashable:
    """Everything that the hours and payments of a part depend on."""
    dataset = case.dataset
    pots = payers(case, part)
    names = {pot.key for pot in pots}
    outages = [case.outage[number] for number in sorted({option.outage for option in part})]
    offerings = [dataset.offering[outage.offering] for outage in outages]
    providers = sorted({case.capacity_of(option).provider for option in part})
    return (
        goal_names(case),
        dataset.rules,
        part,
        tuple(case.capacity_of(option) for option in part),
        tuple(outages if len(parts(case)) > 1 else case.outages),
        tuple(offerings),
        tuple((key, dataset.provider[key].municipal, bool(dataset.provider[key].own_means)) for key in providers),
        pots,
        tuple(dataset.source[pot.source].kind for pot in pots if pot.kind != "own"),
        tuple(rule for rule in matchings(case) if not rule.never_binds and names & rule.state_pots),
        dataset.shares,
        tuple(pin for pin in case.pins if pin.offering in {offering.key for offering in offerings}),
        tuple((earlier or {}).get((option.outage, option.capacity)) for option in part),
    )


def payers(case: Case, options: tuple[Option, ...]) -> tuple[Pot, ...]:
    """The pots that may pay for at least one of the options."""
    pairs = {(option.outage, case.capacity_of(option).provider, option.period.years) for option in options}
    return tuple(
        pot
        for pot in case.pots
        if any(
            pot.year in years and may_pay(case.dataset, pot, case.outage[outage], provider)
            for outage, provider, years in pairs
        )
    )
