"""Alternativen: real plans, really different, within the slack that is stated."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from optimizer import Dataset, alternatives, audit, make_plan
from optimizer.insight.alternatives import By, allowance, shape_of

SCENARIOS = ("Personalausfall Jugendclub Meerane ab September", "Haushaltssperre im Herbst", "Insolvenz Brückenbogen")


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("by", ["wer", "wo"])
def test_three_plans_pass_the_audit_differ_and_stay_within_their_slack(example: Dataset, scenario: str, by: By) -> None:
    outcome = make_plan(example, scenario)
    found = alternatives(outcome, example, by=by)
    assert len(found) == 3
    best = {goal.name: goal for goal in outcome.plan.goals}
    for row in found:
        assert audit(example, scenario, row.plan) == ()
        for goal in row.plan.goals:
            before = best[goal.name]
            sign = 1 if goal.name.startswith("Versorgung") else -1
            allowed = allowance(outcome.plan.handovers, before, row.slack)
            assert sign * (before.value - goal.value) <= allowed
        assert "Jedes Ziel liegt im Spielraum von" in row.sentence
    shapes = [shape_of(outcome.case, plan.handovers, by) for plan in (outcome.plan, *(row.plan for row in found))]
    assert min(one.difference(other) for one, other in combinations(shapes, 2)) >= Fraction(1, 10)


def test_another_mix_of_payers_is_an_alternative_too(example: Dataset) -> None:
    outcome = make_plan(example, SCENARIOS[1])
    found = alternatives(outcome, example, by="womit")
    assert found
    for row in found:
        assert audit(example, SCENARIOS[1], row.plan) == ()


def test_without_slack_there_is_none_where_the_best_plan_is_the_only_one(office: Dataset) -> None:
    outcome = make_plan(office, "Herbst")
    assert alternatives(outcome, office, slack=Fraction(0)) == ()


def test_two_calls_give_the_same_plans(office: Dataset) -> None:
    outcome = make_plan(office, "Herbst")
    assert alternatives(outcome, office) == alternatives(outcome, office)


def test_who_asks_nothing_is_paid_from_nowhere_so_no_other_payer_is_an_alternative(office: Dataset) -> None:
    volunteers = tuple(replace(row, rate=Fraction(0)) for row in office.capacities)
    free = replace(office, capacities=volunteers, grants=(), reserves=())
    assert alternatives(make_plan(free, "Herbst"), free, by="womit") == ()


def test_a_goal_that_misses_more_than_its_own_slack_is_named_with_what_it_is_measured_by(office: Dataset) -> None:
    """K3 is the town's own. The plan gives it next to nothing, so a share of that would allow nothing at all."""
    towns = tuple(replace(row, municipal=row.key == "T4") for row in office.providers)
    district = replace(office, providers=towns)
    outcome = make_plan(district, "Herbst")
    found = alternatives(outcome, district)
    assert found
    for row in found:
        beyond = [
            change.goal
            for change in row.changes
            if change.goal != "Versorgung" and change.difference > row.slack * change.before
        ]
        assert all(goal in row.sentence.rpartition("Spielraum von")[2] for goal in beyond)
    assert any("Subsidiarität gemessen am ganzen Plan" in row.sentence for row in found)


def test_where_several_outages_are_taken_over_the_sentence_says_which(office: Dataset) -> None:
    both = replace(office, events=tuple(replace(row, scenario="Beide") for row in office.events))
    outcome = make_plan(both, "Beide")
    for row in alternatives(outcome, both):
        several = len({made.outage for made in row.plan.handovers}) > 1
        assert all((f"h bei Ausfall {made.outage}" in row.sentence) == several for made in row.plan.handovers)
    assert any(len({made.outage for made in row.plan.handovers}) > 1 for row in alternatives(outcome, both))
