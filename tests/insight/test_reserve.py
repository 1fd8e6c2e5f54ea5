"""What a reserve would buy: stand-ins and money on top of the same district."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from optimizer import (
    Dataset,
    Period,
    Provision,
    ReserveValue,
    UsageError,
    ladder,
    read_workbook,
    stress_test,
    with_provision,
)

AUTUMN = Period(date(2027, 7, 1), date(2027, 12, 31))
SOME = ("A-07", "A-18", "A-20", "A-45")


@pytest.fixture(scope="module")
def example() -> Dataset:
    return read_workbook(Path(__file__).parents[2] / "data" / "beispiel.xlsx")


def value(dataset: Dataset, provision: Provision) -> ReserveValue:
    changed = with_provision(dataset, provision, AUTUMN)
    return ReserveValue(provision, stress_test(changed, period=AUTUMN, offerings=SOME))


def test_nothing_on_top_is_the_same_district(example: Dataset) -> None:
    assert with_provision(example, Provision(), AUTUMN) == example


def test_more_reserve_never_covers_less(example: Dataset) -> None:
    nothing, hours = value(example, Provision()), value(example, Provision(hours=Fraction(39)))
    both = value(example, Provision(Fraction(39), 2_000_000))
    assert nothing.share < hours.share <= both.share
    assert nothing.irreplaceable > both.irreplaceable


def test_the_pool_may_do_everything_and_costs_what_others_cost(example: Dataset) -> None:
    pool = with_provision(example, Provision(hours=Fraction(39)), AUTUMN).capacities[-1]
    rates = sorted(row.rate for row in example.capacities)
    assert rates[0] <= pool.rate <= rates[-1]
    assert all(set(row.requirements) <= set(pool.features) for row in example.offerings)
    assert example.municipality[pool.ags].name == "Zwickau"  # eleven of 48 offerings sit there


def test_money_is_the_districts_and_for_every_year(example: Dataset) -> None:
    changed = with_provision(example, Provision(cents=100), Period(date(2027, 7, 1), date(2028, 6, 30)))
    fresh = changed.reserves[len(example.reserves) :]
    assert [(row.source, row.year, row.cents) for row in fresh] == [("LK", 2027, 100), ("LK", 2028, 100)]


def test_what_is_tried_is_what_was_asked_for() -> None:
    assert ladder(Provision(Fraction(39), 100)) == (
        Provision(hours=Fraction(39)),
        Provision(cents=100),
        Provision(Fraction(39), 100),
    )
    assert ladder(Provision(cents=100)) == (Provision(cents=100),)


def test_a_district_without_a_yardstick_says_so(example: Dataset) -> None:
    with pytest.raises(UsageError, match="Kostensatz"):
        with_provision(replace(example, capacities=()), Provision(hours=Fraction(1)), AUTUMN)
    with pytest.raises(UsageError, match="Landkreis"):
        with_provision(replace(example, sources=()), Provision(cents=1), AUTUMN)
