"""The empty workbook that an office starts from: it reads without a word, and it helps while typing."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from optimizer.workbook.columns import Sheet
from optimizer.workbook.reader import check_workbook, read_workbook
from optimizer.workbook.rulebook import AUTHORITY_ENTRIES, RULES
from optimizer.workbook.schema import READ_ME, SHEETS
from optimizer.workbook.template import template_bytes

BOOK = load_workbook(io.BytesIO(template_bytes()))


def test_it_reads_without_problem_or_notice() -> None:
    assert check_workbook(template_bytes()) == ((), ())


def test_it_sets_the_lot_rules_of_an_office() -> None:
    rules = read_workbook(template_bytes()).rules
    assert (rules.hour_grid, rules.min_hours, rules.max_substitutes) == (Fraction(1, 2), 5, 2)
    assert rules.goals[-1] == "Übergaben"


def test_it_begins_with_an_explanation_and_names_every_sheet() -> None:
    assert BOOK.sheetnames == [READ_ME, *(sheet.name for sheet in SHEETS)]
    told = {row[0].value for row in BOOK[READ_ME].iter_rows(max_col=1)}
    assert {sheet.name for sheet in SHEETS} <= told


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_has_its_header_and_note(sheet: Sheet) -> None:
    headers = BOOK[sheet.name][1]
    assert [cell.value for cell in headers] == [column.name for column in sheet.columns]
    for cell, column in zip(headers, sheet.columns, strict=True):
        assert column.meaning in cell.comment.text
        assert column.expected in cell.comment.text
    assert BOOK[sheet.name].freeze_panes == "B2"


def checks(sheet: str) -> dict[str, str]:
    """The formula of each input check, by the range it holds for."""
    return {str(check.sqref): check.formula1 for check in BOOK[sheet].data_validations.dataValidation}


def test_words_of_choice_drop_down() -> None:
    assert checks("Kapazitäten")["B2:B5000"] == "'Träger'!$A$2:$A$5000"
    assert checks("Quellen")["C2:C5000"] == '"Land,Landkreis,Kommune,Dritte"'
    assert checks("Angebote")["E2:E5000"] == '"§ 11,§ 12,§ 13,§ 13a,§ 14,§ 16"'
    assert checks("Ereignisse")["Q2:Q5000"].startswith('"Personalausfall,')


def test_every_rule_has_its_row_note_and_check() -> None:
    sheet = BOOK["Regeln"]
    assert [sheet.cell(row, 1).value for row in range(2, len(RULES) + 2)] == [rule.name for rule in RULES]
    assert all(sheet.cell(row, 1).comment for row in range(2, len(RULES) + 2))
    assert checks("Regeln")["B10"] == '"ja,nein"'
    assert checks("Regeln")["B5"] == checks("Regeln")["B6"] == "0"
    assert [sheet.value for (sheet,) in BOOK["Behörde"].iter_rows(min_row=2, max_col=1)] == list(AUTHORITY_ENTRIES)
