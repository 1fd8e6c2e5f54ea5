"""The fields of a notice, of its hearing and of the contract that goes with it. Only the addressee's data."""

from __future__ import annotations

from datetime import date
from typing import Final

from optimizer.model.dataset import Provider
from optimizer.model.german import long_date
from optimizer.papers.drafts.desk import Desk, Fields, paragraphs
from optimizer.papers.drafts.discretion import (
    discretion_of_grant,
    discretion_of_reduction,
    facts_of_grant,
    facts_of_reduction,
)
from optimizer.papers.drafts.money import amount_fields, financing_plan, repayment_fields
from optimizer.papers.drafts.safety import safe_sentence
from optimizer.papers.legal_dates import hearing_end
from optimizer.papers.notice import Notice
from optimizer.papers.phrases import (
    capital,
    clean,
    field_of_law,
    full_time,
    hours,
    inside_quotes,
    space_words,
    until,
    window,
)
from optimizer.papers.state import GROUNDS, RETROACTIVE, Ground

GROUND_TEXTS: Final[dict[Ground | None, str]] = {
    None: (
        "Rechtsgrundlage der Minderung ist § 47 Absatz 1 Nummer 1 SGB X. Danach kann ein rechtmäßiger begünstigender "
        "Verwaltungsakt mit Wirkung für die Zukunft widerrufen werden, soweit der Widerruf im Verwaltungsakt "
        "vorbehalten ist. Der Zuwendungsbescheid enthält einen solchen Vorbehalt."
    ),
    "§ 48": (
        "Rechtsgrundlage der Minderung ist § 48 Absatz 1 Satz 1 SGB X. In den tatsächlichen Verhältnissen, die beim "
        "Erlass des Zuwendungsbescheids vorgelegen haben, ist eine wesentliche Änderung eingetreten, weil die "
        "Leistung nicht mehr wie bewilligt erbracht wird; der Bescheid ist insoweit mit Wirkung für die Zukunft "
        "aufzuheben."
    ),
    "§ 47 Abs. 2 Nr. 1": (
        "Rechtsgrundlage der Minderung ist § 47 Absatz 2 Satz 1 Nummer 1 SGB X. Die Zuwendung wird insoweit nicht, "
        "nicht alsbald oder nicht mehr für den im Bescheid bestimmten Zweck verwendet."
    ),
    "Verzicht": (
        "Die Minderung beruht darauf, dass der Träger auf die Zuwendung insoweit schriftlich verzichtet oder der "
        "Minderung schriftlich zugestimmt hat."
    ),
}
GROUND_NAMES: Final[dict[Ground, str]] = {
    "§ 48": "§ 48 Absatz 1 Satz 1 SGB X (wesentliche Änderung der Verhältnisse)",
    "§ 47 Abs. 2 Nr. 1": "§ 47 Absatz 2 Satz 1 Nummer 1 SGB X (keine Verwendung für den Zweck)",
    "Verzicht": "schriftlicher Verzicht oder schriftliche Zustimmung des Trägers",
}


def notice_fields(desk: Desk, notice: Notice) -> Fields:
    """All fields of a change notice or first grant."""
    reduction = notice.kind == "Minderung"
    fields = {
        **desk.head(headline(notice)),
        **desk.addressee(notice.recipient),
        **subject_fields(notice),
        **reference_fields(desk, notice),
        **hours_fields(notice),
        **amount_fields(desk, notice),
        **financing_plan(desk, notice),
        **reason_fields(desk, notice),
        "postvermerk": desk.need_date(desk.state.posted, "Tag der Aufgabe zur Post"),
        "ausschuss_beschluss": desk.need(desk.state.resolution, "Beschluss des Jugendhilfeausschusses"),
        "zustimmungen_offen": not desk.state.consents_complete,
    }
    if not desk.state.consents_complete:
        desk.need("", "Zustimmung aller Beteiligten (Nummer 3.1.7)")
    extra = reduction_fields(desk, notice) if reduction else grant_fields(desk, notice)
    return desk.finished({**fields, **extra})


def headline(notice: Notice) -> str:
    """`2. Änderungsbescheid` or `Zuwendungsbescheid`."""
    return f"{notice.change_number}. Änderungsbescheid" if notice.change_number is not None else "Zuwendungsbescheid"


def subject_fields(notice: Notice) -> Fields:
    """The offering that the act is about, where it is and from when to when."""
    offering = notice.offering
    return {
        "bescheid_nummer": notice.id,
        "ueberschrift": headline(notice),
        "angebot": inside_quotes(offering.title),
        "angebot_nummer": clean(offering.key),
        "leistungsbereich": field_of_law(offering.field),
        "ort": clean(notice.municipality.name),
        "sozialraum": space_words(offering.space, notice.space_name),
        "beginn": long_date(notice.period.start),
        "ende": long_date(notice.period.end),
        "zeitraum": window(notice.period),
        "zeitraum_satzanfang": capital(window(notice.period)),
        "befristet": notice.period.end < notice.offering.end,
    }


