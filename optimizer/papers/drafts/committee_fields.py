"""The fields of the committee paper: proposal by field of law, Anlage 1 (money freed), Anlage 2 (who takes over)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from optimizer.model.case import Case
from optimizer.model.dataset import FIELDS
from optimizer.model.german import euro, listed
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover
from optimizer.papers.drafts.desk import Desk, Fields, paragraphs
from optimizer.papers.drafts.discretion import examined
from optimizer.papers.drafts.events import event_sentence, lost_sentence, reason_words
from optimizer.papers.drafts.letter_fields import cover_sentence
from optimizer.papers.drafts.safety import safe_sentence
from optimizer.papers.phrases import clean, count, field_of_law, hours, inside_quotes, window


def committee_fields(desk: Desk) -> Fields:
    """All fields of the Beschlussvorlage."""
    outcome = desk.outcome
    return desk.finished(
        {
            **desk.head("Beschlussvorlage"),
            "anlass": paragraphs([_cause(outcome, number) for number in sorted(outcome.case.outage)]),
            "bereiche": [_field(outcome, field) for field in fields_touched(outcome)],
            "abwaegung": paragraphs(_examined(outcome)),
            "sicher_ab": paragraphs(safe_sentences(desk)),
            "hat_sicher_ab": bool(safe_sentences(desk)),
            **_totals(outcome),
            "freie_mittel": list(_freed_by_field(outcome)),
            "mittelgeber": list(_by_source(outcome)),
            "vorschlag": [_proposal(outcome.case, row) for row in outcome.plan.handovers],
            "hat_vorschlag": bool(outcome.plan.handovers),
            "reserven": list(_reserves(outcome)),
            "hat_reserven": any(row.kind == "reserve" and row.used for row in outcome.plan.pots),
        }
    )


_IN_FULL: Final = 2
"""For so many outages the committee paper tells why capacities fell away; for more the weighing record alone does."""


def _examined(outcome: Outcome) -> list[str]:
    rows = [row for row in outcome.case.outages if row.hours]
    return [examined(outcome.case, row, briefly=len(rows) > _IN_FULL) for row in rows]


def fields_touched(outcome: Outcome) -> list[str]:
    """The fields of law whose offerings the case touches, in the law's order."""
    touched = {outcome.case.offering_of(outage).field for outage in outcome.case.outages}
    return [field for field in FIELDS if field in touched]


def safe_sentences(desk: Desk) -> list[str]:
    """One sentence for each day on which a handover starts before its money is safe."""
    starts = sorted({(row.outage, row.period.start) for row in desk.outcome.plan.handovers})
    return list(dict.fromkeys(text for outage, day in starts if (text := safe_sentence(desk, outage, day))))


def affected_providers(outcome: Outcome, field: str) -> list[str]:
    """Providers that a decision on one field touches: whoever belongs to one is biased (§§ 16, 17 SGB X)."""
    case = outcome.case
    numbers = {outage.number for outage in case.outages if case.offering_of(outage).field == field}
    keys = {case.offering_of(case.outage[number]).provider for number in numbers}
    keys |= {row.provider for row in outcome.plan.handovers if row.outage in numbers}
    return sorted(clean(case.dataset.provider[key].name) for key in keys)


def _cause(outcome: Outcome, number: int) -> str:
    case, outage = outcome.case, outcome.case.outage[number]
    lost = lost_sentence(case, outage) if outage.hours else ""
    parts = (event_sentence(case, outage), reason_words(outage), lost, cover_sentence(outcome, outage))
    return " ".join(part for part in parts if part)


def _field(outcome: Outcome, field: str) -> Fields:
    """What is proposed for one field of law: a resolution of its own, and who may not take part in it."""
    case = outcome.case
    taken = [row for row in outcome.plan.handovers if case.offering_of(case.outage[row.outage]).field == field]
    freed = sum(row.freed for row in outcome.plan.freed if case.offering_of(case.outage[row.outage]).field == field)
    return {
        "bereich": field_of_law(field),
        "frei": euro(freed),
        "hat_frei": freed > 0,
        "uebergaben": [{"satz": _takeover(case, row)} for row in taken],
        "hat_uebergaben": bool(taken),
        "befangen": listed(affected_providers(outcome, field)),
        "mehrere_traeger": len(affected_providers(outcome, field)) > 1,
    }


def _takeover(case: Case, row: Handover) -> str:
    offering = case.offering_of(case.outage[row.outage])
    town = clean(case.dataset.municipality[offering.ags].name)
    return (
        f"{clean(case.dataset.provider[row.provider].name)} erbringt {hours(row.hours)} des Leistungsangebots "
        f"„{inside_quotes(offering.title)}“ in {town} {window(row.period)} und erhält dafür {euro(_public(case, row))}."
    )


def _public(case: Case, row: Handover) -> int:
    return sum(payment.cents for payment in row.funding if case.pot[payment.pot].kind != "own")


