"""Freed money: every cent is exactly one of available, reclaim and returned (clauses 3.1.7, 3.2.6, 3.3.7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer.cases.case import work_out
from optimizer.model.case import Freed
from optimizer.model.dataset import Dataset, Event, Grant, Reserve
from tests.cases.changes import changed, with_events, with_rules

MARCH, JULY, SEPTEMBER = date(2027, 3, 1), date(2027, 7, 1), date(2027, 9, 1)
HALF = Fraction(1, 2)


def freed(dataset: Dataset) -> dict[tuple[int, str], tuple[int, int, int, int]]:
    """By outage and source: freed, available, reclaim, returned."""
    rows = work_out(dataset, "S").freed
    assert all(row.freed == row.available + row.reclaim + row.returned for row in rows)
    return {(row.outage, row.source): amounts(row) for row in rows}


def amounts(row: Freed) -> tuple[int, int, int, int]:
    return row.freed, row.available, row.reclaim, row.returned


@pytest.fixture
def state_only(club: Dataset) -> Dataset:
    """A1 has 24.000 EUR of SMS, 20.000 drawn."""
    return replace(club, grants=(Grant("A1", "SMS", 2027, 2_400_000, 2_000_000),))


def test_outages_take_what_is_not_drawn_in_their_order(state_only: Dataset) -> None:
    """3.000 and 4.000 EUR are freed, 4.000 not drawn: the first is available whole, the second by 1.000."""
    first = Event("S", "Ausfall", MARCH, "A1", end=date(2027, 5, 31), share=HALF)
    second = Event("S", "Ausfall", SEPTEMBER, "A1", share=HALF)
    assert freed(with_events(state_only, second, first)) == {
        (1, "SMS"): (300_000, 300_000, 0, 0),
        (2, "SMS"): (400_000, 100_000, 300_000, 0),
    }


def test_planned_reclaims_leave_nothing_behind(state_only: Dataset) -> None:
    planned = with_rules(with_events(state_only, Event("S", "Ausfall", MARCH, "A1")), plan_reclaims=True)
    assert freed(planned) == {(1, "SMS"): (2_000_000, 2_000_000, 0, 0)}


def test_running_on_costs_above_the_grant_free_nothing(club: Dataset) -> None:
    rent = Event("S", "Ausfall", SEPTEMBER, "A1", running_on=1_000_000)
    assert freed(with_events(club, rent)) == {(1, "LK"): (0, 0, 0, 0), (1, "SMS"): (0, 0, 0, 0)}


def test_money_that_is_free_only_after_the_outage_is_not_free(club: Dataset) -> None:
    ill = Event("S", "Ausfall", SEPTEMBER, "A1", end=date(2027, 9, 30), free_from=date(2027, 10, 13))
    assert freed(with_events(club, ill))[1, "SMS"] == (0, 0, 0, 0)


def test_money_free_before_the_outage_counts_from_the_outage(club: Dataset) -> None:
    odd = Event("S", "Ausfall", SEPTEMBER, "A1", free_from=MARCH)
    assert freed(with_events(club, odd))[1, "SMS"] == (800_000, 800_000, 0, 0)


def test_months_are_those_of_the_offering_not_of_the_year(club: Dataset) -> None:
    """Funded from July: 24.000 EUR are for six months, so four of them free 16.000."""
    late = changed(club, "offerings", "A1", start=JULY)
    assert freed(late)[1, "SMS"] == (1_600_000, 1_600_000, 0, 0)


def test_a_grant_of_another_year_is_not_touched(club: Dataset) -> None:
    more = replace(club, grants=(*club.grants, Grant("A1", "SMS", 2026, 100)))
    assert set(freed(more)) == {(1, "LK"), (1, "SMS")}


def test_not_transferable_is_returned_and_uses_up_nothing(state_only: Dataset) -> None:
    bound = changed(state_only, "sources", "SMS", transferable=False)
    assert freed(with_events(bound, Event("S", "Ausfall", SEPTEMBER, "A1"))) == {(1, "SMS"): (800_000, 0, 0, 800_000)}
    less = Event("S", "Minderabruf", SEPTEMBER, "A1", source="SMS", cents=50_000)
    assert freed(with_events(bound, less)) == {(1, "SMS"): (50_000, 0, 0, 50_000)}


def test_a_whole_source_that_goes_takes_the_freed_money_of_every_other_outage(club: Dataset) -> None:
    """From the effective day's year on, also for outages of other events; a part of a source takes only its own."""
    illness = Event("S", "Ausfall", MARCH, "A1", end=date(2027, 3, 31))
    whole = Event("S", "Mittelwegfall", SEPTEMBER, source="SMS")
    rows = freed(with_events(club, illness, whole))
    assert rows[1, "SMS"] == (200_000, 0, 0, 200_000)
    assert rows[1, "LK"] == (150_000, 150_000, 0, 0)
    assert rows[2, "SMS"] == (800_000, 0, 0, 800_000)
    part = replace(whole, share=HALF)
    rows = freed(with_events(club, illness, part))
    assert rows[1, "SMS"] == (200_000, 200_000, 0, 0)
    assert rows[2, "SMS"] == (400_000, 0, 0, 400_000)


def test_a_source_that_goes_next_year_still_pays_this_year(club: Dataset) -> None:
    longer = changed(club, "offerings", "A1", end=date(2028, 12, 31))
    funded = replace(longer, grants=(*longer.grants, Grant("A1", "SMS", 2028, 2_400_000)))
    illness = Event("S", "Ausfall", SEPTEMBER, "A1", end=date(2027, 9, 30))
    gone = Event("S", "Mittelwegfall", date(2028, 4, 1), source="SMS")
    rows = {
        (row.outage, row.source, row.year): amounts(row)
        for row in work_out(with_events(funded, illness, gone), "S").freed
    }
    assert rows[1, "SMS", 2027] == (200_000, 200_000, 0, 0)
    assert rows[2, "SMS", 2028] == (1_800_000, 0, 0, 1_800_000)


def test_reserves_of_a_source_that_is_gone_are_gone_from_that_year_on(club: Dataset) -> None:
    reserves = tuple(Reserve(f"R{year}", "SMS", year, 1000) for year in (2027, 2028, 2029))
    gone = Event("S", "Kündigung", date(2027, 10, 15), source="SMS")  # effective 01.04.2028
    longer = changed(club, "offerings", "A1", end=date(2029, 12, 31))
    case = work_out(with_events(replace(longer, reserves=reserves), gone), "S")
    assert [pot.key for pot in case.pots if pot.kind == "reserve"] == ["reserve:R2027"]


def test_more_needed_frees_nothing(club: Dataset) -> None:
    more = Event("S", "Mehrbedarf", SEPTEMBER, "A1", hours=Fraction(5))
    assert set(freed(with_events(club, more)).values()) == {(0, 0, 0, 0)}


def test_a_third_of_a_cent_is_rounded_down(club: Dataset) -> None:
    odd = replace(club, grants=(Grant("A1", "SMS", 2027, 100),))
    assert freed(odd) == {(1, "SMS"): (33, 33, 0, 0)}
