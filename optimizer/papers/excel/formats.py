"""How cells look: German number formats that hold in any locale, and the few styles of the house."""

from __future__ import annotations

from typing import Any, Final

import xlsxwriter

from optimizer.papers.excel.layout import Kind

NUMBER_FORMATS: Final[dict[Kind, str]] = {
    "text": "@",
    "number": "0",
    "count": "[$-407]#,##0",
    "year": "0",
    "date": "dd\\.mm\\.yyyy",
    "cents": "[$-407]#,##0.00\\ [$€-407];[Red]\\-#,##0.00\\ [$€-407]",
    "hours": "[$-407]#,##0.00;[Red]\\-#,##0.00",
    "exact": "[$-407]#,##0.0000;[Red]\\-#,##0.0000",
    "percent": "[$-407]0.0\\ %",
    "setting": "[$-407]General",
}
BLUE: Final = "#1F3864"
PALE: Final = "#DCE6F1"
GREY: Final = "#595959"
LINE: Final = "#BFBFBF"
_INDENTED: Final = {"text", "setting"}
_ALIGN: Final[dict[Kind, str]] = {
    "text": "left",
    "setting": "left",
    "number": "center",
    "year": "center",
    "date": "center",
}


class Formats:
    """Cell formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **wanted: Any) -> Any:
        """The format with these properties, on the house's font."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Arial", "font_size": 9, "valign": "top", **wanted})
        return self._made[key]

    def body(self, kind: Kind) -> Any:
        """A cell of a table."""
        look = {
            "num_format": NUMBER_FORMATS[kind],
            "align": _ALIGN.get(kind, "right"),
            "indent": int(kind in _INDENTED),
        }
        return self.of(bottom=1, bottom_color=LINE, text_wrap=kind == "text", **look)

    def header(self, kind: Kind) -> Any:
        """A title of a column; it stands as its values do."""
        align = _ALIGN.get(kind, "right")
        return self.of(
            bold=True,
            font_color="white",
            bg_color=BLUE,
            text_wrap=True,
            align=align,
            valign="vcenter",
            indent=int(kind in _INDENTED),
        )

    def total(self, kind: Kind) -> Any:
        """A cell of the sum line."""
        look = {
            "num_format": NUMBER_FORMATS[kind],
            "align": _ALIGN.get(kind, "right"),
            "indent": int(kind in _INDENTED),
        }
        return self.of(bold=True, bg_color=PALE, top=1, top_color=BLUE, **look)
