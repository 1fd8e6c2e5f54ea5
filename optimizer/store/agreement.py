"""The vote and the release: answers of the parties, objections that become pins, the decision by a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from optimizer.model.dataset import Pin
from optimizer.model.german import listed, short_date
from optimizer.model.plan import Plan
from optimizer.store.basis import outdated
from optimizer.store.casework import open_case
from optimizer.store.consents import ConsentStatus, PartyKind, check_answer, complete, pins_after_objection
from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import ForbiddenError, StateError
from optimizer.store.lookup import clean, find, in_force, names, own_case, seats_of, seen_version
from optimizer.store.records import Consent, Decision
from optimizer.store.rights import Act, Actor
from optimizer.store.states import check_open
from optimizer.store.tables import CaseRow, ConsentRow, DecisionRow, PersonRow, PlanRow, ProposalRow

DEVIATION_LENGTH = 20
"""Fewest characters of a written reason for deciding without everybody's consent (a condition of the database too)."""


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
        raise StateError("Inzwischen steht ein neuer Plan zur Abstimmung; bitte neu laden.")
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
        return tuple(_consent(row, people[row.person_id], actor) for row in _rows(session, case_id))


def _rows(session: Session, case_id: int) -> list[ConsentRow]:
    proposal = in_force(session, case_id)
    if proposal is None:
        return []
    asked = select(ConsentRow).where(ConsentRow.proposal_id == proposal.id)
    return list(session.scalars(asked.order_by(ConsentRow.required.desc(), ConsentRow.id)))


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


def missing_for_release(store: Store, actor: Actor, case_id: int) -> tuple[str, ...]:
    """What still stands between the case and its release, one German sentence each; empty when it may be released.

    Missing consents can be overruled by a written reason; everything else cannot.
    """
    with reading(store, actor) as session:
        case = own_case(session, actor, case_id)
        proposal = in_force(session, case.id)
        if proposal is None or case.status != "in Abstimmung":
            return (f"Der Fall ist „{case.status}“; beschlossen wird nur, was in Abstimmung ist.",)
        return (
            *_hard(session, proposal),
            *_second_person(session, store, actor, proposal),
            *_open_answers(session, case),
        )


def _hard(session: Session, proposal: ProposalRow) -> list[str]:
    why = outdated(session, find(session, PlanRow, proposal.plan_id, "Den Plan"))
    return [f"Der Plan ist veraltet: {why} Bitte neu berechnen."] if why else []


def _second_person(session: Session, store: Store, actor: Actor, proposal: ProposalRow) -> list[str]:
    same = find(session, PersonRow, proposal.person_id, "Die Person").identity == actor.key
    return ["Beschließen muss eine zweite Person (Vier-Augen-Prinzip)."] if store.four_eyes and same else []


def _open_answers(session: Session, case: CaseRow) -> list[str]:
    rows = [row for row in _rows(session, case.id) if row.required]
    waiting = [row.name for row in rows if row.status == "offen"]
    against = [row.name for row in rows if row.status == "abgelehnt"]
    return [
        *([f"Noch offen: {listed(waiting)}."] if waiting else []),
        *([f"Einwand von: {listed(against)}."] if against else []),
    ]


def release(store: Store, actor: Actor, case_id: int, *, seen: int, token: str, deviation: str = "") -> int:
    """Decide the plan in force; from here on the case is immutable. Gives the decision's number.

    Every consent must be in, or `deviation` says in writing why it is decided all the same (clause 3.2.6).
    With four eyes the person who put the plan to the vote may not release it.
    """

    def work(unit: Unit) -> int:
        case = open_case(unit, case_id, seen)
        proposal = in_force(unit.session, case.id)
        if proposal is None or case.status != "in Abstimmung":
            raise StateError("Beschlossen wird nur, was in Abstimmung ist.")
        text = clean(deviation, "Begründung der Abweichung")
        row = _decision(unit, case, proposal, text)
        unit.session.add(row)
        unit.session.flush()
        case.status = "beschlossen"
        unit.session.flush()
        how = "einvernehmlich" if row.complete else "abweichend vom Einvernehmen, mit schriftlicher Begründung"
        unit.log(case.name, f"case:{case.id}", f"Beschlossen, {how}; Plan SHA-256 {row.plan_hash}.")
        return row.id

    return write(store, actor, Act.RELEASE, token, work)


def _decision(unit: Unit, case: CaseRow, proposal: ProposalRow, deviation: str) -> DecisionRow:
    hard = [*_hard(unit.session, proposal), *_second_person(unit.session, unit.store, unit.actor, proposal)]
    if hard:
        raise StateError(" ".join(hard))
    asked = [(row.required, cast("ConsentStatus", row.status)) for row in _rows(unit.session, case.id)]
    agreed = complete(asked)
    if not agreed and len(deviation) < DEVIATION_LENGTH:
        missing = " ".join(_open_answers(unit.session, case))
        raise StateError(f"{missing} Ohne alle Zustimmungen braucht der Beschluss eine schriftliche Begründung.")
    plan = find(unit.session, PlanRow, proposal.plan_id, "Den Plan")
    return DecisionRow(
        case_id=case.id,
        proposal_id=proposal.id,
        plan_hash=plan.plan_hash,
        inputs_hash=plan.inputs_hash,
        complete=agreed,
        deviation=deviation,
        four_eyes=unit.store.four_eyes,
        proposed_by=proposal.person_id,
        at=unit.now,
        person_id=unit.person,
    )


def decision(store: Store, actor: Actor, case_id: int) -> Decision | None:
    """The decision on a case; None while there is none."""
    with reading(store, actor) as session:
        own_case(session, actor, case_id)
        row = session.scalar(select(DecisionRow).where(DecisionRow.case_id == case_id))
        if row is None:
            return None
        people = names(session)
        return Decision(
            id=row.id,
            case_id=row.case_id,
            plan_id=find(session, ProposalRow, row.proposal_id, "Den Vorschlag").plan_id,
            plan_hash=row.plan_hash,
            complete=row.complete,
            deviation="" if actor.bound else row.deviation,
            four_eyes=row.four_eyes,
            proposed_by=people[row.proposed_by],
            at=row.at,
            by=people[row.person_id],
        )
