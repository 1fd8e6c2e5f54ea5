"""Options: which capacity could take over which outage, and every reason why one cannot (*warum nicht?*)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import inf
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from optimizer.cases.distance import distances_between
from optimizer.model.case import NotUsed, Option, Outage, ReasonCode
from optimizer.model.dataset import DISTRICT_WIDE, Capacity, Dataset, Pin
from optimizer.model.periods import Period

Table = npt.NDArray[np.bool_]
"""One yes or no for every pair: a row per outage, a column per capacity."""

Days = npt.NDArray[np.int64]
Asked = TypeVar("Asked", bound=Hashable)


class Pairs:
    """Every outage with every capacity, with all that the gates look at; days count from the first of the calendar."""

    def __init__(
        self,
        dataset: Dataset,
        outages: Sequence[Outage],
        capacities: Sequence[Capacity],
        exits: Mapping[str, date],
        planning_day: date,
        pins: Iterable[Pin],
    ) -> None:
        self.outages, self.capacities = outages, capacities
        self.offerings = [dataset.offering[outage.offering] for outage in outages]
        self.providers = [dataset.provider[capacity.provider] for capacity in capacities]
        self.max_rate, self.max_km = dataset.rules.max_rate, dataset.rules.max_distance
        self.kept_out = [(pin.offering, pin.capacity) for pin in pins if pin.kind == "ausgeschlossen"]
        self.km = distances_between(dataset.municipalities).table(
            [offering.ags for offering in self.offerings], [capacity.ags for capacity in capacities]
        )
        opens, closes = _days(_open_days(dataset, capacity, planning_day) for capacity in capacities)
        starts, ends = _days((outage.period.start, outage.period.end) for outage in outages)
        exit_days = [exits.get(provider.key, date.max).toordinal() for provider in self.providers]
        self.first = np.maximum(starts[:, None], opens)
        self.last = np.minimum(ends[:, None], closes)
        self.stays = np.minimum(self.last, exit_days)
        """Last days, but for and with the exits of providers."""

    def asked(self, values: list[Asked], fails: Callable[[Asked], list[bool]]) -> Table:
        """Which capacities fail at what each outage asks for; the same is asked once."""
        found = {value: fails(value) for value in set(values)}
        return np.array([found[value] for value in values], dtype=np.bool_)

    def whatever(self, fails: list[bool]) -> Table:
        """Which capacities fail, whatever the outage."""
        return np.broadcast_to(np.array(fails, dtype=np.bool_), self.km.shape)


def same_provider(pairs: Pairs) -> Table:
    """The capacity belongs to the provider that drops out; where only money is missing, it may go on itself."""
    rows = zip(pairs.outages, pairs.offerings, strict=True)
    return pairs.asked(
        [None if outage.own_may_go_on else offering.provider for outage, offering in rows],
        lambda leaving: [provider.key == leaving for provider in pairs.providers],
    )


def affected(pairs: Pairs) -> Table:
    """The provider's own Entzug or Kündigung leaves nothing of a window that would otherwise not be empty."""
    return (pairs.first <= pairs.last) & (pairs.first > pairs.stays)


def field(pairs: Pairs) -> Table:
    """The offering's Leistungsbereich is not among the capacity's."""
    return pairs.asked(
        [offering.field for offering in pairs.offerings],
        lambda field: [field not in capacity.fields for capacity in pairs.capacities],
    )


def space(pairs: Pairs) -> Table:
    """The offering's social space is not among the capacity's; an empty list means every space."""
    return pairs.asked(
        [offering.space for offering in pairs.offerings],
        lambda space: [bool(row.spaces) and space not in row.spaces for row in pairs.capacities],
    )


def requirements(pairs: Pairs) -> Table:
    """The offering asks for a Merkmal that the capacity lacks."""
    return pairs.asked(
        [offering.requirements for offering in pairs.offerings],
        lambda asked: [not set(asked).issubset(capacity.features) for capacity in pairs.capacities],
    )


def recognition(pairs: Pairs) -> Table:
    """A free provider is not recognised under § 75 SGB VIII."""
    return pairs.whatever([not (provider.recognised or provider.municipal) for provider in pairs.providers])


def rate(pairs: Pairs) -> Table:
    """The cost rate exceeds Regel Höchstkostensatz (§ 74 (5) SGB VIII)."""
    most = pairs.max_rate
    return pairs.whatever([most is not None and capacity.rate > most for capacity in pairs.capacities])


def signatory(pairs: Pairs) -> Table:
    """The provider has signed agreements, but none for the offering's social space (never for `kreisweit`)."""
    signed = [provider.signatory_in for provider in pairs.providers]
    return pairs.asked(
        [offering.space for offering in pairs.offerings],
        lambda space: [bool(spaces) and space not in (*spaces, DISTRICT_WIDE) for spaces in signed],
    )


def distance(pairs: Pairs) -> Table:
    """Too far: great-circle distance above Regel Höchstentfernung."""
    return pairs.km > (inf if pairs.max_km is None else float(pairs.max_km))


def window(pairs: Pairs) -> Table:
    """No day is left between outage, capacity, lead time and the provider's agreements (clause 3.3.7)."""
    return pairs.first > pairs.last


def excluded(pairs: Pairs) -> Table:
    """A Vorgabe excludes it."""
    kept_out = [
        frozenset(capacity for key, capacity in pairs.kept_out if key == offering.key) for offering in pairs.offerings
    ]
    return pairs.asked(kept_out, lambda names: [capacity.key in names for capacity in pairs.capacities])


GATES: tuple[tuple[ReasonCode, Callable[[Pairs], Table]], ...] = (
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
    exits: Mapping[str, date],
    planning_day: date,
    pins: Iterable[Pin],
) -> tuple[tuple[Option, ...], tuple[NotUsed, ...]]:
    """Every outage with every capacity, sorted by outage and capacity: options, and the rest with all its reasons."""
    losing = [outage for outage in outages if not outage.frees_only]
    ordered = sorted(capacities, key=lambda capacity: capacity.key)
    if not (losing and ordered):
        return (), ()
    pairs = Pairs(dataset, losing, ordered, exits, planning_day, pins)
    why_not = np.tensordot(1 << np.arange(len(GATES)), [gate(pairs) for _, gate in GATES], axes=1)
    codes = {mask: _codes(mask) for mask in np.unique(why_not).tolist()}
    options: list[Option] = []
    exclusions: list[NotUsed] = []
    tables = (why_not, pairs.first, pairs.stays, pairs.km)
    for outage, *rows in zip(losing, *(table.tolist() for table in tables), strict=True):
        for capacity, mask, first, stays, km in zip(ordered, *rows, strict=True):
            if capacity.only_outage is not None and capacity.only_outage != outage.number:
                continue
            if mask:
                exclusions.append(NotUsed(outage.number, capacity.key, codes[mask]))
            else:
                period = Period(date.fromordinal(first), date.fromordinal(stays))
                options.append(Option(outage.number, capacity.key, period, km))
    return tuple(options), tuple(exclusions)


def _codes(mask: int) -> tuple[ReasonCode, ...]:
    """The reasons in a mask: a bit each, in the order of the gates."""
    return tuple(code for bit, (code, _) in enumerate(GATES) if mask >> bit & 1)


def _days(spans: Iterable[tuple[date, date]]) -> tuple[Days, Days]:
    """First and last days as numbers."""
    numbers = [(first.toordinal(), last.toordinal()) for first, last in spans]
    first, last = np.array(numbers, dtype=np.int64).reshape(-1, 2).T
    return first, last


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
