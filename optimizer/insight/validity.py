"""Gültigkeit: how far each pot, each capacity's hours and each cost rate may move before the handovers change.

The ends are found by halving, each step a real re-solve, to a stated precision; it is taken for granted that handovers
which change at one distance do not come back further out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from math import ceil, floor

from optimizer.insight.changed import with_rate
from optimizer.insight.knobs import Knob, Steps, capacity_knobs, pot_knobs
from optimizer.insight.what_if import EnoughAsked, WhatIf
from optimizer.insight.winning import ENOUGH, LEAST_RATE, Precision, turning_point
from optimizer.insight.words import capacity_label, hours, money
from optimizer.model.case import Case
from optimizer.model.dataset import Capacity
from optimizer.model.findings import Limit, Range
from optimizer.model.outcome import Outcome

_HOURS_FAR = 10**4
"""Weekly hours (in hundredths: 100 h) that no capacity needs."""

_RATE_FAR = 100
"""Times as dear: no pot would pay for that."""


def validity(
    outcome: Outcome,
    *,
    precision: Precision = Precision(),  # noqa: B008 -- frozen
    what_if: WhatIf | None = None,
) -> tuple[Range, ...]:
    """The ranges within which who takes over how many hours stays the same, one figure moved at a time."""
    asked = what_if or WhatIf(outcome)
    found: list[Range] = []
    with suppress(EnoughAsked):
        for row in _ranges(asked, precision):
            found.append(row)  # noqa: PERF402 -- what was found before the end of the work stays
    return tuple(found)


def _ranges(asked: WhatIf, precision: Precision) -> Iterator[Range]:
    case, rows = asked.case, asked.base.handovers
    pots, capacities = tuple(pot_knobs(case, rows, Steps())), tuple(capacity_knobs(case, rows, Steps()))
    free = {
        knob.limit for knob in (*without_end(asked, pots, ENOUGH), *without_end(asked, capacities, _HOURS_FAR // 100))
    }
    for knob in pots:
        yield _pot_range(asked, knob, precision.money, endless=knob.limit in free)
    for knob in capacities:
        yield _hours_range(asked, knob, precision.hours, endless=knob.limit in free)
    named = {option.capacity for option in case.options}
    for capacity in sorted(case.capacities, key=lambda row: row.key):
        if capacity.key in named and capacity.only_outage is None:
            yield _rate_range(asked, capacity, precision.rate)


def without_end(asked: WhatIf, movable: Sequence[Knob], far: int) -> tuple[Knob, ...]:
    """The limits of which any amount more leaves the handovers as they are.

    More of all of them at once allows every plan that more of one allows; so groups are asked before single limits.
    """
    if not movable:
        return ()
    case = asked.case
    for knob in movable:
        case = knob.set_to(case, knob.value + far)
    if same_handovers(asked, case) and (asked.exact_steps or len(movable) == 1):
        return tuple(movable)
    if len(movable) == 1:
        return ()
    exhausted = [knob for knob in movable if knob.used is not None and knob.used >= knob.value]
    rest = [knob for knob in movable if knob not in exhausted]
    halves = (exhausted, rest) if exhausted and rest else (movable[: len(movable) // 2], movable[len(movable) // 2 :])
    return tuple(knob for half in halves for knob in without_end(asked, half, far))


def same_handovers(asked: WhatIf, case: Case) -> bool:
    """Does the best plan of a changed case make the same handovers, to the hour?"""
    solved = asked.solve(case)
    return solved is not None and solved.taken == asked.base.taken


def _end(holds: Callable[[int], bool], near: int, far: int, step: int) -> int | None:
    """The last value from `near` towards `far` at which it holds, to `step`; None where it holds at `far` too."""
    if near == far or holds(far):
        return None
    sign, width, last = (1 if far > near else -1), step, near
    while abs(far - last) > width and holds(last + sign * width):
        last, width = last + sign * width, 4 * width
    over = last + sign * width if abs(far - last) > width else far
    first_not = turning_point(lambda value: not holds(value), last, over, step)
    return max(first_not - step, last) if sign > 0 else min(first_not + step, last)


def _pot_range(asked: WhatIf, knob: Knob, step: int, *, endless: bool) -> Range:
    def holds(cents: int) -> bool:
        return same_handovers(asked, knob.set_to(asked.case, Fraction(cents)))

    value, used = int(knob.value), int(knob.used or 0)
    start = used if asked.exact_steps and (used in (0, value) or holds(used)) else value
    low = _end(holds, start, 0, step)
    high = None if endless else _end(holds, value, value + ENOUGH, step)
    low_value, high_value = Fraction(low or 0), None if high is None else Fraction(high)
    sentence = _sentence(knob.limit.label, money(value), _money_end(low), _money_end(high), money(step))
    return Range("pot", knob.limit, knob.value, low_value, high_value, Fraction(step), sentence)


def _money_end(cents: int | None) -> str | None:
    return None if cents is None else money(cents)


def _hours_range(asked: WhatIf, knob: Knob, step: Fraction, *, endless: bool) -> Range:
    def holds(hundredths: int) -> bool:
        return same_handovers(asked, knob.set_to(asked.case, Fraction(hundredths, 100)))

    value, used, wide = floor(knob.value * 100), floor((knob.used or 0) * 100), int(step * 100)
    start = used if asked.exact_steps and (used in (0, value) or holds(used)) else value
    low = None if not used and asked.exact_steps else _end(holds, start, 0, wide)
    high = None if endless else _end(holds, value, value + _HOURS_FAR, wide)
    low_hours = Fraction(low or 0, 100)
    high_hours = None if high is None else Fraction(high, 100)
    ends = (hours(low_hours) if low_hours else None, hours(high_hours) if high_hours is not None else None)
    sentence = _sentence(f"Stunden von {knob.limit.label}", hours(knob.value), *ends, hours(step))
    return Range("capacity", knob.limit, knob.value, low_hours, high_hours, step, sentence)


def _rate_range(asked: WhatIf, capacity: Capacity, step: int) -> Range:
    """A dearer capacity that is not used stays unused; so only the other ends are looked for."""

    def holds(rate: int) -> bool:
        return same_handovers(asked, with_rate(asked.case, capacity.key, Fraction(rate)))

    value = ceil(capacity.rate)
    used = any(row.capacity == capacity.key for row in asked.base.handovers)
    low = _end(holds, value, min(value, LEAST_RATE), step)
    high = _end(holds, value, _RATE_FAR * value, step) if used or not asked.exact_steps else None
    limit = Limit("capacity", capacity.key, capacity_label(asked.case, capacity.key))
    what = f"Kostensatz von {limit.label}"
    sentence = _sentence(what, money(capacity.rate), _money_end(low), _money_end(high), money(step))
    ends = (None if low is None else Fraction(low), None if high is None else Fraction(high))
    return Range("rate", limit, capacity.rate, *ends, Fraction(step), sentence)


def _sentence(what: str, value: str, low: str | None, high: str | None, step: str) -> str:
    if low is None and high is None:
        return f"{what} (heute {value}): ohne Einfluss auf die Übergaben."
    bounds = " und ".join(
        text for text in (f"mindestens {low}" if low else "", f"höchstens {high}" if high else "") if text
    )
    return f"{what} (heute {value}): Die Übergaben bleiben dieselben bei {bounds} (auf {step} genau)."
