"""The coordinator's calendar and the timeline behind it: every legal date with its rule, expected days marked so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from icalendar import Calendar

from optimizer.papers.calendar import appointments, calendar_file
from optimizer.papers.state import PaperState
from optimizer.papers.timeline import timelines
from tests.papers.drafts.reading import COMPLETE
from tests.papers.glauchau import dataset, outcome


def days(state: PaperState) -> dict[str, date]:
    return {row.key: row.day for row in appointments(outcome(), state)}


def test_every_date_of_a_handover_is_there() -> None:
    assert days(replace(COMPLETE, posted=date(2027, 8, 31), talk_on=date(2027, 10, 12))) == {
        "J1-M-anhoerung": date(2027, 8, 2),
        "J1-M-anhoerung-ende": date(2027, 8, 20),
        "rueckmeldung": date(2027, 8, 20),
        "J1-M-post": date(2027, 8, 31),
        "uebergabe-1-beginn": date(2027, 9, 1),
        "uebergabe-2-beginn": date(2027, 9, 1),
        "J1-M-bekanntgabe": date(2027, 9, 4),
        "J1-M-frist": date(2027, 10, 4),
        "J1-M-sicher": date(2027, 10, 5),
        "gespraech-1": date(2027, 10, 12),
        "erstattung": date(2027, 10, 15),
        "uebergabe-1-ende": date(2027, 12, 31),
        "uebergabe-2-ende": date(2027, 12, 31),
    }


def test_what_nobody_has_set_is_expected_from_the_planning_day_on() -> None:
    (line,) = timelines(outcome(), PaperState())
    assert not line.fixed
    assert (line.hearing_posted, line.hearing_end and line.hearing_end.day) == (date(2027, 9, 1), date(2027, 9, 20))
    assert (line.posted, line.notified.day, line.objection_end.day) == (
        date(2027, 9, 21),
        date(2027, 9, 25),
        date(2027, 10, 25),
    )
    assert line.safe_from.day == date(2027, 10, 26)


def test_a_waived_hearing_and_a_waived_appeal_shorten_the_way() -> None:
    state = PaperState(hearing_waived=date(2027, 8, 30), posted=date(2027, 9, 1), appeal_waived=date(2027, 9, 8))
    (line,) = timelines(outcome(), state)
    assert line.hearing_posted is None
    assert line.safe_from.day == date(2027, 9, 8)
    assert line.fixed


def test_a_hearing_waived_in_the_workbook_counts() -> None:
    data = dataset(events=(replace(dataset().events[0], hearing="verzichtet"),))
    (line,) = timelines(outcome(data), PaperState())
    assert (line.hearing_end, line.posted) == (None, date(2027, 9, 1))


def test_the_file_is_a_calendar_that_programs_read() -> None:
    content = calendar_file(outcome(), PaperState())
    events = {str(row["uid"]).split("-aaaa")[0]: row for row in Calendar.from_ical(content).walk("VEVENT")}
    end = events["J1-M-frist"]
    assert str(end["summary"]) == "Ende der Widerspruchsfrist zum Bescheid J1-M (voraussichtlich)"
    assert "§ 70 Absatz 1 VwGO" in str(end["description"])
    assert end["dtstart"].dt == date(2027, 10, 25)
    assert str(end["status"]) == "TENTATIVE"
    assert str(events["uebergabe-1-beginn"]["summary"]) == "Beginn der Übergabe an Träger Zwei e. V."
    assert all(line.endswith(b"\r\n") and len(line) <= 77 for line in content.splitlines(keepends=True))


def test_the_talk_is_proposed_four_weeks_after_the_start_on_a_working_day() -> None:
    talk = next(row for row in appointments(outcome(), PaperState()) if row.key == "gespraech-1")
    assert (talk.day, talk.expected) == (date(2027, 9, 29), True)
    assert "3.1.6" in talk.text


def test_the_end_of_a_membership_is_entered() -> None:
    data = dataset(events=(replace(dataset().events[0], kind="Kündigung", provider="T1", start=date(2027, 2, 10)),))
    rows = {row.key: row for row in appointments(outcome(data), PaperState())}
    assert rows["kuendigung-2027-02-10"].day == date(2027, 6, 30)


def test_a_hostile_name_makes_no_further_entry() -> None:
    name = "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:eingeschleust;X=1"
    data = dataset(providers=tuple(replace(row, name=name) if row.key == "T2" else row for row in dataset().providers))
    events = Calendar.from_ical(calendar_file(outcome(data), PaperState())).walk("VEVENT")
    assert len(events) == len(appointments(outcome(), PaperState()))
    assert not any(str(row["summary"]).startswith("eingeschleust") for row in events)
