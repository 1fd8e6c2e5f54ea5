"""One pass over a sheet's XML, piece by piece: cells with content, hidden rows and columns, merged ranges.

Unlike openpyxl it sees a cell's formula and stored value at once, believes no `<dimension>`, and keeps nothing of
formatted but empty cells, so that a million of them cost seconds and no memory.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Final
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from optimizer.model.errors import UnreadableFile
from optimizer.workbook.cells import Cell
from optimizer.workbook.package import MAIN, Package

MAX_ROWS: Final = 100_000
"""Rows with content in one sheet."""
MAX_COLUMNS: Final = 1_000
MAX_LAST_ROW: Final = 200_000
"""No content may lie beyond these."""
MAX_CELLS: Final = 1_000_000
"""Cells with content in one sheet."""

_PIECE: Final = 1 << 18
_ROW, _CELL, _VALUE, _FORMULA, _TEXT, _PHONETIC, _MERGE, _COLUMN = (
    f"{MAIN} {name}" for name in ("row", "c", "v", "f", "t", "rPh", "mergeCell", "col")
)
_ERRORS: Final = frozenset(
    (
        "#NV",
        "#N/A",
        "#REF!",
        "#BEZUG!",
        "#DIV/0!",
        "#WERT!",
        "#VALUE!",
        "#NAME?",
        "#ZAHL!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#ÜBERLAUF!",
        "#CALC!",
    )
)
_CELL_XML: Final = rb"<c r=\"[A-Z]+[0-9]+\"(?: [a-z]+=\"[^\"<>]*\")*/>"
_EMPTY_ROW: Final = re.compile(
    rb"<row r=\"[0-9]+\"[^<>]*>(?:" + _CELL_XML + rb")*</row>|<row r=\"[0-9]+\"(?: [A-Za-z0-9:]+=\"[^\"<>]*\")*/>"
)
_CDATA: Final = b"<![CDATA["
_TRUE: Final = ("1", "true")

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row, counted from 1."""


