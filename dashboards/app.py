"""The surface: page settings, sign-in, navigation; nothing else. `staffelstab start` runs it."""

from __future__ import annotations

import logging

import streamlit as st

from dashboards import frame, planning, state
from dashboards.pages import PAGES
from optimizer import StaffelstabError

st.set_page_config(page_title="Staffelstab", page_icon="🤝", layout="wide", initial_sidebar_state=250)
frame.dress()

sections: dict[str, list[st.Page]] = {}
for info in PAGES:
    page = st.Page(info.file, title=info.title, icon=info.icon, url_path=info.key, default=info.key == "lage")
    sections.setdefault(info.section, []).append(page)
chosen = st.navigation(sections, expanded=True)

try:
    frame.sidebar(state.desk())
    chosen.run()
except StaffelstabError as error:
    planning.refusal(error)
except Exception:
    logging.getLogger("staffelstab").exception("page %s", chosen.title)
    st.error(
        "Hier ist etwas Unerwartetes geschehen; gespeichert ist nur, was bestätigt wurde. Bitte die Seite neu laden.",
        icon=":material/error:",
    )
