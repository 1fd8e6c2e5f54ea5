"""Vergleich: a base and any number of scenarios, only what differs, by goal, source, provider, municipality, outage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from optimizer.insight.words import weighted
from optimizer.model.dataset import GOAL_NAMES, Dataset
from optimizer.model.errors import StaffelstabError
from optimizer.model.findings import ComparedGroup, ComparedRow, Comparison
from optimizer.model.outcome import Outcome
from optimizer.plans.planner import make_plan
from optimizer.program.solver import SolverName

Unit = Literal["cents", "hour_months", "hours", "number", "share"]


class Place(NamedTuple):
    """What a figure is about: its group, key and label, what is measured, and in what."""

    group: ComparedGroup
    key: str
    label: str
    measure: str
    unit: Unit


Figures = dict[Place, Fraction]

_GOAL_UNITS: Mapping[str, Unit] = {
    "Reserven": "cents",
    "Kosten": "cents",
    "Übergaben": "number",
    "Ausgleich": "share",
    "Nähe": "number",
}


def comparison(
    dataset: Dataset,
    base: str,
    scenarios: Sequence[str],
    *,
    solver: SolverName = "highs",
    time_limit: float | None = None,
) -> Comparison:
    """Plan the base and each scenario and lay them side by side. A scenario without a plan is named with its error.

    Raises what `make_plan` raises where the base itself has no plan.
    """
    first = make_plan(dataset, base, solver=solver, time_limit=time_limit)
    made: list[Outcome] = []
    failed: list[tuple[str, str]] = []
    for scenario in scenarios:
        try:
            made.append(make_plan(dataset, scenario, solver=solver, time_limit=time_limit))
        except StaffelstabError as error:
            failed.append((scenario, str(error)))
    return compare_outcomes(first, made, tuple(failed))


def compare_outcomes(base: Outcome, others: Sequence[Outcome], failed: tuple[tuple[str, str], ...] = ()) -> Comparison:
    """Plans that are there already, side by side; rows in which all agree are left out."""
    first, *rest = (figures_of(outcome) for outcome in (base, *others))
    places = sorted({place for found in (first, *rest) for place in found}, key=_order)
    by_need = any(weighted(outcome.case) for outcome in (base, *others))
    rows = [
        ComparedRow(
            *_named(place, by_need=by_need), base=first.get(place), values=tuple(found.get(place) for found in rest)
        )
        for place in places
    ]
    differing = tuple(row for row in rows if any((value or 0) != (row.base or 0) for value in row.values))
    return Comparison(base.plan.scenario, tuple(outcome.plan.scenario for outcome in others), differing, failed)


def _named(place: Place, *, by_need: bool) -> Place:
    """Versorgung says when a Bedarf weighs its hour-months, which are then not those of the outages."""
    if by_need and place.group == "goal" and place.label.startswith("Versorgung"):
        return place._replace(label=f"{place.label} (nach Bedarf gewichtet)")
    return place


_GROUPS: tuple[ComparedGroup, ...] = ("goal", "source", "provider", "municipality", "outage")


def _order(place: Place) -> tuple[int, str, str]:
    return _GROUPS.index(place.group), place.key, place.measure


def figures_of(outcome: Outcome) -> Figures:
    """Every figure of a plan that a comparison may show; amounts add up over what shares a place."""
    figures: Figures = {}
    for place, value in (
        *_goals(outcome),
        *_sources(outcome),
        *_providers(outcome),
        *_municipalities(outcome),
        *_outages(outcome),
    ):
        figures[place] = figures.get(place, Fraction(0)) + value
    return figures


Found = Iterator[tuple[Place, Fraction]]


def _goals(outcome: Outcome) -> Found:
    """By name, in the order of all goals: a scenario with more priorities has the others in other places."""
    for goal in outcome.plan.goals:
        key = f"{GOAL_NAMES.index(goal.name.split()[0]):02d} {goal.name}"
        yield Place("goal", key, goal.name, "Zielwert", _GOAL_UNITS.get(goal.name, "hour_months")), goal.value


def _sources(outcome: Outcome) -> Found:
    names = {source.key: source.name for source in outcome.case.dataset.sources}

    def place(source: str, year: int, measure: str) -> Place:
        return Place("source", f"{source} {year}", f"{names.get(source, source)}, {year}", measure, "cents")

    for row in outcome.plan.freed:
        for measure, cents in (("frei", row.freed), ("Rückforderung", row.reclaim), ("zurückzugeben", row.returned)):
            yield place(row.source, row.year, measure), Fraction(cents)
    for pot in outcome.plan.pots:
        yield place(pot.source, pot.year, "verfügbar"), Fraction(pot.cents)
        yield place(pot.source, pot.year, "eingesetzt"), Fraction(pot.used)
        yield place(pot.source, pot.year, "übrig"), Fraction(pot.cents - pot.used)


def _providers(outcome: Outcome) -> Found:
    for row in outcome.plan.handovers:
        name = outcome.case.dataset.provider[row.provider].name
        hours = row.hour_months
        yield Place("provider", row.provider, name, "übernimmt", "hour_months"), hours
        yield Place("provider", row.provider, name, "erhält", "cents"), Fraction(row.total)


def _municipalities(outcome: Outcome) -> Found:
    """By seat of the offering; what a town itself pays stands with the town."""
    dataset = outcome.case.dataset
    seats = {row.outage: dataset.offering[row.offering].ags for row in outcome.plan.outages}

    def place(ags: str, measure: str, unit: Unit) -> Place:
        return Place("municipality", ags, dataset.municipality[ags].name, measure, unit)

    for row in outcome.plan.outages:
        yield place(seats[row.outage], "ausgefallen", "hour_months"), row.lost
        yield place(seats[row.outage], "gedeckt", "hour_months"), row.covered
        yield place(seats[row.outage], "ungedeckt", "hour_months"), row.lost - row.covered
    for paid in (payment for row in outcome.plan.handovers for payment in row.funding):
        source = dataset.source.get(paid.source)
        if source and source.kind == "Kommune" and source.ags:
            yield place(source.ags, "zahlt", "cents"), Fraction(paid.cents)


def _outages(outcome: Outcome) -> Found:
    dataset = outcome.case.dataset
    for row in outcome.plan.outages:
        title = dataset.offering[row.offering].title
        for measure, value in (
            ("ausgefallen", row.lost),
            ("gedeckt", row.covered),
            ("ungedeckt", row.lost - row.covered),
        ):
            yield Place("outage", row.offering, title, measure, "hour_months"), value
    offering = {row.outage: row.offering for row in outcome.plan.outages}
    for made in outcome.plan.handovers:
        key = offering[made.outage]
        label = f"{dataset.offering[key].title} durch {dataset.provider[made.provider].name} ({made.capacity})"
        yield Place("outage", f"{key} → {made.capacity}", label, "Wochenstunden", "hours"), made.hours
