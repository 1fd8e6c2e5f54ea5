"""The constraints of the page for all handovers at once, in its order. A rule only yields rows.

The mirror of `program.rules`, where each rule says what it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

import numpy as np

from optimizer.cases.matching import matchings
from optimizer.model.hours import hundredths
from optimizer.model.periods import fullest
from optimizer.program.arrays import Floats
from optimizer.program.at_once.decisions import Decisions, Takeovers
from optimizer.program.at_once.sums import Ints, Rows
from optimizer.program.decisions import most_hours, pins_on

Program = TypeVar("Program", bound=Decisions)


def cover(program: Takeovers) -> Iterator[Rows]:
    """Σ_o h[o] ≤ lost(j), on every day."""
    yield _on_every_day(program, program.outage_of, program.lost)


def capacity(program: Takeovers) -> Iterator[Rows]:
    """Σ_o h[o] ≤ hours(c), on every day."""
    yield _on_every_day(program, program.capacity_of, program.free)


def cost_balance(program: Decisions) -> Iterator[Rows]:
    """Σ_p m[o,p] = cost(o,Y)."""
    yield program.paid.by(program.due_of, len(program.dues)).minus(program.cost()).equal(0)


def budget(program: Decisions) -> Iterator[Rows]:
    """Σ_o m[o,p] ≤ money(p)."""
    yield program.paid.by(program.pot_of, len(program.pots)).at_most(program.in_pots(program.case))


def shares(program: Decisions) -> Iterator[Rows]:
    """min · cost(o,Y) ≤ Σ_{p of the kind} m[o,p] ≤ max · cost(o,Y)."""
    count = len(program.dues)
    for share in program.case.dataset.shares:
        bounded = np.array([share.bears_on(row) for row in program.offerings], dtype=np.bool_)[program.bill_of]
        of_kind = program.of_kind(share.kind)
        due_of = program.due_of[of_kind]
        paid = program.paid.at(of_kind).by(due_of, count)
        if share.minimum > 0:
            yield paid.minus(program.share(share.minimum, up=False)).at(bounded).at_least(0)
        if share.maximum < 1:
            payable = np.bincount(due_of, minlength=count) > 0
            yield paid.minus(program.share(share.maximum, up=True)).at(bounded & payable).at_most(0)


def matching(program: Decisions) -> Iterator[Rows]:
    """K_used − L_used ≤ room, in the fields that K may fund."""
    for rule in matchings(program.case):
        if rule.never_binds:
            continue
        fields, state, local = rule.fields, rule.state_pots, rule.local_pots
        sign = [float((pot.key in state) - (pot.key in local)) for pot in program.pots]
        in_field = np.array([row.field in fields for row in program.offerings], dtype=np.bool_)[program.bill_of]
        used = np.array(sign)[program.pot_of] * in_field[program.due_of]
        if (used > 0).any():
            yield program.paid.times(used).all().at_most(rule.room / program.unit)


def pins(program: Takeovers) -> Iterator[Rows]:
    """h[o] =, ≥ or ≤ the hours of the Vorgabe."""
    if not program.case.pins:
        return
    place = {option.key: number for number, option in enumerate(program.options)}
    for key, pin in pins_on(program.case, program.options):
        hours, value = program.hours.pick(np.array([place[key]])), float(hundredths(pin.hours or Fraction(0)))
        kept = {"fest": hours.equal, "mindestens": hours.at_least, "höchstens": hours.at_most}[pin.kind]
        yield kept(value)


def min_hours(program: Takeovers) -> Iterator[Rows]:
    """h[o] ≥ min(Mindestumfang, lost(j)) · z[o]."""
    least = program.case.dataset.rules.min_hours
    if not least:
        return
    asked = [min(least, outage.hours) for outage in program.outages]
    if program.grid:
        steps = np.array([float(ceil(hours / program.grid)) for hours in asked])
        yield program.steps.minus(program.used.times(steps[program.outage_of])).at_least(0)
    else:
        hours = np.array([float(hundredths(hours)) for hours in asked])
        yield program.hours.minus(program.used.times(hours[program.outage_of])).at_least(0)


def max_substitutes(program: Takeovers) -> Iterator[Rows]:
    """Σ_o z[o] ≤ Höchstzahl."""
    most = program.case.dataset.rules.max_substitutes
    if most:
        count = len(program.outages)
        crowded = np.bincount(program.outage_of, minlength=count) > most
        yield program.used.by(program.outage_of, count).at(crowded).at_most(most)


def hour_grid(program: Takeovers) -> Iterator[Rows]:
    """h[o] = Stundenraster · n[o], n[o] whole and bounded."""
    if program.grid:
        yield program.steps.at_most(_most_steps(program))


def used(program: Takeovers) -> Iterator[Rows]:
    """h[o] ≤ min(lost(j), hours(c)) · z[o]."""
    if not program.lots:
        return
    if program.grid:
        yield program.steps.minus(program.used.times(_most_steps(program))).at_most(0)
    else:
        yield program.hours.minus(program.used.times(program.most)).at_most(0)


MONEY_RULES: tuple[Callable[[Decisions], Iterator[Rows]], ...] = (cost_balance, budget, shares, matching)
"""The rules that bind whoever takes over."""

RULES: tuple[Callable[[Takeovers], Iterator[Rows]], ...] = (
    cover,
    capacity,
    *MONEY_RULES,
    pins,
    min_hours,
    max_substitutes,
    hour_grid,
    used,
)
"""As in `program.rules`."""


def state_rules(
    program: Program, rules: Iterable[Callable[[Program], Iterator[Rows]]]
) -> Mapping[Callable[[Program], Iterator[Rows]], list[int]]:
    """Add every row of the rules to the program; gives the places of each rule's rows."""
    return {rule: [place for rows in rule(program) for place in program.add(rows)] for rule in rules}


def _on_every_day(program: Takeovers, group_of: Ints, most: Floats) -> Rows:
    """The hours of each group of options in each phase are at most what the group has."""
    options: list[int] = []
    row_of: list[int] = []
    bounds: list[float] = []
    for group, bound in enumerate(most.tolist()):
        members = np.flatnonzero(group_of == group).tolist()
        for _, inside in fullest([program.options[member].period for member in members]):
            options += [members[place] for place in inside]
            row_of += [len(bounds)] * len(inside)
            bounds.append(bound)
    hours = program.hours.pick(np.array(options, dtype=np.intp))
    return hours.by(np.array(row_of, dtype=np.intp), len(bounds)).at_most(np.array(bounds))


def _most_steps(program: Takeovers) -> Floats:
    most = [most_hours(program.case, option) for option in program.options]
    return np.array([float(floor(hours / program.grid)) for hours in most])
