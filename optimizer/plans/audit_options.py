"""The audit's own answer to "who could take over, and why not": every pair of outage and capacity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from math import asin, cos, inf, radians, sin, sqrt
from typing import Final, NamedTuple

from optimizer.model.dataset import DISTRICT_WIDE, Capacity, Dataset, Municipality, Provider
from optimizer.plans.audit_books import Books
from optimizer.plans.audit_days import MONTH, day_before, span_in
from optimizer.plans.audit_outages import Gap

EARTH_RADIUS_KM: Final = 6371.0


class Pair(NamedTuple):
    """An outage and a capacity: with its window where it is an option, with every reason where it is none."""

    gap: Gap
    capacity: Capacity
    reasons: frozenset[str]
    window: tuple[date, date] | None
    km: float


def planning_day_of(dataset: Dataset, scenario: str) -> date:
    """Regel *Planungstag*; by default the earliest `Von` as written in the scenario's events."""
    starts = [event.start for event in dataset.events if event.scenario == scenario]
    return dataset.rules.planning_day or min(starts, default=date.min)


def pairs_of(
    dataset: Dataset, scenario: str, books: Books, gaps: tuple[Gap, ...], leaving: dict[str, date]
) -> Iterator[Pair]:
    """Every pair of outage and capacity; a *Minderabruf* forms none, `bisher:` and `mehr:` one with their own."""
    planning_day = planning_day_of(dataset, scenario)
    excluded = {
        (pin.offering, pin.capacity)
        for pin in dataset.pins
        if pin.scenario == scenario and pin.kind == "ausgeschlossen"
    }
    offers = [_offer(dataset, capacity, planning_day, leaving) for capacity in books.capacities]
    max_km = inf if dataset.rules.max_distance is None else float(dataset.rules.max_distance)
    for gap in gaps:
        if gap.frees_only:
            continue
        seat = dataset.municipality[gap.offering.ags]
        own = [_offer(dataset, capacity, planning_day, leaving) for capacity in _own_capacity(dataset, books, gap)]
        for offer in (*offers, *own):
            km = kilometres(offer.base, seat)
            reasons = _unfit(gap, offer)
            if km > max_km:
                reasons.add("distance")
            if (gap.offering.key, offer.capacity.key) in excluded:
                reasons.add("excluded")
            yield _pair(gap, offer, km, reasons)


def _own_capacity(dataset: Dataset, books: Books, gap: Gap) -> Iterator[Capacity]:
    """`bisher:A` or `mehr:A`: the provider's own lost hours at today's cost (workbook, below *Ereignisse*)."""
    if not gap.own_may_go_on:
        return
    offering, year = gap.offering, gap.first.year
    granted = sum(books.granted[key] for key in books.rows_of.get(offering.key, ()) if key[2] == year)
    if not granted:
        return
    months_as_parts = span_in(offering.start, offering.end, year)
    yield Capacity(
        key=f"{'mehr' if gap.event.kind == 'Mehrbedarf' else 'bisher'}:{offering.key}",
        provider=offering.provider,
        fields=(offering.field,),
        ags=offering.ags,
        start=gap.first,
        end=gap.last,
        hours=gap.hours,
        rate=granted * MONTH * dataset.rules.full_time / months_as_parts / offering.hours,
        spaces=(offering.space,),
        features=offering.requirements,
        only_outage=gap.number,
    )


class _Offer(NamedTuple):
    """A capacity with what holds for it whatever the outage: its own days, its provider's last, and its own faults."""

    capacity: Capacity
    provider: Provider
    base: Municipality
    first: date
    last: date
    stays_until: date
    faults: tuple[str, ...]


def _offer(dataset: Dataset, capacity: Capacity, planning_day: date, leaving: dict[str, date]) -> _Offer:
    provider, rules = dataset.provider[capacity.provider], dataset.rules
    ends = [capacity.end, provider.agreement_8a or date.min, provider.agreement_72a or date.min]
    ends += [end for end in (provider.agreement_kkg, provider.cooperation_until) if end is not None]
    exit_day = leaving.get(provider.key)
    faults = []
    if not provider.municipal and not provider.recognised:
        faults.append("recognition")
    if rules.max_rate is not None and capacity.rate > rules.max_rate:
        faults.append("rate")
    return _Offer(
        capacity,
        provider,
        dataset.municipality[capacity.ags],
        max(capacity.start, planning_day + timedelta(days=capacity.lead_days)),
        min(ends),
        day_before(exit_day) if exit_day else date.max,
        tuple(faults),
    )


def _pair(gap: Gap, offer: _Offer, km: float, reasons: set[str]) -> Pair:
    """The pair with its window, or with one reason more where no day is left."""
    first, last = max(gap.first, offer.first), min(gap.last, offer.last)
    stays_until = min(last, offer.stays_until)
    if first > last:
        reasons.add("window")
    elif first > stays_until:
        reasons.add("affected")
    return Pair(gap, offer.capacity, frozenset(reasons), None if reasons else (first, stays_until), km)


def _unfit(gap: Gap, offer: _Offer) -> set[str]:
    """Reasons that lie in what the offering asks for and what provider and capacity are (model, *Handover options*)."""
    offering, capacity, provider = gap.offering, offer.capacity, offer.provider
    reasons = set(offer.faults)
    if provider.key == offering.provider and not gap.own_may_go_on:
        reasons.add("same_provider")
    if offering.field not in capacity.fields:
        reasons.add("field")
    if capacity.spaces and offering.space not in capacity.spaces:
        reasons.add("space")
    if offering.requirements and not set(capacity.features).issuperset(offering.requirements):
        reasons.add("requirements")
    if provider.signatory_in and offering.space not in (*provider.signatory_in, DISTRICT_WIDE):
        reasons.add("signatory")
    return reasons


def kilometres(here: Municipality, there: Municipality) -> float:
    """Great-circle distance (haversine, Earth radius 6,371 km)."""
    return _haversine(here.latitude, here.longitude, there.latitude, there.longitude)


@lru_cache(maxsize=65536)
def _haversine(here_lat: float, here_lon: float, there_lat: float, there_lon: float) -> float:
    lat, other = radians(here_lat), radians(there_lat)
    half = sin((other - lat) / 2) ** 2 + cos(lat) * cos(other) * sin(radians(there_lon - here_lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))
