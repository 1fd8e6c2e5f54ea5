"""Vorschläge: the best plan of a case, who else could, pins, alternatives; ends in the vote."""

from __future__ import annotations

import streamlit as st

from dashboards import (
    casework,
    change_part,
    pin_part,
    planning,
    proposal,
    proposal_parts,
    question_parts,
    show,
    state,
)
from optimizer import StaffelstabError

desk = state.open_page("vorschlaege")
state.need_dataset(desk)
case = state.chosen_case(desk)
show.steps("vorschlaege", case.id)

if desk.me.bound:
    proposal_parts.municipal(desk, case)
    st.stop()

proposal_parts.vote(desk)
try:
    work = casework.open_case(desk, case)
except StaffelstabError as error:
    state.unsay()
    planning.refusal(error)
    pin_part.pins(desk, case, None)
    change_part.change(desk, case, None)
    st.stop()

proposal_parts.standing(desk, work)
show.figures(proposal.figures(work.outcome))
if work.outcome.plan.handovers:
    show.table(proposal.handovers(work.outcome), "wer-uebernimmt")
else:
    show.note("Niemand kann etwas übernehmen. Die Rangliste unten sagt, woran es liegt und was helfen würde.", "warn")
for warning in work.outcome.warnings:
    show.note(warning, "warn")
proposal_parts.onward(desk, work)

PARTS = {
    "Vorgaben": pin_part.pins,
    "Wer noch?": question_parts.ranking,
    "Warum nicht?": question_parts.why_not,
    "Engpass": question_parts.bottleneck,
    "Alternativen": question_parts.alternatives,
    "Zeit und Geld": question_parts.pictures,
    "Fall ändern": change_part.change,
}
chosen = st.segmented_control("Mehr zu diesem Plan", list(PARTS), default="Vorgaben", required=True, key="mehr")
PARTS[chosen or "Vorgaben"](desk, case, work)
