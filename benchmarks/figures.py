"""The figures, one function each: what is set side by side, how often, and which target it has to meet."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import which
from statistics import median
from typing import Final

import pulp

from benchmarks import naive
from benchmarks.clock import Pair, clocked, in_turn
from benchmarks.districts import SCENARIO, M, S, Size, district
from benchmarks.inside import (
    CALLS,
    RUNS,
    WarmParts,
    cold_parts,
    goals_in_the_solver,
    one_pot_changed,
    reached_goals,
    solver_clock,
)
from optimizer import Dataset, Outcome, findings_of, make_plan, read_workbook, stress_test, work_out
from optimizer.insight.stress import SCENARIO as STRESS
from optimizer.insight.stress import default_period, failing
from optimizer.insight.what_if import WhatIf
from optimizer.plans.planner import plan_case
from optimizer.plans.solving import Solving

EXAMPLE: Final = Path(__file__).parents[1] / "data" / "beispiel.xlsx"
DEMO: Final = "Personalausfall Jugendclub Meerane ab September"
LARGE: Final = "Insolvenz Brückenbogen"
"""A provider of seven offerings goes bankrupt: the largest scenario of the example in which services fail."""

SAME: Final = 1e-6
"""Two optima of a goal are the same up to this, relative to their size."""

SEEDS: Final = {S.name: range(1, 11), M.name: range(1, 11)}
"""Drawn districts of one size differ: in one the solver takes twice as long as in another."""
Solver = Callable[[float], pulp.LpSolver]


@dataclass(frozen=True, slots=True)
class Figure:
    """Times of two ways in turn. The target is the most that first ÷ second may be."""

    name: str
    on: str
    target: float | None
    pairs: Sequence[Pair]
    note: str = ""
    bound: bool = False
    """The second way did not end: the true ratio is smaller still."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A scenario to be planned."""

    on: str
    dataset: Dataset
    scenario: str

    def plan(self) -> Outcome:
        """From the dataset in memory to the audited plan."""
        return make_plan(self.dataset, self.scenario)


def example() -> Trial:
    """The largest scenario of the example, with the lot rules of its office."""
    return Trial("Beispiel", read_workbook(EXAMPLE), LARGE)


def trials(size: Size, *, lots: bool = False) -> list[Trial]:
    """Districts of a size, one for each seed."""
    label = f"{size.name}, Losregeln" if lots else size.name
    return [Trial(label, district(size, seed, lots=lots), SCENARIO) for seed in SEEDS.get(size.name, (1,))]


def share_of_solver(group: Sequence[Trial], target: float | None, *, pairs: int = 3) -> Figure:
    """The whole plan ÷ the time of the solver's runs in the same plan; as a note, ÷ that of every call of it."""
    runs, calls = (_beside_solver(group, names, pairs) for names in (RUNS, CALLS))
    wider = median(whole.cpu / inside.cpu for whole, inside in calls)
    note = f"÷ jeden Aufruf des Lösers (öffnen, Modell, Grenzen, Läufe): {wider:.1f}".replace(".", ",")
    return Figure("ganzer Plan ÷ Zeit im Löser", group[0].on, target, runs, note)


def _beside_solver(group: Sequence[Trial], names: tuple[str, ...], pairs: int) -> list[Pair]:
    found: list[Pair] = []
    for trial in group:
        trial.plan()
        for _ in range(pairs):
            with solver_clock(names) as inside:
                _, whole = clocked(trial.plan)
            found.append((whole, sum(inside[1:], start=inside[0])))
    return found


def beside_naive(
    group: Sequence[Trial], target: float | None, *, monthly: bool, seconds: float, pairs: int = 2
) -> Figure:
    """The whole plan ÷ the model as one writes it with CBC, all goals; their optima compared."""
    name = f"ganzer Plan ÷ PuLP naiv mit CBC, Geld je {'Monat' if monthly else 'Jahr'}"
    solver = cbc()
    if solver is None:
        return Figure(name, group[0].on, target, (), "CBC fehlt auf diesem Rechner")
    found: list[Pair] = []
    worst, ended = 0.0, True
    for trial in group:
        for _ in range(pairs):
            case = work_out(trial.dataset, trial.scenario)
            gc.collect()  # neither way sweeps up what the other left
            _, ours = clocked(trial.plan)
            values, theirs = clocked(partial(_tried, case, solver, seconds / len(group), monthly=monthly))
            found.append((ours, theirs))
            if not values:
                ended = False
                break
        worst = max(worst, difference(values or {}, reached_goals(case)))
    return Figure(name, group[0].on, target, found, _agreement(worst, ended, "CBC"), bound=not ended)


def lot_rules(trial: Trial, *, seconds: float) -> Figure:
    """The whole plan with all lot rules ÷ the plain model in one piece with HiGHS, all goals; optima compared."""
    case = work_out(trial.dataset, trial.scenario)
    _, ours = clocked(trial.plan)
    values, theirs = clocked(lambda: _tried(case, plain_highs, seconds, monthly=False))
    worst = difference(values or {}, reached_goals(case)) if values else 0.0
    note = _agreement(worst, bool(values), "HiGHS")
    name = f"{len(case.outages)} Ausfälle, alle Losregeln ÷ schlicht in einem Stück (HiGHS)"
    return Figure(name, trial.on, 1 / 3, [(ours, theirs)], note, bound=not values)


def all_goals(group: Sequence[Trial], *, pairs: int = 5) -> Figure:
    """All goals of *Ziele* ÷ the first alone, in the solver."""
    found: list[Pair] = []
    for trial in group:
        every, first = goals_in_the_solver(work_out(trial.dataset, trial.scenario))
        every()
        found += in_turn(every, first, pairs=pairs, seconds=5)
    return Figure("alle Ziele ÷ erstes Ziel allein", group[0].on, 1.5, found)


