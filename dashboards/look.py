"""The look of every picture: calm colours, marks that differ also without colour, German numbers, nothing from outside.

Names from the workbook are escaped: a picture's labels would otherwise read them as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

INK: Final = "#1f2a37"
QUIET: Final = "#5b6673"
LINE: Final = "#d9dee5"
PAPER: Final = "#ffffff"

GOOD: Final = "#3b8068"
WARN: Final = "#c58a26"
BAD: Final = "#ab4436"
IDLE: Final = "#9aa5b1"
BLUE: Final = "#1d5c8f"
VIOLET: Final = "#76679a"

SCENARIO_COLOURS: Final = ("#1d5c8f", "#c58a26", "#3b8068", "#76679a", "#ab4436", "#4f7f3a", "#8a5a2f", "#52697f")
PATTERNS: Final = ("", "/", "x", "\\", ".", "-", "+", "|")
"""A pattern goes with each colour, so that a black-and-white print still tells them apart."""


_FOLDED: Final = str.maketrans("äöüßÄÖÜ", "aousAOU")


def safe(text: str, width: int = 0) -> str:
    """A name as a picture may show it; broken into lines of `width` characters where one is given."""
    lines = wrap(" ".join(text.split()), width) if width else [text]
    return "<br>".join(escape(line, quote=False) for line in lines)


def shorter(text: str, length: int = 34) -> str:
    """A name cut to a length, with … where something is missing."""
    plain = " ".join(text.split())
    return escape(plain if len(plain) <= length else plain[: length - 1].rstrip() + "…", quote=False)


def scenario_look(index: int) -> tuple[str, str]:
    """Colour and pattern of the scenario with this number; the base is number 0.

    From the ninth on the colours come again, each with another pattern.
    """
    again, place = divmod(index, len(SCENARIO_COLOURS))
    return SCENARIO_COLOURS[place], PATTERNS[(place + again) % len(PATTERNS)]


def letter(place: int) -> str:
    """A short name for a narrow column, as Excel counts its own: A, B … Z, AA, AB."""
    again, last = divmod(place, 26)
    return (letter(again - 1) if again else "") + chr(ord("A") + last)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The scenario that a picture belongs to: its name as a watermark, in its colour, also in a saved picture."""

    name: str = ""
    colour: str = QUIET


NO_STAMP: Final = Stamp()


def figure(traces: Sequence[Any], stamp: Stamp = NO_STAMP, *, height: int = 420, **layout: Any) -> go.Figure:
    """A figure of the house, with the name of its scenario pale behind it where it belongs to one."""
    picture = go.Figure(list(traces))
    picture.update_layout(
        template="plotly_white",
        separators=",.",
        height=height,
        font={"family": "system-ui, Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif", "size": 13, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        hoverlabel={"bgcolor": PAPER, "bordercolor": LINE, "font": {"color": INK}, "align": "left"},
        legend={"orientation": "h", "yref": "container", "yanchor": "top", "y": 1.0, "xanchor": "left", "x": 0},
    )
    picture.update_layout(**layout)
    picture.update_xaxes(gridcolor=LINE, zerolinecolor=IDLE, automargin=True)
    picture.update_yaxes(gridcolor=LINE, zerolinecolor=IDLE, automargin=True)
    picture.update_yaxes(ticks="outside", ticklen=6, tickcolor=PAPER)  # names keep their distance from the bars
    if stamp.name:
        picture.add_annotation(_watermark(stamp, height))
    return picture


def _watermark(stamp: Stamp, height: int) -> dict[str, Any]:
    """Large and very pale in the middle: seen, but never in the way of a figure."""
    return {
        "text": safe(stamp.name, 28),
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
        "showarrow": False,
        "opacity": 0.1,
        "font": {"size": max(14, min(34, height // 12)), "color": stamp.colour},
    }


def picture_config(name: str) -> dict[str, Any]:
    """The chart's own buttons: save as PNG in print quality under a harmless file name, zoom and back; no logo."""
    return {
        "displaylogo": False,
        "responsive": True,
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": file_name(name)},
    }


def file_name(name: str) -> str:
    """A name for a file on any computer: letters, figures and hyphens."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name.translate(_FOLDED))
    return "-".join(part for part in kept.split("-") if part)[:80] or "tabelle"
