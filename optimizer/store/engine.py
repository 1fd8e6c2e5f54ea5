"""The store itself: opening it, reading, and writing in one transaction that is whole or not there at all.

A write takes the database's one write lock first (SQLite: BEGIN IMMEDIATE, PostgreSQL: an advisory lock), checks the
right, looks for the token, does its work, appends to the log, and commits. There is nothing in between to be cut.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from optimizer.store.chain import Line, append
from optimizer.store.errors import BusyError, ConflictError, LocationError, StoreError
from optimizer.store.location import resolve
from optimizer.store.rights import Act, Actor, check_right
from optimizer.store.tables import PersonRow, TokenRow

WRITE_LOCK: Final = 0x57AFFE1
"""Key of the advisory lock that orders writers on PostgreSQL."""

_WAIT_MS: Final = 30_000
_STALE: Final = "Diesen Datensatz hat inzwischen jemand anderes geändert. Bitte den neuen Stand prüfen."
_BUSY: Final = "Die Datenbank ist gerade nicht erreichbar oder belegt. Bitte gleich noch einmal versuchen."


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. `sign_in`: people sign in, so nobody is `Lokal`. `day`: the office's day, else the clock's."""

    url: URL
    engine: Engine
    writer: Engine
    sign_in: bool = False
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    day: Callable[[], date] | None = None

    @property
    def four_eyes(self) -> bool:
        """Must a second person release? Only where people sign in can two be told apart."""
        return self.sign_in

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


@dataclass(frozen=True, slots=True)
class Unit:
    """One write in progress: its transaction, who acts, and when."""

    store: Store
    session: Session
    actor: Actor
    act: Act
    person: int
    now: datetime

    @property
    def today(self) -> date:
        """The office's day, by which periods are over and nothing was said tomorrow."""
        return self.store.day() if self.store.day else self.now.astimezone().date()

    def log(self, subject: str, record: str, detail: str) -> None:
        """Append to the log. `record` is the machine's name of what changed, such as `case:3`."""
        line = Line(person_code(self.person), self.actor.role, self.act.value, subject, record, detail)
        append(self.session, self.now, line)


def person_code(number: int) -> str:
    """How the log names a person: `P-0007`."""
    return f"P-{number:04d}"


def open_store(target: str | Path | None = None, *, sign_in: bool = False) -> Store:
    """Open (and, where needed, create or migrate) the database.

    `target` is a path or address; without it the setting STAFFELSTAB_DB counts, else `staffelstab.sqlite` here.
    Raises `LocationError`, or `BusyError` when a server does not answer.
    """
    url = resolve(target)
    engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite", **_options(url))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    writer = engine.execution_options(staffelstab_write=True)
    store = Store(url, engine, writer, sign_in)
    try:
        _migrate(writer)
    except BaseException:
        engine.dispose()
        raise
    return store


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": _WAIT_MS / 1000, "isolation_level": None}}
    return {"connect_args": {"connect_timeout": 10}}


def _prepare(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    for pragma in (f"busy_timeout={_WAIT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("staffelstab_write", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
    elif write:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_WAIT_MS}")
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def migration_config(connection: Connection) -> Config:
    """Alembic's settings for the migrations that ship inside the package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate(writer: Engine) -> None:
    """Bring the database to this program's shape, in one transaction; refuse the database of a newer program."""
    with told(), writer.begin() as connection:
        config = migration_config(connection)
        script = ScriptDirectory.from_config(config)
        current = MigrationContext.configure(connection).get_current_revision()
        known = {step.revision for step in script.walk_revisions()}
        if current is not None and current not in known:
            raise LocationError(
                "Diese Datenbank stammt von einer neueren Fassung des Programms; bitte das Programm erneuern."
            )
        if current != script.get_current_head():
            command.upgrade(config, "head")


@contextmanager
def told() -> Iterator[None]:
    """Turn what the database says into the store's own errors, in German and without its internals."""
    try:
        yield
    except StaleDataError as error:
        raise ConflictError(_STALE) from error
    except OperationalError as error:
        raise BusyError(_BUSY) from error
    except DBAPIError as error:
        refused = str(error.orig).splitlines()[0] if error.orig else ""
        raise StoreError(f"Die Datenbank hat das abgelehnt: {refused}") from error


@contextmanager
def reading(store: Store, actor: Actor, act: Act = Act.READ) -> Iterator[Session]:
    """A consistent view of the database for one question; checks the right first and never writes."""
    check_right(actor, act, sign_in=store.sign_in)
    with told(), Session(store.engine) as session:
        yield session


def write(store: Store, actor: Actor, act: Act, token: str, work: Callable[[Unit], int]) -> int:
    """Do `work` once, in one transaction, and give back the record's number; a repeated token gives the first number.

    Raises `ForbiddenError` before anything else, and whatever `work` raises, with nothing written.
    """
    check_right(actor, act, sign_in=store.sign_in)
    if not token.strip():
        raise ConflictError("Dieser Vorgang hat keine Kennung; bitte die Seite neu laden.")
    with told(), Session(store.writer, expire_on_commit=False) as session, session.begin():
        person, now = _person(session, actor), store.clock()
        known = session.get(TokenRow, token)
        if known is not None:
            return _repeated(known, act, person)
        result = work(Unit(store, session, actor, act, person, now))
        session.add(TokenRow(token=token, act=act.value, result=result, at=now, person_id=person))
        session.flush()
        return result


def _repeated(known: TokenRow, act: Act, person: int) -> int:
    if known.act != act.value or known.person_id != person:
        raise ConflictError("Dieser Vorgang wurde schon für etwas anderes verwendet; bitte die Seite neu laden.")
    return known.result


def _person(session: Session, actor: Actor) -> int:
    row = session.scalar(select(PersonRow).where(PersonRow.identity == actor.key))
    if row is None:
        row = PersonRow(identity=actor.key, name=actor.name.strip())
        session.add(row)
        session.flush()
    row.name = actor.name.strip()
    return row.id
