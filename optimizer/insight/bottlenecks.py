"""Engpass: which limits together hold the uncovered hours of an outage, and the cheapest repair with who decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.insight.amounts import amounts, worth_of_hour
from optimizer.insight.relaxing import Coverage, Relaxable, relaxables, smallest_hold, smallest_repair
from optimizer.insight.what_if import EnoughAsked, WhatIf
from optimizer.insight.words import hour_months, hours, money
from optimizer.model.case import Case
from optimizer.model.errors import NoProof
from optimizer.model.findings import Bottleneck, Limit, Repair
from optimizer.model.german import listed, number, percent
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover, OutageResult

_TOLERANCE = Fraction(1, 20)
"""Hour-months that make no difference."""

_HUNDREDTH = Fraction(1, 100)
"""Weekly hours that rounding down may take from each handover."""


def bottlenecks(
    outcome: Outcome, *, outage: int | None = None, verify: bool = True, what_if: WhatIf | None = None
) -> tuple[Bottleneck, ...]:
    """One finding for each outage (or the one named) with uncovered hours.

    With `verify` every repair is planned anew; where the best plan would spend it on other outages, the repair is
    widened to serve these as well. No legal gate and no state guideline is ever part of a set or a repair.
    """
    asked = what_if or WhatIf(outcome)
    open_ = [row for row in outcome.plan.outages if row.lost - row.covered > 0]
    return tuple(_bottleneck(asked, row, open_, verify=verify) for row in open_ if outage in (None, row.outage))


@dataclass(frozen=True, slots=True)
class _Held:
    """What holds some outages: the sets, the repair, and the hour-months that could be covered at most."""

    sets: tuple[tuple[Limit, ...], ...]
    repair: tuple[Repair, ...]
    case: Case
    target: Fraction


def _bottleneck(asked: WhatIf, row: OutageResult, open_: Sequence[OutageResult], *, verify: bool) -> Bottleneck:
    uncovered = row.lost - row.covered
    held = _held(asked, [row.outage])
    beyond = row.lost - max(held.target, row.covered)
    if beyond > uncovered - _TOLERANCE:
        return Bottleneck(row.outage, uncovered, (), _beyond_sentence(asked.case, row, beyond), beyond=beyond)
    group, repaired = _widened(asked, row, held, open_) if verify else ((row.outage,), held)
    sentence = _sentence(asked.case, row, replace(held, repair=(repaired or held).repair), beyond, group)
    if repaired is None and verify and held.repair:
        sentence += (
            " Der beste Plan nutzte das nicht für diesen Ausfall, weil anderes vorgeht: dazu braucht es eine Vorgabe."
        )
    first = held.sets[0] if held.sets else ()
    return Bottleneck(row.outage, uncovered, first, sentence, held.sets[1:], (repaired or held).repair, beyond)


def _widened(
    asked: WhatIf, row: OutageResult, held: _Held, open_: Sequence[OutageResult]
) -> tuple[tuple[int, ...], _Held | None]:
    """The repair that the best plan really uses for the outage, with the outages that it has to serve as well.

    Where others would take what was meant for this outage, they are repaired with it; None where that does not end.
    """
    before = {other.outage: other.covered for other in open_}
    group, trial = {row.outage}, held
    while True:
        made = _made_in(asked, trial.case)
        if made is None:
            return (row.outage,), held
        if _covered(made, row.outage, _HUNDREDTH) >= held.target - _TOLERANCE:
            return tuple(sorted(group)), trial
        takers = {other for other, covered in before.items() if _covered(made, other) > covered + _TOLERANCE}
        if takers <= group:
            return (row.outage,), None
        group |= takers
        trial = _held(asked, sorted(group), sets=False)


def _made_in(asked: WhatIf, case: Case) -> tuple[Handover, ...] | None:
    """The handovers of the best plan of a repaired case; None where that could not be asked."""
    try:
        solved = asked.solve(case)
    except (EnoughAsked, NoProof):
        return None
    return solved.handovers if solved else ()


def _covered(made: Sequence[Handover], outage: int, more: Fraction = Fraction(0)) -> Fraction:
    """Hour-months covered of an outage, if every handover gave so many weekly hours more."""
    return sum(((row.hours + more) * row.period.months for row in made if row.outage == outage), Fraction(0))


def _held(asked: WhatIf, outages: Iterable[int], *, sets: bool = True) -> _Held:
    case = asked.case
    coverage = Coverage(case, asked.base.handovers, outages, asked.solver)
    limits = relaxables(case, coverage.outages)
    target = coverage.most(limits)
    exact = Fraction(round(target * 10**6), 10**6)
    if coverage.suffices((), target) or not coverage.suffices(limits, target):
        return _Held((), (), case, exact)
    found = _sets(coverage, limits, target) if sets else ()
    repair, repaired = _cheapest(asked, coverage, limits, target)
    return _Held(found, repair, repaired, exact)


def _sets(coverage: Coverage, limits: tuple[Relaxable, ...], target: float) -> tuple[tuple[Limit, ...], ...]:
    """Irreducible sets, found from several starts, the smallest first."""
    orders = (limits, limits[::-1], tuple(sorted(limits, key=lambda row: (row.limit.kind, row.limit.key))))
    found = {tuple(row.limit for row in sorted(smallest_hold(coverage, order, target), key=_place)) for order in orders}
    return tuple(sorted(found, key=lambda group: (len(group), [(limit.kind, limit.key) for limit in group])))


def _place(row: Relaxable) -> tuple[int, str, str]:
    return row.order, row.limit.kind, row.limit.key


def _cheapest(
    asked: WhatIf, coverage: Coverage, limits: tuple[Relaxable, ...], target: float
) -> tuple[tuple[Repair, ...], Case]:
    """Of several minimal repairs the one that costs least, without help from outside where that will do."""
    by_kind = {"pot": 0, "capacity": 1, "lot_rule": 2, "pin": 3, "share": 4}
    orders = [
        limits,
        tuple(sorted(limits, key=lambda row: (row.limit.kind == "pot", row.order))),
        tuple(sorted(limits, key=lambda row: (by_kind[row.limit.kind], row.order))),
        tuple(sorted(limits, key=lambda row: (row.outside, -by_kind[row.limit.kind], row.order))),
    ]
    singles: list[tuple[Relaxable, ...]] = [(row,) for row in limits if coverage.suffices((row,), target)]
    groups = {frozenset(row.limit for row in group): group for group in singles}
    if not singles:
        for order in orders:
            group = smallest_repair(coverage, order, target)
            groups[frozenset(row.limit for row in group)] = group
    worked = [(group, amounts(coverage, group, target)) for group in groups.values()]
    case = asked.case
    group, values = min(worked, key=lambda found: _price(case, *found))
    for row, value in zip(group, values, strict=True):
        case = row.set_to(case, value)
    repairs = tuple(Repair(row.limit, row.value, value, row.decider) for row, value in zip(group, values, strict=True))
    return repairs, case


def _price(case: Case, group: tuple[Relaxable, ...], values: tuple[Fraction, ...]) -> tuple[object, ...]:
    """Help from outside the county last; then what new money and new hours are worth (EUR); then few changes."""
    outside = sum(row.outside for row in group)
    worth = 0.0
    for row, value in zip(group, values, strict=True):
        if row.limit.kind == "pot":
            worth += float(value - row.value) / 100
        elif row.limit.kind == "capacity":
            worth += float(value - row.value) * worth_of_hour(case, row.limit.key)
    return outside, round(worth, 2), len(group), sorted((row.order, row.limit.key) for row in group)


def _beyond_sentence(case: Case, row: OutageResult, beyond: Fraction) -> str:
    offering = case.dataset.offering[row.offering].title
    nobody = not any(option.outage == row.outage for option in case.options)
    why = (
        "keine Kapazität darf übernehmen (Gründe unter „Warum nicht?“)"
        if nobody
        else "an den übrigen Tagen ist niemand bereit (Vorlauf, Laufzeit der Kapazitäten und Vereinbarungen)"
    )
    return (
        f"Ausfall {row.outage} („{offering}“): {hour_months(beyond)} ungedeckt; {why}. "
        "Mehr Mittel oder Stunden ändern daran nichts."
    )


def _sentence(case: Case, row: OutageResult, held: _Held, beyond: Fraction, group: tuple[int, ...]) -> str:
    offering = case.dataset.offering[row.offering].title
    parts = [f"Ausfall {row.outage} („{offering}“): {hour_months(row.lost - row.covered)} ungedeckt."]
    if held.sets:
        labels = [limit.label for limit in held.sets[0]]
        parts.append(f"{'Es hält' if len(labels) == 1 else 'Zusammen halten'}: {listed(labels)}.")
    if held.repair:
        others = [str(one) for one in group if one != row.outage]
        which = f" (zusammen mit den Ausfällen {listed(others)}, die sonst zuerst zugriffen)"
        if len(others) < 2:
            which = f" (zusammen mit dem Ausfall {others[0]}, der sonst zuerst zugriffe)" if others else ""
        parts.append(f"Günstigste Abhilfe{which}: {'; '.join(_in_words(repair) for repair in held.repair)}.")
    else:
        parts.append(
            "Mittel, Stunden und Regeln ließen mehr zu; ein Ziel, das vorgeht, oder ein Bedarf von 0 hält davon ab. "
            "Für diesen Ausfall braucht es eine Vorgabe oder andere Ziele (Blatt Regeln)."
        )
    if beyond > _TOLERANCE:
        stay = "bleibt" if number(beyond) == "1" else "bleiben"
        parts.append(f"{hour_months(beyond)} {stay} auch dann offen: an diesen Tagen ist niemand bereit.")
    return " ".join(parts)


def _in_words(repair: Repair) -> str:
    """`Reserve R-1 (LK 2027) um 1.000 € auf 6.000 € erhöhen (entscheidet: …)`."""
    limit, change = repair.limit, repair.after - repair.before
    who = f"(entscheidet: {repair.decider})"
    if limit.kind in ("pot", "capacity"):
        show = money if limit.kind == "pot" else hours
        return f"{limit.label} um {show(change)} auf {show(repair.after)} erhöhen {who}"
    if limit.kind == "share":
        return f"{limit.label} von {percent(repair.before)} auf {percent(repair.after)} {who}"
    if limit.kind == "lot_rule" and repair.after == 0:
        return f"{limit.label} ({number(repair.before)}) aussetzen {who}"
    if limit.kind == "pin":
        return f"{limit.label} auf {number(repair.after)} h lockern {who}"
    return f"{limit.label} von {number(repair.before)} auf {number(repair.after)} {who}"
