"""Parts of a case: outages that share nothing are solved apart, and it makes no difference to what is reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer.cases.case import work_out
from optimizer.model.case import Case
from optimizer.model.dataset import Dataset, Event, Grant, Reserve
from optimizer.plans import planner
from optimizer.plans.planner import make_plan
from optimizer.program.parts import parts
from tests.cases import worked_case
from tests.cases.changes import changed, with_rules
from tests.districts import random_district


@pytest.fixture(scope="module")
def apart() -> Dataset:
    """A1 (§ 11) with K1, A2 (§ 13) with K2; the state's money stays in its field."""
    club = worked_case.read("volle_deckung")
    twin = replace(club.offerings[0], key="A2", field="§ 13")
    return replace(
        changed(club, "capacities", "K2", fields=("§ 13",)),
        offerings=(*club.offerings, twin),
        grants=(Grant("A1", "SMS", 2027, 2_400_000), Grant("A2", "SMS", 2027, 2_400_000)),
        events=(*club.events, Event("S", "Ausfall", club.events[0].start, "A2")),
    )


def found(dataset: Dataset) -> list[list[tuple[int, str]]]:
    return [[(option.outage, option.capacity) for option in part] for part in parts(work_out(dataset, "S"))]


def test_what_shares_nothing_is_apart(apart: Dataset) -> None:
    assert found(apart) == [[(1, "K1")], [(2, "K2")]]


SHARED: dict[str, Callable[[Dataset], Dataset]] = {
    "a capacity": lambda apart: changed(apart, "capacities", "K1", fields=("§ 11", "§ 13")),
    "a reserve": lambda apart: replace(apart, reserves=(Reserve("R1", "LK", 2027, 1),)),
    "a pot of all fields": lambda apart: changed(apart, "sources", "SMS", field_bound=False),
    "own means": lambda apart: changed(
        changed(apart, "capacities", "K2", provider="T2"), "providers", "T2", own_means=1
    ),
    "the state's money to be matched": lambda apart: changed(apart, "sources", "SMS", matched=True),
    "the goal Ausgleich": lambda apart: with_rules(apart, goals=("Ausgleich", "Versorgung")),
    "a Spielraum": lambda apart: with_rules(apart, slack=(("Versorgung", Fraction(5)),)),
}


@pytest.mark.parametrize("what", SHARED)
def test_what_is_shared_joins(apart: Dataset, what: str) -> None:
    joined = found(SHARED[what](apart))
    assert len(joined) == 1
    assert {(1, "K1"), (2, "K2")} <= set(joined[0])


def test_nobody_no_part(apart: Dataset) -> None:
    assert found(replace(apart, capacities=())) == []


def in_one_piece(case: Case) -> tuple[tuple[object, ...], ...]:
    return (case.options,) if case.options else ()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("lots", [True, False])
def test_parts_reach_what_the_whole_reaches(seed: int, lots: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = random_district(seed, outages=5, offerings=16, capacities=8, lots=lots)
    dataset = replace(dataset, reserves=(), sources=tuple(replace(row, cover="Angebot") for row in dataset.sources))
    apart = make_plan(dataset, "S").plan
    monkeypatch.setattr(planner, "parts", in_one_piece)
    whole = make_plan(dataset, "S").plan
    for one, other in zip(apart.goals, whole.goals, strict=True):
        assert float(one.value) == pytest.approx(float(other.value), rel=1e-6, abs=0.2), one.name
