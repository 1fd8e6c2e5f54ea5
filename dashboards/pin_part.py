"""The part *Vorgaben* of the page *Vorschläge*: what was agreed or declined on the phone, and what it costs."""

from __future__ import annotations

from typing import Final, cast, get_args

import streamlit as st

from dashboards import casework, planning, proposal, show, state
from dashboards.casework import Work
from dashboards.fields import Form
from dashboards.state import Desk
from optimizer import Case, Pin, PinKind, StaffelstabError, short_date, store

KINDS: Final[dict[PinKind, str]] = {
    "ausgeschlossen": "hat abgesagt",
    "fest": "genau",
    "mindestens": "mindestens",
    "höchstens": "höchstens",
}


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
    try:
        free = casework.without_pins(work).plan
    except StaffelstabError as error:
        planning.refusal(error)
        return
    if proposal.same_goals(free, work.best.plan):
        show.note("Die Vorgaben kosten nichts: Jedes Ziel wird so gut erreicht wie ohne sie.", "good")
        return
    show.section("Was die Vorgaben kosten", "Der beste Plan ohne und mit Vorgaben, Ziel für Ziel.")
    show.table(proposal.goals(free, work.best.plan, ("ohne Vorgaben", "mit Vorgaben")), "preis-der-vorgaben")


def _new_pin(desk: Desk, work: Work) -> None:
    case = work.case
    form = state.form(f"pin:{case.id}")
    wish = _wish(form, work.best.case)
    why = state.allowed(desk, store.Act.PIN)
    label, key = "Vorgabe setzen und neu planen", f"pin:{case.id}"
    seen = state.button(label, key, case.version, why=why, icon=":material/push_pin:")
    if seen is None:
        return
    if form.problems:
        st.error(show.safe("\n".join(form.problems)), icon=":material/error:")
        return
    state.act(
        f"pin:{case.id}:{wish!r}",
        lambda token: store.add_pin(desk.db, desk.me, case.id, wish, seen=seen, token=token),
        done="Die Vorgabe steht, der Plan ist neu berechnet.",
        sent=[form],
    )


def _wish(form: Form, found: Case) -> store.Wish:
    """What the fields say; it counts only where the form has no problems."""
    offerings = sorted({row.offering for row in found.outages if not row.frees_only})
    first, second, third, fourth = st.columns([4, 4, 3, 4])
    with first:
        offering = form.choice(
            "Für das Angebot",
            offerings,
            offerings[0] if offerings else "",
            told=lambda key: f"{key} · {found.dataset.offering[key].title}",
        )
    with second:
        capacity = form.choice(
            "Kapazität",
            sorted({row.key for row in found.capacities}),
            None,
            told=lambda key: proposal.capacity_label(found, key or ""),
            hint="Bitte wählen",
        )
        if capacity is None:
            form.problems.append("„Kapazität“ fehlt.")
    with third:
        kind = form.choice("Was gilt?", get_args(PinKind), "ausgeschlossen", told=KINDS.__getitem__)
        hours = form.hours("Wochenstunden", needed=True) if kind != "ausgeschlossen" else None
    with fourth:
        reason = form.text("Grund", needed=True, hint="etwa: am Telefon zugesagt, Frau K. vom Träger")
    return store.Wish(Pin("", offering, capacity or "", cast("PinKind", kind), hours), reason)
