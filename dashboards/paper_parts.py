"""The parts of the page *Bescheide*: what is missing and where to put it in, preview, downloads, handing out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboards import paperwork, show, state
from dashboards.casework import Work
from dashboards.docx_preview import html_of_docx
from dashboards.pages import PAGE
from dashboards.state import Desk
from optimizer import Gap, PaperState, backdated, gaps, papers_of, short_date, store


def files(work: Work, set_: PaperState) -> Mapping[str, bytes]:
    """Every paper of the plan, written once per plan and setting."""
    key = f"{work.basis.inputs_hash}:{hash(work.outcome.plan)}:{set_!r}"
    return state.solved("papers", key, lambda: papers_of(work.outcome, state=set_))


def missing(work: Work, set_: PaperState) -> tuple[Gap, ...]:
    """What the papers still lack."""
    key = f"{work.basis.inputs_hash}:{hash(work.outcome.plan)}:{set_!r}"
    return state.solved("gaps", key, lambda: gaps(work.outcome, set_))


def completeness(found: Sequence[Gap]) -> None:
    """The list of what is missing; what belongs into the workbook leads to the page *Daten*."""
    if not found:
        show.note("Keinem Papier fehlt etwas.", "good")
        return
    listed = paperwork.gaps_sheet(found)
    show.section("Es fehlt noch", "„Seite Bescheide“ heißt: gleich hier unten; „Blatt …“ heißt: in der Arbeitsmappe.")
    show.table(listed, "es-fehlt", height=250)
    if any(gap.sheet for gap in found):
        st.page_link(PAGE["daten"].file, label="Arbeitsmappe ergänzen: zur Seite Daten", icon=PAGE["daten"].icon)


def deadlines(work: Work, set_: PaperState) -> None:
    """When each reduction can stand, and from which day its money is safe."""
    for sentence in backdated(work.outcome, set_):
        show.note(sentence, "warn")
    found = paperwork.deadlines_sheet(work.outcome, set_)
    if not found.empty:
        show.section("Fristen", "Ohne Angaben die frühesten Tage, die das Verfahren zulässt; mit Postdatum die festen.")
        show.table(found, "fristen", height=200)


def preview(
    papers: Mapping[str, bytes], issued: Sequence[store.IssuedPaper], desk: Desk, people: Mapping[str, str]
) -> None:
    """One paper to look at and to take along."""
    show.section("Ansehen und herunterladen")
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    out = {row.notice: row for row in issued}
    name = left.selectbox(
        "Papier", paperwork.ordered(papers), format_func=lambda key: paperwork.label_of(key, people), key="paper"
    )
    copy = out.get(paperwork.notice_of(name))
    content = store.paper_content(desk.db, desk.me, copy.id) if copy else papers[name]
    with right.container(horizontal=True):
        st.download_button(
            "Dieses Papier", content, file_name=name.rsplit("/", 1)[-1], on_click="ignore", icon=":material/download:"
        )
        st.download_button(
            "Alle Papiere (ZIP)",
            lambda: paperwork.zipped(papers),
            file_name="papiere.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/folder_zip:",
        )
    if name.endswith(".docx"):
        st.html(html_of_docx(content))
    else:
        show.note("Listen und Kalender öffnen sich in Excel und im Kalender; hier gibt es davon keine Vorschau.")


def hand_out(desk: Desk, work: Work, papers: Mapping[str, bytes], issued: Sequence[store.IssuedPaper]) -> None:
    """Hand papers out, each once; later note that nobody objected in time."""
    case = work.case
    show.section("Ausgeben", "Jedes Papier wird nur einmal ausgegeben; danach ist jede Datei eine Kopie davon.")
    done = {row.notice for row in issued}
    open_ = [name for name in paperwork.ordered(papers) if paperwork.notice_of(name) not in done]
    key = f"issue:{case.id}:{len(issued)}"
    chosen = st.multiselect("Papiere", open_, default=open_, key=key, placeholder="Bitte wählen")
    why = state.allowed(desk, store.Act.ISSUE)
    if not case.decided:
        why = f"Der Fall ist „{case.status}“; ausgegeben wird erst nach dem Beschluss."
    elif not open_:
        why = "Alle Papiere sind ausgegeben."
    if st.button(
        "Papiere ausgeben", type="primary", disabled=bool(why), help=why or None, icon=":material/outgoing_mail:"
    ):
        ready = [
            store.Paper(paperwork.notice_of(name), name, papers[name], paperwork.ags_of(name, work.outcome))
            for name in chosen
        ]
        state.act(
            f"issue:{case.id}:{chosen!r}",
            lambda token: store.issue(desk.db, desk.me, case.id, ready, seen=case.version, token=token),
            done=f"Ausgegeben: {len(ready)} Papiere.",
        )
    if why:
        st.caption(show.safe(why))
    if case.status == "Bescheid erstellt":
        _finality(desk, case)


def _finality(desk: Desk, case: store.StoredCase) -> None:
    why = state.allowed(desk, store.Act.FINAL)
    hint = why or "Niemand hat fristgerecht widersprochen."
    if st.button("Bestandskraft feststellen", disabled=bool(why), help=hint):
        state.act(
            f"final:{case.id}",
            lambda token: store.make_final(desk.db, desk.me, case.id, seen=case.version, token=token),
            done="Die Bescheide sind bestandskräftig.",
        )


def own_papers(desk: Desk, case: store.StoredCase) -> None:
    """What a municipality sees: the papers addressed to it."""
    found = store.papers(desk.db, desk.me, case.id)
    if not found:
        show.note("An Ihre Kommune ist zu diesem Fall noch kein Papier ausgegeben.")
    for row in found:
        st.download_button(
            show.safe(f"{row.name} vom {short_date(row.at.date())}"),
            store.paper_content(desk.db, desk.me, row.id),
            file_name=row.name.rsplit("/", 1)[-1],
            key=f"paper:{row.id}",
            on_click="ignore",
            icon=":material/download:",
        )
