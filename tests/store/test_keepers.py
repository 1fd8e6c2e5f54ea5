"""What is decided, and what is history, withstands raw SQL; the log shows whoever gets past even that."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from optimizer import store
from optimizer.model.errors import CheckFailed
from optimizer.store.engine import Store
from optimizer.store.tables import Base
from tests.store.office import (
    COORDINATOR,
    ME,
    QUITS,
    all_agree,
    case_of,
    contents,
    decided,
    district,
    fresh,
    proposed,
    reported,
    version,
    with_data,
)

HISTORY = ("data_versions", "plans", "proposals", "decisions", "papers", "attachments", "log", "tokens")

PIN = """
INSERT INTO pins (case_id, offering, capacity, kind, reason, withdrawn, at, person_id, version)
VALUES (1, 'A-1', 'K-1', 'ausgeschlossen', 'x', 0, 'x', 1, 1)
"""
DECISION = """
INSERT INTO decisions
  (case_id, proposal_id, plan_hash, inputs_hash, complete, deviation, four_eyes, proposed_by, at, person_id)
VALUES (1, 1, 'x', 'x', {complete}, '{deviation}', {eyes}, 1, 'x', 1)
"""
BORN_DECIDED = """
INSERT INTO cases (name, title, data_id, setup, seats, status, at, person_id, version)
VALUES ('Fall 9', 'x', 1, '{}', '{}', 'beschlossen', 'x', 1, 1)
"""
EARLY_PAPER = """
INSERT INTO papers (case_id, plan_hash, notice, name, sha256, content, at, person_id)
VALUES (2, 'x', '1', 'x', 'x', '', 'x', 1)
"""
DECIDED_STAYS = (
    "UPDATE cases SET setup = '{}' WHERE id = 1",
    "UPDATE cases SET title = 'anders' WHERE id = 1",
    "UPDATE cases SET lasting = 1 WHERE id = 1",
    "UPDATE cases SET status = 'Entwurf' WHERE id = 1",
    "UPDATE cases SET status = 'in Abstimmung' WHERE id = 1",
    "UPDATE cases SET status = 'zurückgezogen' WHERE id = 1",
    "DELETE FROM cases WHERE id = 1",
    "UPDATE consents SET status = 'abgelehnt', reason = 'doch nicht' WHERE case_id = 1",
    "UPDATE consents SET case_id = 2",
    "DELETE FROM consents WHERE case_id = 1",
    "INSERT INTO proposals (case_id, plan_id, note, at, person_id) VALUES (1, 1, '', 'x', 1)",
    PIN,
    DECISION.format(complete=1, deviation="", eyes=0),
)
FORWARD = "UPDATE cases SET status = 'bestandskräftig' WHERE id = 1"
NEVER = (
    "UPDATE cases SET status = 'beschlossen' WHERE id = 2",
    "UPDATE cases SET status = 'erledigt' WHERE id = 2",
    BORN_DECIDED,
    EARLY_PAPER,
    "UPDATE cases SET data_id = 99 WHERE id = 2",
)


def raw(db: Store, statement: str) -> None:
    with db.writer.begin() as connection:
        connection.execute(text(statement))


@pytest.fixture
def with_decided(db: Store) -> Store:
    with_data(db)
    decided(db)
    store.attach(db, ME, 1, store.File("a.pdf", b"x"), token=fresh())
    notice = store.Paper("1", "B.docx", b"x", missing=(), appeal_until=date(2027, 3, 31))
    store.issue(db, ME, 1, [notice], seen=version(db, 1), token=fresh())
    proposed(db, reported(db, QUITS))
    return db


def test_decided_is_immutable_even_by_raw_sql(with_decided: Store) -> None:
    before = contents(with_decided)
    for statement in (*DECIDED_STAYS, *NEVER):
        with pytest.raises(DBAPIError):
            raw(with_decided, statement)
    assert contents(with_decided) == before
    raw(with_decided, FORWARD)  # the one way that is open: forward


def test_history_is_never_changed_or_deleted(with_decided: Store) -> None:
    before = contents(with_decided)
    for table in HISTORY:
        column = next(column.name for column in Base.metadata.tables[table].columns if not column.primary_key)
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):  # noqa: S608
            assert before[table], f"{table} has rows to lose"
            with pytest.raises(DBAPIError, match="Unveränderlich"):
                raw(with_decided, statement)
    assert contents(with_decided) == before


def test_tables_are_not_emptied_on_the_server(with_decided: Store) -> None:
    if with_decided.file:
        pytest.skip("SQLite knows no TRUNCATE")
    for table in (*HISTORY, "cases", "pins", "consents", "texts"):
        with pytest.raises(DBAPIError, match="Unveränderlich"):
            raw(with_decided, f"TRUNCATE {table} CASCADE")


def test_the_service_refuses_before_the_database_must(with_decided: Store) -> None:
    seen = version(with_decided, 1)
    what = store.Report("anders", QUITS)
    with pytest.raises(store.StateError, match="unveränderlich"):
        store.change_case(with_decided, ME, 1, what, district(), seen=seen, token=fresh())
    with pytest.raises(store.StateError, match="unveränderlich"):
        store.withdraw(with_decided, ME, 1, "weg", seen=seen, token=fresh())
    consent = store.consents(with_decided, ME, 1)[0]
    with pytest.raises(store.StateError, match="unveränderlich"):
        store.answer(with_decided, ME, consent.id, store.Answer("offen"), seen=consent.version, token=fresh())


def test_four_eyes_and_completeness_are_conditions_of_the_database(signed_in: Store) -> None:
    with_data(signed_in)
    case_id = reported(signed_in)
    proposed(signed_in, case_id)
    for complete, deviation, eyes in ((1, "", 1), (0, "", 0), (0, " zu kurz ", 0)):
        with pytest.raises(DBAPIError, match=r"four_eyes|deviation"):
            raw(signed_in, DECISION.format(complete=complete, deviation=deviation, eyes=eyes))
    all_agree(signed_in, case_id)
    with pytest.raises(store.StateError):
        store.release(signed_in, COORDINATOR, case_id, seen=version(signed_in, case_id), token=fresh())


def test_columns_keep_their_types(with_decided: Store) -> None:
    for column in ("version", "data_id"):
        with pytest.raises(DBAPIError):
            raw(with_decided, f"UPDATE cases SET {column} = '12,34' WHERE id = 2")  # noqa: S608
    assert case_of(with_decided, ME, 2).version == 2


def unlocked(db: Store, *statements: str, table: str = "log") -> None:
    """Somebody with full access, who takes the triggers away first."""
    with db.writer.begin() as connection:
        if db.file:
            for operation in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS keep_{table}_{operation}"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


SWAP = (
    "UPDATE log SET number = 1000 WHERE number = 3",
    "UPDATE log SET number = 3 WHERE number = 4",
    "UPDATE log SET number = 4 WHERE number = 1000",
)
TAMPERING = {
    "edit": ("UPDATE log SET detail = 'nichts geschehen' WHERE number = 3",),
    "another person": ("UPDATE log SET person = 'P-0099' WHERE number = 2",),
    "deletion": ("DELETE FROM log WHERE number = 3",),
    "deleted beginning": ("DELETE FROM log WHERE number <= 2",),
    "swap": SWAP,
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_with_the_log_is_found(db: Store, kind: str) -> None:
    with_data(db)
    decided(db)
    assert store.check_log(db, ME) == ()
    unlocked(db, *TAMPERING[kind])
    assert store.check_log(db, ME)


def test_a_cut_tail_and_a_rewrite_are_found_with_a_noted_head(db: Store) -> None:
    with_data(db)
    decided(db)
    noted = store.Head.parse(str(store.log_head(db, ME)))
    assert store.check_log(db, ME, (noted,)) == ()
    unlocked(db, f"DELETE FROM log WHERE number >= {noted.number - 1}")  # noqa: S608
    assert store.check_log(db, ME) == (), "the chain alone cannot know"
    assert "fehlt" in store.check_log(db, ME, (noted,))[0]
    for _ in range(3):
        reported(db)
    assert "neu geschrieben" in store.check_log(db, ME, (noted,))[0]


def test_a_tampered_plan_is_never_shown(db: Store) -> None:
    with_data(db)
    plan_id = proposed(db, reported(db))
    unlocked(db, "UPDATE plans SET plan_hash = 'x'", table="plans")
    with pytest.raises(CheckFailed, match="Fingerabdruck"):
        store.plan_of(db, ME, plan_id)


def test_a_name_can_be_forgotten_and_the_chain_stays_whole(db: Store) -> None:
    with_data(db)
    entry = store.log(db, ME)[0]
    assert entry.by == "Kim Beispiel"
    store.forget_name(db, store.Actor("Robin", "Lokal"), "Kim Beispiel", token=fresh())
    assert {row.by for row in store.log(db, store.Actor("Robin", "Lokal"))} == {"P-0001", "Robin"}
    assert store.check_log(db, store.Actor("Robin", "Lokal")) == ()
    with pytest.raises(store.MissingError):
        store.forget_name(db, ME, "Niemand", token=fresh())


def test_of_two_of_the_same_name_the_sign_in_says_who_is_forgotten(signed_in: Store) -> None:
    for identity in ("kim@kreis.example", "kim.b@kreis.example"):
        store.upload(
            signed_in,
            store.Actor("Kim Beispiel", "Koordination", identity=identity),
            store.Upload("x.xlsx", identity.encode()),
            token=fresh(),
        )
    with pytest.raises(store.StateError, match="mehrere"):
        store.forget_name(signed_in, COORDINATOR, "Kim Beispiel", token=fresh())
    store.forget_name(signed_in, COORDINATOR, "Kim.B@kreis.example", token=fresh())
    assert [row.by for row in store.log(signed_in, COORDINATOR)][-2:] == ["P-0002", "Kim Beispiel"]
