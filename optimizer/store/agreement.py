"""The vote: answers of the parties, and objections that become pins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from optimizer.model.dataset import Pin
from optimizer.model.german import short_date
from optimizer.model.plan import Plan
from optimizer.store.consents import ConsentStatus, PartyKind, check_answer, pins_after_objection
from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import ConflictError, ForbiddenError, StateError
from optimizer.store.lookup import clean, find, in_force, last_change, names, own_case, seats_of, seen_version
from optimizer.store.records import Consent
from optimizer.store.rights import Act, Actor
from optimizer.store.states import check_open
from optimizer.store.tables import CaseRow, ConsentRow, PlanRow, ProposalRow


@dataclass(frozen=True, slots=True)
class Answer:
    """What a party said. `offen` takes an answer back, or asks somebody who need not have been asked."""

    status: ConsentStatus
    day: date | None = None
    resolution: str = ""
    reason: str = ""


def answer(store: Store, actor: Actor, consent_id: int, what: Answer, *, seen: int, token: str) -> int:
    """Record a party's answer to the plan in force; `seen` is the consent's version. Gives the consent's number.

    A municipality answers for itself alone. "nicht erforderlich" is the coordinator's, and needs its reason.
    """
    act = Act.WAIVE if what.status == "nicht erforderlich" else Act.CONSENT

    def work(unit: Unit) -> int:
        row = find(unit.session, ConsentRow, consent_id, f"Die Zustimmung {consent_id}")
        case = _voting(unit, row)
        _check_own_consent(actor, row)
        seen_version(unit, row, seen, f"consent:{row.id}")
        problem = check_answer(what.status, what.day, what.reason)
        if problem:
            raise StateError(problem)
        if what.day and what.day > unit.today:
            raise StateError(f"Das Datum der Antwort ({short_date(what.day)}) liegt in der Zukunft.")
        _put(unit, row, what)
        unit.session.flush()
        day = f" am {short_date(what.day)}" if what.day else ""
        unit.log(case.name, f"consent:{row.id}", f"{row.name}: {what.status}{day}.")
        return row.id

    return write(store, actor, act, token, work)


def _voting(unit: Unit, row: ConsentRow) -> CaseRow:
    case = own_case(unit.session, unit.actor, row.case_id)
    check_open(case.status)
    proposal = in_force(unit.session, case.id)
    if proposal is None or proposal.id != row.proposal_id:
        changed = last_change(unit.session, f"case:{case.id}")
        raise ConflictError(f"Inzwischen steht ein anderer Plan zur Abstimmung. {changed}")
    return case


def _check_own_consent(actor: Actor, row: ConsentRow) -> None:
    if actor.bound and (row.kind != "Kommune" or row.key != actor.ags):
        raise ForbiddenError("Eine Kommune stimmt nur für sich selbst ab.")


def _put(unit: Unit, row: ConsentRow, what: Answer) -> None:
    row.status = what.status
    row.day = what.day
    row.resolution = clean(what.resolution, "Beschlussnummer", limit=200)
    row.reason = clean(what.reason, "Begründung", limit=4000)
    row.required = row.required or what.status in {"offen", "abgelehnt"}
    row.carried_from = None
    row.at, row.person_id = unit.now, unit.person
    flag_modified(row, "status")


def consents(store: Store, actor: Actor, case_id: int) -> tuple[Consent, ...]:
    """The answers to the plan in force: who must agree first; nothing before a plan was put to the vote.

    A municipality sees who is asked and its own answer in full; others' reasons stay with the district.
    """
    with reading(store, actor) as session:
        own_case(session, actor, case_id)
        people = names(session)
        return tuple(_consent(row, people[row.person_id], actor) for row in asked(session, case_id))


def asked(session: Session, case_id: int) -> list[ConsentRow]:
    """The consents to the plan in force, who must agree first."""
    proposal = in_force(session, case_id)
    if proposal is None:
        return []
    rows = select(ConsentRow).where(ConsentRow.proposal_id == proposal.id)
    return list(session.scalars(rows.order_by(ConsentRow.required.desc(), ConsentRow.id)))


def _consent(row: ConsentRow, by: str, actor: Actor) -> Consent:
    hidden = actor.bound and (row.kind != "Kommune" or row.key != actor.ags)
    return Consent(
        id=row.id,
        case_id=row.case_id,
        kind=cast("PartyKind", row.kind),
        key=row.key,
        name=row.name,
        required=row.required,
        ground=row.ground,
        status=cast("ConsentStatus", row.status),
        day=row.day,
        resolution="" if hidden else row.resolution,
        reason="" if hidden else row.reason,
        plan_hash=row.plan_hash,
        carried=row.carried_from is not None,
        version=row.version,
        at=row.at,
        by=by,
    )


def proposed_pins(store: Store, actor: Actor, consent_id: int) -> tuple[Pin, ...]:
    """What an objection suggests: the handovers that concern the party, excluded. A person picks and adds them."""
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        row = find(session, ConsentRow, consent_id, f"Die Zustimmung {consent_id}")
        case = own_case(session, actor, row.case_id)
        if row.status != "abgelehnt":
            raise StateError("Nur aus einem Einwand wird eine Vorgabe.")
        proposal = find(session, ProposalRow, row.proposal_id, "Den Vorschlag")
        text = find(session, PlanRow, proposal.plan_id, "Den Plan").content.decode()
        return pins_after_objection(cast("PartyKind", row.kind), row.key, Plan.from_json(text), seats_of(case))
