"""Workbooks of plans that the planner itself has made: the office's autumn, and worked cases where they lie beside."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from optimizer import finance_workbook, make_plan, notice_list_workbook, read_workbook
from optimizer.model.errors import PinContradiction
from optimizer.model.outcome import Outcome
from optimizer.papers.excel.grid import open_grids
from optimizer.papers.notice import AWARDED, MUNICIPAL, THIRD_PARTY
from optimizer.papers.notices import notices_of
from optimizer.papers.readback import plan_differences

CASES = sorted((Path(__file__).parents[3] / "shared" / "cases").glob("*.xlsx"))[::12]


def results(data: bytes) -> set[Any]:
    page = load_workbook(BytesIO(data), data_only=True)["Prüfungen"]
    return {row[5].value for row in page.iter_rows(min_row=6) if row[0].value}


def agrees(outcome: Outcome) -> None:
    data = finance_workbook(outcome)
    assert results(data) == {"stimmt"}
    for book in (data, notice_list_workbook(outcome)):
        assert plan_differences(open_grids(book), outcome) == ()
    acts = notices_of(outcome)
    everyone = AWARDED | MUNICIPAL | THIRD_PARTY
    taken = sum(act.sum_of("change", everyone) for act in acts if act.kind == "Minderung")
    assert -taken == sum(row.freed for row in outcome.plan.freed)
    paid = sum(act.sum_of("change", everyone) + act.own_total for act in acts if act.kind != "Minderung")
    assert paid == sum(row.total for row in outcome.plan.handovers)
    assert all(row.new >= 0 for act in acts for row in act.amounts)
    assert all(act.hours.new >= 0 for act in acts)


def test_the_planner_frees_what_was_worked_out_by_hand(office: Callable[..., Outcome]) -> None:
    by_hand = office()
    outcome = make_plan(by_hand.case.dataset, "S")
    assert outcome.plan.freed == by_hand.plan.freed
    pots = {(pot.pot, pot.cents) for pot in by_hand.plan.pots}
    assert {(pot.pot, pot.cents) for pot in outcome.plan.pots} == pots
    agrees(outcome)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_cases(path: Path) -> None:
    try:
        outcome = make_plan(read_workbook(path), "S")
    except PinContradiction:
        pytest.skip("pins contradict the rules")
    agrees(outcome)
