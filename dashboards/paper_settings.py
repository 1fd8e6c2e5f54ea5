"""The fields of the page *Bescheide* that only a person can fill: days, applications, grounds, discretion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards import paperwork, show, state
from dashboards.casework import Work
from dashboards.fields import Form
from dashboards.state import Desk
from optimizer import ENTRIES, GROUNDS, notices_of, short_date, store

ENTRIES_PLACE: Final = "angaben"
"""In the address: the list of what is missing has led here, so the fields stand open for the rest of the visit."""
_TITLE: Final = "Angaben für die Papiere: Daten, Anträge, Rechtsgrund, Ermessen"


def settings(desk: Desk, work: Work, texts: Sequence[store.ConfirmedText]) -> None:
    """The fields that only a person can fill; each is kept with name and time, and stands in the log."""
    case, plan = work.case, work.in_force
    with _place_for_entries():
        if plan is None:
            show.note("Angaben lassen sich eintragen, sobald ein Plan zur Abstimmung steht.")
            return
        known = {(row.notice, row.field): row for row in texts if row.text != paperwork.TAKEN_BACK}
        form = state.form(f"papers:{plan.id}")
        wanted = _general(form, known) | _applications(form, work, known) | _grounds(form, work, known)
        wanted |= _discretions(work, form, known)
        why = state.allowed(desk, store.Act.CONFIRM)
        mark = [(row.id, row.version) for row in texts]
        seen = state.button("Angaben speichern", form.key, texts, mark, why=why, icon=":material/save:")
        if seen is None:
            return
        if problems := form.problems or paperwork.wrong_days(work.outcome, wanted):
            st.error(show.safe("\n".join(problems)), icon=":material/error:")
            return
        state.act(
            f"texts:{case.id}:{wanted!r}",
            lambda token: _save(desk, plan.id, wanted, (texts, seen), token),
            done="Die Angaben sind gespeichert; die Papiere sind neu geschrieben.",
            sent=[form],
        )


def _place_for_entries() -> DeltaGenerator:
    if state.param("stelle") != ENTRIES_PLACE:
        return st.expander(_TITLE)
    show.section(_TITLE)
    return st.container()


Texts = Sequence[store.ConfirmedText]
Known = Mapping[tuple[str, str], store.ConfirmedText]
Wanted = Mapping[tuple[str, str], str]


def _general(form: Form, known: Known) -> dict[tuple[str, str], str]:
    wanted: dict[tuple[str, str], str] = {}
    columns = st.columns(3)
    for number, entry in enumerate(ENTRIES):
        place = (paperwork.GENERAL, entry.label)
        before = known[place].text if place in known else ""
        with columns[number % 3]:
            if entry.kind == "day":
                day = form.day(entry.label, value=_german(before), help_text=entry.help_text)
                wanted[place] = day.isoformat() if day else ""
            elif entry.kind == "count":
                count = form.count(entry.label, value=before, help_text=entry.help_text)
                wanted[place] = str(count) if count else ""
            else:
                wanted[place] = form.text(entry.label, value=before, help_text=entry.help_text)
    return wanted


def _applications(form: Form, work: Work, known: Known) -> dict[tuple[str, str], str]:
    wanted: dict[tuple[str, str], str] = {}
    data = work.outcome.case.dataset
    for key in sorted({row.provider for row in work.outcome.plan.handovers}):
        place = (paperwork.GENERAL, f"{paperwork.APPLICATION} {key}")
        before = known[place].text if place in known else ""
        day = form.day(f"Antrag von {show.safe(data.provider[key].name)} vom", value=_german(before))
        wanted[place] = day.isoformat() if day else ""
    return wanted


_NOT_RESERVED = "Der alte Bescheid hat keinen Widerruf vorbehalten: Bitte einen wählen."
_RESERVED = "Leer: § 47 Abs. 1 Nr. 1 SGB X, denn der alte Bescheid hat den Widerruf vorbehalten."


def _grounds(form: Form, work: Work, known: Known) -> dict[tuple[str, str], str]:
    """The ground of each reduction; where the old notice reserved no revocation, a person must choose one."""
    wanted: dict[tuple[str, str], str] = {}
    data = work.outcome.case.dataset
    for key in sorted({row.offering for row in work.outcome.case.outages}):
        reserved = data.offering[key].revocable
        place = (paperwork.GENERAL, f"{paperwork.GROUND} {key}")
        before = known[place].text if place in known else ""
        options = ("", *GROUNDS)
        wanted[place] = form.choice(
            f"Rechtsgrund der Minderung bei {show.safe(data.offering[key].title)}",
            options,
            before if before in options else "",
            help_text=_RESERVED if reserved else _NOT_RESERVED,
        )
    return wanted


def _discretions(work: Work, form: Form, known: Known) -> dict[tuple[str, str], str]:
    """The reasons on discretion count only once a person has read and confirmed them."""
    wanted: dict[tuple[str, str], str] = {}
    for notice in sorted(row.id for row in notices_of(work.outcome)):
        place = (notice, paperwork.DISCRETION)
        before = known[place].text if place in known else ""
        left, right = st.columns([2, 5])
        own = before if before != paperwork.AS_DRAFTED else ""
        options = ("noch nicht bestätigt", "wie im Entwurf bestätigt", "eigener Text")
        stored = options[0 if not before else 2 if own else 1]
        with left:
            said = form.choice(f"Ermessen {notice}", options, stored)
        text = ""
        if said == options[2]:
            with right:
                text = form.text(f"Ermessensgründe {notice}", value=own, needed=True, lines=True)
        wanted[place] = paperwork.AS_DRAFTED if said == options[1] else text
    return wanted


def _german(iso: str) -> str:
    return short_date(date.fromisoformat(iso)) if iso else ""


def _save(desk: Desk, plan_id: int, wanted: Wanted, texts: tuple[Texts, Texts], token: str) -> int:
    """Every changed text is confirmed by itself; one that was emptied is noted as taken back.

    `texts` are those of today, and those that the person saw: what another has changed since is not written over.
    """
    now, then = ({(row.notice, row.field): row for row in rows} for rows in texts)
    changed = 0
    for (notice, field), said in wanted.items():
        row, before = now.get((notice, field)), then.get((notice, field))
        text = said or (paperwork.TAKEN_BACK if row else "")
        if text and (row is None or text != row.text):
            what = store.PaperText(plan_id, notice, field, text)
            seen = before.version if before else 0
            store.confirm_text(desk.db, desk.me, what, seen=seen, token=f"{token}:{notice}:{field}")
            changed += 1
    return changed
