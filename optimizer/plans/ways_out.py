"""Both ways out of contradicting pins, with numbers: how much less to ask for, or of what more is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from optimizer.model.case import Case, Option
from optimizer.model.dataset import Pin
from optimizer.model.german import euro, listed, number
from optimizer.program.decisions import Takeovers
from optimizer.program.expressions import Expression, summed
from optimizer.program.optimum import minimum
from optimizer.program.rules import RULES
from optimizer.program.solver import Clock, Infeasible, SolverName
from optimizer.program.stated import state_rules

PLENTY = 10**9
"""Cents on top of a pot that never run out."""


def ways_out(case: Case, guilty: list[Pin], solver: SolverName, clock: Clock) -> str:
    """With numbers: what the contradicting pins ask for, what is possible, and both ways out."""
    wanted, most = _bounds(case, guilty)
    for option, hours in wanted.items():
        if option in most and most[option] < hours:
            return (
                f"Für {option.capacity} sind mindestens {number(hours)} h und zugleich höchstens "
                f"{number(most[option])} h verlangt. Ausweg: auf {number(most[option])} h senken oder auf "
                f"{number(hours)} h heben."
            )
    total = sum(wanted.values(), Fraction(0))
    kept = case.with_pins(pin for pin in case.pins if pin not in guilty)
    possible = _most_hours(kept, wanted, solver, clock)
    if possible >= total:
        return "Ausweg: eine davon lockern oder streichen, oder die Regel ändern, der sie widersprechen."
    return (
        f"Verlangt sind {number(total)} h in der Woche, möglich sind höchstens {number(possible)} h. "
        f"Ausweg: die Vorgaben um {number(total - possible)} h senken oder {_more_of(kept, wanted, solver, clock)}."
    )


def _bounds(case: Case, pins: list[Pin]) -> tuple[dict[Option, Fraction], dict[Option, Fraction]]:
    """The least and the greatest hours that pins ask for, by option."""
    least: dict[Option, Fraction] = {}
    most: dict[Option, Fraction] = {}
    for option in case.options:
        for pin in case.pins_of(option):
            if pin not in pins:
                continue
            hours = pin.hours or Fraction(0)
            if pin.kind in ("fest", "mindestens") and hours:
                least[option] = max(hours, least.get(option, Fraction(0)))
            if pin.kind in ("fest", "höchstens"):
                most[option] = min(hours, most.get(option, hours))
    return least, most


def _most_hours(case: Case, wanted: Mapping[Option, Fraction], solver: SolverName, clock: Clock) -> Fraction:
    """The most of the wanted hours that the rules allow together, down to 0.01 h."""
    program = Takeovers(case, case.options, None)
    state_rules(program, RULES)
    for option, hours in wanted.items():
        program.problem += (program.hours[option.key] <= float(hours), program.names("wanted", *option.key))
    total = summed(program.hours[option.key] for option in wanted)
    try:
        most = -minimum(program, -1 * total, solver, clock).value
    except Infeasible:
        return Fraction(0)
    return Fraction(floor(most * 100 + 0.01), 100)


def _more_of(case: Case, wanted: Mapping[Option, Fraction], solver: SolverName, clock: Clock) -> str:
    """Of what there would have to be more: money (how much in all), free hours, or room in a rule about lots."""
    total = sum(wanted.values(), Fraction(0))
    names = {option.capacity for option in wanted}
    rich = replace(case, pots=tuple(replace(pot, cents=pot.cents + PLENTY) for pot in case.pots))
    if _most_hours(rich, wanted, solver, clock) >= total:
        return f"{euro(_money_short(case, rich, wanted, solver, clock))} mehr Mittel bereitstellen"
    wide = tuple(replace(row, hours=row.hours + total) if row.key in names else row for row in case.capacities)
    if _most_hours(replace(case, capacities=wide), wanted, solver, clock) >= total:
        return f"bei {listed(sorted(names))} mehr freie Stunden gewinnen"
    rules = case.dataset.rules
    for rule, value, off in (
        ("Mindestumfang", rules.min_hours, replace(rules, min_hours=Fraction(0))),
        ("Höchstzahl Übernehmende", Fraction(rules.max_substitutes), replace(rules, max_substitutes=0)),
        ("Stundenraster", rules.hour_grid, replace(rules, hour_grid=Fraction(0))),
    ):
        free = replace(case, dataset=replace(case.dataset, rules=off))
        if value and _most_hours(free, wanted, solver, clock) >= total:
            return f"die Regel {rule} ändern (heute {number(value)})"
    if _most_hours(replace(rich, capacities=wide), wanted, solver, clock) >= total:
        return f"bei {listed(sorted(names))} mehr freie Stunden gewinnen und mehr Mittel bereitstellen"
    return "eine andere Vorgabe desselben Ausfalls: mehr, als ausfällt, lässt sich nicht übernehmen"


def _money_short(case: Case, rich: Case, wanted: Mapping[Option, Fraction], solver: SolverName, clock: Clock) -> int:
    """The least money (cents) that the pots lack in all for the wanted hours."""
    program = Takeovers(rich, rich.options, None)
    state_rules(program, RULES)
    for option, hours in wanted.items():
        program.problem += (program.hours[option.key] >= float(hours), program.names("wanted", *option.key))
    lacking: list[Expression] = []
    for key, paid in program.paid_from.items():
        over = program.column(program.names("over", key))
        program.problem += (summed(paid) - over <= program.money(case.pot[key].cents), program.names("overrun", key))
        lacking.append(over)
    return ceil(minimum(program, summed(lacking), solver, clock).value * 100 - 0.01)
