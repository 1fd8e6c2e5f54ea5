"""Pins: what was agreed on the phone or objected to, each with its reason and author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from optimizer.model.dataset import Pin, PinKind
from optimizer.model.plan import decimal_text
from optimizer.store.casework import open_case
from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import StateError
from optimizer.store.lookup import clean, find, names, own_case, own_seats, seen_version
from optimizer.store.records import StoredPin
from optimizer.store.rights import Act, Actor
from optimizer.store.states import check_open
from optimizer.store.tables import CaseRow, ConsentRow, PinRow


@dataclass(frozen=True, slots=True)
class Wish:
    """A pin with its reason. `consent_id` names the objection that it follows from, if any."""

    pin: Pin
    reason: str
    consent_id: int | None = None


def add_pin(
    store: Store,
    actor: Actor,
    case_id: int,
    wish: Wish,
    *,
    seen: int,
    token: str,
) -> int:
    """Fix what was agreed, or exclude who declined, with the reason; `seen` is the case's version.

    An earlier pin of the same kind on the same pair gives way. Gives the pin's number.
    """
    pin = wish.pin

    def work(unit: Unit) -> int:
        case = open_case(unit, case_id, seen)
        _check_objection(unit, case, wish.consent_id)
        for twin in _twins(unit.session, case, pin):
            twin.withdrawn = True
        row = PinRow(
            case_id=case.id,
            consent_id=wish.consent_id,
            offering=pin.offering,
            capacity=pin.capacity,
            kind=pin.kind,
            hours=None if pin.hours is None else decimal_text(pin.hours),
            reason=clean(wish.reason, "Grund der Vorgabe", needed=True, limit=2000),
            withdrawn=False,
            at=unit.now,
            person_id=unit.person,
        )
        unit.session.add(row)
        flag_modified(case, "title")
        unit.session.flush()
        unit.log(case.name, f"case:{case.id}", f"Vorgabe {_told(row)}.")
        return row.id

    return write(store, actor, Act.PIN, token, work)


def remove_pin(store: Store, actor: Actor, pin_id: int, *, seen: int, token: str) -> int:
    """Take a pin back; it stays readable as withdrawn. `seen` is the pin's version. Gives the case's number."""

    def work(unit: Unit) -> int:
        row = find(unit.session, PinRow, pin_id, f"Die Vorgabe {pin_id}")
        case = find(unit.session, CaseRow, row.case_id, "Den Fall")
        check_open(case.status)
        seen_version(unit, row, seen, f"case:{case.id}")
        row.withdrawn = True
        flag_modified(case, "title")
        unit.log(case.name, f"case:{case.id}", f"Vorgabe zurückgenommen: {_told(row)}.")
        return case.id

    return write(store, actor, Act.PIN, token, work)


def _told(row: PinRow) -> str:
    hours = f" {row.hours.replace('.', ',')} Wochenstunden" if row.hours else ""
    return f"{row.kind}{hours}, {row.offering} an {row.capacity}"


def _twins(session: Session, case: CaseRow, pin: Pin) -> list[PinRow]:
    same = select(PinRow).where(
        PinRow.case_id == case.id,
        PinRow.offering == pin.offering,
        PinRow.capacity == pin.capacity,
        PinRow.kind == pin.kind,
    )
    return [row for row in session.scalars(same) if not row.withdrawn]


def _check_objection(unit: Unit, case: CaseRow, consent_id: int | None) -> None:
    if consent_id is None:
        return
    consent = find(unit.session, ConsentRow, consent_id, "Den Einwand")
    if consent.case_id != case.id or consent.status != "abgelehnt":
        raise StateError("Diese Stellungnahme ist kein Einwand zu diesem Fall.")


def pins(store: Store, actor: Actor, case_id: int) -> tuple[StoredPin, ...]:
    """The case's pins, withdrawn ones too, oldest first; a municipality sees those of its own offerings."""
    with reading(store, actor) as session:
        case = own_case(session, actor, case_id)
        people, own = names(session), own_seats(case, actor)
        rows = session.scalars(select(PinRow).where(PinRow.case_id == case_id).order_by(PinRow.id))
        return tuple(_pin(row, people[row.person_id]) for row in rows if not actor.bound or row.offering in own)


def _pin(row: PinRow, by: str) -> StoredPin:
    return StoredPin(
        id=row.id,
        case_id=row.case_id,
        offering=row.offering,
        capacity=row.capacity,
        kind=cast("PinKind", row.kind),
        hours=row.hours,
        reason=row.reason,
        withdrawn=row.withdrawn,
        consent_id=row.consent_id,
        version=row.version,
        at=row.at,
        by=by,
    )
