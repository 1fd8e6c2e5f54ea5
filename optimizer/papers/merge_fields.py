"""The mail-merge fields of a notice: stable German names that Word templates and the Bescheidliste rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from optimizer.model.dataset import SourceKind
from optimizer.papers.notice import Measure, Notice

FieldKind = Literal["text", "number", "date", "cents", "hours"]
MergeValue = str | int | date | Fraction
"""Text, count or cents, day, weekly hours or VzÄ. An empty text stands for what is not known."""


@dataclass(frozen=True, slots=True)
class MergeField:
    """One column: its stable name, what kind of value it holds, what it means, and how it is found."""

    name: str
    kind: FieldKind
    meaning: str
    value: Callable[[Notice], MergeValue | None]


def _address_line(index: int) -> Callable[[Notice], str]:
    return lambda notice: notice.recipient.address[index] if index < len(notice.recipient.address) else ""


def _last_address_lines(notice: Notice) -> str:
    return ", ".join(notice.recipient.address[3:])


_SHOWN: Final[tuple[tuple[str, Measure, str], ...]] = (
    ("alt", "old", "dieser Jahre vorher"),
    ("Änderung", "change", "mehr (+) oder weniger (−)"),
    ("neu", "new", "dieser Jahre danach"),
    ("Verfügbar", "available", "bei Minderung: wird für Übernehmende frei"),
    ("Erstattung", "owed", "bei Minderung: schon abgerufen; über die Erstattung entscheidet nicht dieser Bescheid"),
    ("Rückgabe", "returned", "bei Minderung: an die Mittelquelle zurückzugeben"),
)


def _for_information(payer: SourceKind, whose: str) -> Iterator[MergeField]:
    """Money that the notice shows for information: what `Betrag_alt` and so on say of the grant (clause 3.1.3)."""
    for name, measure, meaning in _SHOWN:
        yield MergeField(
            f"{payer}_{name}", "cents", f"nachrichtlich: Mittel {whose} {meaning}", _shown_sum(measure, payer)
        )


def _shown_sum(measure: Measure, payer: SourceKind) -> Callable[[Notice], int]:
    return lambda notice: notice.sum_of(measure, {payer})


MERGE_FIELDS: Final = (
    MergeField("Bescheid_Nr", "text", "Nummer des Bescheids im Plan, zugleich Dateiname des Entwurfs", lambda n: n.id),
    MergeField("Art", "text", "Minderung, Erhöhung oder Zuwendung (erste Bewilligung)", lambda n: n.kind),
    MergeField("Überschrift", "text", "Überschrift des Bescheids", lambda n: n.title),
    MergeField("Änderung_Nr", "number", "n im „n. Änderungsbescheid“; leer bei Zuwendung", lambda n: n.change_number),
    MergeField("Ausfall_Nr", "number", "Nummer des Ausfalls im Plan", lambda n: n.outage),
    MergeField("Träger_Nr", "text", "Schlüssel des Empfängers (Blatt Träger)", lambda n: n.recipient.key),
    MergeField("Träger", "text", "Name des Empfängers", lambda n: n.recipient.name),
    MergeField("Vertretung", "text", "wer für den Empfänger zeichnet", lambda n: n.recipient.representative),
    MergeField("Anschrift_1", "text", "erste Zeile der Anschrift", _address_line(0)),
    MergeField("Anschrift_2", "text", "zweite Zeile der Anschrift", _address_line(1)),
    MergeField("Anschrift_3", "text", "dritte Zeile der Anschrift", _address_line(2)),
    MergeField("Anschrift_4", "text", "alle weiteren Zeilen der Anschrift, durch Komma getrennt", _last_address_lines),
    MergeField(
        "Aktenzeichen", "text", "Aktenzeichen des geänderten Bescheids; leer bei Zuwendung", lambda n: n.file_number
    ),
    MergeField("Bescheid_vom", "date", "Tag des geänderten Bescheids; leer bei Zuwendung", lambda n: n.reference_date),
    MergeField("Vertrag_vom", "date", "Tag des öffentlich-rechtlichen Vertrags", lambda n: n.contract_date),
    MergeField(
        "Widerrufsvorbehalt",
        "text",
        "ja, wenn der geänderte Bescheid ihn enthält",
        lambda n: "ja" if n.revocable else "nein",
    ),
    MergeField("Angebot_Nr", "text", "Schlüssel des Angebots, um dessen Stunden es geht", lambda n: n.offering.key),
    MergeField("Angebot", "text", "Bezeichnung dieses Angebots", lambda n: n.offering.title),
    MergeField(
        "Geändertes_Angebot_Nr",
        "text",
        "Schlüssel des Angebots, dessen Bewilligung sich ändert; leer bei Zuwendung",
        lambda n: n.changed.key if n.changed else "",
    ),
    MergeField(
        "Geändertes_Angebot",
        "text",
        "Bezeichnung dieses Angebots; leer bei Zuwendung",
        lambda n: n.changed.title if n.changed else "",
    ),
    MergeField("Leistungsbereich", "text", "Leistungsbereich nach SGB VIII", lambda n: n.offering.field),
    MergeField("AGS", "text", "Gemeindeschlüssel der Sitzkommune, 8 Ziffern", lambda n: n.municipality.ags),
    MergeField("Sitzkommune", "text", "Name der Sitzkommune", lambda n: n.municipality.name),
    MergeField("Sozialraum", "text", "Name des Sozialraums", lambda n: n.space_name),
    MergeField(
        "Finanzierungsart",
        "text",
        "Finanzierungsart der geänderten Bewilligung",
        lambda n: n.changed.financing_kind if n.changed else "",
    ),
    MergeField(
        "Produktkonto",
        "text",
        "Produktkonto des Leistungsbereichs, für den die Mittel bestimmt sind",
        lambda n: n.booked_as.product_account,
    ),
    MergeField("Beginn", "date", "erster Tag der Änderung", lambda n: n.period.start),
    MergeField("Ende", "date", "letzter Tag der Änderung", lambda n: n.period.end),
    MergeField("Stunden_alt", "hours", "Wochenstunden am Tag des Beginns vor der Änderung", lambda n: n.hours.old),
    MergeField("Stunden_Änderung", "hours", "Wochenstunden mehr (+) oder weniger (−)", lambda n: n.hours.change),
    MergeField("Stunden_neu", "hours", "Wochenstunden nach der Änderung", lambda n: n.hours.new),
    MergeField("VzÄ_alt", "hours", "Vollzeitäquivalente vorher", lambda n: n.full_time_equivalents(n.hours.old)),
    MergeField(
        "VzÄ_Änderung",
        "hours",
        "Vollzeitäquivalente mehr oder weniger",
        lambda n: n.full_time_equivalents(n.hours.change),
    ),
    MergeField("VzÄ_neu", "hours", "Vollzeitäquivalente danach", lambda n: n.full_time_equivalents(n.hours.new)),
    MergeField("Jahre", "text", "Haushaltsjahre, in denen sich etwas ändert", lambda n: ", ".join(map(str, n.years))),
    MergeField("Betrag_alt", "cents", "Zuwendung (Land und Landkreis) dieser Jahre vorher", lambda n: n.sum_of("old")),
    MergeField("Betrag_Änderung", "cents", "Zuwendung mehr (+) oder weniger (−)", lambda n: n.change),
    MergeField("Betrag_neu", "cents", "Zuwendung dieser Jahre danach", lambda n: n.sum_of("new")),
    MergeField("Betrag_gesamt", "cents", "Höhe der Änderung ohne Vorzeichen", lambda n: abs(n.change)),
    MergeField(
        "Verfügbar", "cents", "Zuwendung, bei Minderung: wird für Übernehmende frei", lambda n: n.sum_of("available")
    ),
    MergeField(
        "Rückforderung",
        "cents",
        "Zuwendung, bei Minderung: schon abgerufen, der Bescheid fordert es zurück (§ 50 SGB X)",
        lambda n: n.sum_of("owed"),
    ),
    MergeField(
        "Rückgabe",
        "cents",
        "Zuwendung, bei Minderung: an die Mittelquelle zurückzugeben",
        lambda n: n.sum_of("returned"),
    ),
    MergeField("Eigenmittel", "cents", "eigene Mittel des Empfängers, keine öffentlichen", lambda n: n.own_total),
    *_for_information("Kommune", "der Kommune"),
    *_for_information("Dritte", "Dritter"),
)
"""In the order of the columns. A name once published is never changed; new ones are added behind."""


def mail_merge(notice: Notice) -> Mapping[str, MergeValue]:
    """Every mail-merge field of one notice, by its stable name; what is not known is an empty text.

    Amounts are cents, hours and VzÄ exact fractions, days dates; writers format them for their paper.
    """
    return {field.name: _or_empty(field.value(notice)) for field in MERGE_FIELDS}


def _or_empty(value: MergeValue | None) -> MergeValue:
    return "" if value is None else value
