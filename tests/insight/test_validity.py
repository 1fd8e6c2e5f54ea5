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


def test_a_rate_that_only_matters_when_six_times_as_dear_is_not_without_influence(office: Dataset) -> None:
    """K4 alone is left: 30 h over four months for 2,154 €, 13,000 € are there: it may be six times as dear."""
    alone = tuple(replace(row, provider="T4", rate=Fraction(70_000)) for row in office.capacities if row.key == "K4")
    cheap = replace(office, capacities=alone)
    outcome = make_plan(cheap, "Herbst")
    (rate,) = [row for row in validity(outcome) if row.what == "rate"]
    assert rate.high is not None
    assert rate.high > 3 * rate.value
    assert_range(cheap, "Herbst", outcome, rate)
    assert "Die Übergaben bleiben dieselben bei höchstens " in rate.sentence


def test_hours_that_rounding_down_left_over_are_not_taken_for_unused(office: Dataset) -> None:
    """The treff's own money pays for 3.33… h at K1, the club takes the other 8.66… h: 11.99 h on paper, 12 in truth."""
    own = tuple(replace(row, cover="Angebot") for row in office.sources)
    first = tuple(replace(row, priority=1 if row.key == "A2" else 2) for row in office.offerings)
    grants = tuple(replace(row, granted=400_000) if row.offering == "A2" else row for row in office.grants)
    both = replace(
        office,
        sources=own,
        offerings=first,
        grants=grants,
        reserves=(),
        capacities=tuple(row for row in office.capacities if row.key == "K1"),
        events=tuple(replace(row, scenario="Beide") for row in office.events),
    )
    outcome = make_plan(both, "Beide")
    assert sum(row.hours for row in outcome.plan.handovers) == Fraction(1199, 100)
    (hours,) = [row for row in validity(outcome) if row.what == "capacity"]
    assert hours.low is not None
    assert hours.low > Fraction(1199, 100)
    assert_range(both, "Beide", outcome, hours)
