"""What-ifs: named, coloured, on a data version, changed under a version number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import StateError
from optimizer.store.lookup import clean, find, names, seen_version
from optimizer.store.records import Scenario
from optimizer.store.rights import Act, Actor
from optimizer.store.setup import Setup
from optimizer.store.tables import CaseRow, DataRow, ScenarioRow

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A scenario to be stored. `colour` as `#rrggbb`; `on_cases`: on top of decided and pending cases."""

    name: str
    colour: str
    data_id: int
    setup: Setup
    on_cases: bool = False
    archived: bool = False


def save_scenario(
    store: Store, actor: Actor, what: WhatIf, *, token: str, scenario_id: int | None = None, seen: int = 0
) -> int:
    """Store a new scenario, or change the one of that number from the version `seen`. Gives its number."""

    def work(unit: Unit) -> int:
        row = _row(unit, scenario_id, seen)
        _check(unit.session, what, row.id if scenario_id is not None else None)
        row.name, row.colour = clean(what.name, "Name", needed=True, limit=100), what.colour
        row.data_id, row.setup = what.data_id, what.setup.to_json()
        row.on_cases, row.archived = what.on_cases, what.archived
        unit.session.add(row)
        unit.session.flush()
        told = "Geändert." if scenario_id is not None else "Angelegt."
        unit.log(f"Szenario {row.name}", f"scenario:{row.id}", told)
        return row.id

    return write(store, actor, Act.SCENARIO, token, work)


def _row(unit: Unit, scenario_id: int | None, seen: int) -> ScenarioRow:
    if scenario_id is None:
        return ScenarioRow(at=unit.now, person_id=unit.person)
    row = find(unit.session, ScenarioRow, scenario_id, f"Das Szenario {scenario_id}")
    seen_version(unit, row, seen, f"scenario:{row.id}")
    return row


def _check(session: Session, what: WhatIf, own: int | None) -> None:
    name = clean(what.name, "Name", needed=True, limit=100)
    if not _COLOUR.fullmatch(what.colour):
        raise StateError("Die Farbe eines Szenarios sieht so aus: #1f77b4.")
    find(session, DataRow, what.data_id, f"Die Datenfassung {what.data_id}")
    with session.no_autoflush:
        taken = session.scalar(select(ScenarioRow.id).where(ScenarioRow.name == name))
        case = session.scalar(select(CaseRow.id).where(CaseRow.name == name))
    if case is not None or (taken is not None and taken != own):
        raise StateError(f"Den Namen „{name}“ gibt es schon.")


def scenarios(store: Store, actor: Actor, *, archived: bool = False) -> tuple[Scenario, ...]:
    """All scenarios by name, archived ones on request; none for a municipality (they are the district's planning)."""
    with reading(store, actor) as session:
        people = names(session)
        rows = session.scalars(select(ScenarioRow).order_by(ScenarioRow.name))
        return tuple(
            Scenario(
                id=row.id,
                name=row.name,
                colour=row.colour,
                data_id=row.data_id,
                setup=Setup.from_json(row.setup),
                on_cases=row.on_cases,
                archived=row.archived,
                version=row.version,
                at=row.at,
                by=people[row.person_id],
            )
            for row in rows
            if not actor.bound and (archived or not row.archived)
        )
