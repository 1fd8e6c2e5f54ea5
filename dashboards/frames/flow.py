"""Where each euro comes from and goes to: source → money of a year → handover, unused, returned, reclaimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import CellKind, Outcome

UNUSED: Final = "bleibt übrig"
"""Freed money that nobody needs, as in the figures on top of a plan; fresh money that nobody needs is not meant."""
UNTOUCHED: Final = "nicht gebraucht"
TOGETHER: Final = "bleibt insgesamt"
RETURNED: Final = "zurückzugeben"
RECLAIMED: Final = "Rückforderung"
_WORDS: Final = {"freed": "frei", "reserve": "Reserve", "own": "Eigenmittel"}
_OWN: Final = "Eigenmittel der Träger"

_FLOW: Final[Mapping[str, CellKind]] = {"Von": "text", "Nach": "text", "Betrag": "cents"}
_STEPS: Final[Mapping[str, CellKind]] = {"Quelle": "text", "Jahr": "year", "Schritt": "text", "Betrag": "cents"}

Link = tuple[str, str, int]


def flow_sheet(outcome: Outcome) -> Sheet:
    """One row per stream of money. Reserves and own means of years in which nothing is out are left aside."""
    sums: Counter[tuple[str, str, int, int]] = Counter()
    for stage, (start, end, cents) in _links(outcome):
        sums[start, end, stage, 0] += cents
    rows = [(start, end, cents, stage) for (start, end, stage, _), cents in sorted(sums.items(), key=_order) if cents]
    note = (
        f"„{UNUSED}“: frei gewordene Mittel. „{UNTOUCHED}“: Reserven und Eigenmittel, nur der Jahre, in denen etwas "
        "ausfällt."
    )
    return sheet("Geldfluss", _FLOW, rows, hidden=("Stufe",), note=note)


def _order(item: tuple[tuple[str, str, int, int], int]) -> tuple[int, str, str]:
    start, end, stage, _ = item[0]
    return stage, start, end


def _links(outcome: Outcome) -> Iterator[tuple[int, Link]]:
    """Stage 0: source → money of a year; stage 1: that money → what becomes of it."""
    pots, years = outcome.case.pot, _years(outcome)
    for row in outcome.plan.freed:
        money = _money(row.source, row.year, "freed")
        yield 0, (source_name(outcome, row.source), money, row.freed)
        yield 1, (money, RECLAIMED, row.reclaim)
        yield 1, (money, RETURNED, row.returned)
        yield 1, (money, UNUSED, row.available)
    for pot in outcome.plan.pots:
        money = _money(pot.source, pot.year, pot.kind)
        if pot.kind == "freed":
            yield 1, (money, UNUSED, -pot.used)
        elif pot.year in years:
            yield 0, (source_name(outcome, pot.source), money, pot.cents)
            yield 1, (money, UNTOUCHED, pot.cents - pot.used)
    for handover in outcome.plan.handovers:
        provider = outcome.case.dataset.provider[handover.provider].name
        for paid in handover.funding:
            yield 1, (_money(paid.source, paid.year, pots[paid.pot].kind), f"an {provider}", paid.cents)


def _years(outcome: Outcome) -> set[int]:
    return {year for row in outcome.plan.outages for year in row.period.years}


def _money(source: str, year: int, kind: str) -> str:
    if kind == "own":
        return f"Eigenmittel {year}"
    return f"{source} {year} {_WORDS[kind]}"


def source_name(outcome: Outcome, key: str) -> str:
    """How people call a source; own means belong to the providers."""
    source = outcome.case.dataset.source.get(key)
    return source.name if source else _OWN


def steps_sheet(outcome: Outcome) -> Sheet:
    """Per source and year: freed, what goes back, reserves, what each provider gets, what is left."""
    rows = [row for place in _places(outcome) for row in _steps(outcome, *place)]
    return sheet("Mittel je Quelle", _STEPS, rows, hidden=("Art",))


def _places(outcome: Outcome) -> list[tuple[str, int]]:
    """Sources and years in which money is freed or used."""
    freed = {(row.source, row.year) for row in outcome.plan.freed if row.freed}
    used = {(pot.source, pot.year) for pot in outcome.plan.pots if pot.used}
    rank = {source.key: source.rank for source in outcome.case.dataset.sources}
    return sorted(freed | used, key=lambda place: (place[1], rank.get(place[0], 99), place[0]))


def _steps(outcome: Outcome, source: str, year: int) -> Iterator[tuple[str, int, str, int, str]]:
    name = source_name(outcome, source)
    freed = [row for row in outcome.plan.freed if (row.source, row.year) == (source, year)]
    pots = [pot for pot in outcome.plan.pots if (pot.source, pot.year) == (source, year)]
    fresh = sum(pot.cents for pot in pots if pot.kind != "freed")
    steps: list[tuple[str, int]] = [
        ("freigesetzt", sum(row.freed for row in freed)),
        (RECLAIMED, -sum(row.reclaim for row in freed)),
        (RETURNED, -sum(row.returned for row in freed)),
        ("Reserve" if source in outcome.case.dataset.source else "Eigenmittel", fresh),
        *_takers(outcome, source, year),
    ]
    yield from ((name, year, step, cents, "Schritt") for step, cents in steps if cents)
    yield name, year, TOGETHER if fresh else UNUSED, sum(cents for _, cents in steps), "Summe"


def _takers(outcome: Outcome, source: str, year: int) -> list[tuple[str, int]]:
    taken: Counter[str] = Counter()
    for handover in outcome.plan.handovers:
        for paid in handover.funding:
            if (paid.source, paid.year) == (source, year):
                taken[outcome.case.dataset.provider[handover.provider].name] -= paid.cents
    return [(f"an {name}", cents) for name, cents in sorted(taken.items(), key=lambda item: (item[1], item[0]))]
