"""The goals of the page, one function each: what is optimised, in strict order, and the stages that leave one plan.

A goal gives expressions to be minimised or maximised; where it needs rows of its own (Ausgleich, Stetigkeit), it yields
them like a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from optimizer.model.case import Case, Option, Pot
from optimizer.program.decisions import Decisions, Takeovers
from optimizer.program.in_pulp import Expression

Sense = Literal["min", "max"]
Goal = tuple[Sense, Callable[..., Expression]]

WHOLE_SHARE = 10_000
"""Units of the goal Ausgleich in the program: hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing to optimise; `slack` percent may be given up for the stages behind it."""

    name: str
    sense: Sense
    expression: Expression
    slack: Fraction = Fraction(0)

    @property
    def sign(self) -> int:
        """By what the expression is multiplied to be minimised."""
        return 1 if self.sense == "min" else -1


def coverage(program: Takeovers, priority: int | None = None) -> Expression:
    """Versorgung: hour-months taken over, weighted by need. Σ_o need(i) · q(o) · h[o]. Clause 1.3."""
    return program.weighted(
        (_hours(program, option), float(program.case.offering_of(option).need) * program.months(option))
        for option in program.options
        if priority in (None, program.case.offering_of(option).priority)
    )


def subsidiarity(program: Takeovers) -> Expression:
    """Subsidiarität: hour-months of municipal providers. Σ q(o) · h[o] over them. § 4 (2) SGB VIII."""
    municipal = [
        option for option in program.options if program.case.dataset.provider[_provider(program, option)].municipal
    ]
    return program.weighted((_hours(program, option), program.months(option)) for option in municipal)


def balance(program: Takeovers) -> Expression:
    """Ausgleich: the smallest share covered of any outage that loses hours (0 for one without options).

    In hundredths of a percent, so that what one EUR does to it stands well above the solver's tolerance.
    """
    smallest = program.column(("smallest_share",), WHOLE_SHARE)
    for outage in program.case.outages:
        if outage.lost_hour_months:
            covered = [option for option in program.options if option.outage == outage.number]
            whole = WHOLE_SHARE / float(outage.lost_hour_months)
            share = program.weighted((_hours(program, option), whole * program.months(option)) for option in covered)
            program.row(("balance", outage.number), smallest <= share)
    return smallest


def reserves(program: Decisions) -> Expression:
    """Reserven: money taken from reserve pots. Clause 2.2."""
    return _money(program, lambda pot: 1 if pot.kind == "reserve" else 0)


def nearness(program: Takeovers) -> Expression:
    """Nähe: kilometres times hour-months. Σ_o km(o) · q(o) · h[o]. § 74 (4) SGB VIII."""
    return program.weighted((_hours(program, option), option.km * program.months(option)) for option in program.options)


def costs(program: Decisions) -> Expression:
    """Kosten: all that is paid. Σ m."""
    return _money(program, lambda _: 1)


def handovers(program: Takeovers) -> Expression:
    """Übergaben: how many handovers there are. Σ_o z[o]."""
    return program.summed(program.used.values())


def steadiness(program: Takeovers) -> Expression:
    """Stetigkeit: hour-months that differ from an earlier plan. Σ_o q(o) · |h[o] − before|. Clause 2.4."""
    terms = []
    for option in program.options:
        key = option.key
        apart = program.column(("apart", *key))
        before = float(program.earlier.get(key, Fraction(0)))
        program.row(("steadiness", *key, "more"), apart >= program.hours[key] - before)
        program.row(("steadiness", *key, "less"), apart >= before - program.hours[key])
        terms.append((apart, program.months(option)))
    return program.weighted(terms)


def money_rank(program: Decisions) -> Expression:
    """Mittelrang: what must otherwise be returned first pays first. Σ rank(p) · m."""
    return _money(program, lambda pot: pot.rank)


def earmark(program: Decisions) -> Expression:
    """Zweckbindung: the narrowest pots pay first. Σ breadth(p) · m."""
    return _money(program, lambda pot: pot.breadth)


GOALS: Mapping[str, Goal] = {
    "Versorgung": ("max", coverage),
    "Subsidiarität": ("min", subsidiarity),
    "Ausgleich": ("max", balance),
    "Reserven": ("min", reserves),
    "Nähe": ("min", nearness),
    "Kosten": ("min", costs),
    "Übergaben": ("min", handovers),
    "Stetigkeit": ("min", steadiness),
}
"""The goals that Regel Ziele may list."""

LAST: Mapping[str, Goal] = {
    "Mittelrang": ("min", money_rank),
    "Zweckbindung": ("min", earmark),
}
"""Always last, before the sorted keys."""


def priorities(case: Case) -> tuple[int, ...]:
    """The priorities of the offerings that lose hours, in ascending order."""
    return tuple(sorted({case.offering_of(outage).priority for outage in case.outages if not outage.frees_only}))


def goal_names(case: Case) -> tuple[str, ...]:
    """The goals in order; Versorgung once per priority where there are several."""
    several = priorities(case) if len(priorities(case)) > 1 else ()
    names: list[str] = []
    for goal in case.dataset.rules.goals:
        names += [f"Versorgung {priority}" for priority in several] if goal == "Versorgung" and several else [goal]
    return tuple(names)


def stages(program: Takeovers) -> tuple[Stage, ...]:
    """All stages of the program up to the sorted keys: the goals, then Mittelrang and Zweckbindung."""
    return stages_of(program, GOALS, LAST)


def stages_of(program: Any, goals: Mapping[str, Goal], last: Mapping[str, Goal]) -> tuple[Stage, ...]:
    """All stages, by the way in which goals are said."""
    rules = program.case.dataset.rules
    found = []
    for name in goal_names(program.case):
        goal, _, priority = name.partition(" ")
        sense, expression = goals[goal]
        said = expression(program, int(priority)) if priority else expression(program)
        found.append(Stage(name, sense, said, rules.slack_of(name)))
    return (*found, *(Stage(name, sense, expression(program)) for name, (sense, expression) in last.items()))


def money_stages_of(program: Any, goals: Mapping[str, Goal], last: Mapping[str, Goal]) -> tuple[Stage, ...]:
    """The stages that still decide once the hours stand: who pays. All other goals are constant by then."""
    names = [name for name in ("Reserven",) if name in program.case.dataset.rules.goals]
    still = [*((name, goals[name]) for name in names), *last.items()]
    return tuple(Stage(name, sense, expression(program)) for name, (sense, expression) in still)


def _money(program: Decisions, weight: Callable[[Pot], int]) -> Expression:
    return program.weighted(
        (column, factor)
        for pot, columns in program.paid_from.items()
        if (factor := weight(program.case.pot[pot]))
        for column in columns
    )


def _hours(program: Takeovers, option: Option) -> Expression:
    return program.hours[option.key]


def _provider(program: Takeovers, option: Option) -> str:
    return program.capacity(option).provider
