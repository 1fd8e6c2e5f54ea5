"""The sheet Regeln: each row names a rule of `rulebook.RULES` and its value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

from optimizer.model.dataset import Rules
from optimizer.model.errors import Problem
from optimizer.model.hours import hundredths
from optimizer.workbook.cells import Cell, Wrong, meant, quoted
from optimizer.workbook.rulebook import RULE, SLACK
from optimizer.workbook.tables import Row, Table


def rule_problems(table: Table) -> Iterator[Problem]:
    """Unknown rules, with the nearest known name, and values that do not fit their rule."""
    for row in table.rows:
        name = row.get("rule")
        if not isinstance(name, str):
            continue
        if name not in RULE:
            expected = "eine bekannte Regel (siehe Datenwörterbuch)"
            yield table.problem(row, "rule", f"die unbekannte Regel {quoted(name)}", expected, meant(name, RULE))
            continue
        try:
            _value(row)
        except Wrong as error:
            yield table.problem(row, "value", error.found, f"{name}: {RULE[name].expected}", error.mend)


def least_hours(table: Table) -> Iterator[tuple[Row, Fraction]]:
    """Regel Mindestumfang as it was written, with its row."""
    for row in table.rows:
        if row.get("rule") == "Mindestumfang":
            with suppress(Wrong):
                if isinstance(hours := _value(row), Fraction):
                    yield row, hours


def _value(row: Row) -> object:
    """The parsed value; None where the cell is empty. Raises `Wrong`."""
    cell, column = row.get("value"), RULE[str(row.get("rule"))]
    if not isinstance(cell, Cell):
        return None
    value = column.kind.parse(cell, column)
    if column.attribute == "goals" and not value:
        raise Wrong(quoted(cell.text), "mindestens ein Ziel nennen")
    return value


def build_rules(table: Table) -> Rules:
    """The rules of a table without problems; what is missing keeps its default."""
    given: dict[str, Any] = {}
    slack: list[tuple[str, Fraction]] = []
    for row in table.rows:
        name, value = str(row.get("rule")), _value(row)
        if value is None:
            continue
        if name in SLACK:
            assert isinstance(value, Fraction)
            slack.append((SLACK[name], value))
        elif name == "Mindestumfang":
            assert isinstance(value, Fraction)
            given[RULE[name].attribute] = hundredths(value)
        else:
            given[RULE[name].attribute] = value
    return Rules(**given, slack=tuple(slack))
