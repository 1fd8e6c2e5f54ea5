"""Frames that people see and compare: pandas with exact values, each column with its kind. No streamlit here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboards.tables import Table
from dashboards.today import today
from optimizer import CellKind, Listing, german_text, listing_workbook

_RIGHT = frozenset({"cents", "hours", "number", "exact", "percent", "count"})


@dataclass(frozen=True)
class Sheet:
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
        return len(self.frame) == 0

    def listing(self) -> Listing:
        """The same as a record that can be downloaded as Excel or CSV."""
        rows = self.frame[list(self.kinds)].itertuples(index=False, name=None)
        return Listing(self.name, tuple(self.kinds.items()), tuple(tuple(row) for row in rows), self.note)

    def table(self) -> Table:
        """The same as German texts, for the page."""
        columns = tuple(f"{title}>" if kind in _RIGHT else title for title, kind in self.kinds.items())
        rows = self.frame[list(self.kinds)].itertuples(index=False, name=None)
        texts = (
            tuple(german_text(cell, kind) for cell, kind in zip(row, self.kinds.values(), strict=True)) for row in rows
        )
        return Table(self.name, columns, tuple(texts))


def sheet(
    name: str,
    kinds: Mapping[str, CellKind],
    rows: Iterable[Sequence[object]],
    *,
    hidden: Sequence[str] = (),
    note: str = "",
) -> Sheet:
    """Rows into a sheet; `hidden` names further columns behind the shown ones. Values stay the objects they are."""
    frame = pd.DataFrame(list(map(tuple, rows)), columns=[*kinds, *hidden], dtype=object)
    return Sheet(name, frame, kinds, note)


def chosen(shown: Sheet, column: str, values: Iterable[object]) -> Sheet:
    """The rows in which the column holds one of these values."""
    frame = shown.frame[shown.frame[column].isin(list(values))]
    return Sheet(shown.name, frame.reset_index(drop=True), shown.kinds, shown.note)


def columns(shown: Sheet, wanted: Iterable[str], name: str = "") -> Sheet:
    """Only these columns, under another name where one is given."""
    return Sheet(name or shown.name, shown.frame, {title: shown.kinds[title] for title in wanted}, shown.note)


def workbook_of(sheets: Iterable[Sheet], name: str, scenario: str = "") -> Callable[[], bytes]:
    """A workbook with a sheet for each table, made when it is asked for; it bears the office's day."""
    listings, day = [shown.listing() for shown in sheets], today()
    return lambda: listing_workbook(listings, title=name, scenario=scenario, program="Staffelstab", day=day)
