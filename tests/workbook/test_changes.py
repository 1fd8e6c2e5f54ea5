"""What a new workbook changes: what the office reads before it counts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from optimizer import Dataset, changes, read_workbook
from optimizer.workbook.changes import Change
from tests.districts import random_district, shuffled

EXAMPLE = Path(__file__).parents[2] / "data" / "beispiel.xlsx"


@pytest.fixture(scope="module")
def example() -> Dataset:
    return read_workbook(EXAMPLE)


def test_the_same_workbook_changes_nothing(example: Dataset) -> None:
    assert changes(example, read_workbook(EXAMPLE)) == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_is_no_change(seed: int) -> None:
    district = random_district(seed)
    assert changes(district, shuffled(district, seed + 100)) == ()


def test_one_cell(example: Dataset) -> None:
    first, *others = example.reserves
    after = replace(example, reserves=(replace(first, cents=1234567), *others))
    assert changes(example, after) == (
        Change("Reserven", "R-LK-2027", "Betrag", "5.000,00 €", "12.345,67 €", "geändert"),
    )


def test_a_new_row_and_one_that_is_gone(example: Dataset) -> None:
    gone, *others = example.capacities
    after = replace(example, capacities=(*others, replace(gone, key="K-99")))
    found = {(change.row, change.what) for change in changes(example, after)}
    assert found == {("K-01", "entfällt"), ("K-99", "neu")}


def test_a_grant_is_named_by_offering_source_and_year(example: Dataset) -> None:
    first, *others = example.grants
    (change,) = changes(example, replace(example, grants=(replace(first, drawn=first.drawn + 1), *others)))
    assert change.row == f"{first.offering} · {first.source} · {first.year}"
    assert change.column == "Abgerufen"


def test_rows_without_a_key_come_and_go_whole(example: Dataset) -> None:
    event, *others = example.events
    found = changes(example, replace(example, events=(replace(event, share=Fraction(1, 2)), *others)))
    assert [change.what for change in found] == ["entfällt", "neu"]
    assert "50\u00a0%" in found[1].after


def test_rules_slack_and_authority(example: Dataset) -> None:
    rules = replace(example.rules, min_hours=Fraction(6), slack=(("Kosten", Fraction(1)),))
    entries = (*example.authority[1:], ("Kasse", "Kreiskasse"))
    found = {
        (change.sheet, change.row): change
        for change in changes(example, replace(example, rules=rules, authority=entries))
    }
    assert found["Regeln", "Mindestumfang"].after == "6"
    assert found["Regeln", "Spielraum Kosten"].before == "0"
    assert found["Behörde", "Kasse"].what == "neu"
    assert found["Behörde", example.authority[0][0]].what == "entfällt"
