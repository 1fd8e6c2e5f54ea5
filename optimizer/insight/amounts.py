"""How far the limits of a repair have to move: rules as mildly as will do, then as little new money and hours."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from optimizer.insight.relaxing import Coverage, Relaxable
from optimizer.model.case import Case
from optimizer.model.findings import Limit
from optimizer.model.periods import phases
from optimizer.program.decisions import Takeovers
from optimizer.program.in_pulp import Expression
from optimizer.program.optimum import minimum
from optimizer.program.solver import Clock, Infeasible

_POINT = Fraction(1, 100)
_HUNDREDTH = Fraction(1, 100)
_NOISE = 1e-5
_CENT_NOISE = 0.02

_CLOSER, _CLOSE = 2e-9, 2e-7
"""Parts of the target that may be missed: of a great sum, the second is more than a cent."""


def amounts(coverage: Coverage, group: tuple[Relaxable, ...], target: float) -> tuple[Fraction, ...]:
    """The value to which each limit of the group has to move so that the target can be covered; in their order."""
    values = {row.limit: row.without for row in group}
    for row in group:
        if row.limit.kind in ("share", "lot_rule", "pin"):
            values[row.limit] = _mildest(coverage, group, row, values, target)
    moved = [row for row in group if row.limit.kind in ("pot", "capacity")]
    if moved:
        values |= _least(coverage, group, values, target)
    return tuple(values[row.limit] for row in group)


def _set(case: Case, group: tuple[Relaxable, ...], values: Mapping[Limit, Fraction]) -> Case:
    for row in group:
        case = row.set_to(case, values[row.limit])
    return case


def _mildest(
    coverage: Coverage, group: tuple[Relaxable, ...], row: Relaxable, values: Mapping[Limit, Fraction], target: float
) -> Fraction:
    """The value nearest to today's that still suffices, among steps that people would decide on."""
    steps = _steps(row)

    def suffices(value: Fraction) -> bool:
        return coverage.possible(_set(coverage.case, group, {**values, row.limit: value}), target)

    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        if suffices(steps[middle]):
            high = middle
        else:
            low = middle + 1
    return steps[low]


def _steps(row: Relaxable) -> list[Fraction]:
    """From the mildest change to leaving the limit out altogether."""
    value = row.value
    if row.limit.kind == "share":
        count = ceil(abs(row.without - value) / _POINT)
        sign = 1 if row.without > value else -1
        return [value + sign * _POINT * step for step in range(1, count)] + [row.without]
    if row.limit.key == "Höchstzahl Übernehmende":
        return [value + more for more in range(1, 10)] + [row.without]
    if row.limit.key == "Mindestumfang":
        half = Fraction(1, 2)
        return [half * step for step in range(ceil(value / half) - 1, 0, -1)] + [row.without]
    if row.limit.kind == "pin":
        half = Fraction(1, 2)
        first = floor(value / half) + 1
        return [half * step for step in range(first, first + 200)] + [row.without]
    return [row.without]


def _least(
    coverage: Coverage, group: tuple[Relaxable, ...], values: Mapping[Limit, Fraction], target: float
) -> dict[Limit, Fraction]:
    """Cover the target with as little more as possible: new money, and new hours at what they cost."""
    try:
        return _least_within(coverage, group, values, target, _CLOSER)
    except Infeasible:
        return _least_within(coverage, group, values, target, _CLOSE)


def _least_within(
    coverage: Coverage, group: tuple[Relaxable, ...], values: Mapping[Limit, Fraction], target: float, close: float
) -> dict[Limit, Fraction]:
    program = coverage.program(_set(coverage.case, group, values))
    coverage.demand(program, target, close)
    pots = {row: program.beyond(row.limit.key, row.value) for row in group if row.limit.kind == "pot"}
    capacities = {row: _extra(program, row) for row in group if row.limit.kind == "capacity"}
    worth = [(column, 1.0) for column in pots.values()]
    worth += [(column, worth_of_hour(coverage.case, row.limit.key)) for row, column in capacities.items()]
    found, place = minimum(program, program.weighted(worth), "highs", Clock(None)).values, program.in_pulp.place
    least: dict[Limit, Fraction] = {}
    for row, column in pots.items():
        euros = found[place(column)]
        least[row.limit] = row.value + max(0, ceil(euros * 100 - _CENT_NOISE))
    for row, column in capacities.items():
        least[row.limit] = row.value + _HUNDREDTH * max(0, ceil(found[place(column)] * 100 - 100 * _NOISE))
    return least


def worth_of_hour(case: Case, capacity: str) -> float:
    """EUR that one weekly hour of a capacity costs over the longest window that it could take over."""
    options = [option for option in case.options if option.capacity == capacity]
    months = max(option.period.months for option in options)
    return float(case.capacity_of(options[0]).rate / case.dataset.rules.full_time * months / 100)


def _extra(program: Takeovers, row: Relaxable) -> Expression:
    """Weekly hours that a capacity gives beyond what it has today, on the day on which it gives most."""
    extra = program.column(("extra", row.limit.key))
    options = [option for option in program.options if option.capacity == row.limit.key]
    for phase, inside in phases([option.period for option in options]):
        given = program.summed(program.hours[options[index].key] for index in inside)
        program.row(("extra_hours", row.limit.key, phase.start), given - extra <= float(row.value))
    return extra
