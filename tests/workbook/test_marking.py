"""The copy that goes back to the office: every faulty cell red, with what is wrong and how to mend it."""

from __future__ import annotations

import io
from hashlib import shake_256
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from optimizer.model.errors import Problem, UnreadableFile
from optimizer.workbook.marking import SUMMARY, mark_problems
from optimizer.workbook.reader import check_workbook
from tests.workbook.small import tables, value_at, workbook


def spoilt(book: Workbook) -> None:
    book["Finanzierung"]["D2"] = -1
    book["Angebote"]["F2"] = "x"
    book["Angebote"]["F2"].comment = Comment("aus dem Antrag", "Amt")
    book["Finanzierung"].merge_cells("A3:B3")
    book["Träger"]["B2"] = "=1+1"
    book["Träger"]["B2"].data_type = "s"


def test_faulty_cells_are_red_and_say_why() -> None:
    data = workbook(spoilt)
    problems, _ = check_workbook(data)
    book = load_workbook(io.BytesIO(mark_problems(data, problems)))
    for sheet, cell in (("Finanzierung", "D2"), ("Angebote", "F2"), ("Finanzierung", "A3")):
        assert book[sheet][cell].fill.fgColor.rgb == "FFFF9999"
        assert "Erwartet:" in book[sheet][cell].comment.text
    assert book["Angebote"]["F2"].comment.text.startswith("aus dem Antrag")
    assert book["Finanzierung"]["D3"].fill.fgColor.rgb != "FFFF9999"


def test_the_values_stay_and_the_list_comes_first() -> None:
    data = workbook(spoilt)
    problems, _ = check_workbook(data)
    marked = mark_problems(data, problems)
    assert value_at(marked, "Finanzierung!D2") == -1
    assert check_workbook(marked)[0] == problems
    sheet = load_workbook(io.BytesIO(marked)).worksheets[0]
    assert sheet.title == SUMMARY
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [problem.place for problem in problems]


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    marked = mark_problems(workbook(spoilt), [Problem("Träger", "B2", "=2+2", "=3+3", "=4+4")])
    book = load_workbook(io.BytesIO(marked))
    assert book["Träger"]["B2"].data_type == "s"
    assert [cell.data_type for cell in book[SUMMARY][2]] == ["s"] * 4


def test_a_missing_sheet_stands_in_the_list_and_marking_twice_gives_one_list() -> None:
    rows = tables()
    del rows["Quellen"]
    data = workbook(rows=rows)
    problems, _ = check_workbook(data)
    twice = mark_problems(mark_problems(data, problems), problems)
    assert value_at(twice, f"{SUMMARY}!A2") == "Quellen"
    assert [name for name in load_workbook(io.BytesIO(twice)).sheetnames if SUMMARY in name] == [SUMMARY]


def test_only_harmless_files_are_copied() -> None:
    with pytest.raises(UnreadableFile, match="leer"):
        mark_problems(b"", [])
    with pytest.raises(UnreadableFile, match="Textdatei"):
        mark_problems(b"Angebot;Betrag", [])


def test_a_file_too_large_to_copy() -> None:
    noise = [shake_256(column.to_bytes(2)).hexdigest(15_000) for column in range(600)]
    with pytest.raises(UnreadableFile, match="zu groß"):
        mark_problems(workbook(lambda book: book["Träger"].append([None, *noise])), [])


def test_a_torn_part_that_only_copying_needs() -> None:
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(workbook())) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<torn" if name == "docProps/core.xml" else old.read(name))
    with pytest.raises(UnreadableFile, match="lässt sich nicht kopieren"):
        mark_problems(stream.getvalue(), [])
