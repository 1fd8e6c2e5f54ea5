"""The fields of the letter to one municipality (clauses 3.2.4 to 3.2.6, 3.3.6): what it must know and may help decide.

Only its own offerings and its own money; of the substitutes it learns who they are and how many hours they take over.
"""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.model.case import Case, Outage
from optimizer.model.dataset import Municipality
from optimizer.model.german import euro, long_date, number
from optimizer.model.outcome import Outcome
from optimizer.papers.drafts.desk import Desk, Fields
from optimizer.papers.drafts.events import by_provider, event_sentence, reason_words
from optimizer.papers.drafts.safety import safe_sentence
from optimizer.papers.phrases import clean, field_of_law, hours, inside_quotes, window


def municipalities_of(outcome: Outcome) -> tuple[Municipality, ...]:
    """Every municipality whose offering or whose money the plan touches, by AGS."""
    case = outcome.case
    seats = {case.offering_of(outage).ags for outage in case.outages}
    payers = {case.dataset.source[row.source].ags for row in outcome.plan.freed if row.freed}
    payers |= {case.dataset.source[row.source].ags for row in outcome.plan.pots if row.used and row.kind != "own"}
    return tuple(case.dataset.municipality[ags] for ags in sorted({ags for ags in seats | payers if ags}))


def letter_fields(desk: Desk, municipality: Municipality) -> Fields:
    """All fields of the letter."""
    case = desk.case
    outages = [outage for outage in case.outages if case.offering_of(outage).ags == municipality.ags]
    money = list(_money(desk.outcome, municipality))
    return desk.finished(
        {
            **desk.head("Beteiligung an einer Umverteilung"),
            "kommune": clean(municipality.name),
            "ausfaelle": [_outage(desk, outage) for outage in outages],
            "ist_sitzkommune": bool(outages),
            "mittel": money,
            "hat_mittel": bool(money),
            "hat_mehrere": len(outages) > 1,
            "rueckmeldung_bis": desk.need_date(desk.state.reply_by, "Frist für die Rückmeldung der Kommune"),
        }
    )


def _outage(desk: Desk, outage: Outage) -> Fields:
    """What clause 3.3.6 wants the seat municipality to know, and who is to take over."""
    case = desk.case
    offering = case.offering_of(outage)
    taken = [row for row in desk.outcome.plan.handovers if row.outage == outage.number]
    return {
        "angebot": inside_quotes(offering.title),
        "leistungsbereich": field_of_law(offering.field),
        "traeger": clean(case.dataset.provider[offering.provider].name),
        "ereignis": event_sentence(case, outage),
        "grund": reason_words(outage),
        "gemeldet": reported_words(desk, outage),
        "zeitraum": window(outage.period),
        "ende_unsicher": uncertain_end(outage),
        "stunden": hours(outage.hours),
        "stunden_bisher": hours(offering.hours),
        "nur_mittel": outage.frees_only,
        "koordination": coordination(case, offering.space),
        "uebergaben": [
            {
                "traeger": clean(case.dataset.provider[row.provider].name),
                "stunden": hours(row.hours),
                "zeitraum": window(row.period),
            }
            for row in taken
        ],
        "hat_uebergaben": bool(taken),
        "deckung": cover_sentence(desk.outcome, outage),
        "sicher_ab_satz": next(
            (text for row in taken if (text := safe_sentence(desk, row.outage, row.period.start))), ""
        ),
    }


def uncertain_end(outage: Outage) -> str:
    """Says between which days the outage may end; empty where its end is certain."""
    early, late = outage.event.early_end, outage.event.late_end
    if early and late:
        return f"Das Ende ist ungewiss; erwartet wird es zwischen dem {long_date(early)} und dem {long_date(late)}."
    return "Das Ende ist noch offen." if outage.event.kind == "Ausfall" and outage.event.end is None else ""


def coordination(case: Case, space: str) -> str:
    """Who coordinates the social space; empty where the workbook does not say."""
    found = case.dataset.space.get(space)
    return clean(found.coordination) if found else ""


def reported_words(desk: Desk, outage: Outage) -> str:
    """When the provider reported the event (clause 3.3.6); a gap where it should have and the day is not known."""
    if outage.event.reported:
        return f"am {long_date(outage.event.reported)}"
    if by_provider(outage):
        return desk.need("", "Tag der Anzeige", "Ereignisse", "Anzeige vom", outage.offering)
    return "entfällt" if outage.event.kind != "Mehrbedarf" else "mit dem Antrag"


def cover_sentence(outcome: Outcome, outage: Outage) -> str:
    """How much of an outage is covered, in percent of its hours over time."""
    row = next(row for row in outcome.plan.outages if row.outage == outage.number)
    if not row.lost:
        return ""
    more = outage.event.kind == "Mehrbedarf"
    what = "Mehrbedarf" if more else "Ausfall"
    if row.covered == row.lost:
        return f"Mit den vorgeschlagenen Übernahmen ist der {what} vollständig gedeckt."
    if not row.covered:
        return f"Der {what} kann nach heutigem Stand nicht gedeckt werden."
    share = number(row.covered / row.lost * 100, 1)
    share = {"100": "fast 100", "0": "weniger als 0,1"}.get(share, share)
    which = "zusätzlich gebrauchten" if more else "ausfallenden"
    return (
        f"Mit den vorgeschlagenen Übernahmen sind {share}\u00a0Prozent der {which} Stunden über den gesamten Zeitraum "
        "gedeckt."
    )


def _money(outcome: Outcome, municipality: Municipality) -> Iterator[dict[str, str]]:
    """The municipality's own money by source and year: freed, to reclaim, to return, usable, used, left."""
    sources = {source.key: source for source in outcome.case.dataset.sources if source.ags == municipality.ags}
    freed = [row for row in outcome.plan.freed if row.source in sources]
    pots = [row for row in outcome.plan.pots if row.source in sources and row.kind != "own"]
    places = {(row.year, row.source) for row in freed if row.freed} | {
        (row.year, row.source) for row in pots if row.cents
    }
    for year, key in sorted(places):
        of_freed = [row for row in freed if (row.source, row.year) == (key, year)]
        of_pots = [row for row in pots if (row.source, row.year) == (key, year)]
        usable, used = sum(row.cents for row in of_pots), sum(row.used for row in of_pots)
        yield {
            "jahr": str(year),
            "quelle": clean(sources[key].name),
            "frei": euro(sum(row.freed for row in of_freed)),
            "rueckforderung": euro(sum(row.reclaim for row in of_freed)),
            "rueckgabe": euro(sum(row.returned for row in of_freed)),
            "verwendbar": euro(usable),
            "verwendet": euro(used),
            "verbleibt": euro(usable - used),
        }
