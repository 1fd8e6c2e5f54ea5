"""Where the database lies: a SQLite file by default, PostgreSQL by one setting, never a network drive."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PureWindowsPath
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from optimizer.store.errors import LocationError

SETTING: Final = "STAFFELSTAB_DB"
"""Environment variable: a path, or an address such as `postgresql://name@server/staffelstab`."""

DEFAULT_FILE: Final = "staffelstab.sqlite"
_NETWORK: Final = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afs", "9p", "fuse.sshfs", "davfs"})
_DRIVE_REMOTE: Final = 4
_DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def resolve(target: str | Path | None) -> URL:
    """The address of the database: the argument, else the setting, else a file in the current folder.

    Raises `LocationError` for a network drive, a missing folder or an unknown kind of database.
    """
    chosen = target if target is not None else os.environ.get(SETTING) or DEFAULT_FILE
    if isinstance(chosen, str) and "://" in chosen:
        return _address(chosen)
    return _file(str(chosen))


def _address(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise LocationError(f"Die Adresse der Datenbank in {SETTING} ist nicht lesbar.") from error
    if url.drivername not in _DRIVERS:
        raise LocationError(f"Als Datenbank gehen eine SQLite-Datei oder PostgreSQL, nicht „{url.drivername}“.")
    if url.drivername == "sqlite":
        return _file(url.database or DEFAULT_FILE)
    return url.set(drivername=_DRIVERS[url.drivername])


def _file(text: str) -> URL:
    if is_network(text):
        raise LocationError(
            f"Die Datenbank darf nicht auf einem Netzlaufwerk liegen ({text}): Dort ginge sie bei gleichzeitigem "
            f"Schreiben kaputt. Bitte einen Ordner dieses Rechners wählen oder PostgreSQL einrichten ({SETTING})."
        )
    path = Path(text).expanduser().absolute()
    if not path.parent.is_dir():
        raise LocationError(f"Den Ordner {path.parent} gibt es nicht; dort soll die Datenbank liegen.")
    return URL.create("sqlite", database=str(path))


def is_network(text: str) -> bool:
    """Is the path on a share: UNC, a mapped drive (Windows), or a network file system (Linux)?"""
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return _is_remote_drive(PureWindowsPath(Path(text).absolute()).drive)
    return _mount_kind(Path(text).absolute(), _mounts()) in _NETWORK


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _mount_kind(path: Path, mounts: str) -> str:
    """File system of the deepest mount point above the path; empty where it is unknown."""
    best, kind = "", ""
    for line in mounts.splitlines():
        words = line.split(" ")
        point = words[1].replace("\\040", " ") if len(words) > 2 else ""
        if point and path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, words[2]
    return kind


def _is_remote_drive(drive: str) -> bool:
    import ctypes

    kinds = getattr(ctypes, "windll").kernel32  # noqa: B009 (unknown to type checkers elsewhere)
    return int(kinds.GetDriveTypeW(f"{drive}\\")) == _DRIVE_REMOTE
