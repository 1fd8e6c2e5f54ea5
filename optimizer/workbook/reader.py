"""Excel in: a file becomes a `Dataset`, or one list of everything that is wrong with it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from openpyxl.utils import column_index_from_string

from optimizer.model.dataset import Dataset
from optimizer.model.errors import InputError, Problem, UnreadableFile
from optimizer.workbook.cells import meant, quoted
from optimizer.workbook.checks import CHECKS
from optimizer.workbook.grid import Grid, read_grid
from optimizer.workbook.oddities import ODDITIES
from optimizer.workbook.package import open_package
from optimizer.workbook.precheck import MAX_UNPACKED, precheck
from optimizer.workbook.records import build_dataset
from optimizer.workbook.rules import rule_problems
from optimizer.workbook.schema import READ_ME, SHEET, SHEETS
from optimizer.workbook.tables import Book, Table, read_table

_ORDER: Final = {sheet.name: index for index, sheet in enumerate(SHEETS)}


def read_workbook(file: str | Path | bytes) -> Dataset:
    """Read a workbook.

    Raises `UnreadableFile` for what is no workbook, and `InputError` with every problem of a wrong one.
    """
    data = file_bytes(file)
    book, problems, notices = _read(data)
    if problems:
        raise InputError(problems)
    return build_dataset(book, hashlib.sha256(data).hexdigest(), tuple(notices))


def check_workbook(file: str | Path | bytes) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems and notices of a workbook; never raises for a wrong one (a file that is none is one problem)."""
    try:
        _, problems, notices = _read(file_bytes(file))
    except UnreadableFile as error:
        return error.problems, ()
    return tuple(problems), tuple(notices)


def file_bytes(file: str | Path | bytes) -> bytes:
    """The bytes of a file. Raises `UnreadableFile` where it is missing, locked or far too large."""
    if isinstance(file, bytes):
        return file
    path = Path(file)
    try:
        if path.stat().st_size > MAX_UNPACKED:
            raise UnreadableFile("Die Datei ist zu groß (Grenze 64 MB).")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"Die Datei {quoted(path.name)} gibt es nicht.") from None
    except OSError as error:
        why = "das ist ein Ordner" if path.is_dir() else "fehlt die Berechtigung?"
        raise UnreadableFile(f"Die Datei {quoted(path.name)} lässt sich nicht lesen ({why}).") from error


def _read(data: bytes) -> tuple[Book, list[Problem], list[Problem]]:
    precheck(data)
    grids, hidden = _grids(data)
    tables = {sheet.name: read_table(sheet, grids[sheet.name]) for sheet in SHEETS if sheet.name in grids}
    book = {sheet.name: tables.get(sheet.name) or Table(sheet, present=False) for sheet in SHEETS}
    problems = [problem for table in book.values() for problem in table.problems]
    problems += _missing_sheets(book, set(grids))
    for check in CHECKS:
        problems += check(book)
    problems += rule_problems(book["Regeln"])
    notices = [notice for table in book.values() for notice in table.notices]
    notices += _odd_sheets(grids, hidden)
    for oddity in ODDITIES:
        notices += oddity(book)
    return book, sorted(problems, key=_place), sorted(notices, key=_place)


def _grids(data: bytes) -> tuple[dict[str, Grid], set[str]]:
    """Every sheet of the contract by name, empty ones for the others; and the names of the hidden ones."""
    with ZipFile(io.BytesIO(data)) as archive:
        try:
            package = open_package(archive)
            grids: dict[str, Grid] = {}
            for part in package.sheets:
                if part.name in grids:
                    raise UnreadableFile(f"Das Blatt {quoted(part.name)} gibt es zweimal – bitte eines umbenennen.")
                with archive.open(part.path) as stream:
                    grids[part.name] = read_grid(part.name, stream, package) if part.name in SHEET else Grid(part.name)
        except (KeyError, ValueError, IndexError, StopIteration, ParseError, ExpatError) as error:
            raise UnreadableFile("Die Datei ist beschädigt oder unvollständig – bitte neu speichern.") from error
    return grids, {part.name for part in package.sheets if part.hidden}


def _missing_sheets(book: Book, present: set[str]) -> Iterator[Problem]:
    strange = present - set(SHEET)
    for table in book.values():
        if table.sheet.required and not table.present:
            name = table.sheet.name
            mend = (
                meant(name, strange).replace("Meinten Sie", "Heißt es bei Ihnen")
                or "das Blatt aus der Vorlage ergänzen"
            )
            yield Problem(name, "", "das Blatt fehlt", f"ein Blatt „{name}“", mend)


def _odd_sheets(grids: dict[str, Grid], hidden: set[str]) -> Iterator[Problem]:
    absent = set(SHEET) - set(grids)
    for name in grids:
        if name not in SHEET and name != READ_ME:
            yield Problem(name, "", "dieses Blatt wird nicht gelesen", "ein Blatt der Vorlage", meant(name, absent))
        elif name in hidden and name != READ_ME:
            yield Problem(
                name, "", "dieses ausgeblendete Blatt zählt mit", "sichtbare Blätter", "einblenden und prüfen"
            )


def _place(problem: Problem) -> tuple[int, int, int]:
    letters = problem.cell.rstrip("0123456789")
    row = int(problem.cell[len(letters) :] or 0)
    return _ORDER.get(problem.sheet, len(_ORDER)), row, column_index_from_string(letters) if letters else 0
