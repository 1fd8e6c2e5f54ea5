"""A picture with its table and its downloads: the same figures in three forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboards import show
from dashboards.look import file_name, picture_config
from dashboards.sheets import Sheet

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def picture(figure: Any, shown: Sheet, key: str, *, alt: str) -> None:
    """The chart (its own button saves a PNG), and below it the same as a table, folded away."""
    flows = bool(figure.data) and figure.data[0].type == "sankey"  # its names need room; a narrow window moves it
    with st.container(key=f"{'breit' if flows else 'bild'}-um:{key}"):
        st.plotly_chart(figure, theme=None, key=f"bild:{key}", config=picture_config(shown.name), alt=alt)
    with st.expander(f"Dasselbe als Tabelle ({len(shown.frame)} Zeilen)"):
        show.table(shown, key, height=360)


def file_button(label: str, data: Callable[[], bytes], name: str, key: str, *, main: bool = False) -> None:
    """An Excel file made when it is asked for; everything it needs is bound before, the click knows no session."""
    st.download_button(
        label,
        data,
        file_name=name,
        mime=EXCEL,
        key=f"datei:{key}",
        on_click="ignore",
        type="primary" if main else "secondary",
        icon=":material/download:",
        width="stretch",
    )


def file_of(name: str) -> str:
    """The name of an Excel file."""
    return f"{file_name(name)}.xlsx"
