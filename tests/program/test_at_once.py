"""The model at once in numpy is the model in PuLP: columns, rows and goals, number by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from optimizer.cases.case import work_out
from optimizer.model.case import Case, Option
from optimizer.plans.planner import make_plan
from optimizer.program import at_once, goals, rules
from optimizer.program.arrays import Arrays, Floats
from optimizer.program.at_once import goals as goals_at_once
from optimizer.program.at_once import rules as rules_at_once
from optimizer.program.decisions import Takeovers
from optimizer.program.goals import GOALS, LAST, money_stages_of
from optimizer.program.parts import parts
from optimizer.program.payers import Payers
from optimizer.program.rules import MONEY_RULES, RULES, state_rules
from tests.districts import random_district
from tests.program import golden

CLOSE = 1e-12
"""Relative: the last digit of a product depends on the order of its factors."""

Said = tuple[Arrays, list[Floats]]


def in_pulp(program: Any, said_rules: Iterable[Any], stages: Callable[[Any], Iterable[Any]]) -> Said:
    """All rules and goals in PuLP, as numbers."""
    state_rules(program, said_rules)
    in_order = list(stages(program))
    return program.in_pulp.arrays(), [stage.sign * program.in_pulp.cost(stage.expression) for stage in in_order]


def in_numpy(program: Any, said_rules: Iterable[Any], stages: Callable[[Any], Iterable[Any]]) -> Said:
    """All rules and goals at once, as numbers."""
    at_once.state_rules(program, said_rules)
    in_order = list(stages(program))
    return program.arrays(), [stage.sign * stage.expression.costs(program.count) for stage in in_order]


def assert_same(one: Said, other: Said) -> None:
    """The same columns in the same order, the same rows in any order, the same goals."""
    for field in ("lower", "upper", "integer"):
        np.testing.assert_array_equal(getattr(one[0], field), getattr(other[0], field), err_msg=field)
    np.testing.assert_allclose(in_order(one[0]), in_order(other[0]), rtol=CLOSE, atol=0)
    np.testing.assert_allclose(one[1], other[1], rtol=CLOSE, atol=0)


def in_order(arrays: Arrays) -> Floats:
    """Every row with its bounds, as a dense matrix in sorted order."""
    dense = np.zeros((len(arrays.row_lower), len(arrays.lower)))
    row_of = np.repeat(np.arange(len(dense)), np.diff(arrays.start))
    np.add.at(dense, (row_of, arrays.index), arrays.value)
    rows = np.column_stack((arrays.row_lower, arrays.row_upper, dense))
    return rows[np.lexsort(np.round(rows, 6).T)]


@pytest.mark.parametrize("seed", range(60))
def test_hours_and_money_of_random_districts(seed: int) -> None:
    case = work_out(random_district(7_300 + seed), "S")
    for part in parts(case):
        assert_same(
            in_pulp(Takeovers(case, part), RULES, goals.stages),
            in_numpy(at_once.Takeovers(case, part), at_once.RULES, at_once.stages),
        )


@pytest.mark.parametrize("seed", range(30))
def test_the_money_alone_in_cents(seed: int) -> None:
    case, costs = paid_case(seed)
    assert_same(
        in_pulp(Payers(case, costs), MONEY_RULES, lambda program: money_stages_of(program, GOALS, LAST)),
        in_numpy(at_once.Payers(case, costs), at_once.MONEY_RULES, at_once.money_stages),
    )


@pytest.mark.parametrize("seed", range(10))
def test_whole_cents_near_an_optimum_are_the_same_program_seen_from_there(seed: int) -> None:
    case, costs = paid_case(seed)
    amounts = at_once.Payers(case, costs)
    near = 12_345.5 + np.arange(amounts.count)
    moved = at_once.Payers(case, costs, near)
    free, whole = (in_numpy(each, at_once.MONEY_RULES, at_once.money_stages) for each in (amounts, moved))
    start = moved.in_cents(np.zeros(len(near)))
    assert start.tolist() == [12_245 + place for place in range(len(near))]
    assert whole[0].upper.tolist() == [200] * len(near)
    assert whole[0].integer.all()
    shift = in_order(free[0])[:, 2:] @ start
    np.testing.assert_allclose(in_order(free[0])[:, :2] - shift[:, None], in_order(whole[0])[:, :2], rtol=CLOSE)
    np.testing.assert_array_equal(free[1], whole[1])


@pytest.mark.parametrize("grid", [Fraction(0), Fraction(1, 2)])
@pytest.mark.parametrize("goal", GOALS)
def test_every_rule_and_every_goal(goal: str, grid: Fraction) -> None:
    case = golden.tiny_case(grid)
    assert_same(
        in_pulp(golden.takeovers(grid), RULES, lambda program: [stage(GOALS, goal, program)]),
        in_numpy(
            at_once.Takeovers(case, case.options, golden.EARLIER),
            at_once.RULES,
            lambda program: [stage(goals_at_once.GOALS, goal, program)],
        ),
    )


def test_both_have_the_same_contents_in_the_same_order() -> None:
    for one, other in ((rules, rules_at_once), (goals, goals_at_once)):
        for table in ("RULES", "MONEY_RULES") if one is rules else ("GOALS", "LAST"):
            assert names(getattr(one, table)) == names(getattr(other, table))


@pytest.mark.parametrize("seed", range(10))
def test_a_plan_can_be_made_from_pulp_as_well(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = random_district(7_400 + seed)
    before = make_plan(dataset, "S").plan
    monkeypatch.setattr(at_once.Takeovers, "arrays", lambda program: arrays_in_pulp(program.case, program.options))
    assert make_plan(dataset, "S").plan == before


def arrays_in_pulp(case: Case, options: tuple[Option, ...]) -> Arrays:
    """A part's columns and rows as PuLP has them; the budgets lie where they lie at once."""
    return in_pulp(Takeovers(case, options), RULES, goals.stages)[0]


def paid_case(seed: int) -> tuple[Case, dict[Option, dict[int, int]]]:
    """A case, and what each handover of its plan costs by year."""
    dataset = random_district(7_300 + seed)
    case, made = work_out(dataset, "S"), make_plan(dataset, "S").plan.handovers
    option_of = {option.key: option for option in case.options}
    return case, {option_of[row.key]: dict(row.cost) for row in made}


def stage(table: Any, goal: str, program: Any) -> goals.Stage:
    """A goal of that table, as the only stage."""
    sense, expression = table[goal]
    return goals.Stage(goal, sense, expression(program))


def names(table: Any) -> list[object]:
    """What a table of rules or goals holds: names, and the sense of each goal."""
    if isinstance(table, tuple):
        return [rule.__name__ for rule in table]
    return [(name, sense, expression.__name__) for name, (sense, expression) in table.items()]
