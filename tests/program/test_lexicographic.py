"""Goals in strict order, and only what is proven: every way in which a solver can end is looked at before any value."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random

import numpy as np
import pulp
import pytest

from optimizer.model.errors import NoProof, UsageError
from optimizer.program import stated
from optimizer.program.arrays import Arrays, Floats
from optimizer.program.in_pulp import Expression, InPulp
from optimizer.program.lexicographic import Lexicographic, lexicographic
from optimizer.program.optimum import state_takeovers
from optimizer.program.solver import Clock, Engines, Infeasible, Places, engines, solver_label
from tests.program import golden

Said = Callable[[InPulp, list[Expression]], None]


@pytest.fixture(params=["highs", "scip"])
def solver(request: pytest.FixtureRequest) -> Engines:
    if request.param == "scip":
        pytest.importorskip("pyscipopt")
    return engines(request.param)


def program(kinds: list[str], rows: Said, most: float | None = 100.0) -> Arrays:
    """A small program in x0, x1, … ≥ 0; C is continuous, I whole."""
    small = InPulp()
    rows(small, [small.column(("x", place), most, whole=kind == "I") for place, kind in enumerate(kinds)])
    return small.arrays()


def opened(arrays: Arrays, solver: Engines, seconds: float | None = None) -> Lexicographic:
    return lexicographic(arrays, solver, Clock(seconds))


def shared_ten(small: InPulp, columns: list[Expression]) -> None:
    """Ten hours for both."""
    small.row(("ten",), columns[0] + columns[1] <= 10)


def costs(*values: float) -> Floats:
    return np.array(values, dtype=float)


@pytest.mark.parametrize("kinds", ["CC", "IC", "II"])
def test_a_later_goal_moves_only_within_the_optimum_of_the_first(solver: Engines, kinds: str) -> None:
    program_ = opened(program(list(kinds), shared_ten), solver)
    assert program_.minimise(costs(-1, -1)).sum() == pytest.approx(10)
    program_.keep(costs(-1, -1))
    assert program_.minimise(costs(3, 1)) == pytest.approx([0, 10], abs=1e-6)
    program_.keep(costs(3, 1))
    assert program_.minimise(costs(-1, 0)) == pytest.approx([0, 10], abs=1e-6)


@pytest.mark.parametrize("kinds", ["CC", "IC"])
def test_slack_may_be_given_up_for_a_later_goal_and_no_more(solver: Engines, kinds: str) -> None:
    program_ = opened(program(list(kinds), shared_ten), solver)
    program_.minimise(costs(-1, -1))
    program_.keep(costs(-1, -1), slack=1.0)
    values = program_.minimise(costs(3, 1))
    assert values.sum() == pytest.approx(9, abs=1e-5)
    program_.keep(costs(3, 1))
    assert program_.minimise(costs(-1, -1)).sum() == pytest.approx(9, abs=1e-5)


def test_whole_numbers_come_out_whole(solver: Engines) -> None:
    def rows(small: InPulp, columns: list[Expression]) -> None:
        small.row(("odd",), 2 * columns[0] + 2 * columns[1] <= 7)

    program_ = opened(program(["I", "I"], rows), solver)
    values = program_.minimise(costs(-1, -1))
    assert values.sum() == pytest.approx(3)
    assert np.abs(values - np.round(values)).max() < 1e-9


@pytest.mark.parametrize("kinds", ["CC", "II"])
def test_what_is_impossible_is_named_so(solver: Engines, kinds: str) -> None:
    def rows(small: InPulp, columns: list[Expression]) -> None:
        shared_ten(small, columns)
        small.row(("eleven",), columns[0] + columns[1] >= 11)

    with pytest.raises(Infeasible):
        opened(program(list(kinds), rows), solver).minimise(costs(1, 1))


@pytest.mark.parametrize("kind", ["linear", "branching"])
@pytest.mark.parametrize(("least", "most"), [(0.0, 5.0), (1.0, 5.0), (-5.0, -1.0)])
def test_where_nothing_is_decided_rows_hold_or_do_not(solver: Engines, kind: str, least: float, most: float) -> None:
    """A cost that no pot may pay is a row without columns."""
    empty = InPulp()
    nothing = empty.summed([])
    empty.row(("least",), nothing >= least)
    empty.row(("most",), nothing <= most)
    arrays = empty.arrays()

    def values() -> Floats:
        if kind == "linear":
            return solver.linear(arrays, Clock(None)).minimise(costs()).values
        return solver.branching(arrays, Clock(None)).minimise(costs(), None)

    if least <= 0 <= most:
        assert values().tolist() == []
    else:
        with pytest.raises(Infeasible):
            values()


def test_what_has_no_end_is_no_optimum(solver: Engines) -> None:
    def rows(small: InPulp, columns: list[Expression]) -> None:
        small.row(("apart",), columns[0] - columns[1] <= 10)

    with pytest.raises((NoProof, Infeasible)):
        opened(program(["C", "C"], rows, most=None), solver).minimise(costs(-1, -1))


@pytest.mark.parametrize("kinds", ["CC", "II"])
def test_no_time_left_is_no_proof(solver: Engines, kinds: str) -> None:
    with pytest.raises(NoProof, match="--zeit"):
        opened(program(list(kinds), shared_ten), solver, seconds=0).minimise(costs(1, 1))


def split_the_market(market: InPulp, columns: list[Expression]) -> None:
    """Six sums that are to be halved: no solver proves an optimum of this in a blink."""
    chance = Random(5)  # noqa: S311  # invented data, no secrets
    half = len(columns) - 12
    for row in range(6):
        weights = [chance.randint(0, 99) for _ in range(half)]
        chosen = market.weighted(zip(columns, weights, strict=False))
        over, under = columns[half + 2 * row], columns[half + 2 * row + 1]
        market.row(("market", row), chosen + over - under == sum(weights) // 2)


def hard_program(market: InPulp) -> list[Expression]:
    """States it; the last twelve columns are what is to be least."""
    columns = [market.column(("x", place), 1, whole=True) for place in range(40)]
    columns += [market.column(("gap", place), None, whole=False) for place in range(12)]
    split_the_market(market, columns)
    return columns


def test_time_that_runs_out_with_a_plan_in_hand_is_no_proof(solver: Engines) -> None:
    market = InPulp()
    hard_program(market)
    with pytest.raises(NoProof):
        opened(market.arrays(), solver, seconds=0.3).minimise(costs(*[0] * 40, *[1] * 12))


@pytest.mark.skipif(not hasattr(pulp, "LpStatus"), reason="PuLP from 4 on tells a time limit as such")
def test_pulp_calls_such_a_plan_optimal_and_we_do_not() -> None:
    """The very program that ends above without proof comes back from PuLP's own interface as "Optimal"."""
    market = InPulp()
    market.problem.setObjective(market.summed(hard_program(market)[40:]))
    status = market.problem.solve(pulp.HiGHS(msg=False, timeLimit=0.3, threads=1))
    assert pulp.LpStatus[status] == "Optimal"
    assert pulp.value(market.problem.objective) > 1  # nothing proves that no better split exists


def test_an_unknown_solver_is_wrong_usage() -> None:
    for ask in (engines, solver_label):
        with pytest.raises(UsageError, match="„cbc“"):
            ask("cbc")


def test_scip_that_is_not_installed_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "optimizer.program.scip", None)
    with pytest.raises(UsageError, match="Zusatz „scip“"):
        engines("scip")


def test_a_solver_that_lies_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "lexicographic", lambda arrays, *_: Lied(arrays))
    case = golden.tiny_case()
    with pytest.raises(NoProof, match="nicht jede Zeile"):
        state_takeovers(case, case.options).best("highs", Clock(None))


class Lied:
    """A lexicographic program that always answers one hour and one euro everywhere."""

    def __init__(self, arrays: Arrays) -> None:
        self.values = np.ones(len(arrays.lower))

    def minimise(self, cost: Floats) -> Floats:
        return self.values

    def keep(self, cost: Floats, slack: float = 0.0) -> None:
        """Keeps nothing."""

    def settled(self, columns: Places) -> bool:
        return False

    def settle_choices(self, columns: object) -> None:
        """Settles nothing."""
