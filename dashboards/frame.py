"""What stands around every page: the language of the document, the look, and the side bar."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from dashboards import show, state
from optimizer import short_date

_LANGUAGE: Final = "<script>document.documentElement.lang='de'</script>"


def dress() -> None:
    """German as the document's language, and the style sheet beside this file."""
    st.html(_LANGUAGE, unsafe_allow_javascript=True)
    here = Path(__file__).parent
    st.html(here / "style.css")
    st.logo(here / "logo.svg", size="large")


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
