"""The commands about the pages' database: a copy of it, and a name that has to go."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.cli.speech import tell

if TYPE_CHECKING:
    from optimizer import store

SETTING = "STAFFELSTAB_DB"


def back_up(*, ziel: Path, datenbank: str | None, name: str) -> int:
    """Write a checked copy of the SQLite database while people go on working; never over a file that exists."""
    from optimizer import store

    with closing(_opened(datenbank)) as db:
        place = store.backup(db, store.Actor(name, "Lokal"), ziel, token=store.new_token())
    tell(f"Gesichert und geprüft: {place}")
    return 0


def forget(*, person: str, datenbank: str | None, name: str) -> int:
    """Delete a person's name; the log keeps a number in its place, so that its chain stays whole."""
    from optimizer import store

    with closing(_opened(datenbank)) as db:
        store.forget_name(db, store.Actor(name, "Lokal"), person, token=store.new_token())
    tell(f"Der Name „{person}“ ist gelöscht; im Protokoll steht statt seiner eine Nummer.")
    return 0


def _opened(datenbank: str | None) -> store.Store:
    """The database that is named; one that is not there is not made."""
    from optimizer import UnreadableFile, UsageError, store

    chosen = datenbank or os.environ.get(SETTING)
    if not chosen:
        raise UsageError(f"Es fehlt: --datenbank ORT (oder die Einstellung {SETTING}).")
    file = chosen.removeprefix("sqlite:///")
    if "://" not in file and not Path(file).expanduser().is_file():
        raise UnreadableFile(f"Die Datenbank „{file}“ gibt es nicht.")
    return store.open_store(chosen)
