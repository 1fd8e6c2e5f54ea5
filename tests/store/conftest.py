"""Stores to test on: a SQLite file, and a database of a real PostgreSQL server where one is installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from optimizer.store.engine import Store, open_store
from optimizer.store.tables import Base
from tests.store import cluster
from tests.store.office import Clock

Opener = Callable[..., Store]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server: STAFFELSTAB_TEST_PG, else a private one."""
    given = os.environ.get("STAFFELSTAB_TEST_PG")
    programs = cluster.binaries()
    if given:
        yield given
    elif programs is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with cluster.running(programs) as address:
            yield address


def _sql(address: str, *statements: str) -> None:
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def database(server: str) -> Iterator[str]:
    """The address of a migrated database on the server, one for each process that runs tests."""
    name = f"staffelstab_test_{os.getpid()}"
    _sql(server, f"CREATE DATABASE {name}")
    address = make_url(server).set(database=name).render_as_string(hide_password=False)
    open_store(address).close()
    yield address
    _sql(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgresql(database: str) -> Iterator[str]:
    """The address of a PostgreSQL database without a row; only its owner can empty it, with the triggers off."""
    yield database
    tables = [table.name for table in Base.metadata.sorted_tables]
    _sql(
        database,
        *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables),
        f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE",
        *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables),
    )


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("vorlage") / "vorlage.sqlite"
    open_store(path).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, template_file: Path) -> str:
    """The address of a fresh database, once of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return str(shutil.copy(template_file, tmp_path / "staffelstab.sqlite"))


@pytest.fixture
def opened(address: str) -> Iterator[Opener]:
    """Opens the database, as often as asked, and closes every store at the end."""
    stores: list[Store] = []

    def opener(**settings: bool) -> Store:
        stores.append(replace(open_store(address, **settings), clock=Clock()))
        return stores[-1]

    yield opener
    for each in stores:
        each.close()


@pytest.fixture
def db(opened: Opener) -> Store:
    """A fresh store without sign-in."""
    return opened()


@pytest.fixture
def signed_in(opened: Opener) -> Store:
    """A fresh store where people sign in, so that a second person releases."""
    return opened(sign_in=True)
