"""What is odd but possible: accepted, and said as a notice. One function per oddity; `ODDITIES` lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from optimizer.model.errors import Problem
from optimizer.model.german import number
from optimizer.model.hours import hundredths
from optimizer.workbook.events import odd_events, unheeded
from optimizer.workbook.rules import least_hours
from optimizer.workbook.tables import Book, Row, Table


def unfunded_offerings(book: Book) -> Iterator[Problem]:
    """An offering without a row in Finanzierung frees no money."""
    table, grants = book["Angebote"], book["Finanzierung"]
    funded = {row.get("offering") for row in grants.rows}
    for row in table.rows:
        if row.get("key") is not None and row.get("key") not in funded:
            yield table.problem(row, "key", "ein Angebot ohne Zeile in „Finanzierung“", "bewilligtes Geld")


def free_capacities(book: Book) -> Iterator[Problem]:
    """A capacity that costs nothing is suspicious but possible."""
    table = book["Kapazitäten"]
    for row in table.rows:
        if row.get("rate") == 0:
            yield table.problem(row, "rate", "ein Kostensatz von 0 €: kostenlose Kapazität")


def swapped_degrees(book: Book) -> Iterator[Problem]:
    """Saxony lies near 51° north and 13° east; the other way round is the sea off Arabia."""
    table = book["Kommunen"]
    for row in table.rows:
        north, east = row.get("latitude"), row.get("longitude")
        if isinstance(north, float) and isinstance(east, float) and not (47 <= north <= 56 and 5 <= east <= 16):
            found = (
                f"Breite {number(Fraction(north), 5)} und Länge {number(Fraction(east), 5)} liegen nicht in Deutschland"
            )
            yield table.problem(row, "latitude", found, "Breite 47 bis 56, Länge 5 bis 16", "vertauscht?")


def rounded_hours(book: Book) -> Iterator[Problem]:
    """Hours that bound a handover have two decimals and are rounded down."""
    for name in ("Kapazitäten", "Vorgaben", "Ereignisse"):
        for row in book[name].rows:
            if isinstance(hours := row.get("hours"), Fraction):
                yield from _rounded(book[name], row, "hours", hours)
    for row, hours in least_hours(book["Regeln"]):
        yield from _rounded(book["Regeln"], row, "value", hours)


def _rounded(table: Table, row: Row, attribute: str, hours: Fraction) -> Iterator[Problem]:
    if hours != hundredths(hours):
        found = f"{number(hours, 6)} Stunden, gerechnet wird mit {number(hundredths(hours))}"
        yield table.problem(row, attribute, found, "Stunden mit höchstens zwei Nachkommastellen")


ODDITIES: Final[tuple[Callable[[Book], Iterator[Problem]], ...]] = (
    unfunded_offerings,
    free_capacities,
    swapped_degrees,
    rounded_hours,
    unheeded,
    odd_events,
)
