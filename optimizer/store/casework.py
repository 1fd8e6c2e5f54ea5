"""Cases: reporting an outage, changing it, withdrawing it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from optimizer.model.dataset import Dataset
from optimizer.model.german import listed
from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import StateError
from optimizer.store.lookup import (
    clean,
    concerned,
    in_force,
    latest_data,
    names,
    own_case,
    own_seats,
    seats_of,
    seen_version,
)
from optimizer.store.records import StoredCase
from optimizer.store.rights import Act, Actor
from optimizer.store.setup import Setup, seats
from optimizer.store.sight import visible_setup
from optimizer.store.states import Status, check_open, check_step
from optimizer.store.tables import CaseRow


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported. `setup` without pins; `lasting`: lasting, a short stand-in, or None = judge by the dates."""

    title: str
    setup: Setup
    lasting: bool | None = None


def report(store: Store, actor: Actor, what: Report, dataset: Dataset, *, token: str) -> int:
    """Make a case of a reported outage (clause 3.3.6). `dataset` is the one in force. Gives the case's number.

    The case is named `Fall 1`, `Fall 2`, …, which is also its scenario's name.
    """

    def work(unit: Unit) -> int:
        data = latest_data(unit.session)
        number = unit.session.scalars(select(func.count(CaseRow.id))).one() + 1
        row = CaseRow(
            name=f"Fall {number}",
            title=clean(what.title, "Bezeichnung", needed=True, limit=200),
            data_id=data.id,
            setup=_checked(what.setup).to_json(),
            seats=json.dumps(seats(what.setup, dataset)),
            lasting=what.lasting,
            status="Entwurf",
            at=unit.now,
            person_id=unit.person,
        )
        unit.session.add(row)
        unit.session.flush()
        unit.log(row.name, f"case:{row.id}", f"Ausfall gemeldet: {row.title}.")
        return row.id

    return write(store, actor, Act.REPORT, token, work)


def change_case(
    store: Store, actor: Actor, case_id: int, what: Report, dataset: Dataset, *, seen: int, token: str
) -> int:
    """Change an open case. Its plans become *veraltet* where the setup changed. `seen` is the version on the screen."""

    def work(unit: Unit) -> int:
        row = open_case(unit, case_id, seen)
        after = {
            "title": clean(what.title, "Bezeichnung", needed=True, limit=200),
            "setup": _checked(what.setup).to_json(),
            "seats": json.dumps(seats(what.setup, dataset)),
            "lasting": what.lasting,
        }
        changed = [field for field, value in after.items() if getattr(row, field) != value]
        words = {"title": "Bezeichnung", "setup": "Ausfall und Annahmen", "lasting": "Dauer der Übergabe"}
        for field in changed:
            setattr(row, field, after[field])
        if changed:
            told = listed([words[field] for field in changed if field in words]) or "Sitzkommunen"
            unit.log(row.name, f"case:{row.id}", f"Geändert: {told}.")
        return row.id

    return write(store, actor, Act.CHANGE, token, work)


def withdraw(store: Store, actor: Actor, case_id: int, reason: str, *, seen: int, token: str) -> int:
    """End an open case without a decision; what it had set aside is free again."""

    def work(unit: Unit) -> int:
        row = open_case(unit, case_id, seen)
        check_step(row.status, "zurückgezogen")
        row.status = "zurückgezogen"
        unit.log(row.name, f"case:{row.id}", f"Zurückgezogen: {clean(reason, 'Grund', needed=True, limit=2000)}")
        return row.id

    return write(store, actor, Act.WITHDRAW, token, work)


def _checked(setup: Setup) -> Setup:
    if not setup.events:
        raise StateError("Ein Fall braucht mindestens ein Ereignis.")
    if setup.pins:
        raise StateError("Vorgaben eines Falls werden einzeln mit ihrem Grund gesetzt.")
    return setup


def open_case(unit: Unit, case_id: int, seen: int) -> CaseRow:
    """The case, open and unchanged since the person saw it; raises what the store's errors say otherwise."""
    row = own_case(unit.session, unit.actor, case_id)
    check_open(row.status)
    seen_version(unit, row, seen, f"case:{row.id}")
    return row


def cases(store: Store, actor: Actor) -> tuple[StoredCase, ...]:
    """Every case that the person may see, the newest first."""
    with reading(store, actor) as session:
        people = names(session)
        rows = session.scalars(select(CaseRow).order_by(CaseRow.id.desc()))
        return tuple(
            _record(session, row, actor, people[row.person_id])
            for row in rows
            if not actor.bound or actor.ags in concerned(session, row)
        )


def _record(session: Session, row: CaseRow, actor: Actor, by: str) -> StoredCase:
    proposal = in_force(session, row.id)
    setup, sits = Setup.from_json(row.setup), tuple(sorted(seats_of(row).items()))
    if actor.bound:
        own = own_seats(row, actor)
        setup, sits = visible_setup(setup, own), tuple(pair for pair in sits if pair[0] in own)
    return StoredCase(
        id=row.id,
        name=row.name,
        title=row.title,
        status=cast("Status", row.status),
        setup=setup,
        seats=sits,
        lasting=row.lasting,
        plan_id=proposal.plan_id if proposal else None,
        data_id=row.data_id,
        version=row.version,
        at=row.at,
        by=by,
    )
