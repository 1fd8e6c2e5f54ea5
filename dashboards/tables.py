"""Tables that people see and compare: pandas frames of exact values, each column with its kind; no streamlit here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape

import pandas as pd

from optimizer import CellKind, Listing, german_text

_RIGHT = frozenset({"cents", "hours", "number", "exact", "percent", "count"})


@dataclass(frozen=True)
class Table:
    """A frame with the kind of every column that people see; columns without a kind only place marks in a picture.

    `frame` holds exact values: int cents, Fractions, dates, texts, None.
    """

    name: str
    frame: pd.DataFrame
    kinds: Mapping[str, CellKind]
    note: str = ""

    @property
    def empty(self) -> bool:
        """Is there nothing to show?"""
        return self.frame.empty

    def listing(self) -> Listing:
        """The same as a record that can be downloaded."""
        rows = self.frame[list(self.kinds)].itertuples(index=False, name=None)
        return Listing(self.name, tuple(self.kinds.items()), tuple(tuple(row) for row in rows), self.note)

    def texts(self) -> pd.DataFrame:
        """What people read: German texts in every cell."""
        return pd.DataFrame(
            {title: [german_text(value, kind) for value in self.frame[title]] for title, kind in self.kinds.items()},
            dtype=object,
        )


def table(
    name: str,
    kinds: Mapping[str, CellKind],
    rows: Iterable[Sequence[object]],
    *,
    hidden: Sequence[str] = (),
    note: str = "",
) -> Table:
    """Rows into a table; `hidden` names further columns behind the shown ones. Values stay the objects they are."""
    frame = pd.DataFrame(list(map(tuple, rows)), columns=[*kinds, *hidden], dtype=object)
    return Table(name, frame, kinds, note)


def html_table(shown: Table, *, height: int = 420) -> str:
    """The table for the browser: plain HTML that a screen reader can walk through; every text is escaped."""
    head = "".join(f'<th scope="col" class="{_side(kind)}">{escape(title)}</th>' for title, kind in shown.kinds.items())
    lines = "".join(_line(row, shown.kinds) for row in shown.texts().itertuples(index=False, name=None))
    return (
        f'<div class="tafel" style="max-height:{height}px" tabindex="0" role="region" aria-label="{escape(shown.name)}">'
        f"<table><caption>{escape(shown.name)}</caption><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _line(row: tuple[str, ...], kinds: Mapping[str, CellKind]) -> str:
    cells = [f'<td class="{_side(kind)}">{escape(text)}</td>' for text, kind in zip(row, kinds.values(), strict=True)]
    first = cells[0].replace("<td", '<th scope="row"', 1).replace("</td>", "</th>")
    return f"<tr>{first}{''.join(cells[1:])}</tr>"


def _side(kind: CellKind) -> str:
    return "rechts" if kind in _RIGHT else "links"


def day_text(day: date | None) -> str:
    """A day, or a dash."""
    return german_text(day, "date") or "–"


def hours_text(hours: Fraction) -> str:
    """Weekly hours as `12,5 h`."""
    return f"{german_text(hours, 'hours')} h"
