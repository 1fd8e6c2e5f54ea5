"""What people type into a field, read strictly as German numbers and dates. Refused when it could mean two things."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final

_GERMAN: Final = re.compile(r"(-?)([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_AMBIGUOUS: Final = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LONGEST: Final = 30
_BLANKS: Final = "\u00a0\u202f\u2009"
_FIRST_YEAR, _LAST_YEAR = 1950, 2150


class NotRead(ValueError):
    """What was typed cannot be taken for one value; the message is German and says what would do."""


def read_number(text: str, places: int = 2) -> Fraction:
    """`1.234,5` as 1234.5, exactly. Refuses `1234.5`, `1.234`, `1,234` (thousand or decimal?), over `places`."""
    plain = _stripped(text).replace("−", "-")
    if _AMBIGUOUS.fullmatch(plain):
        whole = re.sub(r"[.,]", "", plain)
        raise NotRead(f"„{text.strip()}“ ist mehrdeutig: Gemeint ist {whole} oder {plain.replace('.', ',')}0?")
    found = _GERMAN.fullmatch(plain)
    if not found or len(plain) > _LONGEST:
        raise NotRead(f"„{_shortened(text)}“ ist keine Zahl in deutscher Schreibweise (so: 1.234,56).")
    sign, whole, rest = found.groups()
    if len((rest or "").rstrip("0")) > places:
        raise NotRead(f"Höchstens {places} Nachkommastellen sind möglich, „{text.strip()}“ hat mehr.")
    digits = whole.replace(".", "") + (rest or "")
    return Fraction(int(f"{sign}{digits}"), 10 ** len(rest or ""))


def read_money(text: str) -> int:
    """Euro as integer cents: `1.234,56`, `1234`, `12 €`. Not below nothing, under a billion."""
    cents = int(read_number(re.sub(r"\s*(€|EUR|Euro)$", "", _stripped(text), flags=re.IGNORECASE), 2) * 100)
    if not 0 <= cents < 10**11:
        raise NotRead("Ein Betrag liegt zwischen 0 und einer Milliarde Euro.")
    return cents


def read_hours(text: str) -> Fraction:
    """Weekly hours over nothing, with at most two decimals: `19,5`, `40`."""
    hours = read_number(re.sub(r"\s*(h|Std\.?|Stunden?)$", "", _stripped(text), flags=re.IGNORECASE), 2)
    if not 0 < hours <= 10_000:
        raise NotRead("Wochenstunden sind mehr als 0 (so: 19,5).")
    return hours


def read_percent(text: str) -> Fraction:
    """A share of more than nothing and at most all: `50 %`, `50` and `12,5 %` are read as percent."""
    share = read_number(_stripped(text).removesuffix("%").strip(), 4) / 100
    if not 0 < share <= 1:
        raise NotRead("Ein Anteil liegt über 0 und höchstens bei 100 % (so: 50 %).")
    return share


def read_day(text: str) -> date:
    """`1.9.2027`, `01.09.2027` or `2027-09-01`. Refuses a two-digit year and days that do not exist."""
    plain = _stripped(text)
    if found := _DAY.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise NotRead(f"„{_shortened(text)}“ ist kein Datum (so: 01.09.2027).")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise NotRead(f"Bitte das Jahr prüfen ({_FIRST_YEAR} bis {_LAST_YEAR}).")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotRead(f"Den Tag „{plain}“ gibt es nicht.") from None


def _stripped(text: str) -> str:
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return text.strip()


def _shortened(text: str) -> str:
    plain = text.strip()
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
