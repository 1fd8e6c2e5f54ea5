"""Gültigkeit: inside the range the handovers are the same, a step outside they are not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer import Dataset, Outcome, Precision, make_plan, validity
from optimizer.insight.what_if import taken
from optimizer.model.findings import Range
from tests.insight.changing import changed_record, set_limit

PRECISION = Precision()
SCENARIO = "Sechs Wochen Lohnfortzahlung im Kesselhaus"


def moved(dataset: Dataset, found: Range, value: Fraction) -> Dataset:
    if found.what == "rate":
        return changed_record(dataset, "capacities", found.limit.key, rate=value)
    return set_limit(dataset, found.limit, value)


def in_cells(found: Range) -> bool:
    return not found.limit.key.startswith(("frei:", "eigen:"))


def assert_range(dataset: Dataset, scenario: str, outcome: Outcome, found: Range) -> None:
    same = taken(outcome.plan.handovers)
    ceiling = dataset.rules.max_rate
    for end, outward in ((found.low, -1), (found.high, 1)):
        if end is None:
            continue
        assert taken(make_plan(moved(dataset, found, end), scenario).plan.handovers) == same
        beyond = end + outward * found.precision
        if (
            beyond >= 0
            and not (end == 0 and outward < 0)
            and not (found.what == "rate" and ceiling and beyond > ceiling)
        ):
            assert taken(make_plan(moved(dataset, found, beyond), scenario).plan.handovers) != same


def test_the_ranges_of_the_office_hold_and_end_where_they_say(office: Dataset, planned: Outcome) -> None:
    ranges = validity(planned, precision=PRECISION)
    assert {found.what for found in ranges} == {"pot", "capacity", "rate"}
    checked = [found for found in ranges if in_cells(found)]
    assert len(checked) == 7
    for found in checked:
        assert_range(office, "Herbst", planned, found)


def test_what_has_no_influence_says_so(planned: Outcome) -> None:
    (unused,) = [row for row in validity(planned) if row.what == "capacity" and row.limit.key == "K3"]
    assert (unused.low, unused.high) == (0, None)
    assert unused.sentence.endswith("ohne Einfluss auf die Übergaben.")


@pytest.mark.parametrize("scenario", [SCENARIO])
def test_the_ranges_of_the_example_hold(example: Dataset, scenario: str) -> None:
    outcome = make_plan(example, scenario)
    dataset = replace(outcome.case.dataset, assumptions=())
    for found in validity(outcome):
        if in_cells(found):
            assert_range(dataset, scenario, outcome, found)
