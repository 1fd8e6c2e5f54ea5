"""The audit's checks of who takes over how many hours, one function per rule of the model, in German words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from optimizer.model.german import number, short_date
from optimizer.model.pair import by_outage
from optimizer.model.plan import Handover, Payment
from optimizer.plans.audit_books import hundredths
from optimizer.plans.audit_case import may_pay
from optimizer.plans.audit_options import Pair
from optimizer.plans.audit_view import Taken, View, added


def cover(view: View) -> Iterator[str]:
    """On no day of an outage is more taken over than was lost: Σ h ≤ lost (rule 1)."""
    for number_, rows in by_outage(view.plan.handovers).items():
        gap = view.found.gaps.get(number_)
        for day, hours in _peaks(rows):
            if gap is not None and hours > gap.hours:
                lost, most = number(gap.hours), number(hours)
                yield f"Ausfall {number_}: am {short_date(day)} sind {most} h übernommen, verloren gehen {lost} h"


def capacity(view: View) -> Iterator[str]:
    """On no day does a capacity give more than its hours over all its handovers (rule 2)."""
    groups: dict[tuple[str, int | None], list[Taken]] = {}
    for taken in view.taken:
        groups.setdefault((taken.pair.capacity.key, taken.pair.capacity.only_outage), []).append(taken)
    for (key, _), group in groups.items():
        most = hundredths(group[0].pair.capacity.hours)
        for day, hours in _peaks([taken.handover for taken in group]):
            if hours > most:
                yield f"Kapazität {key}: gibt am {short_date(day)} {number(hours)} h, hat aber {number(most)} h"


def _peaks(rows: list[Handover]) -> Iterator[tuple[date, Fraction]]:
    """Hours on each day on which a handover starts: any sum over a day is reached on one of these."""
    for day in sorted({row.period.start for row in rows}):
        yield day, added(row.hours for row in rows if row.period.start <= day <= row.period.end)


def hour_grid(view: View) -> Iterator[str]:
    """Hours are whole multiples of the *Stundenraster*, of 0.01 h without one (rule 8)."""
    grid = view.found.dataset.rules.hour_grid or Fraction(1, 100)
    for row in view.plan.handovers:
        if (row.hours / grid).denominator != 1:
            hours, step = number(row.hours, 6), number(grid, 6)
            yield f"Übergabe {row.outage}/{row.capacity}: {hours} h ist kein Vielfaches von {step} h"


def used(view: View) -> Iterator[str]:
    """Whoever stands in the plan takes over some hours, and no more than were lost: 0 < h ≤ lost (rule 8)."""
    for row in view.plan.handovers:
        gap = view.found.gaps.get(row.outage)
        if row.hours <= 0 or (gap is not None and row.hours > gap.hours):
            yield f"Übergabe {row.outage}/{row.capacity}: {number(row.hours)} h sind keine oder mehr als der Ausfall"


def min_hours(view: View) -> Iterator[str]:
    """No handover is smaller than *Mindestumfang*, or than the outage where that is smaller (rule 8)."""
    least = hundredths(view.found.dataset.rules.min_hours)
    for taken in view.taken:
        asked = min(least, taken.pair.gap.hours)
        if taken.handover.hours < asked:
            yield f"{taken.name}: {number(taken.handover.hours)} h liegen unter dem Mindestumfang von {number(asked)} h"


def max_substitutes(view: View) -> Iterator[str]:
    """No outage is split among more than *Höchstzahl Übernehmende* over its whole time (rule 8)."""
    most = view.found.dataset.rules.max_substitutes
    for outage, rows in by_outage(view.plan.handovers).items():
        if 0 < most < len(rows):
            yield f"Ausfall {outage}: {len(rows)} Übernehmende, erlaubt sind {most}"


def pins(view: View) -> Iterator[str]:
    """Every *Vorgabe* holds for every outage of its offering: fixed, at least or at most (rule 7)."""
    hours = {(row.outage, row.capacity): row.hours for row in view.plan.handovers}
    for pin in view.found.dataset.pins:
        if pin.scenario != view.found.scenario or pin.hours is None or pin.kind == "ausgeschlossen":
            continue
        asked = hundredths(pin.hours)
        for outage, gap in view.found.gaps.items():
            if gap.offering.key != pin.offering or (outage, pin.capacity) not in view.found.pairs:
                continue
            given = hours.get((outage, pin.capacity), Fraction(0))
            if (given < asked and pin.kind != "höchstens") or (given > asked and pin.kind != "mindestens"):
                yield f"Übergabe {outage}/{pin.capacity}: {number(given)} h, vorgegeben: {pin.kind} {number(asked)} h"


def eligibility(view: View) -> Iterator[str]:
    """Each handover is an option, once, over its whole window, by its provider, paid by pots that may pay for it."""
    seen: set[tuple[int, str]] = set()
    for row in view.plan.handovers:
        name, pair = f"Übergabe {row.outage}/{row.capacity}", view.found.pairs.get((row.outage, row.capacity))
        if (row.outage, row.capacity) in seen:
            yield f"{name}: steht doppelt im Plan"
        seen.add((row.outage, row.capacity))
        if pair is None or pair.window is None:
            yield f"{name}: keine Option ({', '.join(pair.reasons) if pair else 'kein solches Paar'})"
            continue
        if (row.period.start, row.period.end) != pair.window:
            first, last = pair.window
            yield f"{name}: der Zeitraum müsste {short_date(first)} bis {short_date(last)} sein"
        if row.provider != pair.capacity.provider:
            yield f"{name}: Träger ist {pair.capacity.provider}, nicht {row.provider}"
        for payment in row.funding:
            yield from (f"{name}: {text}" for text in _payment_faults(view, payment, pair))


def _payment_faults(view: View, payment: Payment, pair: Pair) -> Iterator[str]:
    purse = view.found.purses.get(payment.pot)
    if purse is None:
        yield f"den Topf {payment.pot} gibt es nicht"
    elif (payment.source, payment.year) != (purse.source, purse.year):
        yield f"der Topf {payment.pot} gehört zu {purse.source} {purse.year}"
    elif not may_pay(view.found, purse, pair):
        yield f"der Topf {payment.pot} darf dafür nicht zahlen"
