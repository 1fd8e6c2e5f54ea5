"""Papers of a decided case: texts that a person confirmed, papers issued once, attachments, finality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import ConflictError, ForbiddenError, StateError
from optimizer.store.lookup import clean, find, in_force, names, own_case, seen_version, told_change
from optimizer.store.records import Attachment, ConfirmedText, IssuedPaper
from optimizer.store.rights import Act, Actor
from optimizer.store.states import DECIDED, check_step
from optimizer.store.tables import AttachmentRow, CaseRow, ConsentRow, PaperRow, PlanRow, TextRow
from optimizer.store.validity import digest

MAX_FILE: Final = 20 * 1024 * 1024
"""Largest attachment, in bytes."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper. `notice` is its identity within the plan; `ags` the municipality it is addressed to, if any."""

    notice: str
    name: str
    content: bytes
    ags: str | None = None


@dataclass(frozen=True, slots=True)
class PaperText:
    """A text that a person edited and confirms for one paper of one plan, such as `Ermessen` or `Rechtsgrund`."""

    plan_id: int
    notice: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to be laid beside a case, or beside one answer to its plan."""

    name: str
    content: bytes
    consent_id: int | None = None


def confirm_text(store: Store, actor: Actor, what: PaperText, *, seen: int, token: str) -> int:
    """Confirm a paper's text; `seen` is the text's version, 0 when there was none. Gives the text's number.

    Once the paper is issued its texts stay as they are.
    """

    def work(unit: Unit) -> int:
        plan = find(unit.session, PlanRow, what.plan_id, f"Den Plan {what.plan_id}")
        if plan.case_id is None:
            raise StateError("Papiere gibt es nur zu Fällen, nicht zu Szenarien.")
        case = find(unit.session, CaseRow, plan.case_id, "Den Fall")
        _check_unissued(unit.session, plan, what.notice)
        row = _text_row(unit, plan, what, seen)
        row.text = clean(what.text, "Text", needed=True)
        row.at, row.person_id = unit.now, unit.person
        unit.session.add(row)
        flag_modified(row, "text")
        unit.session.flush()
        unit.log(case.name, f"text:{row.id}", f"{what.field} für {what.notice} bestätigt, SHA-256 {digest(row.text)}.")
        return row.id

    return write(store, actor, Act.CONFIRM, token, work)


def _check_unissued(session: Session, plan: PlanRow, notice: str) -> None:
    issued = select(PaperRow.id).where(PaperRow.case_id == plan.case_id, PaperRow.notice == notice)
    if session.scalar(issued) is not None:
        raise StateError(f"Das Papier {notice} ist schon erstellt; sein Text steht fest.")


def _text_row(unit: Unit, plan: PlanRow, what: PaperText, seen: int) -> TextRow:
    same = select(TextRow).where(TextRow.plan_id == plan.id, TextRow.notice == what.notice, TextRow.field == what.field)
    row = unit.session.scalar(same)
    if row is not None:
        seen_version(unit, row, seen, f"text:{row.id}")
        return row
    if seen:
        raise ConflictError("Diesen Text gibt es nicht (mehr); bitte neu laden.")
    notice = clean(what.notice, "Papier", needed=True, limit=200)
    field = clean(what.field, "Feld", needed=True, limit=100)
    return TextRow(case_id=plan.case_id, plan_id=plan.id, notice=notice, field=field, text=what.text)


def texts(store: Store, actor: Actor, plan_id: int) -> tuple[ConfirmedText, ...]:
    """The confirmed texts of a plan's papers. Not for a municipality."""
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        people = names(session)
        rows = session.scalars(select(TextRow).where(TextRow.plan_id == plan_id).order_by(TextRow.id))
        return tuple(
            ConfirmedText(
                row.id, row.plan_id, row.notice, row.field, row.text, row.version, row.at, people[row.person_id]
            )
            for row in rows
        )


def issue(store: Store, actor: Actor, case_id: int, papers: Sequence[Paper], *, seen: int, token: str) -> int:
    """Hand out papers of a decided case, all or none, each once. Gives the case's number.

    The bytes are kept; a later download is a copy of them. Raises `ConflictError` for one that was issued before.
    """

    def work(unit: Unit) -> int:
        case = _decided(unit, case_id, seen)
        if not papers:
            raise StateError("Es wurde kein Papier ausgewählt.")
        plan_hash = _plan_hash(unit.session, case)
        for paper in papers:
            _issue_one(unit, case, plan_hash, paper)
        check_step(case.status, "Bescheid erstellt")
        case.status = "Bescheid erstellt"
        flag_modified(case, "status")
        unit.session.flush()
        unit.log(case.name, f"case:{case.id}", f"Bescheide erstellt: {len(papers)} Papiere.")
        return case.id

    return write(store, actor, Act.ISSUE, token, work)


