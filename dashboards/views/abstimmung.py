"""Abstimmung: who must agree, who has, who objects; ends in the decision."""

from __future__ import annotations

from dashboards import consent, consent_parts, proposal_parts, show, state
from optimizer import store

desk = state.open_page("abstimmung")
dataset = state.need_dataset(desk)
case = state.chosen_case(desk)
show.steps("abstimmung", case.id)

proposal_parts.vote(desk)
found = store.consents(desk.db, desk.me, case.id)
if not found:
    show.empty(
        "Hier steht noch kein Plan zur Abstimmung.",
        "Zuerst einen Plan zur Abstimmung stellen.",
        "vorschlaege",
    )
else:
    if case.status == "in Abstimmung" and not desk.me.bound:
        consent_parts.veraltet(desk, case)
    consent_parts.decided(desk, case)
    consent_parts.voted_on(desk, case, dataset)
    show.section("Wer zustimmt")
    show.figures(consent.figures(found))
    show.table(consent.consents_sheet(found), "zustimmungen", height=300)
    if case.status == "in Abstimmung":
        consent_parts.objections(desk, case, found, dataset)
        consent_parts.answer(desk, case, found)
        consent_parts.release(desk, case)
    elif case.decided:
        show.onward("bescheide", case.id, "Weiter zu den Bescheiden")
consent_parts.attachments(desk, case)
consent_parts.withdraw(desk, case)
