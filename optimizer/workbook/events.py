"""What each kind of event must name, may name, and what it leaves aside (sheet Ereignisse, clauses 3.1.7 and 5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from optimizer.model.dataset import Event
from optimizer.model.errors import Problem
from optimizer.model.german import euro
from optimizer.workbook.cells import quoted
from optimizer.workbook.schema import EVENTS
from optimizer.workbook.showing import shown_value
from optimizer.workbook.tables import Book, Row, Table

_NAMES: Final = ("offering", "provider", "source", "cents", "hours")
_DEFAULT: Final = {field.name: field.default for field in fields(Event)}
"""What an empty cell means: who writes just that leaves nothing aside."""


@dataclass(frozen=True, slots=True)
class Need:
    """What an event of one kind needs, `either` exactly one of, what else it heeds, and what is `idle` with it.

    All are attributes of Event; of those that name something, every one that is not said here is idle.
    """

    needs: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    heeds: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """Every one of the naming attributes that counts for this kind."""
        return frozenset(self.needs + self.either + self.heeds)


_PART_OF_THE_MONEY: Final = ("share", "running_on", "free_from")
"""What says how much of an offering's money an outage frees: a Minderabruf says its Betrag, a Mehrbedarf frees none."""

NEEDS: Final = {
    "Ausfall": Need(("offering",)),
    "Kündigung": Need(either=("provider", "source")),
    "Fristlose Kündigung": Need(("provider",)),
    "Entzug": Need(("provider",)),
    "Mittelwegfall": Need(("source",), heeds=("offering",)),
    "Minderabruf": Need(("offering", "source", "cents"), idle=_PART_OF_THE_MONEY),
    "Mehrbedarf": Need(("offering", "hours"), idle=_PART_OF_THE_MONEY),
}


def event_needs(book: Book) -> Iterator[Problem]:
    """An event names what its kind needs: an outage its offering, a notice its provider or its funder."""
    table = book["Ereignisse"]
    for row in table.rows:
        need = NEEDS.get(str(row.get("kind")))
        if need is None:
            continue
        for attribute in need.needs:
            if _empty(row, attribute):
                name = EVENTS.by_attribute[attribute].name
                yield table.problem(row, attribute, f"leer bei {row.get('kind')}", mend=f"„{name}“ eintragen")
        if need.either:
            yield from _exactly_one(table, row, need.either)


def _empty(row: Row, attribute: str) -> bool:
    return row.get(attribute) is None and attribute not in row.wrong


def _exactly_one(table: Table, row: Row, either: tuple[str, ...]) -> Iterator[Problem]:
    given = [attribute for attribute in either if not _empty(row, attribute)]
    names = " oder ".join(f"„{EVENTS.by_attribute[attribute].name}“" for attribute in either)
    if len(given) != 1:
        found = "beides ausgefüllt" if given else f"leer bei {row.get('kind')}"
        yield table.problem(row, either[-1 if given else 0], found, f"genau eines von {names}")


def one_application(book: Book) -> Iterator[Problem]:
    """At most one Mehrbedarf per offering and scenario."""
    table = book["Ereignisse"]
    seen: dict[tuple[object, object], int] = {}
    for row in table.rows:
        offering = row.get("offering")
        if row.get("kind") != "Mehrbedarf" or offering is None:
            continue
        first = seen.setdefault((row.get("scenario"), offering), row.number)
        if first != row.number:
            found = f"ein zweiter Mehrbedarf für {quoted(str(offering))}, zuerst in Zeile {first}"
            yield table.problem(
                row, "offering", found, "höchstens ein Mehrbedarf je Angebot und Szenario", "zusammenfassen"
            )


def unheeded(book: Book) -> Iterator[Problem]:
    """Notices: what an event of this kind leaves aside."""
    table = book["Ereignisse"]
    for row in table.rows:
        need = NEEDS.get(str(row.get("kind")))
        for attribute in _idle(need) if need else ():
            if row.get(attribute) not in (None, _DEFAULT[attribute]):
                found = f"{_said(attribute, row.get(attribute))} wird bei {row.get('kind')} nicht beachtet"
                yield table.problem(row, attribute, found, "leer", "Zelle leeren, oder die Art prüfen")


def _idle(need: Need) -> tuple[str, ...]:
    return (*(name for name in _NAMES if name not in need.named), *need.idle)


def _said(attribute: str, value: object) -> str:
    return quoted(value) if isinstance(value, str) else shown_value(EVENTS.by_attribute[attribute], value)


def odd_events(book: Book) -> Iterator[Problem]:
    """Notices: a share of nothing, money said to be free before the event, or of a source that pays nothing there."""
    yield from _unpaid(book)
    table = book["Ereignisse"]
    for row in table.rows:
        if row.get("share") == 0:
            yield table.problem(row, "share", "ein Anteil von 0 %, also ohne Wirkung")
        start, free = row.get("start"), row.get("free_from")
        if isinstance(start, date) and isinstance(free, date) and free < start:
            yield table.problem(row, "free_from", "ein Datum vor „Von“; es gilt „Von“", "ein Datum nicht vor „Von“")


def _unpaid(book: Book) -> Iterator[Problem]:
    """Money that is given back or falls away, where the source has granted none or less for that year."""
    table = book["Ereignisse"]
    granted: dict[tuple[object, object], dict[object, int]] = {}
    for row in book["Finanzierung"].rows:
        by_year = granted.setdefault((row.get("offering"), row.get("source")), {})
        if isinstance(cents := row.get("granted"), int):
            by_year[row.get("year")] = by_year.get(row.get("year"), 0) + cents
    for row in table.rows:
        offering, source, start, cents = (row.get(name) for name in ("offering", "source", "start", "cents"))
        kind = row.get("kind")
        if None in (offering, source) or kind not in ("Minderabruf", "Mittelwegfall"):
            continue
        by_year = granted.get((offering, source), {})
        if not by_year:
            yield table.problem(row, "source", f"„{source}“ hat für „{offering}“ nichts bewilligt", "eine Quelle davon")
            continue
        most = by_year.get(start.year, 0) if isinstance(start, date) else 0
        if kind == "Minderabruf" and isinstance(cents, int) and cents > most:
            yield table.problem(row, "cents", f"{euro(cents)}, mehr als die dafür bewilligten {euro(most)}")


def heeded(row: Row) -> dict[str, object]:
    """The values of a row that count for its kind."""
    named = NEEDS[str(row.get("kind"))].named
    return {
        attribute: value for attribute, value in row.values.items() if attribute not in _NAMES or attribute in named
    }
