"""Vorgaben: held to the letter, and where they contradict the rules, exactly the guilty ones are named (exit 3)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer.cases.case import work_out
from optimizer.model.dataset import Dataset, Event, Pin, Reserve, ShareKind, ShareRule, Source
from optimizer.model.errors import PinContradiction
from optimizer.model.periods import Period
from optimizer.model.plan import Handover, OutageResult
from optimizer.plans.earlier import earlier_hours
from optimizer.plans.pins import describe
from optimizer.plans.planner import make_plan
from tests.cases import worked_case
from tests.cases.changes import changed, with_rules

SEPTEMBER, YEAR_END = date(2027, 9, 1), date(2027, 12, 31)


@pytest.fixture(scope="module")
def club() -> Dataset:
    """K1 (20 h) and K2 (10 h) for the 30 h of A1; money for 35 h."""
    return worked_case.read("volle_deckung")


def pin(capacity: str, kind: str, hours: float | None = None, row: int = 2, offering: str = "A1") -> Pin:
    exact = None if hours is None else Fraction(str(hours))
    return Pin("S", offering, capacity, kind, exact, row)  # type: ignore[arg-type]


def hours_with(dataset: Dataset, *pins: Pin) -> dict[str, Fraction]:
    return {row.capacity: row.hours for row in make_plan(replace(dataset, pins=pins), "S").plan.handovers}


def refused(dataset: Dataset, *pins: Pin) -> str:
    with pytest.raises(PinContradiction) as refusal:
        make_plan(replace(dataset, pins=pins), "S")
    assert refusal.value.exit_code == 3
    return str(refusal.value)


def test_pins_hold_to_the_letter(club: Dataset) -> None:
    assert hours_with(club) == {"K1": 20, "K2": 10}
    assert hours_with(club, pin("K1", "fest", 7.25)) == {"K1": Fraction(29, 4), "K2": 10}
    assert hours_with(club, pin("K1", "höchstens", 3)) == {"K1": 3, "K2": 10}
    assert hours_with(club, pin("K1", "höchstens", 0)) == {"K2": 10}
    assert hours_with(club, pin("K1", "fest", 0)) == {"K2": 10}
    assert hours_with(club, pin("K2", "ausgeschlossen")) == {"K1": 20}
    assert hours_with(club, pin("K2", "mindestens", 0)) == {"K1": 20, "K2": 10}


def test_a_pin_may_cost_what_the_goals_would_not(club: Dataset) -> None:
    """K2 costs ten times as much; nobody would take it but for the pin: 6.000 EUR for 1,5 h leave 20 h for K1."""
    dear = changed(club, "capacities", "K2", rate=Fraction(3_900_000))
    assert hours_with(dear)["K1"] == 20
    assert hours_with(dear, pin("K2", "mindestens", 2)) == {"K1": 15, "K2": 2}


@pytest.mark.parametrize(
    ("pins", "named", "innocent"),
    [
        ([pin("K1", "fest", 20.01)], ["K1 fest 20,01 h", "Vorgaben!A2"], []),
        ([pin("K1", "mindestens", 5), pin("K1", "höchstens", 4, row=3)], ["mindestens 5 h", "höchstens 4 h"], []),
        ([pin("K2", "fest", 3), pin("K1", "fest", 2, row=3), pin("K2", "fest", 4, row=4)], ["A2", "A4"], ["K1"]),
    ],
)
def test_the_guilty_pins_are_named_and_no_other(
    club: Dataset, pins: list[Pin], named: list[str], innocent: list[str]
) -> None:
    text = refused(club, *pins)
    assert [word for word in named if word not in text] == []
    assert [word for word in innocent if word in text] == []


def test_hours_where_there_is_no_option_contradict(club: Dataset) -> None:
    far = changed(club, "capacities", "K2", fields=("§ 13",))
    assert "K2 mindestens 1 h" in refused(far, pin("K2", "mindestens", 1))
    assert hours_with(far, pin("K2", "höchstens", 1)) == {"K1": 20}
    assert "K1 fest 1 h" in refused(club, pin("K1", "fest", 1), pin("K1", "ausgeschlossen", row=3))


def test_hours_for_an_offering_that_is_not_out_contradict(club: Dataset) -> None:
    """A Vorgabe is never bent, and one without effect is never silent."""
    elsewhere = pin("K1", "mindestens", 2, offering="A2", row=5)
    second = replace(club.offerings[0], key="A2")
    both = replace(club, offerings=(*club.offerings, second))
    assert "das in diesem Szenario keine Stunden verliert" in refused(both, elsewhere)
    capped = replace(both, pins=(replace(elsewhere, kind="höchstens"),))
    (notice,) = work_out(capped, "S").notices
    assert (notice.place, "ohne Wirkung" in notice.found) == ("Vorgaben!B5", True)
    assert make_plan(capped, "S").plan.handovers


def test_a_pin_binds_every_outage_of_its_offering(club: Dataset) -> None:
    """At 0,5 of 30 h, K2 is free in autumn only: for the outage of March there is no option."""
    events = (
        Event("S", "Ausfall", date(2027, 3, 1), "A1", end=date(2027, 3, 31), share=Fraction(1, 2)),
        Event("S", "Ausfall", SEPTEMBER, "A1", share=Fraction(1, 2)),
    )
    twice = replace(changed(club, "capacities", "K2", start=SEPTEMBER), events=events)
    assert "K2 fest 4 h" in refused(twice, pin("K2", "fest", 4))
    plan = make_plan(replace(twice, pins=(pin("K1", "fest", 4),)), "S").plan
    assert [row.hours for row in plan.handovers if row.capacity == "K1"] == [4, 4]


def test_lot_rules_can_contradict_a_pin(club: Dataset) -> None:
    assert "K1 fest 3 h" in refused(with_rules(club, min_hours=Fraction(5)), pin("K1", "fest", 3))
    assert "K1 fest 3,25 h" in refused(with_rules(club, hour_grid=Fraction(1, 2)), pin("K1", "fest", 3.25))
    one = with_rules(club, max_substitutes=1)
    text = refused(one, pin("K1", "mindestens", 1), pin("K2", "mindestens", 1, row=3))
    assert "sind zusammen nicht erfüllbar" in text


def test_pins_of_another_scenario_do_not_count(club: Dataset) -> None:
    assert hours_with(club, replace(pin("K1", "fest", 99), scenario="T")) == {"K1": 20, "K2": 10}


def test_pins_are_described_with_their_row() -> None:
    assert describe(pin("K1", "mindestens", 2.5, row=7)) == "„A1 durch K1 mindestens 2,5 h“ (Vorgaben!A7)"
    assert describe(pin("K1", "fest", 3, row=0)) == "„A1 durch K1 fest 3 h“"  # set on a page: no cell to look at


def test_own_hours_can_be_pinned(club: Dataset) -> None:
    gone = replace(club, events=(Event("S", "Mittelwegfall", SEPTEMBER, "A1", source="LK"),))
    assert hours_with(gone, pin("bisher:A1", "fest", 4))["bisher:A1"] == 4
    assert "bisher:A1" not in hours_with(gone, pin("bisher:A1", "ausgeschlossen"))


def test_pins_are_found_by_option(club: Dataset) -> None:
    pins = (pin("K1", "fest", 1), pin("K1", "höchstens", 2), pin("K2", "fest", 1, offering="A9"))
    case = work_out(replace(club, pins=pins), "S")
    assert [case.pins_of(option) for option in case.options] == [pins[:2], ()]


def test_earlier_hours_are_matched_by_the_days_they_share(club: Dataset) -> None:
    """The earlier plan had K1 twice for A1: the one in autumn counts, whatever its number was."""
    plan = make_plan(club, "S").plan
    spring, summer = Period(date(2027, 3, 1), date(2027, 4, 30)), Period(date(2027, 8, 1), date(2027, 9, 30))
    outages = tuple(
        OutageResult(number, "A1", period, Fraction(30), Fraction(0), Fraction(0))
        for number, period in ((7, spring), (8, summer))
    )
    rows = tuple(
        Handover(number, "K1", "T2", period, Fraction(hours), (), ())
        for number, period, hours in ((8, summer, 6), (7, spring, 5))
    )
    before = replace(plan, outages=outages, handovers=rows)
    assert earlier_hours(work_out(club, "S"), before) == {(1, "K1"): 6}
    assert earlier_hours(work_out(club, "S"), replace(before, handovers=rows[1:])) == {(1, "K1"): 5}


def test_one_sentence_has_the_numbers_and_both_ways_out(club: Dataset) -> None:
    text = refused(club, pin("K1", "fest", 18), pin("K2", "mindestens", 12, row=3))
    assert "Verlangt sind 12 h in der Woche, möglich sind höchstens 10 h." in text
    assert "um 2 h senken oder bei K2 mehr freie Stunden gewinnen" in text


def test_missing_money_is_named_to_the_cent_and_that_much_is_enough(club: Dataset) -> None:
    dear = changed(club, "capacities", "K2", rate=Fraction(3_900_000))
    text = refused(dear, pin("K2", "fest", 10))
    found = re.search(r"oder ([\d.]+,\d\d)\u00a0€ mehr Mittel bereitstellen", text)
    assert found is not None
    cents = int(found[1].replace(".", "").replace(",", ""))
    source = club.grants[0].source
    lent = replace(dear, reserves=(*dear.reserves, Reserve("X", source, 2027, cents)))
    assert hours_with(lent, pin("K2", "fest", 10))["K2"] == 10
    short = replace(dear, reserves=(*dear.reserves, Reserve("X", source, 2027, cents - 1_000)))
    assert "mehr Mittel bereitstellen" in refused(short, pin("K2", "fest", 10))


def test_where_no_money_may_pay_at_all_the_other_way_out_is_new_money(club: Dataset) -> None:
    """Everything is drawn, nothing put aside: hours are left, money is not. A reserve of that much is enough."""
    drawn = replace(club, grants=tuple(replace(grant, drawn=grant.granted) for grant in club.grants), reserves=())
    text = refused(drawn, pin("K1", "fest", 1))
    found = re.search(r"oder ([\d.]+,\d\d)\u00a0€ neue Mittel bereitstellen", text)
    assert found is not None, text
    assert "heute gibt es keine, die dafür zahlen dürfen" in text
    assert "mehr, als ausfällt" not in text
    cents = int(found[1].replace(".", "").replace(",", ""))
    lent = replace(drawn, reserves=(Reserve("X", club.grants[0].source, 2027, cents),))
    assert hours_with(lent, pin("K1", "fest", 1)) == {"K1": 1}


def test_where_a_kind_of_money_must_pay_that_is_not_there_the_other_way_out_is_new_money(club: Dataset) -> None:
    """Money of the state and the district there is, but a town has to bear a tenth and has set nothing free."""
    town = Source("KOM", "Stadt", "Kommune", "Kommune", ags="14524080", rank=3)
    shared = replace(club, sources=(*club.sources, town), shares=(ShareRule("Kommune", minimum=Fraction(1, 10)),))
    text = refused(shared, pin("K1", "fest", 1))
    assert "neue Mittel bereitstellen, etwa als Reserve" in text
    assert "die Töpfe, die es heute gibt, dürfen dafür nicht allein zahlen" in text


def test_rules_that_no_money_and_no_hours_would_satisfy_are_named(club: Dataset) -> None:
    """At most a tenth of each of five kinds: half of every handover may be paid by nobody, whatever money there is."""
    kinds: tuple[ShareKind, ...] = ("Land", "Landkreis", "Kommune", "Dritte", "Eigenmittel")
    tight = replace(club, shares=tuple(ShareRule(kind, maximum=Fraction(1, 10)) for kind in kinds))
    text = refused(tight, pin("K1", "fest", 1))
    assert "die Regeln ändern, denen sie zusammen widersprechen (Anteile" in text
    assert "mehr, als ausfällt" not in text


def test_a_rule_about_lots_is_the_other_way_out_where_it_is_what_forbids(club: Dataset) -> None:
    one = with_rules(club, max_substitutes=1)
    text = refused(one, pin("K1", "mindestens", 1), pin("K2", "mindestens", 1, row=3))
    assert "die Regel Höchstzahl Übernehmende ändern (heute 1)" in text


def test_more_and_less_at_once_is_said_as_it_is(club: Dataset) -> None:
    text = refused(club, pin("K1", "mindestens", 5), pin("K1", "höchstens", 4, row=3))
    assert "mindestens 5 h und zugleich höchstens 4 h" in text


def test_more_than_fails_can_only_be_asked_for_less(club: Dataset) -> None:
    text = refused(club, pin("K1", "fest", 20), pin("K2", "mindestens", 12, row=3))
    assert "mehr, als ausfällt, lässt sich nicht übernehmen" in text
