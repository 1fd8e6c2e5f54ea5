"""Options: which capacity could take over which outage, and every reason why one cannot (*warum nicht?*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import inf
from typing import NamedTuple

from optimizer.cases.distance import distances_between
from optimizer.model.case import Exclusion, Option, Outage, ReasonCode
from optimizer.model.dataset import DISTRICT_WIDE, Capacity, Dataset, Offering, Pin, Provider
from optimizer.model.periods import Period


class Limits(NamedTuple):
    """What the gates hold all pairs against, read once."""

    max_km: float
    excluded: frozenset[tuple[str, str]]


class Pair(NamedTuple):
    """An outage and a capacity, with all that the gates look at."""

    outage: Outage
    offering: Offering
    capacity: Capacity
    provider: Provider
    too_dear: bool
    km: float
    limits: Limits
    days_left: bool
    days_but_for_exit: bool


def same_provider(pair: Pair) -> bool:
    """The capacity belongs to the provider that drops out; where only money is missing, it may go on itself."""
    return not pair.outage.own_may_go_on and pair.provider.key == pair.offering.provider


def affected(pair: Pair) -> bool:
    """The provider's own Entzug or Kündigung leaves nothing of a window that would otherwise not be empty."""
    return pair.days_but_for_exit and not pair.days_left


def field(pair: Pair) -> bool:
    """The offering's Leistungsbereich is not among the capacity's."""
    return pair.offering.field not in pair.capacity.fields


def space(pair: Pair) -> bool:
    """The offering's social space is not among the capacity's; an empty list means every space."""
    return bool(pair.capacity.spaces) and pair.offering.space not in pair.capacity.spaces


def requirements(pair: Pair) -> bool:
    """The offering asks for a Merkmal that the capacity lacks."""
    asked = pair.offering.requirements
    return bool(asked) and not set(pair.capacity.features).issuperset(asked)


def recognition(pair: Pair) -> bool:
    """A free provider is not recognised under § 75 SGB VIII."""
    return not (pair.provider.recognised or pair.provider.municipal)


def rate(pair: Pair) -> bool:
    """The cost rate exceeds Regel Höchstkostensatz (§ 74 (5) SGB VIII)."""
    return pair.too_dear


def signatory(pair: Pair) -> bool:
    """The provider has signed agreements, but none for the offering's social space (never for `kreisweit`)."""
    signed = pair.provider.signatory_in
    return bool(signed) and pair.offering.space != DISTRICT_WIDE and pair.offering.space not in signed


def distance(pair: Pair) -> bool:
    """Too far: great-circle distance above Regel Höchstentfernung."""
    return pair.km > pair.limits.max_km


def window(pair: Pair) -> bool:
    """No day is left between outage, capacity, lead time and the provider's agreements (clause 3.3.7)."""
    return not pair.days_but_for_exit


def excluded(pair: Pair) -> bool:
    """A Vorgabe excludes it."""
    return (pair.offering.key, pair.capacity.key) in pair.limits.excluded


GATES: tuple[tuple[ReasonCode, Callable[[Pair], bool]], ...] = (
    ("same_provider", same_provider),
    ("affected", affected),
    ("field", field),
    ("space", space),
    ("requirements", requirements),
    ("recognition", recognition),
    ("rate", rate),
    ("signatory", signatory),
    ("distance", distance),
    ("window", window),
    ("excluded", excluded),
)
"""The table of reasons, in the order of the page."""


def own_capacities(dataset: Dataset, outages: Iterable[Outage]) -> Iterator[Capacity]:
    """`bisher:A` (money taken away) and `mehr:A` (Mehrbedarf): the provider's own hours, for that outage alone.

    Its rate is today's cost: all money granted for the year of the outage's start ÷ funded months ÷ hours · Vollzeit.
    """
    for outage in outages:
        offering = dataset.offering[outage.offering]
        year = outage.period.start.year
        granted = sum(grant.granted for grant in dataset.grants_of.get(offering.key, ()) if grant.year == year)
        if not (outage.own_may_go_on and granted):
            continue
        months = offering.period.months_in(year)
        yield Capacity(
            key=f"{'mehr' if outage.event.kind == 'Mehrbedarf' else 'bisher'}:{offering.key}",
            provider=offering.provider,
            fields=(offering.field,),
            spaces=(offering.space,),
            ags=offering.ags,
            start=outage.period.start,
            end=outage.period.end,
            hours=outage.hours,
            rate=Fraction(granted) / months / offering.hours * dataset.rules.full_time,
            features=offering.requirements,
            offering=offering.key,
            only_outage=outage.number,
        )


def pair_up(
    dataset: Dataset,
    outages: Iterable[Outage],
    capacities: Iterable[Capacity],
    exits: dict[str, date],
    planning_day: date,
    pins: Iterable[Pin],
) -> tuple[tuple[Option, ...], tuple[Exclusion, ...]]:
    """Every outage with every capacity, sorted by outage and capacity: options, and the rest with all its reasons."""
    distances = distances_between(dataset.municipalities)
    ordered = sorted(capacities, key=lambda capacity: capacity.key)
    limits = _limits(dataset, pins)
    offers = [
        (row, dataset.provider[row.provider], _too_dear(dataset, row), *_open_days(dataset, row, planning_day))
        for row in ordered
    ]
    options: list[Option] = []
    exclusions: list[Exclusion] = []
    for outage in outages:
        if outage.frees_only:
            continue
        offering = dataset.offering[outage.offering]
        km_from = distances.from_all_to(offering.ags)
        for capacity, provider, too_dear, opens, closes in offers:
            if capacity.only_outage not in (None, outage.number):
                continue
            first, last = max(opens, outage.period.start), min(closes, outage.period.end)
            stays = min(last, exits.get(provider.key, last))
            km = km_from[capacity.ags]
            pair = Pair(outage, offering, capacity, provider, too_dear, km, limits, first <= stays, first <= last)
            if reasons := [code for code, fails in GATES if fails(pair)]:
                exclusions.append(Exclusion(outage.number, capacity.key, tuple(reasons)))
            else:
                options.append(Option(outage.number, capacity.key, Period(first, stays), km))
    return tuple(options), tuple(exclusions)


def _limits(dataset: Dataset, pins: Iterable[Pin]) -> Limits:
    rules = dataset.rules
    return Limits(
        max_km=inf if rules.max_distance is None else float(rules.max_distance),
        excluded=frozenset((pin.offering, pin.capacity) for pin in pins if pin.kind == "ausgeschlossen"),
    )


def _too_dear(dataset: Dataset, capacity: Capacity) -> bool:
    ceiling = dataset.rules.max_rate
    return ceiling is not None and capacity.rate > ceiling


def _open_days(dataset: Dataset, capacity: Capacity, planning_day: date) -> tuple[date, date]:
    """The capacity's first and last day within lead time and the provider's agreements; the last may come first."""
    provider = dataset.provider[capacity.provider]
    ends = (
        capacity.end,
        provider.agreement_8a or date.min,
        provider.agreement_72a or date.min,
        provider.agreement_kkg or date.max,
        provider.cooperation_until or date.max,
    )
    return max(capacity.start, planning_day + timedelta(days=capacity.lead_days)), min(ends)
