"""What a plan reaches in each goal, recomputed from its handovers in exact arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from optimizer.model.case import Case, Option
from optimizer.model.exact import total
from optimizer.model.plan import GoalValue, Handover, Plan
from optimizer.plans.earlier import earlier_hours
from optimizer.program.goals import goal_names

Done = tuple[tuple[Handover, Fraction], ...]
"""Handovers, each with its hour-months."""


def goal_values(case: Case, handovers: tuple[Handover, ...], previous: Plan | None = None) -> tuple[GoalValue, ...]:
    """One value per goal, in order: hour-months, km·hour-months, a share, a count; EUR goals in cents."""
    done = tuple((row, row.hour_months) for row in handovers)
    return tuple(GoalValue(name, _value(case, done, name, previous)) for name in goal_names(case))


def _value(case: Case, done: Done, name: str, previous: Plan | None) -> Fraction:
    if name.startswith("Versorgung "):
        return _coverage(case, done, int(name.split()[1]))
    if name == "Stetigkeit":
        return steadiness(case, tuple(row for row, _ in done), previous)
    return _VALUES[name](case, done)


def _coverage(case: Case, done: Done, priority: int | None = None) -> Fraction:
    """Versorgung: hour-months, weighted by need."""
    offerings = [(case.offering_of(row), work) for row, work in done]
    return total(each.need * work for each, work in offerings if priority in (None, each.priority))


def _subsidiarity(case: Case, done: Done) -> Fraction:
    return total(work for row, work in done if case.dataset.provider[row.provider].municipal)


def _balance(case: Case, done: Done) -> Fraction:
    covered = {outage.number: Fraction(0) for outage in case.outages if outage.lost_hour_months}
    for row, work in done:
        covered[row.outage] += work
    return min((value / case.outage[number].lost_hour_months for number, value in covered.items()), default=Fraction(0))


def _reserves(case: Case, done: Done) -> Fraction:
    paid = [payment for row, _ in done for payment in row.funding]
    return Fraction(sum(payment.cents for payment in paid if case.pot[payment.pot].kind == "reserve"))


def _nearness(case: Case, done: Done) -> Fraction:
    km = {option.key: option.km for option in case.options}
    return total(Fraction(km[row.key]) * work for row, work in done)


def _costs(_: Case, done: Done) -> Fraction:
    return Fraction(sum(payment.cents for row, _ in done for payment in row.funding))


def _count(_: Case, done: Done) -> Fraction:
    return Fraction(len(done))


def steadiness(case: Case, handovers: tuple[Handover, ...], previous: Plan | None) -> Fraction:
    """Stetigkeit: hour-months that differ from the earlier plan, over all options."""
    before = earlier_hours(case, previous) or {}
    now = {row.key: row.hours for row in handovers}

    def apart(option: Option) -> Fraction:
        key = option.key
        return option.period.months * abs(now.get(key, Fraction(0)) - before.get(key, Fraction(0)))

    return total(apart(option) for option in case.options)


_VALUES: dict[str, Callable[[Case, Done], Fraction]] = {
    "Versorgung": _coverage,
    "Subsidiarität": _subsidiarity,
    "Ausgleich": _balance,
    "Reserven": _reserves,
    "Nähe": _nearness,
    "Kosten": _costs,
    "Übergaben": _count,
}
