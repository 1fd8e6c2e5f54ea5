"""After the decision: a decided plan changes the books, so that a second case never spends money or hours twice."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

from optimizer.model.dataset import Dataset, Event, Offering, Provider
from optimizer.model.periods import ONE_DAY
from optimizer.model.plan import Handover, OutageResult, Plan
from optimizer.plans.carry_capacities import capacities_left, with_known_capacities
from optimizer.plans.carry_money import (
    free_key,
    grants_left,
    grants_of_handovers,
    moved_from_grants,
    reserves_left,
    unused_as_reserves,
)


def carry_forward(dataset: Dataset, plan: Plan) -> Dataset:
    """The books after a decided plan (model, *After the decision*); pure, and foldable over one plan after another.

    - The failed offering keeps the grant that is left. Money to be reclaimed or returned stays with it too: it is
      neither spent nor anybody else's. What a planned reclaim brings back counts as no longer drawn. Where every hour
      is gone until the offering's end, its period ends the day before.
    - Each handover becomes an offering of the substitute, with its window, hours and grants.
    - Capacities lose the hours in the window (`carry_capacities`), reserves what was used, providers the own means
      of their dearest year. Unused freed money becomes a reserve row with the bounds of its pot.
    - The scenario's *Vorgaben* are carried out and leave; its events stay as the record of what happened.

    All grants and reserves of a source and year add up to the same cents before and after; own means are no source's
    money. `sha256` is a new one, so that no plan made on these books passes for one made on the workbook.

    Raises `UsageError` where the plan spends more than the dataset holds: it was made on assumptions or other books,
    or plans to claim back more than was ever granted.
    """
    keys = _new_keys(dataset, plan)
    moved = moved_from_grants(dataset, plan)
    events = tuple(event for event in dataset.events if event.scenario == plan.scenario)
    capacities = capacities_left(dataset.capacities, plan.handovers)
    carried = replace(
        dataset,
        providers=tuple(_less_own_means(provider, plan) for provider in dataset.providers),
        offerings=(
            *(_until_gone(row, events, plan) for row in dataset.offerings),
            *_new_offerings(dataset, plan, keys),
        ),
        grants=(*grants_left(dataset, moved), *grants_of_handovers(plan, keys)),
        reserves=(*reserves_left(dataset, plan), *unused_as_reserves(dataset, plan, moved)),
        capacities=tuple(piece for pieces in capacities.values() for piece in pieces),
        pins=tuple(pin for pin in dataset.pins if pin.scenario != plan.scenario),
        sha256=sha256(f"{dataset.sha256}\n{plan.to_json()}".encode()).hexdigest(),
    )
    return with_known_capacities(carried, capacities)


def _new_keys(dataset: Dataset, plan: Plan) -> tuple[str, ...]:
    """A key for the offering that each handover becomes: `A-017+K-03`, or `A-017+bisher`."""
    offering_of = {row.outage: row.offering for row in plan.outages}
    known = {row.key for row in dataset.offerings}
    keys = []
    for row in plan.handovers:
        stem = f"{offering_of[row.outage]}+{row.capacity.partition(':')[0]}"
        keys.append(free_key(stem, known))
    return tuple(keys)


def _new_offerings(dataset: Dataset, plan: Plan, keys: tuple[str, ...]) -> tuple[Offering, ...]:
    offering_of = {row.outage: dataset.offering[row.offering] for row in plan.outages}
    return tuple(_taken_over(offering_of[row.outage], key, row) for key, row in zip(keys, plan.handovers, strict=True))


def _taken_over(offering: Offering, key: str, handover: Handover) -> Offering:
    """The same service at the same place, by the substitute; it has no notice and no file number yet."""
    return replace(
        offering,
        key=key,
        provider=handover.provider,
        hours=handover.hours,
        start=handover.period.start,
        end=handover.period.end,
        file_number="",
        notice_date=None,
        changes=0,
        contract_date=None,
    )


def _less_own_means(provider: Provider, plan: Plan) -> Provider:
    """Own means are one amount for every year, so the dearest year counts: never twice, at times too little."""
    own = {pot.pot for pot in plan.pots if pot.kind == "own"}
    by_year: dict[int, int] = {}
    for handover in plan.handovers:
        if handover.provider == provider.key:
            for payment in handover.funding:
                if payment.pot in own:
                    by_year[payment.year] = by_year.get(payment.year, 0) + payment.cents
    return replace(provider, own_means=max(0, provider.own_means - max(by_year.values(), default=0)))


def _until_gone(offering: Offering, events: tuple[Event, ...], plan: Plan) -> Offering:
    """An offering of which every hour is lost until its end, ends the day before; its first day stays in any case."""
    lost = Fraction(0)
    for row in sorted(plan.outages, key=lambda row: row.period.start):
        if row.offering == offering.key and row.period.end == offering.end and not _wants_more(row, events):
            lost += row.hours
            if lost >= offering.hours:
                return replace(offering, end=max(offering.start, row.period.start - ONE_DAY))
    return offering


def _wants_more(row: OutageResult, events: tuple[Event, ...]) -> bool:
    """Is this outage a *Mehrbedarf*, whose hours the offering never had?"""
    return any(
        event.kind == "Mehrbedarf" and (event.offering, event.hours) == (row.offering, row.hours) for event in events
    )
