"""What one cell says: German numbers, dates and lists become exact values, or a `Wrong` that says how to mend it.

Excel keeps numbers as binary floats, so 26351.63 arrives as the nearest float. It is taken as the shortest decimal
that has this float, and the noise of a formula (0.1+0.2) is forgiven up to 1e-9 or four steps of the float,
whichever is more; a typed third decimal of a euro is far outside both and is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from optimizer.model.dataset import FIELDS, UNLIMITED
from optimizer.model.german import number, short_date

if TYPE_CHECKING:
    from collections.abc import Collection

    from optimizer.workbook.columns import Column

BILLION: Final = 10**9
ERROR_WORDS: Final = frozenset(
    "#NV #N/A #REF! #BEZUG! #DIV/0! #WERT! #VALUE! #NAME? #ZAHL! #NUM! #NULL! #SPILL! #ÜBERLAUF! #CALC!".split()
)
_GERMAN = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FIELD = re.compile(r"§\s*([0-9]+)\s*([a-z]?)")
_SHOWN = 60
_TOO_LARGE = 10**15
_PERCENT_FROM = 2
_FIRST_YEAR, _LAST_YEAR = 1950, 2150

CellKind = Literal["text", "number", "date", "bool", "error", "formula"]


class Cell(NamedTuple):
    """A cell with content. `formula` as kind means: a formula without a stored value.

    `value` is str (text, error, formula), float (number), bool or datetime; `percent` tells Excel's percent format.
    """

    kind: CellKind
    value: str | float | bool | datetime
    percent: bool = False

    @property
    def text(self) -> str:
        """The trimmed text; empty for every other kind."""
        return self.value.strip() if isinstance(self.value, str) else ""


class Wrong(Exception):
    """The cell does not hold what its column expects; `found` and `mend` are German."""

    def __init__(self, found: str, mend: str = "", expected: str = "") -> None:
        self.found, self.mend, self.expected = found, mend, expected
        super().__init__(found)


def shown(cell: Cell) -> str:
    """What is there, for a message: at most 60 characters, without line breaks."""
    match cell.kind:
        case "text":
            return quoted(str(cell.value))
        case "number":
            return f"die Zahl {number(Fraction(_decimal(cell)), 9)}" + (" (Prozentformat)" if cell.percent else "")
        case "date":
            return f"das Datum {short_date(cell.value)}" if isinstance(cell.value, datetime) else "eine Uhrzeit"
        case "bool":
            return f"der Wahrheitswert {'WAHR' if cell.value else 'FALSCH'}"
        case "error":
            return f"der Fehlerwert {quoted(str(cell.value))}"
        case "formula":
            return "eine Formel ohne gespeicherten Wert"


def quoted(text: str) -> str:
    """The text in German quotes, printable and at most 60 characters long."""
    flat = "".join(letter if letter.isprintable() else " " for letter in text[: _SHOWN + 1].strip())
    return f"„{flat[:_SHOWN]}…“" if len(flat) > _SHOWN else f"„{flat}“"


def nearest(word: str, words: Collection[str]) -> str:
    """The most similar of the words; empty where none is near."""
    folded = {known.casefold(): known for known in words}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else ""


def meant(word: str, words: Collection[str]) -> str:
    """`Meinten Sie …?` with the most similar word; empty where none is near."""
    near = nearest(word, words)
    return f"Meinten Sie „{near}“?" if near else ""


# --- numbers ---------------------------------------------------------------------------------------------------------


def _decimal(cell: Cell) -> Decimal:
    return Decimal(repr(float(cell.value))) if isinstance(cell.value, (int, float)) else Decimal(0)


def _plain(cell: Cell) -> None:
    if cell.kind == "formula":
        raise Wrong(shown(cell), "in Excel öffnen, neu berechnen und speichern, oder den Wert selbst eintragen")
    if cell.kind == "error":
        raise Wrong(shown(cell), "die Formel berichtigen oder den Wert selbst eintragen")


def _german(text: str) -> Decimal:
    if _AMBIGUOUS.fullmatch(text):
        raise Wrong(f"der mehrdeutige Text {quoted(text)}", "als Zahl eintragen, nicht als Text")
    if not _GERMAN.fullmatch(text) or len(text) > _SHOWN:
        raise Wrong(quoted(text), "nur die Zahl eintragen, als Zahl oder in deutscher Schreibweise")
    return Decimal(text.replace(".", "").replace(",", "."))


def _exact(cell: Cell, places: int) -> tuple[Decimal, bool]:
    """The exact value, and whether it has at most `places` decimals once float noise is forgiven."""
    _plain(cell)
    if cell.kind == "text":
        value = _german(cell.text)
        return value, -int(value.as_tuple().exponent) <= places
    if cell.kind != "number":
        raise Wrong(shown(cell), "eine Zahl eintragen und die Zelle als Zahl formatieren")
    value, found = _decimal(cell), float(cell.value)  # type: ignore[arg-type]
    if abs(found) >= _TOO_LARGE:
        return value, True
    near = round(value, places)
    fits = value == near or abs(value - near) <= Decimal(max(1e-9, 4 * math.ulp(found)))
    return (near if fits else value), fits


def _within(value: Decimal | Fraction | int, cell: Cell, column: Column) -> None:
    too_small = (column.positive and value <= 0) or (column.minimum is not None and value < column.minimum)
    if too_small or (column.maximum is not None and value > column.maximum):
        raise Wrong(shown(cell))


def parse_number(cell: Cell, column: Column) -> Fraction:
    """A number, exactly."""
    value, _ = _exact(cell, 9)
    _within(value, cell, column)
    return Fraction(value)


def parse_degree(cell: Cell, column: Column) -> float:
    """Degrees of latitude or longitude; three decimals are usual here, so `50,823` is not ambiguous."""
    if cell.kind == "text" and re.fullmatch(r"-?[0-9]{1,3},[0-9]{3}", cell.text):
        cell = Cell("number", float(cell.text.replace(",", ".")))
    return float(parse_number(cell, column))


def parse_hours(cell: Cell, column: Column) -> Fraction:
    """Weekly hours, exactly."""
    value, _ = _exact(cell, 2)
    _within(value, cell, column)
    return Fraction(value)


def parse_money(cell: Cell, column: Column) -> int:
    """Euro with at most two decimals, as integer cents."""
    value, fits = _exact(cell, 2)
    if not fits:
        raise Wrong(f"{shown(cell)} mit mehr als zwei Nachkommastellen", "auf ganze Cent runden")
    if abs(value) >= BILLION:
        raise Wrong(shown(cell), "Beträge von einer Milliarde Euro an gelten als Eingabefehler")
    _within(value, cell, column)
    return int(value.scaleb(2))


def parse_whole(cell: Cell, column: Column) -> int:
    """A whole number."""
    value, fits = _exact(cell, 0)
    if not fits:
        raise Wrong(shown(cell), "eine ganze Zahl eintragen")
    _within(value, cell, column)
    return int(value)


def parse_share(cell: Cell, column: Column) -> Fraction:
    """A share from 0 to 1: `0,05`, `5` and `5 %` are the same; between 1 and 2 nobody can tell."""
    sign = cell.kind == "text" and cell.text.endswith("%")
    value = Fraction(_exact(Cell("text", cell.text[:-1]) if sign else cell, 9)[0])
    if 1 < value < _PERCENT_FROM and not sign and not cell.percent:
        raise Wrong(f"{shown(cell)} (mehrdeutig)", "mit Prozentzeichen schreiben, z. B. 1,5 %")
    share = value / 100 if sign or (value >= _PERCENT_FROM and not cell.percent) else value
    if not 0 <= share <= 1:
        raise Wrong(shown(cell))
    return share


def parse_percent(cell: Cell, column: Column) -> Fraction:
    """A slack in percent: `1` and `1 %` are both one percent."""
    if cell.kind == "text" and cell.text.endswith("%"):
        return parse_number(Cell("text", cell.text[:-1]), column)
    if cell.percent and cell.kind == "number":
        return parse_number(Cell("number", float(_decimal(cell) * 100)), column)
    return parse_number(cell, column)


# --- words -----------------------------------------------------------------------------------------------------------


def parse_text(cell: Cell, column: Column) -> str:
    """A text, trimmed; a whole number counts as its digits."""
    _plain(cell)
    if cell.kind == "text":
        return cell.text
    if cell.kind == "number" and float(cell.value).is_integer() and abs(float(cell.value)) < 10**15:  # type: ignore[arg-type]
        return str(int(cell.value))  # type: ignore[arg-type]
    raise Wrong(shown(cell), "die Zelle als Text formatieren und den Text neu eintragen")


def parse_key(cell: Cell, column: Column) -> str:
    """A key: a text without `;`, `:` and line breaks."""
    text = parse_text(cell, column)
    if any(sign in text for sign in ";:"):
        raise Wrong(shown(cell), "ein Schlüssel enthält weder „;“ noch „:“")
    if not text.isprintable():
        raise Wrong(shown(cell), "ein Schlüssel enthält keine Zeilenumbrüche oder Steuerzeichen")
    return text


def parse_reference(cell: Cell, column: Column) -> str:
    """A key of another sheet; whether it is there is asked once all sheets are read."""
    return parse_text(cell, column)


def parse_ags(cell: Cell, column: Column) -> str:
    """An official municipality key of 8 digits, kept as text; a number of 8 digits is taken as such."""
    text = parse_text(cell, column)
    if not re.fullmatch(r"[0-9]{8}", text):
        raise Wrong(shown(cell), "als Text mit allen 8 Ziffern eintragen, auch mit führender Null")
    return text


def parts(text: str) -> Iterator[str]:
    """The entries of a list, separated by `;`."""
    return (part.strip() for part in text.split(";") if part.strip())


def parse_lines(cell: Cell, column: Column) -> tuple[str, ...]:
    """Lines of an address, separated by `;` or line breaks."""
    return tuple(parts(parse_text(cell, column).replace("\n", ";")))


def parse_list(cell: Cell, column: Column) -> tuple[str, ...]:
    """A list of keys or words, none of them twice."""
    words = tuple(parts(parse_text(cell, column)))
    twice = next((word for word in words if words.count(word) > 1), None)
    if twice is not None:
        raise Wrong(f"{quoted(twice)} doppelt in {shown(cell)}", "jeden Eintrag nur einmal nennen")
    return words


def parse_choice(cell: Cell, column: Column) -> str:
    """One of the words of the column, written exactly so."""
    text = parse_text(cell, column)
    if text not in column.choices:
        raise Wrong(shown(cell), meant(text, column.choices))
    return text


def parse_choices(cell: Cell, column: Column) -> tuple[str, ...]:
    """A list of the column's words, none of them twice."""
    words = parse_list(cell, column)
    for word in words:
        if word not in column.choices:
            raise Wrong(quoted(word), meant(word, column.choices))
    return words


