"""The audit's own answer to "who could take over, and why not": every pair of outage and capacity."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import inf
from typing import Final, NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from optimizer.model.dataset import DISTRICT_WIDE, Capacity, Dataset, Municipality, Provider
from optimizer.plans.audit_books import Books
from optimizer.plans.audit_days import MONTH, day_before, span_in
from optimizer.plans.audit_outages import Gap

EARTH_RADIUS_KM: Final = 6371.0

Numbers = npt.NDArray[np.int64]
Answers: TypeAlias = npt.NDArray[np.bool_] | list[bool]
"""A row for each gap and a column for each offer, or one row for all gaps."""

Value = TypeVar("Value", bound=Hashable)


class Pair(NamedTuple):
    """An outage and a capacity: with its window where it is an option, with every reason (sorted) where it is none."""

    gap: Gap
    capacity: Capacity
    reasons: tuple[str, ...]
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
    losing = [gap for gap in gaps if not gap.frees_only]
    own = (capacity for gap in losing for capacity in _own_capacity(dataset, books, gap))
    planning_day = planning_day_of(dataset, scenario)
    capacities = (*books.capacities, *own)
    offers = [_offer(dataset, capacity, planning_day, leaving) for capacity in capacities]
    if not (losing and offers):
        return
    days = _days(losing, offers)
    km = kilometres([offer.base for offer in offers], [dataset.municipality[gap.offering.ags] for gap in losing])
    faults = {
        "distance": km > (inf if dataset.rules.max_distance is None else float(dataset.rules.max_distance)),
        **dict(_unfit(dataset, scenario, losing, offers)),
        "affected": (days.first <= days.last) & (days.first > days.stays),
        "window": days.first > days.last,
    }
    names = sorted(faults)
    codes = np.tensordot(1 << np.arange(len(names)), [np.broadcast_to(faults[name], km.shape) for name in names], 1)
    reasons = {
        code: tuple(name for bit, name in enumerate(names) if code >> bit & 1) for code in np.unique(codes).tolist()
    }
    tables = (codes, days.first, days.stays, km)
    for gap, *rows in zip(losing, *(table.tolist() for table in tables), strict=True):
        for capacity, code, first, last, far in zip(capacities, *rows, strict=True):
            if capacity.only_outage is None or capacity.only_outage == gap.number:
                window = None if code else (date.fromordinal(first), date.fromordinal(last))
                yield Pair(gap, capacity, reasons[code], window, far)


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
    """A capacity with what holds for it whatever the outage: its own days, and its provider's last."""

    capacity: Capacity
    provider: Provider
    base: Municipality
    first: date
    last: date
    stays_until: date


def _offer(dataset: Dataset, capacity: Capacity, planning_day: date, leaving: dict[str, date]) -> _Offer:
    provider = dataset.provider[capacity.provider]
    ends = [capacity.end, provider.agreement_8a or date.min, provider.agreement_72a or date.min]
    ends += [end for end in (provider.agreement_kkg, provider.cooperation_until) if end is not None]
    exit_day = leaving.get(provider.key)
    return _Offer(
        capacity,
        provider,
        dataset.municipality[capacity.ags],
        max(capacity.start, planning_day + timedelta(days=capacity.lead_days)),
        min(ends),
        day_before(exit_day) if exit_day else date.max,
    )


class _Days(NamedTuple):
    """First and last days of every pair as numbers: as agreed, and as long as the provider stays."""

    first: Numbers
    last: Numbers
    stays: Numbers


def _days(gaps: list[Gap], offers: list[_Offer]) -> _Days:
    first = np.maximum.outer(*(_numbers(row.first for row in rows) for rows in (gaps, offers)))
    last = np.minimum.outer(*(_numbers(row.last for row in rows) for rows in (gaps, offers)))
    return _Days(first, last, np.minimum(last, _numbers(offer.stays_until for offer in offers)))


def _numbers(days: Iterable[date]) -> Numbers:
    return np.array([day.toordinal() for day in days])


def _unfit(dataset: Dataset, scenario: str, gaps: list[Gap], offers: list[_Offer]) -> Iterator[tuple[str, Answers]]:
    """Reasons that lie in what the offering asks for and what provider and capacity are (model, *Handover options*)."""
    out = [gap.offering for gap in gaps]
    barred = [None if gap.own_may_go_on else gap.offering.provider for gap in gaps]
    most, pins = dataset.rules.max_rate, [pin for pin in dataset.pins if pin.scenario == scenario]
    shut = {(pin.offering, pin.capacity) for pin in pins if pin.kind == "ausgeschlossen"}
    excluded = [tuple(capacity for offering, capacity in sorted(shut) if offering == row.key) for row in out]
    yield "same_provider", _each(offers, barred, lambda offer, key: offer.provider.key == key)
    yield "field", _each(offers, [row.field for row in out], lambda offer, field: field not in offer.capacity.fields)
    yield "space", _each(offers, [row.space for row in out], _elsewhere)
    yield "requirements", _each(offers, [row.requirements for row in out], _lacks)
    yield "signatory", _each(offers, [row.space for row in out], _not_signed)
    yield "excluded", _each(offers, excluded, lambda offer, names: offer.capacity.key in names)
    yield "recognition", [not offer.provider.municipal and not offer.provider.recognised for offer in offers]
    yield "rate", [most is not None and offer.capacity.rate > most for offer in offers]


def _elsewhere(offer: _Offer, space: str) -> bool:
    return space not in (offer.capacity.spaces or (space,))


def _lacks(offer: _Offer, requirements: tuple[str, ...]) -> bool:
    return bool(requirements) and not set(offer.capacity.features).issuperset(requirements)


def _not_signed(offer: _Offer, space: str) -> bool:
    return bool(offer.provider.signatory_in) and space not in (*offer.provider.signatory_in, DISTRICT_WIDE)


def _each(offers: list[_Offer], asked: list[Value], fails: Callable[[_Offer, Value], bool]) -> Answers:
    """Whether each offer fails at what each gap asks for; the same is asked once."""
    known = {value: np.array([fails(offer, value) for offer in offers]) for value in set(asked)}
    return np.array([known[value] for value in asked])


def kilometres(here: Sequence[Municipality], there: Sequence[Municipality]) -> npt.NDArray[np.float64]:
    """Great-circle distances (haversine, Earth radius 6,371 km): a row for each place there, a column for each here."""
    one, other = (np.radians([(row.latitude, row.longitude) for row in rows]).T for rows in (here, there))
    north, east = (np.sin(np.subtract.outer(other[axis], one[axis]) / 2) ** 2 for axis in (0, 1))
    half = north + np.multiply.outer(np.cos(other[0]), np.cos(one[0])) * east
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0))), dtype=np.float64)
