"""A consistent copy of the database while people go on working (SQLite). A server is backed up by its own tools."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from optimizer.model.errors import TargetError
from optimizer.store.engine import Store, Unit, write
from optimizer.store.errors import StateError
from optimizer.store.rights import Act, Actor, check_right


def backup(store: Store, actor: Actor, target: str | Path, *, token: str) -> Path:
    """Write a checked copy to `target`, whole or not at all; gives the path. The log names it once it is there.

    Copying the .sqlite file by hand is no backup: what was written last lies beside it.
    Raises `StateError` on PostgreSQL (use pg_dump) and for an existing target, `TargetError` when it cannot be written.
    """
    check_right(actor, Act.BACKUP, sign_in=store.sign_in)
    source, path = store.file, Path(target)
    if source is None:
        raise StateError("PostgreSQL wird mit den Werkzeugen des Servers gesichert (pg_dump).")
    if path.exists():
        raise StateError(f"{path.name} gibt es schon; eine Sicherung überschreibt nichts.")

    def work(unit: Unit) -> int:
        unit.log("Sicherung", "backup", f"Sicherung {path.name}.")
        try:
            copy_database(source, path)
        except (OSError, sqlite3.Error) as error:
            raise TargetError(f"Die Sicherung {path.name} lässt sich nicht schreiben: {error}") from error
        return 0

    write(store, actor, Act.BACKUP, token, work)
    return path


def copy_database(source: Path, path: Path) -> None:
    """Copy a live SQLite database page by page, check the copy, and only then give it its name."""
    half = path.with_name(f"{path.name}.teil")
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(half)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            ((sound,),) = copy.execute("PRAGMA integrity_check").fetchall()
            if sound != "ok":
                raise sqlite3.DatabaseError(str(sound))
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
