"""After the decision: where every cent of grants and reserves stands, source by source and year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from optimizer.cases.pots import freed_key, unit_of
from optimizer.model.dataset import Dataset, Grant, Reserve
from optimizer.model.errors import UsageError
from optimizer.model.german import euro
from optimizer.model.plan import Plan, paid_by_pot

GrantKey = tuple[str, str, int]
"""Offering, source, year."""


@dataclass(frozen=True, slots=True)
class _Pool:
    """A freed pot as the grants really fill it: where its money may go, and how much there is (cents)."""

    source: str
    year: int
    cover: str
    unit: str
    field: str | None
    cents: int


def moved_from_grants(dataset: Dataset, plan: Plan) -> dict[GrantKey, int]:
    """Available money that leaves each grant, never more than was granted."""
    offering_of = {row.outage: row.offering for row in plan.outages}
    granted = {(row.offering, row.source, row.year): row.granted for row in dataset.grants}
    moved: dict[GrantKey, int] = {}
    for row in plan.freed:
        key = (offering_of[row.outage], row.source, row.year)
        moved[key] = min(granted.get(key, 0), moved.get(key, 0) + row.available)
    return moved


def grants_left(dataset: Dataset, moved: Mapping[GrantKey, int]) -> tuple[Grant, ...]:
    """What stays granted; what a planned reclaim brings back is no longer drawn."""
    rows = []
    for row in dataset.grants:
        left = row.granted - moved.get((row.offering, row.source, row.year), 0)
        rows.append(replace(row, granted=left, drawn=min(row.drawn, left)))
    return tuple(rows)


def grants_of_handovers(plan: Plan, keys: tuple[str, ...]) -> tuple[Grant, ...]:
    """What sources pay for each handover; own means are the provider's and no grant."""
    own = {pot.pot for pot in plan.pots if pot.kind == "own"}
    granted: dict[GrantKey, int] = {}
    for key, handover in zip(keys, plan.handovers, strict=True):
        for payment in handover.funding:
            if payment.pot not in own:
                place = (key, payment.source, payment.year)
                granted[place] = granted.get(place, 0) + payment.cents
    return tuple(Grant(*place, granted=cents) for place, cents in granted.items())


def reserves_left(dataset: Dataset, plan: Plan) -> tuple[Reserve, ...]:
    """Reserves without what the plan uses. Raises `UsageError` where it uses more than there is."""
    used = paid_by_pot(plan.handovers)
    rows = []
    for row in dataset.reserves:
        left = row.cents - used[f"reserve:{row.key}"]
        if left < 0:
            raise UsageError(_too_much(f"reserve:{row.key}", used[f"reserve:{row.key}"], row.cents))
        rows.append(replace(row, cents=left))
    return tuple(rows)


def unused_as_reserves(dataset: Dataset, plan: Plan, moved: Mapping[GrantKey, int]) -> tuple[Reserve, ...]:
    """Unused freed money, as reserves with the bounds of their pots. Raises like `reserves_left`."""
    pools, used = _pools(dataset, moved), paid_by_pot(plan.handovers)
    _know_all_pots(dataset, plan, pools)
    known = {row.key for row in dataset.reserves}
    rows = []
    for key, pool in pools.items():
        rest = pool.cents - used[key]
        if rest < 0:
            raise UsageError(_too_much(key, used[key], pool.cents))
        if rest:
            name = free_key("Rest " + key.removeprefix("frei:").replace(":", " "), known)
            rows.append(_rest_of(pool, name, rest))
    return tuple(rows)


def _rest_of(pool: _Pool, key: str, cents: int) -> Reserve:
    return Reserve(
        key,
        pool.source,
        pool.year,
        cents,
        space=pool.unit if pool.cover == "Sozialraum" else None,
        offering=pool.unit if pool.cover == "Angebot" else None,
        ags=pool.unit if pool.cover == "Kommune" else None,
        field=pool.field,
    )


def _pools(dataset: Dataset, moved: Mapping[GrantKey, int]) -> dict[str, _Pool]:
    """Moved money by freed pot: pooled by *Deckungskreis* and, under *Bereichsbindung*, by field."""
    pools: dict[str, _Pool] = {}
    for (offering_key, source_key, year), cents in moved.items():
        source, offering = dataset.source[source_key], dataset.offering[offering_key]
        unit, field = unit_of(source, offering), offering.field if source.field_bound else None
        key = freed_key(source_key, year, unit, field)
        before = pools[key].cents if key in pools else 0
        pools[key] = _Pool(source_key, year, source.cover, unit, field, before + cents)
    return pools


def _know_all_pots(dataset: Dataset, plan: Plan, pools: dict[str, _Pool]) -> None:
    own = {pot.pot for pot in plan.pots if pot.kind == "own"}
    known = own | pools.keys() | {f"reserve:{row.key}" for row in dataset.reserves}
    for pot, cents in paid_by_pot(plan.handovers).items():
        if pot not in known:
            raise UsageError(_too_much(pot, cents, 0))


def _too_much(pot: str, used: int, held: int) -> str:
    return (
        f"Der Plan gibt aus dem Topf {pot} {euro(used)} aus, in diesen Büchern liegen dort {euro(held)}: "
        "er beruht auf Annahmen, auf einem anderen Stand oder auf mehr, als bewilligt war, "
        "und kann so nicht fortgeschrieben werden."
    )


def free_key(stem: str, known: set[str]) -> str:
    """The stem, or with `+2`, `+3` … where it is taken; the key counts as known from then on."""
    key, count = stem, 1
    while key in known:
        count += 1
        key = f"{stem}+{count}"
    known.add(key)
    return key
