"""Putting a plan to the vote, and what a re-solve means for consents that were given already."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from optimizer.store.basis import outdated
from optimizer.store.casework import open_case
from optimizer.store.consents import ConsentStatus, Party
from optimizer.store.engine import Store, Unit, write
from optimizer.store.errors import ConflictError, StateError
from optimizer.store.lookup import find, in_force
from optimizer.store.planning import stored_parties
from optimizer.store.rights import Act, Actor
from optimizer.store.states import check_step
from optimizer.store.tables import CaseRow, ConsentRow, PlanRow, ProposalRow


def propose(store: Store, actor: Actor, plan_id: int, *, seen: int, token: str) -> int:
    """Put a case's plan to the vote; it is the case's plan in force, and holds its money and hours from now on.

    Where handovers and cents are the same as in the proposal before, consents stand; where one cent differs they lapse.
    `seen` is the case's version. Gives the proposal's number.
    """

    def work(unit: Unit) -> int:
        plan = find(unit.session, PlanRow, plan_id, f"Den Plan {plan_id}")
        if plan.case_id is None:
            raise StateError("Ein Was-wäre-wenn wird nicht abgestimmt; bitte einen Fall daraus machen.")
        case = open_case(unit, plan.case_id, seen)
        _check_proposable(unit.session, case, plan)
        before = in_force(unit.session, case.id)
        row = ProposalRow(case_id=case.id, plan_id=plan.id, note="", at=unit.now, person_id=unit.person)
        unit.session.add(row)
        unit.session.flush()
        case.status = "in Abstimmung"
        flag_modified(case, "status")
        kept = _ask(unit, row, plan, before)
        unit.session.flush()
        unit.log(case.name, f"case:{case.id}", f"Plan {plan.id} zur Abstimmung gestellt. {kept}")
        return row.id

    return write(store, actor, Act.PROPOSE, token, work)


def _check_proposable(session: Session, case: CaseRow, plan: PlanRow) -> None:
    check_step(case.status, "in Abstimmung")
    before = in_force(session, case.id)
    if before is not None and before.plan_id == plan.id:
        raise ConflictError("Dieser Plan steht schon zur Abstimmung.")
    if session.scalar(select(ProposalRow.id).where(ProposalRow.plan_id == plan.id)):
        raise StateError("Dieser Plan stand schon einmal zur Abstimmung; bitte neu berechnen.")
    why = outdated(session, plan)
    if why:
        raise StateError(f"Der Plan ist veraltet: {why} Bitte neu berechnen.")


def _ask(unit: Unit, proposal: ProposalRow, plan: PlanRow, before: ProposalRow | None) -> str:
    """Write a consent to be asked for every party; answers to the same substance are carried over."""
    old = find(unit.session, PlanRow, before.plan_id, "Den Plan") if before else None
    stands = old is not None and old.substance == plan.substance
    answers = _answers(unit.session, before) if before and stands else {}
    for party in stored_parties(plan):
        unit.session.add(_consent(unit, proposal, plan, party, answers.get((party.kind, party.key))))
    if old is None:
        return "Alle Beteiligten werden gefragt."
    if stands:
        return "Übergaben und Beträge sind gleich: Zustimmungen bleiben bestehen."
    return "Übergaben oder Beträge haben sich geändert: Frühere Zustimmungen sind hinfällig."


def _answers(session: Session, proposal: ProposalRow) -> dict[tuple[str, str], ConsentRow]:
    rows = session.scalars(select(ConsentRow).where(ConsentRow.proposal_id == proposal.id))
    return {(row.kind, row.key): row for row in rows if row.status != "offen"}


def _consent(unit: Unit, proposal: ProposalRow, plan: PlanRow, party: Party, old: ConsentRow | None) -> ConsentRow:
    status: ConsentStatus = "offen" if party.required else "nicht erforderlich"
    carried = old if old is not None and (party.required or old.status != "nicht erforderlich") else None
    return ConsentRow(
        case_id=proposal.case_id,
        proposal_id=proposal.id,
        plan_hash=plan.plan_hash,
        kind=party.kind,
        key=party.key,
        name=party.name,
        required=party.required,
        ground=party.reason,
        status=carried.status if carried else status,
        day=carried.day if carried else None,
        resolution=carried.resolution if carried else "",
        reason=carried.reason if carried else "" if party.required else party.reason,
        carried_from=carried.id if carried else None,
        at=carried.at if carried else unit.now,
        person_id=carried.person_id if carried else unit.person,
    )
