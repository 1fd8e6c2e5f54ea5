"""Files laid beside a case: a signed consent, a resolution, a letter. Kept byte for byte; a name is never a path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import StateError
from optimizer.store.lookup import clean, find, names, own_case
from optimizer.store.records import Attachment
from optimizer.store.rights import Act, Actor
from optimizer.store.tables import AttachmentRow, ConsentRow
from optimizer.store.validity import digest

MAX_FILE: Final = 20 * 1024 * 1024
"""Largest attachment, in bytes."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be laid beside a case, or beside one answer to its plan."""

    name: str
    content: bytes
    consent_id: int | None = None


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
