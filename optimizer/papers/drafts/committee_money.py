"""The money of the committee paper: what the committee decides on (state and district), and what it only reads.

Money of municipalities and third parties is theirs to decide: it stands there for information (clauses 3.1.3, 3.2.2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from optimizer.model.case import Case
from optimizer.model.dataset import FIELDS
from optimizer.model.german import euro, listed
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover
from optimizer.papers.drafts.desk import Desk, Fields
from optimizer.papers.notice import AWARDED
from optimizer.papers.phrases import clean, count


@dataclass(frozen=True, slots=True)
class _Paid:
    """What one pot pays: where from, and whether the committee decides on it. `kind` is that of the pot."""

    field: str
    year: int
    source: str
    kind: str
    cents: int


def awarded(case: Case, source: str) -> bool:
    """Is this source's money awarded by the district's notice (clause 3.1.3)? Own means are not."""
    known = case.dataset.source.get(source)
    return known is not None and known.kind in AWARDED


def payer_name(case: Case, source: str) -> str:
    """A source's name, marked where its money stands there for information only."""
    name = clean(case.dataset.source[source].name)
    return name if awarded(case, source) else f"nachrichtlich: {name}"


def _payments(case: Case, handovers: Iterable[Handover]) -> list[_Paid]:
    return [
        _Paid(case.offering_of(row).field, paid.year, paid.source, case.pot[paid.pot].kind, paid.cents)
        for row in handovers
        for paid in row.funding
    ]


def _sum(rows: Iterable[_Paid], kinds: Collection[str] = ("freed", "reserve")) -> int:
    return sum(row.cents for row in rows if row.kind in kinds)


def _by_payer(case: Case, rows: Iterable[_Paid]) -> str:
    """`Landkreis 4.987,41 € und Freistaat Sachsen 2.900,00 €`."""
    cents: dict[str, int] = defaultdict(int)
    for row in rows:
        cents[row.source] += row.cents
    names = {source: clean(case.dataset.source[source].name) for source in sorted(cents)}
    return listed([f"{name} {euro(cents[source])}" for source, name in names.items()])


def grant_words(case: Case, row: Handover) -> str:
    """`eine Zuwendung von 5.944,72 € (nachrichtlich: Gemeinde Fraureuth 554,20 €)`, as the notice awards it."""
    paid = [payment for payment in _payments(case, [row]) if payment.kind != "own"]
    mine = [payment for payment in paid if awarded(case, payment.source)]
    others = [payment for payment in paid if not awarded(case, payment.source)]
    words = f"eine Zuwendung von {euro(_sum(mine))}" if mine else "keine Zuwendung"
    return f"{words} (nachrichtlich: {_by_payer(case, others)})" if others else words


def resolution_fields(outcome: Outcome, field: str) -> Fields:
    """What the committee decides on in one field: money available, where the grants come from, and their sum."""
    case = outcome.case
    freed = [row for row in outcome.plan.freed if case.offering_of(row).field == field and awarded(case, row.source)]
    paid = [row for row in _payments(case, outcome.plan.handovers) if row.field == field]
    mine = [row for row in paid if awarded(case, row.source)]
    others = [row for row in paid if row.kind != "own" and not awarded(case, row.source)]
    return {
        "frei": euro(sum(row.freed for row in freed)),
        "verfuegbar": euro(sum(row.available for row in freed)),
        "hat_frei": any(row.freed for row in freed),
        "bewilligt": euro(_sum(mine)),
        "hat_bewilligt": _sum(mine) > 0,
        "herkunft": listed(list(_origins(outcome, field, mine))),
        "nachrichtlich": _by_payer(case, others),
    }


def _origins(outcome: Outcome, field: str, paid: list[_Paid]) -> Iterator[str]:
    """Where the grants of a field come from: freed money, also of other fields, and reserves by source."""
    if freed := _sum(paid, ["freed"]):
        foreign = from_other_fields(outcome, field)
        more = f" (davon {euro(foreign)} aus anderen Leistungsbereichen)" if foreign else ""
        yield f"{euro(freed)} aus frei gewordenen Mitteln{more}"
    if reserves := [row for row in paid if row.kind == "reserve"]:
        yield f"{euro(_sum(reserves))} aus Reserven ({_by_payer(outcome.case, reserves)})"


def from_other_fields(outcome: Outcome, field: str) -> int:
    """Awarded freed money that a field uses beyond what it frees itself (sources without Bereichsbindung), in cents."""
    case = outcome.case
    used: dict[tuple[str, int], int] = defaultdict(int)
    for paid in _payments(case, outcome.plan.handovers):
        if paid.field == field and paid.kind == "freed" and awarded(case, paid.source):
            used[paid.source, paid.year] += paid.cents
    for row in outcome.plan.freed:
        if case.offering_of(row).field == field and (row.source, row.year) in used:
            used[row.source, row.year] -= row.available
    return sum(max(0, cents) for cents in used.values())


