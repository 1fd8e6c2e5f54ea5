"""A table of texts that are formatted already, as a real HTML table that a screen reader can walk. No streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Final

_SHORT: Final = 17
_LONG: Final = 40
_WIDE: Final = 14
"""A table with more columns stays a table on a narrow screen too, and is moved sideways beside its first column."""
_BREAK: Final = "\u200b"


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are headings; one that ends in `>` stands on the right (figures)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings without their mark."""
        return tuple(column.removesuffix(">") for column in self.columns)


def html_of(table: Table, *, height: int) -> str:
    """The table with caption and row headings; every text is escaped. A tall one scrolls inside `height` pixels."""
    right = [column.endswith(">") for column in table.columns]
    folds = " faltbar" if len(right) <= _WIDE else ""
    headings = zip(table.headings, right, strict=True)
    head = "".join(
        f'<th scope="col" role="columnheader" class="{_side(side)}">{_heading(name)}</th>' for name, side in headings
    )
    body = "".join(_row(row, table.headings, right) for row in table.rows)
    name = escape(table.caption)
    return (
        f'<div class="tafel{folds}" style="max-height:{height}px" tabindex="0" role="region" aria-label="{name}">'
        f'<table role="table"><caption>{name}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _row(cells: Sequence[str], headings: Sequence[str], right: Sequence[bool]) -> str:
    """Row heading and cells; each knows its column, which stands above it where a narrow screen folds the row."""
    first, *rest = zip(cells, headings, right, strict=True)
    others = "".join(
        f'<td role="cell" data-spalte="{escape(heading)}" class="{_cell(cell, side)}">{_text(cell)}</td>'
        for cell, heading, side in rest
    )
    heading = f'<th scope="row" role="rowheader" class="{_cell(first[0], first[2])}">{_text(first[0])}</th>'
    return f'<tr role="row">{heading}{others}</tr>'


def _text(cell: str) -> str:
    """The cell's text, escaped; a word as long as a hash may be broken, so that the table stays in its frame."""
    words = (word if len(word) < _LONG else _BREAK.join(wrap(word, _LONG // 2)) for word in cell.split(" "))
    return escape(" ".join(words)).replace(_BREAK, "<wbr>")


def _heading(name: str) -> str:
    """A heading may be broken after a slash, so that it is no wider than its figures."""
    return escape(name).replace("/", "/<wbr>")


def _cell(text: str, right: bool) -> str:
    """A short cell, such as a date or a key, is never broken; a long one has the width of a folded row to itself."""
    length = " kurz" if len(text) <= _SHORT else " lang" if len(text) >= _LONG else ""
    return f"{_side(right)}{length}"


def _side(right: bool) -> str:
    return "rechts" if right else "links"
