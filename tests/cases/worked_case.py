"""Worked cases: small workbooks in JSON, each worked out by hand, sheet by sheet and cent by cent.

A case names its `source` (clause, paragraph, section of the model), says `why` (the sum by hand), what is `given`
(sheets as rows, the first one the headers; sheets it leaves out are those of `office.json`) and what is `expected` of
each scenario. ISO dates become real Excel dates.
"""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from optimizer.model.dataset import Dataset
from optimizer.workbook.reader import read_workbook

FOLDER = Path(__file__).parent / "worked"
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def names() -> list[str]:
    """The names of all worked cases."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def load(name: str) -> dict[str, Any]:
    """One worked case as it stands in its file."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def workbook_of(given: dict[str, list[list[Any]]]) -> bytes:
    """A real .xlsx of the given sheets, the office's for the others."""
    office = json.loads((FOLDER.parent / "office.json").read_text(encoding="utf-8"))
    book = Workbook()
    book.remove(book.active)
    for name, rows in (office | given).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_cell(value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(name: str) -> Dataset:
    """The dataset of a worked case, through a real workbook and the real reader."""
    return read_workbook(workbook_of(load(name)["given"]))


def _cell(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) and _ISO.fullmatch(value) else value
