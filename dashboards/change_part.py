"""The part *Fall ändern* of the page *Vorschläge*: what has become known since the phone call."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboards import event_form, reporting, show, state
from dashboards.casework import Work
from dashboards.fields import Form
from dashboards.report_form import LASTING
from dashboards.state import Desk
from dashboards.today import today
from optimizer import Dataset, Event, StaffelstabError, store

Events = tuple[Event, ...]
_NEW = -1


def change(desk: Desk, case: store.StoredCase, work: Work | None) -> None:  # noqa: ARG001 -- all parts are called alike
    """Change, add or remove an event, name it anew; the plan becomes *veraltet* and is made again."""
    show.section(
        "Fall ändern",
        "Etwa wenn das Ende feststeht oder ein zweites Angebot dazukommt. Der Plan wird danach neu berechnet.",
    )
    if case.decided or case.status == "zurückgezogen":
        show.note(f"Der Fall ist {case.status} und ändert sich nicht mehr; bitte einen neuen Fall anlegen.")
        return
    dataset = state.need_dataset(desk)
    refused = _told_of_others(desk, case, dataset)
    form = Form(f"change:{case.id}:{case.version}")
    title, lasting = _head(form, case)
    place = _place(form, case.setup.events, dataset)
    own = Form(f"{form.key}:{place}")
    event = event_form.draw(own, dataset, today(), before=None if place == _NEW else case.setup.events[place])
    keep, drop = _buttons(desk, case, place)
    problems = [*form.problems, *own.problems] if keep else []
    if problems and not refused:
        st.error(show.safe("\n".join(problems)), icon=":material/error:")
    elif (keep or drop) and not refused:
        events = _with(case.setup.events, place, None if drop else event)
        _save(desk, case, store.Report(title or case.title, replace(case.setup, events=events), lasting), dataset)


def _told_of_others(desk: Desk, case: store.StoredCase, dataset: Dataset) -> bool:
    """A change pressed on what somebody else has changed since is refused by the store, which names them."""
    key = f"change:{case.id}:seen"
    seen = st.session_state.get(key, case.version)
    st.session_state[key] = case.version
    pressed = st.session_state.get(f"change:{case.id}:keep") or st.session_state.get(f"change:{case.id}:drop")
    stale = bool(pressed) and seen != case.version
    if stale:
        same = store.Report(case.title, case.setup, case.lasting)
        state.act(
            f"change:{case.id}:{seen}",
            lambda token: store.change_case(desk.db, desk.me, case.id, same, dataset, seen=seen, token=token),
            done="",
        )
    return stale


def _head(form: Form, case: store.StoredCase) -> tuple[str, bool | None]:
    """Name and duration of the whole case."""
    left, right = st.columns([5, 4])
    with left:
        title = form.text("Bezeichnung des Falls", value=case.title, needed=True)
    texts = tuple(LASTING)
    before = next(text for text, lasting in LASTING.items() if lasting is case.lasting)
    with right:
        chosen = st.selectbox("Dauer der Übergabe", texts, index=texts.index(before), key=f"{form.key}:lasting")
    return title, LASTING[chosen]


def _place(form: Form, events: Events, dataset: Dataset) -> int:
    """Which event the fields below are about; `_NEW` is one that is added."""
    labels = {place: f"{place + 1} · {reporting.event_label(event, dataset)}" for place, event in enumerate(events)}
    labels[_NEW] = "Weiteres Ereignis hinzufügen"
    return int(st.selectbox("Ereignis", list(labels), format_func=labels.__getitem__, key=f"{form.key}:event"))


def _with(events: Events, place: int, event: Event | None) -> Events:
    """The events with this one in its place; without it where there is none."""
    own = (event,) if event else ()
    return (*events, *own) if place == _NEW else (*events[:place], *own, *events[place + 1 :])


def _buttons(desk: Desk, case: store.StoredCase, place: int) -> tuple[bool, bool]:
    """Is the change to be kept, or the event to be removed?"""
    why = state.allowed(desk, store.Act.CHANGE)
    last = "Ein Fall braucht mindestens ein Ereignis; einen ganzen Fall beendet „Fall zurückziehen“ unter „Abstimmung“."
    stays = why or (last if len(case.setup.events) == 1 else "")
    label = "Ereignis hinzufügen" if place == _NEW else "Änderung speichern"
    with st.container(horizontal=True):
        keep = st.button(
            label, disabled=bool(why), help=why or None, icon=":material/save:", key=f"change:{case.id}:keep"
        )
        drop = place != _NEW and st.button(
            "Dieses Ereignis entfernen",
            disabled=bool(stays),
            help=stays or None,
            icon=":material/delete:",
            key=f"change:{case.id}:drop",
        )
    return keep, drop


def _save(desk: Desk, case: store.StoredCase, report: store.Report, dataset: Dataset) -> None:
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
