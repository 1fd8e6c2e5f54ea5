"""What a workbook holds, said before anything is written: sheets of blocks of typed columns, and where each cell lies.

The writer and the read-back both work from these records. Values are exact (cents, fractions, days, texts).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

Kind = Literal["text", "number", "count", "date", "cents", "hours", "exact", "percent", "year", "setting"]
Value = str | int | date | Fraction | None

MAX_CHARACTERS: Final = 16_000
"""A cell holds 32,767 UTF-16 units; half of it fits whatever the characters are."""
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Here:
    """The addresses that a formula may use: cells of its own row and whole columns of any block."""

    layout: Layout
    block: str
    row: int

    def cell(self, title: str) -> str:
        """The cell of this row in the column with this title, such as `G7`."""
        return f"{self.layout.letter(self.block, title)}{self.row + 1}"

    def column(self, block: str, title: str) -> str:
        """All cells of a column of a block, with its sheet: `'Zahlungen'!$G$6:$G$20`."""
        return self.layout.column(block, title)

    def place(self, block: str, title: str, index: int) -> str:
        """One cell of another block, by the number of its row (from 0)."""
        return self.layout.place(block, title, index)


Formula = Callable[[Here], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: title, kind of its values, width in characters, summed or not, and its formula where it has one."""

    title: str
    kind: Kind = "text"
    width: float = 14
    total: bool = False
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that differs in kind from its column, or has a formula of its own."""

    value: Value
    kind: Kind = "text"
    formula: Formula | None = None


Row = tuple[Value | Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A table: `name` is its stable name in the workbook, `heading` stands above it.

    With `span` its one column runs over so many columns of the sheet, for sentences; then it is no table of Excel's.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heading: str = ""
    total: str = ""
    span: int = 1

    @property
    def lines(self) -> tuple[Row, ...]:
        """Its rows; a table without any has one empty line, so that sums over it exist."""
        return self.rows or ((None,) * len(self.columns),)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: blocks below each other. `plain` = header in row 1 and nothing else, as a mail merge needs it."""

    name: str
    title: str
    note: str
    blocks: tuple[Block, ...]
    pages_wide: int = 1
    frozen_columns: int = 0
    plain: bool = False
    top: int = 4


@dataclass(frozen=True, slots=True)
class _Place:
    sheet: str
    header: int
    block: Block


class Layout:
    """Where every block lies. Blocks of a sheet stand below each other with two empty rows between."""

    def __init__(self, sheets: tuple[Sheet, ...]) -> None:
        self._places: Mapping[str, _Place] = {
            block.name: _Place(sheet.name, header, block) for sheet in sheets for block, header in _stacked(sheet)
        }

    def header(self, block: str) -> int:
        """Row of the block's titles, from 0."""
        return self._places[block].header

    def first(self, block: str) -> int:
        """Row of the block's first line, from 0."""
        return self._places[block].header + 1

    def last(self, block: str) -> int:
        """Row of the block's last line (without its sum), from 0."""
        return self._places[block].header + len(self._places[block].block.lines)

    def index(self, block: str, title: str) -> int:
        """Number of a column, from 0."""
        return next(i for i, column in enumerate(self._places[block].block.columns) if column.title == title)

    def letter(self, block: str, title: str) -> str:
        """Name of a column, such as `AB`."""
        return _letter(self.index(block, title))

    def column(self, block: str, title: str) -> str:
        """All cells of a column, absolute and with the sheet."""
        letter, place = self.letter(block, title), self._places[block]
        return f"'{place.sheet}'!${letter}${self.first(block) + 1}:${letter}${self.last(block) + 1}"

    def place(self, block: str, title: str, index: int) -> str:
        """One cell, absolute and with the sheet."""
        return f"'{self._places[block].sheet}'!${self.letter(block, title)}${self.first(block) + index + 1}"

    def here(self, block: str, index: int) -> Here:
        """The addresses for the formulas of one line."""
        return Here(self, block, self.first(block) + index)


def cell_of(column: Column, value: Value | Cell) -> Cell:
    """A line's value with its kind and formula; texts as they will stand in the cell."""
    cell = value if isinstance(value, Cell) else Cell(value, column.kind, column.formula)
    if isinstance(cell.value, str):
        return Cell(cell_text(cell.value), "text", cell.formula)
    return cell


def cell_text(text: str) -> str:
    """A text as a cell can hold it: without characters that XML forbids, lines ended alike, cut with … if endless."""
    plain = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= MAX_CHARACTERS else plain[: MAX_CHARACTERS - 1] + "…"


def total_of(block: Block, index: int) -> int | Fraction:
    """The sum of a column: cents or an exact number."""
    numbers = [cell_of(block.columns[index], row[index]).value for row in block.rows]
    return sum((number for number in numbers if isinstance(number, int | Fraction)), 0)


def _stacked(sheet: Sheet) -> list[tuple[Block, int]]:
    placed, row = [], 0 if sheet.plain else sheet.top
    for block in sheet.blocks:
        row += 1 if block.heading else 0
        placed.append((block, row))
        row += len(block.lines) + (1 if block.total else 0) + 3
    return placed


def _letter(index: int) -> str:
    letters, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
