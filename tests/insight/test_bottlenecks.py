"""Engpass: the repair covers the hours, a smaller one does not, and no law is ever part of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer import Dataset, bottlenecks, make_plan
from optimizer.cases.case import work_out
from optimizer.model.dataset import Pin, Reserve
from optimizer.model.findings import Bottleneck, Limit
from tests.insight.changing import in_workbook, set_limit, value_of

SCENARIOS = (
    "Haushaltssperre im Herbst",
    "Sechs Wochen Lohnfortzahlung im Kesselhaus",
    "Zu viel abgerufen in Fraureuth",
    "Stunden genug, Geld fehlt",
)
MONEY_OR_HOURS = ("pot", "capacity")


def covered(dataset: Dataset, scenario: str, outage: int) -> Fraction:
    return make_plan(dataset, scenario).plan.outages[outage - 1].covered


def repaired(dataset: Dataset, found: Bottleneck) -> Dataset:
    for repair in found.repair:
        dataset = set_limit(dataset, repair.limit, repair.after)
    return dataset


def test_only_money_is_missing_and_the_county_may_add_it(office: Dataset) -> None:
    (found,) = bottlenecks(make_plan(office, "Herbst"))
    assert found.outage == 1
    (repair,) = found.repair
    assert repair.limit.key == "reserve:R1"
    assert repair.decider == "Kreistag/Jugendhilfeausschuss"
    # 12 h at 400 € and 18 h at 600 €, less the 13,000 € that are there
    assert repair.after - repair.before == 260_000
    assert "um 2.600 € auf 3.600 €" in found.sentence
    assert covered(repaired(office, found), "Herbst", 1) == 120
    a_little_less = set_limit(office, repair.limit, repair.after - 1_000)
    assert covered(a_little_less, "Herbst", 1) < 120


def test_the_set_that_holds_is_money_and_the_cheap_hours_and_none_can_be_left_out(office: Dataset) -> None:
    """With more money, or with more hours at K1's 400 €, the 13,000 € would do: each of them holds with the others."""
    (found,) = bottlenecks(make_plan(office, "Herbst"))
    keys = {limit.key for limit in found.limits}
    assert {"reserve:R1", "K1"} <= keys
    assert keys <= {"reserve:R1", "K1", "frei:LK:2027:Landkreis:§ 11", "frei:SMS:2027:Landkreis:§ 11"}
    rich = replace(office, reserves=(replace(office.reserves[0], cents=10**8),))
    wide = set_limit(office, Limit("capacity", "K1", ""), Fraction(30))
    assert covered(rich, "Herbst", 1) == covered(wide, "Herbst", 1) == 120


def test_two_substitutes_at_most_are_the_bottleneck_where_money_is_plenty(with_lots: Dataset) -> None:
    small = tuple(replace(row, hours=Fraction(10)) if row.key != "K4" else row for row in with_lots.capacities)
    rich = replace(with_lots, capacities=small, reserves=(replace(with_lots.reserves[0], cents=10**8),))
    (found,) = bottlenecks(make_plan(rich, "Herbst"))
    assert Limit("lot_rule", "Höchstzahl Übernehmende", "Höchstzahl Übernehmende") in found.limits
    assert covered(repaired(rich, found), "Herbst", 1) == 120


def test_a_vorgabe_that_keeps_hours_down_is_named(office: Dataset) -> None:
    pins = (Pin("Herbst", "A1", "K2", "höchstens", Fraction(5)), Pin("Herbst", "A1", "K3", "ausgeschlossen"))
    rich = replace(office, pins=pins, reserves=(replace(office.reserves[0], cents=10**8),))
    (found,) = bottlenecks(make_plan(rich, "Herbst"))
    assert {limit.kind for limit in found.limits} <= {"pin", "capacity"}
    assert any(limit.kind == "pin" for group in (found.limits, *found.others) for limit in group)


