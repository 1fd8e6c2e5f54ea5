"""Fields of the papers that go to one provider: notices, hearing, contract, forms to fill in."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from optimizer.papers.word.fields import TEXTS, Field, PaperKind, flag, must, rows

HEAD: Final = (
    flag("entwurf", "das Papier ist noch nicht freigegeben oder nicht vollständig", required=True),
    Field("titel", "Titel des Dokuments", "2. Änderungsbescheid"),
    Field("datum", "Datum des Schreibens", "1. März 2027"),
    must("behoerde_name", "Name der Behörde (Blatt Behörde)", "Landratsamt Musterkreis"),
    Field("behoerde_anschrift", "Sitz der Behörde", "Musterstraße 1, 08056 Musterstadt"),
    Field("behoerde_amt", "Amt", "Jugendamt"),
    Field("behoerde_sachgebiet", "Sachgebiet", "Prävention"),
    Field("behoerde_bearbeitung", "wer das Schreiben bearbeitet", "Frau Muster"),
    Field("behoerde_telefon", "Telefon", "0375 1234"),
    Field("behoerde_email", "E-Mail", "jugendamt@example.org"),
    Field("zeichen", "Zeichen der Behörde", "51.2-3/2027"),
    Field("unterzeichnung", "Name und Funktion der unterzeichnenden Person", "Erika Muster, Amtsleiterin"),
    Field("ausschuss", "Name des Ausschusses", "Jugendhilfeausschuss"),
)
ADDRESSEE: Final = (
    must("empfaenger_name", "Name des Empfängers", "Jugendhaus e. V."),
    Field("empfaenger_vertretung", "wer den Empfänger vertritt", "den Vorstand"),
    rows("empfaenger_anschrift", "Zeilen der Anschrift", Field("zeile", "eine Zeile", "08371 Glauchau")),
)
SUBJECT: Final = (
    Field("bescheid_nummer", "Nummer des Bescheids im Plan", "J1-M"),
    Field("ueberschrift", "Überschrift des Bescheids", "2. Änderungsbescheid"),
    must("angebot", "Bezeichnung des Leistungsangebots", "Jugendclub"),
    Field("angebot_nummer", "Schlüssel des Leistungsangebots", "A-017"),
    Field("leistungsbereich", "Leistungsbereich", "§ 11 SGB VIII (Jugendarbeit)"),
    Field("ort", "Sitzkommune", "Glauchau"),
    Field("sozialraum", "Sozialraum", "Sozialraum Glauchau/Meerane"),
    Field("beginn", "erster Tag der Änderung", "1. September 2027"),
    Field("ende", "letzter Tag der Änderung", "31. Dezember 2027"),
    Field("zeitraum", "beides als Wendung", "vom 1. September 2027 bis zum 31. Dezember 2027"),
    Field(
        "zeitraum_satzanfang", "dieselbe Wendung, groß geschrieben", "Vom 1. September 2027 bis zum 31. Dezember 2027"
    ),
    flag("befristet", "die Änderung endet vor dem Angebot (bei einer Minderung: und der Träger scheidet nicht aus)"),
)
REFERENCES: Final = (
    Field("bescheid_vom", "Datum des geänderten Bescheids", "10. Dezember 2026"),
    Field("aktenzeichen", "Aktenzeichen des geänderten Bescheids", "51.2/001"),
    Field("fruehere_aenderung", "die letzte Änderung davor; leer, wenn es keine gab", "1. Änderungsbescheid"),
    Field("vertrag_vom", "Datum des öffentlich-rechtlichen Vertrags", "15. Januar 2027"),
    Field("geaendertes_angebot", "Angebot, dessen Bewilligung sich ändert", "Jugendtreff"),
    Field("finanzierungsart", "Finanzierungsart", "Festbetragsfinanzierung"),
    Field("produktkonto", "Produktkonto des Leistungsbereichs, für den die Mittel bestimmt sind", "36310103.4318514"),
    Field("ausschuss_beschluss", "Beschluss des Jugendhilfeausschusses", "Nr. 12/2027 vom 3. März 2027"),
    Field("postvermerk", "Tag der Aufgabe zur Post", "5. März 2027"),
    flag("zustimmungen_offen", "es fehlt noch eine Zustimmung nach Nummer 3.1.7"),
)
BASIS: Final = (
    flag("kommunal", "kommunaler Träger: § 74 SGB VIII gilt für ihn nicht"),
    Field(
        "foerderrichtlinie",
        "Förderrichtlinie des Freistaates; leer, wenn kein Geld des Freistaates dabei ist",
        "Förderrichtlinie Jugendpauschale des Freistaates Sachsen",
    ),
)
HOURS: Final = (
    Field("stunden_alt", "Wochenstunden bisher", "30 Wochenstunden"),
    must("stunden_aenderung", "Wochenstunden mehr oder weniger, ohne Vorzeichen", "20 Wochenstunden"),
    must("stunden_neu", "Wochenstunden neu", "10 Wochenstunden"),
    Field("vzae_alt", "dasselbe in Vollzeitäquivalenten", "0,77 VzÄ"),
    Field("vzae_aenderung", "dasselbe in Vollzeitäquivalenten", "0,51 VzÄ"),
    Field("vzae_neu", "dasselbe in Vollzeitäquivalenten", "0,26 VzÄ"),
    flag("nur_mittel", "es ändert sich nur Geld, keine Stunden"),
)
AMOUNT_ROW: Final = (
    Field("jahr", "Haushaltsjahr", "2027"),
    Field("quelle", "Mittelgeber", "Freistaat Sachsen"),
    Field("alt", "bisher bewilligt", "24.000,00 €"),
    Field("aenderung", "Änderung mit Vorzeichen", "− 8.000,00 €"),
    Field("neu", "danach bewilligt", "16.000,00 €"),
)
AMOUNTS: Final = (
    rows("betraege", "Mittel von Land und Landkreis, die der Bescheid bewilligt, je Jahr", *AMOUNT_ROW, required=True),
    rows("nachrichtlich", "Mittel der Kommune und Dritter, nachrichtlich", *AMOUNT_ROW, required=True),
    rows("zuwendung", "Summe der vom Landkreis bewilligten Mittel (eine Zeile)", *AMOUNT_ROW),
    rows("oeffentlich", "Summe mit den nachrichtlichen Mitteln (eine Zeile; leer ohne solche)", *AMOUNT_ROW),
    rows("jahre", "Summe der bewilligten Mittel je Haushaltsjahr", *AMOUNT_ROW),
    must("betrag", "Höhe der Änderung der Zuwendung, ohne Vorzeichen", "18.000,00 €"),
    must("betrag_worte", "dieser Betrag in Worten", "achtzehntausend Euro"),
    Field("hoechstbetrag", "Zuwendung nach der Änderung", "36.000,00 €"),
)
PLAN: Final = (
    rows(
        "finanzplan",
        "Finanzierungsplan je Haushaltsjahr und Mittelgeber",
        Field("jahr", "Haushaltsjahr", "2027"),
        Field("quelle", "Mittelgeber", "Landkreis"),
        Field("hinweis", "Zuwendung, nachrichtlich oder Eigenmittel", "Zuwendung"),
        Field("betrag", "Betrag", "10.000,00 €"),
    ),
    rows(
        "finanzplan_jahre",
        "Summe je Haushaltsjahr",
        Field("jahr", "Haushaltsjahr", "2027"),
        Field("betrag", "Summe", "1,00 €"),
    ),
    Field("finanzplan_summe", "Summe des Finanzierungsplans", "17.600,00 €"),
    flag("hat_nachrichtlich", "es sind Mittel einer Kommune dabei"),
    flag("hat_nachrichtlich_dritte", "es sind Mittel Dritter dabei"),
    flag("hat_eigenmittel", "der Träger bringt eigene Mittel ein"),
    Field("eigenmittel", "eigene Mittel des Trägers", "500,00 €"),
)
REASONS: Final = (
    rows("sachverhalt", "Begründung I., Absätze", *TEXTS, required=True),
    rows("ermessen", "Begründung III. (Ermessen), Absätze", *TEXTS, required=True),
    flag("ermessen_bestaetigt", "ein Mensch hat die Ermessensgründe bestätigt", required=True),
    Field("ermessen_vermerk", "wer sie wann bestätigt hat", "bestätigt von Frau Muster am 2. März 2027"),
)
HEARING: Final = (
    flag("anhoerung_verzichtet", "der Träger hat auf die Anhörung verzichtet"),
    Field("anhoerung_verzicht_am", "Tag dieses Verzichts", "20. Februar 2027"),
    Field("anhoerung_vom", "Tag der Anhörung", "1. Februar 2027"),
    Field("anhoerung_bis", "Ende der Frist zur Äußerung", "19. Februar 2027"),
)
REDUCTION: Final = (
    flag("hat_erstattung", "es ist Geld zu erstatten", required=True),
    Field("erstattung", "Betrag, der zu erstatten ist", "2.400,00 €"),
    Field("erstattung_worte", "dieser Betrag in Worten", "zweitausendvierhundert Euro"),
    flag("hat_erstattung_kommune", "auch Mittel der Kommune sind schon abgerufen"),
    Field("erstattung_kommune", "Betrag aus Mitteln der Kommune, nachrichtlich", "100,00 €"),
    flag("hat_erstattung_dritte", "auch Mittel Dritter sind schon abgerufen"),
    Field("erstattung_dritte", "Betrag aus Mitteln Dritter, nachrichtlich", "100,00 €"),
    rows("erstattungen", "je Haushaltsjahr und Mittelgeber", *AMOUNT_ROW[:2], Field("betrag", "Betrag", "2.400,00 €")),
    Field("faellig_am", "Tag, bis zu dem zu zahlen ist", "30. April 2027"),
    Field("kasse", "Kasse", "Kreiskasse"),
    Field("konto", "Konto", "DE00 0000 0000 0000 0000 00"),
    Field("kassenzeichen", "Kassenzeichen", "5.0123.4567"),
    flag("grund_offen", "die Rechtsgrundlage ist noch zu wählen", required=True),
    Field(
        "grund_hindernis",
        "warum sie zu wählen ist; leer, wenn sie feststeht",
        "Der Zuwendungsbescheid enthält keinen Widerrufsvorbehalt.",
    ),
    rows("grund_auswahl", "mögliche Rechtsgrundlagen", *TEXTS),
    Field("grund", "Rechtsgrundlage der Minderung als Absatz", "Rechtsgrundlage der Minderung ist § 47 …"),
    Field("ausfall_ab", "erster Tag des Ausfalls; die Minderung kann später beginnen", "1. September 2027"),
    Field("angezeigt_am", "Tag der Anzeige durch den Träger; leer, wenn es keine gibt", "20. Februar 2027"),
    Field("bekannt_am", "Tag, an dem das Jugendamt ohne Anzeige des Trägers davon erfuhr; sonst leer", "22. Juli 2027"),
    flag("mittelwegfall", "eine Mittelquelle zahlt nicht mehr; der Träger selbst kann weiter leisten"),
    flag("keine_zuwendung", "in den Haushaltsjahren, um die es geht, bleibt nichts bewilligt"),
    flag("hat_finanzplan", "es bleibt etwas bewilligt, mit den Mitteln der Kommune gerechnet"),
    Field("haushaltsjahre", "die Haushaltsjahre, um die es geht", "2028 und 2029"),
    Field(
        "neufestsetzung",
        "der Bescheid, der demselben Träger einen Teil aus anderen Mitteln neu bewilligt; sonst leer",
        "2. Änderungsbescheid",
    ),
    flag("rueckwirkend", "die Minderung beginnt vor der Bekanntgabe, soweit deren Tag bekannt ist"),
    *HEARING,
)
GRANT: Final = (
    Field("antrag_vom", "Datum des Antrags", "25. Februar 2027"),
    must("vereinbarung_8a", "wie lange die Vereinbarung nach § 8a gilt", "unbefristet"),
    must("vereinbarung_72a", "wie lange die Vereinbarung nach § 72a gilt", "bis zum 31. Dezember 2029"),
    Field("vereinbarung_kkg", "wie lange die Vereinbarung nach § 3 KKG gilt; leer = keine Begrenzung", "unbefristet"),
    flag("anerkannt", "nach § 75 SGB VIII anerkannter freier Träger"),
    flag("erstbewilligung", "der Träger hatte noch keinen Bescheid"),
    flag("eigenes_angebot", "der Träger führt sein eigenes Angebot mit anderen Mitteln fort"),
    flag("mehrbedarf", "es geht um einen noch nicht voll bewilligten Antrag, nicht um einen Ausfall"),
    Field(
        "sicher_ab_satz", "Hinweis, dass der Beginn vor „sicher ab“ liegt; sonst leer", "Der Beginn am … liegt vor …"
    ),
    flag("ein_tag", "die Bewilligung gilt nur für einen Tag"),
    flag("eine_summe", "die Bewilligung gilt nicht länger als einen Kalendermonat"),
    Field("nachweis_bis", "Frist für den Verwendungsnachweis", "31. März 2028"),
    Field("kasse", "Kasse", "Kreiskasse"),
)
_NOTICE: Final = (*HEAD, *ADDRESSEE, *SUBJECT, *REFERENCES, *BASIS, *HOURS, *AMOUNTS, *PLAN, *REASONS)

_REPAYMENT: Final = tuple(field for field in REDUCTION if field not in HEARING)
_NOTICE_ONLY: Final = frozenset(
    {
        "angezeigt_am",
        "ausfall_ab",
        "bekannt_am",
        "mittelwegfall",
        "keine_zuwendung",
        "hat_finanzplan",
        "haushaltsjahre",
        "rueckwirkend",
    }
)
_HEARING_LETTER: Final = (
    *HEAD,
    *ADDRESSEE,
    *SUBJECT,
    *REFERENCES[:7],
    *HOURS,
    *AMOUNTS,
    *REASONS[:1],
    *(field for field in _REPAYMENT if field.name not in _NOTICE_ONLY),
    Field("postvermerk", "Tag der Aufgabe zur Post", "5. Februar 2027"),
    must("frist_bis", "Tag, bis zu dem sich der Träger äußern kann", "23. Februar 2027"),
)
_CONTRACT: Final = (
    *HEAD,
    *ADDRESSEE,
    *SUBJECT,
    *REFERENCES[:7],
    *HOURS,
    *AMOUNTS,
    *PLAN,
    Field("bescheid", "der Bescheid, der die Zuwendung festsetzt", "2. Änderungsbescheid"),
    flag("minderung", "der Vertrag mindert (sonst: er erhöht oder ist der erste)"),
    flag("mittelwegfall", "eine Mittelquelle zahlt nicht mehr; der Träger selbst kann weiter leisten"),
    Field(
        "vereinbarung_kkg",
        "wie lange die Vereinbarung nach § 3 KKG des Trägers gilt, der leistet; leer = keine",
        "unbefristet",
    ),
    flag("erstvertrag", "es gibt noch keinen Vertrag"),
    flag("eigenes_angebot", "der Träger führt sein eigenes Angebot mit anderen Mitteln fort"),
    Field("laufzeitende", "Ende der Kooperationsvereinbarung", "31. Dezember 2029"),
)
_FORM: Final = tuple(
    replace(field, required=field.required and field in (*HEAD, *ADDRESSEE))
    for field in (*HEAD, *ADDRESSEE, *SUBJECT, *REFERENCES[:7], *HOURS, *AMOUNTS)
)
_REPAID: Final = tuple(replace(field, required=False) for field in REDUCTION[:3])
_UNTIL: Final = Field("frist_bis", "Tag, bis zu dem sich der Träger äußern kann", "23. Februar 2027")

NOTICE_PAPERS: Final = {
    "anhoerung": PaperKind("Anhörung", _HEARING_LETTER),
    "vertrag": PaperKind("Änderung des öffentlich-rechtlichen Vertrags", _CONTRACT),
    "minderung": PaperKind("Änderungsbescheid (Minderung)", (*_NOTICE, *REDUCTION)),
    "erhoehung": PaperKind("Änderungsbescheid (Erhöhung)", (*_NOTICE, *GRANT)),
    "zuwendung": PaperKind("Zuwendungsbescheid", (*_NOTICE, *GRANT)),
    "anhoerungserklaerung": PaperKind("Vordruck: Erklärung zur beabsichtigten Minderung", (*_FORM, *_REPAID, _UNTIL)),
    "rechtsbehelfsverzicht": PaperKind("Vordruck: Verzicht auf Rechtsbehelfe", (*_FORM, *_REPAID)),
    "mittelabruf": PaperKind("Vordruck: Mittelabruf", _FORM),
}
