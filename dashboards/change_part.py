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
    form = state.form(f"change:{case.id}")
    title, lasting = _head(form, case)
    place = _place(form, case.setup.events, dataset)
    before = None if place == _NEW else case.setup.events[place]
    about = before and (before.kind, before.offering, before.provider, before.source)
    own = state.form(f"change:{case.id}:{place}:{about}")
    event = event_form.draw(own, dataset, today(), before=before)
    keep, drop = _buttons(desk, case, place)
    seen = keep if drop is None else drop
    problems = [*form.problems, *own.problems]
    if seen == case.version and drop is None and problems:
        st.error(show.safe("\n".join(problems)), icon=":material/error:")
    elif seen is not None:
        events = _with(case.setup.events, place, None if drop is not None else event)
        report = store.Report(title or case.title, replace(case.setup, events=events), lasting)
        if seen != case.version or _possible(report, dataset):
            _save(desk, case, report, dataset, seen, (form, own))


def _head(form: Form, case: store.StoredCase) -> tuple[str, bool | None]:
    """Name and duration of the whole case."""
    left, right = st.columns([5, 4])
    with left:
        title = form.text("Bezeichnung des Falls", value=case.title, needed=True)
    texts = tuple(LASTING)
    before = next(text for text, lasting in LASTING.items() if lasting is case.lasting)
    with right:
        chosen = form.choice("Dauer der Übergabe", texts, before)
    return title, LASTING[chosen]


def _place(form: Form, events: Events, dataset: Dataset) -> int:
    """Which event the fields below are about; `_NEW` is one that is added."""
    labels = {place: f"{place + 1} · {reporting.event_label(event, dataset)}" for place, event in enumerate(events)}
    labels[_NEW] = "Weiteres Ereignis hinzufügen"
    return form.choice("Ereignis", list(labels), next(iter(labels)), told=labels.__getitem__)


def _with(events: Events, place: int, event: Event | None) -> Events:
    """The events with this one in its place; without it where there is none."""
    own = (event,) if event else ()
    return (*events, *own) if place == _NEW else (*events[:place], *own, *events[place + 1 :])


def _buttons(desk: Desk, case: store.StoredCase, place: int) -> tuple[int | None, int | None]:
    """The version of the case on which the change is to be kept, or the event removed; None where it is not."""
    why = state.allowed(desk, store.Act.CHANGE)
    last = "Ein Fall braucht mindestens ein Ereignis; einen ganzen Fall beendet „Fall zurückziehen“ unter „Abstimmung“."
    stays = why or (last if len(case.setup.events) == 1 else "")
    label = "Ereignis hinzufügen" if place == _NEW else "Änderung speichern"
    with st.container(horizontal=True):
        keep = state.button(label, f"change:{case.id}:keep", case.version, why=why, icon=":material/save:")
        drop = None
        if place != _NEW:
            key = f"change:{case.id}:drop"
            drop = state.button("Dieses Ereignis entfernen", key, case.version, why=stays, icon=":material/delete:")
    return keep, drop


def _possible(report: store.Report, dataset: Dataset) -> bool:
    try:
        reporting.trial(report.setup, dataset)
    except StaffelstabError as error:
        show.refusal(error)
        return False
    return True


def _save(
    desk: Desk, case: store.StoredCase, report: store.Report, dataset: Dataset, seen: int, forms: tuple[Form, Form]
) -> None:
    """The store refuses, naming who, where the case is another than the one that was `seen`."""
    state.act(
        f"change:{case.id}:{report!r}",
        lambda token: store.change_case(desk.db, desk.me, case.id, report, dataset, seen=seen, token=token),
        done="Der Fall ist geändert, der Plan neu berechnet.",
        sent=forms,
    )
