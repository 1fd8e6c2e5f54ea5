"""The parts of the page *Bescheide*: what is missing and where to put it in, preview, downloads, handing out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from dashboards import paperwork, show, state
from dashboards.casework import Work
from dashboards.docx_preview import html_of_docx
from dashboards.fields import Form
from dashboards.pages import PAGE
from dashboards.state import Desk
from optimizer import GROUNDS, Gap, PaperState, gaps, papers_of, short_date, store


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


def settings(desk: Desk, work: Work, texts: Sequence[store.ConfirmedText]) -> None:
    """The fields that only a person can fill; each is kept with name and time, and stands in the log."""
    case, plan = work.case, work.in_force
    with st.expander("Angaben für die Papiere: Daten, Anträge, Rechtsgrund, Ermessen", expanded=False):
        if plan is None:
            show.note("Angaben lassen sich eintragen, sobald ein Plan zur Abstimmung steht.")
            return
        known = {(row.notice, row.field): row for row in texts}
        form = Form(f"papers:{plan.id}:{sum(row.version for row in texts)}")
        wanted = _general(form, known) | _applications(form, work, known) | _grounds(form, work, known)
        wanted |= _discretions(work, form, known)
        why = state.allowed(desk, store.Act.CONFIRM)
        if not st.button("Angaben speichern", disabled=bool(why), help=why or None, icon=":material/save:"):
            return
        if form.problems:
            st.error(show.safe("\n".join(form.problems)), icon=":material/error:")
            return
        state.act(
            f"texts:{case.id}:{wanted!r}",
            lambda token: _save(desk, plan.id, wanted, known, token),
            done="Die Angaben sind gespeichert; die Papiere sind neu geschrieben.",
        )


Known = Mapping[tuple[str, str], store.ConfirmedText]


def _general(form: Form, known: Known) -> dict[tuple[str, str], str]:
    wanted: dict[tuple[str, str], str] = {}
    columns = st.columns(3)
    for number, want in enumerate(paperwork.WANTED):
        place = (paperwork.GENERAL, want.label)
        before = known[place].text if place in known else ""
        with columns[number % 3]:
            if want.is_day:
                day = form.day(want.label, value=_german(before), help_text=want.help_text)
                wanted[place] = day.isoformat() if day else ""
            else:
                wanted[place] = form.text(want.label, value=before, help_text=want.help_text)
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


def _grounds(form: Form, work: Work, known: Known) -> dict[tuple[str, str], str]:
    """Where the old notice reserved no revocation, a person chooses the ground of the reduction."""
    wanted: dict[tuple[str, str], str] = {}
    data = work.outcome.case.dataset
    for key in sorted({row.offering for row in work.outcome.case.outages}):
        if data.offering[key].revocable:
            continue
        place = (paperwork.GENERAL, f"{paperwork.GROUND} {key}")
        before = known[place].text if place in known else ""
        options = ("", *GROUNDS)
        wanted[place] = st.selectbox(
            f"Rechtsgrund der Minderung bei {show.safe(data.offering[key].title)}",
            options,
            index=options.index(before) if before in options else 0,
            key=f"{form.key}:{key}",
            help="Der alte Bescheid hat keinen Widerruf vorbehalten.",
        )
    return wanted


def _discretions(work: Work, form: Form, known: Known) -> dict[tuple[str, str], str]:
    """The reasons on discretion count only once a person has read and confirmed them."""
    wanted: dict[tuple[str, str], str] = {}
    notices = sorted({gap.paper for gap in gaps(work.outcome) if gap.paper.startswith("bescheide/")})
    for paper in notices:
        notice = paper.split("/", 1)[1]
        place = (notice, paperwork.DISCRETION)
        before = known[place].text if place in known else ""
        left, right = st.columns([2, 5])
        own = before if before != paperwork.AS_DRAFTED else ""
        options = ("noch nicht bestätigt", "wie im Entwurf bestätigt", "eigener Text")
        index = 0 if not before else 2 if own else 1
        said = left.selectbox(f"Ermessen {notice}", options, index=index, key=f"{form.key}:{notice}")
        text = ""
        if said == options[2]:
            with right:
                text = form.text(f"Ermessensgründe {notice}", value=own, needed=True, lines=True)
        wanted[place] = paperwork.AS_DRAFTED if said == options[1] else text
    return wanted


def _german(iso: str) -> str:
    return short_date(date.fromisoformat(iso)) if iso else ""


def _save(desk: Desk, plan_id: int, wanted: Mapping[tuple[str, str], str], known: Known, token: str) -> int:
    """Every changed text is confirmed by itself; one that stays empty is none."""
    changed = {
        place: text for place, text in wanted.items() if text and text != (known[place].text if place in known else "")
    }
    for (notice, field), text in changed.items():
        seen = known[notice, field].version if (notice, field) in known else 0
        what = store.PaperText(plan_id, notice, field, text)
        store.confirm_text(desk.db, desk.me, what, seen=seen, token=f"{token}:{notice}:{field}")
    return len(changed)


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
