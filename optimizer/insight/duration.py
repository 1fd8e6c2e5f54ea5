"""Unsichere Dauer: an early and a late end of an outage, the plan for each, and the day by which one must know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

from optimizer.model.dataset import Dataset, Event
from optimizer.model.errors import UsageError
from optimizer.model.findings import DurationEnd, UncertainDuration
from optimizer.model.german import listed, number, short_date
from optimizer.model.periods import ONE_DAY, Period, phases
from optimizer.model.plan import Handover, Plan
from optimizer.plans.planner import make_plan
from optimizer.program.solver import SolverName

End = Literal["früh", "erwartet", "spät"]
ENDS: Final[tuple[End, ...]] = ("früh", "erwartet", "spät")

Active = frozenset[tuple[str, str, Fraction]]
"""Who works where: offering, capacity, weekly hours."""


def uncertain_duration(
    dataset: Dataset, scenario: str, *, solver: SolverName = "highs", time_limit: float | None = None
) -> UncertainDuration:
    """Plan the scenario with every uncertain end early, as expected (`Bis`) and late. Each plan is audited.

    Raises `UsageError` where no event of the scenario has `Bis früh` or `Bis spät`, and what `make_plan` raises.
    """
    events = [event for event in dataset.events if event.scenario == scenario and is_uncertain(event)]
    if not events:
        raise UsageError(f"Im Szenario „{scenario}“ hat kein Ereignis ein „Bis früh“ oder „Bis spät“.")
    ends = []
    for name in ENDS:
        changed = ending(dataset, scenario, name)
        plan = make_plan(changed, scenario, solver=solver, time_limit=time_limit).plan
        days = tuple((event.offering or event.provider or event.source or "", _end(event, name)) for event in events)
        ends.append(DurationEnd(name, days, plan))
    worst = max(ends, key=lambda row: (_uncovered(row.plan), _cost(row.plan), ENDS.index(row.name))).name
    same = tuple(sorted(frozenset.intersection(*(_named(row.plan) for row in ends))))
    know_by = day_to_know(dataset, [row.plan for row in ends], min(_end(event, "früh") for event in events))
    return UncertainDuration(tuple(ends), worst, same, know_by, _sentence(dataset, tuple(ends), worst, same, know_by))


def ending(dataset: Dataset, scenario: str, name: End) -> Dataset:
    """The dataset in which every uncertain event of the scenario ends early, as expected or late."""
    events = tuple(
        replace(event, end=_end(event, name)) if event.scenario == scenario and is_uncertain(event) else event
        for event in dataset.events
    )
    return replace(dataset, events=events)


def is_uncertain(event: Event) -> bool:
    """Has the event an early or a late end beside the expected one?"""
    return event.early_end is not None or event.late_end is not None


def _end(event: Event, name: End) -> date:
    """`Bis` where the wanted end is not given; the late (or early) one where there is no `Bis`."""
    middle = event.end or event.late_end or event.early_end
    assert middle is not None
    return {"früh": event.early_end or middle, "erwartet": middle, "spät": event.late_end or middle}[name]


def _uncovered(plan: Plan) -> Fraction:
    return sum((row.lost - row.covered for row in plan.outages), Fraction(0))


def _cost(plan: Plan) -> int:
    return sum(row.total for row in plan.handovers)


def _named(plan: Plan) -> frozenset[tuple[str, str, Fraction, date]]:
    offering = {row.outage: row.offering for row in plan.outages}
    return frozenset((offering[row.outage], row.capacity, row.hours, row.period.start) for row in plan.handovers)


def day_to_know(dataset: Dataset, plans: list[Plan], early_end: date) -> date | None:
    """The last day on which nobody need know: before the plans first part, less the lead time of who is affected.

    None where they never part: then one may wait for what happens. What only ends with the outage is no parting.
    """
    rows = [(plan, row) for plan in plans for row in plan.handovers]
    days = [(phase.start, phase.end) for phase, _ in phases([row.period for _, row in rows])]
    for start, _ in sorted(days):
        active = [_active(plan, start) for plan in plans]
        if len(set(active)) == 1:
            continue
        apart = frozenset.union(*active) - frozenset.intersection(*active)
        if start > early_end and not any(_begins(row, start) for _, row in rows):
            return min(start, early_end + ONE_DAY) - ONE_DAY
        leads = [capacity.lead_days for capacity in dataset.capacities if capacity.key in {key for _, key, _ in apart}]
        return start - ONE_DAY - timedelta(days=max(leads, default=0))
    return None


def _begins(row: Handover, day: date) -> bool:
    return row.period.start == day


def _active(plan: Plan, day: date) -> Active:
    offering = {row.outage: row.offering for row in plan.outages}
    today = Period(day, day)
    return frozenset(
        (offering[row.outage], row.capacity, row.hours) for row in plan.handovers if row.period.common(today)
    )


def _sentence(
    dataset: Dataset,
    ends: tuple[DurationEnd, ...],
    worst: End,
    same: tuple[tuple[str, str, Fraction, date], ...],
    know_by: date | None,
) -> str:
    parts = []
    for row in ends:
        days = listed(sorted({short_date(day) for _, day in row.ends}))
        lost = sum((each.lost for each in row.plan.outages), Fraction(0))
        covered = sum((each.covered for each in row.plan.outages), Fraction(0))
        parts.append(f"{row.name} ({days}): {number(covered)} von {number(lost)} Stundenmonaten gedeckt")
    kept = [f"{dataset.offering[offering].title} durch {key} mit {number(hours)} h" for offering, key, hours, _ in same]
    sure = (
        f"In allen drei Fällen gleich: {listed(kept)}." if kept else "Keine Übergabe ist in allen drei Fällen gleich."
    )
    know = (
        f"Spätestens am {short_date(know_by)} muss feststehen, wie lange es dauert."
        if know_by
        else "Das Ende muss nicht vorher bekannt sein: die Pläne gehen nie auseinander."
    )
    return f"{'; '.join(parts)}. Am schlechtesten: {worst}. {sure} {know}"
