"""Days and months, exactly. Every period includes both its ends."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` to `end`, both included; never empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"period ends before it starts: {self.start} > {self.end}")

    def cut(self, start: date = date.min, end: date = date.max) -> Period | None:
        """What is left between `start` and `end`; None where nothing is."""
        if start <= self.start and self.end <= end:
            return self
        first, last = max(self.start, start), min(self.end, end)
        return Period(first, last) if first <= last else None

    def common(self, other: Period) -> Period | None:
        """The days that lie in both periods; None where there are none."""
        return self.cut(other.start, other.end)

    @property
    def years(self) -> range:
        """The calendar years that the period touches, in order."""
        return range(self.start.year, self.end.year + 1)

    @property
    def months(self) -> Fraction:
        """Length in months: days covered over days of the month, summed over the months touched."""
        return _months(self.start, self.end)

    def months_in(self, year: int) -> Fraction:
        """Length in months inside one calendar year."""
        return self.months_by_year.get(year, Fraction(0))

    @property
    def months_by_year(self) -> Mapping[int, Fraction]:
        """Length in months inside each calendar year that the period touches."""
        return _months_by_year(self.start, self.end)


@lru_cache(maxsize=65536)
def _months_by_year(start: date, end: date) -> Mapping[int, Fraction]:
    years = range(start.year, end.year + 1)
    return {year: _months(max(start, date(year, 1, 1)), min(end, date(year, 12, 31))) for year in years}


@lru_cache(maxsize=65536)
def _months(start: date, end: date) -> Fraction:
    if (start.year, start.month) == (end.year, end.month):
        return Fraction(end.day - start.day + 1, monthrange(start.year, start.month)[1])
    head_days, tail_days = monthrange(start.year, start.month)[1], monthrange(end.year, end.month)[1]
    between = (end.year - start.year) * 12 + end.month - start.month - 1
    return between + Fraction(head_days - start.day + 1, head_days) + Fraction(end.day, tail_days)


def end_after_notice(received: date) -> date:
    """Last day of a membership ended by notice: the quarter's end at least three months on (clause 5.1.1).

    Three months from any day of a quarter lie in the next quarter, so its end is the day.
    """
    quarter = (received.month - 1) // 3 + 1
    year, quarter = received.year + quarter // 4, quarter % 4
    month = 3 * quarter + 3
    return date(year, month, monthrange(year, month)[1])


def phases(periods: list[Period]) -> Iterator[tuple[Period, tuple[int, ...]]]:
    """Split time where some period starts or ends; yields each phase with the indices of the periods in it.

    Phases that no period covers are left out.
    """
    cuts = sorted(
        {period.start for period in periods} | {period.end + ONE_DAY for period in periods if period.end < date.max}
    )
    for first, after in pairwise(cuts):
        inside = tuple([place for place, period in enumerate(periods) if period.start <= first <= period.end])
        if inside:
            yield Period(first, after - ONE_DAY), inside


def fullest(periods: list[Period]) -> Iterator[tuple[date, tuple[int, ...]]]:
    """Phases by first day and the indices of the periods in them, but for those whose periods share another phase."""
    last_to_start, first_to_end = max(row.start for row in periods), min(row.end for row in periods)
    if last_to_start <= first_to_end:  # one day on which all are there: no other day asks for more
        yield last_to_start, tuple(range(len(periods)))
        return
    kept: list[frozenset[int]] = []
    for phase, inside in sorted(phases(periods), key=lambda found: (-len(found[1]), found[0].start)):
        if not any(larger.issuperset(inside) for larger in kept):
            kept.append(frozenset(inside))
            yield phase.start, inside
