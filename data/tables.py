"""Reads the tables in `data/tables`: text files with a header line and `|` between the columns.

Towns stand there by name; the workbook wants their AGS. Dates and numbers are written as in German offices.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeAlias

import pandas as pd

TABLES: Final = Path(__file__).parent / "tables"
_DAY: Final = re.compile(r"\d\d\.\d\d\.\d{4}")
_NUMBER: Final = re.compile(r"-?\d+([.,]\d+)?")
_TEXTS: Final = frozenset({"AGS", "Produktkonto"})
"""Columns that stay text although their content may look like a number."""

Cell: TypeAlias = str | date | Decimal | int | None


def table(name: str) -> pd.DataFrame:
    """One table as texts, trimmed; the column Kommune is replaced by AGS (except in the list of municipalities)."""
    frame = pd.read_csv(TABLES / f"{name}.txt", sep="|", dtype=str, keep_default_na=False, encoding="utf-8")
    frame.columns = frame.columns.str.strip()
    frame = frame.apply(lambda column: column.str.strip())
    if "Kommune" in frame and name != "kommunen":
        position = list(frame.columns).index("Kommune")
        frame.insert(position, "AGS", frame.pop("Kommune").map(lambda town: _ags()[town] if town else ""))
    return frame


def typed(frame: pd.DataFrame) -> list[list[Cell]]:
    """The header and the rows of a sheet, with real dates and exact numbers where the text is one."""
    rows: list[list[Cell]] = [list(frame.columns)]
    rows += [[_cell(column, str(text)) for column, text in row.items()] for _, row in frame.iterrows()]
    return rows


def _ags() -> dict[str, str]:
    towns = table("kommunen")
    return dict(zip(towns["Name"], towns["AGS"], strict=True))


def _cell(column: object, text: str) -> Cell:
    if not text:
        return None
    if column in _TEXTS:
        return text
    if _DAY.fullmatch(text):
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 - a day has no time zone
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else text
