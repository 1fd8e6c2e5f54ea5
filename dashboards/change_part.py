"""The part *Fall ändern* of the page *Vorschläge*: what has become known since the phone call."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import streamlit as st

from dashboards import reporting, show, state
from dashboards.casework import Work
from dashboards.fields import Form
from dashboards.report_form import LASTING
from dashboards.state import Desk
from optimizer import StaffelstabError, number, short_date, store


def change(desk: Desk, case: store.StoredCase, work: Work) -> None:  # noqa: ARG001 -- all parts are called alike
    """New dates, another share, another name; the plan becomes *veraltet* and is made anew."""
    show.section("Fall ändern", "Etwa wenn das Ende feststeht. Der Plan wird danach neu berechnet.")
    if case.decided or len(case.setup.events) != 1:
        show.note("Das geht nur bei offenen Fällen mit einem einzigen Ereignis; sonst bitte einen neuen Fall anlegen.")
        return
    report, problems = _fields(case)
    why = state.allowed(desk, store.Act.CHANGE)
    if not st.button("Änderung speichern", disabled=bool(why), help=why or None, icon=":material/save:"):
        return
    if problems or report is None:
        st.error(show.safe("\n".join(problems)), icon=":material/error:")
        return
    dataset = state.need_dataset(desk)
    try:
        reporting.trial(report.setup, dataset)
    except StaffelstabError as error:
        show.refusal(error)
        return
    state.act(
        f"change:{case.id}:{report!r}",
        lambda token: store.change_case(desk.db, desk.me, case.id, report, dataset, seen=case.version, token=token),
        done="Der Fall ist geändert, der Plan neu berechnet.",
    )


def _fields(case: store.StoredCase) -> tuple[store.Report | None, list[str]]:
    event = case.setup.events[0]
    form = Form(f"change:{case.id}:{case.version}")
    title = form.text("Bezeichnung des Falls", value=case.title, needed=True)
    first, second, third, fourth = st.columns([2, 2, 2, 3])
    with first:
        start = form.day("Ab", value=short_date(event.start), needed=True)
    with second:
        end = form.day("Bis", value=short_date(event.end) if event.end else "", help_text="Leer: bis zum Ende.")
    with third:
        share = form.share("Anteil", value=f"{number(event.share * 100, 4)} %", needed=True)
    with fourth:
        before = next(text for text, lasting in LASTING.items() if lasting is case.lasting)
        texts = tuple(LASTING)
        lasting = LASTING[
            st.selectbox("Dauer der Übergabe", texts, index=texts.index(before), key=f"{form.key}:lasting")
        ]
    if start and end and end < start:
        form.problems.append("„Bis“ liegt vor dem ersten Tag.")
    if form.problems or start is None:
        return None, form.problems
    changed = replace(event, start=start, end=end, share=share or Fraction(1))
    return store.Report(title, replace(case.setup, events=(changed,)), lasting), form.problems
