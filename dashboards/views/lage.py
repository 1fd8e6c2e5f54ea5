"""Lage: what runs where, paid by whom; open cases; what needs doing today."""

from __future__ import annotations

import streamlit as st

from dashboards import overview, overview_parts, show, state
from dashboards.today import today
from optimizer import store

desk = state.open_page("lage")
dataset = state.need_dataset(desk)
cases = store.cases(desk.db, desk.me)
outdated = overview_parts.outdated(desk, cases)

show.figures(overview.figures(dataset, cases, today()))
left, right = st.columns([3, 2], gap="large")
with left:
    overview_parts.todos(cases, outdated)
with right:
    overview_parts.notices(dataset, today())

tabs = st.tabs(["Angebote", "Karte", "Fälle"])
with tabs[0]:
    overview_parts.offerings(dataset, today())
with tabs[1]:
    overview_parts.district(dataset, today())
with tabs[2]:
    if cases:
        show.table(overview.cases_sheet(cases, outdated), "faelle")
    else:
        show.empty("Es gibt noch keinen Fall.", "Zuerst einen Ausfall melden.", "melden")
