"""Papers of a decided case: issued once; finality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from optimizer.model.german import listed, short_date
from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import ConflictError, ForbiddenError, StateError
from optimizer.store.lookup import clean, find, in_force, names, own_case, seen_version, told_change
from optimizer.store.records import IssuedPaper
from optimizer.store.rights import Act, Actor
from optimizer.store.states import DECIDED, check_step
from optimizer.store.tables import CaseRow, PaperRow, PlanRow
from optimizer.store.validity import digest


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to be handed out. `notice` is its identity within the plan; `ags` the municipality it is for, if any.

    `missing` names what it still lacks: such a paper is a draft and is not issued. `appeal_until`, of a notice, is the
    last day on which its recipient can object.
    """

    notice: str
    name: str
    content: bytes
    ags: str | None = None
    missing: tuple[str, ...] = field(kw_only=True)
    appeal_until: date | None = field(default=None, kw_only=True)


def issue(store: Store, actor: Actor, case_id: int, papers: Sequence[Paper], *, seen: int, token: str) -> int:
    """Hand out papers of a decided case, all or none, each once. Gives the case's number.

    The bytes are kept; a later download is a copy of them. Raises `ConflictError` for one that was issued before,
    `StateError` for one that still lacks something.
    """

    def work(unit: Unit) -> int:
        case = _decided(unit, case_id, seen)
        if not papers:
            raise StateError("Es wurde kein Papier ausgewählt.")
        _check_complete(papers)
        plan_hash = _plan_hash(unit.session, case)
        for paper in papers:
            _issue_one(unit, case, plan_hash, paper)
        check_step(case.status, "Bescheid erstellt")
        if case.status == "Bescheid erstellt" or any(paper.appeal_until for paper in papers):
            case.status = "Bescheid erstellt"  # a hearing that goes out beforehand is no notice yet
            flag_modified(case, "status")
        unit.session.flush()
        unit.log(case.name, f"case:{case.id}", f"Papiere ausgegeben: {len(papers)}.")
        return case.id

    return write(store, actor, Act.ISSUE, token, work)


def _decided(unit: Unit, case_id: int, seen: int) -> CaseRow:
    case = own_case(unit.session, unit.actor, case_id)
    if case.status not in DECIDED:
        raise StateError(f"Der Fall ist „{case.status}“; Papiere werden erst nach dem Beschluss erstellt.")
    seen_version(unit, case, seen, f"case:{case.id}")
    return case


def _check_complete(papers: Sequence[Paper]) -> None:
    """No draft leaves the house: a paper with a gap cannot be released."""
    if open_ := [f"{paper.notice} ({listed(paper.missing)})" for paper in papers if paper.missing]:
        raise StateError(f"Noch nicht fertig und nur ein Entwurf: {'; '.join(open_)}. Ausgegeben wurde nichts.")


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
        appeal_until=paper.appeal_until,
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
                row.appeal_until,
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


def make_final(store: Store, actor: Actor, case_id: int, *, seen: int, token: str, waived: date | None = None) -> int:
    """Note that nobody objected in time: the notices stand for good (bestandskräftig).

    Not before the last day to object to an issued notice is over, but where the recipient `waived` its appeal.
    """

    def work(unit: Unit) -> int:
        case = _decided(unit, case_id, seen)
        check_step(case.status, "bestandskräftig")
        ground = _ground_of_finality(unit, case, waived)
        case.status = "bestandskräftig"
        unit.log(case.name, f"case:{case.id}", f"Bestandskraft festgestellt: {ground}.")
        return case.id

    return write(store, actor, Act.FINAL, token, work)


def _ground_of_finality(unit: Unit, case: CaseRow, waived: date | None) -> str:
    if waived is not None:
        if waived > unit.today:
            raise StateError(f"Der Verzicht auf Rechtsbehelf vom {short_date(waived)} liegt in der Zukunft.")
        return f"auf Rechtsbehelf verzichtet am {short_date(waived)}"
    days = select(PaperRow.appeal_until).where(PaperRow.case_id == case.id, PaperRow.appeal_until.is_not(None))
    last = max((day for day in unit.session.scalars(days) if day), default=None)
    if last is None:
        raise StateError("Zu keinem ausgegebenen Bescheid ist bekannt, bis wann widersprochen werden kann.")
    if last >= unit.today:
        raise StateError(
            f"Widersprochen werden kann noch bis {short_date(last)}; danach wird Bestandskraft festgestellt."
        )
    return f"kein Widerspruch bis {short_date(last)}"
