"""The audit's own calendar: months as whole numbers, so that it shares no arithmetic with the program it checks."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

MONTH: Final = 28 * 29 * 30 * 31 // 2
"""One month in units that every possible day (1/28 … 1/31 of its month) divides exactly."""


@lru_cache(maxsize=4096)
def _position(day: date) -> tuple[int, int]:
    share = MONTH // monthrange(day.year, day.month)[1]
    return (day.year * 12 + day.month) * MONTH + (day.day - 1) * share, share


def span(first: date, last: date) -> int:
    """Length from `first` to `last` (both included) in `MONTH` units; 0 where `last` lies before `first`."""
    if last < first:
        return 0
    end, one_day = _position(last)
    return end + one_day - _position(first)[0]


def span_in(first: date, last: date, year: int) -> int:
    """The part of `span` that lies in one calendar (= budget) year."""
    return span(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))


def out_after_notice(received: date) -> date:
    """First day without a member that gave notice on `received`: three months, then quarter's end (clause 5.1.1)."""
    months = received.year * 12 + received.month - 1 + 3
    next_quarter = (months // 3 + 1) * 3
    return date(next_quarter // 12, next_quarter % 12 + 1, 1)


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
