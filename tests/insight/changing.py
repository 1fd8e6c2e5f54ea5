"""The same change as a person would make it in the workbook: a copy of the dataset, for an independent re-solve."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from optimizer import Dataset, Outcome, make_plan
from optimizer.model.findings import GoalChange, Limit

Goals = dict[str, Fraction]


def goals_of(outcome: Outcome) -> Goals:
    return {goal.name: goal.value for goal in outcome.plan.goals}


def changed_record(dataset: Dataset, sheet: str, key: str, **figures: Any) -> Dataset:
    records = tuple(replace(row, **figures) if row.key == key else row for row in getattr(dataset, sheet))
    return replace(dataset, **{sheet: records})


def in_workbook(dataset: Dataset, limit: Limit) -> bool:
    """Can a person move this limit by changing one cell? (Freed money is worked out; no cell holds it.)"""
    return limit.kind != "matching" and not limit.key.startswith("frei:")


def set_limit(dataset: Dataset, limit: Limit, value: Fraction) -> Dataset:
    """The dataset in which a limit has another value."""
    if limit.kind == "capacity":
        return changed_record(dataset, "capacities", limit.key, hours=value)
    if limit.key.startswith("reserve:"):
        return changed_record(dataset, "reserves", limit.key.removeprefix("reserve:"), cents=int(value))
    if limit.kind == "lot_rule":
        names = {
            "Mindestumfang": "min_hours",
            "Höchstzahl Übernehmende": "max_substitutes",
            "Stundenraster": "hour_grid",
        }
        new: Any = int(value) if limit.key.startswith("Höchst") else value
        return replace(dataset, rules=replace(dataset.rules, **{names[limit.key]: new}))
    if limit.kind == "share":
        kind, field, ags, bound = limit.key.split(":")
        name = {"min": "minimum", "max": "maximum"}[bound]
        wanted = (kind, None if field == "alle" else field, None if ags == "alle" else ags)
        shares = tuple(
            replace(row, **{name: value}) if (row.kind, row.field, row.ags) == wanted else row for row in dataset.shares
        )
        return replace(dataset, shares=shares)
    raise AssertionError(limit)


def value_of(dataset: Dataset, limit: Limit) -> Fraction:
    """What stands in the workbook today."""
    if limit.kind == "capacity":
        return next(row.hours for row in dataset.capacities if row.key == limit.key)
    if limit.key.startswith("reserve:"):
        key = limit.key.removeprefix("reserve:")
        return Fraction(next(row.cents for row in dataset.reserves if row.key == key))
    if limit.kind == "lot_rule":
        rules = dataset.rules
        named = {
            "Mindestumfang": rules.min_hours,
            "Höchstzahl Übernehmende": Fraction(rules.max_substitutes),
            "Stundenraster": rules.hour_grid,
        }
        return named[limit.key]
    kind, field, ags, bound = limit.key.split(":")
    wanted = (kind, None if field == "alle" else field, None if ags == "alle" else ags)
    row = next(row for row in dataset.shares if (row.kind, row.field, row.ags) == wanted)
    return row.minimum if bound == "min" else row.maximum


def assert_equals_resolve(dataset: Dataset, scenario: str, changes: tuple[GoalChange, ...]) -> None:
    """What a finding says about the goals is what an independent plan of the changed workbook reaches."""
    fresh = goals_of(make_plan(dataset, scenario))
    for change in changes:
        assert abs(change.after - fresh[change.goal]) <= Fraction(1, 100) * max(1, abs(fresh[change.goal]) / 1000), (
            change
        )
