"""The audit's own working-out of a scenario, from the dataset as read: outages, freed money, pots, options, reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from optimizer.model.case import Freed
from optimizer.model.dataset import DISTRICT, Cover, Dataset, Offering, Reserve, Source
from optimizer.plans.audit_books import Books, books_of
from optimizer.plans.audit_options import Pair, pairs_of
from optimizer.plans.audit_outages import Gap, freed_by, gaps_of, leaving_providers, whole_sources_gone

OWN_MEANS = "Eigenmittel"


class Purse(NamedTuple):
    """A pot as the audit finds it (cents): `cover` says what `unit` is, `provider` whose own means it holds."""

    key: str
    source: str
    year: int
    kind: str
    cover: Cover
    unit: str
    cents: int
    field: str | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Refound:
    """What the audit found by itself."""

    dataset: Dataset
    scenario: str
    books: Books
    gaps: dict[int, Gap]
    freed: tuple[Freed, ...]
    purses: dict[str, Purse]
    pairs: dict[tuple[int, str], Pair]


def refind(dataset: Dataset, scenario: str) -> Refound:
    """Work the scenario out again, sharing nothing with the planner but the input types."""
    books, gaps = books_of(dataset, scenario), gaps_of(dataset, scenario)
    gone_from = whole_sources_gone(dataset, scenario)
    freed = freed_by(dataset, books, gaps, gone_from)
    found = pairs_of(dataset, scenario, books, gaps, leaving_providers(dataset, scenario))
    pairs = {(pair.gap.number, pair.capacity.key): pair for pair in found}
    by_number = {gap.number: gap for gap in gaps}
    purses = [*_freed(dataset, by_number, freed), *_reserves(dataset, books, gone_from), *_own_means(books, pairs)]
    return Refound(dataset, scenario, books, by_number, freed, {purse.key: purse for purse in purses}, pairs)


def _freed(dataset: Dataset, gaps: dict[int, Gap], freed: tuple[Freed, ...]) -> Iterator[Purse]:
    """Available money, pooled by *Deckungskreis* and, under *Bereichsbindung*, by field (model, *Freed pots*)."""
    cents: dict[tuple[str, int, str, str | None], int] = {}
    for row in freed:
        source, offering = dataset.source[row.source], gaps[row.outage].offering
        unit, field = _unit(source.cover, offering), offering.field if source.field_bound else None
        cents[row.source, row.year, unit, field] = cents.get((row.source, row.year, unit, field), 0) + row.available
    for (source_key, year, unit, field), total in cents.items():
        if total > 0:
            key = f"frei:{source_key}:{year}:{unit}" + (f":{field}" if field else "")
            cover = dataset.source[source_key].cover
            yield Purse(key, source_key, year, "freed", cover, unit, total, field)


def _unit(cover: Cover, offering: Offering) -> str:
    if cover == "Landkreis":
        return DISTRICT
    if cover == "Sozialraum":
        return offering.space
    return offering.ags if cover == "Kommune" else offering.key


def _reserves(dataset: Dataset, books: Books, gone_from: dict[str, int]) -> Iterator[Purse]:
    """Fresh money; none that is not decided (unless planned with) and none of a source that is gone as a whole."""
    for row in books.reserves:
        gone = gone_from.get(row.source, row.year + 1) <= row.year
        if not gone and (row.approved or dataset.rules.plan_unapproved):
            yield Purse(f"reserve:{row.key}", row.source, row.year, "reserve", *_bounds(row), row.cents, row.field)


def _bounds(row: Reserve) -> tuple[Cover, str]:
    """What a reserve is limited to; offering and seat only where an earlier plan left the money unused."""
    if row.offering is not None:
        return "Angebot", row.offering
    if row.ags is not None:
        return "Kommune", row.ags
    return ("Sozialraum", row.space) if row.space is not None else ("Landkreis", DISTRICT)


def _own_means(books: Books, pairs: dict[tuple[int, str], Pair]) -> Iterator[Purse]:
    """*Eigenmittel* of a provider for each year that the window of one of its options touches."""
    years = {
        (pair.capacity.provider, year)
        for pair in pairs.values()
        if pair.window
        for year in range(pair.window[0].year, pair.window[1].year + 1)
    }
    for provider, year in sorted(years):
        cents = books.own_means[provider]
        if cents > 0:
            yield Purse(
                f"eigen:{provider}:{year}", OWN_MEANS, year, "own", "Landkreis", DISTRICT, cents, provider=provider
            )


def may_pay(found: Refound, purse: Purse, pair: Pair) -> bool:
    """May this pot pay for this handover, in its year? (model, end of *Pots*)."""
    offering = pair.gap.offering
    if purse.provider is not None:
        return purse.provider == pair.capacity.provider
    source = found.dataset.source[purse.source]
    return (
        purse.unit == _unit(purse.cover, offering)
        and purse.field in (None, offering.field)
        and source.funds(offering.field)
        and source.key != pair.gap.gone
        and (source.kind != "Kommune" or source.ags == offering.ags or _has_row(found, source, offering))
    )


def _has_row(found: Refound, source: Source, offering: Offering) -> bool:
    rows = found.books.rows_of.get(offering.key, ())
    payers = (found.dataset.source[key[1]] for key in rows)
    return any(payer.kind == "Kommune" and payer.ags == source.ags for payer in payers)