def resolved(group: Sequence[Trial], *, pairs: int = 5) -> Figure:
    """The best takeovers after a reserve holds more, in the program that stands ÷ stated and solved anew."""
    found: list[Pair] = []
    for trial in group:
        case = work_out(trial.dataset, trial.scenario)
        warm, cold = (partial(solved, case) for solved in (WarmParts(case), cold_parts))
        found += in_turn(warm, cold, pairs=pairs, seconds=5)
    return Figure("Optimum nach geänderter Grenze ÷ neu aufgestellt", group[0].on, 1 / 4, found)


def replanned(group: Sequence[Trial], *, pairs: int = 3) -> Figure:
    """A new plan to the cent after a reserve holds more, by what earlier questions left ÷ the same from nothing."""
    found: list[Pair] = []
    for trial in group:
        outcome = trial.plan()
        asked = WhatIf(outcome)
        asked.solve(one_pot_changed(outcome.case, 50_000))
        for number in range(pairs):
            warm, cold = (one_pot_changed(outcome.case, 100_000 + number) for _ in range(2))
            found += in_turn(partial(asked.solve, warm), partial(plan_case, cold, Solving()), pairs=1, seconds=9)
    return Figure("neuer Plan nach geänderter Grenze ÷ kalt", group[0].on, 1 / 4, found)


def explained(trial: Trial) -> Figure:
    """Everything that is said about one plan ÷ that plan."""
    outcome = trial.plan()
    found, one = clocked(partial(findings_of, outcome, trial.dataset))
    note = "alles gefragt" if found.complete else "bis zum erlaubten Umfang gefragt"
    pairs = [(one, clocked(trial.plan)[1]) for _ in range(5)]
    return Figure("alle Erklärungen ÷ ein Plan", trial.on, 50, pairs, note)


def stress_tested(dataset: Dataset, target: float, *, seconds: float) -> Figure:
    """Every offering failing in turn, with cents and reasons ÷ the goals alone of the same cases, naively with CBC."""
    name = "Stresstest ÷ Schleife, PuLP naiv mit CBC, Geld je Monat"
    solver = cbc()
    if solver is None:
        return Figure(name, "Beispiel", target, (), "CBC fehlt auf diesem Rechner")
    period = default_period(dataset)
    tested, ours = clocked(partial(stress_test, dataset, period=period))

    def loop() -> bool:
        cases = [
            work_out(failing(dataset, [dataset.offering[key] for key in row.offerings], period), STRESS)
            for row in tested.rows
        ]
        return all(_tried(case, solver, seconds / len(cases), monthly=True) is not None for case in cases)

    ended, theirs = clocked(loop)
    return Figure(name, f"Beispiel, {len(tested.rows)} Ausfälle", target, [(ours, theirs)], bound=not ended)


def cbc() -> Solver | None:
    """CBC as PuLP brings it, or the one on the path; None where there is none."""
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="pulp|benchmarks")
    ways: list[Solver] = []
    if hasattr(pulp, "PULP_CBC_CMD"):
        ways.append(lambda left: pulp.PULP_CBC_CMD(msg=False, timeLimit=left))
    ways += [lambda left: pulp.COIN_CMD(msg=False, timeLimit=left, path=which("cbc"))]
    for way in ways:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if way(1.0).available():
                return way
    return None


def plain_highs(left: float) -> pulp.LpSolver:
    """HiGHS as PuLP opens it, to a gap of nothing; one thread, as the program has."""
    return pulp.HiGHS(msg=False, timeLimit=left, threads=1, gapRel=0.0)


def difference(values: dict[str, float], ours: dict[str, float]) -> float:
    """The greatest relative difference of a goal's optimum."""
    return max((abs(value - ours[name]) / max(1.0, abs(ours[name])) for name, value in values.items()), default=0.0)


def _tried(case: object, solver: Solver, seconds: float, *, monthly: bool) -> dict[str, float] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return naive.goal_values(case, solver, seconds, monthly=monthly)  # type: ignore[arg-type]
        except naive.TimeUp:
            return None


def _agreement(worst: float, ended: bool, name: str) -> str:
    if not ended:
        return f"{name} wurde nicht fertig: untere Schranke"
    return "Optima gleich" if worst <= SAME else f"Optima bis {worst:.0e} verschieden ({name} hält Ziele nur ungefähr)"


def plans(quick: bool) -> Iterator[Callable[[], Figure]]:
    """The figures of the solver, in the order in which they are printed."""
    district_s, district_m = trials(S), trials(M)
    yield partial(share_of_solver, [example()], 5)
    yield partial(share_of_solver, district_s, 5)
    yield partial(share_of_solver, district_m, 2)
    for monthly in (False, True):
        yield partial(beside_naive, [example()], 1 / 20, monthly=monthly, seconds=10)
        yield partial(beside_naive, district_s, 1 / 20, monthly=monthly, seconds=10)
        pairs = 1 if monthly else 2
        yield partial(beside_naive, district_m[:3], 1 / 100, monthly=monthly, seconds=60, pairs=pairs)
    yield partial(all_goals, [example()])
    yield partial(all_goals, district_s)
    yield partial(all_goals, district_m)
    for figure in (resolved, replanned):
        yield partial(figure, district_s)
        yield partial(figure, district_m)
    yield partial(stress_tested, read_workbook(EXAMPLE), 1 / 20, seconds=120)
    if not quick:
        yield partial(explained, example())
        yield partial(lot_rules, trials(M, lots=True)[0], seconds=90)
