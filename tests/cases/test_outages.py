"""From events to outages: numbering, windows, hours, overlaps, and what takes effect when."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from optimizer.cases.case import work_out
from optimizer.cases.outages import work_out_events
from optimizer.model.case import Case, Outage
from optimizer.model.dataset import Dataset, Event
from optimizer.model.errors import InputError
from tests.cases.changes import changed, with_events, with_rules

SEPTEMBER, YEAR_END = date(2027, 9, 1), date(2027, 12, 31)
THIRD = Fraction(1, 3)


def out(start: date = SEPTEMBER, offering: str = "A1", **more: object) -> Event:
    return Event("S", "Ausfall", start, offering, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def district(club: Dataset) -> Dataset:
    """A second offering of T1, a third of T2."""
    first = club.offerings[0]
    return replace(
        club,
        offerings=(first, replace(first, key="A2"), replace(first, key="A3", provider="T2")),
        grants=(*club.grants, *(replace(grant, offering="A2") for grant in club.grants)),
    )


def found(case: Case) -> list[tuple[str, date, date, Fraction]]:
    return [(row.offering, row.period.start, row.period.end, row.hours) for row in case.outages]


def test_outages_are_numbered_by_start_offering_end_hours_and_running_costs(district: Dataset) -> None:
    events = [
        out(date(2027, 3, 1), "A2", end=date(2027, 3, 31), share=THIRD),
        out(date(2027, 3, 1), "A2", end=date(2027, 4, 30), share=THIRD),
        out(SEPTEMBER, "A1", share=THIRD, running_on=100),
        out(SEPTEMBER, "A1", share=THIRD, running_on=200),
        out(SEPTEMBER, "A2", share=Fraction(1, 10)),
        out(SEPTEMBER, "A2", share=THIRD),
    ]
    shuffled = random.Random(1).sample(events, len(events))  # noqa: S311  # invented data, no secrets
    outages = work_out_events(district, shuffled).outages
    assert [row.number for row in outages] == [1, 2, 3, 4, 5, 6]
    assert [row.event for row in outages] == events


def test_the_window_is_cut_to_the_offering_and_the_agreement(district: Dataset) -> None:
    early = with_events(district, out(date(2026, 5, 1), end=date(2030, 1, 1)))
    assert found(work_out(early, "S")) == [("A1", date(2027, 1, 1), YEAR_END, 30)]
    shorter = with_rules(with_events(district, out()), agreement_end=date(2027, 11, 30))
    assert found(work_out(shorter, "S")) == [("A1", SEPTEMBER, date(2027, 11, 30), 30)]


def test_hours_are_rounded_down_to_a_hundredth(district: Dataset) -> None:
    odd = changed(with_events(district, out(share=THIRD)), "offerings", "A1", hours=Fraction(20))
    assert work_out(odd, "S").outages[0].hours == Fraction(666, 100)


def test_an_event_outside_the_offering_vanishes_with_a_notice(district: Dataset) -> None:
    events = [out(), out(date(2028, 3, 1), row=5), out(date(2027, 2, 1), end=date(2026, 12, 31), row=6)]
    case = work_out(with_events(district, *events), "S")
    assert len(case.outages) == 1
    assert [notice.cell for notice in case.notices] == ["A5", "A6"]
    assert "bleibt ohne Wirkung" in str(case.notices[0])


def test_a_provider_that_leaves_takes_all_its_offerings(district: Dataset) -> None:
    for kind, first in (
        ("Kündigung", date(2027, 7, 1)),
        ("Fristlose Kündigung", date(2027, 2, 10)),
        ("Entzug", date(2027, 2, 10)),
    ):
        event = Event("S", kind, date(2027, 2, 10), provider="T1")  # type: ignore[arg-type]
        assert event.effective == first
        case = work_out(with_events(district, event), "S")
        assert found(case) == [("A1", first, YEAR_END, 30), ("A2", first, YEAR_END, 30)]


def test_a_source_that_goes_hits_every_offering_with_a_row_of_it(district: Dataset) -> None:
    case = work_out(with_events(district, Event("S", "Mittelwegfall", SEPTEMBER, source="LK")), "S")
    assert [row.offering for row in case.outages] == ["A1", "A2"]
    assert [(row.source, row.whole) for row in case.removals] == [("LK", True)]
    tenth = Event("S", "Mittelwegfall", SEPTEMBER, source="LK", share=Fraction(1, 10))
    case = work_out(with_events(district, tenth), "S")
    assert [row.hours for row in case.outages] == [3, 3]
    assert [row.whole for row in case.removals] == [False]


def test_less_drawn_and_more_needed_are_outages_of_their_own_kind(district: Dataset) -> None:
    less = Event("S", "Minderabruf", SEPTEMBER, "A1", source="LK", cents=100_000)
    more = Event("S", "Mehrbedarf", SEPTEMBER, "A2", hours=Fraction(15, 2))
    case = work_out(with_events(district, less, more), "S")
    assert [(row.hours, row.frees_only, row.own_may_go_on) for row in case.outages] == [
        (0, True, False),
        (Fraction(15, 2), False, True),
    ]
    assert [row.freed for row in case.freed] == [100_000, 0, 0]
    assert {row.outage for row in (*case.options, *case.exclusions)} == {2}


def refused(dataset: Dataset, *events: Event) -> str:
    with pytest.raises(InputError) as refusal:
        work_out(with_events(dataset, *events), "S")
    return str(refusal.value)


def test_an_overlap_of_more_than_the_whole_names_both_rows(district: Dataset) -> None:
    half, more = Fraction(1, 2), Fraction(51, 100)
    text = refused(district, out(date(2027, 3, 1), share=half, row=4), out(share=more, row=9))
    assert "Zeilen 4 und 9" in text
    assert "„A1“" in text
    assert "01.09.2027" in text
    assert "101" in text


def test_three_thirds_overlap_and_a_fourth_is_too_much(district: Dataset) -> None:
    events = [out(share=THIRD, row=row) for row in (2, 3, 4)]
    assert len(work_out(with_events(district, *events), "S").outages) == 3
    assert "Zeilen 2, 3, 4 und 5" in refused(district, *events, out(share=Fraction(1, 100), row=5))


def test_every_offering_that_overlaps_is_named(district: Dataset) -> None:
    events = [out(offering=offering, row=row) for row, offering in enumerate(("A1", "A1", "A2", "A2"), 2)]
    text = refused(district, *events)
    assert "„A1“" in text
    assert "„A2“" in text


def test_every_time_at_which_an_offering_overlaps_is_named(district: Dataset) -> None:
    """A day in February with rows 4 and 5, and from September on with rows 2 and 3: both are said, each once."""
    winter = out(date(2027, 1, 1), end=date(2027, 2, 1), row=4), out(date(2027, 2, 1), end=date(2027, 3, 1), row=5)
    autumn = out(row=2), out(end=date(2027, 10, 31), row=3)
    text = refused(district, *winter, *autumn)
    assert text.count("überschneiden sich") == 2
    assert "Zeilen 4 und 5 überschneiden sich ab 01.02.2027" in text
    assert "Zeilen 2 und 3 überschneiden sich ab 01.09.2027" in text


def test_one_after_the_other_is_no_overlap(district: Dataset) -> None:
    events = out(date(2027, 3, 1), end=date(2027, 8, 31)), out(SEPTEMBER)
    assert len(work_out(with_events(district, *events), "S").outages) == 2


def test_less_drawn_and_more_needed_do_not_count_as_overlap(district: Dataset) -> None:
    less = Event("S", "Minderabruf", SEPTEMBER, "A1", source="LK", cents=1)
    more = Event("S", "Mehrbedarf", SEPTEMBER, "A1", hours=Fraction(40))
    assert len(work_out(with_events(district, out(), less, more), "S").outages) == 3


def test_a_provider_that_leaves_while_one_offering_is_out_already_overlaps(district: Dataset) -> None:
    text = refused(district, out(row=2), Event("S", "Entzug", date(2027, 11, 1), provider="T1", row=3))
    assert "Zeilen 2 und 3" in text
    assert "„A2“" not in text


def test_lost_hour_months_count_days_of_their_month(club: Dataset) -> None:
    outage: Outage = work_out(with_events(club, out(date(2027, 2, 15))), "S").outages[0]
    assert outage.lost_hour_months == 30 * (Fraction(14, 28) + 10)
