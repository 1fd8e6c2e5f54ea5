"""References between sheets: every key that is named must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from optimizer.model.errors import Problem
from optimizer.workbook.cells import meant, quoted
from optimizer.workbook.columns import Column
from optimizer.workbook.schema import PINS
from optimizer.workbook.tables import Book, Row, Table

OWN_PREFIXES: Final = ("bisher:", "mehr:")
"""Capacities that events make: the provider's own hours, named in a Vorgabe."""
_MOST_SUGGESTIONS: Final = 50
"""Looking for the nearest key is slow; a file with more unknown keys than this has another trouble."""


def keys(table: Table) -> dict[str, Row]:
    """The rows of a sheet by key (the first where a key stands twice)."""
    found: dict[str, Row] = {}
    for row in table.rows:
        key = row.get(table.sheet.key or "")
        if isinstance(key, str):
            found.setdefault(key, row)
    return found


def known_references(book: Book) -> Iterator[Problem]:
    """Every reference names a key of its sheet; the nearest key is suggested."""
    known = {name: keys(table) for name, table in book.items() if table.keyed}
    mends: dict[tuple[str, str], str] = {}
    for table in book.values():
        for column in table.sheet.columns:
            if column.reference in known and column.attribute in table.letters:
                yield from _unknown(table, column, known[column.reference], book[column.reference], mends)


def _unknown(
    table: Table, column: Column, known: Mapping[str, Row], target: Table, mends: dict[tuple[str, str], str]
) -> Iterator[Problem]:
    for row in table.rows:
        for word in _words(row.get(column.attribute)):
            if word in known or word in column.also or (table.sheet is PINS and word.startswith(OWN_PREFIXES)):
                continue
            place = (target.sheet.name, word)
            if place not in mends and len(mends) < _MOST_SUGGESTIONS:
                mends[place] = _mend(word, known, target)
            found = f"der unbekannte Schlüssel {quoted(word)}"
            yield table.problem(row, column.attribute, found, mend=mends.get(place, ""))


def _mend(word: str, known: Mapping[str, Row], target: Table) -> str:
    """The nearest key; but where a key over there is faulty itself, that is the likelier cause."""
    if any(target.sheet.key in row.wrong for row in target.rows):
        return f"zuerst die Schlüssel im Blatt „{target.sheet.name}“ berichtigen"
    return meant(word, known)


def _words(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
