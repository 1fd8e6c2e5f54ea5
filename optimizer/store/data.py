"""Data versions: every workbook that was uploaded, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from optimizer.model.dataset import Dataset
from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import ConflictError, StateError
from optimizer.store.lookup import clean, find, last_change, names
from optimizer.store.records import DataVersion
from optimizer.store.rights import Act, Actor
from optimizer.store.sight import visible_dataset
from optimizer.store.states import DECIDED
from optimizer.store.tables import CaseRow, DataRow
from optimizer.store.validity import digest


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook to be stored. `contains`: decided cases whose effects its figures include already."""

    name: str
    content: bytes
    contains: Collection[int] = ()


def upload(store: Store, actor: Actor, file: Upload, *, seen: int | None = None, token: str) -> int:
    """Store a workbook that was read without a problem; it is the data in force from now on. Gives its number.

    `seen` is the version in force with which a person compared it (0: none); None where nobody did. The same bytes as
    the version in force make no new version. Every plan on other data is *veraltet* from here.
    """

    def work(unit: Unit) -> int:
        name = clean(file.name, "Dateiname", needed=True, limit=255)
        contains = sorted(set(file.contains))
        _check_decided(unit.session, contains)
        last = unit.session.scalar(select(DataRow).order_by(DataRow.id.desc()).limit(1))
        code = digest(file.content)
        if last is not None and last.sha256 == code and json.loads(last.contains) == contains:
            return last.id
        if seen is not None and last is not None and last.id != seen:
            raise ConflictError(last_change(unit.session, f"data:{last.id}"))
        row = DataRow(
            name=name,
            sha256=code,
            size=len(file.content),
            content=file.content,
            contains=json.dumps(contains),
            at=unit.now,
            person_id=unit.person,
        )
        unit.session.add(row)
        unit.session.flush()
        unit.log(f"Daten {row.id}", f"data:{row.id}", f"Arbeitsmappe {name}, SHA-256 {code}.")
        return row.id

    return write(store, actor, Act.UPLOAD, token, work)


def _check_decided(session: Session, contains: list[int]) -> None:
    decided = set(session.scalars(select(CaseRow.id).where(CaseRow.status.in_(DECIDED))))
    if not set(contains) <= decided:
        raise StateError("Eingearbeitet sein können nur beschlossene Fälle.")


def data_versions(store: Store, actor: Actor) -> tuple[DataVersion, ...]:
    """All data versions, the one in force first."""
    with reading(store, actor) as session:
        people = names(session)
        rows = session.scalars(select(DataRow).order_by(DataRow.id.desc()))
        return tuple(
            DataVersion(
                row.id, row.name, row.sha256, row.size, tuple(json.loads(row.contains)), row.at, people[row.person_id]
            )
            for row in rows
        )


def workbook(store: Store, actor: Actor, data_id: int) -> bytes:
    """The workbook's bytes as uploaded. Not for a municipality: it holds everybody's data."""
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        return find(session, DataRow, data_id, f"Die Datenfassung {data_id}").content


def dataset_of(store: Store, actor: Actor, data_id: int, read: Callable[[bytes], Dataset]) -> Dataset:
    """The dataset of a version, read by `read` (such as `read_workbook`), cut to what the person may see."""
    with reading(store, actor) as session:
        content = find(session, DataRow, data_id, f"Die Datenfassung {data_id}").content
    dataset = read(content)
    return visible_dataset(dataset, actor.ags or "") if actor.bound else dataset
