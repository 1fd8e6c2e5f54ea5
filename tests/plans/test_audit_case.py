"""The audit finds outages, money, pots and options by itself: on paper, and as often as one likes against `cases`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from operator import attrgetter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.cases.case import work_out
from optimizer.model.dataset import Assumption, Dataset, Event, Provider, Reserve
from optimizer.model.errors import InputError
from optimizer.model.periods import Period, end_after_notice
from optimizer.plans.audit_books import books_of
from optimizer.plans.audit_case import Refound, may_pay, refind
from optimizer.plans.audit_days import MONTH, out_after_notice, span, span_in

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@settings(deadline=None)
@given(DAYS, DAYS)
def test_whole_number_months_are_the_months_of_the_model(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    assert Fraction(span(first, last), MONTH) == Period(first, last).months
    assert Fraction(span_in(first, last, 2027), MONTH) == Period(first, last).months_in(2027)


def test_months_on_paper() -> None:
    assert span(date(2027, 1, 1), date(2027, 12, 31)) == 12 * MONTH
    assert Fraction(span(date(2027, 3, 1), date(2027, 3, 15)), MONTH) == Fraction(15, 31)
    assert span(date(2027, 3, 2), date(2027, 3, 1)) == 0
    assert span_in(date(2027, 3, 1), date(2027, 3, 31), 2028) == 0


@pytest.mark.parametrize(
    ("received", "out"),
    [
        (date(2027, 2, 10), date(2027, 7, 1)),
        (date(2027, 3, 31), date(2027, 7, 1)),
        (date(2027, 4, 1), date(2027, 10, 1)),
        (date(2027, 8, 1), date(2028, 1, 1)),
        (date(2027, 12, 31), date(2028, 4, 1)),
    ],
)
def test_notice_ends_with_the_quarter(received: date, out: date) -> None:
    assert out_after_notice(received) == out
    assert end_after_notice(received) < out


def found_for(office: Dataset, *events: Event) -> Refound:
    return refind(replace(office, events=events, pins=()), "S")


def test_a_leaving_provider_takes_offerings_and_capacities(office: Dataset) -> None:
    """T2 gives notice in February: A3 is out from July, and K1 helps nobody any more (affected)."""
    found = found_for(office, Event("S", "Kündigung", date(2027, 2, 10), provider="T2"))
    assert [(gap.offering.key, gap.first, gap.last) for gap in found.gaps.values()] == [
        ("A3", date(2027, 7, 1), date(2027, 12, 31))
    ]
    assert found.pairs[1, "K1"].reasons == ("affected", "same_provider")
    assert found.pairs[1, "K3"].reasons == ("window",)


def test_a_capacity_works_until_its_provider_leaves(office: Dataset) -> None:
    leaves = Event("S", "Entzug", date(2027, 11, 1), provider="T3")
    found = found_for(office, Event("S", "Ausfall", date(2027, 9, 1), "A1"), leaves)
    assert found.pairs[1, "K2"].window == (date(2027, 9, 1), date(2027, 10, 31))


def test_a_source_that_stops_lets_the_provider_go_on(office: Dataset) -> None:
    """The state stops paying: A1 goes on as `bisher:A1` at today's cost, and nobody pays with state money."""
    found = found_for(office, Event("S", "Mittelwegfall", date(2027, 7, 1), source="SMS"))
    assert [gap.offering.key for gap in found.gaps.values()] == ["A1", "A2", "A4"]
    own = found.pairs[1, "bisher:A1"]
    assert own.reasons == ()
    assert own.capacity.rate == Fraction(6_120_000, 12) / 30 * 39
    assert all(row.returned == row.freed for row in found.freed if row.source == "SMS")
    assert "reserve:R3" not in found.purses
    assert ("bisher:A1" in {key for number, key in found.pairs if number == 2}) is False


def test_one_offering_may_lose_a_tenth_of_one_source(office: Dataset) -> None:
    event = Event("S", "Mittelwegfall", date(2027, 7, 1), "A1", source="SMS", share=Fraction(1, 10))
    found = found_for(office, event)
    assert found.gaps[1].hours == 3
    assert {row.source: (row.freed, row.available, row.returned) for row in found.freed} == {
        "KOM": (30_000, 30_000, 0),
        "LK": (150_000, 150_000, 0),
        "SMS": (120_000, 0, 120_000),
        "STIFT": (6_000, 0, 6_000),
    }
    assert "reserve:R3" in found.purses
    reserve = found.purses["reserve:R1"]._replace(source="SMS")
    assert not may_pay(found, reserve, found.pairs[1, "K1"])


def test_more_is_wanted_and_nothing_freed(office: Dataset) -> None:
    found = found_for(office, Event("S", "Mehrbedarf", date(2027, 9, 1), "A1", hours=Fraction(5)))
    assert found.gaps[1].hours == 5
    assert {row.freed for row in found.freed} == {0}
    assert found.pairs[1, "mehr:A1"].window == (date(2027, 9, 1), date(2027, 12, 31))


