"""Both ways out of contradicting pins, with numbers: how much less to ask for, or of what more is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Final

from optimizer.cases.pots import payers
from optimizer.model.case import Case, Option, Pot
from optimizer.model.dataset import DISTRICT, Pin
from optimizer.model.german import euro, listed, number
from optimizer.program.decisions import Takeovers
from optimizer.program.optimum import minimum
from optimizer.program.rules import RULES, state_rules
from optimizer.program.solver import Clock, Infeasible, SolverName

PLENTY = 10**9
"""Cents on top of a pot that never run out."""

_NO_MONEY: Final = "etwa als Reserve: heute gibt es keine, die dafür zahlen dürfen"
_NOT_ALONE: Final = "etwa als Reserve: die Töpfe, die es heute gibt, dürfen dafür nicht allein zahlen"
_OTHER_PIN: Final = "eine andere Vorgabe desselben Ausfalls: mehr, als ausfällt, lässt sich nicht übernehmen"
_OTHER_RULES: Final = (
    "die Regeln ändern, denen sie zusammen widersprechen (Anteile, Komplementärregel, Mindestumfang, "
    "Höchstzahl Übernehmende oder Stundenraster)"
)


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
        program.row(("wanted", *option.key), program.hours[option.key] <= float(hours))
    total = program.summed(program.hours[option.key] for option in wanted)
    try:
        most = -minimum(program, -1 * total, solver, clock).value
    except Infeasible:
        return Fraction(0)
    return Fraction(floor(most * 100 + 0.01), 100)


def _more_of(case: Case, wanted: Mapping[Option, Fraction], solver: SolverName, clock: Clock) -> str:
    """Of what there would have to be more: money (how much in all), free hours, or room in a rule about lots."""
    total = sum(wanted.values(), Fraction(0))
    names = {option.capacity for option in wanted}
    rich = _rich(case)
    fresh = replace(rich, pots=(*rich.pots, *_new_reserves(case)))
    why = _NOT_ALONE if payers(case, wanted) else _NO_MONEY
    for wealthy, words in ((rich, "mehr Mittel bereitstellen"), (fresh, f"neue Mittel bereitstellen, {why}")):
        if _most_hours(wealthy, wanted, solver, clock) >= total:
            return f"{euro(_money_short(case, wealthy, wanted, solver, clock))} {words}"
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
    if _most_hours(replace(fresh, capacities=wide), wanted, solver, clock) >= total:
        return f"bei {listed(sorted(names))} mehr freie Stunden gewinnen und mehr Mittel bereitstellen"
    return _OTHER_PIN if _more_than_fails(case, wanted) else _OTHER_RULES


def _rich(case: Case) -> Case:
    return replace(case, pots=tuple(replace(pot, cents=pot.cents + PLENTY) for pot in case.pots))


def _new_reserves(case: Case) -> Iterator[Pot]:
    """Money that nobody has put aside yet: of each source that is still there, in each year of an option."""
    years = {year for option in case.options for year in option.period.years}
    for source in case.dataset.sources:
        gone = [removal.effective.year for removal in case.removals if removal.whole and removal.source == source.key]
        for year in sorted(years):
            if year < min(gone, default=date.max.year):
                yield Pot(f"reserve:{source.key}:{year}", source.key, year, "reserve", DISTRICT, PLENTY)


def _more_than_fails(case: Case, wanted: Mapping[Option, Fraction]) -> bool:
    """Do the wanted hours of some outage, with those that the case's other pins ask for, come to more than it loses?"""
    others, _ = _bounds(case, list(case.pins))
    asked: dict[int, Fraction] = {}
    for option, hours in {**others, **wanted}.items():
        asked[option.outage] = asked.get(option.outage, Fraction(0)) + hours
    return any(hours > case.outage[number].hours for number, hours in asked.items())


def _money_short(case: Case, rich: Case, wanted: Mapping[Option, Fraction], solver: SolverName, clock: Clock) -> int:
    """The least money (cents) that the pots lack in all for the wanted hours."""
    program = Takeovers(rich, rich.options, None)
    state_rules(program, RULES)
    for option, hours in wanted.items():
        program.row(("wanted", *option.key), program.hours[option.key] >= float(hours))
    lacking = [program.beyond(key, case.pot[key].cents if key in case.pot else 0) for key in program.paid_from]
    return ceil(minimum(program, program.summed(lacking), solver, clock).value * 100 - 0.01)