def reference_fields(desk: Desk, notice: Notice) -> Fields:
    """What the act refers to: the notice that is changed, earlier changes, the contract, the account."""
    changed = notice.changed
    if changed is None:
        return {
            "bescheid_vom": "",
            "aktenzeichen": desk.entry("Zeichen"),
            "fruehere_aenderung": "",
            "vertrag_vom": "",
            "geaendertes_angebot": "",
            "finanzierungsart": "Projektförderung",
            "produktkonto": clean(notice.offering.product_account),
        }
    earlier = (notice.change_number or 1) - 1
    return {
        "bescheid_vom": desk.need_date(
            changed.notice_date, "Datum des Bescheids", "Angebote", "Bescheid vom", changed.key
        ),
        "aktenzeichen": desk.need(changed.file_number, "Aktenzeichen", "Angebote", "Aktenzeichen", changed.key),
        "fruehere_aenderung": f"{earlier}. Änderungsbescheid" if earlier else "",
        "vertrag_vom": desk.need_date(
            changed.contract_date, "Datum des Vertrags", "Angebote", "Vertrag vom", changed.key
        ),
        "geaendertes_angebot": inside_quotes(changed.title),
        "finanzierungsart": desk.need(
            changed.financing_kind, "Finanzierungsart", "Angebote", "Finanzierungsart", changed.key
        ),
        "produktkonto": desk.need(changed.product_account, "Produktkonto", "Angebote", "Produktkonto", changed.key),
    }


def hours_fields(notice: Notice) -> Fields:
    """Weekly hours and VzÄ: old → change → new."""
    rows = {"alt": notice.hours.old, "aenderung": abs(notice.hours.change), "neu": notice.hours.new}
    fields: Fields = {f"stunden_{name}": hours(value) for name, value in rows.items()}
    fields |= {f"vzae_{name}": full_time(notice.full_time_equivalents(value)) for name, value in rows.items()}
    return {**fields, "nur_mittel": not notice.hours.change}


def reduction_fields(desk: Desk, notice: Notice) -> Fields:
    """What only a Minderung holds: its ground, the hearing, the repayment."""
    ground = dict(desk.state.grounds).get(notice.offering.key)
    is_open = ground is None and not notice.revocable
    if is_open:
        desk.need("", "Wahl der Rechtsgrundlage (kein Widerrufsvorbehalt)")
    return {
        **repayment_fields(desk, notice),
        **hearing_fields(desk, notice),
        "mittelwegfall": desk.case.outage[notice.outage].removal is not None,
        "grund_offen": is_open,
        "grund_auswahl": paragraphs([GROUND_NAMES[name] for name in GROUNDS]),
        "grund": "" if is_open else GROUND_TEXTS[ground],
        "befristet": notice.period.end < notice.offering.end and not _leaves(desk, notice),
        "angezeigt_am": long_date(notice.reported) if notice.reported else "",
    }


def _leaves(desk: Desk, notice: Notice) -> bool:
    """Is the provider out for good, so that nothing comes back to it when the period of the act ends?"""
    outage = desk.case.outage[notice.outage]
    return outage.event.kind in {"Kündigung", "Fristlose Kündigung", "Entzug"} and outage.removal is None


def hearing_fields(desk: Desk, notice: Notice) -> Fields:
    """Whether and when the provider was heard (§ 24 SGB X)."""
    state = desk.state
    heard = notice.hearing if isinstance(notice.hearing, date) else None
    posted = state.hearing_posted or heard
    waived = bool(state.hearing_waived) or notice.hearing == "verzichtet"
    end = hearing_end(posted, state.hearing_days).day if posted and not waived else None
    return {
        "anhoerung_verzichtet": waived,
        "anhoerung_verzicht_am": desk.need_date(state.hearing_waived, "Tag des Verzichts auf die Anhörung")
        if waived
        else "",
        "anhoerung_vom": "" if waived else desk.need_date(posted, "Tag der Anhörung", "Ereignisse", "Anhörung"),
        "anhoerung_bis": long_date(end) if end else "",
    }


def grant_fields(desk: Desk, notice: Notice) -> Fields:
    """What only a grant holds: the application, the conditions' proofs, whether it starts before the money is safe."""
    provider = notice.recipient
    applied = dict(desk.state.applications).get(provider.key)
    return {
        "antrag_vom": desk.need_date(applied, "Datum des Antrags"),
        "vereinbarung_8a": _proof(desk, until(provider.agreement_8a), "Vereinbarung § 8a bis", provider),
        "vereinbarung_72a": _proof(desk, until(provider.agreement_72a), "Vereinbarung § 72a bis", provider),
        "vereinbarung_kkg": until(provider.agreement_kkg),
        "anerkannt": provider.recognised and not provider.municipal,
        "kommunal": provider.municipal,
        "erstbewilligung": notice.changed is None,
        "eigenes_angebot": notice.offering.provider == provider.key,
        "mehrbedarf": desk.case.outage[notice.outage].event.kind == "Mehrbedarf",
        "sicher_ab_satz": safe_sentence(desk, notice.outage, notice.period.start),
        "nachweis_bis": desk.entry("Verwendungsnachweis bis"),
        "kasse": desk.entry("Kasse"),
    }


def _proof(desk: Desk, text: str, column: str, provider: Provider) -> str:
    return desk.need(text, column.removesuffix(" bis"), "Träger", column, provider.key)


def reason_fields(desk: Desk, notice: Notice) -> Fields:
    """Facts, and discretion with its mark: a draft until a person has confirmed it."""
    case, reduction = desk.case, notice.kind == "Minderung"
    written = desk.state.discretion_of(notice.id)
    confirmed = written is not None and written.confirmed
    past = dict(desk.state.grounds).get(notice.offering.key) in RETROACTIVE
    draft = (
        discretion_of_reduction(case, notice, future_only=not past) if reduction else discretion_of_grant(desk, notice)
    )
    edited = [clean(line) for line in written.text.splitlines() if clean(line)] if written else []
    if not confirmed:
        desk.need("", "Bestätigung der Ermessensgründe")
    return {
        "sachverhalt": paragraphs(facts_of_reduction(case, notice) if reduction else facts_of_grant(case, notice)),
        "ermessen": paragraphs(edited or draft),
        "ermessen_bestaetigt": confirmed,
        "ermessen_vermerk": clean(written.note) if written else "noch nicht bestätigt",
    }
