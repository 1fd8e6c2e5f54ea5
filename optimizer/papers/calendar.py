"""The coordinator's calendar file (.ics, RFC 5545): legal dates, start and end of handovers, talks (clause 3.1.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from optimizer.model.german import short_date
from optimizer.model.outcome import Outcome
from optimizer.model.periods import ONE_DAY
from optimizer.papers.legal_dates import LegalDate, next_working_day, notice_period_end
from optimizer.papers.phrases import clean, hours, inside_quotes
from optimizer.papers.state import PaperState
from optimizer.papers.timeline import Timeline, timelines

if TYPE_CHECKING:
    from icalendar import Event

TALK_AFTER: Final = timedelta(days=28)
"""When nobody has set a day: a reflection talk four weeks after the first handover of an outage has begun."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A whole day in the calendar. `expected` = nobody has fixed the day yet."""

    key: str
    day: date
    title: str
    text: str
    expected: bool = False


def calendar_file(outcome: Outcome, state: PaperState) -> bytes:
    """The .ics file; the same plan and state give the same bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//{clean(outcome.plan.program)}//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for row in appointments(outcome, state):
        calendar.add_component(_event(row, outcome))
    return bytes(calendar.to_ical())


def appointments(outcome: Outcome, state: PaperState) -> tuple[Appointment, ...]:
    """All appointments of a plan, by day."""
    rows = [row for line in timelines(outcome, state) for row in _legal(line)]
    rows += [*_handovers(outcome), *_talks(outcome, state), *_set_days(state), *_memberships(outcome)]
    return tuple(sorted(rows, key=lambda row: (row.day, row.key)))


def _event(row: Appointment, outcome: Outcome) -> Event:
    from icalendar import Event as NewEvent

    event = NewEvent()
    event.add("uid", f"{row.key}-{outcome.plan.input_sha256[:12]}@staffelstab")
    event.add("dtstamp", datetime.combine(outcome.case.planning_day, time(), tzinfo=UTC))
    event.add("dtstart", row.day)
    event.add("dtend", row.day + ONE_DAY)
    event.add("summary", f"{row.title} (voraussichtlich)" if row.expected else row.title)
    event.add("description", row.text)
    event.add("status", "TENTATIVE" if row.expected else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _legal(line: Timeline) -> Iterator[Appointment]:
    """Hearing, posting, notification, end of the objection period and safe, each with rule and paragraph."""
    expected = not line.fixed
    if line.hearing_posted and line.hearing_end:
        text = "Die Anhörung wird zur Post gegeben (§ 24 SGB X)."
        yield Appointment(f"{line.notice}-anhoerung", line.hearing_posted, f"Anhörung {line.notice}", text, expected)
        yield _with_rule(
            f"{line.notice}-anhoerung-ende", f"Ende der Anhörung {line.notice}", line.hearing_end, expected=expected
        )
    text = "Der Bescheid wird zur Post gegeben; der Tag ist in der Akte zu vermerken (§ 37 Absatz 2 SGB X)."
    yield Appointment(f"{line.notice}-post", line.posted, f"Aufgabe zur Post: Bescheid {line.notice}", text, expected)
    for key, title, day in (
        ("bekanntgabe", "Bekanntgabe des Bescheids", line.notified),
        ("frist", "Ende der Widerspruchsfrist zum Bescheid", line.objection_end),
        ("sicher", "Mittel sicher ab: Bescheid", line.safe_from),
    ):
        yield _with_rule(f"{line.notice}-{key}", f"{title} {line.notice}", day, expected=expected)


def _with_rule(key: str, title: str, day: LegalDate, *, expected: bool) -> Appointment:
    return Appointment(key, day.day, title, f"Regel: {day.rule}. Grundlage: {day.paragraph}.", expected)


def _handovers(outcome: Outcome) -> Iterator[Appointment]:
    """First and last day of every handover."""
    case = outcome.case
    for number, row in enumerate(outcome.plan.handovers, start=1):
        offering = case.offering_of(row)
        name = clean(case.dataset.provider[row.provider].name)
        days = f"{short_date(row.period.start)} bis {short_date(row.period.end)}"
        text = f"{name}: {hours(row.hours)} „{inside_quotes(offering.title)}“, {days}"
        yield Appointment(f"uebergabe-{number}-beginn", row.period.start, f"Beginn der Übergabe an {name}", text)
        yield Appointment(f"uebergabe-{number}-ende", row.period.end, f"Ende der Übergabe an {name}", text)


def _talks(outcome: Outcome, state: PaperState) -> Iterator[Appointment]:
    """Reflection talk per outage with a handover (clause 3.1.6): on the day set, else four weeks after it began."""
    case = outcome.case
    for outage in case.outages:
        starts = [row.period.start for row in outcome.plan.handovers if row.outage == outage.number]
        if starts:
            day = state.talk_on or next_working_day(min(starts) + TALK_AFTER)
            title = f"Reflexionsgespräch „{inside_quotes(case.offering_of(outage).title)}“"
            text = "Wie läuft die Übergabe? Gespräch aller Beteiligten nach Nummer 3.1.6 der Kooperationsvereinbarung."
            yield Appointment(f"gespraech-{outage.number}", day, title, text, expected=state.talk_on is None)


def _set_days(state: PaperState) -> Iterator[Appointment]:
    """Days that a person has set: answers of the municipalities, repayment."""
    if state.reply_by:
        text = "Bis heute antworten die Kommunen (Nummern 3.2.5 und 3.2.6 der Kooperationsvereinbarung)."
        yield Appointment("rueckmeldung", state.reply_by, "Rückmeldung der Kommunen", text)
    if state.reclaim_due:
        yield Appointment("erstattung", state.reclaim_due, "Erstattung fällig", "Zahlungseingang prüfen (§ 50 SGB X).")


def _memberships(outcome: Outcome) -> Iterator[Appointment]:
    """End of a membership of the agreement that was ended by notice (clauses 5.1.1 and 5.1.2)."""
    for day in sorted({row.event.start for row in outcome.case.outages if row.event.kind == "Kündigung"}):
        end = notice_period_end(day)
        yield _with_rule(f"kuendigung-{day.isoformat()}", "Ende der Mitwirkung durch Kündigung", end, expected=False)
