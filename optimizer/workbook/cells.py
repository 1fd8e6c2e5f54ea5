"""One cell as it was read, and how a message speaks of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from optimizer.model.german import number, short_date

BILLION: Final = 10**9
"""Euro; an amount of a billion or more is taken for a slip of the keyboard."""
_SHOWN: Final = 60

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
            return f"die Zahl {number(Fraction(decimal_of(cell)), 9)}" + (" (Prozentformat)" if cell.percent else "")
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
    if len(word) > _SHOWN:
        return ""
    folded = {known.casefold(): known for known in words}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.5)
    return folded[near[0]] if near else ""


def meant(word: str, words: Collection[str]) -> str:
    """`Meinten Sie …?` with the most similar word; empty where none is near."""
    near = nearest(word, words)
    return f"Meinten Sie „{near}“?" if near else ""


def has_time(cell: Cell) -> bool:
    """Does a date cell carry a time of day?"""
    return isinstance(cell.value, datetime) and cell.value.time() != time()


def decimal_of(cell: Cell) -> Decimal:
    """The shortest decimal that has the cell's float; 0 where it holds no number."""
    return Decimal(repr(float(cell.value))) if isinstance(cell.value, (int, float)) else Decimal(0)


def refuse_broken(cell: Cell) -> None:
    """Raise `Wrong` for an error value or a formula without a stored value."""
    if cell.kind == "formula":
        raise Wrong(shown(cell), "in Excel öffnen, neu berechnen und speichern, oder den Wert selbst eintragen")
    if cell.kind == "error":
        raise Wrong(shown(cell), "die Formel berichtigen oder den Wert selbst eintragen")
