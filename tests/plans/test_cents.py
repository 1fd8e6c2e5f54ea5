"""From the optimum to cents: hours down to 0,01 h, costs down to the cent, payments in whole cents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer.cases.case import work_out
from optimizer.cases.costs import handover_cost
from optimizer.model.case import Case
from optimizer.model.dataset import Dataset, Grant, Pin, ShareRule
from optimizer.model.errors import PinContradiction
from optimizer.plans.cents import pay
from optimizer.plans.planner import make_plan
from optimizer.plans.rounding import least_hours, round_hours
from optimizer.plans.solving import Solving
from optimizer.program.solver import SolverName
from optimizer.workbook.reader import read_workbook
from tests.cases import worked_case
from tests.cases.changes import changed, with_rules


@pytest.fixture(scope="module")
def club() -> Dataset:
    """K1 20 h and K2 10 h for A1, each 400 EUR an hour from September to December; 14.000 EUR."""
    return worked_case.read("volle_deckung")


def paid(case: Case, *hours: str) -> dict[str, tuple[Fraction, int]]:
    """Hours and cents by capacity, once the hours of K1, K2 are decided."""
    wanted = dict(zip(case.options, map(Fraction, hours), strict=False))
    handovers = pay(case, wanted, Solving())
    for row in handovers:
        assert sum(payment.cents for payment in row.funding) == row.total
    return {row.capacity: (row.hours, row.total) for row in handovers}


@pytest.mark.parametrize(
    ("solved", "hours"),
    [
        (12.49999, "12.5"),
        (12.4998, "12.49"),
        (12.5, "12.5"),
        (0.00995, "0.01"),
        (0.0099, "0.01"),
        (0.0098, "0"),
        (-1e-9, "0"),
        (30.0000001, "30"),
    ],
)
def test_hours_are_rounded_down_after_the_solvers_noise(club: Dataset, solved: float, hours: str) -> None:
    case = work_out(club, "S")
    assert round_hours(case, case.options[0], solved) == Fraction(hours)


def test_never_below_a_pin_or_mindestumfang(club: Dataset) -> None:
    pins = (Pin("S", "A1", "K1", "mindestens", Fraction(15, 2)), Pin("S", "A1", "K1", "höchstens", Fraction(9)))
    case = work_out(with_rules(replace(club, pins=pins), min_hours=Fraction(5)), "S")
    first, second = case.options
    assert (least_hours(case, first), least_hours(case, second)) == (Fraction(15, 2), 5)
    assert round_hours(case, first, 7.4899) == Fraction(15, 2)
    assert round_hours(case, second, 4.98) == 5
    assert round_hours(case, second, 0.0) == 0


def test_a_small_outage_asks_for_no_more_than_itself(club: Dataset) -> None:
    small = with_rules(changed(club, "offerings", "A1", hours=Fraction(3)), min_hours=Fraction(5))
    case = work_out(small, "S")
    assert least_hours(case, case.options[0]) == 3


def test_costs_are_rounded_down_by_year(club: Dataset) -> None:
    """7,77 h of 4.321,09 EUR over the turn of a leap year: 432.109 / 39 · 7,77 · (1/2 and 15/29), start-up once."""
    longer = changed(club, "offerings", "A1", end=date(2028, 12, 31))
    dear = changed(longer, "capacities", "K1", rate=Fraction(432_109), start_up=1_050)
    window = (replace(club.events[0], start=date(2027, 12, 16), end=date(2028, 2, 15)),)
    case = work_out(replace(dear, events=window), "S")
    cost = dict(handover_cost(case, case.options[0], Fraction(777, 100)))
    monthly = Fraction(432_109) / 39 * Fraction(777, 100)
    assert cost == {2027: int(monthly * 16 / 31) + 1_050, 2028: int(monthly * (1 + Fraction(15, 29)))}


def test_hours_that_can_be_paid_stay(club: Dataset) -> None:
    assert paid(work_out(club, "S"), "20", "10") == {"K1": (20, 800_000), "K2": (10, 400_000)}


def test_options_left_with_no_hours_vanish(club: Dataset) -> None:
    assert paid(work_out(club, "S"), "20", "0") == {"K1": (20, 800_000)}
    assert paid(work_out(club, "S"), "0", "0") == {}


def test_where_a_cent_is_missing_the_last_key_gives_way(club: Dataset) -> None:
    """11.999,99 EUR for 12.000: 0,01 h of K2 (4 EUR) come down, K1 keeps its own."""
    short = replace(club, grants=(Grant("A1", "SMS", 2027, 3_599_999),))
    assert paid(work_out(short, "S"), "20", "10") == {"K1": (20, 800_000), "K2": (Fraction(999, 100), 399_600)}


def test_in_a_grid_a_whole_step_comes_down(club: Dataset) -> None:
    short = with_rules(replace(club, grants=(Grant("A1", "SMS", 2027, 3_599_999),)), hour_grid=Fraction(1, 2))
    assert paid(work_out(short, "S"), "20", "10")["K2"] == (Fraction(19, 2), 380_000)


def test_at_mindestumfang_another_handover_gives_way(club: Dataset) -> None:
    """K2 has just its 10 h and would be lost for a cent; 0,01 h of K1 pay for it."""
    short = with_rules(replace(club, grants=(Grant("A1", "SMS", 2027, 3_599_999),)), min_hours=Fraction(10))
    assert paid(work_out(short, "S"), "20", "10") == {"K1": (Fraction(1999, 100), 799_600), "K2": (10, 400_000)}


def test_below_mindestumfang_the_handover_is_not_made(club: Dataset) -> None:
    both = with_rules(replace(club, grants=(Grant("A1", "SMS", 2027, 3_599_999),)), min_hours=Fraction(20))
    assert paid(work_out(both, "S"), "20", "10") == {"K1": (20, 800_000)}


@pytest.mark.parametrize("years", [[2027], [2027, 2028], [2027, 2028, 2029]])
def test_a_matching_rule_that_misses_a_cent_takes_no_more_than_its_hair(years: list[int]) -> None:
    """In each year K (150 EUR an hour) does all of A's local money and, matched by it, the December of B.

    Rounded down to 0,01 h, A leaves a cent of LK unspent beside which SMS cannot be paid. Of K's handovers the later
    one gives way; were both to come down in turn, every step would take the local money away that the other needs.
    """
    club = ["Club", "T1", "14524080", "§ 11", 30]
    office = {
        "Quellen": [
            ["Quelle", "Name", "Art", "Deckungskreis", "Komplementär"],
            ["SMS", "Land", "Land", "Landkreis", "ja"],
            ["LK", "Landkreis", "Landkreis", "Angebot", "nein"],
        ],
        "Angebote": [
            [
                *("Angebot", "Bezeichnung", "Träger", "AGS", "Leistungsbereich", "Wochenstunden", "Beginn", "Ende"),
                "Bedarf",
            ],
            *([f"A{year}", *club, f"{year}-01-01", f"{year}-12-31", 1] for year in years),
            *([f"B{year}", *club, f"{year}-01-01", f"{year}-12-31", 2] for year in years),
        ],
        "Finanzierung": [
            ["Angebot", "Quelle", "Jahr", "Bewilligt"],
            *([f"A{year}", "LK", year, 1_000] for year in years),
            *([f"B{year}", "SMS", year, 60_000] for year in years),
        ],
        "Kapazitäten": [
            ["Kapazität", "Träger", "Leistungsbereiche", "AGS", "Von", "Bis", "Wochenstunden", "Kostensatz"],
            *([f"K{year}", "T2", "§ 11", "14524080", f"{year}-01-01", f"{year}-12-31", 20, 5850] for year in years),
        ],
        "Ereignisse": [
            ["Szenario", "Art", "Angebot", "Von"],
            *(["S", "Ausfall", f"A{year}", f"{year}-01-01"] for year in years),
            *(["S", "Ausfall", f"B{year}", f"{year}-12-01"] for year in years),
        ],
    }
    plan = make_plan(read_workbook(worked_case.workbook_of(office)), "S").plan
    assert plan.goals[0].value > Fraction("19.7") * len(years)  # of 20 a year at the optimum


def test_free_capacity_needs_no_pot(club: Dataset) -> None:
    """A capacity at 0 EUR, in a grid, and no money anywhere: nothing is paid, everything is done."""
    free = changed(replace(club, grants=()), "capacities", "K1", rate=Fraction(0))
    plan = make_plan(with_rules(free, hour_grid=Fraction(1, 2)), "S").plan
    assert {row.capacity: (row.hours, row.total) for row in plan.handovers} == {"K1": (20, 0)}


def test_a_pinned_handover_gives_way_last(club: Dataset) -> None:
    short = replace(
        club,
        grants=(Grant("A1", "SMS", 2027, 3_599_999),),
        pins=(Pin("S", "A1", "K2", "fest", Fraction(10)),),
    )
    assert paid(work_out(short, "S"), "20", "10") == {"K1": (Fraction(1999, 100), 799_600), "K2": (10, 400_000)}


def test_pinned_hours_that_cannot_be_paid_are_no_plan(club: Dataset) -> None:
    short = replace(
        club,
        grants=(Grant("A1", "SMS", 2027, 3_599_999),),
        pins=tuple(Pin("S", "A1", key, "fest", Fraction(hours)) for key, hours in (("K1", 20), ("K2", 10))),
    )
    with pytest.raises(PinContradiction, match="Vorgaben senken"):
        paid(work_out(short, "S"), "20", "10")


def test_share_bounds_are_rounded_outwards_to_the_cent(club: Dataset) -> None:
    """A third of 4.000,00 EUR is 1.333,33 or 1.333,34: both keep „genau ein Drittel“."""
    third = (ShareRule("Landkreis", minimum=Fraction(1, 3), maximum=Fraction(1, 3)),)
    case = work_out(replace(club, shares=third), "S")
    (row,) = pay(case, {case.options[1]: Fraction(10)}, Solving())
    by_source = {payment.source: payment.cents for payment in row.funding}
    assert by_source == {"LK": 133_333, "SMS": 266_667}  # Mittelrang: as little of LK as may be


@pytest.mark.parametrize("solver", ["highs", "scip"])
def test_half_cents_of_a_matching_rule_become_whole(club: Dataset, solver: SolverName) -> None:
    """SMS may pay no more than LK (room 0), and 300,03 EUR have no half: 150,01 and 150,02."""
    if solver == "scip":
        pytest.importorskip("pyscipopt")
    even = tuple(Grant("A1", source, 2027, 2_400_000) for source in ("SMS", "LK"))
    matched = changed(replace(club, grants=even), "sources", "SMS", matched=True)
    odd = changed(matched, "capacities", "K1", rate=Fraction(390_039), end=date(2027, 11, 30))
    case = work_out(odd, "S")
    (row,) = pay(case, {case.options[0]: Fraction(1)}, Solving(solver))
    assert row.total == 30_003
    assert {payment.source: payment.cents for payment in row.funding} == {"SMS": 15_001, "LK": 15_002}
