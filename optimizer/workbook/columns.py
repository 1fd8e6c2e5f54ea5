"""What can be said about a sheet, a column and the kind of value in it. `schema` says it, everything else reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.workbook.cells import Cell


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its German name, what an error text expects, how a cell becomes one, Excel's format for it.

    `parse` returns the value or raises `cells.Wrong`.
    """

    name: str
    expected: str
    parse: Callable[[Cell, Column], object]
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` as in the header, `attribute` of the record, `meaning` for note and dictionary (German).

    `choices` are the words of a drop-down; `also` are words allowed beside the keys of the sheet `reference`.
    `minimum` and `maximum` are inclusive, `positive` excludes zero, `default` is what an empty cell means (German).
    """

    name: str
    attribute: str
    kind: Kind
    meaning: str
    required: bool = False
    default: str = ""
    reference: str | None = None
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    positive: bool = False

    @property
    def expected(self) -> str:
        """What belongs into a cell of this column, as an error text says it."""
        if self.choices:
            return f"{self.kind.expected} {', '.join(f'„{choice}“' for choice in self.choices)}"
        if self.reference:
            also = "".join(f" oder „{word}“" for word in self.also)
            return f"{self.kind.expected} „{self.reference}“{also}"
        return f"{self.kind.expected}{self._bounds}"

    @property
    def _bounds(self) -> str:
        if self.positive:
            return f" größer als 0{self._top}"
        if self.minimum is None:
            return self._top
        return f" von {self.minimum}{self._top}" if self.maximum is not None else f" ab {self.minimum}"

    @property
    def _top(self) -> str:
        return "" if self.maximum is None else f" bis {self.maximum}"


@dataclass(frozen=True)
class Sheet:
    """One sheet: `unique` names the attributes that no two rows may share; the first of `columns` tells a row."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    required: bool = True

    @cached_property
    def column(self) -> dict[str, Column]:
        """By header name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_attribute(self) -> dict[str, Column]:
        """By attribute of the record."""
        return {column.attribute: column for column in self.columns}

    @cached_property
    def key(self) -> str | None:
        """The attribute that other sheets refer to; None where none does."""
        return self.unique[0] if len(self.unique) == 1 else None
