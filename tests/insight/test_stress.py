"""Stresstest: the plan of each failure is that of a workbook in which it happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from optimizer import Dataset, make_plan, stress_test
from optimizer.model.dataset import Event
from optimizer.model.periods import Period

AUTUMN = Period(date(2027, 9, 1), date(2027, 12, 31))


def fresh(dataset: Dataset, *offerings: str) -> Dataset:
    events = tuple(Event("Probe", "Ausfall", AUTUMN.start, key, end=AUTUMN.end) for key in offerings)
    return replace(dataset, events=events, assumptions=(), pins=())


def test_every_offering_fails_once_and_its_plan_equals_a_fresh_one(office: Dataset) -> None:
    found = stress_test(office, period=AUTUMN)
    assert {row.offerings for row in found.rows} == {("A1",), ("A2",)}
    assert found.complete
    for row in found.rows:
        plan = make_plan(fresh(office, *row.offerings), "Probe").plan
        assert row.plan.handovers == plan.handovers
        assert row.covered == sum(each.covered for each in plan.outages)
        assert row.lost == sum(each.lost for each in plan.outages)
        assert sum(cents for _, cents in row.money) == sum(each.total for each in plan.handovers)


def test_pairs_fail_together(office: Dataset) -> None:
    (row,) = stress_test(office, period=AUTUMN, pairs=True).rows
    assert row.offerings == ("A1", "A2")
    assert row.plan.handovers == make_plan(fresh(office, "A1", "A2"), "Probe").plan.handovers


def test_some_of_the_example_equal_fresh_plans_and_the_irreplaceable_come_first(example: Dataset) -> None:
    found = stress_test(example, period=AUTUMN, offerings=["A-07", "A-22", "A-13"])
    assert [row.share for row in found.rows] == sorted(row.share for row in found.rows)
    for row in found.rows:
        assert row.plan.handovers == make_plan(fresh(example, *row.offerings), "Probe").plan.handovers
        assert row.irreplaceable == (row.share < Fraction(1, 2))
    assert found.rows[0].why.startswith("Niemand darf übernehmen")


def test_the_reason_is_money_where_money_would_help(office: Dataset) -> None:
    poor = replace(office, reserves=())
    (row,) = stress_test(poor, period=AUTUMN, offerings=["A1"]).rows
    assert row.why == "Es fehlt Geld: mit genug Mitteln wäre alles gedeckt."
    assert row.money == (("Land, frei", 600_000), ("Landkreis, frei", 600_000))


def test_progress_is_told_and_a_cancelled_test_keeps_what_it_has(office: Dataset) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1

    found = stress_test(office, period=AUTUMN, progress=tell)
    assert told == [(1, 2)]
    assert len(found.rows) == 1
    assert not found.complete
