"""The data dictionary in `docs/` says what the schema says."""

from __future__ import annotations

from pathlib import Path

from optimizer.workbook.dictionary import dictionary_text, write_dictionary
from optimizer.workbook.rulebook import RULES
from optimizer.workbook.schema import SHEETS

FILE = Path(__file__).parents[2] / "docs" / "datenwoerterbuch.md"


def test_the_file_is_the_one_the_schema_gives() -> None:
    assert FILE.read_text("utf-8") == dictionary_text()


def test_it_names_every_sheet_column_and_rule(tmp_path: Path) -> None:
    write_dictionary(tmp_path / "buch.md")
    text = (tmp_path / "buch.md").read_text("utf-8")
    for sheet in SHEETS:
        assert f"## {sheet.name}\n" in text
        assert all(f"| **{column.name}**" in text for column in sheet.columns)
    assert all(f"| **{rule.name}** |" in text for rule in RULES)
