"""Finding rows and turning them into records; the questions that several acts share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from optimizer.store.engine import Unit, person_code
from optimizer.store.errors import ConflictError, MissingError, StateError
from optimizer.store.rights import Actor, check_own
from optimizer.store.tables import (
    Base,
    CaseRow,
    ConsentRow,
    DataRow,
    LogRow,
    PersonRow,
    PlanRow,
    ProposalRow,
    Versioned,
)

Row = TypeVar("Row", bound=Base)
MAX_TEXT = 20_000
"""Longest text that a person may enter, in characters."""


def find(session: Session, table: type[Row], number: int, what: str) -> Row:
    """The row of that number, or `MissingError` naming `what` in German."""
    row = session.get(table, number)
    if row is None:
        raise MissingError(f"{what} gibt es nicht (mehr).")
    return row


def own_case(session: Session, actor: Actor, case_id: int) -> CaseRow:
    """The case, where this person may see it; `MissingError` or `ForbiddenError` otherwise."""
    row = find(session, CaseRow, case_id, f"Den Fall {case_id}")
    check_own(actor, concerned(session, row))
    return row


def concerned(session: Session, row: CaseRow) -> set[str]:
    """AGS of the municipalities that the case is about, and of those asked about its plan in force."""
    proposal = in_force(session, row.id)
    asked = select(ConsentRow.key).where(
        ConsentRow.proposal_id == (proposal.id if proposal else 0),
        ConsentRow.kind == "Kommune",
        ConsentRow.status != "nicht erforderlich",
    )
    return {*seats_of(row).values(), *session.scalars(asked)}


def seats_of(row: CaseRow | PlanRow) -> Mapping[str, str]:
    """AGS by offering concerned."""
    return dict(json.loads(row.seats))


def own_seats(row: CaseRow | PlanRow, actor: Actor) -> frozenset[str]:
    """The offerings concerned that sit in the actor's municipality."""
    return frozenset(key for key, ags in seats_of(row).items() if ags == actor.ags)


def latest_data(session: Session) -> DataRow:
    """The workbook in force: the last one uploaded. Raises `StateError` while there is none."""
    row = session.scalar(select(DataRow).order_by(DataRow.id.desc()).limit(1))
    if row is None:
        raise StateError("Es sind noch keine Daten da; bitte zuerst eine Arbeitsmappe hochladen.")
    return row


def in_force(session: Session, case_id: int) -> ProposalRow | None:
    """The proposal that counts: the last one of the case."""
    return session.scalar(
        select(ProposalRow).where(ProposalRow.case_id == case_id).order_by(ProposalRow.id.desc()).limit(1)
    )


def names(session: Session) -> Mapping[int, str]:
    """How people are shown: the name, or the log's code where it was deleted."""
    return {row.id: row.name or person_code(row.id) for row in session.scalars(select(PersonRow))}


def seen_version(unit: Unit, row: Versioned, seen: int, record: str) -> None:
    """Raise `ConflictError` with who changed what and when, unless the person saw the row as it is now."""
    if row.version != seen:
        raise ConflictError(last_change(unit.session, record))


def last_change(session: Session, record: str) -> str:
    """Who changed a record last, when, and what, in German, with what to do now."""
    return f"{told_change(session, record)} Bitte den neuen Stand prüfen."


def told_change(session: Session, record: str) -> str:
    """Who changed a record last, when, and what, in one German sentence."""
    entry = session.scalar(select(LogRow).where(LogRow.record == record).order_by(LogRow.number.desc()).limit(1))
    if entry is None:
        return "Diesen Datensatz hat inzwischen jemand anderes geändert."
    when = datetime.fromisoformat(entry.at).astimezone()
    by = names(session).get(int(entry.person.removeprefix("P-")), entry.person)
    moment = f"{when:%d.%m.%Y} um {when:%H:%M:%S} Uhr"
    return f"{entry.subject} wurde inzwischen bearbeitet: {by}, {moment}, „{entry.act}“: {entry.detail}"


def clean(text: str, what: str, *, needed: bool = False, limit: int = MAX_TEXT) -> str:
    """A person's text without edges and zero bytes. Raises `StateError` when it is too long, or missing but needed."""
    result = text.replace("\x00", "").strip()
    if needed and not result:
        raise StateError(f"Bitte angeben: {what}.")
    if len(result) > limit:
        raise StateError(f"{what} ist zu lang: {len(result)} Zeichen, höchstens {limit}.")
    return result
