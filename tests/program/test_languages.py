"""Whatever is said comes out the same in PuLP and as plain rows: columns, rows and goals, number by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from fractions import Fraction

import numpy as np
import pytest

from optimizer.cases.case import work_out
from optimizer.model.case import Case, Option
from optimizer.plans.planner import make_plan
from optimizer.program.arrays import Arrays, Floats
from optimizer.program.decisions import Decisions, Takeovers
from optimizer.program.goals import GOALS, Stage, money_stages, stages
from optimizer.program.in_pulp import InPulp
from optimizer.program.language import Language
from optimizer.program.optimum import state_takeovers
from optimizer.program.parts import parts
from optimizer.program.payers import Payers
from optimizer.program.rows import Rows
from optimizer.program.rules import MONEY_RULES, RULES
from optimizer.program.solver import Clock
from optimizer.program.stated import state_rules
from tests.districts import random_district
from tests.program import golden

Said = tuple[Arrays, list[Floats]]


def said(program: Decisions, rules: Iterable[Callable[..., object]], goals: Callable[..., tuple[Stage, ...]]) -> Said:
    """All rules and goals of a program, as numbers."""
    state_rules(program, rules)  # type: ignore[arg-type]
    in_order = goals(program)
    return program.language.arrays(), [program.language.cost(stage.expression) for stage in in_order]


def assert_same(one: Said, other: Said) -> None:
    for field in fields(Arrays):
        np.testing.assert_array_equal(getattr(one[0], field.name), getattr(other[0], field.name), err_msg=field.name)
    np.testing.assert_array_equal(one[1], other[1])


@pytest.mark.parametrize("seed", range(60))
def test_hours_and_money_of_random_districts(seed: int) -> None:
    case = work_out(random_district(7_300 + seed), "S")
    for part in parts(case):
        assert_same(*(said(Takeovers(case, part, language=each()), RULES, stages) for each in (Rows, InPulp)))


@pytest.mark.parametrize("seed", range(30))
def test_the_money_alone_in_cents(seed: int) -> None:
    dataset = random_district(7_300 + seed)
    case, made = work_out(dataset, "S"), make_plan(dataset, "S").plan.handovers
    option_of = {option.key: option for option in case.options}
    costs = {option_of[row.key]: dict(row.cost) for row in made}
    near = dict.fromkeys(Payers(case, costs).paid, 12345.5)
    for about in (None, near):
        assert_same(*(said(Payers(case, costs, about, each()), MONEY_RULES, money_stages) for each in (Rows, InPulp)))


@pytest.mark.parametrize("grid", [Fraction(0), Fraction(1, 2)])
@pytest.mark.parametrize("goal", GOALS)
def test_every_rule_and_every_goal(goal: str, grid: Fraction) -> None:
    def only(program: Takeovers) -> tuple[Stage, ...]:
        sense, expression = GOALS[goal]
        return (Stage(goal, sense, expression(program)),)

    assert_same(*(said(golden.takeovers(grid, each()), RULES, only) for each in (Rows, InPulp)))


@pytest.mark.parametrize("language", [Rows, InPulp])
def test_the_operators_are_those_of_algebra(language: Callable[[], Language]) -> None:
    small = language()
    x, y = (small.column((name,), most, whole=whole) for name, most, whole in (("x", 4.0, False), ("y", None, True)))
    small.row(("least",), 3 * x - y - 1 >= 2 + x)
    small.row(("most",), 5 - x <= 2 * (x + y) + 1)
    small.row(("same",), small.summed([x, x, y + 3]) == 7)
    small.row(("weighted",), small.weighted([(x, 2.0), (y - x, 3.0)]) <= x)
    small.row(("nothing",), small.summed([]) >= -1)
    found = small.arrays()
    rows = [dict.fromkeys((0, 1), 0.0) for _ in range(5)]
    for row in range(5):
        for place in range(found.start[row], found.start[row + 1]):
            rows[row][int(found.index[place])] += float(found.value[place])
    assert [tuple(row.values()) for row in rows] == [(2, -1), (-3, -2), (2, 1), (-2, 3), (0, 0)]
    assert found.row_lower.tolist() == [3, -np.inf, 4, -np.inf, -1]
    assert found.row_upper.tolist() == [np.inf, -4, 4, 0, np.inf]
    assert found.upper.tolist() == [4, np.inf]
    assert found.integer.tolist() == [False, True]
    assert small.cost(2 * y - x).tolist() == [-1, 2]
    assert [small.place(each) for each in (x, y)] == [0, 1]


@pytest.mark.parametrize("seed", range(10))
def test_a_plan_can_be_made_in_pulp_as_well(seed: int) -> None:
    case = work_out(random_district(7_400 + seed), "S")
    for part in parts(case):
        in_rows, in_pulp = (best(case, part, language()) for language in (Rows, InPulp))
        np.testing.assert_array_equal(in_rows, in_pulp)


def best(case: Case, part: tuple[Option, ...], language: Language) -> Floats:
    return state_takeovers(Takeovers(case, part, language=language)).best("highs", Clock(None))