def parse_yes_no(cell: Cell, column: Column) -> bool:
    """`ja` or `nein`, in capitals or not."""
    text = parse_text(cell, column).casefold() if cell.kind == "text" else ""
    if text not in ("ja", "nein"):
        _plain(cell)
        raise Wrong(shown(cell), "„ja“ oder „nein“ eintragen")
    return text == "ja"


def _field(text: str) -> str:
    match = _FIELD.fullmatch(text)
    field = f"§ {match[1]}{match[2]}" if match else text
    if field not in FIELDS:
        raise Wrong(quoted(text), meant(field, FIELDS))
    return field


def parse_field(cell: Cell, column: Column) -> str:
    """A field of service; `§11` and `§ 11` are one."""
    return _field(parse_text(cell, column))


def parse_fields(cell: Cell, column: Column) -> tuple[str, ...]:
    """A list of fields of service, none of them twice."""
    fields = tuple(_field(part) for part in parts(parse_text(cell, column)))
    if len(set(fields)) < len(fields):
        raise Wrong(f"ein Leistungsbereich doppelt in {shown(cell)}", "jeden Leistungsbereich nur einmal nennen")
    return fields


# --- days ------------------------------------------------------------------------------------------------------------


def parse_date(cell: Cell, column: Column) -> date:
    """A real Excel date, or text as `31.12.2029` or `2029-12-31`; a time of day is cut off (and noticed)."""
    return _day(cell, _LAST_YEAR)


