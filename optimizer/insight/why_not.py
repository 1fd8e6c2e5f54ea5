"""Warum nicht? Every pair of outage and capacity without a handover: its reasons, or what forcing it in would cost."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from optimizer.insight.changed import forced
from optimizer.insight.what_if import EnoughAsked, WhatIf
from optimizer.insight.winning import Precision, winning_changes
from optimizer.insight.words import hours as in_hours
from optimizer.insight.words import price
from optimizer.model.case import Case, Option
from optimizer.model.findings import ForcedOption, WhyNot, WinningChange
from optimizer.model.german import listed
from optimizer.model.outcome import Outcome


def why_not(
    outcome: Outcome,
    *,
    outage: int | None = None,
    capacity: str | None = None,
    wins: bool = True,
    precision: Precision = Precision(),  # noqa: B008 -- frozen
    what_if: WhatIf | None = None,
) -> tuple[WhyNot, ...]:
    """Every pair that the plan does not use, or those of one outage or capacity.

    For an option: its price in every goal and, with `wins`, the smallest change with which it would have been chosen.
    """
    asked = what_if or WhatIf(outcome)
    options = {option.key: option for option in outcome.case.options}
    found = []
    for pair in outcome.plan.not_used:
        if outage not in (None, pair.outage) or capacity not in (None, pair.capacity):
            continue
        option = options.get(pair.key)
        force = _force_if_asked(asked, option, precision, wins=wins) if option else None
        found.append(WhyNot(pair.outage, pair.capacity, pair.reasons, force))
    return tuple(found)


def _force_if_asked(asked: WhatIf, option: Option, precision: Precision, *, wins: bool) -> ForcedOption | None:
    try:
        return force_in(asked, option, precision, wins=wins)
    except EnoughAsked:
        return None


def least_meaningful(case: Case, option: Option) -> Fraction:
    """The fewest hours that make sense: Mindestumfang (or a smaller outage), else a step of the grid, else one hour."""
    rules, lost = case.dataset.rules, case.outage[option.outage].hours
    least = min(rules.min_hours or rules.hour_grid or Fraction(1), lost)
    if rules.hour_grid:
        return rules.hour_grid * ceil(least / rules.hour_grid)
    return least


def force_in(asked: WhatIf, option: Option, precision: Precision, *, wins: bool) -> ForcedOption:
    """What it costs in each goal to force an unused option in with the fewest hours that make sense."""
    case = asked.case
    hours = least_meaningful(case, option)
    elsewhere = _without_option(case, option)
    changes = None if elsewhere else asked.changes(forced(case, option, hours))
    chosen_by = winning_changes(asked, option, precision) if wins and (elsewhere or changes is not None) else ()
    sentence = _sentence(hours, changes is not None, price(case, changes or ()), chosen_by)
    if elsewhere:
        sentence = _elsewhere_sentence(option, elsewhere, chosen_by)
    possible = changes is not None
    return ForcedOption(option.outage, option.capacity, hours, changes or (), sentence, chosen_by, possible)


def _without_option(case: Case, option: Option) -> tuple[int, ...]:
    """Other outages of the offering on which a Vorgabe would bear as well, but which the capacity may not take over."""
    offering = case.outage[option.outage].offering
    own = case.capacity_of(option).only_outage is not None
    allowed = {row.outage for row in case.options if row.capacity == option.capacity}
    return tuple(
        row.number
        for row in case.outages
        if not own and row.offering == offering and not row.frees_only and row.number not in allowed
    )


def _elsewhere_sentence(option: Option, elsewhere: tuple[int, ...], wins: tuple[WinningChange, ...]) -> str:
    numbers = [str(number) for number in elsewhere]
    which = f"den Ausfall {numbers[0]}" if len(numbers) == 1 else f"die Ausfälle {listed(numbers)}"
    first = (
        f"Als Vorgabe nicht möglich: sie gälte auch für {which} desselben Angebots, "
        f"und dort darf {option.capacity} nicht übernehmen (Gründe unter „Warum nicht?“)."
    )
    return " ".join([first, *(win.sentence for win in wins)])


def _sentence(hours: Fraction, possible: bool, cost: str, wins: tuple[WinningChange, ...]) -> str:
    if not possible:
        return f"Auch als Vorgabe nicht möglich: {in_hours(hours)} lassen die Regeln und Mittel hier nicht zu."
    first = f"Mit {in_hours(hours)} vorgegeben: {cost}."
    if cost == "nichts":
        first = (
            f"Mit {in_hours(hours)} vorgegeben verschlechtert sich kein Ziel; "
            "bei Gleichstand entscheidet die feste Reihenfolge."
        )
    return " ".join([first, *(win.sentence for win in wins)])
