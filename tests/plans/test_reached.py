"""What a plan reaches: every goal reckoned again from its handovers, as the hand on paper and the audit do."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from optimizer.cases.case import work_out
from optimizer.model.dataset import GOAL_NAMES, Dataset
from optimizer.model.plan import Plan
from optimizer.plans.reached import goal_values
from tests.cases.changes import changed, with_rules


def test_the_plan_on_paper_reaches_what_paper_says(office: Dataset, right_plan: Plan) -> None:
    found = goal_values(work_out(office, "Herbst"), right_plan.handovers)
    assert [goal.name for goal in found] == [goal.name for goal in right_plan.goals]
    for goal, wanted in zip(found, right_plan.goals, strict=True):
        assert abs(goal.value - wanted.value) < Fraction(1, 10**5), goal.name


def test_steadiness_is_what_differs_over_all_options(office: Dataset, right_plan: Plan) -> None:
    """Each handover shrinks by 2 h; the earlier plan is the right one."""
    case = work_out(with_rules(office, goals=("Stetigkeit",)), "Herbst")
    (same,) = goal_values(case, right_plan.handovers, right_plan)
    assert same.value == 0
    smaller = tuple(replace(row, hours=row.hours - 2) for row in right_plan.handovers)
    (apart,) = goal_values(case, smaller, right_plan)
    assert apart.value == sum(2 * row.period.months for row in right_plan.handovers)
    (none,) = goal_values(case, (), right_plan)
    assert none.value == sum(row.hours * row.period.months for row in right_plan.handovers)


def test_care_is_one_goal_where_there_is_one_priority(office: Dataset, right_plan: Plan) -> None:
    one = with_rules(changed(office, "offerings", "A2", priority=1), goals=("Versorgung",))
    (care,) = goal_values(work_out(one, "Herbst"), right_plan.handovers)
    assert care.name == "Versorgung"
    several = goal_values(work_out(with_rules(office, goals=("Versorgung",)), "Herbst"), right_plan.handovers)
    assert [goal.name for goal in several] == ["Versorgung 1", "Versorgung 2"]
    assert sum(goal.value for goal in several) == care.value


def test_an_outage_without_a_handover_has_share_nothing(office: Dataset, right_plan: Plan) -> None:
    case = work_out(with_rules(office, goals=("Ausgleich",)), "Herbst")
    assert goal_values(case, right_plan.handovers)[0].value > 0
    only_first = tuple(row for row in right_plan.handovers if row.outage == right_plan.handovers[0].outage)
    assert goal_values(case, only_first)[0].value == 0


def test_no_plan_reaches_nothing(office: Dataset) -> None:
    goals = tuple(goal for goal in GOAL_NAMES if goal != "Stetigkeit")
    assert {goal.value for goal in goal_values(work_out(with_rules(office, goals=goals), "Herbst"), ())} == {0}
