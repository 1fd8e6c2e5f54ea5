"""Unsichere Dauer: three ends, three plans, and the day by which one must know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer import Dataset, UsageError, make_plan, uncertain_duration
from optimizer.insight.duration import ending

SCENARIO = "Unklare Rückkehr im Jugendclub Kirchberg"
EARLY, EXPECTED, LATE = date(2027, 10, 31), date(2027, 11, 30), date(2027, 12, 31)


@pytest.fixture
def unsure(office: Dataset) -> Dataset:
    event = replace(office.events[0], end=EXPECTED, early_end=EARLY, late_end=LATE)
    return replace(office, events=(event,))


def test_each_end_has_the_plan_that_the_workbook_with_that_end_has(unsure: Dataset) -> None:
    found = uncertain_duration(unsure, "Herbst")
    for row, end in zip(found.ends, (EARLY, EXPECTED, LATE), strict=True):
        fixed = replace(unsure, events=(replace(unsure.events[0], end=end, early_end=None, late_end=None),))
        assert row.plan == make_plan(fixed, "Herbst").plan
        assert row.ends == (("A1", end),)
    assert [row.name for row in found.ends] == ["früh", "erwartet", "spät"]


def test_handovers_that_are_the_same_in_all_three_are_named(unsure: Dataset) -> None:
    found = uncertain_duration(unsure, "Herbst")
    assert ("A1", "K1", Fraction(12), date(2027, 9, 1)) in found.same
    for offering, capacity, hours, start in found.same:
        for row in found.ends:
            made = [(each.capacity, each.hours, each.period.start) for each in row.plan.handovers]
            assert (capacity, hours, start) in made, offering


def test_where_plans_differ_from_the_start_one_must_know_before_it(unsure: Dataset) -> None:
    """The 1,000 € of the reserve weigh more in a short outage: K2 takes more hours then."""
    found = uncertain_duration(unsure, "Herbst")
    hours = [next(each.hours for each in row.plan.handovers if each.capacity == "K2") for row in found.ends]
    assert len(set(hours)) == 3
    assert found.know_by == date(2027, 8, 31)


def test_a_lead_time_brings_the_day_forward(unsure: Dataset) -> None:
    slow = tuple(replace(row, lead_days=14) if row.key == "K2" else row for row in unsure.capacities)
    found = uncertain_duration(replace(unsure, capacities=slow), "Herbst")
    assert found.know_by == date(2027, 8, 17)


def test_where_only_the_end_differs_one_must_know_by_the_early_end(example: Dataset) -> None:
    found = uncertain_duration(example, SCENARIO)
    assert found.know_by == date(2027, 11, 30)
    assert len(found.same) == 2
    assert "Spätestens am 30.11.2027" in found.sentence


def test_the_worst_case_leaves_most_uncovered(unsure: Dataset) -> None:
    found = uncertain_duration(unsure, "Herbst")
    open_ = {row.name: row.plan.outages[0].lost - row.plan.outages[0].covered for row in found.ends}
    assert open_[found.worst] == max(open_.values())


def test_a_scenario_with_sure_ends_is_wrong_usage(office: Dataset) -> None:
    with pytest.raises(UsageError, match="Bis früh"):
        uncertain_duration(office, "Herbst")
    assert ending(office, "Herbst", "früh") == office
