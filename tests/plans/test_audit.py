"""The audit lets the right plan pass and names the rule for every way in which a plan can be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from optimizer.model.case import NotUsed
from optimizer.model.dataset import Dataset, Pin, Reserve, Rules, ShareRule
from optimizer.model.periods import Period
from optimizer.model.plan import GoalValue, Handover, Payment, Plan
from optimizer.plans.audit import CHECKS, audit
from optimizer.plans.planner import make_plan
from optimizer.program.rules import RULES

FREE_TEXT = {"program", "solver", "verified"}
"""Fields that say who made the plan; nothing to check."""


def broken(dataset: Dataset, plan: Plan, scenario: str = "Herbst") -> set[str]:
    return {violation.rule for violation in audit(dataset, scenario, plan)}


def with_handover(plan: Plan, place: int, **changes: Any) -> Plan:
    rows = list(plan.handovers)
    rows[place] = replace(rows[place], **changes)
    return replace(plan, handovers=tuple(rows))


def with_payment(plan: Plan, place: int, nth: int, **changes: Any) -> Plan:
    funding = list(plan.handovers[place].funding)
    funding[nth] = replace(funding[nth], **changes)
    return with_handover(plan, place, funding=tuple(funding))


def with_rules(dataset: Dataset, **changes: Any) -> Dataset:
    return replace(dataset, rules=replace(dataset.rules, **changes))


def test_the_plan_worked_out_by_hand_keeps_every_rule(office: Dataset, right_plan: Plan) -> None:
    assert audit(office, "Herbst", right_plan) == ()


def test_the_solver_covers_as_much_and_spares_the_reserve(office: Dataset, right_plan: Plan) -> None:
    best = make_plan(office, "Herbst").plan
    assert audit(office, "Herbst", best) == ()
    assert best.goals[:4] == right_plan.goals[:4]
    assert best.goals[4] == GoalValue("Reserven", Fraction(0))


def test_a_plan_read_back_from_its_file_is_still_right(office: Dataset, right_plan: Plan) -> None:
    assert audit(office, "Herbst", Plan.from_json(right_plan.to_json())) == ()


def test_row_order_of_sheets_and_lists_is_no_matter(office: Dataset, right_plan: Plan) -> None:
    turned = replace(office, grants=office.grants[::-1], events=office.events[::-1], capacities=office.capacities[::-1])
    plan = replace(right_plan, handovers=right_plan.handovers[::-1], pots=right_plan.pots[::-1])
    assert audit(turned, "Herbst", plan) == ()


def test_every_rule_of_the_program_is_checked() -> None:
    assert {rule.__name__ for rule in RULES} <= set(CHECKS)


Corrupt = Callable[[Plan], Plan]
CORRUPTIONS: dict[str, tuple[str, Corrupt]] = {
    "more hours than lost": ("cover", lambda p: with_handover(p, 1, hours=Fraction(21))),
    "more hours than the capacity has": ("capacity", lambda p: with_handover(p, 0, hours=Fraction(17, 2))),
    "a cent too much in the costs": ("cost_balance", lambda p: with_handover(p, 2, cost=((2027, 560_001),))),
    "a cent too little paid": ("cost_balance", lambda p: with_payment(p, 1, 4, cents=59_999)),
    "no start-up costs": ("cost_balance", lambda p: with_handover(p, 1, cost=((2027, 1_200_000),))),
    "costs of a year left out": ("cost_balance", lambda p: with_handover(p, 0, cost=((2027, 480_000),))),
    "a pot overdrawn": ("budget", lambda p: with_payment(p, 0, 0, cents=100_001)),
    "the state pays more than three fifths": ("shares", lambda p: with_payment(p, 2, 1, cents=336_001)),
    "the town pays less than a tenth": ("shares", lambda p: with_payment(p, 1, 0, cents=124_999)),
    "state money without local money": ("matching", lambda p: with_payment(p, 1, 1, cents=900_000)),
    "fewer hours than asked for": ("pins", lambda p: with_handover(p, 1, hours=Fraction(19))),
    "other hours than fixed": ("pins", lambda p: with_handover(p, 2, hours=Fraction(19, 2))),
    "more hours than allowed": ("pins", lambda p: with_handover(p, 0, hours=Fraction(17, 2))),
    "a splinter": ("min_hours", lambda p: with_handover(p, 0, hours=Fraction(9, 2))),
    "three substitutes": (
        "max_substitutes",
        lambda p: replace(p, handovers=(*p.handovers, replace(p.handovers[2], capacity="K3"))),
    ),
    "a quarter of an hour": ("hour_grid", lambda p: with_handover(p, 0, hours=Fraction(31, 4))),
    "no hours": ("used", lambda p: with_handover(p, 0, hours=Fraction(0))),
    "negative hours": ("used", lambda p: with_handover(p, 0, hours=Fraction(-1))),
    "a substitute without agreement": ("eligibility", lambda p: with_handover(p, 2, capacity="K3", provider="T4")),
    "an unknown capacity": ("eligibility", lambda p: with_handover(p, 2, capacity="K9")),
    "an unknown outage": ("eligibility", lambda p: with_handover(p, 2, outage=9)),
    "hours for money that stays undrawn": ("eligibility", lambda p: with_handover(p, 2, outage=2)),
    "a day more": (
        "eligibility",
        lambda p: with_handover(p, 1, period=Period(date(2027, 8, 31), date(2027, 12, 31))),
    ),
    "another provider": ("eligibility", lambda p: with_handover(p, 1, provider="T3")),
    "the same handover twice": ("eligibility", lambda p: replace(p, handovers=(*p.handovers, p.handovers[0]))),
    "money of another field": (
        "eligibility",
        lambda p: with_payment(p, 1, 1, pot="frei:SMS:2027:Landkreis:§ 13"),
    ),
    "money of another town": (
        "eligibility",
        lambda p: with_payment(p, 0, 0, pot="frei:KOM:2027:14524010:§ 11", source="KOM"),
    ),
    "own means of another provider": (
        "eligibility",
        lambda p: with_payment(p, 2, 0, pot="eigen:T2:2027", source="Eigenmittel"),
    ),
    "a reserve of another space": ("eligibility", lambda p: with_payment(p, 0, 2, pot="reserve:R3")),
    "a reserve that nobody decided": ("eligibility", lambda p: with_payment(p, 0, 3, pot="reserve:R2")),
    "money of another year": ("eligibility", lambda p: with_payment(p, 0, 0, year=2028)),
    "a pot under another source": ("eligibility", lambda p: with_payment(p, 0, 0, source="LK")),
    "a payment of nothing": (
        "cents",
        lambda p: with_handover(p, 2, funding=(*p.handovers[2].funding, Payment("reserve:R1", "LK", 2027, 0))),
    ),
    "a negative payment": ("cents", lambda p: with_payment(p, 2, 2, cents=-1)),
    "half a cent": ("cents", lambda p: with_payment(p, 2, 2, cents=Fraction(1, 2))),
    "a pot in two lines": (
        "cents",
        lambda p: with_handover(
            p, 2, funding=(*p.handovers[2].funding[:2], *(replace(p.handovers[2].funding[2], cents=100_000),) * 2)
        ),
    ),
    "another workbook": ("input", lambda p: replace(p, input_sha256="0" * 64)),
    "another scenario": ("input", lambda p: replace(p, scenario="später")),
    "no proof": ("input", lambda p: replace(p, status="feasible")),
    "an outage forgotten": ("outages", lambda p: replace(p, outages=p.outages[1:])),
    "outages out of order": ("outages", lambda p: replace(p, outages=p.outages[::-1])),
    "freed money forgotten": ("freed", lambda p: replace(p, freed=p.freed[1:])),
    "a pot forgotten": ("pots", lambda p: replace(p, pots=p.pots[:-1])),
    "a capacity without a word": ("not_used", lambda p: replace(p, not_used=p.not_used[1:])),
    "a reason too few": (
        "not_used",
        lambda p: replace(p, not_used=(*p.not_used[:2], NotUsed(1, "K3", ("window",)), *p.not_used[3:])),
    ),
    "goals in another order": ("goals", lambda p: replace(p, goals=p.goals[::-1])),
    "a goal too good to be true": (
        "goals",
        lambda p: replace(p, goals=(GoalValue("Versorgung 1", Fraction(121)), *p.goals[1:])),
    ),
}


@pytest.mark.parametrize("case", CORRUPTIONS, ids=str)
def test_names_the_broken_rule(office: Dataset, right_plan: Plan, case: str) -> None:
    rule, corrupt = CORRUPTIONS[case]
    assert rule in broken(office, corrupt(right_plan))


def test_every_check_has_a_case_here() -> None:
    assert {rule for rule, _ in CORRUPTIONS.values()} == set(CHECKS)


def test_hours_beyond_all_floats_are_named_like_others(office: Dataset, right_plan: Plan) -> None:
    """A `plan.json` may say anything; the audit answers with broken rules, never with an error."""
    assert {"cover", "used", "goals"} <= broken(office, with_handover(right_plan, 0, hours=Fraction(10**400)))


def corruptions(value: Any, path: str = "plan") -> Iterator[tuple[str, Any]]:
    """Every plan that differs in one place: a number off by a little, a text, a day, a row left out or doubled."""
    if type(value) is int:
        yield from ((f"{path} {step:+d}", value + step) for step in (1, -1))
    elif isinstance(value, Fraction):
        yield from ((f"{path} {step}", value + step) for step in (Fraction(1, 100), Fraction(-1, 100)))
    elif isinstance(value, str):
        yield from ((f"{path} = {other!r}", other) for other in (value + "x", ""))
    elif isinstance(value, Period):
        yield f"{path} starts later", Period(value.start + timedelta(1), value.end)
        yield f"{path} ends later", Period(value.start, value.end + timedelta(1))
    elif hasattr(value, "_fields"):
        yield from corrupted_fields(value, value._fields, path)
    elif isinstance(value, tuple):
        yield from corrupted_rows(value, path)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from corrupted_fields(value, [field.name for field in fields(value)], path)


def corrupted_fields(row: Any, names: Iterable[str], path: str) -> Iterator[tuple[str, Any]]:
    for name in (name for name in names if name not in FREE_TEXT):
        for where, other in corruptions(getattr(row, name), f"{path}.{name}"):
            yield where, row._replace(**{name: other}) if hasattr(row, "_fields") else replace(row, **{name: other})


def corrupted_rows(rows: tuple[Any, ...], path: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    year_and_cents = all(type(row) is int for row in rows)
    for place, row in enumerate(rows):
        before, after = rows[:place], rows[place + 1 :]
        if not year_and_cents:
            yield f"{path}[{place}] left out", (*before, *after)
            yield f"{path}[{place}] twice", (*before, row, row, *after)
        for where, other in corruptions(row, f"{path}[{place}]"):
            yield where, (*before, other, *after)


def test_no_corruption_of_any_field_survives(office: Dataset, right_plan: Plan) -> None:
    tried, survivors = 0, []
    for where, plan in corruptions(right_plan):
        tried += 1
        if not audit(office, "Herbst", plan):
            survivors.append(where)
    assert tried > 400
    assert survivors == []


STRICTER: dict[str, tuple[str, Callable[[Dataset], Dataset]]] = {
    "a wider grid": ("hour_grid", lambda d: with_rules(d, hour_grid=Fraction(3))),
    "a higher minimum": ("min_hours", lambda d: with_rules(d, min_hours=Fraction(9))),
    "one substitute alone": ("max_substitutes", lambda d: with_rules(d, max_substitutes=1)),
    "no local surplus with the towns": (
        "matching",
        lambda d: replace(d, sources=(d.sources[0], replace(d.sources[1], kind="Dritte"), *d.sources[2:])),
    ),
    "a ceiling on the district": (
        "shares",
        lambda d: replace(d, shares=(ShareRule("Landkreis", maximum=Fraction(1, 3)),)),
    ),
    "own means asked for": (
        "shares",
        lambda d: replace(d, shares=(ShareRule("Eigenmittel", minimum=Fraction(1, 100)),)),
    ),
    "a smaller reserve": (
        "budget",
        lambda d: replace(d, reserves=(Reserve("R1", "LK", 2027, 49_999), *d.reserves[1:])),
    ),
    "a smaller capacity": (
        "capacity",
        lambda d: replace(d, capacities=(replace(d.capacities[0], hours=Fraction(19)), *d.capacities[1:])),
    ),
    "a dearer capacity": (
        "cost_balance",
        lambda d: replace(d, capacities=(replace(d.capacities[0], rate=Fraction(585_001)), *d.capacities[1:])),
    ),
    "another full-time week": ("cost_balance", lambda d: with_rules(d, full_time=Fraction(40))),
    "a pin to the hour": ("pins", lambda d: replace(d, pins=(Pin("Herbst", "A2", "K4", "höchstens", Fraction(7)),))),
    "a pin on an unused option": (
        "pins",
        lambda d: replace(d, pins=(Pin("Herbst", "A2", "K2", "mindestens", Fraction(5)),)),
    ),
    "a shorter way": ("eligibility", lambda d: with_rules(d, max_distance=Fraction(11))),
    "a cheaper limit": ("eligibility", lambda d: with_rules(d, max_rate=580_000)),
    "a source that may not": (
        "eligibility",
        lambda d: replace(d, sources=(replace(d.sources[0], fields=("§ 11",)), *d.sources[1:])),
    ),
}


@pytest.mark.parametrize("case", STRICTER, ids=str)
def test_the_same_plan_breaks_stricter_rules(office: Dataset, right_plan: Plan, case: str) -> None:
    rule, stricter = STRICTER[case]
    assert rule in broken(stricter(office), right_plan)


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (ShareRule("Land", maximum=Fraction(4_999_995, 12_500_000)), True),
        (ShareRule("Land", maximum=Fraction(4_999_989, 12_500_000)), False),
        (ShareRule("Kommune", minimum=Fraction(1_400_005, 12_500_000)), True),
        (ShareRule("Kommune", minimum=Fraction(1_400_010, 12_500_000)), False),
        (ShareRule("Dritte", field="§ 13", ags="14524010", minimum=Fraction(1, 2)), True),
        (ShareRule("Dritte", field="§ 11", ags="14524020", minimum=Fraction(1, 2)), True),
    ],
)
def test_share_bounds_are_rounded_outwards_to_the_cent(
    office: Dataset, right_plan: Plan, rule: ShareRule, *, holds: bool
) -> None:
    """Of 12,500.00 € for K1 the state pays 5,000.00 € and the town 1,400.00 €; half a cent is no breach, a whole is."""
    alone = replace(right_plan, handovers=right_plan.handovers[1:2])
    assert ("shares" not in broken(replace(office, shares=(rule,)), alone)) is holds


def with_state_grants(office: Dataset, a4: int, a2_later: int = 1_200_000) -> Dataset:
    amounts = {("A4", "SMS", 2027): a4, ("A2", "SMS", 2028): a2_later}
    grants = (
        replace(row, granted=amounts.get((row.offering, row.source, row.year), row.granted)) for row in office.grants
    )
    return replace(office, grants=tuple(grants))


@pytest.mark.parametrize(
    ("a4", "shifted", "holds"),
    [
        (
            1_300_000,
            115_000,
            True,
        ),  # no room: 230,000 cents of local money more are used, so half of it may change hands
        (1_300_000, 115_001, False),
        (1_299_000, 115_500, True),  # ten euros of room
        (1_299_000, 115_501, False),
        (1_400_000, 115_000, True),  # what is unmatched already is not held against the plan
        (1_400_000, 115_001, False),
    ],
)
def test_state_money_is_matched_to_the_cent(
    office: Dataset, right_plan: Plan, a4: int, shifted: int, *, holds: bool
) -> None:
    plan = with_payment(right_plan, 1, 1, cents=500_000 + shifted)
    plan = with_payment(plan, 1, 2, cents=500_000 - shifted)
    later = with_state_grants(office, a4, a2_later=2_000_000)
    assert ("matching" not in broken(later, plan)) is holds


@pytest.mark.parametrize(("a4", "holds"), [(1_250_000, True), (1_250_001, False)])
def test_only_the_fields_of_the_matched_source_count(
    office: Dataset, right_plan: Plan, a4: int, *, holds: bool
) -> None:
    """In § 11, the state pays 8,000 € and the district 7,500 €: 500 € of room are needed, and A2 in § 13 is no help."""
    narrow = (replace(office.sources[0], fields=("§ 11",)), *office.sources[1:])
    later = with_state_grants(replace(office, sources=narrow), a4, a2_later=2_000_000)
    assert ("matching" not in broken(later, right_plan)) is holds


def test_two_handovers_meet_on_a_day(office: Dataset, right_plan: Plan) -> None:
    meet = date(2027, 10, 1)
    plan = with_handover(right_plan, 1, period=Period(date(2027, 9, 1), meet))
    plan = with_handover(plan, 2, period=Period(meet, date(2027, 12, 31)), hours=Fraction(21, 2))
    assert "cover" in broken(office, plan)
    apart = with_handover(plan, 1, period=Period(date(2027, 9, 1), date(2027, 9, 30)))
    assert "cover" not in broken(office, apart)


def test_without_a_grid_hours_are_hundredths(office: Dataset, right_plan: Plan) -> None:
    free = with_rules(office, hour_grid=Fraction(0))
    assert "hour_grid" not in broken(free, with_handover(right_plan, 0, hours=Fraction(799, 100)))
    assert "hour_grid" in broken(free, with_handover(right_plan, 0, hours=Fraction(7999, 1000)))


def test_a_smaller_outage_lowers_the_least_handover(office: Dataset, right_plan: Plan) -> None:
    rules, alone = with_rules(office, min_hours=Fraction(12)), replace(right_plan, handovers=right_plan.handovers[:1])
    assert "min_hours" in broken(rules, alone)
    assert not {"min_hours", "used"} & broken(rules, with_handover(alone, 0, hours=Fraction(10)))


def test_steadiness_is_measured_against_the_earlier_plan(office: Dataset, right_plan: Plan) -> None:
    """Before, K1 had 18 h, K2 12 h and K3, now no option, 20 h: 2 h and 2 h over 4 months, 8 h over 12 for K4."""
    steady = with_rules(office, goals=("Stetigkeit",))
    _, k1, k2 = right_plan.handovers
    before = (replace(k1, hours=Fraction(18)), replace(k2, hours=Fraction(12)), replace(k1, capacity="K3"))
    previous = replace(right_plan, handovers=before)
    plan = replace(right_plan, goals=(GoalValue("Stetigkeit", Fraction(2 * 4 + 2 * 4 + 8 * 12)),))
    assert audit(steady, "Herbst", plan, previous=previous) == ()
    wrong = replace(plan, goals=(GoalValue("Stetigkeit", Fraction(96)),))
    assert {v.rule for v in audit(steady, "Herbst", wrong, previous=previous)} == {"goals"}
    assert audit(steady, "Herbst", wrong) == ()


def test_one_priority_is_one_goal(office: Dataset, right_plan: Plan) -> None:
    same = replace(office, offerings=tuple(replace(row, priority=4) for row in office.offerings))
    goals = (GoalValue("Versorgung", Fraction(264)), *right_plan.goals[2:])
    assert audit(same, "Herbst", replace(right_plan, goals=goals)) == ()


def test_messages_are_german_sentences_with_the_place(office: Dataset, right_plan: Plan) -> None:
    texts = {v.rule: v.text for v in audit(office, "Herbst", with_handover(right_plan, 1, hours=Fraction(41, 2)))}
    assert texts["cover"] == "Ausfall 3: am 01.09.2027 sind 30,5 h übernommen, verloren gehen 30 h"
    assert texts["capacity"] == "Kapazität K1: gibt am 01.09.2027 20,5 h, hat aber 20 h"


def test_a_plan_from_nowhere_is_named_not_crashed_on(office: Dataset) -> None:
    odd = Handover(
        -1, ":", "", Period(date(1, 1, 1), date(9999, 12, 31)), Fraction(1, 7), ((0, -1),), (Payment("", "", 0, -1),)
    )
    plan = Plan("x", "", "", "", "", (GoalValue("Versorgung eins", Fraction(-1)),), (), (odd, odd), (), (), ())
    assert {"eligibility", "hour_grid", "cents", "input", "goals", "outages"} <= broken(office, plan)
    assert "input" in broken(office, plan, "unbekannt")


def test_defaults_leave_the_lot_rules_off(office: Dataset, right_plan: Plan) -> None:
    plain = replace(office, rules=Rules(planning_day=date(2027, 1, 1), goals=office.rules.goals))
    assert audit(plain, "Herbst", right_plan) == ()


def test_a_scenario_that_the_workbook_does_not_have_is_refused(office: Dataset, right_plan: Plan) -> None:
    nothing = replace(right_plan, scenario="T", outages=(), handovers=(), freed=(), pots=(), not_used=())
    assert "input" in broken(office, nothing, "T")
