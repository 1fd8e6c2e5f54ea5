"""Rangliste: what each capacity could do alone, against a plan in which all others are excluded."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer import Dataset, Outcome, make_plan, ranking
from optimizer.model.dataset import Pin


def test_the_one_that_covers_most_leads_and_those_that_may_not_come_last(planned: Outcome) -> None:
    rows = ranking(planned, 1)
    assert [row.capacity for row in rows] == ["K2", "K3", "K1", "K4"]
    assert [row.rank for row in rows] == [1, 2, 3, 4]
    assert rows[2].hours == 12
    assert rows[2].cents == 480_000
    assert rows[2].share == Fraction(12, 30)
    assert rows[2].km == 0
    assert rows[3].reasons == ("window",)
    assert rows[3].curable


def test_every_candidate_alone_is_the_plan_with_all_others_excluded(office: Dataset, planned: Outcome) -> None:
    keys = [row.key for row in office.capacities]
    for row in ranking(planned, 1):
        pins = tuple(Pin("Herbst", "A1", key, "ausgeschlossen") for key in keys if key != row.capacity)
        plan = make_plan(replace(office, pins=pins), "Herbst").plan
        assert row.covered == plan.outages[0].covered
        assert row.cents == sum(made.total for made in plan.handovers)


def test_the_example_ranks_every_capacity_once(example: Dataset) -> None:
    outcome = make_plan(example, "Stunden genug, Geld fehlt")
    rows = ranking(outcome, 1)
    assert sorted(row.capacity for row in rows) == sorted(row.key for row in example.capacities)
    options = [row for row in rows if not row.reasons]
    assert [row.covered for row in options] == sorted((row.covered for row in options), reverse=True)
    assert all("km entfernt" in row.sentence for row in rows)


def test_an_outage_that_is_not_there_is_an_error(planned: Outcome) -> None:
    with pytest.raises(KeyError):
        ranking(planned, 9)


def test_a_single_day_is_a_day_and_no_span(office: Dataset) -> None:
    one = replace(office.events[0], end=office.events[0].start)
    first = ranking(make_plan(replace(office, events=(one,)), "Herbst"), 1)[0]
    assert " je Woche am 01.09.2027 (" in first.sentence
