"""Szenarien: what would be if; side by side, Grenzwerte, pictures and files, without leaving the page."""

from __future__ import annotations

import streamlit as st

from dashboards import comparing, scenario_parts, show, state, what_if_form
from dashboards.choices import compared, stamps
from optimizer import store

desk = state.open_page("szenarien")
dataset = state.need_dataset(desk)
if reason := state.allowed(desk, store.Act.READ_WORKBOOK):
    show.note(reason)
    st.stop()

found = comparing.offered(desk, dataset)
if not found:
    show.empty(
        "Es gibt noch kein Szenario.", "Zuerst einen Ausfall melden oder Daten mit Ereignissen hochladen.", "melden"
    )
    st.stop()

base, others = comparing.choose(found)
with st.expander(
    "Was wäre, wenn …? Ein neues Szenario auf dieser Basis", icon=":material/add_circle:", key=f"wenn:{len(found)}"
):
    what_if_form.draw(desk, dataset, base, len(found))
    comparing.put_away(desk)

wanted = (base, *others)
made = comparing.planned(wanted)
marks = stamps(wanted)
comparing.legend(marks)
view = st.segmented_control("Ansicht", comparing.VIEWS, default=comparing.VIEWS[0], key="ansicht", required=True)
comparison = compared(made, base.key)

if view == "Vergleich":
    comparing.compare_or_say(comparison, others, marks)
elif view == "Herunterladen":
    scenario_parts.files(comparison, made, base)
else:
    scenario_parts.one_scenario(view, dataset, made, marks)
