"""Drafts of the reasons of a notice: facts and discretion, from what the plan knows (§ 35 (1) SGB X).

A notice names no other provider: who else was possible stands there as numbers, with names only in the weighing record.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Final

from optimizer.model.case import Case, Outage, ReasonCode
from optimizer.model.german import euro, listed, long_date, number
from optimizer.papers.drafts.act_fields import headline, renewed_by
from optimizer.papers.drafts.desk import Desk
from optimizer.papers.drafts.events import by_provider, event_sentence, lost_sentence, offering_name, reason_words
from optimizer.papers.notice import Notice
from optimizer.papers.phrases import count, hours, window

_WITHOUT_NAMES: dict[ReasonCode, str] = {
    "same_provider": "weil ihr Träger selbst ausfällt",
    "affected": "weil ihr Träger selbst ausscheidet",
    "field": "weil sie einen anderen Leistungsbereich betrifft",
    "space": "weil sie für einen anderen Sozialraum gemeldet ist",
    "requirements": "weil ein erforderliches Merkmal fehlt",
    "recognition": "weil die Anerkennung nach § 75 SGB VIII fehlt",
    "rate": "weil der Kostensatz über dem Höchstkostensatz liegt",
    "signatory": "weil ihr Träger die Kooperationsvereinbarung für den Sozialraum nicht unterzeichnet hat",
    "distance": "weil die Höchstentfernung überschritten ist",
    "window": "weil kein gemeinsamer Zeitraum bleibt",
    "excluded": "weil sie durch eine Vorgabe ausgeschlossen ist",
}
_PURPOSE: Final = {
    "outage": (
        "Die Mittel dienen nach dem Zuwendungsbescheid ausschließlich der Leistung, für die sie bewilligt sind. Wird "
        "die Leistung nicht erbracht, besteht ein öffentliches Interesse daran, sie noch im selben Haushaltsjahr für "
        "die betroffenen jungen Menschen einzusetzen (Nummern 2.2 und 3.1.7 der Kooperationsvereinbarung)."
    ),
    "frees_only": (
        "Nicht abgerufene Mittel verfallen mit dem Haushaltsjahr. Es besteht ein öffentliches Interesse daran, sie "
        "für andere Leistungen der Jugendhilfe einzusetzen (Nummer 3.2.6 in Verbindung mit Nummer 3.1.7 der "
        "Kooperationsvereinbarung)."
    ),
    "removal": (
        "Ohne die weggefallenen Mittel ist die Finanzierung der Leistung im bisherigen Umfang nicht mehr gesichert. "
        "Es besteht ein öffentliches Interesse daran, die Bewilligung dem anzupassen und die übrigen Mittel dort "
        "einzusetzen, wo die Leistung gesichert erbracht wird (Nummern 2.2 und 3.1.7 der Kooperationsvereinbarung)."
    ),
}
_EXTENT: Final = {
    "outage": "den Anteil und den Zeitraum, in denen die Leistung nicht erbracht wird",
    "frees_only": "den Betrag, der für die bewilligte Leistung nicht gebraucht wird",
    "removal": "den Anteil und den Zeitraum, deren Finanzierung ohne die weggefallenen Mittel nicht gesichert ist",
}
_TRUST: Final = {
    "outage": (
        "Schutzwürdiges Vertrauen steht nicht entgegen. Für künftige, nicht erbrachte Leistungen konnte der Träger "
        "nicht auf die Zuwendung vertrauen."
    ),
    "frees_only": (
        "Schutzwürdiges Vertrauen steht nicht entgegen. Auf Mittel, die er für die bewilligte Leistung nicht braucht, "
        "konnte der Träger nicht vertrauen."
    ),
    "removal": (
        "Schutzwürdiges Vertrauen steht nicht entgegen. Der Träger kann nicht darauf vertrauen, dass andere "
        "Mittelgeber an die Stelle dessen treten, der nicht mehr zahlt."
    ),
}
_HOW_MUCH: Final = {
    "outage": "der Betrag ist nach festen Regeln taggenau berechnet",
    "frees_only": "der Betrag ist der, der nicht abgerufen wird",
    "removal": "der Betrag ist nach festen Regeln taggenau berechnet",
}


def facts_of_reduction(case: Case, notice: Notice) -> list[str]:
    """Facts (I.) of a Minderung: the grant, what happened, the hours lost, the money that lies on them."""
    outage = case.outage[notice.outage]
    texts = [_join(event_sentence(case, outage), reason_words(outage), _reported(outage))]
    if outage.hours:
        texts.append(lost_sentence(case, outage))
    texts.append(_money_of_reduction(notice, outage))
    return texts


def _reported(outage: Outage) -> str:
    if outage.event.reported is None:
        return ""
    day = long_date(outage.event.reported)
    if by_provider(outage):
        return f"Dies ist dem Jugendamt am {day} angezeigt worden (Nummer 3.3.6 der Kooperationsvereinbarung)."
    return f"Dies ist dem Jugendamt am {day} bekannt geworden."


def _money_of_reduction(notice: Notice, outage: Outage) -> str:
    if outage.frees_only:
        return "Der nicht benötigte Betrag soll im selben Haushaltsjahr für andere Leistungen verwendet werden können."
    text = f"Auf diesen Anteil und Zeitraum entfallen bewilligte Mittel in Höhe von {euro(-notice.change)}."
    if outage.event.running_on:
        text += (
            f" Kosten, die unvermeidbar weiterlaufen, sind dabei mit {euro(outage.event.running_on)} im Monat "
            "zugunsten des Trägers abgezogen."
        )
    if notice.period.start > outage.period.start:
        day = long_date(notice.period.start)
        text += f" Die Mittel sind erst ab dem {day} frei und werden erst ab diesem Tag gemindert."
    return text


def facts_of_grant(case: Case, notice: Notice) -> list[str]:
    """Facts (I.) of an Erhöhung or a first grant: the offering that is out, what is taken over; names no one else."""
    outage = case.outage[notice.outage]
    texts = [_join(event_sentence(case, outage), lost_sentence(case, outage))]
    if notice.offering.provider == notice.recipient.key:
        more = "zusätzlich" if outage.event.kind == "Mehrbedarf" else "mit anderen Mitteln weiterhin"
        texts.append(
            f"Der Träger hat erklärt, dass er {hours(notice.hours.change)} {window(notice.period)} {more} "
            "erbringen kann."
        )
        return texts
    share = "diese" if notice.hours.change == outage.hours else f"davon {hours(notice.hours.change)}"
    texts.append(f"Der Träger hat erklärt, dass er {share} {window(notice.period)} übernehmen kann.")
    return texts


def discretion_of_reduction(desk: Desk, notice: Notice, *, future_only: bool) -> list[str]:
    """Discretion (III.) of a Minderung as a draft: purpose, proportion, trust, equal treatment."""
    outage = desk.case.outage[notice.outage]
    kind = "removal" if outage.removal else "frees_only" if outage.frees_only else "outage"
    trust = _TRUST[kind] if future_only else _TRUST[kind].replace("künftige, ", "")
    if outage.event.running_on:
        trust += " Seinem Interesse, unvermeidbare Kosten zu decken, ist durch deren Abzug Rechnung getragen."
    equal = f"Andere Träger werden in gleicher Lage ebenso behandelt; {_HOW_MUCH[kind]}."
    renewal = renewed_by(desk, notice)
    proportion = _renewed(renewal, future_only) if renewal else _proportion(kind, future_only)
    return [_PURPOSE[kind], proportion, f"{trust} {equal}"]


def _proportion(kind: str, future_only: bool) -> str:
    future = "wirkt nur für die Zukunft, " if future_only else ""
    text = (
        f"Die Minderung ist auf das erforderliche Maß beschränkt: Sie {future}erfasst nur {_EXTENT[kind]}, und lässt "
        "die übrige Bewilligung unberührt."
    )
    if kind == "removal":
        return text
    return f"{text} Ein milderes Mittel, das die Mittel ebenso verfügbar macht, ist nicht ersichtlich."


def _renewed(renewal: Notice, future_only: bool) -> str:
    """Where another act gives a part back, neither act alone shows what is taken: both are weighed together."""
    future = "wirkt nur für die Zukunft und " if future_only else ""
    return (
        f"Die Zuwendung wird zusammen mit dem {headline(renewal)} neu festgesetzt: Dieser Bescheid mindert sie um den "
        "Anteil, der bisher auch aus den weggefallenen Mitteln gedeckt war; jener bewilligt neu, was die verfügbaren "
        f"Mittel tragen. Ob das erforderliche Maß gewahrt ist, ergibt sich aus beiden zusammen. Die Minderung {future}"
        "lässt die übrige Bewilligung unberührt."
    )


def discretion_of_grant(desk: Desk, notice: Notice) -> list[str]:
    """Discretion (III.) of a grant as a draft: who was examined, who was not possible, by which goals was chosen."""
    case = desk.case
    goals = listed([f"„{goal.name}“" for goal in desk.outcome.plan.goals])
    choice = (
        f"Unter den möglichen Übernahmen ist diejenige gewählt worden, die die Ziele {goals} in dieser Rangfolge am "
        f"besten erfüllt. Auf den Träger entfallen danach {hours(notice.hours.change)}.{_distance(case, notice)}"
    )
    return [
        examined(case, case.outage[notice.outage]),
        choice,
        _free_before_municipal(notice),
        _alternatives(desk, notice),
    ]


def examined(case: Case, outage: Outage, *, briefly: bool = False) -> str:
    """How many capacities were examined for an outage and, without names and unless briefly, why some fell away."""
    options = sum(option.outage == outage.number for option in case.options)
    refused = [row for row in case.exclusions if row.outage == outage.number]
    total = options + len(refused)
    verb = "ist" if total == 1 else "sind"
    whole = count(total, "gemeldete freie Kapazität", "gemeldete freie Kapazitäten", feminine=True)
    text = f"Für das Leistungsangebot {offering_name(case, outage)} {verb} {whole} geprüft worden."
    if options and refused:
        text += (
            f" Davon {'kam' if options == 1 else 'kamen'} {count(options, '', '', feminine=True).strip()} in Betracht."
        )
    elif options:
        text += " Sie kam in Betracht." if options == 1 else " Alle kamen in Betracht."
    codes = Counter(code for row in refused for code in row.reasons)
    reasons = [f"{_each(number_)}, {_reason(code, number_)}" for code, number_ in sorted(codes.items())]
    if reasons and not briefly:
        many = " (bei manchen treffen mehrere Gründe zu)" if sum(codes.values()) > len(refused) else ""
        text += f" Nicht in Betracht {'kam' if len(refused) == 1 else 'kamen'}{many}: {'; '.join(reasons)}."
    return text


def _each(quantity: int) -> str:
    return count(quantity, "Kapazität", "Kapazitäten", feminine=True)


def _reason(code: ReasonCode, quantity: int) -> str:
    phrase = _WITHOUT_NAMES[code]
    if quantity == 1:
        return phrase
    for one, many in (
        ("sie einen anderen Leistungsbereich betrifft", "sie einen anderen Leistungsbereich betreffen"),
        ("gemeldet ist", "gemeldet sind"),
        ("ausgeschlossen ist", "ausgeschlossen sind"),
        ("ihr Träger selbst ausscheidet", "ihre Träger selbst ausscheiden"),
        ("nicht unterzeichnet hat", "nicht unterzeichnet haben"),
        ("weil ihr Träger die", "weil ihre Träger die"),
    ):
        phrase = phrase.replace(one, many)
    return phrase


def _distance(case: Case, notice: Notice) -> str:
    km = next((row.km for row in case.options if row.key == (notice.outage, notice.capacity)), 0.0)
    return (
        f" Sein Standort liegt {number(Fraction(km), 1)}\u00a0km Luftlinie vom Ort der Leistung entfernt."
        if km >= 0.05
        else ""
    )


def _free_before_municipal(notice: Notice) -> str:
    if notice.recipient.municipal:
        return (
            "Der Träger ist ein kommunaler Träger. Träger der freien Jugendhilfe hatten nach § 4 Absatz 2 SGB VIII "
            "Vorrang; die hier übertragenen Stunden konnten sie nicht in gleichem Umfang übernehmen."
        )
    return (
        "Dem Vorrang der Träger der freien Jugendhilfe (§ 4 Absatz 2 SGB VIII) ist Rechnung getragen. Nach § 74 "
        "Absatz 5 SGB VIII sind bei gleichartigen Maßnahmen für alle Träger gleiche Maßstäbe angelegt worden."
    )


def _alternatives(desk: Desk, notice: Notice) -> str:
    forced = sum(row.outage == notice.outage for row in desk.findings.forced)
    other = len(desk.findings.alternatives)
    if not forced and not other:
        return "Was andere Verteilungen in den Zielen kosten würden, ist für diesen Entwurf nicht gefragt worden."
    parts = []
    if forced:
        parts.append(f"für {count(forced, 'weitere mögliche Übernahme', 'weitere mögliche Übernahmen', feminine=True)}")
    if other:
        parts.append(f"für {count(other, 'andere Verteilung', 'andere Verteilungen', feminine=True)}")
    return (
        f"Was sie in den einzelnen Zielen kosten würden, ist {listed(parts)} berechnet worden; "
        "die Ergebnisse stehen im Abwägungsprotokoll."
    )


def _join(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
