"""Ausfall melden: the form of the phone call; ends in a case and goes on to its proposals."""

from __future__ import annotations

import streamlit as st

from dashboards import reporting, show, state
from dashboards.report_form import draw, of_workbook
from dashboards.today import today
from optimizer import StaffelstabError, store

desk = state.open_page("melden")
dataset = state.need_dataset(desk)
reason = state.allowed(desk, store.Act.REPORT)
if reason:
    show.note(reason, "warn")

form = state.form("melden")
left, right = st.columns([3, 2], gap="large")
with left:
    whole = form.tick("Mehrere Ereignisse auf einmal: ein Szenario der Arbeitsmappe übernehmen", switch=True)
    report = of_workbook(form, dataset, today()) if whole else draw(form, dataset, today(), right)
with right:
    if report is None:
        show.sentences("Was der Ausfall bedeutet", ["Steht hier, sobald die Pflichtangaben da sind."])
    else:
        try:
            show.sentences("Was der Ausfall bedeutet", reporting.effects(reporting.trial(report.setup, dataset)))
        except StaffelstabError as error:
            show.refusal(error)
            form.problems.append(str(error))

with left:
    with st.container(horizontal=True):
        pressed = st.button(
            "Fall anlegen und Vorschläge zeigen",
            type="primary",
            disabled=bool(reason),
            help=reason or None,
            icon=":material/arrow_forward:",
        )
        st.button("Eingaben verwerfen", on_click=state.clear, args=(form,), icon=":material/delete:")
    if pressed and (form.problems or report is None):
        st.error(show.safe("\n".join(form.problems) or "Es fehlen Angaben."), icon=":material/error:")
    elif pressed and report is not None:
        ready = report
        state.act(
            f"melden:{ready!r}",
            lambda token: store.report(desk.db, desk.me, ready, dataset, token=token),
            done="Der Fall ist angelegt. Das ist der beste zulässige Plan dafür.",
            sent=[form],
            then="vorschlaege",
            fall=...,
        )
