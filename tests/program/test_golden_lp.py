"""The algebra as text: each rule, goal and last stage yields exactly the rows that stand in `lp/`; none is missing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.plans.audit import CHECKS
from optimizer.program.goals import GOALS, LAST
from optimizer.program.rules import MONEY_RULES, RULES, state_rules
from tests.program import golden

TEXTS = dict(golden.texts())


@pytest.mark.parametrize("name", TEXTS)
def test_the_rows_are_those_of_the_golden_file(name: str) -> None:
    assert TEXTS[name] == (golden.FOLDER / name).read_text(encoding="utf-8")


def test_no_rule_goal_or_last_stage_lacks_a_golden_file() -> None:
    files = {path.name for path in golden.FOLDER.glob("*.lp")}
    assert files == set(TEXTS), "python -m tests.program.golden writes them anew"
    rules = {name.partition(".")[0] for name in files}
    assert {rule.__name__ for rule in RULES} <= rules
    assert {name.translate(golden.ASCII_NAME) for name in (*GOALS, *LAST)} <= rules
    assert {f"{rule.__name__}.cent.lp" for rule in MONEY_RULES} <= files


def test_every_rule_has_something_to_say_in_the_tiny_case() -> None:
    for name, text in TEXTS.items():
        objective_only = name.partition(".")[0] not in {rule.__name__ for rule in RULES}
        assert objective_only or len(text.splitlines()) > 1, name


def test_every_row_bears_the_name_of_its_rule() -> None:
    for rule in RULES:
        for name in (f"{rule.__name__}.lp", f"{rule.__name__}.raster.lp", f"{rule.__name__}.cent.lp"):
            rows = TEXTS.get(name, "").splitlines()[1:]
            assert [row for row in rows if not row.startswith(f"{rule.__name__}_")] == []


def test_the_audit_checks_every_rule_by_its_name() -> None:
    assert {rule.__name__ for rule in RULES} <= set(CHECKS)


def test_all_rules_together_are_the_rows_of_each() -> None:
    program = golden.takeovers(Fraction(1, 2))
    state_rules(program, RULES)
    together = golden.rows(program).splitlines()[1:]
    single = [row for rule in RULES for row in TEXTS[f"{rule.__name__}.raster.lp"].splitlines()[1:]]
    assert together == sorted(single)


def test_rules_that_are_off_say_nothing() -> None:
    assert "hour_grid.lp" not in TEXTS
    assert "hour_grid.raster.lp" in TEXTS
