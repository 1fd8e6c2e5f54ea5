"""Whole numbers: what the linear program proves is not searched for, and what is cut off holds no better plan."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random

import highspy
import numpy as np
import pytest

from optimizer.program import highs
from optimizer.program.arrays import Arrays, Floats
from optimizer.program.in_pulp import Expression, InPulp
from optimizer.program.linear import Linear
from optimizer.program.mixed import Mixed
from optimizer.program.solver import BranchingEngine, Clock, Engines, Infeasible, LinearEngine, engines
from tests.program.test_lexicographic import Said, costs, program, shared_ten, solver

__all__ = ["solver"]
MOST = 3


@dataclass
class Counted:
    """The engines of a solver, with every call of branch and bound counted."""

    inside: Engines
    searches: int = 0

    def linear(self, arrays: Arrays, clock: Clock) -> LinearEngine:
        return self.inside.linear(arrays, clock)

    def branching(self, arrays: Arrays, clock: Clock) -> BranchingEngine:
        engine = self.inside.branching(arrays, clock)
        search = engine.minimise

        def counted(cost: Floats, start: Floats | None) -> Floats:
            self.searches += 1
            return search(cost, start)

        engine.minimise = counted  # type: ignore[method-assign]
        return engine


def odd(small: InPulp, columns: list[Expression]) -> None:
    small.row(("odd",), 2 * columns[0] + 2 * columns[1] <= 7)


@pytest.mark.parametrize(("rows", "searches"), [(shared_ten, 0), (odd, 2)])
def test_branch_and_bound_only_where_the_linear_program_does_not_prove_it(rows: Said, searches: int) -> None:
    counted = Counted(engines("highs"))
    mixed = Mixed(program(["I", "I"], rows), counted, Clock(None))
    for cost in (costs(-2, -3), costs(-1, 0)):
        mixed.minimise(cost)
        mixed.keep(cost)
    assert counted.searches == searches


def test_sums_of_whole_numbers_step_by_one(solver: Engines) -> None:
    """Three and a half is as good a proof of three as three."""
    counted = Counted(solver)
    mixed = Mixed(program(["I", "I"], odd), counted, Clock(None))
    assert mixed.minimise(costs(-1, 0)) @ costs(-1, 0) == pytest.approx(-3)
    assert counted.searches <= 1
    mixed.keep(costs(-1, 0))
    before = counted.searches
    mixed.minimise(costs(-1, -1))
    assert counted.searches == before


@pytest.mark.parametrize("seed", range(40))
def test_stage_after_stage_as_counting_all_whole_numbers_out(solver: Engines, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # invented programs, no secrets
    rows = [([chance.randint(0, 5) for _ in range(4)], chance.randint(4, 20)) for _ in range(3)]
    stages = [costs(*(chance.randint(-6, 6) / chance.choice([1, 2, 3]) for _ in range(4))) for _ in range(4)]
    mixed = Mixed(_box(rows), solver, Clock(None))
    left = [
        point
        for point in product(range(MOST + 1), repeat=4)
        if all(np.dot(factors, point) <= most for factors, most in rows)
    ]
    for stage in stages:
        best = min(float(np.dot(stage, point)) for point in left)
        assert mixed.minimise(stage) @ stage == pytest.approx(best, abs=1e-6)
        mixed.keep(stage)
        left = [point for point in left if np.dot(stage, point) < best + 1e-9]
    assert tuple(np.round(mixed.minimise(stages[0])).astype(int)) in left


def _box(rows: list[tuple[list[int], int]]) -> Arrays:
    box = InPulp()
    columns = [box.column(("x", place), MOST, whole=True) for place in range(4)]
    for number, (factors, most) in enumerate(rows):
        box.row(("row", number), box.weighted(zip(columns, factors, strict=True)) <= most)
    return box.arrays()


def test_a_lost_bound_is_no_lost_plan(solver: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the relaxation stumbles over a thin face, branch and bound goes on without it."""
    mixed = Mixed(program(["I", "I"], shared_ten), solver, Clock(None))
    mixed.minimise(costs(-1, -1))
    mixed.keep(costs(-1, -1))
    relaxed, find = mixed._relaxed, Linear.minimise

    def stumbles(self: Linear, cost: Floats) -> Floats:
        if self is relaxed:
            raise Infeasible
        return find(self, cost)

    monkeypatch.setattr(Linear, "minimise", stumbles)
    assert mixed.minimise(costs(3, 1)) == pytest.approx([0, 10], abs=1e-6)


def test_a_face_that_looks_empty_to_a_sharp_eye_gets_a_last_look_with_the_usual_one() -> None:
    counted = Counted(engines("highs"))
    mixed = Mixed(program(["I", "I"], odd), counted, Clock(None))
    mixed.minimise(costs(-2, -3))
    mixed.keep(costs(-2, -3))
    engine = mixed._branching
    search = engine.minimise
    looks: list[bool] = []

    def blind(cost: Floats, start: Floats | None) -> Floats:
        if looks[-1:] != [False]:
            raise Infeasible
        return search(cost, start)

    engine.sharpen = lambda *, sharp: looks.append(sharp)  # type: ignore[method-assign]
    engine.minimise = blind  # type: ignore[method-assign]
    assert mixed.minimise(costs(-1, 0)) @ costs(-2, -3) == pytest.approx(-9)


def test_a_spielraum_that_just_misses_a_whole_number_is_kept(solver: Engines) -> None:
    mixed = Mixed(_box([([1, 1, 1, 1], 12)]), solver, Clock(None))
    mixed.minimise(costs(-1000, 0, 0, 0))
    mixed.keep(costs(-1000, 0, 0, 0), slack=1000 - 1e-5)
    assert mixed.minimise(costs(1, 0.5, 0, 0)) == pytest.approx([3, 0, 0, 0])


def test_reduced_cost_says_how_far_a_whole_number_can_move() -> None:
    linear = Linear(program(["C", "C"], shared_ten, most=20.0), engines("highs"), Clock(None))
    linear.minimise(costs(-3, -1))  # ten of the first; each of the second costs two
    lower, upper = linear.reach(np.array([0, 1], dtype=np.int32), gap=5.0)
    assert upper[1] == 2
    assert lower[1] == 0
    assert (lower[0], upper[0]) == (0, 20)


def test_where_highs_stumbles_it_takes_another_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error without an answer depends on the path of the search; the paths are the same for everybody."""
    seeds: list[int] = []
    run = highs._run

    def stumbling(solver: highspy.Highs, clock: Clock) -> highspy.HighsModelStatus:
        seeds.append(solver.getOptionValue("random_seed")[1])
        return highspy.HighsModelStatus.kSolveError if len(seeds) < 4 else run(solver, clock)

    monkeypatch.setattr(highs, "_run", stumbling)
    engine = engines("highs").branching(program(["I", "I"], odd), Clock(None))
    assert engine.minimise(costs(-1, -1), None).sum() == pytest.approx(3)
    assert seeds == [0, 0, 1, 2]
    engine.minimise(costs(-1, 0), None)
    assert seeds[4:] == [0]
