"""The fields of the Abwägungsprotokoll: what was known, who was possible and who not, what alternatives would cost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from optimizer.model.case import Case, Outage
from optimizer.model.findings import ForcedOption
from optimizer.model.german import listed, long_date, number
from optimizer.model.pair import OfPair
from optimizer.model.plan import Handover
from optimizer.papers.drafts.committee_fields import affected_providers, fields_touched, safe_sentences
from optimizer.papers.drafts.desk import Desk, Fields, paragraphs
from optimizer.papers.drafts.events import event_sentence, reason_words
from optimizer.papers.drafts.goals import changes_text, goal_value, is_weighted
from optimizer.papers.drafts.letter_fields import cover_sentence, reported_words, uncertain_end
from optimizer.papers.phrases import clean, field_of_law, hours, inside_quotes, window
from optimizer.papers.reasons import UNUSED_OPTION, cure_sentence, reason_sentence

_PIN_WORDS = {"fest": "genau", "mindestens": "mindestens", "höchstens": "höchstens", "ausgeschlossen": "ausgeschlossen"}


def weighing_fields(desk: Desk) -> Fields:
    """All fields of the Abwägungsprotokoll."""
    outcome, state = desk.outcome, desk.state
    case, plan = outcome.case, outcome.plan
    if not state.asked:
        desk.need("", "wer wann angefragt wurde und was er geantwortet hat")
    return desk.finished(
        {
            **desk.head("Abwägungsprotokoll"),
            "szenario": clean(plan.scenario),
            "programm": clean(plan.program),
            "loeser": clean(plan.solver),
            "pruefsumme": clean(plan.input_sha256),
            "planungstag": long_date(case.planning_day),
            "angefragt": [
                {"traeger": _asked_name(case, row.provider), "am": long_date(row.on), "antwort": clean(row.answer)}
                for row in state.asked
            ],
            "hat_angefragt": bool(state.asked),
            "vorgaben": list(_pins(case)),
            "hat_vorgaben": bool(case.pins),
            "ausfaelle": [_outage(desk, outage) for outage in case.outages],
            "ziele": [
                {
                    "rang": str(rank),
                    "ziel": clean(goal.name),
                    "wert": goal_value(goal.name, goal.value, weighted=is_weighted(case)),
                }
                for rank, goal in enumerate(plan.goals, start=1)
            ],
            **_findings(desk),
            "sicher_ab": paragraphs(safe_sentences(desk)),
            "hat_sicher_ab": bool(safe_sentences(desk)),
            "befangen": [
                {"bereich": field_of_law(field), "traeger": listed(affected_providers(outcome, field))}
                for field in fields_touched(outcome)
            ],
            "ermessen": list(_confirmations(desk)),
        }
    )


def _asked_name(case: Case, key: str) -> str:
    known = case.dataset.provider.get(key)
    return clean(known.name if known else key)


def _pins(case: Case) -> Iterator[dict[str, str]]:
    """What the coordinator agreed or ruled out beforehand (Vorgaben)."""
    for pin in case.pins:
        offering = case.dataset.offering[pin.offering]
        yield {
            "angebot": inside_quotes(offering.title),
            "kapazitaet": clean(pin.capacity),
            "inhalt": f"{_PIN_WORDS[pin.kind]} {hours(pin.hours)}" if pin.hours is not None else _PIN_WORDS[pin.kind],
        }


def _outage(desk: Desk, outage: Outage) -> Fields:
    case, outcome = desk.case, desk.outcome
    offering = case.offering_of(outage)
    taken = {row.capacity: row for row in outcome.plan.handovers if row.outage == outage.number}
    bottlenecks = [row.sentence for row in desk.findings.bottlenecks if row.outage == outage.number]
    double = [text for row in taken.values() if (text := double_structure(case, row))]
    return {
        "nummer": str(outage.number),
        "angebot": inside_quotes(offering.title),
        "ort": clean(case.dataset.municipality[offering.ags].name),
        "traeger": clean(case.dataset.provider[offering.provider].name),
        "leistungsbereich": field_of_law(offering.field),
        "zeitraum": window(outage.period),
        "stunden": hours(outage.hours),
        "ereignis": event_sentence(case, outage),
        "grund": reason_words(outage),
        "ende_unsicher": uncertain_end(outage),
        "gemeldet": reported_words(desk, outage),
        "deckung": cover_sentence(outcome, outage),
        "hat_kapazitaeten": not outage.frees_only,
        "kapazitaeten": list(_capacities(desk, outage, taken)) if not outage.frees_only else [],
        "engpass": paragraphs([clean(text) for text in bottlenecks]),
        "engpass_offen": not bottlenecks and _uncovered(desk, outage),
        "doppelstruktur": paragraphs(double),
        "hat_doppelstruktur": bool(double),
    }


def _uncovered(desk: Desk, outage: Outage) -> bool:
    row = next(row for row in desk.outcome.plan.outages if row.outage == outage.number)
    return row.covered < row.lost


def _capacities(desk: Desk, outage: Outage, taken: dict[str, Handover]) -> Iterator[dict[str, str]]:
    """Every capacity with its result: hours, why it was not used, or why it was not possible and what would cure it."""
    case = desk.case
    for option in (row for row in case.options if row.outage == outage.number):
        handover = taken.get(option.capacity)
        asked = next((row for row in desk.findings.forced if _same(row, outage, option.capacity)), None)
        unused = clean(asked.sentence) if asked else UNUSED_OPTION
        yield {
            "kapazitaet": clean(option.capacity),
            "traeger": _provider_name(case, option),
            "ergebnis": f"übernimmt {hours(handover.hours)} {window(handover.period)}"
            if handover
            else "möglich, nicht gewählt",
            "gruende": "" if handover else unused,
            "heilung": "",
        }
    for refused in (row for row in case.exclusions if row.outage == outage.number):
        cures = [clean(cure_sentence(case, refused, code)) for code in refused.reasons]
        yield {
            "kapazitaet": clean(refused.capacity),
            "traeger": _provider_name(case, refused),
            "ergebnis": "nicht möglich",
            "gruende": " ".join(clean(reason_sentence(case, refused, code)) for code in refused.reasons),
            "heilung": " ".join(cure for cure in cures if cure),
        }


def _same(row: ForcedOption, outage: Outage, capacity: str) -> bool:
    return (row.outage, row.capacity) == (outage.number, capacity)


def _provider_name(case: Case, pair: OfPair) -> str:
    return clean(case.dataset.provider[case.capacity_of(pair).provider].name)


def double_structure(case: Case, row: Handover) -> str:
    """A hint where the substitute already runs the same field in the same municipality (clause 3.1.4); else empty."""
    out = case.offering_of(row)
    same = [
        f"„{inside_quotes(other.title)}“"
        for other in case.dataset.offerings
        if other.provider == row.provider
        and other.key != out.key
        and (other.field, other.ags) == (out.field, out.ags)
        and other.period.common(row.period)
    ]
    if not same:
        return ""
    name, town = clean(case.dataset.provider[row.provider].name), clean(case.dataset.municipality[out.ags].name)
    offers = f"{'das Leistungsangebot' if len(same) == 1 else 'die Leistungsangebote'} {listed(same)}"
    return (
        f"{name} betreibt in {town} im selben Leistungsbereich bereits {offers}. Es ist zu prüfen, ob eine "
        "Doppelstruktur entsteht oder die Angebote verbunden werden können (Nummer 3.1.4 der Kooperationsvereinbarung)."
    )


def _findings(desk: Desk) -> Fields:
    """What was asked of the model: alternatives, forced options, limits; an empty part was not asked."""
    findings, case = desk.findings, desk.case
    told = partial(changes_text, weighted=is_weighted(case))
    return {
        "alternativen": [
            {"nummer": str(number_), "satz": clean(row.sentence), "folgen": told(row.changes)}
            for number_, row in enumerate(findings.alternatives, start=1)
        ],
        "hat_alternativen": bool(findings.alternatives),
        "erzwungen": [
            {
                "kapazitaet": clean(row.capacity),
                "angebot": inside_quotes(case.offering_of(row).title),
                "stunden": hours(row.hours),
                "folgen": told(row.changes),
                "satz": clean(row.sentence),
            }
            for row in findings.forced
        ],
        "hat_erzwungen": bool(findings.forced),
        "grenzwerte": [
            {
                "grenze": clean(row.limit.label),
                "weniger": told(row.less) if row.less is not None else "nicht möglich",
                "mehr": told(row.more) if row.more is not None else "nicht möglich",
                "satz": clean(row.sentence),
                "schritt": number(row.step),
            }
            for row in findings.limits
        ],
        "hat_grenzwerte": bool(findings.limits),
    }


def _confirmations(desk: Desk) -> Iterator[dict[str, str]]:
    """Who confirmed the discretion of each notice, and when; open ones say so."""
    for notice in desk.file.notices:
        confirmed = desk.state.discretion_of(notice.id)
        yield {
            "bescheid": notice.id,
            "traeger": clean(notice.recipient.name),
            "vermerk": clean(confirmed.note) if confirmed else "noch nicht bestätigt",
        }
