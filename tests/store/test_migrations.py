"""The migrations make exactly what the models say, from empty, on both databases; and where a database may lie."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import upgrade
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, event, inspect, text
from sqlalchemy.orm import Session

from optimizer import store
from optimizer.store import engine, location
from optimizer.store.backup import copy_database
from optimizer.store.engine import Store, open_store
from optimizer.store.migrations.keepers_0001 import KEEPERS
from optimizer.store.tables import Base
from tests.store.office import COORDINATOR, ME, decided, fresh, reported, with_data


def test_models_and_migrations_are_the_same(db: Store) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def squeezed(condition: str) -> str:
    return re.sub(r"[\s()]|::\w+", "", condition)


def test_every_condition_of_the_models_is_in_the_database(db: Store) -> None:
    """Alembic does not compare CHECK conditions, so this does."""
    for table in Base.metadata.sorted_tables:
        wanted = {
            str(check.name): squeezed(str(check.sqltext))
            for check in table.constraints
            if isinstance(check, CheckConstraint)
        }
        with db.engine.connect() as connection:
            found = {
                row["name"]: squeezed(row["sqltext"]) for row in inspect(connection).get_check_constraints(table.name)
            }
        assert found.keys() == wanted.keys(), table.name
        if db.file:  # the server rewrites IN into = ANY; its names are compared, and the rows below tried
            assert found == wanted


def test_sqlite_tables_are_strict_and_safe(tmp_path: Path) -> None:
    db = open_store(tmp_path / "neu.sqlite")
    with db.engine.connect() as connection:
        journal, synchronous = (
            connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "synchronous")
        )
        strict = connection.execute(text("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
        loose = {name for name, on in strict if not on}
        keys = connection.execute(text("PRAGMA foreign_keys")).scalar_one()
    db.close()
    assert (journal, synchronous) == ("wal", 2)
    assert keys == 1
    assert loose == {"alembic_version", "sqlite_schema"}


def test_every_trigger_is_in_the_database(db: Store) -> None:
    sqlite, server = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    )
    with db.engine.connect() as connection:
        found = set(connection.execute(text(sqlite if db.file else server)).scalars())
    wanted = {keeper.name for keeper in KEEPERS if not (db.file and keeper.operation == "TRUNCATE")}
    assert found == wanted
    assert len({keeper.name for keeper in KEEPERS}) == len(KEEPERS)


def test_opening_again_changes_nothing(address: str) -> None:
    first = open_store(address)
    with_data(first)
    reported(first)
    first.close()
    again = open_store(address)
    assert [row.name for row in store.cases(again, ME)] == ["Fall 1"]
    again.close()


def test_a_database_of_the_first_shape_is_brought_along_with_its_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "alt.sqlite"
    with monkeypatch.context() as before:
        before.setattr(engine.command, "upgrade", lambda config, _: upgrade(config, "0001"))
        open_store(path).close()
    with closing(sqlite3.connect(path)) as old:
        old.executescript(_OLD_PAPER)
    db = open_store(path)
    (paper,) = store.papers(db, ME, 1)
    assert (paper.name, paper.appeal_until) == ("Alt.docx", None)
    with pytest.raises(store.StateError, match="ist bekannt, bis wann"):
        store.make_final(db, ME, 1, seen=1, token=fresh())
    db.close()


_OLD_PAPER = """
PRAGMA foreign_keys = OFF;
INSERT INTO people VALUES (1, 'x', 'Kim');
DROP TRIGGER case_starts;
INSERT INTO cases (id, name, title, data_id, setup, seats, status, at, person_id, version)
VALUES (1, 'Fall 1', 'Alt', 1, '{}', '{}', 'Bescheid erstellt', '2027-02-01T08:00:00+00:00', 1, 1);
INSERT INTO papers (id, case_id, plan_hash, notice, name, sha256, content, at, person_id)
VALUES (1, 1, 'x', '1', 'Alt.docx', 'x', x'78', '2027-02-01T08:00:00+00:00', 1);
"""


def test_the_database_of_a_newer_program_is_left_alone(tmp_path: Path, template_file: Path) -> None:
    path = Path(shutil.copy(template_file, tmp_path / "neuer.sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(store.LocationError, match="neueren Fassung"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_migration_cut_in_the_middle_leaves_an_empty_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "halb.sqlite"

    monkeypatch.setattr("optimizer.store.migrations.keepers_0001.KEEPERS", _Cutting())
    with pytest.raises(KeyboardInterrupt):
        open_store(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    monkeypatch.undo()
    open_store(path).close()


class _Cutting:
    """Triggers that never come."""

    def __iter__(self) -> None:
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    "share",
    [r"\\server\jugendamt\staffelstab.sqlite", "//server/jugendamt/staffelstab.sqlite", r"sqlite:///\\server\x.sqlite"],
)
def test_a_network_share_is_refused(share: str) -> None:
    with pytest.raises(store.LocationError, match="Netzlaufwerk"):
        open_store(share)


def test_a_mounted_share_is_found_by_its_file_system(monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = """/dev/sda1 / ext4 rw 0 0
//nas/amt /mnt/amt\\040eins cifs rw 0 0
/dev/sdb1 /mnt/amt\\040eins/lokal ext4 rw 0 0"""
    monkeypatch.setattr(location, "_mounts", lambda: mounts)
    assert location.is_network("/mnt/amt eins/staffelstab.sqlite")
    assert not location.is_network("/mnt/amt eins/lokal/staffelstab.sqlite")
    assert not location.is_network("/srv/staffelstab.sqlite")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("mysql://server/x", "SQLite-Datei oder PostgreSQL"),
        ("postgresql://server:tor/x", "nicht lesbar"),
        ("/gibt/es/nicht/x.sqlite", "Den Ordner"),
    ],
)
def test_a_wrong_address_is_explained(target: str, says: str) -> None:
    with pytest.raises(store.LocationError, match=says):
        open_store(target)


def test_the_setting_chooses_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(location.SETTING, str(tmp_path / "amt.sqlite"))
    db = open_store()
    db.close()
    assert db.file == tmp_path / "amt.sqlite"
    monkeypatch.setenv(location.SETTING, "postgres://kim@server/staffelstab")
    assert location.resolve(None).drivername == "postgresql+psycopg"
    monkeypatch.delenv(location.SETTING)
    monkeypatch.chdir(tmp_path)
    assert location.resolve(None).database == str(tmp_path / location.DEFAULT_FILE)


def test_a_server_that_does_not_answer_is_told_without_internals(tmp_path: Path) -> None:
    with pytest.raises(store.BusyError, match="nicht erreichbar") as refused:
        open_store(f"postgresql://kim:geheim@/x?host={tmp_path}")
    assert "geheim" not in str(refused.value)


def test_a_backup_during_work_opens_and_is_whole(tmp_path: Path, template_file: Path) -> None:
    db = open_store(shutil.copy(template_file, tmp_path / "staffelstab.sqlite"))
    with_data(db)
    decided(db)
    with Session(db.writer) as busy:  # somebody is in the middle of a write
        path = _backed_up_while(busy, db, tmp_path / "sicherung.sqlite")
    copy = open_store(path)
    assert store.check_log(copy, ME) == ()
    assert [row.status for row in store.cases(copy, ME)] == ["beschlossen"]
    copy.close()
    with pytest.raises(store.StateError, match="überschreibt nichts"):
        store.backup(db, ME, path, token=fresh())
    assert not list(tmp_path.glob("*.teil"))
    db.close()


def _backed_up_while(busy: Session, db: Store, path: Path) -> Path:
    path = store.backup(db, ME, path, token=fresh())
    busy.execute(text("UPDATE people SET name = 'halb' WHERE id = 1"))
    assert db.file is not None
    second = path.with_name("zweite.sqlite")
    copy_database(db.file, second)
    busy.rollback()
    with closing(sqlite3.connect(second)) as connection:
        assert connection.execute("SELECT name FROM people").fetchall() == [("Kim Beispiel",)]
    return path


def test_a_server_is_backed_up_by_its_own_tools(postgresql: str, tmp_path: Path) -> None:
    db = open_store(postgresql)
    with pytest.raises(store.StateError, match="pg_dump"):
        store.backup(db, ME, tmp_path / "x.sqlite", token=fresh())
    db.close()


def test_reading_never_writes(db: Store) -> None:
    with_data(db)
    writes: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.split(maxsplit=1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            writes.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    case_id = reported(db)
    assert writes
    writes.clear()
    store.cases(db, ME)
    store.plans(db, ME, case_id=case_id)
    store.consents(db, ME, case_id)
    store.log(db, ME)
    event.remove(db.engine, "before_cursor_execute", note)
    assert writes == []


def test_who_signs_in_is_known_by_identity_not_by_name(signed_in: Store) -> None:
    with_data(signed_in)
    married = store.Actor("Kora Neuname", "Koordination", identity="KORA@kreis.example")
    number = reported(signed_in)
    store.withdraw(signed_in, married, number, "Erledigt", seen=1, token=fresh())
    assert {entry.by for entry in store.log(signed_in, COORDINATOR)} == {"Kora Neuname"}
