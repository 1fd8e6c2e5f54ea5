"""A dataset back into a workbook of the schema, read back and compared before anyone gets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.model.dataset import Assumption, Dataset, Rules
from optimizer.model.errors import CheckFailed
from optimizer.workbook.columns import Sheet
from optimizer.workbook.layout import authority_sheet, fill_rules, new_workbook, rules_sheet
from optimizer.workbook.reader import read_workbook
from optimizer.workbook.rulebook import RULES, SLACK
from optimizer.workbook.saving import put_text, save, workbook_bytes
from optimizer.workbook.schema import AUTHORITY, RULE_ROWS, SHEETS
from optimizer.workbook.values import to_cell

RECORDS: Final = {
    "Sozialräume": "spaces",
    "Kommunen": "municipalities",
    "Träger": "providers",
    "Angebote": "offerings",
    "Quellen": "sources",
    "Finanzierung": "grants",
    "Reserven": "reserves",
    "Anteile": "shares",
    "Kapazitäten": "capacities",
    "Ereignisse": "events",
    "Annahmen": "assumptions",
    "Vorgaben": "pins",
}
"""Which tuple of the dataset stands in which sheet."""


def write_dataset(dataset: Dataset, path: str | Path) -> None:
    """Write a dataset as a workbook.

    Raises `CheckFailed` where the dataset holds what no sheet can say (the file would not read back as the same one),
    `InputError` where it breaks the rules of the workbook, and `TargetError` where the file cannot be written.
    """
    save(dataset_bytes(dataset), path)


def dataset_bytes(dataset: Dataset) -> bytes:
    """The workbook of a dataset as bytes; raises as `write_dataset` does."""
    book = new_workbook()
    for sheet in SHEETS:
        if sheet.name in RECORDS:
            _fill(book[sheet.name], sheet, getattr(dataset, RECORDS[sheet.name]))
    _fill_rules(book, dataset.rules)
    _fill_authority(book, dataset.authority)
    data = workbook_bytes(book)
    _compare(dataset, read_workbook(data))
    return data


def _fill(worksheet: Worksheet, sheet: Sheet, records: Iterable[object]) -> None:
    for number, record in enumerate(records, start=2):
        for index, column in enumerate(sheet.columns, start=1):
            to_cell(worksheet.cell(number, index), column, _value(record, column.attribute))


def _value(record: object, attribute: str) -> object:
    value = getattr(record, attribute)
    if isinstance(record, Assumption) and attribute == "addend":
        return value if record.quantity == "Kapazität" else Fraction(value) / 100
    return value


def _fill_rules(book: Workbook, rules: Rules) -> None:
    worksheet, slack = rules_sheet(book), dict(rules.slack)
    fill_rules(worksheet)
    for number, rule in enumerate(RULES, start=2):
        value = slack.get(SLACK[rule.name]) if rule.name in SLACK else getattr(rules, rule.attribute)
        to_cell(worksheet.cell(number, RULE_ROWS.columns.index(RULE_ROWS.column["Wert"]) + 1), rule, value)


def _fill_authority(book: Workbook, entries: Iterable[tuple[str, str]]) -> None:
    worksheet = authority_sheet(book)
    for number, entry in enumerate(entries, start=2):
        for index, (column, text) in enumerate(zip(AUTHORITY.columns, entry, strict=True), start=1):
            worksheet.cell(number, index).number_format = column.kind.number_format
            put_text(worksheet.cell(number, index), text)


def _compare(before: Dataset, after: Dataset) -> None:
    """The paper reads back as written; else the first sheet that does not is named."""
    for sheet, attribute in (*RECORDS.items(), ("Behörde", "authority")):
        if getattr(before, attribute) != getattr(after, attribute):
            raise CheckFailed(f"Das Blatt „{sheet}“ kann nicht alles wiedergeben, was die Daten enthalten.")
    if _sorted(before.rules) != _sorted(after.rules):
        raise CheckFailed("Das Blatt „Regeln“ kann nicht alles wiedergeben, was die Daten enthalten.")


def _sorted(rules: Rules) -> Rules:
    return replace(rules, slack=tuple(sorted(rules.slack)))
