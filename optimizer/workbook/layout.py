"""The empty workbook of the schema: headers with notes, drop-downs, input checks, German formats."""

from __future__ import annotations

from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.workbook import kinds
from optimizer.workbook.columns import Column, Sheet
from optimizer.workbook.rulebook import RULES
from optimizer.workbook.saving import put_text
from optimizer.workbook.schema import AUTHORITY, READ_ME, RULE_ROWS, SHEET, SHEETS

LAST_ROW: Final = 5_000
"""Drop-downs and input checks reach down to this row."""

_REQUIRED_FILL: Final = PatternFill("solid", fgColor="FF1F4E79")
_OPTIONAL_FILL: Final = PatternFill("solid", fgColor="FFD6E4F0")
_REQUIRED_FONT: Final = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
_OPTIONAL_FONT: Final = Font(name="Calibri", size=11, bold=True, color="FF1F2937")
_LONGEST_LIST: Final = 255
_PROMPT: Final = 250
_NUMBERS: Final = (
    kinds.MONEY,
    kinds.HOURS,
    kinds.HOUR_GRID,
    kinds.NUMBER,
    kinds.DEGREE,
    kinds.SHARE,
    kinds.PERCENT,
)
_READ_ME: Final = (
    "Arbeitsmappe für Staffelstab",
    "",
    "Jedes Blatt ist eine Tabelle: Zeile 1 trägt die Spaltennamen, ab Zeile 2 steht je Zeile ein Eintrag.",
    "Dunkelblaue Spalten sind Pflicht, hellblaue dürfen leer bleiben; die Notiz am Spaltennamen sagt, was dann gilt.",
    "Spalten und Blätter dürfen anders angeordnet werden. Weitere Spalten und Blätter werden nicht gelesen.",
    "Keine Summenzeilen, keine verbundenen Zellen, keine Überschriften über den Spaltennamen.",
    "Schlüssel (Angebot, Träger, Quelle …) sind frei wählbar, ohne „;“ und „:“, und überall genau gleich zu schreiben.",
    "Mehrere Angaben in einer Zelle werden durch „;“ getrennt.",
    "Beträge in Euro mit höchstens zwei Nachkommastellen. Daten als Excel-Datum oder wie 31.12.2029.",
    "Anteile als 0,05 oder 5 oder 5 %. Ja/nein-Angaben als „ja“ oder „nein“.",
    "Namen, Krankheiten oder Geburtsdaten einzelner Menschen gehören nicht in diese Mappe.",
    "",
    "Die Blätter:",
)


def new_workbook() -> Workbook:
    """A workbook with the sheet of explanations and every sheet of the schema, without data rows."""
    book = Workbook()
    _read_me(book.active)
    for sheet in SHEETS:
        _empty_sheet(book.create_sheet(sheet.name), sheet)
    return book


def note(column: Column) -> str:
    """What a column means, in a few lines: for its note and its input prompt."""
    lines = [column.meaning, f"Erwartet: {column.expected}."]
    lines.append("Pflichtangabe." if column.required else f"Leer: {column.default or 'keine Angabe'}.")
    return "\n".join(lines)


def _read_me(worksheet: Worksheet) -> None:
    worksheet.title = READ_ME
    worksheet.column_dimensions["A"].width = 22
    worksheet.column_dimensions["B"].width = 110
    for text in _READ_ME:
        worksheet.append([text])
    for sheet in SHEETS:
        worksheet.append([sheet.name, sheet.meaning + ("" if sheet.required else " (darf fehlen)")])
    worksheet["A1"].font = Font(name="Calibri", bold=True, size=14)


def _empty_sheet(worksheet: Worksheet, sheet: Sheet) -> None:
    for index, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(index)
        header = worksheet.cell(1, index)
        put_text(header, column.name)
        header.font = _REQUIRED_FONT if column.required else _OPTIONAL_FONT
        header.alignment = Alignment(wrap_text=True, vertical="top")
        header.fill = _REQUIRED_FILL if column.required else _OPTIONAL_FILL
        header.comment = _comment(note(column))
        worksheet.column_dimensions[letter].width = max(12, min(34, len(column.name) + 6))
        worksheet.column_dimensions[letter].number_format = column.kind.number_format
        check = input_check(column)
        if check is not None:
            check.add(f"{letter}2:{letter}{LAST_ROW}")
            worksheet.add_data_validation(check)
    worksheet.freeze_panes = "B2"
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}1"


def _comment(text: str) -> Comment:
    return Comment(text, "Staffelstab", height=140, width=320)


def input_check(column: Column) -> DataValidation | None:
    """Excel's own check of what is typed: it helps, and the reader relies on none of it."""
    check = _validation(column)
    if check is None:
        return None
    check.promptTitle, check.prompt = column.name[:32], note(column)[:_PROMPT]
    check.errorTitle, check.error = column.name[:32], f"Erwartet: {column.expected}"[:_PROMPT]
    check.allow_blank = check.showInputMessage = check.showErrorMessage = True
    return check


def _validation(column: Column) -> DataValidation | None:
    words = ",".join(column.choices)
    if column.kind in (kinds.CHOICE, kinds.YES_NO, kinds.FIELD) and len(words) < _LONGEST_LIST:
        return DataValidation(type="list", formula1=f'"{words}"')
    if column.kind is kinds.REFERENCE and column.reference:
        strict = None if column.also or column.name == "Kapazität" else "stop"
        return DataValidation(type="list", formula1=_key_range(SHEET[column.reference]), errorStyle=strict or "warning")
    if column.kind is kinds.DATE:
        return DataValidation(type="date", operator="between", formula1="18264", formula2="91677")
    if column.kind in (kinds.WHOLE, kinds.YEAR):
        return DataValidation(
            type="whole", operator="between", formula1=str(column.minimum), formula2=str(column.maximum)
        )
    if column.kind in _NUMBERS:
        return _decimal(column)
    return DataValidation(type="textLength", operator="equal", formula1="8") if column.kind is kinds.AGS else None


def _decimal(column: Column) -> DataValidation:
    low = str(0 if column.kind is kinds.SHARE else -999_999_999 if column.minimum is None else column.minimum)
    high = str(100 if column.kind is kinds.SHARE else column.maximum or "999999999.99")
    return DataValidation(type="decimal", operator="between", formula1="0" if column.positive else low, formula2=high)


def _key_range(sheet: Sheet) -> str:
    return f"'{sheet.name}'!$A$2:$A${LAST_ROW}"


def fill_rules(worksheet: Worksheet) -> None:
    """One row per rule, with its note and its own input check; the values stay empty, which means the default."""
    worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = 32, 64
    for number, rule in enumerate(RULES, start=2):
        put_text(worksheet.cell(number, 1), rule.name)
        worksheet.cell(number, 1).comment = _comment(note(rule))
        worksheet.cell(number, 2).number_format = rule.kind.number_format
        check = input_check(rule)
        if check is not None:
            check.add(f"B{number}")
            worksheet.add_data_validation(check)


def rules_sheet(book: Workbook) -> Worksheet:
    """The sheet Regeln."""
    return book[RULE_ROWS.name]


def authority_sheet(book: Workbook) -> Worksheet:
    """The sheet Behörde."""
    worksheet = book[AUTHORITY.name]
    worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = 24, 64
    return worksheet
