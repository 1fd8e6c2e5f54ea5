"""Bescheide: every paper of a case: what is missing, preview, download, handing out."""

from __future__ import annotations

import streamlit as st

from dashboards import casework, paper_parts, paper_settings, paperwork, show, state
from optimizer import store

desk = state.open_page("bescheide")
state.need_dataset(desk)
case = state.chosen_case(desk)
show.steps("bescheide", case.id)

if desk.me.bound:
    paper_parts.own_papers(desk, case)
    st.stop()

work = casework.open_case(desk, case)
found = store.consents(desk.db, desk.me, case.id)
texts = store.texts(desk.db, desk.me, work.in_force.id) if work.in_force else ()
set_ = paperwork.state_of(texts, found, released=case.decided)
papers = paper_parts.files(work, set_)
people = paperwork.addressees(work.outcome)
missing = paper_parts.missing(work, set_)
issued = store.papers(desk.db, desk.me, case.id)

if work.outdated:
    show.note("Der Plan in Abstimmung ist veraltet; die Entwürfe zeigen den neu berechneten Plan.", "warn")
if not case.decided:
    show.note("Alle Papiere sind Entwürfe, bis der Plan beschlossen ist; so lange tragen sie den Vermerk ENTWURF.")
show.table(paperwork.papers_sheet(paperwork.ordered(papers), missing, issued, people), "papiere", height=300)
paper_parts.completeness(missing)
paper_parts.deadlines(work, set_)
paper_settings.settings(desk, work, texts)
paper_parts.preview(papers, issued, desk, people)
paper_parts.hand_out(desk, work, papers, issued)
