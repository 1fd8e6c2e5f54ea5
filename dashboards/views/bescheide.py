"""Bescheide: every paper of a case: what is missing, preview, download, handing out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboards import (
    casework,
    office_data,
    paper_gaps,
    paper_issue,
    paper_parts,
    paper_settings,
    paperwork,
    show,
    state,
)
from optimizer import impossible_days, store

desk = state.open_page("bescheide")
dataset = state.need_dataset(desk)
case = state.chosen_case(desk)
show.steps("bescheide", case.id)

if desk.me.bound:
    paper_parts.own_papers(desk, case)
    st.stop()

work = casework.open_case(desk, case)
if case.decided:
    work = replace(work, outcome=office_data.with_data_in_force(work.outcome, dataset))
found = store.consents(desk.db, desk.me, case.id)
texts = store.texts(desk.db, desk.me, work.in_force.id) if work.in_force else ()
set_ = paperwork.state_of(texts, found, released=case.decided)
papers = paper_parts.files(work, set_)
people = paperwork.addressees(work.outcome)
issued = store.papers(desk.db, desk.me, case.id)
missing = paper_gaps.not_issued(paper_parts.missing(work, set_), issued)
lacks = paper_gaps.lacking(papers, missing)
wrong = [str(row) for row in impossible_days(work.outcome, set_)]
names = paperwork.ordered({*papers, *(row.name for row in issued)})

if work.outdated:
    show.note("Der Plan in Abstimmung ist veraltet; die Entwürfe zeigen den neu berechneten Plan.", "warn")
if not case.decided:
    show.note("Alle Papiere sind Entwürfe, bis der Plan beschlossen ist; so lange tragen sie den Vermerk ENTWURF.")
show.table(paperwork.papers_sheet(names, lacks, issued, people), "papiere", height=300)
paper_parts.completeness(missing, case.id, office_data.told(desk.data, work.basis.data_id) if desk.data else "")
for sentence in (*wrong, *paper_issue.doubtful(papers, issued, set_)):
    show.note(sentence, "warn")
paper_settings.settings(desk, work, texts)
paper_parts.deadlines(work, set_)
paper_parts.preview(papers, issued, desk, people)
paper_parts.hand_out(desk, work, paper_parts.Desktop(papers, lacks, issued, people, set_, wrong))
