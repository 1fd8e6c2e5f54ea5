"""Pots: money of one source in one budget year, and which handovers each may pay for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from optimizer.model.case import OWN_MEANS, Case, Freed, Option, Outage, Pot, Removal
from optimizer.model.dataset import DISTRICT, Capacity, Cover, Dataset, Offering, Reserve, Source

BREADTH = {"Angebot": 0, "Kommune": 1, "Sozialraum": 2, "Landkreis": 3}
"""How widely a pot may pay; the stage Zweckbindung empties the narrow ones first."""

RESERVE_RANK, OWN_RANK = 10, 20
"""What a reserve's rank stands above its source's, and the rank of own means (stage Mittelrang)."""

_ORDER = {"freed": 0, "reserve": 1, "own": 2}


def in_order(pots: Iterable[Pot]) -> tuple[Pot, ...]:
    """The order of pots everywhere: freed, reserve, own, each by key."""
    return tuple(sorted(pots, key=lambda pot: (_ORDER[pot.kind], pot.key)))


def freed_pots(dataset: Dataset, outages: Iterable[Outage], freed: Iterable[Freed]) -> Iterator[Pot]:
    """Available money pooled by Deckungskreis, split by field unless Bereichsbindung is nein; a cent at least."""
    offering_of = {outage.number: dataset.offering[outage.offering] for outage in outages}
    pooled: dict[tuple[str, int, str, str | None], int] = {}
    for row in freed:
        source, offering = dataset.source[row.source], offering_of[row.outage]
        key = source.key, row.year, unit_of(source, offering), offering.field if source.field_bound else None
        pooled[key] = pooled.get(key, 0) + row.available
    for (key_, year, unit, field), cents in pooled.items():
        if cents > 0:
            source = dataset.source[key_]
            yield Pot(
                freed_key(key_, year, unit, field),
                key_,
                year,
                "freed",
                unit,
                cents,
                field,
                rank=source.rank,
                breadth=BREADTH[source.cover],
            )


def freed_key(source: str, year: int, unit: str, field: str | None) -> str:
    """The key of a freed pot."""
    return f"frei:{source}:{year}:{unit}" + (f":{field}" if field else "")


def unit_of(source: Source, offering: Offering) -> str:
    """Where freed money of the source stays: the offering, its seat, its social space, or the district."""
    match source.cover:
        case "Angebot":
            return offering.key
        case "Kommune":
            return offering.ags
        case "Sozialraum":
            return offering.space
        case "Landkreis":
            return DISTRICT


def reserve_pots(dataset: Dataset, removals: Iterable[Removal]) -> Iterator[Pot]:
    """Each row of Reserven, also with 0 EUR; not one that is not Beschlossen, nor one whose source is gone by then."""
    gone = [removal for removal in removals if removal.whole]
    for reserve in dataset.reserves:
        taken = any(removal.source == reserve.source and reserve.year >= removal.effective.year for removal in gone)
        if taken or not (reserve.approved or dataset.rules.plan_unapproved):
            continue
        cover, unit = _bounds(reserve)
        yield Pot(
            f"reserve:{reserve.key}",
            reserve.source,
            reserve.year,
            "reserve",
            unit,
            reserve.cents,
            reserve.field,
            rank=dataset.source[reserve.source].rank + RESERVE_RANK,
            breadth=BREADTH[cover],
        )


def _bounds(reserve: Reserve) -> tuple[Cover, str]:
    """What a reserve is limited to; offering and seat only where a decided plan left the bounds of an unused pot."""
    if reserve.offering is not None:
        return "Angebot", reserve.offering
    if reserve.ags is not None:
        return "Kommune", reserve.ags
    return ("Sozialraum", reserve.space) if reserve.space is not None else ("Landkreis", DISTRICT)


def own_pots(dataset: Dataset, options: Iterable[tuple[Option, Capacity]]) -> Iterator[Pot]:
    """Eigenmittel: one pot for each year that the window of at least one of the provider's options touches."""
    years = {(capacity.provider, year) for option, capacity in options for year in option.period.years}
    for key, year in years:
        provider = dataset.provider[key]
        if provider.own_means > 0:
            name, cents = f"eigen:{key}:{year}", provider.own_means
            yield Pot(name, OWN_MEANS, year, "own", DISTRICT, cents, provider=key, rank=OWN_RANK)


