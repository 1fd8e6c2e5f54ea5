"""The fields of the committee paper: proposal by field of law, Anlage 1 (money freed), Anlage 2 (who takes over)."""

from __future__ import annotations

from typing import Final

from optimizer.model.case import Case
from optimizer.model.dataset import FIELDS
from optimizer.model.german import listed
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover
from optimizer.papers.drafts.committee_money import (
    by_source,
    freed_by_field,
    funding_rows,
    grant_words,
    reserve_rows,
    resolution_fields,
    totals,
)
from optimizer.papers.drafts.desk import Desk, Fields, paragraphs
from optimizer.papers.drafts.discretion import examined
from optimizer.papers.drafts.events import event_sentence, lost_sentence, reason_words
from optimizer.papers.drafts.letter_fields import cover_sentence
from optimizer.papers.drafts.safety import safe_sentence
from optimizer.papers.phrases import clean, field_of_law, hours, inside_quotes, window


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
            **totals(desk),
            "freie_mittel": list(freed_by_field(outcome)),
            "mittelgeber": list(by_source(outcome)),
            "vorschlag": [_proposal(outcome.case, row) for row in outcome.plan.handovers],
            "hat_vorschlag": bool(outcome.plan.handovers),
            "reserven": list(reserve_rows(outcome)),
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
    taken = [row for row in outcome.plan.handovers if case.offering_of(row).field == field]
    return {
        "bereich": field_of_law(field),
        **resolution_fields(outcome, field),
        "uebergaben": [{"satz": _takeover(case, row)} for row in taken],
        "hat_uebergaben": bool(taken),
        "befangen": listed(affected_providers(outcome, field)),
        "mehrere_traeger": len(affected_providers(outcome, field)) > 1,
    }


def _takeover(case: Case, row: Handover) -> str:
    offering = case.offering_of(row)
    town = clean(case.dataset.municipality[offering.ags].name)
    return (
        f"{clean(case.dataset.provider[row.provider].name)} erbringt {hours(row.hours)} des Leistungsangebots "
        f"„{inside_quotes(offering.title)}“ in {town} {window(row.period)} und erhält dafür {grant_words(case, row)}."
    )


def _proposal(case: Case, row: Handover) -> Fields:
    """Anlage 2: one handover with what each source pays in each year."""
    outage = case.outage[row.outage]
    offering = case.offering_of(outage)
    return {
        "bereich": offering.field.replace(" ", "\u00a0"),
        "angebot": inside_quotes(offering.title),
        "ort": clean(case.dataset.municipality[offering.ags].name),
        "traeger": clean(case.dataset.provider[row.provider].name),
        "stunden": hours(row.hours),
        "zeitraum": window(row.period),
        **funding_rows(case, row),
    }
