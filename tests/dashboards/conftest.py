"""The pages under Streamlit's own harness: an office with a fresh database, and people of every role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboards import progress, state
from optimizer import store
from tests.dashboards.office import PEOPLE, ROOT, Office, tab_of


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a page waits for its answer; a test of progress sets its own patience."""
    monkeypatch.setattr(progress, "QUICK", 30.0)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database of its own; the example is loaded into it when the pages first open it."""
    place = tmp_path / "office.sqlite"
    monkeypatch.setenv("STAFFELSTAB_DB", str(place))
    monkeypatch.setenv("STAFFELSTAB_HEUTE", "2026-12-01")
    yield place
    opened = state.open_store() if place.is_file() else None
    state._opened.clear()
    if opened:
        opened.close()


@pytest.fixture
def office(database: Path) -> Office:
    """Without sign-in, the name given."""
    return tab_of("Kim Beispiel")


@pytest.fixture
def sign_in(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """With sign-in: `sign_in("Prüfung")` gives that person's tab; the example is uploaded by the finance department."""
    target = str(database)
    with_example = store.open_store(target, sign_in=True)
    content = (ROOT / "data" / "beispiel.xlsx").read_bytes()
    store.upload(with_example, PEOPLE["Finanzen"], store.Upload("beispiel.xlsx", content), token=store.new_token())
    monkeypatch.setattr(state, "sign_in_configured", lambda: True)

    def enter(role: str) -> Office:
        monkeypatch.setattr(state, "_signed_in", lambda: PEOPLE[role])
        return tab_of("")

    yield enter
    with_example.close()
