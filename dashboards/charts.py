"""Frame → figure. Nothing here knows streamlit, the plan or the session; nothing is fetched from outside.

Money comes in cents, hours as exact numbers; only the marks are floats. Colour never stands alone: every state also has
its own symbol, pattern or word.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboards.look import (
    BAD,
    BLUE,
    GOOD,
    IDLE,
    INK,
    LINE,
    NO_STAMP,
    PAPER,
    QUIET,
    VIOLET,
    WARN,
    Stamp,
    figure,
    safe,
    scenario_look,
    shorter,
)
from optimizer import euro, number

STATE_LOOK: Final[Mapping[str, tuple[str, str, int]]] = {
    "läuft": (IDLE, "circle", 9),
    "beendet": (QUIET, "square-open", 9),
    "ganz ersetzbar": (GOOD, "circle", 11),
    "fällt aus, übernommen": (GOOD, "diamond", 15),
    "teils ersetzbar": (WARN, "triangle-up", 13),
    "fällt aus, teils übernommen": (WARN, "triangle-up", 16),
    "unersetzlich": (BAD, "x", 13),
    "fällt aus, niemand übernimmt": (BAD, "x", 16),
    "ohne Angebot am Ort": (QUIET, "circle-open", 10),
}
"""Colour, symbol and size of a state on the map; the worst is drawn last, on top."""
_MILLISECONDS: Final = 86_400_000


def portion(share: Fraction) -> str:
    """A share as `97,4 %`, cut and never rounded up: what is not whole never reads 100 %."""
    return f"{number(Fraction(math.floor(share * 1000), 10), 1)}\u00a0%"


def district_map(frame: pd.DataFrame, *, stamp: Stamp = NO_STAMP, height: int = 560) -> go.Figure:
    """Offerings (`Zustand`) at their seats (`Breite`, `Länge`), towns by name (`Ortsmitte`); equal scale, no tiles."""
    traces = [_state_marks(frame, state) for state in STATE_LOOK if (frame["Zustand"] == state).any()]
    latitude = math.radians(float(frame["Breite"].astype(float).mean())) if len(frame) else 0.0
    picture = figure([_town_names(frame), *traces], stamp, height=height)
    picture.update_xaxes(visible=False, showgrid=False)
    picture.update_yaxes(
        visible=False, showgrid=False, scaleanchor="x", scaleratio=1 / math.cos(latitude), constrain="domain"
    )
    return picture


def _state_marks(frame: pd.DataFrame, state: str) -> go.Scatter:
    rows = frame[frame["Zustand"] == state]
    colour, symbol, size = STATE_LOOK[state]
    return go.Scatter(
        x=list(rows["Länge"]),
        y=list(rows["Breite"]),
        mode="markers",
        name=f"{state} ({len(rows)})",
        marker={"color": colour, "symbol": symbol, "size": size, "line": {"color": PAPER, "width": 1.2}},
        text=[_place_text(row) for row in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _place_text(row: Mapping[str, Any]) -> str:
    if not row["Angebot"]:
        return f"<b>{safe(row['Kommune'])}</b><br>kein Angebot am Ort"
    covered = "" if row["gedeckt"] is None else f"<br>gedeckt: {portion(row['gedeckt'])}"
    return (
        f"<b>{safe(row['Angebot'])} {safe(row['Bezeichnung'], 44)}</b><br>{safe(row['Träger'], 44)}<br>"
        f"{safe(row['Kommune'])} · {safe(row['Leistungsbereich'])} · {number(row['Wochenstunden'])} h{covered}"
    )


def _town_names(frame: pd.DataFrame) -> go.Scatter:
    towns = frame[frame["Ortsmitte"].notna()]
    return go.Scatter(
        x=list(towns["Länge"]),
        y=[latitude - 0.005 for latitude in towns["Schrift"]],
        mode="text",
        text=[shorter(name, 24) for name in towns["Ortsmitte"]],
        textposition="bottom center",
        textfont={"size": 10, "color": QUIET},
        hoverinfo="skip",
        showlegend=False,
    )


_FLOW_COLOURS: Final = {"bleibt übrig": IDLE, "nicht gebraucht": QUIET, "zurückzugeben": WARN, "Rückforderung": BAD}


def money_flow(frame: pd.DataFrame, *, stamp: Stamp = NO_STAMP) -> go.Figure:
    """Sankey from `Von` to `Nach` (`Betrag` in cents); the amount stands in every label."""
    names = list(dict.fromkeys([*frame["Von"], *frame["Nach"]]))
    through = {name: _through(frame, name) for name in names}
    inner = set(frame["Von"]) & set(frame["Nach"])
    place = {name: index for index, name in enumerate(names)}
    colours = [_node_colour(frame, name) for name in names]
    sankey = go.Sankey(
        arrangement="snap",
        valueformat=",.2f",
        valuesuffix=" €",
        node={
            "label": [_flow_label(name, through[name], name in inner) for name in names],
            "color": colours,
            "pad": 14,
            "thickness": 14,
            "line": {"width": 0},
            "customdata": [euro(through[name]) for name in names],
            "hovertemplate": "%{label}<br>%{customdata}<extra></extra>",
        },
        link={
            "source": [place[name] for name in frame["Von"]],
            "target": [place[name] for name in frame["Nach"]],
            "value": [cents / 100 for cents in frame["Betrag"]],
            "color": [_faded(colours[place[name]]) for name in frame["Nach"]],
            "hovertemplate": "%{source.label}<br>→ %{target.label}<br>%{value}<extra></extra>",
        },
    )
    ends = sum(1 for name in names if name not in set(frame["Von"]))
    return figure([sankey], stamp, height=max(340, 34 * max(ends, len(names) - ends)))


def _flow_label(name: str, cents: int, inner: bool) -> str:
    """Name and amount; in the middle the name alone, for lack of room."""
    return shorter(name, 34) if inner else f"{shorter(name, 24)} · {euro(cents)}"


def _through(frame: pd.DataFrame, name: str) -> int:
    """What flows through a place: the larger of what comes in and what goes out, in cents."""
    return max(
        int(frame.loc[frame["Nach"] == name, "Betrag"].sum()), int(frame.loc[frame["Von"] == name, "Betrag"].sum())
    )


def _node_colour(frame: pd.DataFrame, name: str) -> str:
    if name in _FLOW_COLOURS:
        return _FLOW_COLOURS[name]
    if name not in set(frame["Von"]):
        return GOOD
    return BLUE if name not in set(frame["Nach"]) else VIOLET


def _faded(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.28)"


def timeline(frame: pd.DataFrame, *, stamp: Stamp = NO_STAMP) -> go.Figure:
    """Bars from `Von` to `Bis` (both days included), one line per provider and offering; hours stand in the bar."""
    labels = [f"{shorter(row['Träger'], 30)}<br>{_line_name(row)}" for row in frame.to_dict("records")]
    traces = [
        _bars(frame.assign(Zeile=labels), what, colour, pattern)
        for what, colour, pattern in (("fällt aus", BAD, "/"), ("übernimmt", GOOD, ""))
        if (frame["Was"] == what).any()
    ]
    lines = len(set(labels))
    picture = figure(traces, stamp, height=100 + 38 * lines, barmode="overlay", bargap=0.45)
    picture.update_xaxes(type="date", tickformat="%d.%m.<br>%Y", showgrid=True, nticks=7, tickangle=0)
    picture.update_yaxes(categoryorder="array", categoryarray=list(dict.fromkeys(labels))[::-1], tickfont={"size": 11})
    return picture


def _line_name(row: Mapping[str, Any]) -> str:
    return (
        shorter(row["Angebot"], 34)
        if row["Kapazität"] is None
        else f"{row['Kapazität']} · {shorter(row['Angebot'], 28)}"
    )


def _bars(frame: pd.DataFrame, what: str, colour: str, pattern: str) -> go.Bar:
    rows = frame[frame["Was"] == what]
    days = [(end - start + timedelta(days=1)).days for start, end in zip(rows["Von"], rows["Bis"], strict=True)]
    return go.Bar(
        base=[start.isoformat() for start in rows["Von"]],
        x=[count * _MILLISECONDS for count in days],
        y=list(rows["Zeile"]),
        orientation="h",
        name=what,
        marker={"color": colour, "pattern": {"shape": pattern, "fgcolor": PAPER, "size": 5, "solidity": 0.25}},
        text=[f"{number(hours)} h" for hours in rows["Wochenstunden"]],
        textposition="inside",
        insidetextanchor="middle",
        textfont={"color": PAPER, "size": 12},
        customdata=[
            [f"{start:%d.%m.%Y}", f"{end:%d.%m.%Y}"] for start, end in zip(rows["Von"], rows["Bis"], strict=True)
        ],
        hovertemplate="%{y}<br>%{customdata[0]} bis %{customdata[1]}: %{text}<extra></extra>",
    )


def waterfall(frame: pd.DataFrame, *, stamp: Stamp = NO_STAMP) -> go.Figure:
    """One source and year: `Schritt` and `Betrag` (cents, signed); the row of `Art` Summe is what is left."""
    amounts = [cents / 100 for cents in frame["Betrag"]]
    total = ["total" if kind == "Summe" else "relative" for kind in frame["Art"]]
    picture = figure(
        [
            go.Waterfall(
                x=[safe(step, 18) for step in frame["Schritt"]],
                y=amounts,
                measure=total,
                text=[euro(cents) for cents in frame["Betrag"]],
                textposition="outside",
                cliponaxis=False,
                increasing={"marker": {"color": GOOD}},
                decreasing={"marker": {"color": BLUE}},
                totals={"marker": {"color": IDLE}},
                connector={"line": {"color": LINE}},
                hovertemplate="%{x}: %{text}<extra></extra>",
            )
        ],
        stamp,
        height=360,
        showlegend=False,
    )
    picture.update_yaxes(tickformat=",.0f", ticksuffix=" €", rangemode="tozero")
    return picture


def compared_bars(frame: pd.DataFrame, *, colours: Sequence[str] = ()) -> go.Figure:
    """`Was` by `Szenario`: a bar of `Wert` each (cents for €), coloured and patterned by `Reihe`, with its figure."""
    traces = []
    for index, rows in frame.groupby("Reihe", sort=True):
        colour, pattern = scenario_look(int(index))
        shade = colours[int(index)] if int(index) < len(colours) else colour
        unit = rows["Einheit"].iloc[0]
        traces.append(
            go.Bar(
                x=[float(value / 100 if unit == "€" else value) for value in rows["Wert"]],
                y=[safe(name, 38) for name in rows["Was"]],
                orientation="h",
                name=shorter(rows["Szenario"].iloc[0], 40),
                marker={"color": shade, "pattern": {"shape": pattern, "fgcolor": PAPER, "size": 6, "solidity": 0.2}},
                text=[euro(round(value)) if unit == "€" else f"{number(value)} {unit}" for value in rows["Wert"]],
                textposition="outside",
                cliponaxis=False,
                textfont={"size": 11, "color": INK},
                hovertemplate="%{y}: %{text}<extra>%{fullData.name}</extra>",
            )
        )
    count = frame["Was"].nunique() * max(1, len(traces))
    picture = figure(traces, height=90 + 26 * count, barmode="group", bargap=0.25)
    picture.update_yaxes(autorange="reversed", tickfont={"size": 11})
    longest = max((bar for trace in traces for bar in trace.x), default=0.0)
    shortest = min((bar for trace in traces for bar in trace.x), default=0.0)
    picture.update_xaxes(tickformat=",.0f", range=[min(0.0, shortest * 1.15), max(longest, 1.0) * 1.15])
    picture.update_layout(legend={"traceorder": "normal"})
    return picture
