"""The smallest change of a price or of a pot with which an unused option would have been chosen, by re-solving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from optimizer.cases.pots import payers
from optimizer.insight.changed import with_rate
from optimizer.insight.what_if import Solved, WhatIf
from optimizer.insight.words import capacity_label, money, pot_label
from optimizer.model.case import Option, Pot
from optimizer.model.findings import Limit, WinningChange
from optimizer.model.plan import paid_by_pot

ENOUGH = 10**11
"""More cents than any handover costs."""

LEAST_RATE = 2_500
"""The lowest rate that is asked about, in cents per month and full post: as good as nothing. Far below, a solver can no
longer tell hours apart by what they cost."""

_DISTANCES = (1, 8, 64, 512)
"""How many steps a pot is moved at first."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How exactly a turning point is found: cents of a pot, weekly hours, cents of a rate."""

    money: int = 10_000
    hours: Fraction = Fraction(1, 2)
    rate: int = 2_500


def winning_changes(asked: WhatIf, option: Option, precision: Precision) -> tuple[WinningChange, ...]:
    """A lower price of its own, and one pot with more (or, failing that, less) money; each re-solved as stated."""
    found = (_cheaper(asked, option, precision.rate), _other_pot(asked, option, precision.money))
    return tuple(change for change in found if change is not None)


def is_chosen(option: Option, solved: Solved | None) -> bool:
    """Does the best plan of a changed case use the option?"""
    return solved is not None and any(row.key == option.key for row in solved.handovers)


def turning_point(holds: Callable[[int], bool], near: int, far: int, step: int) -> int:
    """The value nearest to `near` at which `holds`, to `step`: it does not at `near`, and does at `far`."""
    while abs(far - near) > step:
        middle = near + (far - near) // 2
        middle -= (middle - near) % step if abs(far - near) > 2 * step else 0
        if middle in (near, far):
            break
        if holds(middle):
            far = middle
        else:
            near = middle
    return far


def _cheaper(asked: WhatIf, option: Option, step: int) -> WinningChange | None:
    case, capacity = asked.case, asked.case.capacity_of(option)
    if capacity.only_outage is not None:
        return None

    def holds(rate: int) -> bool:
        return is_chosen(option, asked.solve(with_rate(case, capacity.key, Fraction(rate))))

    start = floor(capacity.rate)
    if start <= LEAST_RATE or not holds(LEAST_RATE):
        return None
    rate = turning_point(holds, start, _bracket(holds, start), step)
    label = capacity_label(case, capacity.key)
    sentence = (
        f"Bei einem Kostensatz von {money(rate)} statt {money(capacity.rate)} je VzÄ und Monat "
        f"würde {label} gewählt (auf {money(step)} genau)."
    )
    return WinningChange("rate", Limit("capacity", capacity.key, label), capacity.rate, Fraction(rate), sentence)


def _bracket(holds: Callable[[int], bool], start: int) -> int:
    """A first rate at which it holds: close to the start if that will do."""
    for part in (95, 80, 50):
        if holds(start * part // 100):
            return start * part // 100
    return LEAST_RATE


def _other_pot(asked: WhatIf, option: Option, step: int) -> WinningChange | None:
    """The pot that has to change least: more money of one that is used up or, failing that, less of any."""
    case = asked.case
    used = paid_by_pot(asked.base.handovers)
    empty = [pot for pot in payers(case, (option,)) if pot.cents - used[pot.key] < step]
    empty.sort(key=lambda pot: (("reserve", "freed", "own").index(pot.kind), pot.key))
    found = _least(asked, option, empty, step) or _least(
        asked, option, [pot for pot in case.pots if used[pot.key]], -step
    )
    if found is None:
        return None
    pot, cents = found
    label, change = pot_label(case, pot), cents - pot.cents
    sentence = (
        f"Mit {money(abs(change))} {'mehr' if change > 0 else 'weniger'} {label} "
        f"würde {capacity_label(case, option.capacity)} gewählt (auf {money(step)} genau)."
    )
    return WinningChange("pot", Limit("pot", pot.key, label), Fraction(pot.cents), Fraction(cents), sentence)


def _least(asked: WhatIf, option: Option, pots: Sequence[Pot], step: int) -> tuple[Pot, int] | None:
    """The pot and its new amount with the smallest change; a negative step takes money away.

    Each pot is tried at the same few distances for every option (the answers are remembered), then halved in between.
    """
    for number, distance in enumerate(_DISTANCES):
        before = _DISTANCES[number - 1] if number else 0
        best: tuple[Pot, int] | None = None
        for pot in pots:

            def holds(cents: int, key: str = pot.key) -> bool:
                return is_chosen(option, asked.with_pot(key, cents))

            far, near = max(0, pot.cents + distance * step), max(0, pot.cents + before * step)
            if far != near and holds(far):
                cents = turning_point(holds, near, far, abs(step))
                if best is None or abs(cents - pot.cents) < abs(best[1] - best[0].cents):
                    best = pot, cents
        if best:
            return best
    return None
