"""The constraints of the page, in its order, one function each. A rule only yields named constraints.

Notation: h hours, m money, z used or not (see `decisions`); o an option, j its outage, p a pot, Y a budget year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

from optimizer.cases.matching import Matching, matchings
from optimizer.model.case import Option
from optimizer.model.hours import hundredths
from optimizer.model.pair import by_outage
from optimizer.model.periods import fullest
from optimizer.program.decisions import AmountKey, Decisions, Takeovers, pins_on
from optimizer.program.in_pulp import Comparison, Expression, Name

Program = TypeVar("Program", bound=Decisions)
Named = Iterator[tuple[Name, Comparison]]


def cover(program: Takeovers) -> Named:
    """On every day, no more hours of an outage are taken over than are lost.

    Σ_o h[o] ≤ lost(j), for each outage j and phase, over the options whose window covers the phase. Clause 3.1.7.
    """
    for number, options in by_outage(program.options).items():
        for start, hours in _phase_sums(program, options):
            yield ("cover", number, start), hours <= float(program.case.outage[number].hours)


def capacity(program: Takeovers) -> Named:
    """On every day, a capacity gives no more hours than it has, over all its handovers.

    Σ_o h[o] ≤ hours(c), for each capacity c and phase. Clause 2.2.
    """
    groups: dict[int, list[Option]] = {}
    for option in program.options:
        groups.setdefault(id(program.capacity(option)), []).append(option)
    for options in groups.values():
        free = program.capacity(options[0])
        for start, hours in _phase_sums(program, options):
            yield ("capacity", free.key, start), hours <= float(hundredths(free.hours))


def cost_balance(program: Decisions) -> Named:
    """A handover is funded in full, in every year, or not made.

    Σ_p m[o,p] = rate · h[o] / Vollzeit · q(o,Y) (+ start-up · z[o] in its first year). Clause 3.3.5.
    """
    for bill in program.bills:
        for year in program.years(bill):
            paid = program.summed(program.paid_in(bill, year))
            yield (
                ("cost_balance", bill.outage, bill.payee or "alle", year),
                paid == program.cost(bill, year),
            )


def budget(program: Decisions) -> Named:
    """No pot pays more than it holds: Σ_o m[o,p] ≤ money(p). Clause 3.1.3."""
    for key, paid in program.paid_from.items():
        yield ("budget", key), program.summed(paid) <= program.money(program.case.pot[key].cents)


def shares(program: Decisions) -> Named:
    """Each kind of source bears at least its Mindestanteil and at most its Höchstanteil of a handover, every year.

    min · cost(o,Y) ≤ Σ_{p of the kind} m[o,p] ≤ max · cost(o,Y), per row of Anteile for field and seat. Clause 3.2.2.
    Where no pot of the kind may pay, none pays too much.
    """
    for number, share in enumerate(program.case.dataset.shares, 1):
        bounded_below, bounded_above = share.minimum > 0, share.maximum < 1
        for bill, options in program.bills.items():
            if not share.bears_on(program.case.offering_of(options[0])):
                continue
            for year in program.years(bill):
                paid = program.paid_in(bill, year, share.kind)
                name = bill.outage, bill.payee or "alle", share.kind, number, year
                if bounded_below:
                    least = program.share(bill, year, share.minimum, up=False)
                    yield ("shares", *name, "min"), program.summed(paid) >= least
                if bounded_above and paid:
                    most = program.share(bill, year, share.maximum, up=True)
                    yield ("shares", *name, "max"), program.summed(paid) <= most


def matching(program: Decisions) -> Named:
    """State money that must be matched does not exceed local money after the redistribution, in any year.

    K_used − L_used ≤ max(0, (L_old − L_freed) − (K_old − K_freed)), in the fields that K may fund. FRL Jugendpauschale.
    """
    for rule in matchings(program.case):
        if rule.never_binds:
            continue
        state, local = _used(program, rule, rule.state_pots), _used(program, rule, rule.local_pots)
        if state:
            allowed = program.total(state) - program.total(local) <= program.money(rule.room)
            yield ("matching", rule.source, rule.year), allowed


def pins(program: Takeovers) -> Named:
    """What the coordinator fixed holds to the letter: h[o] =, ≥ or ≤ the hours of the Vorgabe. Clause 3.2.6."""
    for key, pin in pins_on(program.case, program.options):
        hours, value = program.hours[key], float(hundredths(pin.hours or Fraction(0)))
        kept = {"fest": hours == value, "mindestens": hours >= value, "höchstens": hours <= value}[pin.kind]
        yield ("pins", pin.kind, *key), kept


def min_hours(program: Takeovers) -> Named:
    """A handover has at least Regel Mindestumfang, or the whole of a smaller outage.

    h[o] ≥ min(Mindestumfang, lost(j)) · z[o].
    """
    least = program.case.dataset.rules.min_hours
    for option in program.options if least else ():
        key = option.key
        asked = min(least, program.outage(option).hours)
        if program.grid:
            steps = ceil(asked / program.grid)
            yield ("min_hours", *key), program.steps[key] >= steps * program.used[key]
        else:
            yield ("min_hours", *key), program.hours[key] >= float(hundredths(asked)) * program.used[key]


def max_substitutes(program: Takeovers) -> Named:
    """An outage is taken over by at most Regel Höchstzahl Übernehmende, over its whole time: Σ_o z[o] ≤ Höchstzahl."""
    most = program.case.dataset.rules.max_substitutes
    for number, options in by_outage(program.options).items() if most else ():
        used = [program.used[option.key] for option in options]
        if len(used) > most:
            yield ("max_substitutes", number), program.summed(used) <= most


def hour_grid(program: Takeovers) -> Named:
    """Hours are whole multiples of Regel Stundenraster: h[o] = Stundenraster · n[o], n[o] whole and bounded."""
    for option in program.options if program.grid else ():
        key = option.key
        steps = floor(program.most[key] / program.grid)
        yield ("hour_grid", *key), program.steps[key] <= steps


def used(program: Takeovers) -> Named:
    """Only a handover that is made has hours, and start-up costs: h[o] ≤ min(lost(j), hours(c)) · z[o]."""
    for option in program.options if program.lots else ():
        key = option.key
        if program.grid:
            steps = floor(program.most[key] / program.grid)
            yield ("used", *key), program.steps[key] <= steps * program.used[key]
        else:
            yield ("used", *key), program.hours[key] <= float(program.most[key]) * program.used[key]


MONEY_RULES: tuple[Callable[[Decisions], Named], ...] = (cost_balance, budget, shares, matching)
"""The rules that bind whoever takes over; they stand alone once the hours are known."""

RULES: tuple[Callable[[Takeovers], Named], ...] = (
    cover,
    capacity,
    *MONEY_RULES,
    pins,
    min_hours,
    max_substitutes,
    hour_grid,
    used,
)
"""The table of contents of the program."""

HOUR_RULES: tuple[Callable[[Takeovers], Named], ...] = tuple(rule for rule in RULES if rule not in MONEY_RULES)
"""The rules that bind hours and choices, whoever pays."""


def state_rules(program: Program, rules: Iterable[Callable[[Program], Named]]) -> list[Name]:
    """Add every row of the rules to the program; gives their names."""
    names: list[Name] = []
    for rule in rules:
        for name, comparison in rule(program):
            program.row(name, comparison)
            names.append(name)
    return names


def _phase_sums(program: Takeovers, options: list[Option]) -> Iterator[tuple[object, Expression]]:
    """For each phase: its first day and the hours of the options in it; a phase within another's set adds nothing."""
    for start, inside in fullest([option.period for option in options]):
        yield start, program.summed(program.hours[options[place].key] for place in inside)


def _used(program: Decisions, rule: Matching, pots: frozenset[str]) -> list[AmountKey]:
    return [
        (bill, pot)
        for bill, pot in program.paid
        if pot in pots and program.case.offering_of(program.bills[bill][0]).field in rule.fields
    ]
