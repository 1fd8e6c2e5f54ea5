"""Options: which capacity could take over which outage, and every reason why one cannot (*warum nicht?*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from optimizer.cases.distance import distances_between
from optimizer.model.case import Exclusion, Option, Outage, ReasonCode
from optimizer.model.dataset import DISTRICT_WIDE, Capacity, Dataset, Offering, Pin, Provider
from optimizer.model.periods import Period


class Pair(NamedTuple):
    """An outage and a capacity, with all that the gates look at."""

    dataset: Dataset
    outage: Outage
    offering: Offering
    capacity: Capacity
    provider: Provider
    km: float
    window: Period | None
    window_without_exit: Period | None
    excluded: frozenset[tuple[str, str]]


def same_provider(pair: Pair) -> bool:
    """The capacity belongs to the provider that drops out; where only money is missing, it may go on itself."""
    return not pair.outage.own_may_go_on and pair.provider.key == pair.offering.provider


def affected(pair: Pair) -> bool:
    """The provider's own Entzug or Kündigung leaves nothing of a window that would otherwise not be empty."""
    return pair.window is None and pair.window_without_exit is not None


def field(pair: Pair) -> bool:
    """The offering's Leistungsbereich is not among the capacity's."""
    return pair.offering.field not in pair.capacity.fields


def space(pair: Pair) -> bool:
    """The offering's social space is not among the capacity's; an empty list means every space."""
    return bool(pair.capacity.spaces) and pair.offering.space not in pair.capacity.spaces


def requirements(pair: Pair) -> bool:
    """The offering asks for a Merkmal that the capacity lacks."""
    return not set(pair.offering.requirements) <= set(pair.capacity.features)


def recognition(pair: Pair) -> bool:
    """A free provider is not recognised under § 75 SGB VIII."""
    return not (pair.provider.recognised or pair.provider.municipal)


def rate(pair: Pair) -> bool:
    """The cost rate exceeds Regel Höchstkostensatz (§ 74 (5) SGB VIII)."""
    ceiling = pair.dataset.rules.max_rate
    return ceiling is not None and pair.capacity.rate > ceiling


def signatory(pair: Pair) -> bool:
    """The provider has signed agreements, but none for the offering's social space (never for `kreisweit`)."""
    signed = pair.provider.signatory_in
    return bool(signed) and pair.offering.space != DISTRICT_WIDE and pair.offering.space not in signed


def distance(pair: Pair) -> bool:
    """Too far: great-circle distance above Regel Höchstentfernung."""
    ceiling = pair.dataset.rules.max_distance
    return ceiling is not None and pair.km > float(ceiling)


def window(pair: Pair) -> bool:
    """No day is left between outage, capacity, lead time and the provider's agreements (clause 3.3.7)."""
    return pair.window_without_exit is None


def excluded(pair: Pair) -> bool:
    """A Vorgabe excludes it."""
    return (pair.offering.key, pair.capacity.key) in pair.excluded


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
    banned = frozenset((pin.offering, pin.capacity) for pin in pins if pin.kind == "ausgeschlossen")
    distances = distances_between(dataset.municipalities)
    ordered = sorted(capacities, key=lambda capacity: capacity.key)
    open_days = {id(capacity): _open_days(dataset, capacity, planning_day) for capacity in ordered}
    options: list[Option] = []
    exclusions: list[Exclusion] = []
    for outage in outages:
        if outage.frees_only:
            continue
        offering = dataset.offering[outage.offering]
        for capacity in ordered:
            if capacity.only_outage not in (None, outage.number):
                continue
            provider = dataset.provider[capacity.provider]
            free = open_days[id(capacity)]
            without_exit = free and free.common(outage.period)
            last = exits.get(provider.key, date.max)
            left = without_exit and without_exit.cut(end=last)
            km = distances.km(capacity.ags, offering.ags)
            pair = Pair(dataset, outage, offering, capacity, provider, km, left, without_exit, banned)
            reasons = tuple(code for code, fails in GATES if fails(pair))
            if reasons or left is None:
                exclusions.append(Exclusion(outage.number, capacity.key, reasons))
            else:
                options.append(Option(outage.number, capacity.key, left, km))
    return tuple(options), tuple(exclusions)


def _open_days(dataset: Dataset, capacity: Capacity, planning_day: date) -> Period | None:
    """The capacity's days within lead time and the provider's agreements; None where § 8a or § 72a is missing."""
    provider = dataset.provider[capacity.provider]
    if provider.agreement_8a is None or provider.agreement_72a is None:
        return None
    ends = (
        provider.agreement_8a,
        provider.agreement_72a,
        provider.agreement_kkg or date.max,
        provider.cooperation_until or date.max,
    )
    if capacity.end < capacity.start:
        return None
    return Period(capacity.start, capacity.end).cut(planning_day + timedelta(days=capacity.lead_days), min(ends))
