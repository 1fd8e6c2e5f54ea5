"""What a case is planned on: the data in force, its own setup, and what other cases have set aside before it.

Decided cases come first; a case that is being voted on keeps its place in the queue from its first proposal. So two
open cases never wait for each other, and no euro and no hour is promised twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from optimizer.model.dataset import Dataset, Pin, PinKind
from optimizer.model.errors import UsageError
from optimizer.model.plan import Plan
from optimizer.store.engine import Store, reading
from optimizer.store.errors import StateError
from optimizer.store.lookup import find, in_force, latest_data, own_case
from optimizer.store.rights import Act, Actor
from optimizer.store.setup import Setup, applied
from optimizer.store.states import DECIDED, RESERVING
from optimizer.store.tables import CaseRow, DataRow, PinRow, PlanRow, ProposalRow, ScenarioRow
from optimizer.store.validity import inputs_hash


@dataclass(frozen=True, slots=True)
class Reservation:
    """A plan of another case that is decided or voted on: its money and hours are taken."""

    scenario: str
    setup: Setup
    plan: Plan
    plan_hash: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything a plan rests on. Build its dataset with `planning_dataset`, plan, and hand it back with the plan."""

    case_id: int | None
    scenario_id: int | None
    scenario: str
    data_id: int
    data_sha256: str
    workbook: bytes
    setup: Setup
    lasting: bool | None
    reserved: tuple[Reservation, ...]

    @property
    def inputs_hash(self) -> str:
        """The hash that a plan on this basis belongs to."""
        return inputs_hash(self.data_sha256, self.setup, self.lasting, (held.plan_hash for held in self.reserved))


def basis_of_case(store: Store, actor: Actor, case_id: int) -> Basis:
    """What the case must be planned on now. Not for a municipality: it holds everybody's data."""
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        case = own_case(session, actor, case_id)
        return _basis(case_ground(session, case), case.name, case_id=case.id)


def basis_of_scenario(store: Store, actor: Actor, scenario_id: int) -> Basis:
    """What the scenario is planned on: its data version, and decided and pending cases where it says so."""
    with reading(store, actor, Act.READ_WORKBOOK) as session:
        row = find(session, ScenarioRow, scenario_id, f"Das Szenario {scenario_id}")
        return _basis(scenario_ground(session, row), row.name, scenario_id=row.id)


def planning_dataset(basis: Basis, read: Callable[[bytes], Dataset]) -> Dataset:
    """The dataset to plan on: the workbook, folded with every reservation in turn, with the basis's own scenario.

    Pure. Raises what reading and carrying forward raise; `StateError` where a reservation no longer fits the data.
    """
    dataset = reserved_dataset(read(basis.workbook), basis.reserved)
    return applied(basis.setup, dataset, basis.scenario)


def reserved_dataset(dataset: Dataset, reserved: tuple[Reservation, ...]) -> Dataset:
    """The dataset after each of these plans has taken its money and hours, in order (model: *After the decision*)."""
    from optimizer.plans.carry import carry_forward

    for held in reserved:
        try:
            after = carry_forward(applied(held.setup, dataset, held.scenario), held.plan)
        except (KeyError, ValueError, UsageError) as error:
            raise StateError(
                f"„{held.scenario}“ passt nicht mehr zu den Daten ({error}). Enthalten sie den Fall schon, "
                "bitte beim Hochladen angeben."
            ) from error
        dataset = replace(applied(Setup(), after, held.scenario), rules=dataset.rules)
    return dataset


@dataclass(frozen=True, slots=True)
class Ground:
    """A basis in the database's own terms: cheap to compare, for no workbook or plan is unpacked."""

    data: DataRow
    setup: Setup
    lasting: bool | None
    held: tuple[tuple[CaseRow, PlanRow], ...]

    @property
    def inputs_hash(self) -> str:
        """The same as that of the basis made of it."""
        return inputs_hash(self.data.sha256, self.setup, self.lasting, self.based_on)

    @property
    def based_on(self) -> list[str]:
        """Hashes of the plans that are folded in."""
        return [plan.plan_hash for _, plan in self.held]


