"""The data dictionary `docs/datenwoerterbuch.md`, written from the schema."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from optimizer.model.german import number
from optimizer.workbook.columns import Column, Sheet
from optimizer.workbook.rulebook import AUTHORITY_ENTRIES, OFFICE_RULES, RULES
from optimizer.workbook.schema import SHEETS

_HEAD = """# Datenwörterbuch

Jedes Blatt und jede Spalte der Arbeitsmappe. Diese Datei schreibt das Programm aus seinem Schema
(`python -m optimizer.workbook.dictionary docs/datenwoerterbuch.md`); von Hand ändern lohnt nicht.

Pflichtspalten tragen ein ✱, Schlüssel ein (k). Die Reihenfolge der Blätter und Spalten ist frei.
"""


def dictionary_text() -> str:
    """The whole dictionary as Markdown."""
    return "\n".join((_HEAD, *(line for sheet in SHEETS for line in _sheet(sheet)), *_rules(), *_authority()))


def write_dictionary(path: str | Path) -> None:
    """Write the dictionary."""
    Path(path).write_text(dictionary_text(), encoding="utf-8", newline="\n")


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"## {sheet.name}\n"
    optional = "" if sheet.required else " Das Blatt darf fehlen."
    yield f"{sheet.meaning}{optional}"
    if len(sheet.unique) > 1:
        names = ", ".join(sheet.by_attribute[attribute].name for attribute in sheet.unique)
        yield f"Je {names} höchstens eine Zeile."
    yield "\n| Spalte | Bedeutung | Inhalt | leer heißt |\n|---|---|---|---|"
    for column in sheet.columns:
        mark = (" ✱" if column.required else "") + (" (k)" if column.attribute == sheet.key else "")
        yield _line(f"**{column.name}**{mark}", column)
    yield ""


def _line(name: str, column: Column) -> str:
    empty = "nicht erlaubt" if column.required else column.default or "keine Angabe"
    return f"| {name} | {_cell(column.meaning)} | {_cell(column.expected)} | {_cell(empty)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _rules() -> Iterator[str]:
    yield "## Die Regeln\n"
    yield "| Regel | Bedeutung | Inhalt | leer heißt |\n|---|---|---|---|"
    for rule in RULES:
        yield _line(f"**{rule.name}**", rule)
    yield "\nDie leere Vorlage setzt:\n"
    for name, value in OFFICE_RULES.items():
        yield f"- {name}: {'; '.join(value) if isinstance(value, tuple) else _plain(value)}"
    yield ""


def _plain(value: Fraction | int) -> str:
    return number(Fraction(value))


def _authority() -> Iterator[str]:
    yield "## Die Angaben der Behörde\n"
    yield f"Die Vorlage nennt {', '.join(AUTHORITY_ENTRIES)}; weitere Angaben sind erlaubt.\n"
    first = "„Aktenzeichen K-21“ und „Finanzierungsart K-21“"
    yield f"Ein erster Zuwendungsbescheid für die Kapazität K-21 liest {first}.\n"


if __name__ == "__main__":
    write_dictionary(sys.argv[1])
