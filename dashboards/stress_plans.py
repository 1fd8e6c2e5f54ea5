"""Failures of the stress test one by one and two by two: the plan that lies ready, its case, and pairs."""

from __future__ import annotations

import streamlit as st

from dashboards import pictures, progress, reporting, show, state, stress_charts
from dashboards.frames import pairs as pair_frames
from dashboards.frames import stress as frames
from dashboards.look import picture_config
from dashboards.sheets import Sheet, workbook_of
from dashboards.state import Desk
from dashboards.stressing import Question, cut
from dashboards.today import today
from optimizer import Event, StaffelstabError, StressTest, number, store


def ready_plans(desk: Desk, question: Question, test: StressTest) -> None:
    """The plan that lies ready for one failure, the way to its case, and all of them as a file."""
    titles = {row.offerings[0]: row for row in test.rows}
    names = {key: f"{key} {question.dataset.offering[key].title}" for key in titles}
    key = st.selectbox("Wenn dieses Angebot ausfällt", sorted(names), format_func=names.__getitem__, key="stress:plan")
    row = titles[key]
    show.figures(frames.plan_figures(row))
    plan = frames.ready_plan(question.dataset, row)
    if plan.empty:
        show.note("Für diesen Ausfall gibt es keinen Plan: Niemand könnte übernehmen.", "bad")
    else:
        show.table(plan, f"plan-{key}")
    if row.why:
        show.note(row.why, "warn")
    _take_over(desk, question, key)
    sheets = [frames.stress_sheet(question.dataset, test), frames.all_plans(question.dataset, test)]
    data = workbook_of(sheets, "Stresstest", f"Stresstest {frames.days(test)}")
    pictures.file_button("Alle Pläne für den Notfall (Excel)", data, "Stresstest.xlsx", "notfall")


def _take_over(desk: Desk, question: Question, key: str) -> None:
    """The failure has come: one click makes it a case and opens its proposals."""
    show.section(
        "Ist der Ausfall da?",
        "Aus ihm wird ein Fall. Sein Plan rechnet ab heute und mit dem, was andere Fälle schon belegen; "
        "Tage und Anteil lassen sich dort unter „Fall ändern“ anpassen.",
    )
    for case in store.cases(desk.db, desk.me):
        if case.status in {"Entwurf", "in Abstimmung"} and any(event.offering == key for event in case.setup.events):
            show.note(f"Zu diesem Angebot gibt es schon einen offenen Fall: {case.name}, {case.title}.", "warn")
    why = state.allowed(desk, store.Act.REPORT)
    label = "Als Fall übernehmen"
    if not st.button(label, type="primary", icon=":material/arrow_forward:", disabled=bool(why), help=why or None):
        return
    event = Event("", "Ausfall", question.period.start, offering=key, end=question.period.end)
    report = reporting.report_of(event, "", None, today(), question.dataset)
    try:
        reporting.trial(report.setup, question.dataset)
    except StaffelstabError as error:
        show.refusal(error)
        return
    state.act(
        f"stresstest:{report!r}",
        lambda token: store.report(desk.db, desk.me, report, question.dataset, token=token),
        done="Aus dem Stresstest ist ein Fall geworden. Das ist der beste zulässige Plan dafür.",
        then="vorschlaege",
        fall=...,
    )


def pairs(question: Question, test: StressTest) -> None:
    """Two at a time: started on demand, for it takes a while."""
    count = len(test.rows) * (len(test.rows) - 1) // 2
    show.section("Paare", "Welche zwei Angebote dieselben Stunden oder dasselbe Geld brauchten, wenn beide ausfielen.")
    key = question.key("paare")
    if state.jobs().known(key) is None:
        st.caption(f"{number(count)} Paare; das dauert einige Minuten und lässt sich jederzeit anhalten.")
        if not st.button("Alle Paare rechnen", type="primary", icon=":material/play_arrow:"):
            return
    found: StressTest = progress.result_of(question.job("paare", pairs=True), "Paare, die ausfallen")
    cut(found, key)
    rows = pair_frames.pairs_sheet(question.dataset, test, found)
    if rows.empty and not found.complete:
        show.note(f"Unter den {number(len(found.rows))} Paaren, die gerechnet sind, stört sich keines gegenseitig.")
    elif rows.empty:
        show.note("Kein Paar stört sich gegenseitig: Zusammen ist nicht mehr verloren als einzeln.", "good")
    else:
        _picture_of_pairs(rows)
        show.table(rows, "paare", height=480)


def _picture_of_pairs(rows: Sheet) -> None:
    """Who is missing whom, in a grid; the table below it says the same of every pair."""
    keys = pair_frames.worst(rows)
    cut_ = f" Gezeigt sind die {len(keys)} am stärksten betroffenen Angebote; die Tabelle nennt alle Paare."
    st.caption(
        "Stundenmonate, die erst fehlen, wenn beide Angebote ausfallen, über das hinaus, was bei jedem für sich fehlt; "
        f"– heißt: nichts.{cut_ if len(keys) == pair_frames.MOST else ''}"
    )
    worst = rows.frame.iloc[0]
    alt = (
        f"Raster Angebot gegen Angebot; am meisten fehlt bei {worst['Erstes']} und {worst['Zweites']}. "
        "Die Tabelle darunter sagt dasselbe."
    )
    figure = stress_charts.pair_grid(rows.frame, keys)
    st.plotly_chart(figure, theme=None, key="bild:paare", config=picture_config(rows.name), alt=alt)
