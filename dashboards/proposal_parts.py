"""The parts of the page *Vorschläge*: how the plan stands, the way on, pins, ranking, why not, alternatives."""

from __future__ import annotations

from typing import Final, cast, get_args

import streamlit as st

from dashboards import casework, charts, progress, proposal, show, state
from dashboards import pictures as pictures_
from dashboards.casework import Work
from dashboards.fields import Form
from dashboards.frames.flow import flow_sheet
from dashboards.frames.timeline import timeline_sheet
from dashboards.look import file_name
from dashboards.state import Desk
from optimizer import Outcome, Pin, PinKind, euro, finance_workbook, read_workbook, short_date, store
from optimizer import alternatives as find_alternatives
from optimizer import bottlenecks as find_bottlenecks
from optimizer import ranking as rank
from optimizer import why_not as ask_why_not

KINDS: Final[dict[PinKind, str]] = {
    "ausgeschlossen": "hat abgesagt",
    "fest": "genau",
    "mindestens": "mindestens",
    "höchstens": "höchstens",
}


def standing(desk: Desk, work: Work) -> None:
    """Is this the plan that is voted on, is it out of date, and what would change?"""
    if work.outdated:
        show.note(f"Der Plan in Abstimmung ist veraltet: {work.outdated} Unten steht der neu berechnete Plan.", "warn")
        told = casework.changes(desk, work)
        show.sentences(
            "Was sich gegenüber dem Plan in Abstimmung ändert",
            told or ["Übergaben und Beträge sind gleich: Erteilte Zustimmungen bleiben bestehen."],
        )
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
        asked = st.button(label, type="primary", icon=":material/arrow_forward:", disabled=bool(why), help=why or None)
        _files(work)
    if asked:
        _vote(desk, work, work.best, "")


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


def _vote(desk: Desk, work: Work, outcome: Outcome, label: str) -> None:
    state.act(
        f"vote:{work.case.id}:{hash(outcome.plan)}",
        lambda token: casework.put_to_vote(desk, work, outcome, label, token),
        done="Der Plan steht zur Abstimmung. Hier stehen alle, die zustimmen müssen.",
        then="abstimmung",
        fall=work.case.id,
    )


def pins(desk: Desk, case: store.StoredCase, work: Work | None) -> None:
    """What was agreed on the phone or declined: set with its reason, taken back, and what it costs."""
    show.section("Vorgaben", "Was am Telefon zugesagt oder abgelehnt wurde. Der Plan wird danach neu berechnet.")
    _standing_pins(desk, case)
    if work is not None and work.basis.setup.pins:
        _price(work)
    if work is not None and not case.decided:
        _new_pin(desk, work)


def _standing_pins(desk: Desk, case: store.StoredCase) -> None:
    why = state.allowed(desk, store.Act.PIN)
    for row in (row for row in store.pins(desk.db, desk.me, case.id) if not row.withdrawn):
        left, right = st.columns([6, 1], vertical_alignment="center")
        hours = f" {row.hours.replace('.', ',')} Std./Woche" if row.hours else ""
        with left:
            show.line(
                f"{row.capacity} für {row.offering}: {row.kind}{hours}",
                f"{row.reason} ({row.by}, {short_date(row.at.date())})",
            )
        closed = "Der Fall ist beschlossen." if case.decided else why
        if right.button(
            "Zurücknehmen", key=f"unpin:{row.id}", disabled=bool(closed), help=closed or None, width="stretch"
        ):
            _unpin(desk, row)


def _unpin(desk: Desk, pin: store.StoredPin) -> None:
    state.act(
        f"unpin:{pin.id}",
        lambda token: store.remove_pin(desk.db, desk.me, pin.id, seen=pin.version, token=token),
        done="Die Vorgabe ist zurückgenommen, der Plan neu berechnet.",
    )


def _price(work: Work) -> None:
    free = casework.without_pins(work).plan
    if proposal.same_goals(free, work.best.plan):
        show.note("Die Vorgaben kosten nichts: Jedes Ziel wird so gut erreicht wie ohne sie.", "good")
        return
    show.section("Was die Vorgaben kosten", "Der beste Plan ohne und mit Vorgaben, Ziel für Ziel.")
    show.table(proposal.goals(free, work.best.plan, ("ohne Vorgaben", "mit Vorgaben")), "preis-der-vorgaben")