def open_to(case: Case) -> PotsOpenTo:
    """The pots of the case that may pay for a handover; worked out once."""
    return case.once("open_to", lambda: PotsOpenTo(case.dataset, case.pots))


class PotsOpenTo:
    """The pots that may pay for a handover, found once for each outage of a case."""

    def __init__(self, dataset: Dataset, pots: Iterable[Pot]) -> None:
        self._dataset = dataset
        self._found: dict[int, tuple[Pot, ...]] = {}
        self._own: dict[str, list[Pot]] = {}
        self._shared: dict[str, list[tuple[int, Pot]]] = {}
        for place, pot in enumerate(pots):
            if pot.provider is not None:
                self._own.setdefault(pot.provider, []).append(pot)
            else:
                self._shared.setdefault(pot.unit, []).append((place, pot))

    def __call__(self, outage: Outage, provider: str) -> tuple[Pot, ...]:
        """For a handover of this outage to this provider, in the order of the pots."""
        return (*self.shared(outage), *self.own(provider))

    def own(self, provider: str) -> Sequence[Pot]:
        """The provider's own means."""
        return self._own.get(provider, ())

    def shared(self, outage: Outage) -> tuple[Pot, ...]:
        """Those that may pay whoever takes over."""
        if outage.number not in self._found:
            offering = self._dataset.offering[outage.offering]
            units = {offering.key, offering.ags, offering.space, DISTRICT}
            near = sorted((each for unit in units for each in self._shared.get(unit, ())), key=itemgetter(0))
            self._found[outage.number] = tuple(pot for _, pot in near if _may_pay(self._dataset, pot, outage))
        return self._found[outage.number]


def payers(case: Case, options: Iterable[Option]) -> tuple[Pot, ...]:
    """The pots that may pay for at least one of the options, in the order of the case."""
    keys = payer_keys(case, options)
    return tuple(pot for pot in case.pots if pot.key in keys)


def payer_keys(case: Case, options: Iterable[Option]) -> set[str]:
    """The keys of the pots that may pay for at least one of the options."""
    open_pots = open_to(case)
    shared: dict[int, set[int]] = {}
    own: dict[str, set[int]] = {}
    for option in options:
        shared.setdefault(option.outage, set()).update(option.period.years)
        own.setdefault(case.capacity_of(option).provider, set()).update(option.period.years)
    groups: list[tuple[Sequence[Pot], set[int]]] = [
        (open_pots.shared(case.outage[number]), years) for number, years in shared.items()
    ]
    groups += [(open_pots.own(provider), years) for provider, years in own.items()]
    return {pot.key for pots, years in groups for pot in pots if pot.year in years}


def _may_pay(dataset: Dataset, pot: Pot, outage: Outage) -> bool:
    """May a pot that is nobody's own pay for handovers of this outage?"""
    source, offering = dataset.source[pot.source], dataset.offering[outage.offering]
    if outage.removal and outage.removal.source == source.key:
        return False
    return (
        source.funds(offering.field)
        and pot.field in (None, offering.field)
        and _in_unit(pot, source, offering)
        and _municipality_takes_part(dataset, source, offering)
    )


def _in_unit(pot: Pot, source: Source, offering: Offering) -> bool:
    if pot.kind == "reserve":
        return pot.unit == (offering.key, offering.ags, offering.space, DISTRICT)[pot.breadth]
    return pot.unit == unit_of(source, offering)


def _municipality_takes_part(dataset: Dataset, source: Source, offering: Offering) -> bool:
    """A town pays for offerings seated there or that it already co-finances (clause 3.2.2)."""
    if source.kind != "Kommune" or source.ags == offering.ags:
        return True
    return any(
        dataset.source[grant.source].kind == "Kommune" and dataset.source[grant.source].ags == source.ags
        for grant in dataset.grants_of.get(offering.key, ())
    )
