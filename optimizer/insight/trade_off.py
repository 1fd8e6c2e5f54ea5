"""Abwägungskurve between two goals, Preis der Abweichung of pins, Stetigkeit against an earlier plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from optimizer.cases.case import work_out
from optimizer.insight.changed import with_rules
from optimizer.insight.what_if import Solved, WhatIf, compare_goals
from optimizer.insight.words import goal_amount, hour_months, price
from optimizer.model.case import Case
from optimizer.model.dataset import GOAL_NAMES, Dataset
from optimizer.model.errors import UsageError
from optimizer.model.findings import CurvePoint, PinPrice, Steadiness, TradeOff
from optimizer.model.german import listed, number
from optimizer.model.outcome import Outcome
from optimizer.model.plan import GoalValue, Plan
from optimizer.plans.pins import describe
from optimizer.plans.planner import plan_case
from optimizer.plans.reached import steadiness as churn_of
from optimizer.plans.solving import Solving

_MILLION = 10**6


def trade_off(outcome: Outcome, first: str, second: str, *, points: int = 5, what_if: WhatIf | None = None) -> TradeOff:
    """What giving way in the first goal brings in the second: from the first at its best to the second at its best.

    Every point is the best plan under changed Regeln (`goals`, `slack`), so it can be planned again from the workbook.
    Raises `UsageError` for a goal that is not known.
    """
    for goal in (first, second):
        if goal not in GOAL_NAMES:
            raise UsageError(f"Ein Ziel „{goal}“ gibt es nicht; möglich sind {listed(list(GOAL_NAMES), 'oder')}.")
    if first == second:
        raise UsageError("Für eine Abwägungskurve braucht es zwei verschiedene Ziele.")
    asked = what_if or WhatIf(outcome)
    rest = [goal for goal in outcome.case.dataset.rules.goals if goal not in (first, second)]
    pair = first, second
    best_first = _point(asked, pair, (first, second, *rest), ())
    best_second = _point(asked, pair, (second, first, *rest), ())
    found = [best_first, *_between(asked, pair, best_first, best_second, points), best_second]
    unique = {(point.first, point.second): point for point in found}
    along = tuple(sorted(unique.values(), key=lambda point: abs(point.first - best_first.first)))
    return TradeOff(first, second, along, _curve_sentence(outcome.case, first, second, along))


def _between(asked: WhatIf, pair: tuple[str, str], one: CurvePoint, other: CurvePoint, points: int) -> list[CurvePoint]:
    """Points with a part of the way given up: in the goal that has a value from which a percentage can be taken."""
    by_first = (one, other, one.first, other.first)
    by_second = (other, one, other.second, one.second)
    start, _, best, worst = by_first if one.first else by_second
    if not best or best == worst:
        return []
    goal, whole = start.goals[0], abs(worst - best) / abs(best) * 100
    found = []
    for step in range(1, points - 1):
        percent = Fraction(round(whole * step / (points - 1) * _MILLION), _MILLION)
        found.append(_point(asked, pair, start.goals, ((goal, percent),)))
    return found


def _point(
    asked: WhatIf, pair: tuple[str, str], goals: tuple[str, ...], slack: tuple[tuple[str, Fraction], ...]
) -> CurvePoint:
    solved = asked.solve(with_rules(asked.case, goals=goals, slack=slack))
    values = solved.goals if solved else ()
    return CurvePoint(goals, slack, value_of(values, pair[0]), value_of(values, pair[1]), values)


def value_of(values: Sequence[GoalValue], goal: str) -> Fraction:
    """A goal's value; Versorgung is the sum over its priorities."""
    return sum((row.value for row in values if row.name == goal or row.name.startswith(f"{goal} ")), Fraction(0))


def _curve_sentence(case: Case, first: str, second: str, along: tuple[CurvePoint, ...]) -> str:
    if len(along) < 2:
        return f"{first} und {second} stehen einander hier nicht im Weg: ein Plan ist für beide der beste."
    steps = [
        f"{goal_amount(case, first, point.first)} und {goal_amount(case, second, point.second)}" for point in along
    ]
    return f"{first} gegen {second}: {'; '.join(steps)}."


def price_of_pins(dataset: Dataset, outcome: Outcome, *, previous: Plan | None = None) -> tuple[PinPrice, ...]:
    """Preis der Abweichung: all Vorgaben of the scenario together, then each by itself left out, goal by goal."""
    pins = outcome.case.pins
    groups = [pins, *([(pin,) for pin in pins] if len(pins) > 1 else [])] if pins else []
    found = []
    for group in groups:
        kept = tuple(pin for pin in dataset.pins if pin not in group)
        case = work_out(replace(dataset, pins=kept), outcome.plan.scenario)
        free = plan_case(case, Solving(), previous=previous)
        changes = compare_goals(free.goals, outcome.plan.goals)
        words = tuple(describe(pin) for pin in group)
        which = "Alle Vorgaben zusammen" if len(group) == len(pins) and len(pins) > 1 else f"Die Vorgabe {words[0]}"
        verb = "kosten" if which.startswith("Alle") else "kostet"
        sentence = f"{which} {verb} gegenüber dem Plan ohne sie: {price(outcome.case, changes)}."
        found.append(PinPrice(words, changes, sentence))
    return tuple(found)


def steadiness(outcome: Outcome, previous: Plan) -> Steadiness:
    """What regard for an earlier plan saves in churn (hour-months that change), and what it costs in every goal.

    The goal Stetigkeit stands right behind Versorgung, or where Regel Ziele has it.
    """
    case = outcome.case
    goals = [goal for goal in case.dataset.rules.goals if goal != "Stetigkeit"]
    place = goals.index("Versorgung") + 1 if "Versorgung" in goals else 0
    asked = WhatIf(outcome, previous=previous)
    free = asked.solve(with_rules(case, goals=tuple(goals)))
    steady = asked.solve(with_rules(case, goals=(*goals[:place], "Stetigkeit", *goals[place:])))
    assert free is not None
    assert steady is not None
    without, kept = _churn(case, free, previous), _churn(case, steady, previous)
    changes = tuple(row for row in compare_goals(free.goals, steady.goals) if row.goal != "Stetigkeit")
    verb = "ändert" if number(without) == "1" else "ändern"
    sentence = (
        f"Gegen den früheren Plan {verb} sich {hour_months(without)}; mit dem Ziel Stetigkeit sind es "
        f"{number(kept)}, also {number(without - kept)} weniger. Das kostet: {price(case, changes)}."
    )
    return Steadiness(without, kept, changes, sentence)


def _churn(case: Case, solved: Solved, previous: Plan) -> Fraction:
    return churn_of(case, solved.handovers, previous)