@dataclass(slots=True)
class Grid:
    """What a sheet holds: `rows[row][column]`, both counted from 1."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    cells: int = 0


def read_grid(name: str, stream: IO[bytes], package: Package) -> Grid:
    """Read one sheet. Raises `UnreadableFile` for content that lies far off, giant merged ranges or broken XML."""
    parser = _SheetParser(name, package)
    try:
        for piece in _without_empty_rows(stream, parser):
            parser.expat.Parse(piece, False)  # noqa: FBT003  a C function without keywords
        parser.expat.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError, IndexError, OverflowError) as error:
        raise UnreadableFile(f"Das Blatt „{name}“ ist beschädigt – bitte in Excel öffnen und neu speichern.") from error
    return parser.grid


def _without_empty_rows(stream: IO[bytes], parser: _SheetParser) -> Iterator[bytes]:
    """The XML, less formatted rows without content: only speed hangs on it, so any doubt leaves a row in."""
    tail, cut = b"", True
    while piece := stream.read(_PIECE):
        cut = cut and _CDATA not in tail + piece
        tail = piece[-len(_CDATA) :]
        if cut:
            piece, count = _EMPTY_ROW.subn(b"", piece)
            parser.rows_cut = parser.rows_cut or count > 0
        yield piece


class _SheetParser:
    """Callbacks of the XML parser; the state is the cell being read."""

    def __init__(self, name: str, package: Package) -> None:
        self.grid, self.package = Grid(name), package
        self.row = self.column = 0
        self.row_hidden = self.rows_cut = False
        self.type = self.style = ""
        self.formula = self.has_value = self.phonetic = False
        self.pieces: list[str] = []
        self.letters: dict[str, int] = {}
        self.expat = expat.ParserCreate(namespace_separator=" ")
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self.start
        self.expat.EndElementHandler = self.end
        self.expat.StartDoctypeDeclHandler = self.refuse_dtd

    def refuse_dtd(self, *_: object) -> None:
        raise UnreadableFile("Die Datei enthält eine DTD oder Entitäten – abgelehnt.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _CELL:
            self.start_cell(attributes)
        elif name in (_VALUE, _TEXT):
            if not self.phonetic:
                self.has_value = True
                self.expat.CharacterDataHandler = self.pieces.append
        elif name == _ROW:
            if "r" not in attributes and self.rows_cut:
                raise ValueError("rows with and without numbers")
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            self.row_hidden = attributes.get("hidden") in _TRUE
        elif name == _FORMULA:
            self.formula = True
        elif name == _PHONETIC:
            self.phonetic = True
        elif name == _MERGE:
            self.merge(attributes.get("ref", ""))
        elif name == _COLUMN and attributes.get("hidden") in _TRUE and len(self.grid.hidden_columns) < MAX_COLUMNS:
            self.grid.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789")
        if letters:
            self.column = self.letters.get(letters) or self.letters.setdefault(
                letters, column_index_from_string(letters)
            )
            self.row = int(reference[len(letters) :])
        else:
            self.column += 1
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.formula = self.has_value = False
        self.pieces.clear()

    def end(self, name: str) -> None:
        if name == _CELL:
            if self.has_value or self.formula:
                self.keep()
        elif name in (_VALUE, _TEXT):
            self.expat.CharacterDataHandler = None
        elif name == _PHONETIC:
            self.phonetic = False

    def keep(self) -> None:
        cell = self.cell("".join(self.pieces))
        if cell is None:
            return
        row = self.grid.rows.get(self.row)
        if row is None:
            row = self.new_row()
        if self.column > MAX_COLUMNS:
            self.far_off()
        row[self.column] = cell
        self.grid.cells += 1
        if self.grid.cells > MAX_CELLS:
            raise UnreadableFile(f"Das Blatt „{self.grid.name}“ hat mehr als eine Million Inhalte – bitte aufteilen.")

    def new_row(self) -> dict[int, Cell]:
        if self.row > MAX_LAST_ROW:
            self.far_off()
        if len(self.grid.rows) >= MAX_ROWS:
            raise UnreadableFile(f"Das Blatt „{self.grid.name}“ hat mehr als 100.000 Zeilen – bitte aufteilen.")
        if self.row_hidden:
            self.grid.hidden_rows.append(self.row)
        return self.grid.rows.setdefault(self.row, {})

    def far_off(self) -> None:
        place = f"{get_column_letter(self.column)}{self.row}" if self.column <= 16_384 else f"Zeile {self.row}"
        raise UnreadableFile(
            f"Das Blatt „{self.grid.name}“ enthält weit abseits der Tabelle Inhalte ({place}) – bitte dort löschen."
        )

    def cell(self, text: str) -> Cell | None:
        """The cell of type `self.type` with this stored text; None where it is empty."""
        if self.formula and not self.has_value:
            return Cell("formula", "")
        if self.type in ("str", "inlineStr"):
            return _worded(unescape(text) if "_x" in text else text)
        if not text:
            return Cell("formula", "") if self.formula else None
        if self.type == "s":
            return _worded(self.package.texts[int(text)])
        return self.plain(text)

    def plain(self, text: str) -> Cell:
        """A number, a truth value, an error or an ISO date."""
        if self.type == "b":
            return Cell("bool", text in _TRUE)
        if self.type == "e":
            return Cell("error", text)
        if self.type == "d":
            return Cell("date", _iso(text))
        return self.number(float(text))

    def number(self, value: float) -> Cell:
        if not math.isfinite(value):
            return Cell("error", str(value))
        if self.style in self.package.dates:
            return self.dated(value)
        return Cell("number", value, self.style in self.package.percents)

    def dated(self, value: float) -> Cell:
        if value < 1:
            return Cell("date", str(value))
        try:
            return Cell("date", _midnight(from_excel(value, self.package.epoch)))
        except (OverflowError, ValueError):
            return Cell("error", f"Datum {value:.0f}")

    def merge(self, reference: str) -> None:
        first_column, first_row, last_column, last_row = (each or 0 for each in range_boundaries(reference))
        self.grid.merged.append((first_column, first_row, last_column, last_row))


def _worded(text: str) -> Cell | None:
    stripped = text.strip()
    if not stripped:
        return None
    return Cell("error" if stripped in _ERRORS else "text", stripped)


def _midnight(value: object) -> datetime | str:
    """A datetime; a mere time of day stays a text that no date parser takes."""
    return value if isinstance(value, datetime) else str(value)


def _iso(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
