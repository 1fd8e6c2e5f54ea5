"""The release: when a plan may be decided, by whom, and what is kept of the decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from optimizer.model.german import listed
from optimizer.store.agreement import asked
from optimizer.store.basis import outdated
from optimizer.store.casework import open_case
from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import StateError
from optimizer.store.lookup import clean, find, in_force, names, own_case
from optimizer.store.records import Decision, Obstacle
from optimizer.store.rights import Act, Actor
from optimizer.store.tables import CaseRow, DecisionRow, PersonRow, PlanRow, ProposalRow

DEVIATION_LENGTH: Final = 20
"""Fewest characters of a written reason for deciding without everybody's consent (a condition of the database too)."""


def missing_for_release(store: Store, actor: Actor, case_id: int) -> tuple[Obstacle, ...]:
    """What still stands between the case and its release; empty when it may be released.

    Missing consents can be overruled by a written reason; everything else cannot.
    """
    with reading(store, actor) as session:
        case = own_case(session, actor, case_id)
        proposal = in_force(session, case.id)
        if proposal is None or case.status != "in Abstimmung":
            sentence = f"Der Fall ist „{case.status}“; beschlossen wird nur, was in Abstimmung ist."
            return (Obstacle(sentence, overrulable=False),)
        return tuple(_obstacles(session, store, actor, proposal))


def _obstacles(session: Session, store: Store, actor: Actor, proposal: ProposalRow) -> Iterator[Obstacle]:
    why = outdated(session, find(session, PlanRow, proposal.plan_id, "Den Plan"))
    if why:
        yield Obstacle(f"Der Plan ist veraltet: {why} Bitte neu berechnen.", overrulable=False)
    if store.four_eyes and find(session, PersonRow, proposal.person_id, "Die Person").identity == actor.key:
        yield Obstacle("Beschließen muss eine zweite Person (Vier-Augen-Prinzip).", overrulable=False)
    rows = [row for row in asked(session, proposal.case_id) if row.required]  # "nicht erforderlich" is settled too
    if waiting := [row.name for row in rows if row.status == "offen"]:
        yield Obstacle(f"Noch offen: {listed(waiting)}.", overrulable=True)
    if against := [row.name for row in rows if row.status == "abgelehnt"]:
        yield Obstacle(f"Einwand von: {listed(against)}.", overrulable=True)


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
    obstacles = tuple(_obstacles(unit.session, unit.store, unit.actor, proposal))
    if hard := [row.sentence for row in obstacles if not row.overrulable]:
        raise StateError(" ".join(hard))
    if obstacles and len(deviation) < DEVIATION_LENGTH:
        missing = " ".join(row.sentence for row in obstacles)
        raise StateError(f"{missing} Ohne alle Zustimmungen braucht der Beschluss eine schriftliche Begründung.")
    plan = find(unit.session, PlanRow, proposal.plan_id, "Den Plan")
    return DecisionRow(
        case_id=case.id,
        proposal_id=proposal.id,
        plan_hash=plan.plan_hash,
        inputs_hash=plan.inputs_hash,
        complete=not obstacles,
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
