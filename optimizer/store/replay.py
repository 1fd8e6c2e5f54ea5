"""What a stored plan was made on, so that its papers can be written long after data and other cases have moved on."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from optimizer.model.plan import Plan
from optimizer.store.basis import Basis, Reservation
from optimizer.store.engine import Store, reading
from optimizer.store.lookup import find
from optimizer.store.rights import Act, Actor
from optimizer.store.setup import Setup
from optimizer.store.tables import CaseRow, DataRow, PlanRow, ScenarioRow


def basis_of_plan(store: Store, actor: Actor, plan_id: int) -> Basis:
    """The basis on which the plan was made, whatever happened since. Not for a municipality: it holds everybody's data.

    `work_out` on its `planning_dataset` gives the case to which the plan from `plan_of` belongs.
    """
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        row = find(session, PlanRow, plan_id, f"Den Plan {plan_id}")
        data = find(session, DataRow, row.data_id, f"Die Datenfassung {row.data_id}")
        case = session.get(CaseRow, row.case_id) if row.case_id is not None else None
        scenario = session.get(ScenarioRow, row.scenario_id) if row.scenario_id is not None else None
        return Basis(
            case_id=row.case_id,
            scenario_id=row.scenario_id,
            scenario=case.name if case else scenario.name if scenario else "",
            data_id=data.id,
            data_sha256=data.sha256,
            workbook=data.content,
            setup=Setup.from_json(row.setup),
            lasting=case.lasting if case else None,
            reserved=tuple(_held(session, plan_hash) for plan_hash in json.loads(row.based_on)),
        )


def _held(session: Session, plan_hash: str) -> Reservation:
    """A plan of another case that was set aside at that time, by its hash."""
    row = session.scalars(select(PlanRow).where(PlanRow.plan_hash == plan_hash).limit(1)).one()
    case = find(session, CaseRow, row.case_id or 0, "Den Fall")
    return Reservation(case.name, Setup.from_json(row.setup), Plan.from_json(row.content.decode()), plan_hash)
