"""Words of the papers: amounts in words, hours with their unit, one and many. German of the administration."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final

from optimizer.model.dataset import DISTRICT_WIDE, UNLIMITED
from optimizer.model.german import MONTHS, euro, long_date, number
from optimizer.model.periods import Period

MINUS: Final = "\u2212"
_UNSEEN: Final = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u200b\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff\\ufffe\\uffff\\ud800-\\udfff]+"
)
_BELONG_TOGETHER: Final = re.compile(r"(§§?|Nummern?|Absatz|Satz|Nr\.|SGB) (?=\d|\{\{|[VIX]+\b)")
_DAY_AND_MONTH: Final = re.compile(r"\b(\d{1,2}\.) (?=(?:" + "|".join(MONTHS) + r")\b)")
_DAY: Final = re.compile(
    rf"(\d{{4}}-\d{{2}}-\d{{2}})|(\d{{1,2}})\. ?({'|'.join(MONTHS)}|\d{{1,2}}\.) ?(\d{{4}})", re.ASCII
)
_SINGLE_QUOTES: Final = str.maketrans('„“”"»«', "‚‘’'›‹")
_SMALL: Final = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
)  # fmt: skip
FIELD_NAMES: Final = {
    "§ 11": "Jugendarbeit",
    "§ 12": "Förderung der Jugendverbände",
    "§ 13": "Jugendsozialarbeit",
    "§ 13a": "Schulsozialarbeit",
    "§ 14": "Erzieherischer Kinder- und Jugendschutz",
    "§ 16": "Allgemeine Förderung der Erziehung in der Familie",
}


def clean(text: str) -> str:
    """A text from the workbook as it may stand on paper: one line, without control and direction signs."""
    return " ".join(word for word in _UNSEEN.sub(" ", text).split(" ") if word)


def inside_quotes(text: str) -> str:
    """A name as it stands between „…“: quotation marks in it become single ones, ‚…‘."""
    return clean(text).translate(_SINGLE_QUOTES)


def kept_together(text: str) -> str:
    """No line break between a paragraph sign, `Nummer`, `Absatz`, `SGB` or a day and what follows it."""
    return _DAY_AND_MONTH.sub("\\1\u00a0", _BELONG_TOGETHER.sub("\\1\u00a0", text))


def signed_euro(cents: int) -> str:
    """`+ 1.234,56 €`, `− 1.234,56 €` or `0,00 €`."""
    if not cents:
        return euro(0)
    return f"{'+' if cents > 0 else MINUS}\u00a0{euro(abs(cents))}"


def hours(value: Fraction) -> str:
    """`1 Wochenstunde`, `12,5 Wochenstunden`."""
    return f"{number(value)}\u00a0{'Wochenstunde' if value == 1 else 'Wochenstunden'}"


def full_time(value: Fraction) -> str:
    """`0,77 VzÄ`."""
    return f"{number(value)}\u00a0VzÄ"


def count(quantity: int, one: str, many: str, *, feminine: bool = False) -> str:
    """`ein Träger`, `eine Kapazität`, `drei Träger`, `14 Träger`."""
    if quantity == 1:
        return f"{'eine' if feminine else 'ein'} {one}"
    word = _SMALL[quantity] if 1 < quantity < len(_SMALL) else str(quantity)
    return f"{'keine' if feminine else 'kein'} {one}" if quantity == 0 else f"{word} {many}"


def amount_in_words(cents: int) -> str:
    """`siebzehntausendsechshundert Euro`, `ein Euro und fünf Cent`; a negative amount is refused."""
    if cents < 0:
        raise ValueError("an amount in words has no sign")
    whole, rest = divmod(cents, 100)
    euros = f"{_in_words(whole)} Euro"
    return f"{euros} und {_in_words(rest)} Cent" if rest else euros


def _in_words(value: int) -> str:
    from num2words import num2words

    words = str(num2words(value, lang="de"))
    return words.removesuffix("s") if words.endswith("eins") else words


def window(period: Period) -> str:
    """`vom 1. September 2027 bis zum 31. Dezember 2027`, for one day `am 1. September 2027`."""
    if period.start == period.end:
        return f"am {long_date(period.start)}"
    return f"vom {long_date(period.start)} bis zum {long_date(period.end)}"


def day_in_words(text: str) -> date | None:
    """The day that a text is: `31. März 2028`, `31.03.2028` or `2028-03-31`; None for any other text."""
    found = _DAY.fullmatch(clean(text))
    if found is None:
        return None
    iso, day, month, year = found.groups()
    try:
        if iso:
            return date.fromisoformat(iso)
        number_ = MONTHS.index(month) + 1 if month in MONTHS else int(month.removesuffix("."))
        return date(int(year), number_, int(day))
    except ValueError:
        return None


def capital(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def until(day: date | None) -> str:
    """How long an agreement runs: `unbefristet`, `bis zum 31. Dezember 2029`; empty where there is none."""
    if day is None:
        return ""
    return "unbefristet" if day == UNLIMITED else f"bis zum {long_date(day)}"


def space_words(key: str, name: str) -> str:
    """`Sozialraum Glauchau/Meerane`, or `ganzer Landkreis` for an offering that serves all of it."""
    plain = clean(name)
    if key == DISTRICT_WIDE:
        return "ganzer Landkreis"
    return plain if plain.startswith("Sozialraum") else f"Sozialraum {plain}"


def field_of_law(field: str) -> str:
    """`§ 11 SGB VIII (Jugendarbeit)`."""
    return f"{field.replace(' ', chr(0xA0))}\u00a0SGB\u00a0VIII ({FIELD_NAMES[field]})"
