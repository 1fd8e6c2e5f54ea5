"""A scenario in, an audited plan out: the one function that the rest of the world calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from optimizer.cases.case import work_out
from optimizer.model.case import Case, Option
from optimizer.model.dataset import Dataset, Pin
from optimizer.model.errors import CheckFailed, UsageError
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover, NotUsed, OutageResult, Plan, PotUse
from optimizer.plans.audit import audit
from optimizer.plans.cents import pay, round_hours
from optimizer.plans.pins import contradiction, earlier_hours, pins_by_option, refuse_pins_without_option
from optimizer.plans.reached import goal_values
from optimizer.plans.warnings import warnings_of
from optimizer.program.decisions import Key, Takeovers
from optimizer.program.optimum import best_takeovers, write_lp
from optimizer.program.parts import parts
from optimizer.program.solver import Clock, Infeasible, SolverName, solver_label

PROGRAM = "staffelstab 0.1.0"

PartHours = Callable[[Case, tuple[Option, ...], Mapping[Key, Fraction] | None], Mapping[Option, Fraction]]
"""Gives the weekly hours of every option of one part of a case; the last argument is an earlier plan's hours."""


def make_plan(
    dataset: Dataset,
    scenario: str,
    *,
    solver: SolverName = "highs",
    previous: Plan | None = None,
    time_limit: float | None = None,
    lp_file: Path | None = None,
) -> Outcome:
    """The best redistribution for a scenario, to the cent and audited.

    Raises `InputError` (unknown scenario, overlapping outages), `UsageError` (goal Stetigkeit without `previous`),
    `PinContradiction`, `NoProof` (time limit in seconds) or `CheckFailed` (a rule is broken; nothing is shown).
    """
    case = work_out(dataset, scenario)
    refuse_pins_without_option(case)
    clock = Clock(time_limit)
    solve = SolvedParts(solver, clock)
    try:
        plan = plan_case(case, previous=previous, solver=solver, clock=clock, hours_of=solve)
    except Infeasible:
        raise contradiction(case, earlier_hours(case, previous) if previous else None, solver, clock) from None
    if lp_file:
        earlier = earlier_hours(case, previous) if previous else None
        write_lp(Takeovers(case, case.options, earlier), lp_file)
    if broken := audit(dataset, scenario, plan, previous=previous):
        raise CheckFailed(
            "Die Nachprüfung verwirft den Plan: " + "; ".join(f"{row.rule}: {row.text}" for row in broken)
        )
    plan = replace(plan, verified=True)
    return Outcome(plan, case, warnings_of(case, plan))


def plan_case(
    case: Case,
    *,
    previous: Plan | None = None,
    solver: SolverName = "highs",
    clock: Clock | None = None,
    hours_of: PartHours | None = None,
) -> Plan:
    """The best plan of a case that is worked out already, also of a changed copy; to the cent, not audited.

    `hours_of` gives the hours of one part; it may know them from before. Raises `Infeasible` where pins ask for more
    than the rules allow, `UsageError` (goal Stetigkeit without `previous`) or `NoProof`.
    """
    if "Stetigkeit" in case.dataset.rules.goals and previous is None:
        raise UsageError("Das Ziel „Stetigkeit“ braucht einen früheren Plan (--bisher plan.json).")
    clock = clock or Clock(None)
    earlier = earlier_hours(case, previous) if previous else None
    solve = hours_of or SolvedParts(solver, clock)
    hours: dict[Option, Fraction] = {}
    for part in parts(case):
        hours |= solve(case, part, earlier)
    return plan_of(case, pay(case, hours, pins_by_option(case), solver, clock), solver, previous)


class SolvedParts:
    """Solves one part after the other; `programs` keeps what was solved."""

    def __init__(self, solver: SolverName, clock: Clock) -> None:
        self._solver, self._clock = solver, clock
        self.programs: list[Takeovers] = []

    def __call__(
        self, case: Case, part: tuple[Option, ...], earlier: Mapping[Key, Fraction] | None
    ) -> Mapping[Option, Fraction]:
        """Weekly hours of every option of the part, rounded down."""
        program = Takeovers(case, part, earlier)
        self.programs.append(program)
        values = best_takeovers(program, self._solver, self._clock)
        by_name = {column.name: value for column, value in zip(program.columns, values, strict=True)}
        pins = pins_by_option(case)
        return {option: _rounded(program, option, by_name, pins) for option in program.options}


def _rounded(
    program: Takeovers, option: Option, values: Mapping[str, float], pins: Mapping[Option, tuple[Pin, ...]]
) -> Fraction:
    key = option.outage, option.capacity
    if program.grid:
        return program.grid * round(values[program.steps[key].name])
    return round_hours(program.case, option, values[program.hours[key].name], pins)


def plan_of(case: Case, handovers: tuple[Handover, ...], solver: SolverName, previous: Plan | None) -> Plan:
    """The record of handovers that are decided and paid, with what they reach in each goal."""
    used: dict[str, int] = {}
    covered: dict[int, Fraction] = {}
    for handover in handovers:
        covered[handover.outage] = covered.get(handover.outage, Fraction(0)) + handover.hours * handover.period.months
        for paid in handover.funding:
            used[paid.pot] = used.get(paid.pot, 0) + paid.cents
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
            PotUse(pot.key, pot.source, pot.year, pot.kind, pot.unit, pot.cents, used.get(pot.key, 0))
            for pot in case.pots
        ),
        not_used=_not_used(case, handovers),
    )


def _not_used(case: Case, handovers: tuple[Handover, ...]) -> tuple[NotUsed, ...]:
    made = {(handover.outage, handover.capacity) for handover in handovers}
    rows = [NotUsed(row.outage, row.capacity, tuple(row.reasons)) for row in case.exclusions]
    rows += [NotUsed(row.outage, row.capacity, ()) for row in case.options if (row.outage, row.capacity) not in made]
    return tuple(sorted(rows, key=lambda row: (row.outage, row.capacity)))
