"""The audit's checks of who pays what, to the cent, one function per rule of the model, in German words."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.model.dataset import Offering, ShareRule, Source
from optimizer.model.german import euro
from optimizer.model.plan import Payment
from optimizer.plans.audit_case import OWN_MEANS
from optimizer.plans.audit_days import MONTH, span_in
from optimizer.plans.audit_view import Taken, View, used_by_pot


def _euro(amount: int) -> str:
    """Also names what is no whole number of cents, which `cents` then complains of."""
    return euro(amount) if type(amount) is int else f"{amount} Cent"


def cost_balance(view: View) -> Iterator[str]:
    """Pots pay in each year what it costs (rule 3).

    Σ m = rate · hours ÷ Vollzeit · months, down to the cent, plus start-up costs in the first year.
    """
    for taken in view.taken:
        row = taken.handover
        right = {year: cents for year, cents in _costs(view, taken).items() if cents}
        stated = dict(row.cost)
        if len(stated) != len(row.cost) or {year: cents for year, cents in stated.items() if cents} != right:
            years = sorted({*right, *stated})
            texts = [f"{year}: {_euro(stated.get(year, 0))} statt {_euro(right.get(year, 0))}" for year in years]
            yield f"{taken.name}: die Kosten stimmen nicht ({', '.join(texts)})"
        paid: dict[int, int] = {}
        for payment in row.funding:
            paid[payment.year] = paid.get(payment.year, 0) + payment.cents
        for year in sorted({*paid, *right}):
            given, due = paid.get(year, 0), right.get(year, 0)
            if given != due:
                yield f"{taken.name}: {year} zahlen die Töpfe {_euro(given)} statt {_euro(due)}"


def _costs(view: View, taken: Taken) -> dict[int, int]:
    period, offer = taken.handover.period, taken.pair.capacity
    rate, hours, full_time = offer.rate, taken.handover.hours, view.found.dataset.rules.full_time
    top = rate.numerator * hours.numerator * full_time.denominator
    bottom = rate.denominator * hours.denominator * full_time.numerator * MONTH
    costs = {year: top * span_in(period.start, period.end, year) // bottom for year in period.years}
    costs[period.start.year] += offer.start_up
    return costs


def budget(view: View) -> Iterator[str]:
    """No pot pays more than it holds: Σ m ≤ money (rule 4)."""
    for key, used in used_by_pot(view).items():
        purse = view.found.purses.get(key)
        if purse is not None and used > purse.cents:
            yield f"Topf {key}: zahlt {_euro(used)}, hält aber nur {_euro(purse.cents)}"


def shares(view: View) -> Iterator[str]:
    """Each kind of source bears at least its *Mindestanteil* and at most its *Höchstanteil*, each year (rule 5)."""
    for taken in view.taken:
        offering, funding = taken.pair.gap.offering, taken.handover.funding
        rules = [rule for rule in view.found.dataset.shares if _binds(rule, offering)]
        borne: dict[tuple[int, str | None], int] = {}
        for payment in funding if rules else ():
            by = payment.year, _kind(view, payment)
            borne[by] = borne.get(by, 0) + payment.cents
        for year, cost in taken.handover.cost if rules else ():
            for rule in rules:
                paid = borne.get((year, rule.kind), 0)
                least = cost * rule.minimum.numerator // rule.minimum.denominator
                most = -(-cost * rule.maximum.numerator // rule.maximum.denominator)
                if not least <= paid <= most:
                    bounds = f"{_euro(least)} bis {_euro(most)}"
                    yield f"{taken.name}: {rule.kind} trägt {year} {_euro(paid)}, erlaubt sind {bounds}"


def _binds(rule: ShareRule, offering: Offering) -> bool:
    return rule.field in (None, offering.field) and rule.ags in (None, offering.ags)


def _kind(view: View, payment: Payment) -> str | None:
    purse = view.found.purses.get(payment.pot)
    if purse is None:
        return None
    return OWN_MEANS if purse.kind == "own" else view.found.dataset.source[purse.source].kind


def matching(view: View) -> Iterator[str]:
    """A *Komplementär* source uses no more new money than local money joins it, in its fields (rule 6).

    K_used − L_used ≤ max(0, (L_old − L_freed) − (K_old − K_freed)), for every year, in cents.
    """
    kinds = {"Landkreis": {"Landkreis"}, "Landkreis und Kommunen": {"Landkreis", "Kommune"}}
    local_kinds = kinds.get(view.found.dataset.rules.matching)
    if local_kinds is None:
        return
    sources = view.found.dataset.sources
    local = {source.key for source in sources if source.kind in local_kinds}
    for source in (source for source in sources if source.matched):
        for year, used in _matched_use(view, source, local).items():
            room = max(0, _local_surplus(view, source, local, year)) if used > 0 else 0
            if used > room:
                yield f"{source.key} {year}: {_euro(used)} mehr als örtliche Mittel eingesetzt, Spielraum {_euro(room)}"


def _matched_use(view: View, source: Source, local: set[str]) -> dict[int, int]:
    """K_used − L_used by year, over the handovers in K's fields; own means are neither."""
    used: dict[int, int] = {}
    for taken in view.taken:
        if source.funds(taken.pair.gap.offering.field):
            for payment in taken.handover.funding:
                purse = view.found.purses.get(payment.pot)
                payer = purse.source if purse is not None and purse.kind != "own" else None
                sign = (payer == source.key) - (payer in local)
                used[payment.year] = used.get(payment.year, 0) + sign * payment.cents
    return used


def _local_surplus(view: View, source: Source, local: set[str], year: int) -> int:
    """(L_old − L_freed) − (K_old − K_freed) of one year, over the offerings in K's fields."""
    surplus, offerings = 0, view.found.dataset.offering
    for (offering, payer, granted_year), cents in view.found.books.granted.items():
        if granted_year == year and source.funds(offerings[offering].field):
            surplus += ((payer in local) - (payer == source.key)) * cents
    for row in view.found.freed:
        if row.year == year and source.funds(view.found.gaps[row.outage].offering.field):
            surplus -= ((row.source in local) - (row.source == source.key)) * row.freed
    return surplus


def cents(view: View) -> Iterator[str]:
    """Every amount is a whole number of cents, every payment is above zero and stands once per pot."""
    for row in view.plan.handovers:
        name = f"Übergabe {row.outage}/{row.capacity}"
        amounts = [*(cents for _, cents in row.cost), *(payment.cents for payment in row.funding)]
        if any(type(value) is not int for value in amounts) or any(value < 0 for _, value in row.cost):
            yield f"{name}: ein Betrag ist keine ganze Zahl von Cent ab null"
        if any(payment.cents <= 0 for payment in row.funding):
            yield f"{name}: eine Zahlung ist nicht größer als null"
        if len({payment.pot for payment in row.funding}) != len(row.funding):
            yield f"{name}: ein Topf zahlt in mehreren Zeilen"