def totals(desk: Desk) -> Fields:
    """The financial effect in sums: what is awarded, what stands there for information, and both."""
    outcome = desk.outcome
    case, plan = outcome.case, outcome.plan
    groups = {"_zuwendung": {True}, "_nachrichtlich": {False}, "": {True, False}}
    sums = {suffix: _of_group(desk, wanted) for suffix, wanted in groups.items()}
    fields: Fields = {}
    for suffix, wanted in groups.items():
        fields |= {f"summe_{name}{suffix}": euro(cents) for name, cents in sums[suffix].items()}
        paid = [row for row in _payments(case, plan.handovers) if suffix == "" or row.kind != "own"]
        total = sum(row.cents for row in paid if awarded(case, row.source) in wanted)
        fields[f"vorschlag_summe{suffix}"] = euro(total)
    own = sum(row.used for row in plan.pots if row.kind == "own")
    return {
        **fields,
        "hat_weitere_erstattung": sums[""]["weitere_erstattung"] > 0,
        "summe_eigenmittel": euro(own),
        "hat_eigenmittel": own > 0,
        "anzahl_uebergaben": count(len(plan.handovers), "Übernahme", "Übernahmen", feminine=True),
    }


def _of_group(desk: Desk, wanted: Collection[bool]) -> dict[str, int]:
    """The sums of the financial effect, of awarded money or not."""
    case, plan = desk.case, desk.outcome.plan
    freed = [row for row in plan.freed if awarded(case, row.source) in wanted]
    pots = [row for row in plan.pots if row.kind != "own" and awarded(case, row.source) in wanted]
    owed = sum(row.owed - row.reclaim for act in desk.file.notices for row in act.amounts if row.awarded in wanted)
    return {
        "frei": sum(row.freed for row in freed),
        "rueckforderung": sum(row.reclaim for row in freed),
        "rueckgabe": sum(row.returned for row in freed),
        "verfuegbar": sum(row.available for row in freed),
        "verwendet": sum(row.used for row in pots if row.kind == "freed"),
        "verbleibt": sum(row.cents - row.used for row in pots if row.kind == "freed"),
        "reserven": sum(row.used for row in pots if row.kind == "reserve"),
        "weitere_erstattung": owed,
    }


def freed_by_field(outcome: Outcome) -> Iterator[dict[str, str]]:
    """Anlage 1: money freed and used, by field of law, year and source; first what is awarded."""
    case = outcome.case
    rows: dict[tuple[bool, int, int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for freed in outcome.plan.freed:
        place = (FIELDS.index(case.offering_of(freed).field), freed.year, freed.source)
        for index, cents in enumerate((freed.freed, freed.reclaim, freed.returned, freed.available)):
            rows[not awarded(case, freed.source), *place][index] += cents
    for paid in _payments(case, outcome.plan.handovers):
        if paid.kind == "freed":
            rows[not awarded(case, paid.source), FIELDS.index(paid.field), paid.year, paid.source][4] += paid.cents
    for (_, field, year, source), values in sorted((place, row) for place, row in rows.items() if any(row)):
        names = ("frei", "rueckforderung", "rueckgabe", "verfuegbar", "verwendet")
        yield {
            "bereich": FIELDS[field].replace(" ", "\u00a0"),
            "jahr": str(year),
            "quelle": payer_name(case, source),
            **{name: euro(cents) for name, cents in zip(names, values, strict=True)},
        }


def by_source(outcome: Outcome) -> Iterator[dict[str, str]]:
    """What of each source and year may be used, is used and is left, freed money only; first what is awarded."""
    case = outcome.case
    pots = [row for row in outcome.plan.pots if row.kind == "freed"]
    for _, year, source in sorted({(not awarded(case, row.source), row.year, row.source) for row in pots}):
        rows = [row for row in pots if (row.year, row.source) == (year, source)]
        cents, used = sum(row.cents for row in rows), sum(row.used for row in rows)
        yield {
            "jahr": str(year),
            "quelle": payer_name(case, source),
            "verfuegbar": euro(cents),
            "verwendet": euro(used),
            "verbleibt": euro(cents - used),
        }


def funding_rows(case: Case, row: Handover) -> Fields:
    """Anlage 2: what each source pays of one handover in each year, the grant, and all."""
    cents: dict[tuple[int, int, str], int] = defaultdict(int)
    for paid in _payments(case, [row]):
        order = 2 if paid.kind == "own" else int(not awarded(case, paid.source))
        name = "eigene Mittel des Trägers" if paid.kind == "own" else payer_name(case, paid.source)
        cents[order, paid.year, name] += paid.cents
    return {
        "summe": euro(row.total),
        "zuwendung": euro(sum(value for (order, _, _), value in cents.items() if order == 0)),
        "mittel": [
            {"jahr": str(year), "quelle": name, "betrag": euro(value)}
            for (_, year, name), value in sorted(cents.items())
        ],
    }


def reserve_rows(outcome: Outcome) -> Iterator[dict[str, str]]:
    """Reserve money that the plan uses, with the resolution behind it."""
    data = outcome.case.dataset
    by_pot = {f"reserve:{row.key}": row for row in data.reserves}
    for pot in outcome.plan.pots:
        if pot.kind == "reserve" and pot.used:
            reserve = by_pot[pot.pot]
            yield {
                "jahr": str(pot.year),
                "quelle": payer_name(outcome.case, pot.source),
                "reserve": clean(reserve.key),
                "beschluss": clean(reserve.resolution) or "[Beschluss fehlt]",
                "betrag": euro(pot.used),
            }
