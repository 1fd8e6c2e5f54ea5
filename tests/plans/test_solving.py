"""What is asked a second time is answered from what stands, and no cent differs from an answer found anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from optimizer import Case, work_out
from optimizer.model.dataset import Pin
from optimizer.model.plan import Plan
from optimizer.plans import solving as solving_module
from optimizer.plans.planner import plan_case
from optimizer.plans.solving import Recent, Solving
from optimizer.program.solver import Infeasible, SolverName
from tests.cases import worked_case
from tests.districts import random_district


def with_other_pots(case: Case, chance: Random) -> Case:
    """Some pots hold more, some less, some nothing."""
    shares = [Fraction(0), Fraction(1, 2), Fraction(9, 10), Fraction(1), Fraction(1), Fraction(11, 10)]
    return replace(case, pots=tuple(replace(pot, cents=int(pot.cents * chance.choice(shares))) for pot in case.pots))


def planned(case: Case, solving: Solving) -> Plan | None:
    try:
        return plan_case(case, solving)
    except Infeasible:
        return None


def warm_and_cold(
    case: Case, seed: int, solver: SolverName, times: int = 3
) -> Sequence[tuple[Plan | None, Plan | None]]:
    chance, warm = Random(seed), Solving(solver)  # noqa: S311  # invented data, no secrets
    copies = [case, *(with_other_pots(case, chance) for _ in range(times)), replace(case)]
    return [(planned(copy, warm), planned(replace(copy), Solving(solver))) for copy in copies]


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("lots", [False, True])
def test_warm_and_cold_give_the_same_cents(seed: int, lots: bool) -> None:
    case = work_out(random_district(9_100 + seed, lots=lots), "S")
    for warm, cold in warm_and_cold(case, seed, "highs"):
        assert warm == cold


@pytest.mark.parametrize("seed", range(4))
def test_so_they_do_with_scip(seed: int) -> None:
    pytest.importorskip("pyscipopt")
    case = work_out(random_district(9_200 + seed), "S")
    for warm, cold in warm_and_cold(case, seed, "scip", times=2):
        assert warm == cold


def test_a_program_is_stated_once_for_all_amounts_of_a_pot(monkeypatch: pytest.MonkeyPatch) -> None:
    stated: list[object] = []
    state = solving_module.state_takeovers
    monkeypatch.setattr(solving_module, "state_takeovers", lambda *said: stated.append(said) or state(*said))
    case = work_out(worked_case.read("volle_deckung"), "S")
    solving = Solving()
    for cents in (500_000, 400_000, 600_000):
        plan_case(replace(case, pots=tuple(replace(pot, cents=cents) for pot in case.pots)), solving)
    assert len(stated) == 1


def test_an_impossible_question_spoils_no_later_one() -> None:
    """A Vorgabe that emptied pots cannot pay is refused; with the money back the plan is what it was."""
    pin = Pin("S", "A1", "K1", "mindestens", Fraction(10))
    case = work_out(replace(worked_case.read("volle_deckung"), pins=(pin,)), "S")
    emptied = replace(case, pots=tuple(replace(pot, cents=0) for pot in case.pots))
    solving = Solving()
    before = planned(case, solving)
    assert before is not None
    assert planned(emptied, solving) is None
    assert planned(replace(case), solving) == before


def test_only_the_last_few_are_kept() -> None:
    made: list[int] = []
    recent: Recent[str] = Recent(most=2)
    for key in (1, 2, 1, 3, 2, 1):
        recent.get(lambda key=key: key, lambda key=key: made.append(key) or str(key))  # type: ignore[func-returns-value, misc]
    assert made == [1, 2, 3, 2, 1]
