"""The commands about the pages' database: a backup, and a name that has to go."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from optimizer import store
from tests.cli.words import run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database of the pages with one data version, uploaded by Kim Beispiel."""
    place = tmp_path / "amt.sqlite"
    with closing(store.open_store(place)) as db:
        store.upload(db, store.Actor("Kim Beispiel", "Lokal"), store.Upload("x.xlsx", b"x"), token=store.new_token())
    return place


def logged(place: Path) -> list[tuple[str, str]]:
    """Who did what, the newest first; the chain is whole."""
    with closing(store.open_store(place)) as db:
        me = store.Actor("Prüfung", "Lokal")
        assert store.check_log(db, me) == ()
        return [(row.by, row.act) for row in store.log(db, me)]


def test_a_backup_is_whole_and_overwrites_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = database.with_name("sicherung.sqlite")
    assert run("sicherung", copy, "--datenbank", database, "--name", "Nachtlauf") == 0
    assert "sicherung.sqlite" in capsys.readouterr().out
    assert logged(copy) == [("Kim Beispiel", "Daten hochladen")]
    made = logged(database)
    assert made[0] == ("Nachtlauf", "Sicherung erstellen")
    monkeypatch.setenv("STAFFELSTAB_DB", str(database))
    assert run("sicherung", copy, "--name", "Nachtlauf") == 5
    assert "überschreibt nichts" in capsys.readouterr().err
    assert run("sicherung", database.parent / "fehlt" / "x.sqlite", "--name", "Nachtlauf") == 5
    assert logged(database) == made, "what failed is no backup"


def test_a_name_is_forgotten_and_the_log_stays_whole(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["vergessen", "Kim Beispiel", "--datenbank", database, "--name", "Robin Muster"]
    assert run(*words) == 0
    assert "„Kim Beispiel“ ist gelöscht" in capsys.readouterr().out
    assert logged(database) == [("Robin Muster", "Namen löschen"), ("P-0001", "Daten hochladen")]
    assert run(*words) == 1
    assert "Wer „Kim Beispiel“ heißt" in capsys.readouterr().err


def test_a_database_that_is_not_there_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("STAFFELSTAB_DB", raising=False)
    assert run("vergessen", "Kim Beispiel", "--name", "Robin Muster") == 2
    assert "--datenbank ORT" in capsys.readouterr().err
    for named in (tmp_path / "nein.sqlite", f"sqlite:///{tmp_path / 'nein.sqlite'}"):
        assert run("sicherung", tmp_path / "kopie.sqlite", "--datenbank", named, "--name", "Nachtlauf") == 1
        assert "gibt es nicht" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
