"""From events to outages: which weekly hours of which offering are lost, from one day to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from optimizer.model.case import Outage, Removal
from optimizer.model.dataset import Dataset, Event, Offering
from optimizer.model.errors import InputError, Problem
from optimizer.model.german import listed, percent, short_date
from optimizer.model.hours import hundredths
from optimizer.model.periods import ONE_DAY, Period, phases


@dataclass(frozen=True, slots=True)
class Events:
    """What the events of a scenario come to. `exits`: last day on which a provider's capacities stand."""

    outages: tuple[Outage, ...]
    removals: tuple[Removal, ...]
    exits: dict[str, date]
    notices: tuple[Problem, ...]


def work_out_events(dataset: Dataset, events: Iterable[Event]) -> Events:
    """Outages in their numbering, sources taken away, providers gone. Raises `InputError` on overlaps above 1."""
    events = list(events)
    found = [outage for event in events for outage in _outages_of(dataset, event)]
    outages = [
        replace(outage, number=number) for number, outage in enumerate(sorted(_cut(dataset, found), key=_order), 1)
    ]
    _refuse_overlaps(outages)
    vanished = {id(event) for event in events} - {id(outage.event) for outage in outages}
    return Events(
        outages=tuple(outages),
        removals=tuple(removal for event in events if (removal := _removal(event))),
        exits=_exits(events),
        notices=tuple(_vanished(event) for event in events if id(event) in vanished),
    )


def _exits(events: list[Event]) -> dict[str, date]:
    exits: dict[str, date] = {}
    for event in events:
        if event.leaves:
            last = event.effective - ONE_DAY
            exits[event.leaves] = min(last, exits.get(event.leaves, last))
    return exits


def _removal(event: Event) -> Removal | None:
    """The source that an event takes away: Mittelwegfall, or the Kündigung of a funder (clause 5.1.2)."""
    if event.kind in ("Mittelwegfall", "Kündigung") and event.source:
        return Removal(event.source, event.effective, whole=event.offering is None and event.share == 1)
    return None


def _outages_of(dataset: Dataset, event: Event) -> Iterator[Outage]:
    """One outage per offering that the event touches; windows not yet cut, numbers not yet given."""
    removal = _removal(event)
    for offering in _offerings_of(dataset, event):
        first, last = event.effective, event.end or date.max
        if first <= last:
            yield Outage(0, offering.key, Period(first, last), _hours(event, offering), event, removal)


def _offerings_of(dataset: Dataset, event: Event) -> list[Offering]:
    if event.offering:
        return [dataset.offering[event.offering]]
    if event.provider:
        return [offering for offering in dataset.offerings if offering.provider == event.provider]
    funded = {grant.offering for grant in dataset.grants if grant.source == event.source}
    return [offering for offering in dataset.offerings if offering.key in funded]


def _hours(event: Event, offering: Offering) -> Fraction:
    """Hours lost, down to 0.01 h: the event's share of the offering's, the hours wanted, none for a Minderabruf."""
    if event.kind == "Minderabruf":
        return Fraction(0)
    hours = event.hours if event.kind == "Mehrbedarf" and event.hours is not None else event.share * offering.hours
    return hundredths(hours)


def _cut(dataset: Dataset, outages: list[Outage]) -> Iterator[Outage]:
    """Cut each window to the offering's period and the end of the agreement (Regel Laufzeitende, clause 4)."""
    for outage in outages:
        period = outage.period.common(dataset.offering[outage.offering].period)
        period = period and period.cut(end=dataset.rules.agreement_end)
        if period:
            yield replace(outage, period=period)


def _order(outage: Outage) -> tuple[object, ...]:
    """The numbering; what follows the running-on costs only parts outages that the contract leaves level."""
    event = outage.event
    return (
        outage.period.start,
        outage.offering,
        outage.period.end,
        outage.hours,
        event.running_on,
        event.kind,
        event.source or "",
        event.cents or 0,
        event.free_from or date.min,
        event.share,
    )


def _refuse_overlaps(outages: list[Outage]) -> None:
    """Outages of one offering may overlap only while their shares add up to at most 1."""
    by_offering: dict[str, list[Outage]] = {}
    for outage in outages:
        if outage.event.kind not in ("Minderabruf", "Mehrbedarf"):
            by_offering.setdefault(outage.offering, []).append(outage)
    problems = [problem for group in by_offering.values() if len(group) > 1 for problem in _overlaps(group)]
    if problems:
        raise InputError(problems)


def _overlaps(group: list[Outage]) -> Iterator[Problem]:
    """Each set of rows that are too much together, with the first day on which they are."""
    named: set[tuple[int, ...]] = set()
    for phase, inside in phases([outage.period for outage in group]):
        share = sum((group[index].event.share for index in inside), Fraction(0))
        rows = tuple(sorted(group[index].event.row for index in inside))
        if share > 1 and rows not in named:
            named.add(rows)
            yield Problem(
                "Ereignisse",
                f"A{rows[-1]}",
                f"Ausfälle von „{group[0].offering}“ in den Zeilen {listed([str(row) for row in rows])} "
                f"überschneiden sich ab {short_date(phase.start)} mit zusammen {percent(share)}",
                "höchstens 100 % zur selben Zeit",
                "Anteile oder Zeiträume der genannten Zeilen ändern",
            )


def _vanished(event: Event) -> Problem:
    return Problem(
        "Ereignisse",
        f"A{event.row}",
        f"„{event.kind}“ ab {short_date(event.start)} trifft kein Angebot in dessen Laufzeit und bleibt ohne Wirkung",
        "ein Zeitraum innerhalb der Laufzeit des Angebots und der Vereinbarung",
    )
