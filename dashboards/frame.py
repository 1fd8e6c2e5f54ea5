"""What stands around every page: the language of the document, the look, and the side bar."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from dashboards import show, state
from optimizer import short_date

_HERE: Final = Path(__file__).parent


def dress() -> None:
    """German as the document's language and in Streamlit's own labels; the style sheet beside this file."""
    st.html(f"<script>{_words()}</script>", unsafe_allow_javascript=True)
    st.html(_HERE / "style.css")
    st.logo(_HERE / "logo.svg", size="large")


@st.cache_data
def _words() -> str:
    return (_HERE / "german.js").read_text(encoding="utf-8")


def sidebar(desk: state.Desk) -> None:
    """Who acts, on which data, and who can reach the program."""
    me = desk.me
    role = "ohne Anmeldung, nur dieser Rechner" if me.role == "Lokal" else f"Rolle {me.role}"
    data = "noch keine"
    if desk.data:
        data = f"{desk.data.name}, Fassung {desk.data.id} vom {short_date(desk.data.at.date())}"
    with st.sidebar:
        st.html(
            f"<div class='ss-side'><p><span>Sie arbeiten als</span>{escape(me.name)}<br>"
            f"<small>{escape(role)}</small></p>"
            f"<p><span>Daten</span>{escape(data)}</p></div>"
        )
        if desk.db.sign_in:
            show.sign_out()
