"""Matching funds: what the state's money leaves as room, by Regel Komplementärregel (FRL Jugendpauschale)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.cases.case import work_out
from optimizer.cases.matching import Matching, matchings
from optimizer.model.dataset import Dataset, Grant
from tests.cases.changes import changed, with_rules


@pytest.fixture(scope="module")
def matched(club: Dataset) -> Dataset:
    """SMS must be matched: A1 has 24.000 of it, LK 26.000 and KOM 1.200; four of twelve months are freed."""
    grants = (
        Grant("A1", "SMS", 2027, 2_400_000),
        Grant("A1", "LK", 2027, 2_600_000),
        Grant("A1", "KOM", 2027, 120_000),
    )
    return changed(replace(club, grants=grants), "sources", "SMS", matched=True)


def rows(dataset: Dataset) -> tuple[Matching, ...]:
    return matchings(work_out(dataset, "S"))


def test_room_is_local_money_left_less_state_money_left(matched: Dataset) -> None:
    """LK keeps 26.000 − 8.666,66 = 17.333,34, SMS 16.000,00: room 1.333,34."""
    (row,) = rows(matched)
    assert (row.source, row.year, row.room, row.state_money) == ("SMS", 2027, 133_334, 800_000)
    assert not row.never_binds


def test_towns_count_where_the_rule_says_so(matched: Dataset) -> None:
    """KOM keeps 1.200 − 400 = 800 EUR."""
    (row,) = rows(with_rules(matched, matching="Landkreis und Kommunen"))
    assert row.room == 133_334 + 80_000
    assert "frei:KOM:2027:14524080:§ 11" in row.local_pots


def test_no_rule_no_row(matched: Dataset) -> None:
    assert rows(with_rules(matched, matching="aus")) == ()


def test_room_is_never_below_nothing_so_that_no_handover_always_fits(matched: Dataset) -> None:
    poor = replace(matched, grants=(Grant("A1", "SMS", 2027, 2_400_000),))
    assert [row.room for row in rows(poor)] == [0]


def test_only_the_fields_of_the_matched_source_count(matched: Dataset) -> None:
    """An offering of § 13 with much local money helps § 11 nothing when SMS may fund § 11 only."""
    other = replace(matched.offerings[0], key="A2", field="§ 13")
    richer = replace(
        matched, offerings=(*matched.offerings, other), grants=(*matched.grants, Grant("A2", "LK", 2027, 9_000_000))
    )
    assert rows(richer)[0].room == 133_334 + 9_000_000
    assert rows(changed(richer, "sources", "SMS", fields=("§ 11",)))[0].room == 133_334


def test_all_of_the_freed_money_counts_also_what_is_returned_or_reclaimed(matched: Dataset) -> None:
    drawn = replace(matched, grants=tuple(replace(grant, drawn=grant.granted) for grant in matched.grants))
    everything = with_rules(drawn, plan_reclaims=True)
    assert rows(everything)[0].room == 133_334
    assert rows(drawn) == ()  # no pot of it, so nothing to match


def test_money_that_fits_without_any_local_money_never_binds(matched: Dataset) -> None:
    rich = replace(matched, grants=(*matched.grants[:1], Grant("A1", "LK", 2027, 9_000_000)))
    assert rows(rich)[0].never_binds
