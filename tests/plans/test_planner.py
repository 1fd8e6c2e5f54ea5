"""A scenario in, an audited plan out: what the one function promises besides the plan itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from benchmarks.districts import SCENARIO as TWENTY_OUT
from benchmarks.districts import M, district
from optimizer.model.dataset import Dataset, Event, Grant, Rules
from optimizer.model.errors import CheckFailed, InputError, NoProof, UsageError
from optimizer.model.plan import Plan
from optimizer.plans import planner
from optimizer.plans.audit import Violation
from optimizer.plans.planner import make_plan
from optimizer.workbook.reader import read_workbook
from tests.cases import worked_case
from tests.cases.worked_case import workbook_of


def with_rules(dataset: Dataset, **rules: object) -> Dataset:
    return replace(dataset, rules=replace(dataset.rules, **rules))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def club() -> Dataset:
    """Full cover of 30 h by K1 and K2 from September to December."""
    return worked_case.read("volle_deckung")


def test_the_plan_is_verified_and_says_whence_it_comes(club: Dataset) -> None:
    outcome = make_plan(club, "S")
    assert outcome.plan.verified
    assert outcome.plan.status == "optimal"
    assert outcome.plan.solver.startswith("HiGHS ")
    assert outcome.plan.input_sha256 == club.sha256
    assert len(club.sha256) == 64
    assert outcome.warnings == ()


def test_an_unknown_scenario_is_wrong_input_and_names_the_nearest(club: Dataset) -> None:
    with pytest.raises(InputError, match="„S“"):
        make_plan(club, "s")


def test_an_unknown_solver_is_wrong_usage(club: Dataset) -> None:
    with pytest.raises(UsageError, match="cbc"):
        make_plan(club, "S", solver="cbc")  # type: ignore[arg-type]


def test_an_unknown_solver_is_wrong_usage_even_where_nothing_is_to_be_solved(club: Dataset) -> None:
    with pytest.raises(UsageError, match="cbc"):
        make_plan(replace(club, capacities=()), "S", solver="cbc")  # type: ignore[arg-type]


def test_where_nobody_may_take_over_the_plan_is_empty_and_right(club: Dataset) -> None:
    plan = make_plan(replace(club, capacities=()), "S").plan
    assert plan.handovers == ()
    assert plan.verified
    assert [goal.value for goal in plan.goals] == [0, 0, 0, 0, 0]
    assert [pot.used for pot in plan.pots] == [0, 0]


def test_no_time_is_no_proof(club: Dataset) -> None:
    with pytest.raises(NoProof, match="--zeit"):
        make_plan(club, "S", time_limit=0)


def test_steadiness_without_an_earlier_plan_is_wrong_usage(club: Dataset) -> None:
    with pytest.raises(UsageError, match="--bisher"):
        make_plan(with_rules(club, goals=("Versorgung", "Stetigkeit")), "S")


def test_steadiness_keeps_to_the_earlier_plan_where_nothing_is_lost_by_it(club: Dataset) -> None:
    """K1 and K2 could share 24 h in many ways; the earlier plan had 14 and 10."""
    roomy = replace(club, capacities=tuple(replace(row, hours=Fraction(24)) for row in club.capacities))
    less = replace(roomy, grants=(Grant("A1", "SMS", 2027, 2_880_000),))
    rules: dict[str, Any] = {"goals": ("Versorgung", "Stetigkeit")}
    first = make_plan(with_rules(less, goals=("Versorgung", "Nähe")), "S").plan
    assert [(row.capacity, row.hours) for row in first.handovers] == [("K1", 24)]
    shared = replace(
        first,
        handovers=(
            replace(first.handovers[0], hours=Fraction(14)),
            replace(first.handovers[0], capacity="K2", provider="T3", hours=Fraction(10)),
        ),
    )
    plan = make_plan(with_rules(less, **rules), "S", previous=shared).plan
    assert [(row.capacity, row.hours) for row in plan.handovers] == [("K1", 14), ("K2", 10)]
    assert plan.goals[1].value == 0


def test_steadiness_with_two_outages_of_one_offering() -> None:
    """The same offering fails in spring and in autumn; the earlier plan's own plan is as steady as can be."""
    dataset = worked_case.read("volle_deckung")
    half = Fraction(1, 2)
    events = (
        Event("S", "Ausfall", date(2027, 3, 1), "A1", end=date(2027, 4, 30), share=half),
        Event("S", "Ausfall", date(2027, 9, 1), "A1", end=date(2027, 12, 31)),
    )
    twice = replace(dataset, events=events)
    first = make_plan(twice, "S").plan
    assert len({row.hours for row in first.handovers if row.capacity == "K1"}) == 2
    again = make_plan(with_rules(twice, goals=("Versorgung", "Stetigkeit")), "S", previous=first).plan
    assert [(row.outage, row.capacity, row.hours) for row in again.handovers] == [
        (row.outage, row.capacity, row.hours) for row in first.handovers
    ]


