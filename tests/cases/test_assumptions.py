"""Annahmen: value · Faktor + Zuschlag, in row order, never below 0, money to the cent and hours to 0,01 h."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer.cases.assumptions import assume
from optimizer.model.dataset import Assumption, Dataset, Reserve

THIRD = Fraction(1, 3)


def row(
    quantity: str, selection: str | None = None, factor: Fraction | int = 1, addend: Fraction | int = 0
) -> Assumption:
    return Assumption("S", quantity, selection, Fraction(factor), Fraction(addend))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def office(club: Dataset) -> Dataset:
    providers = tuple(replace(provider, own_means=1_000) for provider in club.providers)
    return replace(club, providers=providers, reserves=(Reserve("R1", "LK", 2027, 100), Reserve("R2", "LK", 2028, 100)))


def values(dataset: Dataset, *rows: Assumption) -> dict[str, list[object]]:
    changed = assume(replace(dataset, assumptions=rows), "S")
    return {
        "Reserve": [record.cents for record in changed.reserves],
        "Kostensatz": [record.rate for record in changed.capacities],
        "Kapazität": [record.hours for record in changed.capacities],
        "Finanzierung": [record.granted for record in changed.grants],
        "Eigenmittel": [record.own_means for record in changed.providers],
    }


BEFORE = {
    "Reserve": [100, 100],
    "Kostensatz": [390_000, 390_000],
    "Kapazität": [20, 10],
    "Finanzierung": [2_400_000, 1_800_000],
    "Eigenmittel": [1_000, 1_000, 1_000, 1_000],
}


@pytest.mark.parametrize(
    ("assumption", "after"),
    [
        (row("Reserve", factor=THIRD), [33, 33]),
        (row("Reserve", "R2", addend=-150), [100, 0]),
        (row("Kostensatz", "K2", factor=Fraction(103, 100)), [390_000, 401_700]),
        (row("Kapazität", factor=THIRD), [Fraction(666, 100), Fraction(333, 100)]),
        (row("Kapazität", "K1", addend=Fraction(5, 2)), [Fraction(45, 2), 10]),
        (row("Finanzierung", "LK", factor=Fraction(9, 10)), [2_400_000, 1_620_000]),
        (row("Eigenmittel", "T3", addend=50), [1_000, 1_000, 1_050, 1_000]),
        (row("Reserve", "R9", factor=0), [100, 100]),
    ],
)
def test_one_assumption_changes_what_it_names_and_nothing_else(
    office: Dataset, assumption: Assumption, after: list[object]
) -> None:
    assert values(office, assumption) == BEFORE | {assumption.quantity: after}


def test_the_order_of_rows_counts(office: Dataset) -> None:
    double, more = row("Reserve", factor=2), row("Reserve", "R1", addend=50)
    assert values(office, double, more)["Reserve"] == [250, 200]
    assert values(office, more, double)["Reserve"] == [300, 200]


def test_it_never_falls_below_nothing_on_the_way(office: Dataset) -> None:
    """100 − 150 is 0, and 0 + 70 is 70."""
    assert values(office, row("Reserve", "R1", addend=-150), row("Reserve", "R1", addend=70))["Reserve"] == [70, 100]


def test_the_order_of_capacities_or_reserves_does_not_count(office: Dataset) -> None:
    turned = replace(office, reserves=office.reserves[::-1])
    assert values(turned, row("Reserve", "R1", factor=3))["Reserve"] == [100, 300]


def test_another_scenario_is_another_matter(office: Dataset) -> None:
    other = replace(office, assumptions=(replace(row("Reserve", factor=0), scenario="T"),))
    assert assume(other, "S") is other
