"""The audit's own finding of outages and of the money they free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from optimizer.model.case import Freed
from optimizer.model.dataset import Dataset, Event, Offering
from optimizer.plans.audit_books import Books, GrantKey, hundredths
from optimizer.plans.audit_days import MONTH, out_after_notice, span_in


@dataclass(frozen=True, slots=True)
class Gap:
    """An outage as the audit finds it. `gone` is the source that its event takes away."""

    number: int
    offering: Offering
    first: date
    last: date
    hours: Fraction
    event: Event
    gone: str | None

    @property
    def frees_only(self) -> bool:
        """A *Minderabruf* frees money and loses no hours."""
        return self.event.kind == "Minderabruf"

    @property
    def own_may_go_on(self) -> bool:
        """Only the money is missing, so the provider itself may deliver the hours."""
        return self.gone is not None or self.event.kind == "Mehrbedarf"


def gaps_of(dataset: Dataset, scenario: str) -> tuple[Gap, ...]:
    """Every outage of the scenario, numbered in the contract's order (model, *From events to outages*)."""
    found = [gap for event in dataset.events if event.scenario == scenario for gap in _gaps_of_event(dataset, event)]
    return tuple(replace(gap, number=number) for number, gap in enumerate(sorted(found, key=_order), start=1))


def _order(gap: Gap) -> tuple[object, ...]:
    event = gap.event
    stated = (gap.first, gap.offering.key, gap.last, gap.hours, event.running_on)
    return *stated, event.kind, event.source or "", event.cents or 0, event.free_from or event.start, event.start


def _gaps_of_event(dataset: Dataset, event: Event) -> Iterator[Gap]:
    out_from, gone = _out_from(event), _source_gone(event)
    for offering in _offerings_of(dataset, event):
        first = max(out_from, offering.start)
        last = min(event.end or offering.end, offering.end, dataset.rules.agreement_end)
        if first <= last:
            yield Gap(0, offering, first, last, _lost(offering, event), event, gone)


def _out_from(event: Event) -> date:
    return out_after_notice(event.start) if event.kind == "Kündigung" else event.start


def _source_gone(event: Event) -> str | None:
    return event.source if event.kind in {"Kündigung", "Mittelwegfall"} else None


def whole_sources_gone(dataset: Dataset, scenario: str) -> dict[str, int]:
    """Sources that an event takes away altogether (no *Angebot*, *Anteil* 1), with the first year without them."""
    years: dict[str, int] = {}
    for event in dataset.events:
        source = _source_gone(event)
        if event.scenario == scenario and source and event.offering is None and event.share == 1:
            years[source] = min(years.get(source, date.max.year), _out_from(event).year)
    return years


def leaving_providers(dataset: Dataset, scenario: str) -> dict[str, date]:
    """Providers that go (*Kündigung*, *Fristlose Kündigung*, *Entzug*), each with its first day without capacities."""
    days: dict[str, date] = {}
    for event in dataset.events:
        if (
            event.scenario == scenario
            and event.provider
            and event.kind in {"Kündigung", "Fristlose Kündigung", "Entzug"}
        ):
            days[event.provider] = min(days.get(event.provider, date.max), _out_from(event))
    return days


def _offerings_of(dataset: Dataset, event: Event) -> list[Offering]:
    if event.offering is not None:
        return [dataset.offering[event.offering]]
    if event.provider is not None:
        return [offering for offering in dataset.offerings if offering.provider == event.provider]
    funded = {grant.offering for grant in dataset.grants if grant.source == event.source}
    return [offering for offering in dataset.offerings if offering.key in funded]


def _lost(offering: Offering, event: Event) -> Fraction:
    if event.kind == "Minderabruf":
        return Fraction(0)
    if event.kind == "Mehrbedarf":
        return hundredths(event.hours or Fraction(0))
    return hundredths(event.share * offering.hours)


def freed_by(dataset: Dataset, books: Books, gaps: tuple[Gap, ...], gone_from: dict[str, int]) -> tuple[Freed, ...]:
    """What each outage frees by source and year, sorted into available, reclaim and returned (cents)."""
    keys = [key for offering in {gap.offering.key for gap in gaps} for key in books.rows_of.get(offering, ())]
    left = {key: max(0, books.granted[key] - books.drawn[key]) for key in keys}
    rows = []
    for gap in gaps:
        for key, cents in _freed_money(books, gap):
            source, year = key[1], key[2]
            lost = source == gap.gone or gone_from.get(source, year + 1) <= year
            if lost or not dataset.source[source].transferable:
                rows.append(Freed(gap.number, source, year, cents, 0, 0, cents))
                continue
            available = cents if dataset.rules.plan_reclaims else min(cents, left.get(key, 0))
            left[key] = left.get(key, 0) - available
            rows.append(Freed(gap.number, source, year, cents, available, cents - available, 0))
    return tuple(rows)


def _freed_money(books: Books, gap: Gap) -> Iterator[tuple[GrantKey, int]]:
    """Freed = max(0, granted · α · months ÷ funded − running-on · months · granted ÷ all granted), down to the cent."""
    event, offering = gap.event, gap.offering
    if gap.frees_only:
        yield (offering.key, event.source or "", event.start.year), event.cents or 0
        return
    money_from = max(gap.first, event.free_from or gap.first)
    rows = books.rows_of.get(offering.key, ())
    for year in range(gap.first.year, gap.last.year + 1):
        of_year = [key for key in rows if key[2] == year]
        everyone = sum(books.granted[key] for key in of_year)
        of_a_cent = _freed_of_a_cent(gap, year, span_in(money_from, gap.last, year), everyone)
        for key in of_year:
            yield key, max(0, books.granted[key] * of_a_cent.numerator // of_a_cent.denominator)


def _freed_of_a_cent(gap: Gap, year: int, length: int, everyone: int) -> Fraction:
    if gap.event.kind == "Mehrbedarf" or not everyone or not length:
        return Fraction(0)
    funded, share = span_in(gap.offering.start, gap.offering.end, year), gap.event.share
    pro_rata = Fraction(share.numerator * length, share.denominator * funded)
    run_on = gap.event.running_on
    return pro_rata - Fraction(run_on * length, MONTH * everyone) if run_on else pro_rata