def test_rent_that_runs_on_and_sick_pay_are_not_free(office: Dataset) -> None:
    """1,000 EUR of rent a month, and money only from October: LK frees 3/12 less its part of 3,000 EUR."""
    event = Event("S", "Ausfall", date(2027, 9, 1), "A1", running_on=100_000, free_from=date(2027, 10, 1))
    freed = {row.source: row.freed for row in found_for(office, event).freed}
    assert freed["LK"] == 750_000 - 300_000 * 3_000_000 // 6_120_000 - 1
    assert found_for(office, event).gaps[1].first == date(2027, 9, 1)


def test_reclaims_count_where_the_office_plans_with_them(office: Dataset) -> None:
    event = Event("S", "Ausfall", date(2027, 7, 1), "A2", end=date(2027, 12, 31))
    brave = replace(office, rules=replace(office.rules, plan_reclaims=True))
    assert [(r.available, r.reclaim) for r in found_for(office, event).freed if r.source == "SMS"] == [
        (100_000, 500_000)
    ]
    assert [(r.available, r.reclaim) for r in found_for(brave, event).freed if r.source == "SMS"] == [(600_000, 0)]


def test_assumptions_count_in_row_order_and_round_down(office: Dataset) -> None:
    rows = (
        Assumption("S", "Reserve", None, Fraction(1, 3), Fraction(0)),
        Assumption("S", "Reserve", "R1", Fraction(1), Fraction(-50)),
        Assumption("S", "Kapazität", "K1", Fraction(1, 3)),
        Assumption("S", "Kostensatz", None, Fraction(0), Fraction(-1)),
        Assumption("anderes", "Eigenmittel", None, Fraction(9)),
    )
    books = books_of(replace(office, assumptions=rows), "S")
    assert [row.cents for row in books.reserves] == [166_616, 166_666, 33_333]
    assert books.capacities[0].hours == Fraction(666, 100)
    assert books.capacities[0].rate == 0
    assert books.own_means["T2"] == 100_000


def test_money_left_by_an_earlier_plan_keeps_its_bounds(office: Dataset) -> None:
    rows = (
        Reserve("one", "LK", 2027, 1, offering="A2"),
        Reserve("seat", "LK", 2027, 1, ags="14524010"),
        Reserve("field", "LK", 2027, 1, field="§ 13"),
    )
    events = (Event("S", "Ausfall", date(2027, 7, 1), "A1"), Event("S", "Ausfall", date(2027, 7, 1), "A2"))
    found = found_for(replace(office, reserves=rows), *events)
    pays = {
        (key, gap): may_pay(found, found.purses[f"reserve:{key}"], found.pairs[gap, "K2"])
        for key in ("one", "seat", "field")
        for gap in (1, 2)
    }
    assert [key for key, may in pays.items() if may] == [("one", 2), ("seat", 1), ("field", 2)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"recognised": False}, ["recognition"]),
        ({"recognised": False, "municipal": True}, []),
        ({"signatory_in": ("Süd",)}, ["signatory"]),
        ({"agreement_8a": None}, ["window"]),
        ({"agreement_72a": date(2027, 8, 31)}, ["window"]),
        ({"agreement_kkg": date(2027, 8, 31)}, ["window"]),
        ({"cooperation_until": date(2027, 8, 31)}, ["window"]),
    ],
)
def test_what_a_provider_lacks_is_the_reason(office: Dataset, change: dict[str, object], reason: list[str]) -> None:
    def changed(row: Provider) -> Provider:
        return replace(row, **change) if row.key == "T2" else row  # type: ignore[arg-type]

    dataset = replace(office, providers=tuple(changed(row) for row in office.providers))
    assert found_for(dataset, Event("S", "Ausfall", date(2027, 9, 1), "A1")).pairs[1, "K1"].reasons == (*reason,)


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_agrees_with_the_planner_on_every_office(draw_office: Callable[[int], Dataset], seed: int) -> None:
    """Two workings-out that share no line of code find the same case, to the cent and to the reason."""
    dataset = draw_office(seed)
    try:
        case = work_out(dataset, "S")
    except InputError:
        assume(condition=False)
    found = refind(dataset, "S")
    assert [(o.number, o.offering, o.period.start, o.period.end, o.hours) for o in case.outages] == [
        (gap.number, gap.offering.key, gap.first, gap.last, gap.hours) for gap in found.gaps.values()
    ]
    order = attrgetter("outage", "source", "year")
    assert sorted(case.freed, key=order) == sorted(found.freed, key=order)
    pot = attrgetter("source", "year", "kind", "unit", "cents", "field", "provider")
    assert {row.key: pot(row) for row in case.pots} == {row.key: pot(row) for row in found.purses.values()}
    assert {(row.outage, row.capacity): (row.period.start, row.period.end) for row in case.options} == {
        key: pair.window for key, pair in found.pairs.items() if pair.window
    }
    assert {(row.outage, row.capacity): set(row.reasons) for row in case.exclusions} == {
        key: set(pair.reasons) for key, pair in found.pairs.items() if pair.reasons
    }
