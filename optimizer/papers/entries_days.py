"""Days among the entries that cannot be: a notice posted during its hearing, a deadline before its letter, 2020."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from optimizer.model.german import short_date
from optimizer.model.outcome import Outcome
from optimizer.papers.entries import ENTRIES, EntryName
from optimizer.papers.legal_dates import hearing_end
from optimizer.papers.state import PaperState
from optimizer.papers.timeline import DayBounds, bounds_of, hearing_day

_LABEL: Final = {entry.attribute: entry.label for entry in ENTRIES}


@dataclass(frozen=True, slots=True)
class WrongDay:
    """An entry whose day cannot be, with what was expected and, where there is one, the way out."""

    path: tuple[str, ...]
    day: date
    expected: str
    mend: str = ""

    @property
    def found(self) -> str:
        """`01.09.2027`."""
        return short_date(self.day)

    def __str__(self) -> str:
        more = f" ({self.mend})" if self.mend else ""
        return f"„{' → '.join(self.path)}“: {self.found}; erwartet: {self.expected}{more}"


def impossible_days(outcome: Outcome, state: PaperState) -> tuple[WrongDay, ...]:
    """Every day that people have set for the papers of this plan and that cannot be."""
    return tuple(wrong_days(state, bounds_of(outcome)))


def wrong_days(state: PaperState, bounds: DayBounds) -> Iterator[WrongDay]:
    """Every day that cannot be; each rule looks only at days that are set."""
    far = list(_far_away(state, bounds))
    yield from far
    if not far:  # else every other rule would say the same of the same mistyped day
        yield from _during_the_hearing(state, bounds)
        yield from _before_its_letter(state)


def _far_away(state: PaperState, bounds: DayBounds) -> Iterator[WrongDay]:
    """A day long before or after the plan was mistyped."""
    days: list[tuple[tuple[str, ...], date | None]] = [
        *(((entry.label,), getattr(state, entry.attribute)) for entry in ENTRIES if entry.kind == "day"),
        *(((EntryName.APPLICATIONS.value, key), day) for key, day in state.applications),
    ]
    expected = f"ein Tag vom {short_date(bounds.earliest)} bis {short_date(bounds.latest)}"
    for path, day in days:
        if day and not bounds.earliest <= day <= bounds.latest:
            yield WrongDay(path, day, expected)


def _during_the_hearing(state: PaperState, bounds: DayBounds) -> Iterator[WrongDay]:
    """No reduction is posted while its provider may still answer, unless it waived that (§ 24 SGB X)."""
    asked = (hearing_day(row, state) for row in bounds.reductions)
    ends = [hearing_end(day, state.hearing_days).day for day in asked if day]
    if state.posted and ends and state.posted <= max(ends):
        expected = f"ein Tag nach dem {short_date(max(ends))}, denn so lange läuft die Anhörung"
        mend = f"verzichtet der Träger auf sie, den Tag unter „{_LABEL['hearing_waived']}“ eintragen"
        yield WrongDay((_LABEL["posted"],), state.posted, expected, mend)


def _before_its_letter(state: PaperState) -> Iterator[WrongDay]:
    """Letters are posted on their date or later; deadlines and waivers come after what they answer."""
    first = "hearing_posted" if _earlier(state.hearing_posted, state.dated) else "dated"
    rules = (
        ("posted", "dated", 0),
        ("posted", "hearing_waived", 0),
        ("reply_by", first, 1),
        ("reclaim_due", "posted", 1),
        ("appeal_waived", "posted", 0),
    )
    for later, earlier, least in rules:
        day, before = getattr(state, later), getattr(state, earlier)
        if day and before and (day - before).days < least:
            word = "ein Tag nach dem" if least else "frühestens der"
            yield WrongDay((_LABEL[later],), day, f"{word} {short_date(before)} („{_LABEL[earlier]}“)")


def _earlier(day: date | None, other: date | None) -> bool:
    """Letters bear one date, and it moves on from the hearing to the notices: the first of them counts."""
    return day is not None and (other is None or day < other)
