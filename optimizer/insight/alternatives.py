"""Alternativen: real plans that differ as much as possible from the best, each goal within a stated slack.

The program of the plan is solved once more: every goal may fall short by the slack, and what is kept as small as
possible is the overlap with the plans found before. Then come the goals again in their order, and the money to the
cent. Every alternative passes the audit, as a plan of the same scenario.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from optimizer.insight.what_if import WhatIf, compare_goals, taken
from optimizer.insight.words import better, price
from optimizer.model.case import Case, Option
from optimizer.model.dataset import Dataset
from optimizer.model.findings import Alternative, GoalChange
from optimizer.model.german import listed, number, percent
from optimizer.model.outcome import Outcome
from optimizer.model.plan import GoalValue, Handover, Plan
from optimizer.plans.audit import audit
from optimizer.plans.cents import pay
from optimizer.plans.planner import plan_of
from optimizer.plans.solving import decided_hours
from optimizer.program.arrays import Arrays, Floats
from optimizer.program.decisions import Takeovers
from optimizer.program.goals import WHOLE_SHARE, stages
from optimizer.program.lexicographic import lexicographic
from optimizer.program.rules import RULES, state_rules
from optimizer.program.solver import Clock, Infeasible, engines

By = Literal["wer", "wo", "womit"]
"""What is to differ: who takes over, where its staff is based, or who pays."""

SLACKS = tuple(Fraction(points, 100) for points in (5, 10, 25, 50, 100))
"""Spielräume that are tried in turn until there are plans enough."""

_HUNDREDTH = 0.01
_INSIDE = 0.999
"""Part of a slack that the program may use; the rest is left for rounding to cents and 0.01 h."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a plan is made of, as far as alternatives are to differ in it: (outage, who/where/who pays) → amount."""

    amounts: Mapping[tuple[int, str], Fraction]

    def difference(self, other: Shape) -> Fraction:
        """The part of this plan that is not in the other one, from 0 (the same) to 1 (nothing in common)."""
        total = max(sum(self.amounts.values(), Fraction(0)), sum(other.amounts.values(), Fraction(0)))
        common = sum(
            (min(amount, other.amounts.get(key, Fraction(0))) for key, amount in self.amounts.items()), Fraction(0)
        )
        return 1 - common / total if total else Fraction(0)


def alternatives(
    outcome: Outcome,
    dataset: Dataset,
    *,
    by: By = "wer",
    count: int = 3,
    slack: Fraction | None = None,
    least_difference: Fraction = Fraction(1, 10),
    what_if: WhatIf | None = None,
) -> tuple[Alternative, ...]:
    """Up to `count` plans besides the best, each different from all before by at least `least_difference`.

    `slack` is a share by which every goal may miss its value in the plan or, where that is more, of the whole plan (all
    hour-months or all costs: a goal near zero would allow nothing); the sentence names the goals so measured. Without
    `slack`, 5, 10, 25, 50 and 100 % are tried until there are enough plans; each says its own.
    `dataset` is the one as read, for the audit.
    """
    asked = what_if or WhatIf(outcome)
    found: list[Alternative] = []
    shapes = [shape_of(outcome.case, outcome.plan.handovers, by)]
    for allowed in (slack,) if slack is not None else SLACKS:
        while len(found) < count:
            plan = _most_different(asked, outcome, shapes, by, allowed)
            if plan is None:
                break
            shape = shape_of(outcome.case, plan.handovers, by)
            difference = min(shape.difference(other) for other in shapes)
            if difference < least_difference or audit(dataset, plan.scenario, plan, previous=asked.previous):
                break
            found.append(_alternative(outcome, replace(plan, verified=True), shape.difference(shapes[0]), allowed))
            shapes.append(shape)
    return tuple(found)


def shape_of(case: Case, handovers: Sequence[Handover], by: By) -> Shape:
    """Hour-months by taker or base, or cents by source, for each outage."""
    amounts: dict[tuple[int, str], Fraction] = {}
    for row in handovers:
        if by == "womit":
            pieces = [(paid.source, Fraction(paid.cents)) for paid in row.funding]
        else:
            option = next(each for each in case.options if each.key == row.key)
            pieces = [(_group(case, option, by), row.hour_months)]
        for name, amount in pieces:
            amounts[row.outage, name] = amounts.get((row.outage, name), Fraction(0)) + amount
    return Shape(amounts)


def _group(case: Case, option: Option, by: By) -> str:
    capacity = case.capacity_of(option)
    return capacity.provider if by == "wer" else capacity.ags


def allowance(handovers: Sequence[Handover], goal: GoalValue, slack: Fraction) -> Fraction:
    """How far a goal may miss its value: the slack of that value or, if that is more, of all of its kind."""
    hour_months = sum((row.hour_months for row in handovers), Fraction(0))
    scales: dict[str, Fraction] = {
        "Subsidiarität": hour_months,
        "Stetigkeit": hour_months,
        "Reserven": Fraction(sum(row.total for row in handovers)),
        "Ausgleich": Fraction(1),
        "Nähe": hour_months,
    }
    return slack * max(abs(goal.value), scales.get(goal.name, Fraction(0)))


