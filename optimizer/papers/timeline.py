"""From the hearing to the day on which freed money is safe: one timeline per reduction (clause 3.1.7, SGB X, VwGO).

Days that nobody has set yet are expected ones: the earliest that the rules allow, counted from the planning day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from optimizer.model.german import short_date
from optimizer.model.outcome import Outcome
from optimizer.model.periods import ONE_DAY
from optimizer.papers.legal_dates import LegalDate, hearing_end, next_working_day, notified, objection_end, safe_from
from optimizer.papers.notice import Notice
from optimizer.papers.notices import notices_of
from optimizer.papers.state import RETROACTIVE, PaperState

_BEFORE: Final = timedelta(days=365)
_AFTER: Final = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class DayBounds:
    """Between which days a plan's papers can lie, and the reductions, each with what its event says of its hearing."""

    earliest: date
    latest: date
    reductions: tuple[Notice, ...] = ()


def bounds_of(outcome: Outcome) -> DayBounds:
    """A year before the plan to two years after its last outage: any other day was mistyped."""
    day, periods = outcome.case.planning_day, [row.period for row in outcome.case.outages]
    first, last = min([day, *(row.start for row in periods)]), max([day, *(row.end for row in periods)])
    reductions = tuple(row for row in notices_of(outcome) if row.kind == "Minderung")
    return DayBounds(first - _BEFORE, last + _AFTER, reductions)


def appeal_until(state: PaperState) -> date | None:
    """The last day to object to notices posted on the day set (§ 37 (2) SGB X, § 70 VwGO); None where none is set."""
    return objection_end(notified(state.posted).day).day if state.posted else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of one reduction. `fixed` = a person has set the day of posting; else all days are expected ones.

    `begins` is the day from which it takes effect. Without a hearing (waived), both days of the hearing are None.
    """

    notice: str
    outage: int
    hearing_posted: date | None
    hearing_end: LegalDate | None
    posted: date
    notified: LegalDate
    objection_end: LegalDate
    safe_from: LegalDate
    fixed: bool
    begins: date

    @property
    def early(self) -> bool:
        """Does it take effect before it can be known? § 47 (1) SGB X works for the future only."""
        return self.begins < self.notified.day


def hearing_waived(notice: Notice, state: PaperState) -> bool:
    """Has the provider waived its hearing, as its event or a person says?"""
    return state.hearing_waived is not None or notice.hearing == "verzichtet"


def hearing_day(notice: Notice, state: PaperState) -> date | None:
    """The day on which the provider was asked, as a person or its event says; None also where it waived its hearing."""
    if hearing_waived(notice, state):
        return None
    return state.hearing_posted or (notice.hearing if isinstance(notice.hearing, date) else None)


def timelines(outcome: Outcome, state: PaperState) -> tuple[Timeline, ...]:
    """The timeline of every reduction of a plan, in order."""
    day = outcome.case.planning_day
    return tuple(timeline_of(row, state, day) for row in notices_of(outcome) if row.kind == "Minderung")


def timeline_of(notice: Notice, state: PaperState, planning_day: date) -> Timeline:
    """Hearing → posting → notification → end of the objection period → safe."""
    waived = hearing_waived(notice, state)
    asked = None if waived else hearing_day(notice, state) or next_working_day(planning_day)
    answered = hearing_end(asked, state.hearing_days) if asked else None
    earliest = next_working_day(answered.day + ONE_DAY if answered else planning_day)
    posted = state.posted or earliest
    known = notified(posted)
    end = objection_end(known.day)
    safe = safe_from(end.day, state.appeal_waived)
    fixed = state.posted is not None or state.appeal_waived is not None
    return Timeline(notice.id, notice.outage, asked, answered, posted, known, end, safe, fixed, notice.period.start)


def backdated(outcome: Outcome, state: PaperState) -> tuple[str, ...]:
    """German sentences on reductions that begin before they are notified: § 47 (1) SGB X works for the future only."""
    chosen = dict(state.grounds)
    rows = {row.number for row in outcome.case.outages if chosen.get(row.offering) not in RETROACTIVE}
    return tuple(
        f"Bescheid {line.notice} mindert ab dem {short_date(line.begins)}, gilt aber "
        f"{'erst' if state.posted else 'frühestens'} am {short_date(line.notified.day)} als bekannt gegeben. Für die "
        "Tage davor trägt § 47 Absatz 1 SGB X nicht: früher zur Post geben, später beginnen oder einen Rechtsgrund "
        "wählen, der auch zurückwirkt (Verzicht oder Zustimmung des Trägers, § 47 Absatz 2 SGB X)."
        for line in timelines(outcome, state)
        if line.outage in rows and line.early
    )


def early_starts(outcome: Outcome) -> tuple[str, ...]:
    """German sentences on handovers that start before their freed money is safe; they are planned all the same."""
    safe = {row.outage: row.safe_from.day for row in timelines(outcome, PaperState())}
    return tuple(
        f"Übergabe {row.outage}/{row.capacity} beginnt am {short_date(row.period.start)}; sicher ist das frei "
        f"gewordene Geld erst ab {short_date(safe[row.outage])}, wenn die Minderung bestandskräftig ist, früher nur "
        f"bei Rechtsbehelfsverzicht."
        for row in outcome.plan.handovers
        if row.outage in safe and row.period.start < safe[row.outage]
    )