def test_where_nobody_may_take_over_no_money_is_asked_for(example: Dataset) -> None:
    (found,) = bottlenecks(make_plan(example, "Niemand darf übernehmen"))
    assert found.repair == ()
    assert found.limits == ()
    assert found.beyond == found.uncovered
    assert "keine Kapazität darf übernehmen" in found.sentence


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_repair_of_the_example_covers_what_it_says_and_touches_no_law(example: Dataset, scenario: str) -> None:
    outcome = make_plan(example, scenario)
    dataset = replace(outcome.case.dataset, assumptions=())
    before = work_out(dataset, scenario)
    for found in bottlenecks(outcome):
        assert found.repair
        for repair in found.repair:
            assert repair.limit.kind in {"pot", "capacity", "share", "lot_rule", "pin"}
            assert not repair.limit.key.startswith("Land:")
            assert repair.after != repair.before
        if not all(in_workbook(dataset, repair.limit) and repair.limit.kind != "pin" for repair in found.repair):
            continue
        changed = repaired(dataset, found)
        after = work_out(changed, scenario)
        assert {(row.outage, row.capacity) for row in after.options} == {
            (row.outage, row.capacity) for row in before.options
        }
        row = outcome.plan.outages[found.outage - 1]
        assert covered(changed, scenario, found.outage) >= row.lost - found.beyond - Fraction(1, 20)
        smaller = [repair for repair in found.repair if repair.limit.kind in MONEY_OR_HOURS]
        if len(found.repair) == 1 and smaller and len(outcome.plan.outages) == 1:
            (only,) = smaller
            less = only.after - (1_000 if only.limit.kind == "pot" else Fraction(1, 2))
            assert value_of(dataset, only.limit) < less
            assert covered(set_limit(dataset, only.limit, less), scenario, found.outage) < row.lost - found.beyond


def test_where_money_and_hours_would_do_the_order_of_the_goals_is_named(office: Dataset) -> None:
    thrifty = replace(office, rules=replace(office.rules, goals=("Kosten", "Versorgung")))
    outcome = make_plan(thrifty, "Herbst")
    (found,) = bottlenecks(outcome)
    assert outcome.plan.handovers == ()
    assert found.uncovered == 120
    richer = replace(thrifty, reserves=(replace(office.reserves[0], cents=10**8),))
    (rich,) = bottlenecks(make_plan(richer, "Herbst"))
    assert rich.repair == ()
    assert "Mittel, Stunden und Regeln ließen mehr zu; ein Ziel, das vorgeht" in rich.sentence
    assert "Der beste Plan nutzte das nicht" not in rich.sentence


def test_a_repair_over_two_years_is_enough_to_the_cent(office: Dataset) -> None:
    """A cent too little costs 0.01 h over 28 months, and nobody else takes it. 27 h a year cost 64,615.32 €."""
    years = replace(
        office,
        offerings=tuple(replace(row, end=date(2029, 12, 31), hours=Fraction(27)) for row in office.offerings),
        capacities=tuple(
            replace(row, end=date(2029, 12, 31), hours=Fraction(60), rate=Fraction(777_777))
            for row in office.capacities
            if row.key == "K2"
        ),
        reserves=tuple(Reserve(f"R{year}", "LK", year, 1_000_00) for year in (2027, 2028, 2029)),
        shares=(),
    )
    (found,) = bottlenecks(make_plan(years, "Herbst"))
    assert {row.after for row in found.repair if row.limit.key != "reserve:R2027"} == {6_461_532}
    assert covered(repaired(years, found), "Herbst", 1) == 27 * 28
    assert "Der beste Plan nutzte das nicht" not in found.sentence


def test_hours_of_another_outage_that_whole_cents_just_pay_for_do_not_stop_the_question(office: Dataset) -> None:
    """The treff's 2,999.99 € pay for 7.5 h, which cost a quarter of a cent more before they are rounded down."""
    grants = tuple(replace(row, granted=899_997) if row.offering == "A2" else row for row in office.grants)
    rates = tuple(replace(row, rate=Fraction(389_999)) if row.key == "K1" else row for row in office.capacities)
    both = replace(
        office,
        sources=tuple(replace(row, cover="Angebot") for row in office.sources),
        offerings=tuple(replace(row, priority=1 if row.key == "A2" else 2) for row in office.offerings),
        grants=grants,
        reserves=(),
        capacities=rates,
        events=tuple(replace(row, scenario="Beide") for row in office.events),
    )
    outcome = make_plan(both, "Beide")
    assert [row.hours for row in outcome.plan.handovers if row.outage == 2] == [Fraction(15, 2)]
    (club,) = bottlenecks(outcome, outage=1)
    assert club.repair
    assert all(repair.after - repair.before < 10**7 for repair in club.repair if repair.limit.kind == "pot")
