"""What a workbook changes against the one before it: row by row, cell by cell, in the words of the sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Literal

from optimizer.model.dataset import Assumption, Dataset, Rules
from optimizer.model.german import amount
from optimizer.workbook.columns import Column, Sheet
from optimizer.workbook.rulebook import RULES, SLACK
from optimizer.workbook.schema import SHEETS
from optimizer.workbook.showing import shown_value
from optimizer.workbook.writer import RECORDS

_LABEL_COLUMNS: Final = 4
"""So many cells name a row that has no key of its own."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, or one whole row (`column` empty), that is different. All as people read it."""

    sheet: str
    row: str
    column: str
    before: str
    after: str
    what: Literal["neu", "entfällt", "geändert"]


def changes(before: Dataset, after: Dataset) -> tuple[Change, ...]:
    """Everything that differs, in the order of the sheets; the order of rows is no difference."""
    found: list[Change] = []
    for sheet in SHEETS:
        if sheet.name in RECORDS:
            old, new = (getattr(dataset, RECORDS[sheet.name]) for dataset in (before, after))
            found += _by_key(sheet, old, new) if sheet.unique else _without_key(sheet, old, new)
    found += _rules(before.rules, after.rules)
    found += _entries(dict(before.authority), dict(after.authority))
    return tuple(found)


def _by_key(sheet: Sheet, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
    old, new = ({_key(sheet, record): record for record in records} for records in (before, after))
    for key in sorted({*old, *new}):
        row = " · ".join(key)
        if key not in new:
            yield Change(sheet.name, row, "", _summary(sheet, old[key]), "", "entfällt")
        elif key not in old:
            yield Change(sheet.name, row, "", "", _summary(sheet, new[key]), "neu")
        else:
            yield from _cells(sheet, row, old[key], new[key])


def _cells(sheet: Sheet, row: str, old: object, new: object) -> Iterator[Change]:
    for column in sheet.columns:
        if _value(old, column) != _value(new, column):
            yield Change(sheet.name, row, column.name, _shown(column, old), _shown(column, new), "geändert")


def _key(sheet: Sheet, record: object) -> tuple[str, ...]:
    return tuple(str(getattr(record, attribute)) for attribute in sheet.unique)


def _without_key(sheet: Sheet, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
    """Rows without a key are the same or they are not."""
    old, new = (Counter(_summary(sheet, record, whole=True) for record in records) for records in (before, after))
    for row in (old - new).elements():
        yield Change(sheet.name, "", "", row, "", "entfällt")
    for row in (new - old).elements():
        yield Change(sheet.name, "", "", "", row, "neu")


def _summary(sheet: Sheet, record: object, *, whole: bool = False) -> str:
    cells = [_shown(column, record) for column in sheet.columns if column.attribute not in sheet.unique]
    full = [cell for cell in cells if cell]
    return "; ".join(full if whole else full[:_LABEL_COLUMNS])


def _value(record: object, column: Column) -> object:
    return getattr(record, column.attribute)


def _shown(column: Column, record: object) -> str:
    if isinstance(record, Assumption) and column.attribute == "addend" and record.quantity != "Kapazität":
        return f"{amount(int(record.addend))} €"
    return shown_value(column, _value(record, column))


def _rules(before: Rules, after: Rules) -> Iterator[Change]:
    for rule in RULES:
        old, new = (
            dict(rules.slack).get(SLACK[rule.name], Fraction(0))
            if rule.name in SLACK
            else getattr(rules, rule.attribute)
            for rules in (before, after)
        )
        if old != new:
            yield Change("Regeln", rule.name, "Wert", shown_value(rule, old), shown_value(rule, new), "geändert")


def _entries(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for entry in sorted({*before, *after}):
        old, new = before.get(entry, ""), after.get(entry, "")
        if old != new:
            what: Literal["neu", "entfällt", "geändert"] = "geändert" if old and new else "neu" if new else "entfällt"
            yield Change("Behörde", entry, "Wert", old, new, what)
