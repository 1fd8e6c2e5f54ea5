"""A small office whose limits can be followed by hand, and the example district."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from optimizer import Dataset, Outcome, make_plan, read_workbook
from optimizer.model.dataset import (
    UNLIMITED,
    Capacity,
    Event,
    Grant,
    Municipality,
    Offering,
    Provider,
    Reserve,
    Rules,
    ShareRule,
    SocialSpace,
    Source,
)

NEW_YEAR, SEPTEMBER, NEW_YEARS_EVE = date(2027, 1, 1), date(2027, 9, 1), date(2027, 12, 31)
EXAMPLE = Path(__file__).parents[2] / "data" / "beispiel.xlsx"


def _provider(key: str, name: str, **more: object) -> Provider:
    return Provider(key, name, agreement_8a=UNLIMITED, agreement_72a=UNLIMITED, **more)  # type: ignore[arg-type]


def _capacity(key: str, provider: str, ags: str, hours: int, euros: int) -> Capacity:
    return Capacity(key, provider, ("§ 11",), ags, NEW_YEAR, NEW_YEARS_EVE, Fraction(hours), Fraction(euros * 100))


@pytest.fixture(scope="session")
def office() -> Dataset:
    """The club A1 (30 h) is closed from September on; 12,000 € are free, and 1,000 € lie in the reserve R1.

    K1 (12 h, 3,900 € a post and month) is next door, K2 (20 h, 5,850 €) 11 km away, K3 (20 h, 7,800 €) 22 km. One hour
    a week over the four months costs 400, 600 and 800 €. So K1 takes 12 h for 4,800 € and K2 what 8,200 € still pay:
    13.66 h, and 13.33 h more could be had from nobody's hours but for money.
    """
    return Dataset(
        spaces=(SocialSpace("Nord", "Nord"),),
        municipalities=(
            Municipality("14524010", "Nordstadt", "Nord", 50.7, 12.5),
            Municipality("14524020", "Mitteldorf", "Nord", 50.8, 12.5),
            Municipality("14524030", "Südheim", "Nord", 50.9, 12.5),
        ),
        providers=(
            _provider("T1", "Haus Eins"),
            _provider("T2", "Verein Zwei"),
            _provider("T3", "Werk Drei"),
            _provider("T4", "Dienst Vier"),
            Provider("T5", "Initiative Fünf"),
        ),
        offerings=(
            Offering("A1", "Jugendclub", "T1", "14524010", "§ 11", Fraction(30), NEW_YEAR, NEW_YEARS_EVE, "Nord"),
            Offering("A2", "Jugendtreff", "T1", "14524020", "§ 11", Fraction(10), NEW_YEAR, NEW_YEARS_EVE, "Nord"),
        ),
        sources=(
            Source("SMS", "Freistaat", "Land", "Landkreis", rank=1),
            Source("LK", "Landkreis", "Landkreis", "Landkreis", rank=4),
        ),
        grants=(
            Grant("A1", "SMS", 2027, 1_800_000),
            Grant("A1", "LK", 2027, 1_800_000),
            Grant("A2", "LK", 2027, 600_000),
        ),
        reserves=(Reserve("R1", "LK", 2027, 100_000),),
        shares=(ShareRule("Land", maximum=Fraction(3, 4)),),
        capacities=(
            _capacity("K1", "T2", "14524010", 12, 3900),
            _capacity("K2", "T3", "14524020", 20, 5850),
            _capacity("K3", "T4", "14524030", 20, 7800),
            _capacity("K4", "T5", "14524010", 40, 1000),
        ),
        events=(Event("Herbst", "Ausfall", SEPTEMBER, "A1"), Event("Zwei", "Ausfall", SEPTEMBER, "A2")),
        rules=Rules(planning_day=NEW_YEAR),
        sha256="cd" * 32,
    )


@pytest.fixture(scope="session")
def planned(office: Dataset) -> Outcome:
    """The best plan of the small office."""
    return make_plan(office, "Herbst")


@pytest.fixture(scope="session")
def with_lots(office: Dataset) -> Dataset:
    """The same office with half hours, at least 5 h and at most two substitutes."""
    rules = replace(office.rules, hour_grid=Fraction(1, 2), min_hours=Fraction(5), max_substitutes=2)
    return replace(office, rules=replace(rules, goals=(*rules.goals, "Übergaben")))


@pytest.fixture(scope="session")
def example() -> Dataset:
    """The example district."""
    return read_workbook(EXAMPLE)
