"""The audit's checks of what a plan says about its case: outages, freed money, pots and reasons, to the cent."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from optimizer.model.german import number
from optimizer.plans.audit_days import MONTH, span
from optimizer.plans.audit_view import View, covered_hour_months, same, used_by_pot


def _compare(stated: Iterable[Hashable], right: Iterable[Hashable]) -> Iterator[str]:
    """Name what is missing, what is too much and what stands twice; what is right has no row twice."""
    listed, all_right = list(stated), list(right)
    if listed == all_right:
        return
    wanted, given = set(all_right), set(listed)
    if len(given) != len(listed):
        yield "eine Zeile steht doppelt"
    for row in sorted(wanted - given, key=repr):
        yield f"es fehlt: {_shown(row)}"
    for row in sorted(given - wanted, key=repr):
        yield f"falsch oder überzählig: {_shown(row)}"


def _shown(row: Hashable) -> str:
    cells = row if isinstance(row, tuple) else (row,)
    return " · ".join(cell.isoformat() if isinstance(cell, date) else str(cell) for cell in cells)


def belongs(view: View) -> Iterator[str]:
    """The plan belongs to this very workbook and scenario, and its optimum was proven."""
    plan, found = view.plan, view.found
    if plan.input_sha256 != found.dataset.sha256:
        yield "der Plan gehört zu einer anderen Arbeitsmappe (Prüfsumme)"
    if all(event.scenario != found.scenario for event in found.dataset.events):
        yield f"die Arbeitsmappe hat kein Ereignis im Szenario {found.scenario}"
    if plan.scenario != found.scenario:
        yield f"der Plan gehört zum Szenario {plan.scenario}, geprüft wird {found.scenario}"
    if plan.status != "optimal":
        yield f"der Status ist {plan.status}, nicht optimal"


def outages(view: View) -> Iterator[str]:
    """Every outage stands in order with its window, lost hours and what is covered (model, *From events*)."""
    rows, gaps = view.plan.outages, view.found.gaps
    yield from _compare(
        [(row.outage, row.offering, row.period.start, row.period.end, row.hours) for row in rows],
        [(gap.number, gap.offering.key, gap.first, gap.last, gap.hours) for gap in gaps.values()],
    )
    if [row.outage for row in rows] != sorted(gaps):
        yield "die Ausfälle stehen nicht in der Reihenfolge ihrer Nummern"
    covered = covered_hour_months(view)
    for row in rows:
        gap = gaps.get(row.outage)
        if gap is not None:
            lost = gap.hours * span(gap.first, gap.last) / MONTH
            if not same(row.lost, lost):
                yield f"Ausfall {row.outage}: {number(lost, 6)} Stundenmonate fehlen, nicht {number(row.lost, 6)}"
            right = covered.get(row.outage, Fraction(0))
            if not same(row.covered, right):
                yield f"Ausfall {row.outage}: {number(right, 6)} Stundenmonate gedeckt, nicht {number(row.covered, 6)}"


def freed(view: View) -> Iterator[str]:
    """Every cent of freed money is available, reclaim or returned, by outage, source and year."""
    yield from _compare(view.plan.freed, sorted(view.found.freed))


def pots(view: View) -> Iterator[str]:
    """Every pot stands with its source, year, kind, unit, money and what the handovers take from it."""
    used = used_by_pot(view)
    yield from _compare(
        ((r.pot, r.source, r.year, r.kind, r.unit, r.cents, r.used) for r in view.plan.pots),
        ((r.key, r.source, r.year, r.kind, r.unit, r.cents, used.get(r.key, 0)) for r in view.found.purses.values()),
    )


def not_used(view: View) -> Iterator[str]:
    """Every pair without a handover stands with all its reasons; an option without any (*Warum nicht?*)."""
    taken = {(row.outage, row.capacity) for row in view.plan.handovers}
    in_order = {reasons: tuple(sorted(reasons)) for reasons in {row.reasons for row in view.plan.not_used}}
    yield from _compare(
        ((row.outage, row.capacity, *in_order[row.reasons]) for row in view.plan.not_used),
        sorted((*key, *pair.reasons) for key, pair in view.found.pairs.items() if key not in taken),
    )
