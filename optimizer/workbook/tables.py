"""From a grid of cells to rows of values: the header, every cell by its column, and what is wrong with each alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from openpyxl.utils import get_column_letter

from optimizer.model.errors import Problem
from optimizer.workbook import kinds
from optimizer.workbook.cells import Cell, Wrong, has_time, meant, nearest, quoted, shown
from optimizer.workbook.columns import Column, Sheet
from optimizer.workbook.grid import Grid

_SUM_ROW: Final = re.compile(
    r"(summe|summen|gesamt|gesamtsumme|zwischensumme|insgesamt|total|saldo|übertrag|σ)(\s+[0-9]{4})?\s*[:.]?",
    re.IGNORECASE,
)
_KEYS: Final = frozenset(kind.name for kind in (kinds.KEY, kinds.AGS, kinds.REFERENCE))


@dataclass(frozen=True, slots=True)
class Row:
    """One row with content. `values` holds, by attribute, what was given and could be read."""

    number: int
    values: Mapping[str, object]
    wrong: frozenset[str] = frozenset()

    def get(self, attribute: str) -> object:
        """The value; None where it is empty or wrong."""
        return self.values.get(attribute)


@dataclass(slots=True)
class Table:
    """A sheet that was read. `letters` gives Excel's column letter by attribute; `present` is False without a sheet."""

    sheet: Sheet
    present: bool = True
    letters: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def cell(self, row: Row, attribute: str) -> str:
        """The address of a value, such as `F12`; column A where the workbook lacks the column."""
        return f"{self.letters.get(attribute, 'A')}{row.number}"

    def problem(self, row: Row, attribute: str, found: str, expected: str = "", mend: str = "") -> Problem:
        """A problem at one cell; by default what its column expects."""
        expected = expected or self.sheet.by_attribute[attribute].expected
        return Problem(self.sheet.name, self.cell(row, attribute), found, expected, mend)

    @property
    def keyed(self) -> bool:
        """Could its keys be read at all? Without the key column every reference would seem unknown."""
        return self.present and self.sheet.key in self.letters


Book = Mapping[str, Table]
"""Every sheet of the contract, by name."""


def read_table(sheet: Sheet, grid: Grid) -> Table:
    """Read one sheet whole; every problem of a single cell and of the header is in `problems`."""
    table = Table(sheet)
    columns = _header(table, grid)
    for number in sorted(grid.rows):
        if number > 1:
            _read_row(table, columns, number, grid.rows[number])
    table.problems += _merged(table, columns, grid)
    table.notices += _hidden(table, columns, grid)
    return table


# --- header ----------------------------------------------------------------------------------------------------------


def _header(table: Table, grid: Grid) -> dict[int, Column]:
    """Which column stands where (by number from 1); problems for missing and doubled ones."""
    names = {index: " ".join(cell.text.split()) for index, cell in sorted(grid.rows.get(1, {}).items())}
    columns: dict[int, Column] = {}
    for index, name in names.items():
        column = table.sheet.column.get(name)
        if column is None:
            continue
        if column.attribute in table.letters:
            place = f"{get_column_letter(index)}1"
            found = f"die Spalte „{name}“ ein zweites Mal"
            table.problems.append(
                Problem(table.sheet.name, place, found, "jede Spalte einmal", "eine der beiden löschen")
            )
            continue
        columns[index] = column
        table.letters[column.attribute] = get_column_letter(index)
    table.problems += _missing(table, names)
    table.notices += _ignored(table, names, grid)
    return columns


def _missing(table: Table, names: Mapping[int, str]) -> Iterator[Problem]:
    unknown = {name: index for index, name in names.items() if name not in table.sheet.column}
    for column in table.sheet.columns:
        if not column.required or column.attribute in table.letters:
            continue
        near = _near_header(column.name, unknown)
        place = f"{get_column_letter(unknown[near])}1" if near else ""
        found = f"die Spalte {quoted(near)}" if near else "die Spalte fehlt"
        mend = "die Spalte so benennen" if near else "die Spalte ergänzen; die Spaltennamen stehen in Zeile 1"
        yield Problem(table.sheet.name, place, found, f"die Pflichtspalte „{column.name}“", mend)


def _near_header(name: str, unknown: Iterable[str]) -> str:
    words = [word for word in unknown if word]
    contained = next((word for word in words if word.casefold() in name.casefold()), "")
    return contained or nearest(name, words)


