"""The benchmarks measure what they say: districts are valid, the plain model has the same optima, ratios are ratios."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks import figures, naive, table
from benchmarks.__main__ import show
from benchmarks.clock import Spread, Time, cpu_ratio, in_turn, wall_ratio
from benchmarks.districts import SCENARIO, TINY, S, district, long_workbook
from benchmarks.inside import one_pot_changed, reached_goals, solver_clock
from optimizer import Case, audit, make_plan, read_workbook, work_out


@pytest.fixture(scope="module")
def case() -> Case:
    return work_out(district(TINY, 5, lots=True), SCENARIO)


def test_the_same_seed_gives_the_same_district_and_another_seed_another() -> None:
    assert district(S, 1, lots=True) == district(S, 1, lots=True)
    assert district(S, 1, lots=True) != district(S, 2, lots=True)
    assert len(district(S, 1, lots=True).offerings) == 60


def test_a_drawn_district_is_a_workbook_that_the_program_reads(tmp_path: Path) -> None:
    path = tmp_path / "lang.xlsx"
    rows = long_workbook(path, 500)
    dataset = read_workbook(path)
    assert 400 < rows < 700
    assert sum(map(len, (dataset.grants, dataset.offerings))) < rows


@pytest.mark.parametrize("lots", [False, True])
@pytest.mark.parametrize("monthly", [False, True])
def test_the_plain_model_and_the_program_reach_the_same_optima(lots: bool, monthly: bool) -> None:
    """Two formulations that share no mathematics: by handover, pot and month in one piece, and the program's own."""
    case = work_out(district(TINY, 5, lots=lots), SCENARIO)
    values = naive.goal_values(case, figures.plain_highs, 60, monthly=monthly)
    ours = reached_goals(case)
    assert values.keys() == ours.keys()
    assert sum(ours.values()) > 0
    assert figures.difference(values, ours) <= figures.SAME


def test_a_model_with_a_row_too_few_would_be_noticed(case: Case) -> None:
    poorer = replace(case, pots=tuple(replace(pot, cents=pot.cents // 2) for pot in case.pots))
    values = naive.goal_values(poorer, figures.plain_highs, 60)
    assert figures.difference(values, reached_goals(case)) > 100 * figures.SAME


def test_time_that_is_up_is_said(case: Case) -> None:
    with pytest.raises(naive.TimeUp):
        naive.goal_values(case, figures.plain_highs, 0)


def test_the_clock_inside_the_solver_counts_every_solve_and_leaves_no_trace(case: Case) -> None:
    from optimizer.program.highs import _Linear

    before = _Linear.minimise
    with solver_clock() as inside:
        outcome = make_plan(district(TINY, 5, lots=True), SCENARIO)
    assert len(inside) > len(case.dataset.rules.goals)
    assert all(time.wall > 0 for time in inside)
    assert _Linear.minimise is before
    assert not audit(district(TINY, 5, lots=True), SCENARIO, outcome.plan)


def test_one_pot_is_changed_and_no_other(case: Case) -> None:
    changed = one_pot_changed(case, 100_000)
    assert [new.cents - old.cents for new, old in zip(changed.pots, case.pots, strict=True) if new != old] == [100_000]


def test_pairs_run_in_turn_and_their_ratios_are_taken_pair_by_pair() -> None:
    order: list[str] = []
    pairs = in_turn(lambda: order.append("a"), lambda: order.append("b"), pairs=3, seconds=10)
    assert order == ["a", "b"] * 3
    assert len(pairs) == 3
    slow_machine = [(Time(2, 1), Time(8, 4)), (Time(20, 10), Time(40, 20)), (Time(1, 1), Time(10, 10))]
    assert wall_ratio(slow_machine) == Spread(0.25, 0.1, 0.5)
    assert cpu_ratio([(Time(1, 1), Time(1, 0))]) is None


def test_a_row_says_ratio_spread_target_and_whether_it_was_reached(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [(Time(1, 1), Time(30, 30)), (Time(1, 1), Time(40, 40)), (Time(1, 1), Time(20, 20))]
    figure = figures.Figure("ganzer Plan ÷ naiv", "S", 1 / 20, pairs, "Optima gleich")
    show(lambda: figure, lambda: replace(figure, target=1 / 100), lambda: replace(figure, target=0.01, bound=True))
    good, missed, unknown = capsys.readouterr().out.splitlines()
    assert "| 1/30 (1/40–1/20) |" in good
    assert "| ≤ 1/20 | ja | 1 s : 30 s | Optima gleich |" in good
    assert "| ≤ 1/100 | nein |" in missed
    assert "| ≤ 1/100 | offen |" in unknown
    assert "≤ 1/30" in unknown


def test_where_there_is_no_cbc_the_row_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "cbc", lambda: None)
    trial = figures.Trial("winzig", district(TINY, 5, lots=False), SCENARIO)
    assert "CBC fehlt" in table.line(figures.beside_naive([trial], 1 / 20, monthly=False, seconds=1))


@pytest.mark.slow
def test_every_figure_of_the_solver_comes_out_on_a_tiny_district() -> None:
    group = [figures.Trial("winzig", district(TINY, 5, lots=False), SCENARIO)]
    measured = [
        figures.share_of_solver(group, 5, pairs=1),
        figures.beside_naive(group, 1 / 20, monthly=False, seconds=30, pairs=1),
        figures.all_goals(group, pairs=1),
        figures.replanned(group, pairs=1),
        figures.lot_rules(figures.Trial("winzig", district(TINY, 5, lots=True), SCENARIO), seconds=60),
    ]
    for figure in measured:
        assert table.line(figure).count("|") == table.HEAD.splitlines()[0].count("|")
        assert figure.pairs or "CBC" in figure.note
    assert wall_ratio(measured[0].pairs).least > 1, "the solver is a part of the plan"
    assert "Optima gleich" in measured[-1].note


def test_a_period_by_months_is_whole(case: Case) -> None:
    model = naive.build(case, monthly=True)
    for option in case.options:
        months = model.slots(option)
        assert sum((piece.months for piece in months), start=Fraction(0)) == option.period.months
        assert months[0].start == option.period.start >= date(2027, 1, 1)
        assert months[-1].end == option.period.end
