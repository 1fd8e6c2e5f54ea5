"""A case on the desk: its basis, its plan, and what the store says of both. No streamlit widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboards import planning, state
from dashboards.state import Desk
from optimizer import Outcome, confirm, read_workbook, store, work_out


@dataclass(frozen=True, slots=True)
class Work:
    """`best` is the best plan on today's basis; `outcome` the plan that counts: in force, else the best.

    `in_force` is the stored plan put to the vote or decided, `drafts` the plans stored before.
    """

    case: store.StoredCase
    basis: store.Basis
    best: Outcome
    outcome: Outcome
    in_force: store.StoredPlan | None
    drafts: tuple[store.StoredPlan, ...]

    @property
    def outdated(self) -> str:
        """Why the plan in force is *veraltet*; empty where it is not, or there is none."""
        return self.in_force.outdated if self.in_force else ""

    @property
    def mark(self) -> str:
        """Names what is shown of the case: with it the figures change."""
        return f"{self.case.id}:{self.case.version}:{self.basis.inputs_hash}"

    @property
    def deviates(self) -> bool:
        """Is the plan in force another one than the best?"""
        return self.outcome.plan != self.best.plan


def open_case(desk: Desk, case: store.StoredCase) -> Work:
    """The case with its plan. Raises what planning raises (`PinContradiction` names the pins)."""
    kept = store.plans(desk.db, desk.me, case_id=case.id)
    in_force = next((row for row in kept if row.id == case.plan_id), None)
    if case.decided and in_force is not None:
        outcome, basis = _decided(desk, in_force)
        return Work(case, basis, outcome, outcome, in_force, kept)
    basis = store.basis_of_case(desk.db, desk.me, case.id)
    best = planning.planned(basis)
    counts = best
    if in_force is not None and not in_force.outdated:
        counts = replace(best, plan=store.plan_of(desk.db, desk.me, in_force.id))
    return Work(case, basis, best, counts, in_force, kept)


def _decided(desk: Desk, kept: store.StoredPlan) -> tuple[Outcome, store.Basis]:
    """A decided plan with the case it was made for, whatever the data say by now."""
    basis = store.basis_of_plan(desk.db, desk.me, kept.id)
    plan = store.plan_of(desk.db, desk.me, kept.id)
    key = f"{kept.plan_hash}:{basis.inputs_hash}"
    found = state.solved("case", key, lambda: work_out(store.planning_dataset(basis, read_workbook), basis.scenario))
    return Outcome(plan, found, kept.warnings), basis


def without_pins(work: Work) -> Outcome:
    """The best plan if nothing were pinned: the optimum against which pins have their price."""
    return planning.planned(replace(work.basis, setup=replace(work.basis.setup, pins=())))


def put_to_vote(desk: Desk, work: Work, outcome: Outcome, label: str, token: str) -> int:
    """Store the plan and put it to the vote. Both steps bear the token, so a repeated click does nothing twice.

    `work` is the case as the person saw it: the store refuses where it, or what its plan rests on, is another by now.
    Raises `CheckFailed` where PuLP does not confirm the plan.
    """
    confirm(outcome)
    best = outcome.plan == work.best.plan
    draft = store.Draft(work.basis, outcome, "base" if best else "alternative", label)
    plan_id = store.save_plan(desk.db, desk.me, draft, token=f"{token}:plan")
    return store.propose(desk.db, desk.me, plan_id, seen=work.case.version, token=token)


def changes(desk: Desk, work: Work) -> tuple[str, ...]:
    """What the best plan of today changes against the plan in force, and for its consents, in German sentences."""
    if work.in_force is None:
        return ()
    data = work.best.case.dataset
    names = {row.key: row.name for row in data.providers} | {row.key: row.name for row in data.sources}
    names |= {row.key: row.title for row in data.offerings}
    told = store.differences(store.plan_of(desk.db, desk.me, work.in_force.id), work.best.plan, names)
    if not told:
        return ("Übergaben und Beträge sind gleich: Erteilte Zustimmungen bleiben bestehen.",)
    return (lapsing(store.consents(desk.db, desk.me, work.case.id)), *told)


def lapsing(found: Iterable[store.Consent]) -> str:
    """What putting another plan to the vote does to the consents that are given already."""
    given = sum(row.status == "zugestimmt" for row in found)
    if not given:
        return "Noch hat niemand zugestimmt; es erlischt keine Zustimmung."
    what = "Eine Zustimmung erlischt" if given == 1 else f"{given} Zustimmungen erlöschen"
    return f"{what}, sobald ein anderer Plan zur Abstimmung steht; alle werden neu gefragt."
