"""From sheets to the workbook: the program reads and checks what the tables say, and writes it as it always writes.

So the example has the same drop-downs, notes and formats as the empty template, and can hold no error.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from data.tables import Cell
from optimizer import read_workbook, write_dataset

STAMP: Final = datetime(2026, 11, 23, 8, 0, 0)  # noqa: DTZ001 - zip entries and document properties bear no zone
"""What stands in the file as its time, on every run."""
_TIMES: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write(sheets: dict[str, list[list[Cell]]], target: Path) -> None:
    """Write the workbook. Raises `InputError` where a table is wrong, `TargetError` where nothing can be written."""
    write_dataset(read_workbook(_plain(sheets)), target)
    target.write_bytes(_without_clock(target.read_bytes()))


def _plain(sheets: dict[str, list[list[Cell]]]) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([float(value) if isinstance(value, Decimal) else value for value in row])
    book.save(stream)
    return stream.getvalue()


def _without_clock(data: bytes) -> bytes:
    """The same file with `STAMP` as its only time: same tables and libraries, same bytes."""
    stamp, out = f"{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()
