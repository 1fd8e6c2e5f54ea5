"""Each scenario of the example shows what its name promises; the README's table says the same in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from data.make_example import EXAMPLE
from optimizer import Dataset, Outcome, Plan, make_plan, read_workbook
from optimizer.model.case import REASON_CODES

DEMO = "Personalausfall Jugendclub Meerane ab September"


@cache
def example() -> Dataset:
    return read_workbook(EXAMPLE)


@cache
def outcome(scenario: str) -> Outcome:
    return make_plan(example(), scenario)


def plan(scenario: str) -> Plan:
    return outcome(scenario).plan


def covered(scenario: str) -> list[float]:
    """Share of each outage that is covered, by outage."""
    return [float(row.covered / row.lost) for row in plan(scenario).outages if row.lost]


def used(scenario: str, kind: str) -> int:
    """Euro taken from pots of a kind."""
    return sum(pot.used for pot in plan(scenario).pots if pot.kind == kind) // 100


def freed(scenario: str, part: str) -> int:
    """Euro freed, of which available, reclaim or returned."""
    return sum(getattr(row, part) for row in plan(scenario).freed) // 100


def takers(scenario: str, offering: str) -> dict[str, Fraction]:
    """Hours by capacity, for the outages of one offering."""
    numbers = {row.outage for row in plan(scenario).outages if row.offering == offering}
    return {row.capacity: row.hours for row in plan(scenario).handovers if row.outage in numbers}


def not_used(scenario: str) -> dict[str, tuple[str, ...]]:
    """Reasons by capacity, where no handover is possible."""
    return {row.capacity: row.reasons for row in plan(scenario).not_used if row.reasons}


QUICK = [name for name in example().scenarios if not name.startswith("Land zahlt")]


@pytest.mark.parametrize("scenario", QUICK)
def test_every_scenario_has_a_verified_plan(scenario: str) -> None:
    assert plan(scenario).verified
    assert plan(scenario).status == "optimal"


def test_the_demo_is_covered_by_two_neighbours_from_freed_money_alone() -> None:
    assert covered(DEMO) == [1]
    assert takers(DEMO, "A-22") == {"K-14": 20, "K-22": 10}
    assert used(DEMO, "reserve") == used(DEMO, "own") == 0
    assert freed(DEMO, "available") - used(DEMO, "freed") < 500, "little is left, so that wages and cuts bite"


def test_wages_of_three_percent_more_need_own_means() -> None:
    scenario = "Tarifsteigerung drei Prozent"
    assert covered(scenario) == covered(DEMO)
    assert used(scenario, "own") > 0


def test_a_spending_freeze_costs_hours() -> None:
    scenario = "Haushaltssperre im Herbst"
    assert covered(scenario)[0] < covered(DEMO)[0]
    assert used(scenario, "reserve") == 0


def test_sick_pay_is_bridged_by_reserves() -> None:
    scenario = "Sechs Wochen Lohnfortzahlung im Kesselhaus"
    assert used(scenario, "reserve") > 3000
    assert used(scenario, "freed") == freed(scenario, "available")


def test_half_a_post_is_lost_over_two_budget_years() -> None:
    scenario = "Halbe Stelle fehlt im Jugendhaus Webstuhl"
    (outage,) = plan(scenario).outages
    assert outage.hours * 2 == example().offering["A-20"].hours
    assert {row.year for row in plan(scenario).freed} == {2027, 2028}
    assert any(example().provider[row.provider].municipal for row in plan(scenario).handovers)


def test_the_end_in_kirchberg_is_uncertain() -> None:
    scenario = "Unklare Rückkehr im Jugendclub Kirchberg"
    (event,) = (event for event in example().events if event.scenario == scenario)
    assert event.early_end
    assert event.end
    assert event.late_end
    assert event.early_end < event.end < event.late_end
    assert 0 < covered(scenario)[0] < 1


def test_two_houses_need_the_same_money_and_the_urgent_one_comes_first() -> None:
    scenario = "Zwei Jugendhäuser, ein Topf"
    assert [goal.name for goal in plan(scenario).goals][:2] == ["Versorgung 1", "Versorgung 2"]
    paid = {(row.outage, payment.pot) for row in plan(scenario).handovers for payment in row.funding}
    assert {(1, "frei:SMS:2027:Landkreis:§ 11"), (2, "frei:SMS:2027:Landkreis:§ 11")} <= paid
    assert used(scenario, "freed") == freed(scenario, "available")
    left = sum(pot.cents - pot.used for pot in plan(scenario).pots if pot.kind == "reserve" and pot.year == 2027)
    assert left < 20_000, "reserves do not buy the last hours either"


def test_an_agreement_that_ends_cuts_the_window() -> None:
    scenario = "Vereinbarung § 72a läuft mitten im Ausfall aus"
    ends = {row.provider: row.period.end for row in plan(scenario).handovers}
    assert ends == {"T-16": date(2027, 10, 31), "T-02": date(2027, 12, 31)}


def test_what_was_drawn_too_early_is_a_reclaim() -> None:
    scenario = "Zu viel abgerufen in Fraureuth"
    assert freed(scenario, "reclaim") > 2 * freed(scenario, "available")
    assert covered(scenario)[0] < 0.8


def test_pins_from_the_telephone_are_kept() -> None:
    scenario = "Am Telefon abgesprochen"
    werdau, crimmitschau = takers(scenario, "A-10"), takers(scenario, "A-11")
    assert werdau["K-12"] == 10
    assert "K-22" not in werdau
    assert crimmitschau["K-11"] >= 6
    assert crimmitschau.get("K-22", 0) <= 8


def test_nobody_may_take_over_and_every_reason_occurs() -> None:
    scenario = "Niemand darf übernehmen"
    reasons = not_used(scenario)
    assert plan(scenario).handovers == ()
    assert set(reasons) == {capacity.key for capacity in example().capacities}
    assert {reason for found in reasons.values() for reason in found} == set(REASON_CODES)


def test_money_is_short_where_hours_are_not() -> None:
    scenario = "Stunden genug, Geld fehlt"
    (outage,) = plan(scenario).outages
    offered = sum(capacity.hours for capacity in example().capacities if capacity.key not in not_used(scenario))
    assert offered > 2 * outage.hours
    assert 0.5 < covered(scenario)[0] < 0.95
    assert used(scenario, "freed") == freed(scenario, "available")
    open_reserves = [
        pot for pot in plan(scenario).pots if pot.kind == "reserve" and pot.year == 2027 and pot.unit != "SR4"
    ]
    assert sum(pot.cents - pot.used for pot in open_reserves) < 100_000, "what is left buys not even half an hour more"


def test_unspent_money_meets_open_applications() -> None:
    scenario = "Nicht abgerufene Mittel treffen offene Anträge"
    assert freed(scenario, "available") == 9800 + 6430
    assert used(scenario, "freed") == freed(scenario, "available")
    assert len(covered(scenario)) == 3
    assert min(covered(scenario)) < max(covered(scenario)) == 1, "not every application can be granted in full"


def test_an_insolvency_is_a_large_case() -> None:
    scenario = "Insolvenz Brückenbogen"
    assert len(plan(scenario).outages) == 7
    assert len({example().offering[row.offering].field for row in plan(scenario).outages}) >= 4
    shares = covered(scenario)
    assert min(shares) == 0, "mobile youth work in the north-east is irreplaceable"
    assert max(shares) > 0.8


def test_a_provider_leaves_at_the_quarter_s_end_after_three_months() -> None:
    assert {row.period.start for row in plan("Träger kündigt zum Jahresende").outages} == {date(2028, 1, 1)}


def test_without_an_agreement_all_offerings_of_the_provider_are_out() -> None:
    outages = plan("Vereinbarung nach § 8a fehlt").outages
    assert [row.offering for row in outages] == ["A-33", "A-34"]


def test_when_a_town_leaves_its_money_is_gone_and_the_provider_goes_on_with_less() -> None:
    scenario = "Stadt Wilkau-Haßlau steigt aus"
    assert freed(scenario, "returned") > 20_000
    assert 0 < takers(scenario, "A-40")["bisher:A-40"] < example().offering["A-40"].hours


def test_the_foundation_s_money_is_returned_wholly_or_in_part() -> None:
    whole, part = "Stiftung fördert nicht mehr", "Stiftung halbiert ihren Zuschuss zum Medienmobil"
    assert len(plan(whole).outages) == 4
    assert freed(whole, "returned") == 30_000
    assert freed(part, "returned") == 1_500


@pytest.mark.slow
def test_a_tenth_of_the_state_s_money_is_missing_everywhere() -> None:
    scenario = "Land zahlt zehn Prozent weniger"
    state_funded = {grant.offering for grant in example().grants if grant.source == "SMS" and grant.year == 2028}
    assert {row.offering for row in plan(scenario).outages} == state_funded
    assert plan(scenario).verified
    assert freed(scenario, "returned") > 85_000
    assert 50_000 < used(scenario, "reserve") < 72_000, "what the supplementary budget would have to bear"
    assert sum(share > 0 for share in covered(scenario)) > len(state_funded) - 8