def _most_different(asked: WhatIf, outcome: Outcome, shapes: list[Shape], by: By, slack: Fraction) -> Plan | None:
    """The plan with the least overlap with all shapes, within the slack of every goal; None where there is no other."""
    case = outcome.case
    if not case.options:
        return None
    try:
        hours = _hours(asked, outcome, shapes, by, slack)
    except Infeasible:
        return None
    paid = pay(case, hours, asked.solving)
    plan = replace(plan_of(case, paid, asked.solver, asked.previous), solver=outcome.plan.solver)
    if taken(plan.handovers) == asked.base.taken and by != "womit":
        return None
    return plan if _within(outcome, plan, slack) else None


def _within(outcome: Outcome, plan: Plan, slack: Fraction) -> bool:
    before = {goal.name: goal for goal in outcome.plan.goals}
    for goal in plan.goals:
        old = before[goal.name]
        allowed = allowance(outcome.plan.handovers, old, slack)
        worse = old.value - goal.value if _is_max(goal.name) else goal.value - old.value
        if worse > allowed:
            return False
    return True


def _is_max(goal: str) -> bool:
    return goal.startswith("Versorgung") or goal == "Ausgleich"


def _hours(asked: WhatIf, outcome: Outcome, shapes: list[Shape], by: By, slack: Fraction) -> Mapping[Option, Fraction]:
    case = outcome.case
    program = Takeovers(case, case.options, asked.earlier)
    state_rules(program, RULES)
    in_order = stages(program)
    values = {goal.name: goal for goal in outcome.plan.goals}
    for stage in in_order:
        if stage.name in values:
            _hold(program, stage.name, stage.expression, values[stage.name], outcome, slack)
    overlap = _overlap(program, shapes, by)
    arrays, cost = program.in_pulp.arrays(), program.in_pulp.cost
    solver = lexicographic(arrays, engines(asked.solver), Clock(None))
    found = solver.minimise(cost(overlap))
    if by == "womit":
        solver.keep(cost(overlap))
    else:
        arrays = _only(program, arrays, found)
        solver = lexicographic(arrays, engines(asked.solver), Clock(None))
    for stage in in_order:
        aim = stage.sign * cost(stage.expression)
        if aim.any():
            found = solver.minimise(aim)
            solver.keep(aim)
    decided = program.steps or program.hours
    places = [program.in_pulp.place(decided[option.key]) for option in program.options]
    return decided_hours(case, program.options, found[places])


def _only(program: Takeovers, arrays: Arrays, values: Floats) -> Arrays:
    """Only those who take over in the most different plan may do so; within that, the best plan is sought."""
    upper = arrays.upper.copy()
    for column in (program.steps or program.hours).values():
        place = program.in_pulp.place(column)
        upper[place] = upper[place] if values[place] >= _HUNDREDTH else 0
    return replace(arrays, upper=upper)


def _hold(program: Takeovers, name: str, expression: Any, goal: GoalValue, outcome: Outcome, slack: Fraction) -> None:
    """A goal may miss its value in the plan by its allowance, no more."""
    scale = Fraction(1, WHOLE_SHARE) if name == "Ausgleich" else Fraction(100 if name in ("Reserven", "Kosten") else 1)
    allowed = allowance(outcome.plan.handovers, goal, slack)
    value, room = (
        float(goal.value / scale),
        float(allowed / scale) * _INSIDE + 1e-6 * max(1.0, float(abs(goal.value / scale))),
    )
    row = expression >= value - room if _is_max(name) else expression <= value + room
    program.row(("slack", name), row)


def _overlap(program: Takeovers, shapes: list[Shape], by: By) -> Any:
    """What a plan has in common with those before, less what is new in it; each weighs as often as it was used."""
    used: dict[tuple[int, str], int] = {}
    for shape in shapes:
        for key in shape.amounts:
            used[key] = used.get(key, 0) + 1
    if by == "womit":
        sources = {key: program.case.pot[key].source for _, key in program.paid}
        return program.weighted(
            (column, used.get((bill.outage, sources[pot]), -1)) for (bill, pot), column in program.paid.items()
        )
    return program.weighted(
        (
            program.hours[option.key],
            used.get((option.outage, _group(program.case, option, by)), -1) * program.months(option),
        )
        for option in program.options
    )


def _alternative(outcome: Outcome, plan: Plan, difference: Fraction, slack: Fraction) -> Alternative:
    case = outcome.case
    changes = compare_goals(outcome.plan.goals, plan.goals)
    several = len({row.outage for row in plan.handovers}) > 1
    takers = [
        f"{case.dataset.provider[row.provider].name} ({row.capacity}) {number(row.hours)} h"
        f"{f' bei Ausfall {row.outage}' if several else ''}"
        for row in plan.handovers
    ]
    sentence = (
        f"{percent(difference)} anders als der beste Plan: {listed(takers) or 'niemand übernimmt'}. "
        f"Gegenüber dem besten Plan: {price(case, changes)}. "
        f"Jedes Ziel liegt im Spielraum von {percent(slack)}{_by_the_whole(changes, slack)}."
    )
    return Alternative(plan, changes, sentence, difference, slack)


def _by_the_whole(changes: tuple[GoalChange, ...], slack: Fraction) -> str:
    """Names the goals that miss more than the slack of their own value: theirs is a share of the whole plan."""
    beyond = [row.goal for row in changes if not better(row) and abs(row.difference) > slack * abs(row.before)]
    return f" ({listed(beyond)} gemessen am ganzen Plan)" if beyond else ""
