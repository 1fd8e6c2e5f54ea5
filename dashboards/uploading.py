"""The parts of the page Daten: what is in force, a new workbook step by step, versions and template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256

import streamlit as st

from dashboards import pictures, progress, show, state
from dashboards.fields import Form
from dashboards.frames.changes import changes_sheet, contents, counted, money_sheet, problems_sheet, versions_sheet
from dashboards.today import today
from optimizer import (
    Dataset,
    Problem,
    UnreadableFile,
    changes,
    check_workbook,
    mark_problems,
    read_workbook,
    store,
    template_bytes,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An uploaded file after the check: its problems and notices, the dataset where it has none, the marked copy."""

    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    dataset: Dataset | None = None
    marked: bytes | None = None


def check(content: bytes) -> Checked:
    """Every problem of a file at once; a copy with red cells where there is something to mark."""
    problems, notices = check_workbook(content)
    if not problems:
        return Checked((), notices, read_workbook(content))
    try:
        return Checked(problems, notices, marked=mark_problems(content, problems))
    except UnreadableFile:
        return Checked(problems, notices)


def in_force(desk: state.Desk) -> None:
    """What the workbook in force holds, with its downloads."""
    show.section("Geltende Daten")
    if desk.data is None or desk.dataset is None:
        show.note("Es gibt noch keine Daten. Unten eine Arbeitsmappe hochladen, oder mit der leeren Vorlage beginnen.")
    else:
        show.figures(contents(desk.dataset, today()))
        with st.expander("Bewilligt und abgerufen, je Quelle und Jahr"):
            show.table(money_sheet(desk.dataset), "geld")
    left, right = st.columns(2)
    with left:
        reason = state.allowed(desk, store.Act.READ_WORKBOOK)
        if desk.data is not None and not reason:
            data = partial(store.workbook, desk.db, desk.me, desk.data.id)
            pictures.file_button("Geltende Arbeitsmappe", data, desk.data.name, "mappe")
        else:
            st.button(
                "Geltende Arbeitsmappe", disabled=True, help=reason or "Es gibt noch keine Daten.", width="stretch"
            )
    with right:
        pictures.file_button("Leere Vorlage", template_bytes, "Vorlage.xlsx", "vorlage")


def new_workbook(desk: state.Desk) -> None:
    """Upload, check, see what changes, and only then let it count."""
    show.section("Neue Arbeitsmappe", "1. wählen · 2. Beanstandungen und Änderungen ansehen · 3. übernehmen")
    if reason := state.allowed(desk, store.Act.UPLOAD):
        show.note(reason)
        return
    form = state.form("datei")
    # No filter on the type: our reader says in German what is no .xlsx.
    file = st.file_uploader("Excel-Arbeitsmappe (.xlsx, höchstens 20 MB)", key=form.key)
    if file is None:
        st.caption("Nichts gilt, bevor es unten übernommen wird.")
        return
    content = file.getvalue()
    job = state.jobs().of(("pruefung", sha256(content).hexdigest()), lambda _report: check(content))
    checked: Checked = progress.result_of(job, "Die Arbeitsmappe wird geprüft")
    if checked.notices:
        with st.expander(f"{len(checked.notices)} Hinweise (nichts davon hindert)"):
            show.table(problems_sheet(checked.notices, "Hinweise"), "hinweise")
    if checked.dataset is None:
        refused(checked, file.name)
    else:
        accepted(desk, form, checked.dataset, store.Upload(file.name, content))


def refused(checked: Checked, name: str) -> None:
    """What is wrong, cell by cell, and the same file with those cells in red."""
    count = len(checked.problems)
    show.note(f"{'Ein Fehler' if count == 1 else f'{count} Fehler'}; so kann die Datei nicht gelten.", "warn")
    show.table(problems_sheet(checked.problems, "Fehler"), "fehler")
    if checked.marked is not None:
        marked = checked.marked
        pictures.file_button("Kopie mit roten Zellen", lambda: marked, f"geprüft {name}", "rot", main=True)
        st.caption(
            "Jede rote Zelle trägt ihre Beanstandung als Kommentar, das erste Blatt nennt alle. "
            "Dort ändern und neu hochladen."
        )


def accepted(desk: state.Desk, form: Form, dataset: Dataset, file: store.Upload) -> None:
    """What would change, and the button that lets it count."""
    show.note("Die Datei ist in Ordnung.", "good")
    if desk.dataset is not None:
        found = changes(desk.dataset, dataset)
        if not found:
            show.note("Sie enthält genau die geltenden Daten.")
        else:
            show.figures(counted(found))
            show.table(changes_sheet(found), "aenderungen")
    file = replace(file, contains=decided(desk, form))
    if desk.data is not None:
        st.caption("Nach dem Übernehmen sind Pläne auf den alten Daten veraltet; Beschlossenes bleibt, wie es ist.")
    now = desk.data.id if desk.data else 0
    seen = state.button("Als geltende Daten übernehmen", "daten", now, type="primary", icon=":material/check:")
    if seen is not None:
        state.act(
            "daten",
            lambda token: store.upload(desk.db, desk.me, file, seen=seen, token=token),
            done="Die neue Arbeitsmappe gilt. Offene Fälle bitte neu berechnen.",
            sent=[form],
        )


def decided(desk: state.Desk, form: Form) -> tuple[int, ...]:
    """Decided cases whose effects the new figures hold already, so that they are not taken off twice."""
    cases = {row.id: f"{row.name} {row.title}" for row in store.cases(desk.db, desk.me) if row.decided}
    if not cases:
        return ()
    picked = form.several(
        "Diese beschlossenen Fälle stecken schon in den neuen Zahlen",
        list(cases),
        told=cases.__getitem__,
        hint="keiner",
        help_text="Sonst rechnet das Programm ihre Übergaben selbst von Mitteln und Kapazitäten ab.",
    )
    return tuple(picked)


def versions(desk: state.Desk) -> None:
    """Every version that ever counted."""
    found = store.data_versions(desk.db, desk.me)
    if found:
        show.section("Fassungen", "Jede bleibt aufgehoben; Pläne und Beschlüsse nennen ihre.")
        show.table(versions_sheet(found), "fassungen")
