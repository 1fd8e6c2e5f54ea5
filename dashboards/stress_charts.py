"""Frame → figure for the stress test: bars, grid and reserves. The rules of `charts` hold here too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboards.charts import portion
from dashboards.look import (
    BAD,
    BLUE,
    GOOD,
    IDLE,
    INK,
    PAPER,
    WARN,
    figure,
    safe,
    shorter,
)
from optimizer import number

_PERCENT: Final = {"tickvals": [0, 25, 50, 75, 100], "ticktext": ["0 %", "25 %", "50 %", "75 %", "100 %"]}
_VERDICTS: Final = (("unersetzlich", BAD, "x"), ("teils ersetzbar", WARN, "/"), ("ganz ersetzbar", GOOD, ""))


def stress_bars(frame: pd.DataFrame) -> go.Figure:
    """Each failure as a bar of `Anteil`, coloured and patterned by `Urteil`; the worst stands on top."""
    traces = []
    for word, colour, pattern in _VERDICTS:
        rows = frame[frame["Urteil"] == word]
        if len(rows):
            traces.append(
                go.Bar(
                    x=[float(share) * 100 for share in rows["Anteil"]],
                    y=[shorter(f"{row['Angebot']} {row['Bezeichnung']}", 46) for row in rows.to_dict("records")],
                    orientation="h",
                    name=f"{word} ({len(rows)})",
                    marker={
                        "color": colour,
                        "pattern": {"shape": pattern, "fgcolor": PAPER, "size": 5, "solidity": 0.2},
                    },
                    text=[portion(share) for share in rows["Anteil"]],
                    textposition="outside",
                    cliponaxis=False,
                    hovertemplate="%{y}: %{text} gedeckt<extra></extra>",
                )
            )
    picture = figure(traces, height=80 + 22 * len(frame), bargap=0.3)
    picture.update_yaxes(autorange="reversed", tickfont={"size": 11}, dtick=1)
    picture.update_xaxes(range=[0, 112], **_PERCENT)
    return picture


def share_grid(frame: pd.DataFrame) -> go.Figure:
    """Heat map of `Anteil` by `Sozialraum` and `Leistungsbereich`; the figure stands in every cell."""
    grid = frame.pivot_table(
        index="Sozialraum", columns="Leistungsbereich", values="Anteil", aggfunc="first", sort=False
    )
    grid = grid.reindex(sorted(grid.columns), axis=1).sort_index()
    values = [[None if pd.isna(cell) else float(cell) * 100 for cell in row] for row in grid.to_numpy()]
    texts = [["–" if pd.isna(cell) else portion(cell) for cell in row] for row in grid.to_numpy()]
    heat = go.Heatmap(
        z=values,
        x=[safe(name) for name in grid.columns],
        y=[safe(name, 26) for name in grid.index],
        text=texts,
        texttemplate="%{text}",
        textfont={"size": 13, "color": INK},
        colorscale=[[0, "#e3a79d"], [0.5, "#f0dcae"], [1, "#b9d8c6"]],
        zmin=0,
        zmax=100,
        xgap=3,
        ygap=3,
        showscale=False,
        hovertemplate="%{y}, %{x}: %{text} gedeckt<extra></extra>",
    )
    picture = figure([heat], height=90 + 46 * len(grid))
    picture.update_xaxes(side="top", showgrid=False)
    picture.update_yaxes(autorange="reversed", showgrid=False)
    return picture


def pair_grid(frame: pd.DataFrame, keys: Sequence[str]) -> go.Figure:
    """Offering by offering: hours that are missing only when both fail; the figure stands in every cell.

    `frame` has `Erstes`, `Zweites` (keys) and `fehlt nur zusammen`; `keys` are the offerings to be shown.
    """
    missing = {frozenset((row["Erstes"], row["Zweites"])): row for row in frame.to_dict("records")}
    down, across = keys[1:], keys[:-1]
    cells = [[missing.get(frozenset((one, other))) for other in across[: place + 1]] for place, one in enumerate(down)]
    titles = {row[mark]: row[f"{mark} Angebot"] for row in missing.values() for mark in ("Erstes", "Zweites")}
    heat = go.Heatmap(
        z=[[float(cell["fehlt nur zusammen"]) if cell else None for cell in _wide(row, across)] for row in cells],
        x=[safe(key) for key in across],
        y=[shorter(titles[key], 40) for key in down],
        text=[[_hours(cell) for cell in row] + [""] * (len(across) - len(row)) for row in cells],
        texttemplate="%{text}",
        textfont={"size": 11, "color": INK},
        colorscale=[[0, "#f7ecdb"], [1, "#e3a79d"]],
        zmin=0,
        xgap=2,
        ygap=2,
        showscale=False,
        hoverongaps=False,
        hovertemplate="%{y} und %{x}: %{text} Stundenmonate fehlen nur, wenn beide ausfallen<extra></extra>",
    )
    picture = figure([heat], height=90 + 26 * len(down))
    picture.update_xaxes(side="top", showgrid=False, tickangle=0)
    picture.update_yaxes(autorange="reversed", showgrid=False, dtick=1)
    return picture


def _wide(row: Sequence[Any], across: Sequence[str]) -> list[Any]:
    """The half of the grid that would say the same again stays empty."""
    return [*row, *[None] * (len(across) - len(row))]


def _hours(cell: Any) -> str:
    return number(cell["fehlt nur zusammen"], 1) if cell else "–"


def reserve_bars(frame: pd.DataFrame) -> go.Figure:
    """`Anteil` covered under each `Reserve`; how many stay irreplaceable stands beside it."""
    texts = [
        f"{portion(row['Anteil'])} gedeckt, {row['unersetzlich']} unersetzlich" for row in frame.to_dict("records")
    ]
    bars = go.Bar(
        x=[float(share) * 100 for share in frame["Anteil"]],
        y=[safe(name, 34) for name in frame["Reserve"]],
        orientation="h",
        marker={"color": [IDLE, *[BLUE] * (len(frame) - 1)]},
        text=texts,
        textposition="inside",
        insidetextanchor="start",
        textfont={"color": [INK, *[PAPER] * (len(frame) - 1)]},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    picture = figure([bars], height=70 + 36 * len(frame), showlegend=False, bargap=0.3)
    picture.update_yaxes(autorange="reversed")
    picture.update_xaxes(range=[0, 103], **_PERCENT)
    return picture
