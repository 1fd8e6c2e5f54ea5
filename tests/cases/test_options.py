"""Options and reasons: each reason code stops exactly the pair it is meant for, at its limit; none hides another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from optimizer.cases.case import work_out
from optimizer.cases.options import GATES
from optimizer.model.case import REASON_CODES, Case
from optimizer.model.dataset import UNLIMITED, Assumption, Dataset, Event, Pin
from tests.cases.changes import changed, with_events, with_rules

SEPTEMBER, YEAR_END = date(2027, 9, 1), date(2027, 12, 31)
Change = Callable[[Dataset], Dataset]


def reasons(case: Case, capacity: str = "K1", outage: int = 1) -> tuple[str, ...]:
    """Why a pair is no option; empty where it is one."""
    return next((row.reasons for row in case.exclusions if (row.outage, row.capacity) == (outage, capacity)), ())


def window(case: Case, capacity: str = "K1") -> tuple[date, date]:
    found = next(row.period for row in case.options if row.capacity == capacity)
    return found.start, found.end


def with_pin(dataset: Dataset) -> Dataset:
    return replace(dataset, pins=(Pin("S", "A1", "K1", "ausgeschlossen"),))


def with_exit(dataset: Dataset) -> Dataset:
    return replace(dataset, events=(*dataset.events, Event("S", "Entzug", date(2027, 8, 1), provider="T2")))


ONE_REASON: dict[str, Change] = {
    "same_provider": lambda club: changed(club, "capacities", "K1", provider="T1"),
    "affected": with_exit,
    "field": lambda club: changed(club, "capacities", "K1", fields=("§ 13", "§ 16")),
    "space": lambda club: changed(club, "capacities", "K1", spaces=("SR2",)),
    "requirements": lambda club: changed(
        changed(club, "offerings", "A1", requirements=("Fachkraft", "mobil")), "capacities", "K1", features=("mobil",)
    ),
    "recognition": lambda club: changed(club, "providers", "T2", recognised=False),
    "rate": lambda club: with_rules(club, max_rate=389_999),
    "signatory": lambda club: changed(club, "providers", "T2", signatory_in=("SR2",)),
    "distance": lambda club: with_rules(changed(club, "capacities", "K1", ags="14524190"), max_distance=Fraction(11)),
    "window": lambda club: changed(club, "capacities", "K1", end=date(2027, 8, 31)),
    "excluded": with_pin,
}


@pytest.mark.parametrize("code", REASON_CODES)
def test_exactly_this_reason(club: Dataset, code: str) -> None:
    assert reasons(work_out(club, "S")) == ()
    assert reasons(work_out(ONE_REASON[code](club), "S")) == (code,)


NO_REASON: dict[str, Change] = {
    "the ceiling itself is allowed": lambda club: with_rules(club, max_rate=390_000),
    "11,12 km lie within 11,12 km": lambda club: with_rules(
        changed(club, "capacities", "K1", ags="14524190"), max_distance=Fraction(1112, 100)
    ),
    "a municipal provider needs no recognition": lambda club: changed(
        club, "providers", "T2", recognised=False, municipal=True
    ),
    "more features than asked for": lambda club: changed(
        changed(club, "offerings", "A1", requirements=("mobil",)), "capacities", "K1", features=("mobil", "Schule")
    ),
    "signed for this space among others": lambda club: changed(club, "providers", "T2", signatory_in=("SR2", "SR1")),
    "one day is a window": lambda club: changed(club, "capacities", "K1", end=SEPTEMBER),
    "another scenario's pin": lambda club: replace(club, pins=(Pin("T", "A1", "K1", "ausgeschlossen"),)),
    "another capacity's pin": lambda club: replace(club, pins=(Pin("S", "A1", "K2", "ausgeschlossen"),)),
    "the whole district, signed elsewhere": lambda club: changed(
        changed(club, "offerings", "A1", space="kreisweit"), "providers", "T2", signatory_in=("SR2",)
    ),
}


@pytest.mark.parametrize("name", NO_REASON)
def test_at_its_limit_a_pair_is_still_an_option(club: Dataset, name: str) -> None:
    assert reasons(work_out(NO_REASON[name](club), "S")) == ()


def test_all_reasons_are_kept_in_their_order(club: Dataset) -> None:
    dataset = club
    for code in ("field", "space", "requirements", "recognition", "rate", "signatory", "distance", "excluded"):
        dataset = ONE_REASON[code](dataset)
    assert reasons(work_out(dataset, "S")) == (
        *("field", "space", "requirements", "recognition", "rate", "signatory", "distance", "excluded"),
    )
    assert tuple(code for code, _ in GATES) == REASON_CODES


def test_a_window_that_is_empty_anyway_is_no_matter_of_the_exit(club: Dataset) -> None:
    both = ONE_REASON["window"](ONE_REASON["affected"](club))
    assert reasons(work_out(both, "S")) == ("window",)


def test_a_provider_that_leaves_in_between_may_go_on_until_then(club: Dataset) -> None:
    leaves = replace(club, events=(*club.events, Event("S", "Entzug", date(2027, 11, 1), provider="T2")))
    assert window(work_out(leaves, "S")) == (SEPTEMBER, date(2027, 10, 31))


@pytest.mark.parametrize("agreement", ["agreement_8a", "agreement_72a", "agreement_kkg", "cooperation_until"])
def test_each_agreement_ends_the_window(club: Dataset, agreement: str) -> None:
    last = date(2027, 10, 10)
    assert window(work_out(changed(club, "providers", "T2", **{agreement: last}), "S")) == (SEPTEMBER, last)
    too_early = changed(club, "providers", "T2", **{agreement: date(2027, 8, 31)})
    assert reasons(work_out(too_early, "S")) == ("window",)


@pytest.mark.parametrize("agreement", ["agreement_8a", "agreement_72a"])
def test_without_an_agreement_for_protection_there_is_no_day(club: Dataset, agreement: str) -> None:
    assert reasons(work_out(changed(club, "providers", "T2", **{agreement: None}), "S")) == ("window",)


@pytest.mark.parametrize("agreement", ["agreement_kkg", "cooperation_until"])
def test_an_empty_cell_of_the_others_is_no_limit(club: Dataset, agreement: str) -> None:
    assert window(work_out(changed(club, "providers", "T2", **{agreement: None}), "S")) == (SEPTEMBER, YEAR_END)


@pytest.mark.parametrize(
    ("planning_day", "lead_days", "first"),
    [
        (None, 0, SEPTEMBER),  # the earliest Von of the events
        (None, 14, date(2027, 9, 15)),
        (date(2027, 8, 1), 14, SEPTEMBER),
        (date(2027, 8, 25), 14, date(2027, 9, 8)),
        (date(2027, 12, 31), 0, YEAR_END),
    ],
)
def test_planning_day_and_lead_time_open_the_window(
    club: Dataset, planning_day: date | None, lead_days: int, first: date
) -> None:
    dataset = with_rules(changed(club, "capacities", "K1", lead_days=lead_days), planning_day=planning_day)
    assert window(work_out(dataset, "S")) == (first, YEAR_END)


def test_the_planning_day_is_the_von_as_written_not_the_effective_day(club: Dataset) -> None:
    leaves = with_events(club, Event("S", "Kündigung", date(2027, 2, 10), provider="T1"))
    case = work_out(changed(leaves, "capacities", "K1", lead_days=150), "S")
    assert case.planning_day == date(2027, 2, 10)
    assert window(case)[0] == date(2027, 2, 10) + timedelta(days=150)


def test_distances_are_great_circles(club: Dataset) -> None:
    case = work_out(club, "S")
    assert [row.km for row in case.options] == [0.0, pytest.approx(6371 * 3.141592653589793 / 1800, rel=1e-12)]


def test_unlimited_agreements_do_not_end(club: Dataset) -> None:
    assert club.provider["T2"].agreement_8a == UNLIMITED
    assert window(work_out(club, "S")) == (SEPTEMBER, YEAR_END)


def test_own_hours_form_a_pair_with_their_own_outage_alone(club: Dataset) -> None:
    other = replace(club.offerings[0], key="A2")
    dataset = replace(
        club,
        offerings=(*club.offerings, other),
        grants=(*club.grants, replace(club.grants[0], offering="A2")),
        events=(
            *club.events,
            Event("S", "Mehrbedarf", SEPTEMBER, "A2", hours=Fraction(5)),
        ),
    )
    case = work_out(dataset, "S")
    pairs = {(row.outage, row.capacity) for row in (*case.options, *case.exclusions)}
    assert (2, "mehr:A2") in pairs
    assert (1, "mehr:A2") not in pairs
    own = next(row for row in case.capacities if row.key == "mehr:A2")
    assert (own.hours, own.lead_days, own.start_up) == (5, 0, 0)
    assert own.rate == Fraction(2_400_000, 12 * 30) * 39


def test_own_hours_need_money_of_the_year_in_which_the_outage_starts(club: Dataset) -> None:
    dataset = with_events(replace(club, grants=()), Event("S", "Mehrbedarf", SEPTEMBER, "A1", hours=Fraction(5)))
    assert [row.key for row in work_out(dataset, "S").capacities] == ["K1", "K2"]


def test_assumptions_on_rates_do_not_touch_own_hours_but_on_grants_do(club: Dataset) -> None:
    dataset = with_events(club, Event("S", "Mittelwegfall", SEPTEMBER, "A1", source="LK"))
    before = next(row for row in work_out(dataset, "S").capacities if row.key == "bisher:A1").rate
    dearer = replace(dataset, assumptions=(Assumption("S", "Kostensatz", factor=Fraction(2)),))
    assert next(row for row in work_out(dearer, "S").capacities if row.key == "bisher:A1").rate == before
    less = replace(dataset, assumptions=(Assumption("S", "Finanzierung", factor=Fraction(1, 2)),))
    assert next(row for row in work_out(less, "S").capacities if row.key == "bisher:A1").rate == before / 2
