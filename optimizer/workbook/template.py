"""The empty workbook that an office starts from (`staffelstab vorlage`)."""

from __future__ import annotations

from optimizer.workbook.layout import authority_sheet, fill_rules, new_workbook, rules_sheet
from optimizer.workbook.rulebook import AUTHORITY_ENTRIES, OFFICE_RULES, RULES
from optimizer.workbook.saving import put_text, workbook_bytes
from optimizer.workbook.values import to_cell


def template_bytes() -> bytes:
    """The empty workbook: no data, every rule listed, and the lot rules that an office wants set."""
    book = new_workbook()
    rules = rules_sheet(book)
    fill_rules(rules)
    for number, rule in enumerate(RULES, start=2):
        if rule.name in OFFICE_RULES:
            to_cell(rules.cell(number, 2), rule, OFFICE_RULES[rule.name])
    for number, entry in enumerate(AUTHORITY_ENTRIES, start=2):
        put_text(authority_sheet(book).cell(number, 1), entry)
    return workbook_bytes(book)