def _totals(outcome: Outcome) -> Fields:
    """The financial effect in sums."""
    freed, pots = outcome.plan.freed, outcome.plan.pots
    number = len(outcome.plan.handovers)
    kinds = {kind: [row for row in pots if row.kind == kind] for kind in ("freed", "reserve", "own")}
    return {
        "summe_frei": euro(sum(row.freed for row in freed)),
        "summe_verfuegbar": euro(sum(row.available for row in freed)),
        "summe_rueckforderung": euro(sum(row.reclaim for row in freed)),
        "summe_rueckgabe": euro(sum(row.returned for row in freed)),
        "summe_verwendet": euro(sum(row.used for row in kinds["freed"])),
        "summe_verbleibt": euro(sum(row.cents - row.used for row in kinds["freed"])),
        "summe_reserven": euro(sum(row.used for row in kinds["reserve"])),
        "summe_eigenmittel": euro(sum(row.used for row in kinds["own"])),
        "hat_eigenmittel": any(row.used for row in kinds["own"]),
        "vorschlag_summe": euro(sum(row.total for row in outcome.plan.handovers)),
        "anzahl_uebergaben": count(number, "Übernahme", "Übernahmen", feminine=True),
    }


def _freed_by_field(outcome: Outcome) -> Iterator[dict[str, str]]:
    """Anlage 1: money freed and used, by field of law, year and source."""
    case = outcome.case
    rows: dict[tuple[int, int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for freed in outcome.plan.freed:
        place = (FIELDS.index(case.offering_of(case.outage[freed.outage]).field), freed.year, freed.source)
        for index, cents in enumerate((freed.freed, freed.reclaim, freed.returned, freed.available)):
            rows[place][index] += cents
    for handover in outcome.plan.handovers:
        field = FIELDS.index(case.offering_of(case.outage[handover.outage]).field)
        for payment in handover.funding:
            if case.pot[payment.pot].kind == "freed":
                rows[field, payment.year, payment.source][4] += payment.cents
    for (field, year, source), values in sorted((place, row) for place, row in rows.items() if any(row)):
        names = ("frei", "rueckforderung", "rueckgabe", "verfuegbar", "verwendet")
        yield {
            "bereich": FIELDS[field].replace(" ", "\u00a0"),
            "jahr": str(year),
            "quelle": clean(case.dataset.source[source].name),
            **{name: euro(cents) for name, cents in zip(names, values, strict=True)},
        }


def _by_source(outcome: Outcome) -> Iterator[dict[str, str]]:
    """What of each source and year may be used, is used and is left, freed money only."""
    pots = [row for row in outcome.plan.pots if row.kind == "freed"]
    for year, source in sorted({(row.year, row.source) for row in pots}):
        rows = [row for row in pots if (row.year, row.source) == (year, source)]
        cents, used = sum(row.cents for row in rows), sum(row.used for row in rows)
        name = clean(outcome.case.dataset.source[source].name)
        yield {
            "jahr": str(year),
            "quelle": name,
            "verfuegbar": euro(cents),
            "verwendet": euro(used),
            "verbleibt": euro(cents - used),
        }


def _proposal(case: Case, row: Handover) -> Fields:
    """Anlage 2: one handover with what each source pays in each year."""
    outage = case.outage[row.outage]
    offering = case.offering_of(outage)
    paid: dict[tuple[int, str], int] = defaultdict(int)
    for payment in row.funding:
        own = case.pot[payment.pot].kind == "own"
        paid[payment.year, "eigene Mittel des Trägers" if own else clean(case.dataset.source[payment.source].name)] += (
            payment.cents
        )
    return {
        "bereich": offering.field.replace(" ", "\u00a0"),
        "angebot": inside_quotes(offering.title),
        "ort": clean(case.dataset.municipality[offering.ags].name),
        "traeger": clean(case.dataset.provider[row.provider].name),
        "stunden": hours(row.hours),
        "zeitraum": window(row.period),
        "summe": euro(row.total),
        "mittel": [
            {"jahr": str(year), "quelle": name, "betrag": euro(cents)} for (year, name), cents in sorted(paid.items())
        ],
    }


def _reserves(outcome: Outcome) -> Iterator[dict[str, str]]:
    """Reserve money that the plan uses, with the resolution behind it."""
    data = outcome.case.dataset
    by_pot = {f"reserve:{row.key}": row for row in data.reserves}
    for pot in outcome.plan.pots:
        if pot.kind == "reserve" and pot.used:
            reserve = by_pot[pot.pot]
            yield {
                "jahr": str(pot.year),
                "quelle": clean(data.source[pot.source].name),
                "reserve": clean(reserve.key),
                "beschluss": clean(reserve.resolution) or "[Beschluss fehlt]",
                "betrag": euro(pot.used),
            }
