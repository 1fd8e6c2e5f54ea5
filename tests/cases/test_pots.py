"""Pots: where freed money stays, which reserves and own means there are, and for whom each may pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer.cases.case import work_out
from optimizer.cases.pots import open_to
from optimizer.model.case import Case
from optimizer.model.dataset import Dataset, Event, Grant, Reserve, Source
from tests.cases.changes import changed, with_events, with_rules

SEPTEMBER = date(2027, 9, 1)


def keys(dataset: Dataset) -> list[str]:
    return [pot.key for pot in work_out(dataset, "S").pots]


@pytest.mark.parametrize(
    ("cover", "unit"), [("Angebot", "A1"), ("Kommune", "14524080"), ("Sozialraum", "SR1"), ("Landkreis", "Landkreis")]
)
@pytest.mark.parametrize("bound", [True, False])
def test_freed_money_is_pooled_by_deckungskreis_and_field(club: Dataset, cover: str, unit: str, bound: bool) -> None:
    dataset = changed(club, "sources", "SMS", cover=cover, field_bound=bound)
    assert keys(dataset)[1] == f"frei:SMS:2027:{unit}" + (":§ 11" if bound else "")


def test_pots_of_one_unit_are_one(club: Dataset) -> None:
    twin = replace(club.offerings[0], key="A2")
    dataset = replace(
        club,
        offerings=(*club.offerings, twin, replace(twin, key="A3", field="§ 13")),
        grants=tuple(Grant(key, "SMS", 2027, 1200) for key in ("A1", "A2", "A3")),
        events=tuple(Event("S", "Ausfall", SEPTEMBER, key) for key in ("A1", "A2", "A3")),
    )
    pots = {pot.key: pot.cents for pot in work_out(dataset, "S").pots}
    assert pots == {"frei:SMS:2027:Landkreis:§ 11": 800, "frei:SMS:2027:Landkreis:§ 13": 400}


def test_a_freed_pot_needs_a_cent_and_a_reserve_does_not(club: Dataset) -> None:
    dataset = replace(
        club,
        grants=(Grant("A1", "SMS", 2027, 2),),
        reserves=(Reserve("R1", "LK", 2027, 0), Reserve("R0", "SMS", 2028, 5)),
    )
    assert keys(dataset) == ["reserve:R0", "reserve:R1"]
    one_cent = replace(dataset, grants=(Grant("A1", "SMS", 2027, 3),))
    assert keys(one_cent) == ["frei:SMS:2027:Landkreis:§ 11", "reserve:R0", "reserve:R1"]


def test_what_is_not_approved_is_planned_only_by_rule(club: Dataset) -> None:
    dataset = replace(club, grants=(), reserves=(Reserve("R1", "LK", 2027, 9, approved=False),))
    assert keys(dataset) == []
    assert keys(with_rules(dataset, plan_unapproved=True)) == ["reserve:R1"]


def test_own_means_are_a_pot_for_each_year_that_an_option_touches(club: Dataset) -> None:
    longer = changed(club, "offerings", "A1", end=date(2028, 12, 31))
    dataset = with_events(longer, Event("S", "Ausfall", SEPTEMBER, "A1", end=date(2028, 2, 29)))
    rich = changed(changed(dataset, "providers", "T2", own_means=500), "providers", "T1", own_means=700)
    assert [key for key in keys(rich) if key.startswith("eigen")] == ["eigen:T2:2027", "eigen:T2:2028"]
    until_december = changed(rich, "capacities", "K1", end=date(2027, 12, 31))
    assert [key for key in keys(until_december) if key.startswith("eigen")] == ["eigen:T2:2027"]


def test_ranks_and_breadths_follow_the_source(club: Dataset) -> None:
    dataset = replace(
        changed(club, "sources", "SMS", cover="Angebot"),
        reserves=(Reserve("R1", "LK", 2027, 1), Reserve("R2", "SMS", 2027, 1, space="SR1")),
    )
    pots = work_out(changed(dataset, "providers", "T2", own_means=1), "S").pots
    assert {pot.key: (pot.rank, pot.breadth) for pot in pots} == {
        "frei:LK:2027:Landkreis:§ 11": (4, 3),
        "frei:SMS:2027:A1:§ 11": (1, 0),
        "reserve:R1": (14, 3),
        "reserve:R2": (11, 2),
        "eigen:T2:2027": (20, 3),
    }


@pytest.fixture(scope="module")
def towns(club: Dataset) -> Case:
    """Every kind of pot, and three outages: A1 in Glauchau (§ 11), A2 in Meerane (§ 13), A3 for the whole district."""
    first = club.offerings[0]
    meerane = Source("MEE", "Stadt Meerane", "Kommune", "Kommune", "14524190", rank=3, field_bound=False)
    guest = Source("GLA", "Stadt Glauchau", "Kommune", "Landkreis", "14524080", rank=3, field_bound=False)
    only_13 = Source("BUND", "Bund", "Dritte", "Landkreis", fields=("§ 13",), rank=2)
    dataset = replace(
        club,
        sources=(*club.sources, meerane, guest, only_13),
        offerings=(
            first,
            replace(first, key="A2", ags="14524190", space="SR2", field="§ 13"),
            replace(first, key="A3", space="kreisweit"),
        ),
        grants=(
            Grant("A1", "SMS", 2027, 1200),
            Grant("A1", "GLA", 2027, 1200),
            Grant("A2", "MEE", 2027, 1200),
            Grant("A2", "BUND", 2027, 1200),
            Grant("A2", "GLA", 2028, 1200),
            Grant("A3", "LK", 2027, 1200),
        ),
        reserves=(
            Reserve("R1", "LK", 2027, 5, space="SR1"),
            Reserve("R2", "LK", 2027, 5),
            Reserve("R3", "MEE", 2027, 5),
        ),
        events=tuple(Event("S", "Ausfall", SEPTEMBER, key) for key in ("A1", "A2", "A3")),
    )
    return work_out(changed(dataset, "providers", "T2", own_means=5), "S")


@pytest.mark.parametrize(
    ("pot", "payees"),
    [
        ("frei:SMS:2027:Landkreis:§ 11", "A1 A3"),  # one field only
        ("frei:BUND:2027:Landkreis:§ 13", "A2"),
        ("frei:LK:2027:Landkreis:§ 11", "A1 A3"),
        ("frei:MEE:2027:14524190", "A2"),
        ("frei:GLA:2027:Landkreis", "A1 A2 A3"),  # A1 and A3 seated there, A2 co-financed (in another year)
        ("reserve:R1", "A1"),  # limited to a space: not what serves the whole district
        ("reserve:R2", "A1 A2 A3"),
        ("reserve:R3", "A2"),  # a town's reserve
        ("eigen:T2:2027", "A1 A2 A3"),
    ],
)
def test_each_pot_pays_for_its_own(towns: Case, pot: str, payees: str) -> None:
    may = [row.offering for row in towns.outages if towns.pot[pot] in open_to(towns)(row, "T2")]
    assert " ".join(may) == payees


def test_own_means_pay_for_their_owner_alone(towns: Case) -> None:
    assert towns.pot["eigen:T2:2027"] not in open_to(towns)(towns.outages[0], "T3")


def test_a_source_that_an_event_took_away_pays_nothing_for_its_outages(club: Dataset) -> None:
    dataset = with_events(
        replace(club, reserves=(Reserve("R1", "SMS", 2027, 5),)),
        Event("S", "Mittelwegfall", SEPTEMBER, "A1", source="SMS", share=Fraction(1, 2)),
        Event("S", "Ausfall", SEPTEMBER, "A1", share=Fraction(1, 2)),
    )
    case = work_out(dataset, "S")
    paying = {row.event.kind: case.pot["reserve:R1"] in open_to(case)(row, "T2") for row in case.outages}
    assert paying == {"Mittelwegfall": False, "Ausfall": True}