def _decided(unit: Unit, case_id: int, seen: int) -> CaseRow:
    case = own_case(unit.session, unit.actor, case_id)
    if case.status not in DECIDED:
        raise StateError(f"Der Fall ist „{case.status}“; Papiere werden erst nach dem Beschluss erstellt.")
    seen_version(unit, case, seen, f"case:{case.id}")
    return case


def _plan_hash(session: Session, case: CaseRow) -> str:
    proposal = in_force(session, case.id)
    return find(session, PlanRow, proposal.plan_id if proposal else 0, "Den Plan").plan_hash


def _issue_one(unit: Unit, case: CaseRow, plan_hash: str, paper: Paper) -> None:
    notice = clean(paper.notice, "Papier", needed=True, limit=200)
    same = select(PaperRow).where(PaperRow.plan_hash == plan_hash, PaperRow.notice == notice)
    if unit.session.scalar(same) is not None:
        raise ConflictError(
            f"Kein Papier wird zweimal erstellt. {told_change(unit.session, f'paper:{plan_hash}:{notice}')}"
        )
    row = PaperRow(
        case_id=case.id,
        plan_hash=plan_hash,
        notice=notice,
        ags=paper.ags,
        name=clean(paper.name, "Dateiname", needed=True, limit=255),
        sha256=digest(paper.content),
        content=paper.content,
        at=unit.now,
        person_id=unit.person,
    )
    unit.session.add(row)
    unit.session.flush()
    unit.log(case.name, f"paper:{plan_hash}:{notice}", f"{notice} erstellt, SHA-256 {row.sha256}.")


def papers(store: Store, actor: Actor, case_id: int) -> tuple[IssuedPaper, ...]:
    """The papers issued for a case, oldest first; a municipality sees those addressed to it."""
    with reading(store, actor) as session:
        own_case(session, actor, case_id)
        people = names(session)
        rows = session.scalars(select(PaperRow).where(PaperRow.case_id == case_id).order_by(PaperRow.id))
        return tuple(
            IssuedPaper(
                row.id,
                row.case_id,
                row.plan_hash,
                row.notice,
                row.name,
                row.sha256,
                row.ags,
                row.at,
                people[row.person_id],
            )
            for row in rows
            if not actor.bound or row.ags == actor.ags
        )


def paper_content(store: Store, actor: Actor, paper_id: int) -> bytes:
    """The bytes of an issued paper, as they were handed out."""
    with reading(store, actor) as session:
        row = find(session, PaperRow, paper_id, f"Das Papier {paper_id}")
        if actor.bound and row.ags != actor.ags:
            raise ForbiddenError("Dieses Papier ist an jemand anderen gerichtet.")
        return row.content


def make_final(store: Store, actor: Actor, case_id: int, *, seen: int, token: str) -> int:
    """Note that nobody objected in time: the notices stand for good (bestandskräftig)."""

    def work(unit: Unit) -> int:
        case = _decided(unit, case_id, seen)
        check_step(case.status, "bestandskräftig")
        case.status = "bestandskräftig"
        unit.log(case.name, f"case:{case.id}", "Bestandskraft festgestellt.")
        return case.id

    return write(store, actor, Act.FINAL, token, work)


def attach(store: Store, actor: Actor, case_id: int, file: File, *, token: str) -> int:
    """Lay a file beside a case (also a decided one). Gives the attachment's number."""

    def work(unit: Unit) -> int:
        case = own_case(unit.session, unit.actor, case_id)
        if not 0 < len(file.content) <= MAX_FILE:
            raise StateError(f"Eine Anlage hat zwischen 1 Byte und {MAX_FILE // 1024 // 1024} MB.")
        if file.consent_id is not None:
            consent = find(unit.session, ConsentRow, file.consent_id, "Die Zustimmung")
            if consent.case_id != case.id:
                raise StateError("Die Zustimmung gehört zu einem anderen Fall.")
        row = AttachmentRow(
            case_id=case.id,
            consent_id=file.consent_id,
            name=clean(file.name, "Dateiname", needed=True, limit=255),
            sha256=digest(file.content),
            size=len(file.content),
            content=file.content,
            at=unit.now,
            person_id=unit.person,
        )
        unit.session.add(row)
        unit.session.flush()
        unit.log(case.name, f"attachment:{row.id}", f"Anlage {row.name}, SHA-256 {row.sha256}.")
        return row.id

    return write(store, actor, Act.ATTACH, token, work)


def attachments(store: Store, actor: Actor, case_id: int) -> tuple[Attachment, ...]:
    """The files beside a case, oldest first. Not for a municipality."""
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        people = names(session)
        rows = session.scalars(select(AttachmentRow).where(AttachmentRow.case_id == case_id).order_by(AttachmentRow.id))
        return tuple(
            Attachment(
                row.id, row.case_id, row.consent_id, row.name, row.size, row.sha256, row.at, people[row.person_id]
            )
            for row in rows
        )


def attachment_content(store: Store, actor: Actor, attachment_id: int) -> bytes:
    """The bytes of an attachment. Not for a municipality."""
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        return find(session, AttachmentRow, attachment_id, f"Die Anlage {attachment_id}").content