def parse_agreement(cell: Cell, column: Column) -> date:
    """The last day of an agreement, or `unbefristet`."""
    return UNLIMITED if cell.text.casefold() == "unbefristet" else _day(cell, UNLIMITED.year)


def parse_hearing(cell: Cell, column: Column) -> date | Literal["verzichtet"]:
    """The day of the hearing, or `verzichtet`."""
    return "verzichtet" if cell.text.casefold() == "verzichtet" else _day(cell, _LAST_YEAR)


def _day(cell: Cell, last_year: int) -> date:
    _plain(cell)
    day = _typed_day(cell.text) if cell.kind == "text" else None
    if cell.kind == "date" and isinstance(cell.value, datetime):
        day = cell.value.date()
    if day is None:
        number_like = cell.kind == "number"
        mend = "die Zelle als Datum formatieren" if number_like else "als Excel-Datum oder wie 31.12.2029 eintragen"
        raise Wrong(shown(cell), mend)
    if not _FIRST_YEAR <= day.year <= last_year:
        raise Wrong(shown(cell), f"das Jahr prüfen ({_FIRST_YEAR} bis {last_year})")
    return day


def _typed_day(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    day, month, year, iso_year, iso_month, iso_day = match.groups()
    try:
        return date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
    except ValueError:
        raise Wrong(quoted(text), "diesen Tag gibt es nicht") from None


def has_time(cell: Cell) -> bool:
    """Does a date cell carry a time of day?"""
    return isinstance(cell.value, datetime) and cell.value.time() != time()


def parse_anything(cell: Cell, column: Column) -> Cell:
    """The cell as it is: its meaning hangs on another cell of the row (sheet Regeln)."""
    return cell


def parse_entry(cell: Cell, column: Column) -> str:
    """A text, a whole number or a date, as text (sheet Behörde)."""
    return short_date(cell.value) if cell.kind == "date" and isinstance(cell.value, datetime) else parse_text(cell, column)


def shown_value(value: object) -> str:
    """A parsed value, for a message."""
    if isinstance(value, str):
        return quoted(value)
    return number(Fraction(value)) if isinstance(value, (int, Fraction)) else str(value)