def test_the_lp_file_speaks(club: Dataset, tmp_path: Path) -> None:
    target = tmp_path / "modell.lp"
    make_plan(club, "S", lp_file=target)
    text = target.read_text(encoding="utf-8")
    for name in ("cover_1_2027_09_01", "capacity_K1_2027_09_01", "budget_frei_SMS_2027", "cost_balance_1_alle_2027"):
        assert name in text
    assert [path.name for path in tmp_path.iterdir()] == ["modell.lp"]


def test_a_plan_that_fails_the_audit_is_never_shown(club: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "audit", lambda *_, **__: (Violation("budget", "Topf überzogen"),))
    with pytest.raises(CheckFailed, match="budget: Topf überzogen"):
        make_plan(club, "S")


def test_a_splintered_plan_is_warned_of(club: Dataset) -> None:
    crumbs = tuple(replace(club.capacities[0], key=f"K{number}", hours=Fraction(3)) for number in range(4))
    warnings = make_plan(replace(club, capacities=crumbs), "S").warnings
    assert len(warnings) == 1
    assert "zersplittert auf 4 Übergaben" in warnings[0]
    assert "Mindestumfang" in warnings[0]


def test_an_event_without_effect_is_told(club: Dataset) -> None:
    late = Event("S", "Ausfall", date(2028, 2, 1), "A1", row=7)
    warnings = make_plan(replace(club, events=(*club.events, late)), "S").warnings
    assert len(warnings) == 1
    assert "Ereignisse!A7" in warnings[0]


def test_the_plan_file_reads_back_as_written(club: Dataset) -> None:
    plan = make_plan(club, "S").plan
    assert Plan.from_json(plan.to_json()).to_json() == plan.to_json()


@pytest.mark.parametrize("solver", ["highs", "scip"])
@pytest.mark.parametrize("dearer", [1, 5, 100], ids=lambda cents: f"{cents} cents")
def test_versorgung_goes_before_nearness_however_little_a_rate_differs(club: Dataset, solver: Any, dearer: int) -> None:
    """Two clubs fail and 14.000 EUR do not pay for both: all goes to the one whose substitute, far away, is cheaper."""
    if solver == "scip":
        pytest.importorskip("pyscipopt")
    first, (near, far) = club.offerings[0], club.capacities
    clubs = replace(first, requirements=("nah",)), replace(first, key="A2", requirements=("fern",))
    substitutes = (
        replace(near, hours=Fraction(30), rate=Fraction(700_000 + dearer), features=("nah",)),
        replace(far, hours=Fraction(30), rate=Fraction(700_000), features=("fern",)),
    )
    events = (*club.events, *(replace(event, offering="A2") for event in club.events))
    plan = make_plan(replace(club, offerings=clubs, capacities=substitutes, events=events), "S", solver=solver).plan
    assert [(row.outage, row.capacity, row.hours) for row in plan.handovers] == [(2, "K2", Fraction(1950, 100))]


