"""To what a plan belongs, and when consents outlive it; setups as canonical text. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer import store
from optimizer.model.dataset import EVENT_KINDS, Assumption, Event, Pin
from optimizer.model.german import euro, number
from optimizer.model.plan import Plan
from optimizer.store.setup import canonical, seats
from optimizer.store.states import STATUSES, check_step
from optimizer.store.validity import inputs_hash
from tests.store.office import AUE, CELLA, QUITS, SICK, district, solved_plan

PLAN = solved_plan(QUITS)


def cents_moved(plan: Plan, handover: int, payment: int, cents: int) -> Plan:
    """The plan with one payment changed."""
    rows = list(plan.handovers)
    funding = list(rows[handover].funding)
    funding[payment] = replace(funding[payment], cents=funding[payment].cents + cents)
    rows[handover] = replace(rows[handover], funding=tuple(funding))
    return replace(plan, handovers=tuple(rows))


@given(st.data())
def test_one_cent_anywhere_lets_the_consents_lapse(data: st.DataObject) -> None:
    handover = data.draw(st.integers(0, len(PLAN.handovers) - 1))
    payment = data.draw(st.integers(0, len(PLAN.handovers[handover].funding) - 1))
    other = cents_moved(PLAN, handover, payment, data.draw(st.sampled_from((-1, 1))))
    assert store.substance(PLAN) != store.substance(other)
    assert store.differences(PLAN, other)


@given(st.data())
def test_one_cent_of_freed_money_lets_them_lapse_too(data: st.DataObject) -> None:
    rows = list(PLAN.freed)
    row = data.draw(st.integers(0, len(rows) - 1))
    part = data.draw(st.sampled_from(("freed", "available", "reclaim", "returned")))
    rows[row] = rows[row]._replace(**{part: getattr(rows[row], part) + 1})
    other = replace(PLAN, freed=tuple(rows))
    assert store.substance(PLAN) != store.substance(other)
    assert store.differences(PLAN, other)


@given(st.randoms(use_true_random=False))
def test_order_goals_and_solver_do_not_matter(chance: object) -> None:
    def shuffled(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(sorted(rows, key=lambda _: chance.random()))  # type: ignore[attr-defined]

    other = replace(
        PLAN,
        solver="SCIP",
        input_sha256="anders",
        goals=(),
        not_used=(),
        handovers=tuple(replace(row, funding=shuffled(row.funding)) for row in shuffled(PLAN.handovers)),
        freed=shuffled(PLAN.freed),
    )
    assert store.substance(PLAN) == store.substance(other)
    assert store.differences(PLAN, other) == ()


def test_twins_of_one_offering_are_told_apart() -> None:
    half = Event("", "Ausfall", date(2027, 3, 1), offering="A-1", end=date(2027, 5, 31), share=Fraction(1, 2))
    plan = solved_plan(store.Setup((half, half)))
    assert len(plan.outages) == 2
    first = next(row for row in plan.freed if row.outage == 1 and row.available)
    moved = replace(
        plan, freed=tuple(row._replace(available=row.available - 1) if row is first else row for row in plan.freed)
    )
    assert store.substance(plan) != store.substance(moved)


def test_the_difference_is_told_in_german() -> None:
    (gone, *rest) = PLAN.handovers
    lines = store.differences(PLAN, replace(PLAN, handovers=tuple(rest)))
    assert len(lines) == 1
    assert lines[0].startswith(f"Entfällt: {gone.provider} ({gone.capacity})")
    assert "Wochenstunden" in lines[0]
    assert lines[0].endswith("€.")


def test_a_cent_is_told_with_names_and_with_the_source_that_pays_it() -> None:
    row = PLAN.handovers[0]
    paid = row.funding[0]
    names = {row.provider: "Trittstein gGmbH", paid.source: "Land", "A-1": "Jugendclub"}
    share = sum(other.cents for other in row.funding if (other.source, other.year) == (paid.source, paid.year))
    (line,) = store.differences(PLAN, cents_moved(PLAN, 0, 0, 12), names)
    assert line == (
        f"Geändert: Trittstein gGmbH ({row.capacity}) für Jugendclub: "
        f"Land {paid.year}: {euro(share)} → {euro(share + 12)} (+0,12\u00a0€)."
    )
    longer = replace(row, hours=row.hours + 1, provider="T-9")
    (line,) = store.differences(PLAN, replace(PLAN, handovers=(longer, *PLAN.handovers[1:])), names)
    assert f"Trittstein gGmbH → T-9; {number(row.hours)} → {number(row.hours + 1)} Wochenstunden." in line
    elsewhere = replace(row, funding=(replace(paid, pot="anderer Topf"), *row.funding[1:]))
    (line,) = store.differences(PLAN, replace(PLAN, handovers=(elsewhere, *PLAN.handovers[1:])), names)
    assert line.endswith("bezahlt aus anderen Töpfen derselben Quellen.")


def test_the_hash_of_the_inputs_knows_each_of_them() -> None:
    base = inputs_hash("a", SICK, None, ["x", "y"])
    assert base == inputs_hash("a", SICK, None, ["y", "x"])
    others = {
        inputs_hash("b", SICK, None, ["x", "y"]),
        inputs_hash("a", QUITS, None, ["x", "y"]),
        inputs_hash("a", SICK, lasting=True, based_on=["x", "y"]),
        inputs_hash("a", SICK, lasting=False, based_on=["x", "y"]),
        inputs_hash("a", SICK, None, ["x"]),
    }
    assert len(others | {base}) == 6


hours = st.fractions(min_value=0, max_value=100, max_denominator=100)
days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
events = st.builds(
    Event,
    st.just(""),
    st.sampled_from(EVENT_KINDS),
    days,
    offering=st.none() | st.text(),
    end=st.none() | days,
    share=hours,
    running_on=st.integers(0, 10**9),
    hearing=st.none() | days | st.just("verzichtet"),
)
setups = st.builds(
    store.Setup,
    st.lists(events, max_size=3).map(tuple),
    st.lists(st.builds(Assumption, st.just(""), st.just("Reserve"), factor=hours, addend=hours), max_size=2).map(tuple),
    st.lists(st.builds(Pin, st.just(""), st.text(), st.text(), st.just("fest"), hours), max_size=2).map(tuple),
    st.sampled_from(
        ((), (("goals", ("Versorgung", "Kosten")), ("hour_grid", Fraction(1, 2)), ("planning_day", date(2027, 1, 1))))
    ),
)


@given(setups)
def test_a_setup_survives_its_text_exactly(setup: store.Setup) -> None:
    text = setup.to_json()
    assert store.Setup.from_json(text) == setup
    assert store.Setup.from_json(text).to_json() == text


def test_the_text_knows_no_floats_and_no_strange_rules() -> None:
    with pytest.raises(TypeError, match="not exact"):
        store.Setup(rules=(("hour_grid", 0.5),)).to_json()  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown rules: hour_gird"):
        store.Setup(rules=(("hour_gird", 1),))
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))


def test_a_scenario_of_the_workbook_becomes_a_setup_and_back() -> None:
    whole = store.applied(replace(QUITS, rules=(("max_substitutes", 2),)), district(), "S")
    again = store.applied(store.setup_of(whole, "S"), whole, "S")
    assert again == whole
    assert whole.rules.max_substitutes == 2
    assert store.applied(SICK, whole, "S").events[0].offering == "A-1", "rows of the same name give way"
    assert len(store.applied(SICK, whole, "T").events) == 2


def test_a_case_belongs_to_the_seats_of_what_its_events_touch() -> None:
    assert seats(SICK, district()) == {"A-1": AUE}
    assert seats(QUITS, district()) == {"A-1": AUE, "A-2": CELLA}
    source = store.Setup((Event("", "Mittelwegfall", date(2027, 3, 1), source="K-CEL"),))
    assert seats(source, district()) == {"A-2": CELLA}
    unknown = store.Setup((Event("", "Ausfall", date(2027, 3, 1), offering="A-9"),))
    assert seats(unknown, district()) == {}


def test_a_case_goes_forward_only() -> None:
    way = ["Entwurf", "in Abstimmung", "beschlossen", "Bescheid erstellt", "bestandskräftig"]
    for before, after in pairwise(way):
        check_step(before, after)
    for place, before in enumerate(way):
        for after in way[:place]:
            with pytest.raises(store.StateError, match="danach kann kommen"):
                check_step(before, after)
    assert set(way) | {"zurückgezogen"} == set(STATUSES)
