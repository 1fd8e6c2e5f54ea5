"""German formats of numbers, money and dates, for every screen and paper. Never uses the machine's locale."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final

MONTHS: Final = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def grouped(digits: str) -> str:
    """`1234567` as `1.234.567`."""
    return f"{int(digits):,}".replace(",", ".")


def amount(cents: int) -> str:
    """Cents as `1.234,56`, exact."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{grouped(str(whole))},{rest:02d}"


def euro(cents: int) -> str:
    """Cents as `1.234,56 €` (with a no-break space)."""
    return f"{amount(cents)}\u00a0€"


def number(value: Fraction | int, places: int = 2) -> str:
    """A number with at most `places` decimals, rounded half to even: `2.384,5`."""
    scaled = Decimal(round(Fraction(value) * 10**places)).scaleb(-places)
    sign = "-" if scaled < 0 else ""
    whole, _, rest = f"{abs(scaled):f}".partition(".")
    rest = rest.rstrip("0")
    return f"{sign}{grouped(whole)}{',' + rest if rest else ''}"


def percent(share: Fraction) -> str:
    """A share as `12,5 %`."""
    return f"{number(share * 100)}\u00a0%"


def short_date(day: date) -> str:
    """`01.03.2027`."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def long_date(day: date) -> str:
    """`1. März 2027`."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def excel_number(cents: int) -> float:
    """Cents as the float that a spreadsheet cell holds."""
    return float(Decimal(cents).scaleb(-2).quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def listed(words: list[str] | tuple[str, ...], joint: str = "und") -> str:
    """`a`, `a und b`, `a, b und c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