def case_ground(session: Session, case: CaseRow, *, apart_from: PlanRow | None = None) -> Ground:
    """The ground of a case. `apart_from` leaves out cases that were planned around that plan of this very case."""
    data = latest_data(session)
    setup = replace(Setup.from_json(case.setup), pins=_pins(session, case))
    return Ground(data, setup, case.lasting, _held(session, data, case, apart_from))


def scenario_ground(session: Session, row: ScenarioRow) -> Ground:
    """The ground of a scenario."""
    data = find(session, DataRow, row.data_id, f"Die Datenfassung {row.data_id}")
    held = _held(session, data, None, None) if row.on_cases else ()
    return Ground(data, Setup.from_json(row.setup), None, held)


def _basis(ground: Ground, scenario: str, *, case_id: int | None = None, scenario_id: int | None = None) -> Basis:
    return Basis(
        case_id=case_id,
        scenario_id=scenario_id,
        scenario=scenario,
        data_id=ground.data.id,
        data_sha256=ground.data.sha256,
        workbook=ground.data.content,
        setup=ground.setup,
        lasting=ground.lasting,
        reserved=tuple(_reservation(case, plan) for case, plan in ground.held),
    )


def outdated(session: Session, plan: PlanRow) -> str:
    """Why a plan is *veraltet*, in German; empty while it is in force. A decided case's plan never is."""
    now = _ground_now(session, plan)
    if now is None or now.inputs_hash == plan.inputs_hash:
        return ""
    if now.data.sha256 != find(session, DataRow, plan.data_id, "Die Datenfassung").sha256:
        return "Es gibt neuere Daten."
    if sorted(now.based_on) != sorted(json.loads(plan.based_on)):
        return "Andere Fälle haben seither Mittel oder Stunden belegt oder freigegeben."
    return "Ausfall, Dauer, Annahmen oder Vorgaben wurden seither geändert."


def _ground_now(session: Session, plan: PlanRow) -> Ground | None:
    if plan.scenario_id is not None:
        return scenario_ground(session, find(session, ScenarioRow, plan.scenario_id, "Das Szenario"))
    case = find(session, CaseRow, cast("int", plan.case_id), "Den Fall")
    return None if case.status in DECIDED else case_ground(session, case, apart_from=plan)


def _pins(session: Session, case: CaseRow) -> tuple[Pin, ...]:
    rows = session.scalars(select(PinRow).where(PinRow.case_id == case.id).order_by(PinRow.id))
    return tuple(
        Pin("", row.offering, row.capacity, cast("PinKind", row.kind), Fraction(row.hours) if row.hours else None)
        for row in rows
        if not row.withdrawn
    )


def _held(
    session: Session, data: DataRow, own: CaseRow | None, apart_from: PlanRow | None
) -> tuple[tuple[CaseRow, PlanRow], ...]:
    """Cases that hold money before `own`, with their plans in force, in the order in which those were made."""
    contained = set(json.loads(data.contains))
    first = select(ProposalRow.case_id, func.min(ProposalRow.id)).group_by(ProposalRow.case_id)
    firsts = {row[0]: row[1] for row in session.execute(first)}
    place = firsts.get(own.id) if own else None
    held = []
    for case in session.scalars(select(CaseRow).where(CaseRow.status.in_(RESERVING))):
        later = case.status not in DECIDED and place is not None and firsts[case.id] > place
        if case.id in contained or later or (own is not None and case.id == own.id):
            continue
        plan = _plan_in_force(session, case)
        if apart_from is None or apart_from.plan_hash not in json.loads(plan.based_on):
            held.append((case, plan))
    return tuple(sorted(held, key=lambda pair: pair[1].id))


def _plan_in_force(session: Session, case: CaseRow) -> PlanRow:
    proposal = in_force(session, case.id)
    return find(session, PlanRow, proposal.plan_id if proposal else 0, "Den Plan")


def _reservation(case: CaseRow, plan: PlanRow) -> Reservation:
    return Reservation(case.name, Setup.from_json(plan.setup), Plan.from_json(plan.content.decode()), plan.plan_hash)
