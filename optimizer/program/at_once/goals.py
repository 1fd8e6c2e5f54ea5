"""The goals of the page for all handovers at once: the mirror of `program.goals`, where each says what it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from optimizer.model.case import Pot
from optimizer.program.arrays import INFINITY
from optimizer.program.at_once.decisions import Decisions, Payers, Takeovers
from optimizer.program.at_once.sums import Sums
from optimizer.program.goals import WHOLE_SHARE, Goal, Stage, money_stages_of, stages_of


def coverage(program: Takeovers, priority: int | None = None) -> Sums:
    """Σ_o need(i) · q(o) · h[o]."""
    offerings = [program.case.offering_of(outage) for outage in program.outages]
    need = [float(row.need) if priority in (None, row.priority) else 0.0 for row in offerings]
    return program.hours.times(np.array(need)[program.outage_of] * program.months)


def subsidiarity(program: Takeovers) -> Sums:
    """Σ q(o) · h[o] of municipal providers."""
    provider = program.case.dataset.provider
    municipal = [provider[capacity.provider].municipal for capacity in program.capacities]
    return program.hours.times(np.array(municipal)[program.capacity_of] * program.months)


def balance(program: Takeovers) -> Sums:
    """The smallest share covered of any outage that loses hours."""
    smallest = program.columns(np.array([WHOLE_SHARE], dtype=float))
    lost = {row.number: float(row.lost_hour_months) for row in program.case.outages if row.lost_hour_months}
    row_of = {number: row for row, number in enumerate(lost)}
    counted = np.array([option.outage in lost for option in program.options], dtype=np.bool_)
    rows = [row_of[option.outage] for option in program.options if option.outage in lost]
    covered = program.hours.times(program.months).at(counted).by(np.array(rows, dtype=np.intp), len(lost))
    share = covered.times(WHOLE_SHARE / np.array(list(lost.values())))
    program.add(smallest.pick(np.zeros(len(lost), dtype=np.intp)).minus(share).at_most(0))
    return smallest


def reserves(program: Decisions) -> Sums:
    """Σ m of the reserve pots."""
    return _money(program, lambda pot: pot.kind == "reserve")


def nearness(program: Takeovers) -> Sums:
    """Σ_o km(o) · q(o) · h[o]."""
    return program.hours.times(np.array([option.km for option in program.options]) * program.months)


def costs(program: Decisions) -> Sums:
    """Σ m."""
    return program.paid


def handovers(program: Takeovers) -> Sums:
    """Σ_o z[o]."""
    return program.used


def steadiness(program: Takeovers) -> Sums:
    """Σ_o q(o) · |h[o] − before|."""
    before = np.array([float(program.earlier.get(option.key, 0)) for option in program.options])
    apart = program.columns(np.full(len(before), INFINITY))
    program.add(apart.minus(program.hours).at_least(-before))
    program.add(apart.plus(program.hours).at_least(before))
    return apart.times(program.months)


def money_rank(program: Decisions) -> Sums:
    """Σ rank(p) · m."""
    return _money(program, lambda pot: pot.rank)


def earmark(program: Decisions) -> Sums:
    """Σ breadth(p) · m."""
    return _money(program, lambda pot: pot.breadth)


GOALS: Mapping[str, Goal] = {
    "Versorgung": ("max", coverage),
    "Subsidiarität": ("min", subsidiarity),
    "Ausgleich": ("max", balance),
    "Reserven": ("min", reserves),
    "Nähe": ("min", nearness),
    "Kosten": ("min", costs),
    "Übergaben": ("min", handovers),
    "Stetigkeit": ("min", steadiness),
}
LAST: Mapping[str, Goal] = {"Mittelrang": ("min", money_rank), "Zweckbindung": ("min", earmark)}


def stages(program: Takeovers) -> tuple[Stage, ...]:
    """All stages of the program up to the sorted keys."""
    return stages_of(program, GOALS, LAST)


def money_stages(program: Payers) -> tuple[Stage, ...]:
    """The stages that still decide who pays, once the hours stand."""
    return money_stages_of(program, GOALS, LAST)


def _money(program: Decisions, weight: Callable[[Pot], int]) -> Sums:
    return program.paid.times(np.array([float(weight(pot)) for pot in program.pots])[program.pot_of])
