"""The schema agrees with the records it fills and with itself."""

from __future__ import annotations

from dataclasses import fields

import pytest

from optimizer.model import dataset as nouns
from optimizer.workbook.columns import Sheet
from optimizer.workbook.layout import note
from optimizer.workbook.rulebook import OFFICE_RULES, RULE, RULES, SLACK
from optimizer.workbook.schema import QUANTITIES, SHEET, SHEETS

RECORDS = {
    "Sozialräume": nouns.SocialSpace,
    "Kommunen": nouns.Municipality,
    "Träger": nouns.Provider,
    "Angebote": nouns.Offering,
    "Quellen": nouns.Source,
    "Finanzierung": nouns.Grant,
    "Reserven": nouns.Reserve,
    "Anteile": nouns.ShareRule,
    "Kapazitäten": nouns.Capacity,
    "Ereignisse": nouns.Event,
    "Annahmen": nouns.Assumption,
    "Vorgaben": nouns.Pin,
}
NOT_IN_THE_SHEET = {
    "Reserven": {"offering", "ags", "field"},  # bounds that only carry_forward sets
    "Kapazitäten": {"only_outage"},
    "Ereignisse": {"row"},
    "Annahmen": {"row"},
    "Vorgaben": {"row"},
}


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_of_a_record_has_its_column(name: str) -> None:
    given = {field.name for field in fields(RECORDS[name])} - NOT_IN_THE_SHEET.get(name, set())
    assert {column.attribute for column in SHEET[name].columns} == given


def test_every_field_of_the_rules_has_its_rule() -> None:
    plain = {rule.attribute for rule in RULES if rule.name not in SLACK}
    assert plain == {field.name for field in fields(nouns.Rules)} - {"slack"}
    assert set(SLACK.values()) == set(nouns.GOAL_NAMES)
    assert set(OFFICE_RULES) <= set(RULE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_whole(sheet: Sheet) -> None:
    assert sheet.meaning
    assert set(sheet.unique) <= set(sheet.by_attribute)
    for column in sheet.columns:
        assert column.meaning
        assert not (column.required and column.default)
        assert column.reference is None or SHEET[column.reference].key
        assert column.meaning in note(column)


def test_assumptions_name_sheets_with_keys() -> None:
    assert all(SHEET[name].key for name in QUANTITIES.values())
