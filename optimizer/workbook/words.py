"""Texts, keys, lists and words of choice of a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from optimizer.model.dataset import FIELDS
from optimizer.model.german import short_date
from optimizer.workbook.cells import Cell, Wrong, meant, quoted, refuse_broken, shown
from optimizer.workbook.columns import Column

_FIELD: Final = re.compile(r"§\s*([0-9]+)\s*([a-z]?)")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 32_767
_LONGEST_KEY: Final = 200
_MOST_DIGITS: Final = 10**15


def parse_text(cell: Cell, _column: Column) -> str:
    """A text, trimmed; a whole number counts as its digits."""
    refuse_broken(cell)
    if cell.kind == "text":
        text = cell.text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > _LONGEST:
            raise Wrong(f"ein Text mit {len(text)} Zeichen", f"höchstens {_LONGEST} Zeichen")
        if _UNPRINTABLE.search(text):
            raise Wrong(f"{shown(cell)} mit Steuerzeichen", "den Text neu eintippen")
        return text
    if (
        isinstance(cell.value, float)
        and cell.value.is_integer()
        and abs(cell.value) < _MOST_DIGITS
        and not cell.percent
    ):
        return str(int(cell.value))
    raise Wrong(shown(cell), "die Zelle als Text formatieren und den Text neu eintragen")


def parse_key(cell: Cell, column: Column) -> str:
    """A key: a text without `;`, `:` and line breaks."""
    text = parse_text(cell, column)
    if len(text) > _LONGEST_KEY:
        raise Wrong(shown(cell), f"ein Schlüssel hat höchstens {_LONGEST_KEY} Zeichen")
    if any(sign in text for sign in ";:"):
        raise Wrong(shown(cell), "ein Schlüssel enthält weder „;“ noch „:“")
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in text):
        raise Wrong(shown(cell), "ein Schlüssel enthält keine Zeilenumbrüche oder unsichtbaren Zeichen")
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
        refuse_broken(cell)
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


def parse_anything(cell: Cell, _column: Column) -> Cell:
    """The cell as it is: its meaning hangs on another cell of the row (sheet Regeln)."""
    return cell


def parse_entry(cell: Cell, column: Column) -> str:
    """A text, a whole number or a date, as text (sheet Behörde)."""
    return (
        short_date(cell.value) if cell.kind == "date" and isinstance(cell.value, datetime) else parse_text(cell, column)
    )
