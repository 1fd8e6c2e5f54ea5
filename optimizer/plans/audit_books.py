"""The audit's own reading of a scenario's assumptions (*Annahmen*): the money and hours that really count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from optimizer.model.dataset import Assumption, Capacity, Dataset, Quantity, Reserve

GrantKey = tuple[str, str, int]
"""Offering, source, year."""


@dataclass(frozen=True, slots=True)
class Books:
    """Money in cents and capacities after the assumptions; `drawn` is as read, `rows_of` lists an offering's grants."""

    granted: dict[GrantKey, int]
    drawn: dict[GrantKey, int]
    rows_of: dict[str, list[GrantKey]]
    reserves: tuple[Reserve, ...]
    own_means: dict[str, int]
    capacities: tuple[Capacity, ...]


def hundredths(hours: Fraction) -> Fraction:
    """Hours rounded down to 0.01 h."""
    return Fraction(floor(hours * 100), 100)


def adjusted(value: Fraction | int, rows: Iterable[Assumption], key: str) -> Fraction:
    """Value · Faktor + Zuschlag, row after row where they match, never below 0 and whole cents after each."""
    worth = Fraction(value)
    for row in rows:
        if row.selection in (None, key):
            worth = Fraction(max(0, floor(worth * row.factor + row.addend)))
    return worth


def books_of(dataset: Dataset, scenario: str) -> Books:
    """The dataset's money and capacities under the scenario's assumptions (workbook, sheet *Annahmen*)."""
    rows: dict[Quantity, list[Assumption]] = {}
    for row in dataset.assumptions:
        if row.scenario == scenario:
            rows.setdefault(row.quantity, []).append(row)

    def money(quantity: Quantity, cents: int, key: str) -> int:
        matching = rows.get(quantity)
        return int(adjusted(cents, matching, key)) if matching else cents

    granted: dict[GrantKey, int] = {}
    drawn: dict[GrantKey, int] = {}
    rows_of: dict[str, list[GrantKey]] = {}
    for grant in dataset.grants:
        key = grant.offering, grant.source, grant.year
        granted[key] = money("Finanzierung", grant.granted, grant.source) if rows else grant.granted
        drawn[key] = grant.drawn
        rows_of.setdefault(grant.offering, []).append(key)
    return Books(
        granted=granted,
        drawn=drawn,
        rows_of=rows_of,
        reserves=tuple(
            replace(row, cents=money("Reserve", row.cents, row.key)) if "Reserve" in rows else row
            for row in dataset.reserves
        ),
        own_means={row.key: money("Eigenmittel", row.own_means, row.key) for row in dataset.providers},
        capacities=tuple(
            _capacity(row, rows.get("Kostensatz", []), rows.get("Kapazität", [])) for row in dataset.capacities
        ),
    )


def _capacity(capacity: Capacity, rates: list[Assumption], hours: list[Assumption]) -> Capacity:
    if not rates and not hours:
        return capacity
    rate = adjusted(capacity.rate, rates, capacity.key) if rates else capacity.rate
    in_hundredths = [replace(row, addend=row.addend * 100) for row in hours]
    weekly = adjusted(capacity.hours * 100, in_hundredths, capacity.key) / 100
    return replace(capacity, rate=rate, hours=hundredths(weekly))
