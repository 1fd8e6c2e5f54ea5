"""Freed money: what an outage leaves of each grant, and what of it may be moved.

Every cent is exactly one of available, reclaim, returned (clauses 3.1.7, 3.2.6, 3.3.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import floor

from optimizer.model.case import Freed, Outage, Removal
from optimizer.model.dataset import Dataset, Grant
from optimizer.model.periods import Period


def freed_money(dataset: Dataset, outages: Iterable[Outage], removals: Iterable[Removal]) -> tuple[Freed, ...]:
    """One row per outage, source and year with a grant, in cents; outages take in their order what is not drawn yet."""
    gone = [removal for removal in removals if removal.whole]
    left = {(grant.offering, grant.source, grant.year): max(0, grant.granted - grant.drawn) for grant in dataset.grants}
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
    total: dict[int, int] = {}
    for grant in grants:
        total[grant.year] = total.get(grant.year, 0) + grant.granted
    for grant in grants:
        if outage.period.in_year(grant.year):
            freed = Fraction(0) if event.kind == "Mehrbedarf" else _freed(dataset, outage, grant, total[grant.year])
            yield grant.source, grant.year, floor(freed)


def _freed(dataset: Dataset, outage: Outage, grant: Grant, granted_in_year: int) -> Fraction:
    """max(0, granted · α · months / funded − running-on costs in proportion to the grants), in cents."""
    months = _free_months(outage, grant.year)
    if not months or not grant.granted:
        return Fraction(0)
    funded = dataset.offering[outage.offering].period.months_in(grant.year)
    pro_rata = grant.granted * outage.event.share * months / funded
    run_on = outage.event.running_on * months * Fraction(grant.granted, granted_in_year)
    return max(Fraction(0), pro_rata - run_on)


def _free_months(outage: Outage, year: int) -> Fraction:
    """Months of the outage inside the year, counted from *Mittel frei ab* where given (sick pay)."""
    part: Period | None = outage.period.cut(start=outage.event.free_from or date.min)
    return part.months_in(year) if part else Fraction(0)