@pytest.mark.parametrize("solver", ["highs", "scip"])
@pytest.mark.parametrize("hours", [10, 3_000, 90_000])
def test_goals_are_kept_in_order_however_large_the_district(hours: int, solver: str) -> None:
    """The smallest share is a number up to 1, costs are millions: saving them must never cost a share."""
    if solver == "scip":
        pytest.importorskip("pyscipopt")
    office = {
        "Angebote": [
            [
                *("Angebot", "Bezeichnung", "Träger", "AGS", "Leistungsbereich", "Wochenstunden", "Beginn", "Ende"),
            ],
            ["A1", "Jugendclub", "T1", "14524080", "§ 11", hours, "2027-01-01", "2029-12-31"],
        ],
        "Finanzierung": [
            ["Angebot", "Quelle", "Jahr", "Bewilligt"],
            *[["A1", "SMS", year, 600 * hours] for year in (2027, 2028, 2029)],
        ],
        "Kapazitäten": [
            ["Kapazität", "Träger", "Leistungsbereiche", "AGS", "Von", "Bis", "Wochenstunden", "Kostensatz"],
            ["K1", "T2", "§ 11", "14524080", "2027-01-01", "2029-12-31", hours, 3900],
        ],
        "Ereignisse": [["Szenario", "Art", "Angebot", "Von"], ["S", "Ausfall", "A1", "2027-01-01"]],
        "Regeln": [["Regel", "Wert"], ["Ziele", "Ausgleich; Kosten"]],
    }
    plan = make_plan(read_workbook(workbook_of(office)), "S", solver=solver).plan  # type: ignore[arg-type]
    assert plan.goals[0].value == Fraction(1, 2)  # 600 of the 1,200 EUR that an hour costs in a year


def test_two_cents_in_one_year_are_no_yes_to_a_handover() -> None:
    """The own means of 0,02 EUR in 2027 are a millionth of a handover: too little for one, and no reason to give up."""
    office = {
        "Träger": [
            ["Träger", "Name", "Vereinbarung § 8a bis", "Vereinbarung § 72a bis", "Art", "Eigenmittel"],
            ["T0", "Verein", "2029-12-31", "2029-12-31", "frei", 0.02],
        ],
        "Angebote": [
            ["Angebot", "Bezeichnung", "Träger", "AGS", "Leistungsbereich", "Wochenstunden", "Beginn", "Ende"],
            ["A0", "Beratung", "T0", "14524080", "§ 13", 0.5, "2027-02-15", "2028-11-30"],
        ],
        "Finanzierung": [["Angebot", "Quelle", "Jahr", "Bewilligt"], ["A0", "SMS", 2027, 99_999.99]],
        "Kapazitäten": [
            ["Kapazität", "Träger", "Leistungsbereiche", "AGS", "Von", "Bis", "Wochenstunden", "Kostensatz"],
            ["K3", "T0", "§ 13", "14524080", "2026-01-01", "2029-12-31", 15, 4999.99],
        ],
        "Ereignisse": [
            ["Szenario", "Art", "Angebot", "Von", "Wochenstunden"],
            ["S", "Mehrbedarf", "A0", "2027-12-28", 100],
        ],
        "Regeln": [["Regel", "Wert"], ["Ziele", "Versorgung; Übergaben; Ausgleich; Reserven; Nähe"]],
    }
    assert make_plan(read_workbook(workbook_of(office)), "S").plan.handovers == ()


def test_rules_stand_at_their_defaults() -> None:
    assert Rules().goals == ("Versorgung", "Subsidiarität", "Reserven", "Nähe", "Kosten")


def test_a_person_can_give_up_in_the_middle_of_a_solve() -> None:
    """Twenty outages with all lot rules take seconds; a nod stops branch and bound where it stands."""
    asked: list[bool] = []

    def stopped() -> bool:
        asked.append(True)
        return len(asked) > 12

    with pytest.raises(NoProof, match="angehalten"):
        make_plan(district(M, 1, lots=True), TWENTY_OUT, stopped=stopped)
    assert len(asked) < 40
