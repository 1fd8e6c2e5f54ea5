"""A what-if in a test is a changed copy, as everywhere: one record of a dataset, by its key, with other values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from optimizer.model.dataset import Dataset, Event


def changed(dataset: Dataset, sheet: str, key: str, **values: Any) -> Dataset:
    """The dataset with one record of a sheet (by its key) changed."""
    records = getattr(dataset, sheet)
    assert any(record.key == key for record in records), key
    return replace(
        dataset,
        **{sheet: tuple(replace(record, **values) if record.key == key else record for record in records)},  # type: ignore[arg-type]
    )


def with_rules(dataset: Dataset, **rules: Any) -> Dataset:
    """The dataset with some of its Regeln changed."""
    return replace(dataset, rules=replace(dataset.rules, **rules))


def with_events(dataset: Dataset, *events: Event) -> Dataset:
    """The dataset with these Ereignisse and no others."""
    return replace(dataset, events=events)