def _ignored(table: Table, names: Mapping[int, str], grid: Grid) -> Iterator[Problem]:
    free = [column.name for column in table.sheet.columns if column.attribute not in table.letters]
    for index, name in names.items():
        if name not in table.sheet.column:
            yield _unread(table, index, f"die Spalte {quoted(name)}", meant(name, free))
    nameless = {index for row in grid.rows.values() for index in row} - set(names)
    for index in sorted(nameless):
        yield _unread(table, index, "eine Spalte ohne Überschrift", "")


def _unread(table: Table, index: int, found: str, mend: str) -> Problem:
    place = f"{get_column_letter(index)}1"
    return Problem(table.sheet.name, place, f"{found} wird nicht gelesen", "eine Spalte der Vorlage", mend)


# --- rows ------------------------------------------------------------------------------------------------------------


def _read_row(table: Table, columns: Mapping[int, Column], number: int, cells: Mapping[int, Cell]) -> None:
    known = {index: cells[index] for index in columns if index in cells}
    place = f"A{number}"
    if not known:
        found = "eine Zeile nur mit Inhalten, die nicht gelesen werden"
        table.notices.append(Problem(table.sheet.name, place, found, "eine Zeile mit Angaben der Vorlage"))
        return
    for index, cell in known.items():
        if columns[index].kind.name in _KEYS and _SUM_ROW.fullmatch(cell.text):
            table.problems.append(_sum_row(table, index, number, cell))
            return
    table.rows.append(_row(table, columns, number, known))


def _sum_row(table: Table, index: int, number: int, cell: Cell) -> Problem:
    place = f"{get_column_letter(index)}{number}"
    return Problem(table.sheet.name, place, f"die Summenzeile {shown(cell)}", "nur Datenzeilen", "die Zeile löschen")


def _row(table: Table, columns: Mapping[int, Column], number: int, cells: Mapping[int, Cell]) -> Row:
    values: dict[str, object] = {}
    wrong: set[str] = set()
    for index, column in columns.items():
        cell = cells.get(index)
        place = (table.sheet.name, f"{get_column_letter(index)}{number}")
        if cell is None:
            if column.required:
                wrong.add(column.attribute)
                table.problems.append(
                    Problem(*place, "leer", column.expected, f"„{column.name}“ ist eine Pflichtangabe")
                )
            continue
        try:
            values[column.attribute] = column.kind.parse(cell, column)
        except Wrong as error:
            wrong.add(column.attribute)
            table.problems.append(Problem(*place, error.found, error.expected or column.expected, error.mend))
            continue
        if column.required and values[column.attribute] == ():
            wrong.add(column.attribute)
            found = f"{shown(cell)}, eine Liste ohne Eintrag"
            table.problems.append(Problem(*place, found, column.expected, f"„{column.name}“ ist eine Pflichtangabe"))
        if has_time(cell):
            found = f"{shown(cell)} mit Uhrzeit; die Uhrzeit zählt nicht"
            table.notices.append(Problem(*place, found, "ein Datum ohne Uhrzeit"))
    return Row(number, values, frozenset(wrong))


# --- merged and hidden -----------------------------------------------------------------------------------------------


def _merged(table: Table, columns: Mapping[int, Column], grid: Grid) -> Iterator[Problem]:
    """Merged cells show one value for many and hold it once: an error wherever they touch what is read."""
    numbers = sorted(grid.rows)
    for first_column, first_row, last_column, last_row in grid.merged:
        at = bisect_left(numbers, first_row)
        touches_row = at < len(numbers) and numbers[at] <= last_row
        if touches_row and any(first_column <= index <= last_column for index in columns):
            first = f"{get_column_letter(first_column)}{first_row}"
            found = f"verbundene Zellen {first}:{get_column_letter(last_column)}{last_row}"
            yield Problem(table.sheet.name, first, found, "jeder Wert in seiner eigenen Zelle", "Zellverbund aufheben")


def _hidden(table: Table, columns: Mapping[int, Column], grid: Grid) -> Iterator[Problem]:
    rows = [number for number in grid.hidden_rows if number > 1]
    if rows:
        found = f"ausgeblendete Zeilen ({_spans(rows)}) zählen mit"
        yield Problem(table.sheet.name, f"A{rows[0]}", found, "sichtbare Zeilen", "einblenden und prüfen, oder löschen")
    for first, last in grid.hidden_columns:
        for index in columns:
            if first <= index <= last:
                found = f"die ausgeblendete Spalte „{columns[index].name}“ zählt mit"
                yield Problem(table.sheet.name, f"{get_column_letter(index)}1", found, "sichtbare Spalten")


def _spans(numbers: list[int]) -> str:
    """`3, 5–7` for 3, 5, 6, 7; at most ten spans."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:10]]
    return ", ".join(words) + (", …" if len(spans) > 10 else "")
