"""A scenario worked out: the dataset with its assumptions, outages, freed money, pots, options and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from optimizer.cases.assumptions import assume
from optimizer.cases.freed import freed_money
from optimizer.cases.options import own_capacities, pair_up
from optimizer.cases.outages import work_out_events
from optimizer.cases.pots import freed_pots, in_order, own_pots, reserve_pots
from optimizer.model.case import Case, Outage
from optimizer.model.dataset import Dataset, Pin
from optimizer.model.errors import InputError, Problem
from optimizer.model.german import listed


def work_out(dataset: Dataset, scenario: str) -> Case:
    """Everything that follows from a scenario before a decision is made.

    Raises `InputError` where the scenario has no event, or outages of an offering overlap by more than the whole.
    """
    events = [event for event in dataset.events if event.scenario == scenario]
    if not events:
        raise InputError([_unknown(dataset, scenario)])
    pins = [pin for pin in dataset.pins if pin.scenario == scenario]
    dataset = assume(dataset, scenario)
    found = work_out_events(dataset, events)
    planning_day = dataset.rules.planning_day or min(event.start for event in events)
    freed = freed_money(dataset, found.outages, found.removals)
    capacities = (*dataset.capacities, *own_capacities(dataset, found.outages))
    options, exclusions = pair_up(dataset, found.outages, capacities, found.exits, planning_day, pins)
    case = Case(
        dataset=dataset,
        scenario=scenario,
        planning_day=planning_day,
        outages=found.outages,
        freed=freed,
        pots=(),
        capacities=capacities,
        options=options,
        exclusions=exclusions,
        removals=found.removals,
        notices=(*found.notices, *_idle_pins(found.outages, pins)),
    )
    takers = [(option, case.capacity_of(option)) for option in options]
    pots = (
        *freed_pots(dataset, found.outages, freed),
        *reserve_pots(dataset, found.removals),
        *own_pots(dataset, takers),
    )
    return replace(case, pots=in_order(pots))


def _idle_pins(outages: Iterable[Outage], pins: Iterable[Pin]) -> Iterator[Problem]:
    """Vorgaben for an offering that is not out: those that ask for no hours are left aside, and said."""
    out = {outage.offering for outage in outages}
    for pin in pins:
        if pin.offering not in out:
            found = f"„{pin.offering}“ fällt in diesem Szenario nicht aus; die Vorgabe bleibt ohne Wirkung"
            yield Problem("Vorgaben", f"B{pin.row}", found, "ein Angebot, das ausfällt", "Vorgabe streichen")


def _unknown(dataset: Dataset, scenario: str) -> Problem:
    near = get_close_matches(scenario, dataset.scenarios, n=1) or list(dataset.scenarios[:10])
    known = listed([f"„{name}“" for name in near], "oder")
    return Problem(
        "Ereignisse",
        "A1",
        f"das Szenario „{scenario}“ hat kein Ereignis",
        f"ein Szenario mit Ereignissen{', etwa ' + known if known else ''}",
        "Szenario im Blatt „Ereignisse“ eintragen oder anderen Namen wählen",
    )
