"""Questions to a plan on the page *Vorschläge*: ranking, why not, bottleneck, alternatives, pictures."""

from __future__ import annotations

import streamlit as st

from dashboards import casework, charts, progress, proposal, show, state
from dashboards import pictures as pictures_
from dashboards.casework import Work
from dashboards.choices import watched
from dashboards.frames.flow import flow_sheet
from dashboards.frames.timeline import timeline_sheet
from dashboards.proposal_parts import vote_button
from dashboards.state import Desk
from optimizer import Outcome, euro, read_workbook, store
from optimizer import alternatives as find_alternatives
from optimizer import bottlenecks as find_bottlenecks
from optimizer import ranking as rank
from optimizer import why_not as ask_why_not


def _outage(work: Work, key: str) -> int:
    """Which outage a question is about; asked only where there are several."""
    case = work.outcome.case
    numbers = [row.number for row in case.outages if not row.frees_only]
    if len(numbers) == 1:
        return numbers[0]
    return int(
        st.selectbox(
            "Ausfall",
            numbers,
            format_func=lambda number: f"{number} · {case.offering_of(case.outage[number]).title}",
            key=key,
        )
    )


def ranking(desk: Desk, case: store.StoredCase, work: Work) -> None:  # noqa: ARG001 -- all parts are called alike
    """Every capacity for one outage: the best first, then who could be made able, then the rest."""
    show.section(
        "Wer könnte noch?", "Jede Kapazität für sich allein gerechnet; bei den übrigen steht, was fehlt und was hilft."
    )
    number = _outage(work, "rank:outage")
    found = state.solved("ranking", f"{work.basis.inputs_hash}:{number}", lambda: rank(work.best, number))
    show.table(proposal.candidates(work.best.case, found, work.outcome), "rangliste", height=380)


def why_not(desk: Desk, case: store.StoredCase, work: Work) -> None:  # noqa: ARG001 -- all parts are called alike
    """Why one capacity is not in the plan, and what taking it all the same would cost."""
    show.section(
        "Warum nicht?", "Warum eine Kapazität nicht im Plan steht, und was es kosten würde, sie doch zu nehmen."
    )
    number = _outage(work, "why:outage")
    unused = sorted(
        (row for row in work.outcome.plan.not_used if row.outage == number),
        key=lambda row: (len(row.reasons), row.capacity),
    )
    if not unused:
        show.note("Alle Kapazitäten sind im Plan.")
        return
    key = st.selectbox(
        "Kapazität",
        [row.capacity for row in unused],
        format_func=lambda name: proposal.capacity_label(work.best.case, name),
        key="why:capacity",
    )
    answers = state.solved(
        "why_not",
        f"{work.basis.inputs_hash}:{number}:{key}",
        lambda: ask_why_not(work.best, outage=number, capacity=key),
    )
    show.sentences("Antwort", proposal.why_sentences(work.best.case, answers))


def bottleneck(desk: Desk, case: store.StoredCase, work: Work) -> None:  # noqa: ARG001 -- all parts are called alike
    """What holds the uncovered hours, and the smallest change that would cover them."""
    show.section("Engpass", "Was die ungedeckten Stunden hält, und die kleinste Änderung, die sie decken würde.")
    open_ = proposal.uncovered(work.outcome)
    if not open_:
        show.note("Alle ausgefallenen Stunden sind gedeckt.", "good")
        return
    number = st.selectbox("Ausfall", open_, format_func=lambda row: row[1], key="bottleneck")[0]
    key = ("bottleneck", work.basis.inputs_hash, str(number))
    job = state.jobs().of(
        key, watched(work.best, lambda asked: find_bottlenecks(work.best, outage=number, what_if=asked)), whole=True
    )
    found = progress.result_of(job, "Der Engpass wird gesucht")
    if not progress.stopped(job, key):
        show.sentences("Antwort", [row.sentence for row in found])


def alternatives(desk: Desk, case: store.StoredCase, work: Work) -> None:
    """Other plans, as different as possible, each with what it costs against the best."""
    show.section(
        "Alternativen", "Pläne, die sich möglichst stark unterscheiden und in jedem Ziel nahe am besten bleiben."
    )
    key = ("alternatives", work.basis.inputs_hash)
    dataset = state.solved("dataset", work.basis.inputs_hash, lambda: store.planning_dataset(work.basis, read_workbook))
    job = state.jobs().of(
        key, watched(work.best, lambda asked: find_alternatives(work.best, dataset, what_if=asked)), whole=True
    )
    found = progress.result_of(job, "Alternativen werden gesucht") or ()
    if progress.stopped(job, key):
        return
    if not found:
        show.note("Es gibt keinen zweiten Plan, der sich nennenswert unterscheidet.")
    else:
        plans = [("Bester Plan", work.best.plan), *((f"Alternative {n}", row.plan) for n, row in enumerate(found, 1))]
        show.table(proposal.side_by_side(plans), "nebeneinander")
    why = state.allowed(desk, store.Act.PROPOSE) or ("Der Fall ist abgeschlossen." if case.decided else "")
    if found and work.in_force is not None and not case.decided:
        show.note(casework.lapsing(store.consents(desk.db, desk.me, case.id)), "warn")
    for number, row in enumerate(found, start=1):
        other = Outcome(row.plan, work.best.case)
        show.section(f"Alternative {number}: {euro(sum(made.total for made in row.plan.handovers))}", row.sentence)
        show.table(proposal.handovers(other), f"alternative-{number}")
        vote_button("Diese zur Abstimmung stellen", work, other, why, label=f"Alternative {number}")


def pictures(desk: Desk, case: store.StoredCase, work: Work) -> None:  # noqa: ARG001 -- all parts are called alike
    """Who is out and who takes over when; where each euro comes from and goes to. Each with its table."""
    for sheet, draw in ((timeline_sheet(work.outcome), charts.timeline), (flow_sheet(work.outcome), charts.money_flow)):
        show.section(sheet.name)
        if sheet.empty:
            show.note("Hier gibt es nichts zu zeichnen.")
            continue
        pictures_.picture(draw(sheet.frame), sheet, sheet.name, alt=f"{sheet.name}; die Tabelle darunter sagt dasselbe")
