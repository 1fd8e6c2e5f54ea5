"""A small district for the tests of the store: three municipalities, three providers, one club that loses its staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import inspect, text

from optimizer import store
from optimizer.model.dataset import (
    UNLIMITED,
    Capacity,
    Dataset,
    Event,
    Grant,
    Municipality,
    Offering,
    Provider,
    Reserve,
    SocialSpace,
    Source,
)
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Plan
from optimizer.store.engine import Store
from optimizer.store.validity import digest

AUE, BERG, CELLA = "14990010", "14990020", "14990030"
NEW_YEAR, YEAR_END = date(2027, 1, 1), date(2027, 12, 31)
FIRST_DAY = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)

ME = store.Actor("Kim Beispiel", "Lokal")
COORDINATOR = store.Actor("Kora Ordner", "Koordination", identity="kora@kreis.example")
TREASURER = store.Actor("Fina Nzer", "Finanzen", identity="fina@kreis.example")
AUDITOR = store.Actor("Prue Fung", "Prüfung", identity="prue@kreis.example")
MAYOR_OF_AUE = store.Actor("Amt Aue", "Kommune", AUE, "amt@aue.example")
MAYOR_OF_BERG = store.Actor("Amt Berg", "Kommune", BERG, "amt@berg.example")
MAYOR_OF_CELLA = store.Actor("Amt Cella", "Kommune", CELLA, "amt@cella.example")

SICK = store.Setup(
    (Event("", "Ausfall", date(2027, 3, 1), offering="A-1", end=date(2027, 5, 31), reason="Personalausfall"),)
)
QUITS = store.Setup((Event("", "Kündigung", date(2027, 2, 10), provider="T-1", reason="Insolvenz"),))


def district(content: bytes = b"Stand 1") -> Dataset:
    """What `read_workbook` would give for these bytes: `Stand 2` holds one more reserve than `Stand 1`."""
    more = (Reserve("R-2", "LK", 2027, 500_000),) if content == b"Stand 2" else ()
    return replace(_district(), reserves=(Reserve("R-1", "LK", 2027, 100_000), *more), sha256=digest(content))


def _district() -> Dataset:
    def provider(key: str, name: str, *spaces: str) -> Provider:
        return Provider(key, name, agreement_8a=UNLIMITED, agreement_72a=UNLIMITED, signatory_in=spaces, own_means=1000)

    def offering(key: str, title: str, ags: str, space: str) -> Offering:
        return Offering(key, title, "T-1", ags, "§ 11", Fraction(20), NEW_YEAR, YEAR_END, space)

    return Dataset(
        spaces=(SocialSpace("SR-1", "Nord"), SocialSpace("SR-2", "Süd")),
        municipalities=(
            Municipality(AUE, "Aue", "SR-1", 50.60, 12.70),
            Municipality(BERG, "Berg", "SR-1", 50.62, 12.75),
            Municipality(CELLA, "Cella", "SR-2", 50.50, 12.60),
        ),
        providers=(
            provider("T-1", "Brücke e. V.", "SR-1", "SR-2"),
            provider("T-2", "Hafen gGmbH", "SR-1"),
            provider("T-3", "Kompass <b>e. V.</b>", "SR-2", "SR-1"),
        ),
        offerings=(offering("A-1", "Jugendclub Aue", AUE, "SR-1"), offering("A-2", "Treff Cella", CELLA, "SR-2")),
        sources=(
            Source("SMS", "Jugendpauschale", "Land", "Landkreis"),
            Source("LK", "Landkreis", "Landkreis", "Landkreis"),
            Source("K-AUE", "Stadt Aue", "Kommune", "Kommune", ags=AUE),
            Source("K-CEL", "Gemeinde Cella", "Kommune", "Kommune", ags=CELLA),
        ),
        grants=(
            Grant("A-1", "SMS", 2027, 2_400_000),
            Grant("A-1", "LK", 2027, 1_200_000),
            Grant("A-1", "K-AUE", 2027, 600_000),
            Grant("A-2", "SMS", 2027, 2_400_000),
            Grant("A-2", "LK", 2027, 1_200_000),
            Grant("A-2", "K-CEL", 2027, 600_000),
        ),
        reserves=(),
        shares=(),
        capacities=(
            Capacity("K-1", "T-2", ("§ 11",), BERG, NEW_YEAR, YEAR_END, Fraction(12), Fraction(500_000), ("SR-1",)),
            Capacity("K-2", "T-3", ("§ 11",), CELLA, NEW_YEAR, YEAR_END, Fraction(15), Fraction(500_000)),
        ),
        events=(),
    )


class Clock:
    """A clock that goes on by a minute whenever somebody looks at it."""

    def __init__(self) -> None:
        self.now = FIRST_DAY

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def fresh() -> str:
    """A fresh token."""
    return store.new_token()


def with_data(db: Store, content: bytes = b"Stand 1", contains: tuple[int, ...] = ()) -> int:
    """Upload a workbook."""
    return store.upload(db, actor(db), store.Upload("Förderung.xlsx", content, contains), token=fresh())


def actor(db: Store) -> store.Actor:
    """Whoever may do casework: the coordinator where people sign in, else anybody."""
    return COORDINATOR if db.sign_in else ME


def reported(db: Store, setup: store.Setup = SICK, *, lasting: bool | None = None) -> int:
    """A case."""
    return store.report(db, actor(db), store.Report("Jugendclub zu", setup, lasting), district(), token=fresh())


def case_of(db: Store, who: store.Actor, case_id: int) -> store.StoredCase:
    """A case as its list shows it to this person."""
    return next(row for row in store.cases(db, who) if row.id == case_id)


def version(db: Store, case_id: int) -> int:
    """The case's version, as a page would show it."""
    return case_of(db, actor(db), case_id).version


def solved(basis: store.Basis) -> Outcome:
    """Plan on a basis, for real."""
    from optimizer.plans.planner import make_plan  # heavy, and a clerk's process does not plan

    return make_plan(store.planning_dataset(basis, district), basis.scenario)


def solved_plan(setup: store.Setup) -> Plan:
    """A plan without any store."""
    from optimizer.plans.planner import make_plan

    return make_plan(store.applied(setup, district(), "Fall"), "Fall").plan


def planned(db: Store, case_id: int) -> int:
    """A stored plan of the case on its present basis."""
    basis = store.basis_of_case(db, actor(db), case_id)
    return store.save_plan(db, actor(db), store.Draft(basis, solved(basis)), token=fresh())


def proposed(db: Store, case_id: int) -> int:
    """A plan of the case, put to the vote; gives the plan."""
    plan_id = planned(db, case_id)
    store.propose(db, actor(db), plan_id, seen=version(db, case_id), token=fresh())
    return plan_id


def all_agree(db: Store, case_id: int) -> None:
    """Everybody who must agrees."""
    for row in store.consents(db, actor(db), case_id):
        if row.required and row.status == "offen":
            yes = store.Answer("zugestimmt", db.clock().date(), resolution="B 12/2027")
            store.answer(db, actor(db), row.id, yes, seen=row.version, token=fresh())


def decided(db: Store, setup: store.Setup = SICK) -> int:
    """A case all the way to its decision."""
    case_id = reported(db, setup)
    proposed(db, case_id)
    all_agree(db, case_id)
    releaser = TREASURER if db.sign_in else ME
    store.release(db, releaser, case_id, seen=version(db, case_id), token=fresh())
    return case_id


def contents(db: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, for comparing before and after."""
    with db.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        return {table: [tuple(row) for row in connection.execute(_all(table))] for table in sorted(tables)}


def _all(table: str) -> Any:
    return text(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 (names come from the database)
