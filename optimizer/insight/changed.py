"""Changed copies of a case: one figure is different, all else is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any, Literal

from optimizer.model.case import Case, Option
from optimizer.model.dataset import Capacity, Grant, Pin

LotRule = Literal["min_hours", "max_substitutes", "hour_grid"]

Setter = Callable[[Case, Fraction], Case]
"""A copy of a case in which one limit has another value."""


def with_pot(case: Case, key: str, cents: Fraction | int) -> Case:
    """One pot holds another amount, in cents."""
    return with_pots(case, {key: int(cents)})


def with_pots(case: Case, cents: dict[str, int]) -> Case:
    """Several pots hold other amounts, in cents."""
    return replace(case, pots=tuple(replace(pot, cents=cents.get(pot.key, pot.cents)) for pot in case.pots))


def pot_setter(key: str) -> Setter:
    """How to let one pot hold another amount."""
    return lambda case, cents: with_pot(case, key, cents)


def with_hours(case: Case, capacity: str, hours: Fraction) -> Case:
    """One capacity has other weekly hours."""
    return _with_capacity(case, capacity, hours=hours)


def hours_setter(capacity: str) -> Setter:
    """How to give one capacity other weekly hours."""
    return lambda case, hours: with_hours(case, capacity, hours)


def with_rate(case: Case, capacity: str, rate: Fraction) -> Case:
    """One capacity has another cost rate (cents per VzÄ and month); above Höchstkostensatz it is no option any more."""
    changed = _with_capacity(case, capacity, rate=rate)
    ceiling = case.dataset.rules.max_rate
    if ceiling is None or rate <= ceiling:
        return changed
    return with_options(changed, [option for option in changed.options if option.capacity != capacity])


def with_share(case: Case, index: int, **bounds: Fraction) -> Case:
    """One row of Anteile has other bounds."""
    shares = list(case.dataset.shares)
    shares[index] = replace(shares[index], **bounds)  # type: ignore[arg-type]
    return replace(case, dataset=replace(case.dataset, shares=tuple(shares)))


def share_setter(index: int, bound: Literal["minimum", "maximum"]) -> Setter:
    """How to give one row of Anteile another bound."""
    return lambda case, value: with_share(case, index, **{bound: value})


def with_rules(case: Case, **rules: Any) -> Case:
    """Some of the Regeln are different; only those that bear on the plan, not on what is an option."""
    return replace(case, dataset=replace(case.dataset, rules=replace(case.dataset.rules, **rules)))


def rule_setter(rule: LotRule) -> Setter:
    """How to give one lot rule another value; Höchstzahl counts."""
    return lambda case, value: with_rules(case, **{rule: int(value) if rule == "max_substitutes" else value})


def with_options(case: Case, options: Iterable[Option]) -> Case:
    """Only these options are left."""
    return replace(case, options=tuple(options))


def with_grant(case: Case, grant: Grant, cents: int) -> Case:
    """One grant of an offering that is not out has another amount; only matching funds look at it."""
    grants = tuple(replace(row, granted=cents) if row == grant else row for row in case.dataset.grants)
    return replace(case, dataset=replace(case.dataset, grants=grants))


def forced(case: Case, option: Option, hours: Fraction) -> Case:
    """The option has to take over at least so many hours, as a Vorgabe would ask."""
    pin = Pin(case.scenario, case.outage[option.outage].offering, option.capacity, "mindestens", hours)
    return case.with_pins((*case.pins, pin))


def _with_capacity(case: Case, key: str, **figures: Fraction) -> Case:
    def changed(capacity: Capacity) -> Capacity:
        return replace(capacity, **figures) if capacity.key == key else capacity  # type: ignore[arg-type]

    return replace(case, capacities=tuple(changed(capacity) for capacity in case.capacities))
