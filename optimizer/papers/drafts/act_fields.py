"""What every paper about one act says of it: subject, what it refers to, hours. Only the addressee's data."""

from __future__ import annotations

from optimizer.model.german import long_date
from optimizer.papers.drafts.desk import Desk, Fields
from optimizer.papers.notice import Notice
from optimizer.papers.phrases import (
    capital,
    clean,
    field_of_law,
    full_time,
    hours,
    inside_quotes,
    space_words,
    window,
)


def headline(notice: Notice) -> str:
    """`2. Änderungsbescheid` or `Zuwendungsbescheid`."""
    return f"{notice.change_number}. Änderungsbescheid" if notice.change_number is not None else "Zuwendungsbescheid"


def renewed_by(desk: Desk, notice: Notice) -> Notice | None:
    """The act that grants the same provider anew, from other money, a part of what this reduction takes; else None."""
    later = (row for row in desk.file.notices if row.outage == notice.outage and row.kind != "Minderung")
    return next((row for row in later if row.changed == notice.changed), None) if notice.kind == "Minderung" else None


def renewal_fields(desk: Desk, notice: Notice) -> Fields:
    """What a reduction and its hearing say of the act that grants anew."""
    renewal = renewed_by(desk, notice)
    return {"neufestsetzung": headline(renewal) if renewal else ""}


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
            "aktenzeichen": _of_first_grant(desk, notice, "Aktenzeichen"),
            "fruehere_aenderung": "",
            "vertrag_vom": "",
            "geaendertes_angebot": "",
            "finanzierungsart": _of_first_grant(desk, notice, "Finanzierungsart"),
            "produktkonto": clean(notice.booked_as.product_account),
        }
    earlier = (notice.change_number or 1) - 1
    booked = notice.booked_as
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
        "produktkonto": desk.need(booked.product_account, "Produktkonto", "Angebote", "Produktkonto", booked.key),
    }


def _of_first_grant(desk: Desk, notice: Notice, what: str) -> str:
    """What no offering's row can say yet: an Angabe such as `Aktenzeichen K-21` of the sheet Behörde, or a gap."""
    entry = f"{what} {notice.capacity}"
    return desk.need(desk.case.dataset.authority_of(entry), what, "Behörde", "Wert", entry)


def basis_fields(notice: Notice) -> Fields:
    """What the grant rests on: § 74 SGB VIII for free providers only; for municipal ones the state's funding guideline.

    A guideline is named only where state money is granted (law.md 1.1, 1.2).
    """
    state_money = any(row.payer == "Land" for row in notice.amounts)
    return {
        "kommunal": notice.recipient.municipal,
        "foerderrichtlinie": _guideline(notice.offering.field) if state_money else "",
    }


def _guideline(field: str) -> str:
    return f"Förderrichtlinie {'Schulsozialarbeit' if field == '§ 13a' else 'Jugendpauschale'} des Freistaates Sachsen"


def hours_fields(notice: Notice) -> Fields:
    """Weekly hours and VzÄ: old → change → new."""
    rows = {"alt": notice.hours.old, "aenderung": abs(notice.hours.change), "neu": notice.hours.new}
    fields: Fields = {f"stunden_{name}": hours(value) for name, value in rows.items()}
    fields |= {f"vzae_{name}": full_time(notice.full_time_equivalents(value)) for name, value in rows.items()}
    return {**fields, "nur_mittel": not notice.hours.change}
