"""A table of texts that are formatted already, as a real HTML table that a screen reader can walk. No streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Final

_SHORT: Final = 17
_LONG: Final = 40
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
    headings = zip(table.headings, right, strict=True)
    head = "".join(f'<th scope="col" class="{_side(side)}">{escape(name)}</th>' for name, side in headings)
    body = "".join(_row(row, right) for row in table.rows)
    name = escape(table.caption)
    return (
        f'<div class="tafel" style="max-height:{height}px" tabindex="0" role="region" aria-label="{name}"><table>'
        f"<caption>{name}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str], right: Sequence[bool]) -> str:
    first, *rest = zip(cells, right, strict=True)
    others = "".join(f'<td class="{_cell(cell, side)}">{_text(cell)}</td>' for cell, side in rest)
    return f'<tr><th scope="row" class="{_cell(*first)}">{_text(first[0])}</th>{others}</tr>'


def _text(cell: str) -> str:
    """The cell's text, escaped; a word as long as a hash may be broken, so that the table stays in its frame."""
    words = (word if len(word) < _LONG else _BREAK.join(wrap(word, _LONG // 2)) for word in cell.split(" "))
    return escape(" ".join(words)).replace(_BREAK, "<wbr>")


def _cell(text: str, right: bool) -> str:
    """A short cell, such as a date or a key, is never broken."""
    return f"{_side(right)} kurz" if len(text) <= _SHORT else _side(right)


def _side(right: bool) -> str:
    return "rechts" if right else "links"
