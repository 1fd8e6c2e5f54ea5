"""Stresstest: every offering failing in turn; what could be replaced, by whom, and what a reserve would buy."""

from __future__ import annotations

import streamlit as st

from dashboards import show, state, stress_plans, stressing
from dashboards.frames.stress import summary
from optimizer import store

desk = state.open_page("stresstest")
dataset = state.need_dataset(desk)
if reason := state.allowed(desk, store.Act.READ_WORKBOOK):
    show.note(reason)
    st.stop()

question = stressing.ask(dataset)
if question is None:
    st.stop()
test = stressing.singles(question)
if not test.rows:
    show.empty("In diesem Zeitraum läuft kein Angebot.", "Den Zeitraum ändern oder neue Daten hochladen.", "daten")
    st.stop()
show.figures(summary(test))
view = st.segmented_control("Ansicht", stressing.VIEWS, default=stressing.VIEWS[0], key="stress:ansicht", required=True)
if view == "Karte und Tabelle":
    stressing.overview(question, test)
elif view == "Unersetzlich":
    stressing.irreplaceable(question, test)
elif view == "Plan je Ausfall":
    stress_plans.ready_plans(desk, question, test)
elif view == "Paare":
    stress_plans.pairs(question, test)
else:
    stressing.reserves(question, test)
