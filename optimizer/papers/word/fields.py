"""The field catalogue: which fields each paper's template may name, what they mean and an example.

A name once published is never changed. Required fields must stand in a district's own template too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "flag", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a text, a condition, or a list of records with `columns`."""

    name: str
    meaning: str
    example: str = ""
    kind: Kind = "text"
    columns: tuple[Field, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: its German title and its fields. The template's file is called after its key."""

    title: str
    fields: tuple[Field, ...]


def by_name(fields: Iterable[Field]) -> Mapping[str, Field]:
    """Fields by their names."""
    return {field.name: field for field in fields}


def must(name: str, meaning: str, example: str = "") -> Field:
    """A text without which the paper would be incomplete."""
    return Field(name, meaning, example, required=True)


def flag(name: str, meaning: str, *, required: bool = False) -> Field:
    """A condition for `if`."""
    return Field(name, meaning, "ja oder nein", "flag", required=required)


def rows(name: str, meaning: str, *columns: Field, required: bool = False) -> Field:
    """A list for `for`."""
    return Field(name, meaning, "", "list", columns, required)


TEXTS: Final = (Field("text", "ein Absatz", "Dadurch entfallen 30 Wochenstunden."),)
