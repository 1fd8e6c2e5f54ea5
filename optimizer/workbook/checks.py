"""What only several cells together can get wrong: keys twice, ends before starts, scenarios without events.

One function per rule; each yields problems and touches nothing. `CHECKS` is the table of contents;
what an event of each kind needs is said in `events`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from optimizer.model.dataset import DISTRICT, DISTRICT_WIDE
from optimizer.model.errors import Problem
from optimizer.model.german import euro, number, percent, short_date
from optimizer.workbook.cells import BILLION, meant, quoted
from optimizer.workbook.events import event_needs, one_application
from optimizer.workbook.references import OWN_PREFIXES, keys, known_references
from optimizer.workbook.schema import QUANTITIES
from optimizer.workbook.tables import Book, Table


def unique_rows(book: Book) -> Iterator[Problem]:
    """No key twice; one row per offering, source and year in Finanzierung."""
    for table in book.values():
        seen: dict[tuple[object, ...], int] = {}
        for row in table.rows:
            identity = tuple(row.get(attribute) for attribute in table.sheet.unique)
            if not identity or None in identity:
                continue
            first = seen.setdefault(identity, row.number)
            if first != row.number:
                words = ", ".join(str(part) for part in identity)
                found = f"{quoted(words)} ein zweites Mal, zuerst in Zeile {first}"
                yield table.problem(
                    row, table.sheet.unique[0], found, "jede Zeile einmal", "eine der beiden Zeilen löschen"
                )


def reserved_spaces(book: Book) -> Iterator[Problem]:
    """`kreisweit` and `Landkreis` are words of the program and no Sozialraum."""
    table = book["Sozialräume"]
    for row in table.rows:
        if row.get("key") in (DISTRICT_WIDE, DISTRICT):
            found = f"der vergebene Name {quoted(str(row.get('key')))}"
            yield table.problem(row, "key", found, mend="einen anderen Schlüssel wählen")


def ends_after_start(book: Book) -> Iterator[Problem]:
    """An offering, a capacity and an event end on or after their first day."""
    for name in ("Angebote", "Kapazitäten", "Ereignisse"):
        yield from _in_order(book[name], "start", "end")
    yield from _in_order(book["Ereignisse"], "early_end", "late_end")
    yield from _in_order(book["Ereignisse"], "start", "early_end")
    yield from _in_order(book["Ereignisse"], "start", "late_end")


def _in_order(table: Table, first: str, last: str) -> Iterator[Problem]:
    names = table.sheet.by_attribute
    for row in table.rows:
        start, end = row.get(first), row.get(last)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            found = f"{short_date(end)}, vor „{names[first].name}“ ({short_date(start)})"
            yield table.problem(row, last, found, f"ein Datum nicht vor „{names[first].name}“")


def drawn_within_grant(book: Book) -> Iterator[Problem]:
    """No more is drawn than was granted."""
    table = book["Finanzierung"]
    for row in table.rows:
        granted, drawn = row.get("granted"), row.get("drawn")
        if isinstance(granted, int) and isinstance(drawn, int) and drawn > granted:
            found = f"{euro(drawn)} abgerufen, aber {euro(granted)} bewilligt"
            yield table.problem(row, "drawn", found, "höchstens der bewilligte Betrag")


def municipal_sources(book: Book) -> Iterator[Problem]:
    """A source of the kind Kommune says which municipality pays."""
    table = book["Quellen"]
    for row in table.rows:
        if row.get("kind") == "Kommune" and row.get("ags") is None and "ags" not in row.wrong:
            yield table.problem(
                row, "ags", "leer bei einer Quelle der Art Kommune", mend="den AGS der Kommune eintragen"
            )


def shares_in_order(book: Book) -> Iterator[Problem]:
    """A smallest share is not above the greatest."""
    table = book["Anteile"]
    for row in table.rows:
        low, high = row.get("minimum"), row.get("maximum")
        if isinstance(low, Fraction) and isinstance(high, Fraction) and low > high:
            found = f"Höchstanteil {percent(high)} unter dem Mindestanteil {percent(low)}"
            yield table.problem(row, "maximum", found, "ein Höchstanteil nicht unter dem Mindestanteil")


def assumptions(book: Book) -> Iterator[Problem]:
    """An Annahme names a key of the sheet of its Größe; money has cents, hours are rounded once they are added."""
    table = book["Annahmen"]
    known = {name: keys(book[name]) for name in QUANTITIES.values() if book[name].keyed}
    for row in table.rows:
        sheet = QUANTITIES.get(str(row.get("quantity")), "")
        selection, addend = row.get("selection"), row.get("addend")
        if isinstance(selection, str) and sheet in known and selection not in known[sheet]:
            expected = f"ein Schlüssel aus dem Blatt „{sheet}“"
            found = f"der unbekannte Schlüssel {quoted(selection)}"
            yield table.problem(row, "selection", found, expected, meant(selection, known[sheet]))
        if not isinstance(addend, Fraction):
            continue
        part_of_a_cent = row.get("quantity") != "Kapazität" and (addend * 100).denominator != 1
        if part_of_a_cent or abs(addend) >= BILLION:
            decimals = "" if row.get("quantity") == "Kapazität" else " mit höchstens zwei Nachkommastellen"
            expected = f"ein Zuschlag{decimals} unter einer Milliarde"
            yield table.problem(row, "addend", f"die Zahl {number(addend, 9)}", expected)


def known_scenarios(book: Book) -> Iterator[Problem]:
    """An Annahme or Vorgabe belongs to a scenario that has events."""
    events = book["Ereignisse"]
    if "scenario" not in events.letters:
        return
    names = {str(row.get("scenario")) for row in events.rows}
    for table in (book["Annahmen"], book["Vorgaben"]):
        for row in table.rows:
            scenario = row.get("scenario")
            if isinstance(scenario, str) and scenario not in names:
                found = f"das Szenario {quoted(scenario)} ohne Ereignis"
                yield table.problem(
                    row, "scenario", found, "ein Szenario aus dem Blatt „Ereignisse“", meant(scenario, names)
                )


def pins(book: Book) -> Iterator[Problem]:
    """A Vorgabe says its hours unless it excludes; `bisher:A` and `mehr:A` name an Angebot."""
    table, offerings = book["Vorgaben"], keys(book["Angebote"])
    for row in table.rows:
        kind, capacity = row.get("kind"), str(row.get("capacity") or "")
        if kind not in (None, "ausgeschlossen") and row.get("hours") is None and "hours" not in row.wrong:
            yield table.problem(row, "hours", "leer", mend="nur bei „ausgeschlossen“ darf die Zelle leer sein")
        prefix, _, offering = capacity.partition(":")
        if capacity.startswith(OWN_PREFIXES) and offering not in offerings and book["Angebote"].keyed:
            found = f"das unbekannte Angebot {quoted(offering)} hinter „{prefix}:“"
            yield table.problem(
                row, "capacity", found, "ein Schlüssel aus dem Blatt „Angebote“", meant(offering, offerings)
            )


CHECKS: Final[tuple[Callable[[Book], Iterator[Problem]], ...]] = (
    unique_rows,
    known_references,
    reserved_spaces,
    ends_after_start,
    drawn_within_grant,
    municipal_sources,
    shares_in_order,
    assumptions,
    known_scenarios,
    pins,
    event_needs,
    one_application,
)
