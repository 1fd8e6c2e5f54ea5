"""The Protokoll: reading it, checking its chain, and deleting a name without touching it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from optimizer.store.chain import Head, check, head
from optimizer.store.engine import Store, Unit, person_code, reading, write
from optimizer.store.errors import MissingError, StateError
from optimizer.store.lookup import names
from optimizer.store.records import LogEntry
from optimizer.store.rights import Act, Actor
from optimizer.store.tables import LogRow, PersonRow


def log(store: Store, actor: Actor, *, subject: str | None = None, limit: int = 500) -> tuple[LogEntry, ...]:
    """The newest entries first, of one subject (such as `Fall 3`) or of everything."""
    with reading(store, actor, Act.READ_LOG) as session:
        people = {person_code(number): name for number, name in names(session).items()}
        wanted = select(LogRow).order_by(LogRow.number.desc()).limit(limit)
        rows = session.scalars(wanted if subject is None else wanted.where(LogRow.subject == subject))
        return tuple(
            LogEntry(
                number=row.number,
                at=datetime.fromisoformat(row.at),
                by=people.get(row.person, row.person),
                role=row.role,
                act=row.act,
                subject=row.subject,
                detail=row.detail,
                hash=row.hash,
            )
            for row in rows
        )


def check_log(store: Store, actor: Actor, noted: tuple[Head, ...] = ()) -> tuple[str, ...]:
    """Every break of the chain in German, and every noted head that is not in it; empty = whole."""
    with reading(store, actor, Act.READ_LOG) as session:
        return tuple(check(session, noted))


def log_head(store: Store, actor: Actor) -> Head:
    """The last entry's number and hash: printed on papers, it proves later that nothing before was cut or rewritten."""
    with reading(store, actor) as session:
        return head(session)


def forget_name(store: Store, actor: Actor, name: str, *, token: str) -> int:
    """Delete a person's name (Art. 17 DSGVO), said as the log shows it or as the sign-in knows the person.

    The log keeps the code `P-0007`, so its chain stays whole.
    """

    def work(unit: Unit) -> int:
        row = _person_called(unit.session, name.strip())
        row.name = row.identity = None
        unit.session.flush()
        unit.log(person_code(row.id), f"person:{row.id}", "Name gelöscht.")
        return row.id

    return write(store, actor, Act.FORGET, token, work)


def _person_called(session: Session, name: str) -> PersonRow:
    called = or_(PersonRow.name == name, PersonRow.identity == name.casefold())
    rows = session.scalars(select(PersonRow).where(called)).all()
    if not rows:
        raise MissingError(f"Wer „{name}“ heißt, hat hier nichts eingetragen.")
    if len(rows) > 1:
        raise StateError(f"„{name}“ heißen mehrere; bitte die Kennung aus der Anmeldung angeben.")
    return rows[0]
