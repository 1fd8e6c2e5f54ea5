"""Freed money: what an outage leaves of each grant, and what of it may be moved.

Every cent is exactly one of available, reclaim, returned (clauses 3.1.7, 3.2.6, 3.3.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from optimizer.model.case import Freed, Outage, Removal
from optimizer.model.dataset import Dataset


def freed_money(dataset: Dataset, outages: Sequence[Outage], removals: Iterable[Removal]) -> tuple[Freed, ...]:
    """One row per outage, source and year with a grant, in cents; outages take in their order what is not drawn yet."""
    gone = [removal for removal in removals if removal.whole]
    left = _not_drawn(dataset, outages)
    rows: list[Freed] = []
    for outage in outages:
        for source, year, cents in _freed_of(dataset, outage):
            key = outage.offering, source, year
            if _returned(dataset, outage, source, year, gone):
                rows.append(Freed(outage.number, source, year, cents, 0, 0, cents))
                continue
            available = cents if dataset.rules.plan_reclaims else min(cents, left.get(key, 0))
            left[key] = left.get(key, 0) - min(available, left.get(key, 0))
            rows.append(Freed(outage.number, source, year, cents, available, cents - available, 0))
    return tuple(rows)


def _not_drawn(dataset: Dataset, outages: Iterable[Outage]) -> dict[tuple[str, str, int], int]:
    """What is left of each grant of the offerings that drop out: offering, source, year → cents."""
    grants = [grant for key in {outage.offering for outage in outages} for grant in dataset.grants_of.get(key, ())]
    return {(grant.offering, grant.source, grant.year): max(0, grant.granted - grant.drawn) for grant in grants}


def _returned(dataset: Dataset, outage: Outage, source: str, year: int, gone: list[Removal]) -> bool:
    """Not transferable, or taken away by this outage's event or, as a whole source, from that year on."""
    if not dataset.source[source].transferable:
        return True
    if outage.removal and outage.removal.source == source:
        return True
    return any(removal.source == source and year >= removal.effective.year for removal in gone)


def _freed_of(dataset: Dataset, outage: Outage) -> Iterator[tuple[str, int, int]]:
    """(source, year, cents freed) of one outage, before it is sorted."""
    event = outage.event
    if event.kind == "Minderabruf":
        yield event.source or "", event.start.year, event.cents or 0
        return
    grants = dataset.grants_of.get(outage.offering, ())
    for year in outage.period.years:
        of_year = [grant for grant in grants if grant.year == year]
        part = _freed_part(dataset, outage, year, sum(grant.granted for grant in of_year))
        for grant in of_year:
            yield grant.source, year, grant.granted * part.numerator // part.denominator


def _freed_part(dataset: Dataset, outage: Outage, year: int, granted: int) -> Fraction:
    """What is freed of each cent granted in the year: max(0, α · months / funded − running-on costs / all grants)."""
    months = _free_months(outage, year)
    if outage.event.kind == "Mehrbedarf" or not months or not granted:
        return Fraction(0)
    part = outage.event.share * months / dataset.offering[outage.offering].period.months_in(year)
    if outage.event.running_on:
        part = max(Fraction(0), part - outage.event.running_on * months / granted)
    return part


def _free_months(outage: Outage, year: int) -> Fraction:
    """Months of the outage inside the year, counted from *Mittel frei ab* where given (sick pay)."""
    part = outage.freeing
    return part.months_in(year) if part else Fraction(0)
