"""The parts of the page *Bescheide*: what is missing and where to put it in, preview, downloads, handing out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboards import paper_gaps, paper_issue, paperwork, show, state
from dashboards.casework import Work
from dashboards.docx_preview import html_of_docx
from dashboards.pages import PAGE
from dashboards.paper_settings import ENTRIES_PLACE
from dashboards.state import Desk
from dashboards.today import today
from optimizer import Gap, PaperState, backdated, gaps, papers_of, short_date, store


def files(work: Work, set_: PaperState) -> Mapping[str, bytes]:
    """Every paper of the plan, written once per plan, setting and particulars of the office."""
    return state.solved("papers", _key(work, set_), lambda: papers_of(work.outcome, state=set_))


def missing(work: Work, set_: PaperState) -> tuple[Gap, ...]:
    """What the papers still lack."""
    return state.solved("gaps", _key(work, set_), lambda: gaps(work.outcome, set_))


def _key(work: Work, set_: PaperState) -> str:
    data = work.outcome.case.dataset
    particulars = hash((data.authority, data.providers, data.offerings))
    return f"{work.basis.inputs_hash}:{hash(work.outcome.plan)}:{particulars}:{set_!r}"


def completeness(found: Sequence[Gap], case_id: int, told: str) -> None:
    """The list of what is missing: one line for each thing, with a link to where it is put in."""
    rows = paper_gaps.missing_things(found)
    if not rows:
        show.note("Keinem Papier fehlt etwas.", "good")
        st.caption(show.safe(told))
        return
    show.section("Es fehlt noch", f"Ein Klick führt an die Stelle. {told}")
    for row in rows:
        left, right = st.columns([3, 2], vertical_alignment="center")
        with left:
            show.line(row.what, row.more)
        query = {"fall": str(case_id)} | ({"stelle": ENTRIES_PLACE} if row.page == "bescheide" else {})
        right.page_link(PAGE[row.page].file, label=row.place, icon=PAGE[row.page].icon, query_params=query)
    show.download(paper_gaps.gaps_sheet(rows), "es-fehlt")


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
    """One paper to look at and to take along; an issued one always as it was handed out."""
    show.section("Ansehen und herunterladen", "Ausgegebene Papiere kommen aus der Ablage, so wie sie hinausgingen.")
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    out = {row.name: row for row in issued}
    names = paperwork.ordered({**papers, **out})
    name = left.selectbox("Papier", names, format_func=lambda key: paperwork.label_of(key, people), key="paper")
    content = store.paper_content(desk.db, desk.me, out[name].id) if name in out else papers[name]
    with right.container(horizontal=True):
        st.download_button(
            "Dieses Papier",
            content,
            file_name=paperwork.file_of(name),
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "Alle Papiere (ZIP)",
            lambda: paperwork.zipped(paper_issue.with_archive(desk.db, desk.me, papers, issued)),
            file_name="papiere.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/folder_zip:",
        )
    if name.endswith(".docx"):
        st.html(html_of_docx(content))
    else:
        show.note("Listen und Kalender öffnen sich in Excel und im Kalender; hier gibt es davon keine Vorschau.")


@dataclass(frozen=True, slots=True)
class Desktop:
    """Everything about the papers of one case: drafts, what they lack, what is out, and what people have set."""

    papers: Mapping[str, bytes]
    lacks: Mapping[str, tuple[str, ...]]
    issued: Sequence[store.IssuedPaper]
    people: Mapping[str, str]
    set_: PaperState
    wrong: Sequence[str]


def hand_out(desk: Desk, work: Work, on: Desktop) -> None:
    """Hand finished papers out, each once; what lacks something is named and stays here."""
    case = work.case
    show.section("Ausgeben", "Jedes fertige Papier wird einmal ausgegeben; danach ist jede Datei eine Kopie davon.")
    done = {row.notice for row in on.issued}
    open_ = [name for name in paperwork.ordered(on.papers) if paperwork.notice_of(name) not in done]
    ready = [name for name in open_ if paperwork.notice_of(name) not in on.lacks]
    _waiting(open_, on)
    key = f"issue:{case.id}:{len(on.issued)}:{'+'.join(ready)}"
    chosen = st.multiselect("Papiere", ready, default=ready, key=key, placeholder="Bitte wählen")
    why = state.allowed(desk, store.Act.ISSUE) or _why_none(case, on, open_, ready)
    if not why and not chosen:
        why = "Es ist kein Papier ausgewählt."
    if st.button(
        "Papiere ausgeben", type="primary", disabled=bool(why), help=why or None, icon=":material/outgoing_mail:"
    ):
        papers = paper_issue.to_issue(chosen, on.papers, on.lacks, work.outcome, on.set_)
        state.act(
            f"issue:{case.id}:{chosen!r}",
            lambda token: store.issue(desk.db, desk.me, case.id, papers, seen=case.version, token=token),
            done=f"Ausgegeben: {len(papers)} {'Papier' if len(papers) == 1 else 'Papiere'}.",
        )
    if why:
        st.caption(show.safe(why))
    if case.status == "Bescheid erstellt":
        _finality(desk, case, on)


def _waiting(open_: Sequence[str], on: Desktop) -> None:
    shown = paper_gaps.waiting_sheet(open_, on.lacks, on.people)
    if not shown.empty:
        count = len(shown.frame)
        with st.expander(f"{count} {'Papier ist' if count == 1 else 'Papiere sind'} noch nicht fertig: was fehlt"):
            show.table(shown, "wartend", height=250)


def _why_none(case: store.StoredCase, on: Desktop, open_: Sequence[str], ready: Sequence[str]) -> str:
    if not case.decided:
        return f"Der Fall ist „{case.status}“; ausgegeben wird erst nach dem Beschluss."
    if not open_:
        return "Alle Papiere sind ausgegeben."
    if on.wrong:
        return "In den Angaben stehen Tage, die nicht sein können; bitte erst berichtigen."
    return "" if ready else "Allen Papieren fehlt noch etwas; ein Entwurf wird nicht ausgegeben."


def _finality(desk: Desk, case: store.StoredCase, on: Desktop) -> None:
    why = state.allowed(desk, store.Act.FINAL) or paper_issue.why_not_final(on.papers, on.issued, on.set_, today())
    waived = paper_issue.waived(on.set_, today())
    hint = why or ("Auf Rechtsbehelf ist verzichtet." if waived else "Niemand hat fristgerecht widersprochen.")
    if st.button("Bestandskraft feststellen", disabled=bool(why), help=hint):
        state.act(
            f"final:{case.id}",
            lambda token: store.make_final(desk.db, desk.me, case.id, seen=case.version, token=token, waived=waived),
            done="Die Bescheide sind bestandskräftig.",
        )
    if why:
        st.caption(show.safe(f"Noch nicht möglich: {why}"))


def own_papers(desk: Desk, case: store.StoredCase) -> None:
    """What a municipality sees: the papers addressed to it."""
    found = store.papers(desk.db, desk.me, case.id)
    if not found:
        show.note("An Ihre Kommune ist zu diesem Fall noch kein Papier ausgegeben.")
    for row in found:
        st.download_button(
            show.safe(f"{row.name} vom {short_date(row.at.date())}"),
            store.paper_content(desk.db, desk.me, row.id),
            file_name=paperwork.file_of(row.name),
            key=f"paper:{row.id}",
            on_click="ignore",
            icon=":material/download:",
        )
