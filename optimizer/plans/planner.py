"""A scenario in, an audited plan out: the one function that the rest of the world calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from optimizer.cases.case import work_out
from optimizer.model.case import Case, NotUsed, Option
from optimizer.model.dataset import Dataset
from optimizer.model.errors import CheckFailed, UsageError
from optimizer.model.exact import total
from optimizer.model.outcome import Outcome
from optimizer.model.pair import by_outage
from optimizer.model.plan import Handover, OutageResult, Plan, PotUse, paid_by_pot
from optimizer.plans.audit import audit
from optimizer.plans.cents import pay
from optimizer.plans.earlier import earlier_hours
from optimizer.plans.pins import contradiction, refuse_pins_without_option
from optimizer.plans.reached import goal_values
from optimizer.plans.solving import Solving
from optimizer.plans.sweeping import unswept
from optimizer.plans.warnings import warnings_of
from optimizer.program.optimum import write_lp
from optimizer.program.parts import parts
from optimizer.program.solver import Clock, Infeasible, SolverName, solver_label

PROGRAM = "staffelstab 0.1.0"


@unswept()
def make_plan(
    dataset: Dataset,
    scenario: str,
    *,
    solver: SolverName = "highs",
    previous: Plan | None = None,
    time_limit: float | None = None,
    lp_file: Path | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Outcome:
    """The best redistribution for a scenario, to the cent and audited.

    Raises `InputError` (unknown scenario, overlapping outages), `UsageError` (goal Stetigkeit without `previous`),
    `PinContradiction`, `NoProof` (the time limit in seconds is over, or `stopped`, asked now and then, says so) or
    `CheckFailed` (a rule is broken; nothing is shown).
    """
    case = work_out(dataset, scenario)
    earlier = earlier_hours(case, previous)
    refuse_pins_without_option(case)
    solving = Solving(solver, Clock(time_limit, stopped))
    try:
        plan = plan_case(case, solving, previous=previous)
    except Infeasible:
        raise contradiction(case, earlier, solver, solving.clock) from None
    if lp_file:
        write_lp(case, earlier, lp_file)
    if broken := audit(dataset, scenario, plan, previous=previous):
        raise CheckFailed(
            "Die Nachprüfung verwirft den Plan: " + "; ".join(f"{row.rule}: {row.text}" for row in broken)
        )
    plan = replace(plan, verified=True)
    return Outcome(plan, case, warnings_of(case, plan))


def plan_case(case: Case, solving: Solving, *, previous: Plan | None = None) -> Plan:
    """The best plan of a case that is worked out already, also of a changed copy; to the cent, not audited.

    Raises `Infeasible` where pins ask for more than the rules allow, `UsageError` (goal Stetigkeit without `previous`)
    or `NoProof`.
    """
    if "Stetigkeit" in case.dataset.rules.goals and previous is None:
        raise UsageError("Das Ziel „Stetigkeit“ braucht einen früheren Plan (--bisher plan.json).")
    earlier = earlier_hours(case, previous)
    hours: dict[Option, Fraction] = {}
    for part in parts(case):
        hours |= solving.hours(case, part, earlier)
    return plan_of(case, pay(case, hours, solving), solving.solver, previous)


def plan_of(case: Case, handovers: tuple[Handover, ...], solver: SolverName, previous: Plan | None) -> Plan:
    """The record of handovers that are decided and paid, with what they reach in each goal."""
    used = paid_by_pot(handovers)
    covered = {number: total(row.hour_months for row in rows) for number, rows in by_outage(handovers).items()}
    return Plan(
        scenario=case.scenario,
        input_sha256=case.dataset.sha256,
        program=PROGRAM,
        solver=solver_label(solver),
        status="optimal",
        goals=goal_values(case, handovers, previous),
        outages=tuple(
            OutageResult(
                outage.number,
                outage.offering,
                outage.period,
                outage.hours,
                covered.get(outage.number, Fraction(0)),
                outage.lost_hour_months,
            )
            for outage in case.outages
        ),
        handovers=handovers,
        freed=tuple(sorted(case.freed, key=lambda row: (row.outage, row.source, row.year))),
        pots=tuple(
            PotUse(pot.key, pot.source, pot.year, pot.kind, pot.unit, pot.cents, used[pot.key]) for pot in case.pots
        ),
        not_used=_not_used(case, handovers),
    )


def _not_used(case: Case, handovers: tuple[Handover, ...]) -> tuple[NotUsed, ...]:
    made = {handover.key for handover in handovers}
    idle = [NotUsed(row.outage, row.capacity, ()) for row in case.options if row.key not in made]
    return tuple(sorted([*case.exclusions, *idle]))
