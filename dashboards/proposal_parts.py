"""The page *Vorschläge* around the plan: how it stands, the way on, what a municipality sees."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboards import casework, proposal, show, state
from dashboards.casework import Work
from dashboards.look import file_name
from dashboards.state import Desk
from optimizer import Outcome, finance_workbook, store


def standing(desk: Desk, work: Work) -> None:
    """Is this the plan that is voted on, is it out of date, and what would change?"""
    if work.outdated:
        show.note(f"Der Plan in Abstimmung ist veraltet: {work.outdated} Unten steht der neu berechnete Plan.", "warn")
        show.sentences("Was sich gegenüber dem Plan in Abstimmung ändert", casework.changes(desk, work))
    elif work.case.decided:
        show.note(f"Dieser Plan ist {work.case.status}; er ändert sich nicht mehr.", "good")
    elif work.in_force is not None:
        more = " Er ist nicht der beste, sondern eine gewählte Alternative." if work.deviates else ""
        show.note(f"Dieser Plan steht zur Abstimmung.{more}", "good")


def onward(desk: Desk, work: Work) -> None:
    """The next step: to the vote, or on to it."""
    case = work.case
    if case.decided or (work.in_force is not None and not work.outdated):
        with st.container(horizontal=True, vertical_alignment="center"):
            show.onward("abstimmung", case.id, "Weiter zur Abstimmung")
            _files(work)
        return
    why = state.allowed(desk, store.Act.PROPOSE)
    if case.status == "zurückgezogen":
        why = "Der Fall ist zurückgezogen."
    label = "Neu berechneten Plan zur Abstimmung stellen" if work.outdated else "Diesen Plan zur Abstimmung stellen"
    with st.container(horizontal=True, vertical_alignment="center"):
        vote_button(label, work, work.best, why, type="primary", icon=":material/arrow_forward:")
        _files(work)


def _files(work: Work) -> None:
    """The plan to take along: the workbook of the finance department."""
    outcome = work.outcome
    st.download_button(
        "Plan als Arbeitsmappe",
        lambda: finance_workbook(outcome),
        file_name=f"{file_name(work.case.name)}-plan.xlsx",
        key="plan.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )


def vote_button(text: str, work: Work, outcome: Outcome, why: str, *, label: str = "", **look: Any) -> None:
    """The button that puts this very plan to the vote, and no other that has come in its place since."""
    mark = f"{work.mark}:{label}"
    state.button(text, "vote", (work, outcome, label), mark, why=why, **look)


def vote(desk: Desk) -> None:
    """Where the button was pressed: put the plan to the vote that the person saw, and go there.

    It stands before all else on the page, so that a refusal is told even where the new plan takes its time.
    """
    asked: tuple[Work, Outcome, str] | None = state.clicked("vote")
    if asked is None:
        return
    work, outcome, label = asked
    state.act(
        f"vote:{work.case.id}:{hash(outcome.plan)}",
        lambda token: casework.put_to_vote(desk, work, outcome, label, token),
        done="Der Plan steht zur Abstimmung. Hier stehen alle, die zustimmen müssen.",
        then="abstimmung",
        fall=work.case.id,
    )


def municipal(desk: Desk, case: store.StoredCase) -> None:
    """What a municipality sees: the plan that was put to the vote, as far as it touches its offerings and its money."""
    if case.plan_id is None:
        show.note("Zu diesem Fall steht noch kein Plan zur Abstimmung.")
        return
    plan = store.plan_of(desk.db, desk.me, case.plan_id)
    show.table(proposal.in_short(plan, state.need_dataset(desk), "Der eigene Teil des Plans"), "eigener-teil")
