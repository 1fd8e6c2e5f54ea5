"""Says on paper that a handover starts before its money is safe (it is planned all the same: people cannot wait)."""

from __future__ import annotations

from datetime import date

from optimizer.model.german import long_date
from optimizer.papers.drafts.desk import Desk


def safe_sentence(desk: Desk, outage: int, start: date) -> str:
    """One sentence; empty where the handover starts later, or where nothing is freed."""
    freed = any(row.available for row in desk.outcome.plan.freed if row.outage == outage)
    line = desk.file.timelines.get(outage)
    if not freed or line is None or start >= line.safe_from.day:
        return ""
    when = (
        f"ab dem {long_date(line.safe_from.day)}"
        if line.fixed
        else f"frühestens ab dem {long_date(line.safe_from.day)}"
    )
    condition = "" if line.safe_from.day == desk.state.appeal_waived else ", wenn kein Widerspruch eingelegt wird"
    return (
        f"Der Beginn am {long_date(start)} liegt vor dem Tag, ab dem die freigewordenen Mittel sicher verfügbar sind "
        f"({when}{condition})."
    )
