"""Sicher ab: from which day the freed money of an outage is safe, as far as the days of posting are known."""

from __future__ import annotations

from datetime import date

from optimizer.model.german import long_date
from optimizer.papers.drafts.desk import Desk
from optimizer.papers.legal_dates import LegalDate, notified, objection_end, safe_from
from optimizer.papers.state import PaperState


def safe_day(state: PaperState, planning_day: date) -> LegalDate:
    """The day from which the freed money is safe; without a day of posting, if posted on the planning day."""
    end = objection_end(notified(state.posted or planning_day).day)
    return safe_from(end.day, state.appeal_waived)


def safe_sentence(desk: Desk, outage: int, start: date) -> str:
    """Says that a handover starts before its money is safe; empty where it does not, or where nothing is freed."""
    freed = any(row.available for row in desk.outcome.plan.freed if row.outage == outage)
    day = safe_day(desk.state, desk.case.planning_day).day
    if not freed or start >= day:
        return ""
    known = desk.state.posted or desk.state.appeal_waived
    when = f"ab dem {long_date(day)}" if known else f"frühestens ab dem {long_date(day)}"
    return (
        f"Der Beginn am {long_date(start)} liegt vor dem Tag, ab dem die freigewordenen Mittel sicher verfügbar sind "
        f"({when}, wenn kein Widerspruch eingelegt wird)."
    )
