"""What a municipality may see: its own offerings and money, and of a plan what touches them. Pure functions.

The cut dataset is a view, not a workbook: it bears no hash, so no plan made from it can pass for one of the real data.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from optimizer.model.dataset import Dataset, Event, Provider
from optimizer.model.plan import Handover, Plan, PotUse, paid_by_pot
from optimizer.store.setup import Setup


def own_offerings(dataset: Dataset, ags: str) -> frozenset[str]:
    """Keys of the offerings seated in the municipality."""
    return frozenset(row.key for row in dataset.offerings if row.ags == ags)


def visible_dataset(dataset: Dataset, ags: str) -> Dataset:
    """The dataset cut to one municipality.

    Left are its offerings with their grants, the sources that pay them, its own reserves, and the names of providers.
    Other people's capacities, rates, agreements and own means are gone.
    """
    own = own_offerings(dataset, ags)
    grants = tuple(row for row in dataset.grants if row.offering in own)
    paying = {row.source for row in grants} | {row.key for row in dataset.sources if row.ags == ags}
    providers = {row.provider for row in dataset.offerings if row.key in own}
    town_sources = {row.key for row in dataset.sources if row.ags == ags}
    return replace(
        dataset,
        providers=tuple(_provider(row, own=row.key in providers) for row in dataset.providers),
        offerings=tuple(row for row in dataset.offerings if row.key in own),
        sources=tuple(row for row in dataset.sources if row.key in paying),
        grants=grants,
        reserves=tuple(row for row in dataset.reserves if row.source in town_sources),
        shares=tuple(row for row in dataset.shares if row.ags in {None, ags}),
        capacities=(),
        events=tuple(row for row in dataset.events if _touches(row, dataset, own)),
        assumptions=(),
        pins=(),
        sha256="",
    )


def _provider(provider: Provider, *, own: bool) -> Provider:
    if own:
        return replace(provider, own_means=0)
    return Provider(provider.key, provider.name, municipal=provider.municipal)


def _touches(event: Event, dataset: Dataset, own: frozenset[str]) -> bool:
    if event.offering is not None:
        return event.offering in own
    if event.provider is not None:
        return any(row.key in own and row.provider == event.provider for row in dataset.offerings)
    return any(row.offering in own and row.source == event.source for row in dataset.grants)


def visible_setup(setup: Setup, own: Collection[str]) -> Setup:
    """Of a case's events those of the municipality's own offerings, and those of a whole provider or source.

    Pins, assumptions and rules are the planner's and are left out.
    """
    return Setup(events=tuple(event for event in setup.events if event.offering is None or event.offering in own))


def visible_plan(plan: Plan, own: Collection[str], sources: Collection[str]) -> Plan:
    """The plan cut to one municipality: outages of its own offerings, and what its own sources pay elsewhere.

    Elsewhere a handover shows the municipality's own cents alone, and a pot what these handovers take from it. Goals
    and the reasons of other capacities are left out.
    """
    outages = {row.outage for row in plan.outages if row.offering in own}
    paid = (row if row.outage in outages else _paid_by(row, sources) for row in plan.handovers)
    handovers = tuple(row for row in paid if row.outage in outages or row.funding)
    shown = outages | {row.outage for row in handovers}
    return replace(
        plan,
        goals=(),
        outages=tuple(row for row in plan.outages if row.outage in shown),
        handovers=handovers,
        freed=tuple(row for row in plan.freed if row.outage in outages or row.source in sources),
        pots=_pots(plan, handovers),
        not_used=(),
    )


def _paid_by(row: Handover, sources: Collection[str]) -> Handover:
    """The handover as far as these sources pay for it."""
    funding = tuple(paid for paid in row.funding if paid.source in sources)
    years = sorted({paid.year for paid in funding})
    cost = tuple((year, sum(paid.cents for paid in funding if paid.year == year)) for year in years)
    return replace(row, cost=cost, funding=funding)


def _pots(plan: Plan, handovers: tuple[Handover, ...]) -> tuple[PotUse, ...]:
    taken = paid_by_pot(handovers)
    return tuple(replace(row, cents=taken[row.pot], used=taken[row.pot]) for row in plan.pots if row.pot in taken)
