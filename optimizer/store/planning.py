"""Plans in the store: saving what was planned, and reading it again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from optimizer.model.errors import CheckFailed
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Plan
from optimizer.store.basis import Basis, Ground, case_ground, outdated, scenario_ground
from optimizer.store.consents import Party, required_parties
from optimizer.store.engine import Store, Unit, reading, write
from optimizer.store.errors import ConflictError, ForbiddenError, StateError
from optimizer.store.lookup import clean, find, in_force, last_change, names, own_case, own_seats
from optimizer.store.records import PlanKind, StoredPlan
from optimizer.store.rights import Act, Actor
from optimizer.store.sight import visible_plan
from optimizer.store.states import check_open
from optimizer.store.tables import CaseRow, PlanRow, ScenarioRow
from optimizer.store.validity import digest, substance


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan to be kept: what planning gave back, the basis it was made on, and how people call it."""

    basis: Basis
    outcome: Outcome
    kind: PlanKind = "base"
    label: str = ""


def save_plan(store: Store, actor: Actor, draft: Draft, *, token: str) -> int:
    """Keep a verified plan with the hash of its data and settings. Gives the plan's number.

    Raises `CheckFailed` for an unverified plan, `ConflictError` when data or cases changed while it was made.
    """

    def work(unit: Unit) -> int:
        _check_draft(unit.session, draft)
        row = _plan_row(unit, draft)
        unit.session.add(row)
        unit.session.flush()
        unit.log(draft.basis.scenario, f"plan:{row.id}", f"Plan {row.id} gespeichert, SHA-256 {row.plan_hash}.")
        return row.id

    return write(store, actor, Act.PLAN, token, work)


def _check_draft(session: Session, draft: Draft) -> None:
    basis, plan = draft.basis, draft.outcome.plan
    if not plan.verified:
        raise CheckFailed("Ein Plan, der die Prüfung nicht bestanden hat, wird nicht gespeichert.")
    if plan.scenario != basis.scenario:
        raise StateError(f"Der Plan gehört zu „{plan.scenario}“, nicht zu „{basis.scenario}“.")
    if not basis.reserved and plan.input_sha256 != basis.data_sha256:
        raise StateError("Der Plan wurde auf anderen Daten berechnet als denen, zu denen er gehören soll.")
    if basis.case_id is not None:
        case = find(session, CaseRow, basis.case_id, "Den Fall")
        check_open(case.status)
        now = case_ground(session, case)
    else:
        now = scenario_ground(session, find(session, ScenarioRow, basis.scenario_id or 0, "Das Szenario"))
    if now.inputs_hash != basis.inputs_hash:
        raise ConflictError(_what_changed(session, basis, now))


def _what_changed(session: Session, basis: Basis, now: Ground) -> str:
    """What a plan rests on is another by now: who has changed what."""
    if now.data.id != basis.data_id:
        return last_change(session, f"data:{now.data.id}")
    if basis.case_id is not None and (now.setup, now.lasting) != (basis.setup, basis.lasting):
        return last_change(session, f"case:{basis.case_id}")
    return "Andere Fälle haben inzwischen Mittel oder Stunden belegt oder freigegeben. Bitte den neuen Stand prüfen."


def _plan_row(unit: Unit, draft: Draft) -> PlanRow:
    basis, outcome = draft.basis, draft.outcome
    text = outcome.plan.to_json()
    data = outcome.case.dataset
    return PlanRow(
        case_id=basis.case_id,
        scenario_id=basis.scenario_id,
        kind=draft.kind,
        label=clean(draft.label, "Bezeichnung", limit=200),
        data_id=basis.data_id,
        setup=basis.setup.to_json(),
        based_on=json.dumps([held.plan_hash for held in basis.reserved]),
        inputs_hash=basis.inputs_hash,
        plan_hash=digest(text),
        substance=substance(outcome.plan),
        content=text.encode(),
        warnings=json.dumps(outcome.warnings, ensure_ascii=False),
        parties=json.dumps([asdict(party) for party in required_parties(outcome, basis.lasting)], ensure_ascii=False),
        seats=json.dumps({row.offering: data.offering[row.offering].ags for row in outcome.case.outages}),
        sources=json.dumps({row.key: row.ags for row in data.sources if row.ags}),
        at=unit.now,
        person_id=unit.person,
    )


def stored_parties(plan: PlanRow) -> tuple[Party, ...]:
    """Who must agree to a stored plan, as found when it was saved."""
    return tuple(Party(**row) for row in json.loads(plan.parties))


def plans(
    store: Store, actor: Actor, *, case_id: int | None = None, scenario_id: int | None = None
) -> tuple[StoredPlan, ...]:
    """The stored plans of a case or of a scenario, newest first, each with why it is *veraltet*, if it is.

    A municipality sees the one plan that was put to the vote.
    """
    with reading(store, actor) as session:
        if case_id is not None:
            own_case(session, actor, case_id)
        elif actor.bound:
            raise ForbiddenError("Szenarien sind Planungen des Landkreises.")
        wanted = PlanRow.case_id == case_id if case_id is not None else PlanRow.scenario_id == scenario_id
        rows = session.scalars(select(PlanRow).where(wanted).order_by(PlanRow.id.desc()))
        visible = [row for row in rows if not actor.bound or _is_in_force(session, row)]
        return tuple(_records(session, visible, actor))


def _records(session: Session, rows: Iterable[PlanRow], actor: Actor) -> Iterator[StoredPlan]:
    people = names(session)
    for row in rows:
        yield StoredPlan(
            id=row.id,
            case_id=row.case_id,
            scenario_id=row.scenario_id,
            kind=cast("PlanKind", row.kind),
            label=row.label,
            data_id=row.data_id,
            plan_hash=row.plan_hash,
            inputs_hash=row.inputs_hash,
            substance=row.substance,
            warnings=() if actor.bound else tuple(json.loads(row.warnings)),
            outdated=outdated(session, row),
            at=row.at,
            by=people[row.person_id],
        )


def plan_of(store: Store, actor: Actor, plan_id: int) -> Plan:
    """The plan itself; a municipality gets its own part of it. Raises `CheckFailed` if it was tampered with."""
    with reading(store, actor) as session:
        row = find(session, PlanRow, plan_id, f"Den Plan {plan_id}")
        _check_sight(session, actor, row)
        text = row.content.decode()
        if digest(text) != row.plan_hash:
            raise CheckFailed(f"Der gespeicherte Plan {plan_id} passt nicht zu seinem Fingerabdruck.")
        sources = {key for key, ags in json.loads(row.sources).items() if ags == actor.ags}
        own = own_seats(row, actor)
    plan = Plan.from_json(text)
    return visible_plan(plan, own, sources) if actor.bound else plan


def _check_sight(session: Session, actor: Actor, row: PlanRow) -> None:
    if not actor.bound:
        return
    if row.case_id is None or not _is_in_force(session, row):
        raise ForbiddenError("Entwürfe und Szenarien sind Planungen des Landkreises.")
    own_case(session, actor, row.case_id)


def _is_in_force(session: Session, row: PlanRow) -> bool:
    proposal = in_force(session, row.case_id) if row.case_id else None
    return proposal is not None and proposal.plan_id == row.id
