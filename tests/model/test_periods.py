"""Days and months, exactly: partial months, leap years, notice periods, phases."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from optimizer.model.periods import Period, end_after_notice, phases


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2027-01-01", "2027-12-31", Fraction(12)),
        ("2027-03-01", "2027-03-15", Fraction(15, 31)),
        ("2027-03-31", "2027-03-31", Fraction(1, 31)),
        ("2027-02-01", "2027-02-28", Fraction(1)),
        ("2028-02-01", "2028-02-28", Fraction(28, 29)),
        ("2028-02-29", "2028-02-29", Fraction(1, 29)),
        ("2027-02-15", "2027-03-15", Fraction(14, 28) + Fraction(15, 31)),
        ("2027-12-16", "2028-01-15", Fraction(16, 31) + Fraction(15, 31)),
        ("2027-08-12", "2027-12-31", Fraction(144, 31)),
        ("2027-01-01", "2029-12-31", Fraction(36)),
        ("2100-02-01", "2100-02-28", Fraction(1)),
    ],
)
def test_months_are_days_over_days_of_the_month(first: str, last: str, months: Fraction) -> None:
    assert Period(date.fromisoformat(first), date.fromisoformat(last)).months == months


def test_months_of_parts_add_up() -> None:
    whole = Period(date(2027, 1, 17), date(2029, 4, 3))
    day = whole.start
    for length in (1, 13, 40, 300, 365):
        cut = day + timedelta(days=length)
        head, tail = Period(whole.start, cut), Period(cut + timedelta(days=1), whole.end)
        assert head.months + tail.months == whole.months
    assert sum(whole.months_in(year) for year in whole.years) == whole.months
    assert whole.months_in(2026) == whole.months_in(2030) == 0


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ("2027-01-01", "2027-06-30"),
        ("2027-02-10", "2027-06-30"),
        ("2027-03-31", "2027-06-30"),
        ("2027-04-01", "2027-09-30"),
        ("2027-06-30", "2027-09-30"),
        ("2027-07-01", "2027-12-31"),
        ("2027-09-30", "2027-12-31"),
        ("2027-10-01", "2028-03-31"),
        ("2027-11-30", "2028-03-31"),
        ("2027-12-31", "2028-03-31"),
    ],
)
def test_notice_ends_at_a_quarter_at_least_three_months_on(received: str, last_day: str) -> None:
    assert end_after_notice(date.fromisoformat(received)) == date.fromisoformat(last_day)


def test_a_period_is_never_empty() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2027, 1, 2), date(2027, 1, 1))


def test_cutting() -> None:
    year = Period(date(2027, 1, 1), date(2027, 12, 31))
    march = Period(date(2027, 3, 1), date(2027, 3, 31))
    assert year.common(march) == march == march.common(year)
    assert march.cut(end=date(2027, 2, 28)) is None
    assert march.cut(start=date(2027, 3, 31)) == Period(date(2027, 3, 31), date(2027, 3, 31))
    assert year.months_in(2026) == 0


def test_phases_split_where_something_starts_or_ends() -> None:
    spring = Period(date(2027, 3, 1), date(2027, 5, 31))
    april = Period(date(2027, 4, 1), date(2027, 4, 30))
    autumn = Period(date(2027, 9, 1), date(2027, 9, 30))
    assert list(phases([spring, april, autumn])) == [
        (Period(date(2027, 3, 1), date(2027, 3, 31)), (0,)),
        (april, (0, 1)),
        (Period(date(2027, 5, 1), date(2027, 5, 31)), (0,)),
        (autumn, (2,)),
    ]


def test_phases_of_what_follows_on_do_not_touch() -> None:
    first, second = Period(date(2027, 3, 1), date(2027, 3, 31)), Period(date(2027, 4, 1), date(2027, 4, 30))
    assert list(phases([second, first])) == [(first, (1,)), (second, (0,))]
    assert list(phases([])) == []
