"""Annahmen: what a what-if changes in the figures of the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import TypeVar

from optimizer.model.dataset import Assumption, Dataset
from optimizer.model.hours import hundredths

Record = TypeVar("Record")


def assume(dataset: Dataset, scenario: str) -> Dataset:
    """A copy of the dataset with the scenario's Annahmen applied, in row order where several match.

    Each gives value · Faktor + Zuschlag, never below 0, money down to the cent and hours down to 0.01 h.
    """
    rows = [row for row in dataset.assumptions if row.scenario == scenario]
    if not rows:
        return dataset

    def changed(
        quantity: str, records: Iterable[Record], key: Callable[[Record], str], attribute: str
    ) -> tuple[Record, ...]:
        matching = [row for row in rows if row.quantity == quantity]
        return tuple(_changed(record, matching, key(record), attribute) for record in records)

    return replace(
        dataset,
        reserves=changed("Reserve", dataset.reserves, lambda record: record.key, "cents"),
        capacities=changed(
            "Kapazität",
            changed("Kostensatz", dataset.capacities, lambda record: record.key, "rate"),
            lambda record: record.key,
            "hours",
        ),
        grants=changed("Finanzierung", dataset.grants, lambda record: record.source, "granted"),
        providers=changed("Eigenmittel", dataset.providers, lambda record: record.key, "own_means"),
    )


def _changed(record: Record, rows: list[Assumption], key: str, attribute: str) -> Record:
    value = before = getattr(record, attribute)
    for row in rows:
        if row.selection in (None, key):
            value = _down(max(Fraction(0), value * row.factor + row.addend), attribute)
    return record if value == before else replace(record, **{attribute: value})  # type: ignore[type-var]


def _down(value: Fraction, attribute: str) -> Fraction | int:
    """Money to the cent as an integer (a rate stays a fraction of whole cents), hours to 0.01 h."""
    if attribute == "hours":
        return hundredths(value)
    return Fraction(floor(value)) if attribute == "rate" else floor(value)
