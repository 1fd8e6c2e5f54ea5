"""The uploaded workbook with its mistakes in red, so that the office mends them where they stand."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from typing import Final
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from optimizer.model.errors import Problem, UnreadableFile
from optimizer.workbook.precheck import MEGABYTE
from optimizer.workbook.reader import check_workbook
from optimizer.workbook.saving import put_text, workbook_bytes

SUMMARY: Final = "Prüfergebnis"
_RED: Final = PatternFill("solid", fgColor="FFFF9999")
_LARGEST: Final = 16 * MEGABYTE
_TOO_LARGE: Final = "Die Datei ist für eine markierte Kopie zu groß – bitte leere formatierte Zeilen löschen."


def mark_problems(file_bytes: bytes, problems: Iterable[Problem]) -> bytes:
    """A copy with every faulty cell red and commented, and a first sheet that lists all problems.

    Raises `UnreadableFile` for what is no harmless workbook, or too large to copy (16 MB unpacked).
    """
    found, _ = check_workbook(file_bytes)
    if found and found[0].sheet == "Datei":
        raise UnreadableFile(found[0].found)
    book = _open(file_bytes)
    listed = tuple(problems)
    for problem in listed:
        if problem.sheet in book.sheetnames and problem.cell:
            _mark(book[problem.sheet][problem.cell], problem)
    _summarise(book, listed)
    return workbook_bytes(book)


def _open(data: bytes) -> Workbook:
    with ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST:
            raise UnreadableFile(_TOO_LARGE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions of Excel that openpyxl leaves out
        try:
            return load_workbook(io.BytesIO(data), keep_links=False)
        except (ValueError, KeyError, TypeError, AttributeError, SyntaxError) as error:
            raise UnreadableFile("Die Datei lässt sich nicht kopieren – bitte in Excel neu speichern.") from error


def _mark(cell: Cell | MergedCell, problem: Problem) -> None:
    cell.fill = _RED
    if isinstance(cell, MergedCell):
        return
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{_sentence(problem)}", "Staffelstab", height=140, width=320)


def _sentence(problem: Problem) -> str:
    mend = f"\n{problem.mend}" if problem.mend else ""
    return f"Gefunden: {problem.found}\nErwartet: {problem.expected}{mend}"


def _summarise(book: Workbook, problems: tuple[Problem, ...]) -> None:
    if SUMMARY in book.sheetnames:
        del book[SUMMARY]
    sheet = book.create_sheet(SUMMARY, 0)
    for column, (name, width) in enumerate((("Stelle", 26), ("Gefunden", 60), ("Erwartet", 60), ("Abhilfe", 60)), 1):
        put_text(sheet.cell(1, column), name)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions["ABCD"[column - 1]].width = width
    for number, problem in enumerate(problems, start=2):
        for column, text in enumerate((problem.place, problem.found, problem.expected, problem.mend), 1):
            put_text(sheet.cell(number, column), text)
    sheet.freeze_panes = "A2"
    book.active = 0
