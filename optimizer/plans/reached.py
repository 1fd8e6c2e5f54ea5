"""What a plan reaches in each goal, recomputed from its handovers in exact arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from optimizer.model.case import Case, Option
from optimizer.model.plan import GoalValue, Handover, Plan
from optimizer.plans.earlier import earlier_hours
from optimizer.program.goals import goal_names


def goal_values(case: Case, handovers: tuple[Handover, ...], previous: Plan | None = None) -> tuple[GoalValue, ...]:
    """One value per goal, in order: hour-months, km·hour-months, a share, a count; EUR goals in cents."""
    return tuple(GoalValue(name, _value(case, handovers, name, previous)) for name in goal_names(case))


def _value(case: Case, handovers: tuple[Handover, ...], name: str, previous: Plan | None) -> Fraction:
    if name.startswith("Versorgung "):
        return coverage(case, handovers, int(name.split()[1]))
    if name == "Stetigkeit":
        return steadiness(case, handovers, previous)
    return _VALUES[name](case, handovers)


def coverage(case: Case, handovers: tuple[Handover, ...], priority: int | None = None) -> Fraction:
    """Versorgung: hour-months, weighted by need."""
    offerings = [(case.offering_of(row), row) for row in handovers]
    return sum(
        (each.need * row.hour_months for each, row in offerings if priority in (None, each.priority)), Fraction(0)
    )


def _subsidiarity(case: Case, handovers: tuple[Handover, ...]) -> Fraction:
    return sum((row.hour_months for row in handovers if case.dataset.provider[row.provider].municipal), Fraction(0))


def _balance(case: Case, handovers: tuple[Handover, ...]) -> Fraction:
    covered = {outage.number: Fraction(0) for outage in case.outages if outage.lost_hour_months}
    for row in handovers:
        covered[row.outage] += row.hour_months
    return min((value / case.outage[number].lost_hour_months for number, value in covered.items()), default=Fraction(0))


def _reserves(case: Case, handovers: tuple[Handover, ...]) -> Fraction:
    paid = [payment for row in handovers for payment in row.funding]
    return Fraction(sum(payment.cents for payment in paid if case.pot[payment.pot].kind == "reserve"))


def _nearness(case: Case, handovers: tuple[Handover, ...]) -> Fraction:
    km = {option.key: option.km for option in case.options}
    return sum((Fraction(km[row.key]) * row.hour_months for row in handovers), Fraction(0))


def _costs(_: Case, handovers: tuple[Handover, ...]) -> Fraction:
    return Fraction(sum(payment.cents for row in handovers for payment in row.funding))


def _count(_: Case, handovers: tuple[Handover, ...]) -> Fraction:
    return Fraction(len(handovers))


def steadiness(case: Case, handovers: tuple[Handover, ...], previous: Plan | None) -> Fraction:
    """Stetigkeit: hour-months that differ from the earlier plan, over all options."""
    before = earlier_hours(case, previous) or {}
    now = {row.key: row.hours for row in handovers}

    def apart(option: Option) -> Fraction:
        key = option.key
        return option.period.months * abs(now.get(key, Fraction(0)) - before.get(key, Fraction(0)))

    return sum((apart(option) for option in case.options), Fraction(0))


_VALUES: dict[str, Callable[[Case, tuple[Handover, ...]], Fraction]] = {
    "Versorgung": coverage,
    "Subsidiarität": _subsidiarity,
    "Ausgleich": _balance,
    "Reserven": _reserves,
    "Nähe": _nearness,
    "Kosten": _costs,
    "Übergaben": _count,
}
