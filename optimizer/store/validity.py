"""To what a plan belongs, and when consents outlive it. Pure functions, no database.

A plan belongs to the hash of its data and settings: the workbook's bytes, the case's setup, and the plans of other
cases whose money and hours were set aside before it. If one of them changes the plan is *veraltet*.
What was consented to is its substance: who takes over what, when, and every cent. While it is the same, consents stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from optimizer.model.case import Freed
from optimizer.model.german import euro, number, short_date
from optimizer.model.plan import Handover, Plan, decimal_text
from optimizer.store.setup import Setup, canonical


def digest(text: str | bytes) -> str:
    """SHA-256 in hexadecimal; text as UTF-8."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def inputs_hash(data_sha256: str, setup: Setup, lasting: bool | None, based_on: Iterable[str]) -> str:
    """The name of everything a plan rests on; `based_on` are the hashes of the plans folded in before it.

    `lasting` changes no figure, but who must agree: so it is a setting like the others.
    """
    rests_on = {"data": data_sha256, "setup": setup.to_json(), "lasting": lasting, "based_on": sorted(based_on)}
    return digest(canonical(rests_on))


def substance(plan: Plan) -> str:
    """Hash of what people agree to: handovers with hours, windows and payments, and all money that is freed.

    Outages are named by offering and window, pots as they are; goals, solver and unused pots do not matter.
    """
    return digest(canonical({"handovers": _handovers(plan), "freed": _freed(plan)}))


def differences(before: Plan, after: Plan, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """What a new plan changes, one German sentence each; empty when the consents stand.

    `names` of providers, offerings and sources by their keys; what has none is told by its key.
    """
    old, new = _by_pair(before), _by_pair(after)
    called = names or {}
    return (
        *(f"Neu: {_told(new[key], after, called)}." for key in sorted(new.keys() - old.keys())),
        *(f"Entfällt: {_told(old[key], before, called)}." for key in sorted(old.keys() - new.keys())),
        *(
            f"Geändert: {_who(new[key], after, called)}: {'; '.join(_moved(old[key], new[key], called))}."
            for key in sorted(old.keys() & new.keys())
            if _handover(old[key], before) != _handover(new[key], after)
        ),
        *_money_differences(before, after, called),
    )


def _moved(old: Handover, new: Handover, names: Mapping[str, str]) -> Iterator[str]:
    """What is another in a handover: only that, each with before and after."""
    if old.provider != new.provider:
        yield f"{_name(old.provider, names)} → {_name(new.provider, names)}"
    if old.hours != new.hours:
        yield f"{number(old.hours)} → {number(new.hours)} Wochenstunden"
    if old.period != new.period:
        yield f"{_window(old)} → {_window(new)}"
    if old.total != new.total:
        yield f"Kosten {_cents(old.total, new.total)}"
    was, now = _shares(old), _shares(new)
    for source, year in sorted(was.keys() | now.keys()):
        if was[source, year] != now[source, year]:
            yield f"{_name(source, names)} {year}: {_cents(was[source, year], now[source, year])}"
    if was == now and old.funding != new.funding:
        yield "bezahlt aus anderen Töpfen derselben Quellen"


def _shares(row: Handover) -> Counter[tuple[str, int]]:
    """Cents by source and year."""
    shares: Counter[tuple[str, int]] = Counter()
    for paid in row.funding:
        shares[paid.source, paid.year] += paid.cents
    return shares


def _cents(was: int, now: int) -> str:
    return f"{euro(was)} → {euro(now)} ({'+' if now > was else '−'}{euro(abs(now - was))})"


def _name(key: str, names: Mapping[str, str]) -> str:
    return names.get(key, key)


def _money_differences(before: Plan, after: Plan, names: Mapping[str, str]) -> Iterable[str]:
    parts: tuple[tuple[str, Callable[[Freed], int]], ...] = (
        ("frei", lambda row: row.freed),
        ("davon verfügbar", lambda row: row.available),
        ("davon Rückforderung", lambda row: row.reclaim),
        ("davon zurückzugeben", lambda row: row.returned),
    )
    old, new = _freed_by_key(before), _freed_by_key(after)
    for key in sorted(old.keys() | new.keys()):
        for word, part in parts:
            was = part(old[key]) if key in old else 0
            now = part(new[key]) if key in new else 0
            if was != now:
                yield f"{_name(key[2], names)} {key[3]}, Angebot {_name(key[0], names)}, {word}: {_cents(was, now)}."


def _outage(plan: Plan, outage: int) -> tuple[str, str]:
    """Offering, and window with hours; twins of one offering are told apart by their order."""
    twins: Counter[tuple[str, str]] = Counter()
    for row in sorted(plan.outages, key=lambda row: row.outage):
        name = row.offering, f"{row.period.start.isoformat()}/{row.period.end.isoformat()}/{decimal_text(row.hours)}"
        twins[name] += 1
        if row.outage == outage:
            return name[0], f"{name[1]}#{twins[name]}"
    return "", str(outage)


def _handover(row: Handover, plan: Plan) -> list[object]:
    return [
        *_outage(plan, row.outage),
        row.capacity,
        row.provider,
        row.period.start.isoformat(),
        row.period.end.isoformat(),
        decimal_text(row.hours),
        sorted([year, cents] for year, cents in row.cost),
        sorted([paid.pot, paid.year, paid.cents] for paid in row.funding),
    ]


def _handovers(plan: Plan) -> list[str]:
    return sorted(canonical(_handover(row, plan)) for row in plan.handovers)


def _freed_by_key(plan: Plan) -> dict[tuple[str, str, str, int], Freed]:
    return {(*_outage(plan, row.outage), row.source, row.year): row for row in plan.freed}


def _freed(plan: Plan) -> list[list[object]]:
    rows = sorted(_freed_by_key(plan).items())
    return [[*key, row.freed, row.available, row.reclaim, row.returned] for key, row in rows]


def _by_pair(plan: Plan) -> dict[tuple[str, str, str], Handover]:
    return {(*_outage(plan, row.outage), row.capacity): row for row in plan.handovers}


def _who(row: Handover, plan: Plan, names: Mapping[str, str]) -> str:
    return f"{_name(row.provider, names)} ({row.capacity}) für {_name(_outage(plan, row.outage)[0], names)}"


def _window(row: Handover) -> str:
    return f"{short_date(row.period.start)} bis {short_date(row.period.end)}"


def _told(row: Handover, plan: Plan, names: Mapping[str, str]) -> str:
    hours = f"{number(row.hours)} Wochenstunden"
    return f"{_who(row, plan, names)}, {hours}, {_window(row)}, {euro(row.total)}"
