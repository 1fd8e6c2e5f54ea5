"""Workbooks onto the disk: whole or not at all, and texts that stay texts."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell

from optimizer.model.errors import TargetError

_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def put_text(cell: Cell, text: str) -> None:
    """Write a text that no spreadsheet takes for a formula, an error or an escape."""
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def workbook_bytes(book: Workbook) -> bytes:
    """The file as bytes."""
    stream = io.BytesIO()
    book.properties.creator = "Staffelstab"
    book.save(stream)
    return stream.getvalue()


def save(data: bytes, path: str | Path) -> None:
    """Write a file beside its target and put it in its place. Raises `TargetError` where that fails."""
    target = Path(path)
    draft = target.with_name(f".{target.name}.{os.getpid()}.neu")
    try:
        try:
            draft.write_bytes(data)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise TargetError(
            f"„{target.name}“ lässt sich nicht schreiben – ist sie geöffnet, fehlt der Ordner oder die Berechtigung?"
        ) from error
