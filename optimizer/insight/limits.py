"""Grenzwerte: what one step less and one step more of every limit that binds changes in every goal, by re-solving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Final

from optimizer.insight.knobs import Knob, Steps, hours_used, knobs
from optimizer.insight.paying import least_reserves
from optimizer.insight.what_if import EnoughAsked, WhatIf, compare_goals
from optimizer.insight.words import effect, hours, money
from optimizer.model.case import Case
from optimizer.model.findings import GoalChange, LimitValue
from optimizer.model.german import number, percent
from optimizer.model.outcome import Outcome

Changes = tuple[GoalChange, ...] | None
_MONEY: Final = ("pot", "share", "matching")


def limits_of(outcome: Outcome, *, steps: Steps = Steps(), what_if: WhatIf | None = None) -> tuple[LimitValue, ...]:  # noqa: B008 -- frozen
    """Every limit of which the plan leaves less than a step unused; what matters most comes first."""
    asked = what_if or WhatIf(outcome)
    binding = [knob for knob in knobs(outcome.case, outcome.plan.handovers, steps) if knob.binds]
    values: list[LimitValue] = []
    with suppress(EnoughAsked):
        looser = looser_changes(asked, binding) if asked.unbounded else {}
        for index, knob in enumerate(binding):
            changes = looser[index] if asked.unbounded else looser_change(asked, knob)
            values.append(_limit_value(asked, knob, changes))
    return tuple(sorted(values, key=_weight, reverse=True))


def looser_change(asked: WhatIf, knob: Knob) -> Changes:
    """What loosening one limit changes."""
    return None if knob.looser is None else asked.changes(knob.set_to(asked.case, knob.looser))


def looser_changes(asked: WhatIf, binding: Sequence[Knob]) -> Mapping[int, Changes]:
    """What loosening each limit by itself changes.

    Loosening many at once allows every plan that loosening one of them allows: where all together change nothing, none
    does. So whole groups are asked first.
    """
    found: dict[int, Changes] = {}
    nothing = compare_goals(asked.base.goals, asked.base.goals)
    movable = [index for index, knob in enumerate(binding) if knob.looser is not None]
    groups = [[index] for index in movable]
    if asked.exact_steps:
        groups = [
            [index for index in movable if (binding[index].limit.kind in _MONEY) == money_] for money_ in (True, False)
        ]
    while groups:
        group = groups.pop()
        if not group:
            continue
        case = asked.case
        for index in group:
            case = binding[index].set_to(case, binding[index].looser or Fraction(0))
        solved = asked.solve(case)
        if len(group) == 1:
            found[group[0]] = None if solved is None else compare_goals(asked.base.goals, solved.goals)
        elif solved is not None and (solved.taken, solved.goals) == (asked.base.taken, asked.base.goals):
            found |= dict.fromkeys(group, nothing)
        else:
            groups += [group[: len(group) // 2], group[len(group) // 2 :]]
    return {index: found.get(index) for index in range(len(binding))}


def tighter_changes(asked: WhatIf, knob: Knob, case: Case) -> Changes:
    """What a tighter limit changes. It allows no new plan: where the old one still fits, that one is the best."""
    if asked.exact_steps and still_fits(asked, knob, case):
        return compare_goals(asked.base.goals, asked.base.goals)
    return asked.changes(case)


def still_fits(asked: WhatIf, knob: Knob, case: Case) -> bool:
    """Can the plan's handovers be kept, with no more reserve money than before?"""
    rows, rules = asked.base.handovers, case.dataset.rules
    if knob.limit.kind == "capacity":
        return hours_used(rows, knob.limit.key) <= next(
            row.hours for row in case.capacities if row.key == knob.limit.key
        )
    if knob.limit.kind == "lot_rule":
        counts = [sum(other.outage == row.outage for other in rows) for row in rows]
        large = all(row.hours >= min(rules.min_hours, case.outage[row.outage].hours) for row in rows)
        on_grid = not rules.hour_grid or all((row.hours / rules.hour_grid).denominator == 1 for row in rows)
        return large and on_grid and (not rules.max_substitutes or max(counts, default=0) <= rules.max_substitutes)
    least = least_reserves(case, rows, asked.solver)
    return least is not None and (least <= reserves_used(asked) or "Reserven" not in rules.goals)


def reserves_used(asked: WhatIf) -> int:
    """What the plan takes from reserve pots, in cents."""
    paid = [payment for row in asked.base.handovers for payment in row.funding]
    return sum(payment.cents for payment in paid if asked.case.pot[payment.pot].kind == "reserve")


def _limit_value(asked: WhatIf, knob: Knob, looser: Changes) -> LimitValue:
    tighter_value = knob.lower if knob.ceiling else knob.higher
    tighter = None if tighter_value is None else tighter_changes(asked, knob, knob.set_to(asked.case, tighter_value))
    less, more = (tighter, looser) if knob.ceiling else (looser, tighter)
    taken = None if knob.lower is None or knob.value - knob.lower == knob.step else knob.value - knob.lower
    return LimitValue(knob.limit, knob.step, less, more, _sentence(asked.case, knob, less, more), taken)


def _sentence(case: Case, knob: Knob, less: Changes, more: Changes) -> str:
    if knob.limit.kind in ("share", "lot_rule"):
        return _setting_sentence(case, knob, less, more)
    show, one = (money, 100) if knob.limit.kind in ("pot", "matching") else (hours, 1)
    parts = []
    if knob.lower is not None:
        gone = knob.value - knob.lower
        all_of_it = " (alles, was da ist)" if knob.lower == 0 and gone < knob.step else ""
        parts.append(f"{show(gone)} weniger {knob.limit.label}{all_of_it} {effect(case, less, plural=gone != one)}")
    if knob.higher is not None:
        what = f" {knob.limit.label}" if not parts else ""
        added = knob.higher - knob.value
        parts.append(f"{show(added)} mehr{what} {effect(case, more, plural=added != one)}")
    return "; ".join(parts) + "."


def _setting_sentence(case: Case, knob: Knob, less: Changes, more: Changes) -> str:
    parts = [
        f"{_setting(knob, value)} statt {_setting(knob, knob.value)} {effect(case, changes, plural=False)}"
        for value, changes in ((knob.lower, less), (knob.higher, more))
        if value is not None
    ]
    return f"{knob.limit.label}: {'; '.join(parts)}."


def _setting(knob: Knob, value: Fraction) -> str:
    if knob.limit.kind == "share":
        return percent(value)
    if knob.limit.key == "Höchstzahl Übernehmende":
        return number(value)
    if value:
        return hours(value)
    return "keines" if knob.limit.key == "Stundenraster" else "keiner"


def _weight(value: LimitValue) -> tuple[Fraction, ...]:
    """How much it moves the goals, in their order, on the side that moves them more."""
    sides = [tuple(abs(change.difference) for change in side) for side in (value.less, value.more) if side]
    return max(sides, default=())
