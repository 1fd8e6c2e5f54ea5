"""The log: append-only, each entry holding the hash of the one before (SHA-256).

The chain alone finds an edit, a deletion in the middle and a swap. A cut tail or a rewrite of everything is found
with a head (number and hash) that was noted outside: it stands on papers and in exported files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from optimizer.store.columns import instant_text
from optimizer.store.setup import canonical
from optimizer.store.tables import LogRow
from optimizer.store.validity import digest

START: Final = "0" * 64
"""What the first entry holds as the hash before it."""


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last entry at some moment; to be noted outside the database."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read `123:abc…` back; raises `ValueError` on any other text."""
        number, _, code = text.strip().partition(":")
        if len(code) != len(START):
            raise ValueError("Ein Protokollstand sieht so aus: Nummer, Doppelpunkt, 64 Zeichen.")
        return cls(int(number), code)


@dataclass(frozen=True, slots=True)
class Line:
    """What an entry says. `person`: a code like `P-0007`; `record`: the machine's name of what changed, `case:3`."""

    person: str
    role: str
    act: str
    subject: str
    record: str
    detail: str


def append(session: Session, now: datetime, line: Line) -> None:
    """Add one entry; the caller holds the write lock, so the number before is the last."""
    before = head(session)
    row = LogRow(number=before.number + 1, at=instant_text(now), previous=before.hash, hash="", **asdict(line))
    row.hash = entry_hash(row)
    session.add(row)
    session.flush()


def entry_hash(row: LogRow) -> str:
    """The hash over everything that the entry says and over the hash before."""
    said = [row.number, row.at, row.person, row.role, row.act, row.subject, row.record, row.detail, row.previous]
    return digest(canonical(said))


def head(session: Session) -> Head:
    """Number and hash of the last entry; `0` and zeros while the log is empty."""
    row = session.scalar(select(LogRow).order_by(LogRow.number.desc()).limit(1))
    return Head(row.number, row.hash) if row else Head(0, START)


def check(session: Session, noted: tuple[Head, ...] = ()) -> Iterator[str]:
    """Every break of the chain, as German sentences; nothing when the log is whole and every noted head is in it."""
    last, found = Head(0, START), {0: START}
    for row in session.scalars(select(LogRow).order_by(LogRow.number).execution_options(yield_per=1000)):
        if row.number != last.number + 1:
            yield f"Zwischen Eintrag {last.number} und {row.number} fehlen Einträge."
        if row.previous != last.hash:
            yield f"Eintrag {row.number} schließt nicht an den davor an (gelöscht, vertauscht oder geändert)."
        if row.hash != entry_hash(row):
            yield f"Eintrag {row.number} wurde nachträglich geändert."
        last = Head(row.number, row.hash)
        found[row.number] = row.hash
    for mark in noted:
        if mark.number not in found:
            yield f"Der notierte Stand {mark.number} fehlt: Das Protokoll endet bei {last.number}."
        elif found[mark.number] != mark.hash:
            yield f"Der notierte Stand {mark.number} passt nicht: Das Protokoll wurde neu geschrieben."