def _new_pin(desk: Desk, work: Work) -> None:
    case, found = work.case, work.best.case
    form = Form(f"pin:{case.id}:{case.version}")
    offerings = sorted({row.offering for row in found.outages if not row.frees_only})
    first, second, third, fourth = st.columns([4, 4, 3, 4])
    with first:
        offering = st.selectbox(
            "Für das Angebot",
            offerings,
            format_func=lambda key: f"{key} · {found.dataset.offering[key].title}",
            key=f"{form.key}:offering",
        )
    with second:
        capacity = st.selectbox(
            "Kapazität",
            sorted({row.key for row in found.capacities}),
            index=None,
            placeholder="Bitte wählen",
            format_func=lambda key: proposal.capacity_label(found, key),
            key=f"{form.key}:capacity",
        )
    with third:
        kind = st.selectbox(
            "Was gilt?", get_args(PinKind), index=3, format_func=lambda key: KINDS[key], key=f"{form.key}:kind"
        )
        hours = form.hours("Wochenstunden", needed=True) if kind != "ausgeschlossen" else None
    with fourth:
        reason = form.text("Grund", needed=True, hint="etwa: am Telefon zugesagt, Frau K. vom Träger")
    why = state.allowed(desk, store.Act.PIN)
    if not st.button("Vorgabe setzen und neu planen", disabled=bool(why), help=why or None, icon=":material/push_pin:"):
        return
    if capacity is None or form.problems:
        st.error(
            show.safe("\n".join([*(["„Kapazität“ fehlt."] if capacity is None else []), *form.problems])),
            icon=":material/error:",
        )
        return
    wish = store.Wish(Pin("", offering, capacity, cast("PinKind", kind), hours), reason)
    state.act(
        f"pin:{case.id}:{wish!r}",
        lambda token: store.add_pin(desk.db, desk.me, case.id, wish, seen=case.version, token=token),
        done="Die Vorgabe steht, der Plan ist neu berechnet.",
    )


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
    job = state.jobs().of(
        ("bottleneck", work.basis.inputs_hash, str(number)), lambda _told: find_bottlenecks(work.best, outage=number)
    )
    found = progress.result_of(job, "Der Engpass wird gesucht")
    show.sentences("Antwort", [row.sentence for row in found or ()] or ["Die Suche wurde abgebrochen."])


def alternatives(desk: Desk, case: store.StoredCase, work: Work) -> None:
    """Other plans, as different as possible, each with what it costs against the best."""
    show.section(
        "Alternativen", "Pläne, die sich möglichst stark unterscheiden und in jedem Ziel nahe am besten bleiben."
    )
    key = f"{work.basis.inputs_hash}"
    dataset = state.solved("dataset", key, lambda: store.planning_dataset(work.basis, read_workbook))
    job = state.jobs().of(("alternatives", key), lambda _told: find_alternatives(work.best, dataset))
    found = progress.result_of(job, "Alternativen werden gesucht") or ()
    if not found:
        show.note("Es gibt keinen zweiten Plan, der sich nennenswert unterscheidet.")
    why = state.allowed(desk, store.Act.PROPOSE) or ("Der Fall ist abgeschlossen." if case.decided else "")
    for number, row in enumerate(found, start=1):
        other = Outcome(row.plan, work.best.case)
        show.section(f"Alternative {number}: {euro(sum(made.total for made in row.plan.handovers))}", row.sentence)
        show.table(proposal.handovers(other), f"alternative-{number}")
        if st.button("Diese zur Abstimmung stellen", key=f"alternative:{number}", disabled=bool(why), help=why or None):
            _vote(desk, work, other, f"Alternative {number}")


def pictures(desk: Desk, case: store.StoredCase, work: Work) -> None:  # noqa: ARG001 -- all parts are called alike
    """Who is out and who takes over when; where each euro comes from and goes to. Each with its table."""
    for sheet, draw in ((timeline_sheet(work.outcome), charts.timeline), (flow_sheet(work.outcome), charts.money_flow)):
        show.section(sheet.name)
        if sheet.empty:
            show.note("Hier gibt es nichts zu zeichnen.")
            continue
        pictures_.picture(draw(sheet.frame), sheet, sheet.name, alt=f"{sheet.name}; die Tabelle darunter sagt dasselbe")


def municipal(desk: Desk, case: store.StoredCase) -> None:
    """What a municipality sees: the plan that was put to the vote, as far as it touches its offerings and its money."""
    if case.plan_id is None:
        show.note("Zu diesem Fall steht noch kein Plan zur Abstimmung.")
        return
    plan = store.plan_of(desk.db, desk.me, case.plan_id)
    show.table(proposal.own_part(plan, state.need_dataset(desk)), "eigener-teil")
