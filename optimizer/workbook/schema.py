"""The workbook, said once: sheets, columns, meaning, defaults, references and words of choice, as data.

The reader, every error text, the empty template, the notes on its columns and the data dictionary come from here.
The order of sheets and columns is the one of the template; a workbook may have any other.
"""

from __future__ import annotations

from typing import Final

from optimizer.model.dataset import DISTRICT_WIDE, EVENT_KINDS, FIELDS, REASONS
from optimizer.workbook import kinds
from optimizer.workbook.columns import Column, Sheet

SOURCE_KINDS: Final = ("Land", "Landkreis", "Kommune", "Dritte")
QUANTITIES: Final = {
    "Reserve": "Reserven",
    "Kostensatz": "Kapazitäten",
    "Kapazität": "Kapazitäten",
    "Finanzierung": "Quellen",
    "Eigenmittel": "Träger",
}
"""What an Annahme may change, and the sheet whose key its Auswahl names."""
READ_ME: Final = "Lies mich"
"""The template's sheet of explanations; the reader passes it over."""

_MOST_HOURS: Final = 99_999


def _yes_no(name: str, attribute: str, meaning: str, default: str) -> Column:
    return Column(name, attribute, kinds.YES_NO, meaning, default=default, choices=("ja", "nein"))


SPACES = Sheet(
    "Sozialräume",
    "Die Planungsräume des Landkreises; jede Kommune gehört zu einem.",
    (
        Column("Sozialraum", "key", kinds.KEY, "Schlüssel des Sozialraums, z. B. SR1.", required=True),
        Column("Name", "name", kinds.TEXT, "Name des Sozialraums.", required=True),
        Column("Koordination", "coordination", kinds.TEXT, "Wer den Sozialraum koordiniert (Stelle, nicht Person)."),
    ),
    unique=("key",),
)

MUNICIPALITIES = Sheet(
    "Kommunen",
    "Die Sitzkommunen mit ihrer Lage.",
    (
        Column("AGS", "ags", kinds.AGS, "Amtlicher Gemeindeschlüssel, als Text.", required=True),
        Column("Name", "name", kinds.TEXT, "Name der Kommune.", required=True),
        Column(
            "Sozialraum", "space", kinds.REFERENCE, "Sozialraum der Kommune.", required=True, reference="Sozialräume"
        ),
        Column(
            "Breite", "latitude", kinds.DEGREE, "Geografische Breite in Grad.", required=True, minimum=-90, maximum=90
        ),
        Column(
            "Länge", "longitude", kinds.DEGREE, "Geografische Länge in Grad.", required=True, minimum=-180, maximum=180
        ),
        Column(
            "Junge Menschen",
            "young_people",
            kinds.WHOLE,
            "Einwohnerinnen und Einwohner von 0 bis 26 Jahren.",
            minimum=0,
            maximum=99_999_999,
        ),
    ),
    unique=("ags",),
)

PROVIDERS = Sheet(
    "Träger",
    "Die Träger mit ihren Vereinbarungen; davon hängt ab, wie lange sie etwas übernehmen dürfen.",
    (
        Column("Träger", "key", kinds.KEY, "Schlüssel des Trägers, z. B. T-01.", required=True),
        Column("Name", "name", kinds.TEXT, "Name des Trägers, wie er im Bescheid steht.", required=True),
        Column("Anschrift", "address", kinds.LINES, "Postanschrift in einer Zelle, Zeilen durch „;“ getrennt."),
        _yes_no("Anerkannt § 75", "recognised", "Anerkannt als Träger der freien Jugendhilfe (§ 75 SGB VIII)?", "ja"),
        Column(
            "Vereinbarung § 8a bis",
            "agreement_8a",
            kinds.AGREEMENT,
            "Letzter Tag der Vereinbarung nach § 8a Abs. 4 SGB VIII.",
            default="keine Vereinbarung, also keine Übergabe",
        ),
        Column(
            "Vereinbarung § 72a bis",
            "agreement_72a",
            kinds.AGREEMENT,
            "Letzter Tag der Vereinbarung nach § 72a SGB VIII.",
            default="keine Vereinbarung, also keine Übergabe",
        ),
        Column(
            "Vereinbarung § 3 KKG bis",
            "agreement_kkg",
            kinds.AGREEMENT,
            "Letzter Tag der Vereinbarung nach § 3 KKG.",
            default="keine Grenze",
        ),
        Column(
            "Kooperation bis",
            "cooperation_until",
            kinds.DATE,
            "Letzter Tag der Kooperationsvereinbarung mit dem Träger.",
            default="Ende der Kooperationsvereinbarung",
        ),
        Column(
            "Vertragspartner in",
            "signatory_in",
            kinds.REFERENCES,
            "Sozialräume, deren Vereinbarung der Träger unterschrieben hat.",
            default="alle",
            reference="Sozialräume",
        ),
        Column(
            "Art",
            "municipal",
            kinds.CHOICE,
            "Freier oder kommunaler Träger (§ 4 Abs. 2 SGB VIII: freie zuerst).",
            default="frei",
            choices=("frei", "kommunal"),
        ),
        Column("Vertretung", "representative", kinds.TEXT, "Wer für den Träger unterschreibt."),
        Column(
            "Eigenmittel",
            "own_means",
            kinds.MONEY,
            "Was der Träger jährlich zu Übergaben beisteuern würde, in Euro.",
            default="0",
            minimum=0,
        ),
    ),
    unique=("key",),
)

OFFERINGS = Sheet(
    "Angebote",
    "Die geförderten Leistungsangebote.",
    (
        Column("Angebot", "key", kinds.KEY, "Schlüssel des Angebots, z. B. A-017.", required=True),
        Column("Bezeichnung", "title", kinds.TEXT, "Name des Angebots.", required=True),
        Column("Träger", "provider", kinds.REFERENCE, "Wer es betreibt.", required=True, reference="Träger"),
        Column("AGS", "ags", kinds.REFERENCE, "Sitzkommune.", required=True, reference="Kommunen"),
        Column("Leistungsbereich", "field", kinds.FIELD, "Paragraph des SGB VIII.", required=True, choices=FIELDS),
        Column(
            "Wochenstunden",
            "hours",
            kinds.HOURS,
            "Geförderte Stunden in der Woche.",
            required=True,
            positive=True,
            maximum=_MOST_HOURS,
        ),
        Column("Beginn", "start", kinds.DATE, "Erster Tag der Förderung.", required=True),
        Column("Ende", "end", kinds.DATE, "Letzter Tag der Förderung.", required=True),
        Column(
            "Sozialraum",
            "space",
            kinds.REFERENCE,
            f"Sozialraum, den das Angebot versorgt; „{DISTRICT_WIDE}“ = der ganze Landkreis.",
            default="der Sozialraum der Sitzkommune",
            reference="Sozialräume",
            also=(DISTRICT_WIDE,),
        ),
        Column("Bedarf", "need", kinds.NUMBER, "Gewicht des Bedarfs.", default="1", minimum=0, maximum=1_000_000),
        Column(
            "Priorität",
            "priority",
            kinds.WHOLE,
            "Rang der Versorgung; 1 wird zuerst versorgt.",
            default="1",
            minimum=1,
            maximum=999,
        ),
        Column("Merkmale", "requirements", kinds.WORDS, "Was ein Ersatz können oder haben muss."),
        Column("Aktenzeichen", "file_number", kinds.TEXT, "Aktenzeichen der Förderakte."),
        Column("Bescheid vom", "notice_date", kinds.DATE, "Datum des geltenden Zuwendungsbescheids."),
        _yes_no("Widerrufsvorbehalt", "revocable", "Enthält der Bescheid einen Widerrufsvorbehalt?", "nein"),
        Column("Finanzierungsart", "financing_kind", kinds.TEXT, "Zum Beispiel Fehlbedarfsfinanzierung."),
        Column("Produktkonto", "product_account", kinds.TEXT, "Produktkonto des Haushalts."),
        Column(
            "Änderungen",
            "changes",
            kinds.WHOLE,
            "Zahl der bisherigen Änderungsbescheide.",
            default="0",
            minimum=0,
            maximum=9_999,
        ),
        Column("Vertrag vom", "contract_date", kinds.DATE, "Datum des öffentlich-rechtlichen Vertrags."),
    ),
    unique=("key",),
)

SOURCES = Sheet(
    "Quellen",
    "Wer zahlt, und nach welchen Regeln sein Geld wandern darf.",
    (
        Column("Quelle", "key", kinds.KEY, "Schlüssel der Mittelquelle, z. B. SMS.", required=True),
        Column("Name", "name", kinds.TEXT, "Name der Mittelquelle.", required=True),
        Column("Art", "kind", kinds.CHOICE, "Wessen Geld es ist.", required=True, choices=SOURCE_KINDS),
        Column(
            "AGS",
            "ags",
            kinds.REFERENCE,
            "Kommune, die zahlt; Pflicht bei Art Kommune.",
            reference="Kommunen",
        ),
        Column(
            "Leistungsbereiche",
            "fields",
            kinds.FIELDS,
            "Leistungsbereiche, die sie fördern darf.",
            default="alle",
            choices=FIELDS,
        ),
        Column(
            "Deckungskreis",
            "cover",
            kinds.CHOICE,
            "In welchem Kreis frei werdendes Geld weiterverwendet werden darf.",
            required=True,
            choices=("Angebot", "Kommune", "Sozialraum", "Landkreis"),
        ),
        _yes_no(
            "Umverteilbar", "transferable", "Darf frei werdendes Geld umverteilt werden? nein = es geht zurück.", "ja"
        ),
        _yes_no("Bereichsbindung", "field_bound", "Bleibt frei werdendes Geld in seinem Leistungsbereich?", "ja"),
        _yes_no("Komplementär", "matched", "Muss örtliches Geld in gleicher Höhe danebenstehen?", "nein"),
        Column(
            "Rang",
            "rank",
            kinds.WHOLE,
            "Wer bei sonst gleichen Plänen zuerst zahlt.",
            default="Land 1, Dritte 2, Kommune 3, Landkreis 4",
            minimum=0,
            maximum=999,
        ),
    ),
    unique=("key",),
)

GRANTS = Sheet(
    "Finanzierung",
    "Was bewilligt und was davon abgerufen ist: eine Zeile je Angebot, Quelle und Jahr.",
    (
        Column("Angebot", "offering", kinds.REFERENCE, "Gefördertes Angebot.", required=True, reference="Angebote"),
        Column("Quelle", "source", kinds.REFERENCE, "Wer zahlt.", required=True, reference="Quellen"),
        Column("Jahr", "year", kinds.YEAR, "Haushaltsjahr.", required=True, minimum=2000, maximum=2100),
        Column("Bewilligt", "granted", kinds.MONEY, "Bewilligter Betrag in Euro.", required=True, minimum=0),
        Column("Abgerufen", "drawn", kinds.MONEY, "Davon abgerufen, in Euro.", default="0", minimum=0),
    ),
    unique=("offering", "source", "year"),
)

RESERVES = Sheet(
    "Reserven",
    "Frisches Geld, das zusätzlich zur Verfügung steht.",
    (
        Column("Reserve", "key", kinds.KEY, "Schlüssel der Reserve.", required=True),
        Column("Quelle", "source", kinds.REFERENCE, "Wer zahlt.", required=True, reference="Quellen"),
        Column("Jahr", "year", kinds.YEAR, "Haushaltsjahr.", required=True, minimum=2000, maximum=2100),
        Column("Betrag", "cents", kinds.MONEY, "Betrag in Euro.", required=True, minimum=0),
        Column(
            "Sozialraum",
            "space",
            kinds.REFERENCE,
            "Auf diesen Sozialraum begrenzt.",
            default="der ganze Landkreis",
            reference="Sozialräume",
        ),
        _yes_no("Beschlossen", "approved", "Ist die Reserve beschlossen?", "ja"),
        Column("Beschluss", "resolution", kinds.TEXT, "Nummer des Beschlusses."),
    ),
    unique=("key",),
    required=False,
)

SHARES = Sheet(
    "Anteile",
    "Was eine Art von Quelle an jeder Übergabe und in jedem Jahr mindestens und höchstens trägt.",
    (
        Column("Art", "kind", kinds.CHOICE, "Art der Quelle.", required=True, choices=(*SOURCE_KINDS, "Eigenmittel")),
        Column("Leistungsbereich", "field", kinds.FIELD, "Nur für diesen Bereich.", default="alle", choices=FIELDS),
        Column("AGS", "ags", kinds.REFERENCE, "Nur für Angebote mit Sitz dort.", default="alle", reference="Kommunen"),
        Column("Mindestanteil", "minimum", kinds.SHARE, "Trägt mindestens.", default="0"),
        Column("Höchstanteil", "maximum", kinds.SHARE, "Trägt höchstens.", default="1"),
    ),
    required=False,
)

CAPACITIES = Sheet(
    "Kapazitäten",
    "Freie Wochenstunden, die ein Träger zusätzlich leisten könnte.",
    (
        Column("Kapazität", "key", kinds.KEY, "Schlüssel der Kapazität, z. B. K-03.", required=True),
        Column("Träger", "provider", kinds.REFERENCE, "Wer sie hat.", required=True, reference="Träger"),
        Column("Leistungsbereiche", "fields", kinds.FIELDS, "Wofür sie taugt.", required=True, choices=FIELDS),
        Column(
            "Sozialräume",
            "spaces",
            kinds.REFERENCES,
            "Wo sie eingesetzt werden kann.",
            default="überall",
            reference="Sozialräume",
            also=(DISTRICT_WIDE,),
        ),
        Column("AGS", "ags", kinds.REFERENCE, "Wo das Personal sitzt.", required=True, reference="Kommunen"),
        Column("Von", "start", kinds.DATE, "Erster Tag.", required=True),
        Column("Bis", "end", kinds.DATE, "Letzter Tag.", required=True),
        Column(
            "Wochenstunden",
            "hours",
            kinds.HOURS,
            "Freie Stunden in der Woche.",
            required=True,
            positive=True,
            maximum=_MOST_HOURS,
        ),
        Column(
            "Kostensatz",
            "rate",
            kinds.MONEY,
            "Vollkosten in Euro je Vollzeitstelle (VzÄ) und Monat.",
            required=True,
            minimum=0,
        ),
        Column("Anlaufkosten", "start_up", kinds.MONEY, "Euro, einmal je Übergabe.", default="0", minimum=0),
        Column("Vorlauf", "lead_days", kinds.WHOLE, "Tage bis zum Start.", default="0", minimum=0, maximum=3_650),
        Column("Merkmale", "features", kinds.WORDS, "Was sie kann oder hat."),
        Column(
            "Bestehendes Angebot",
            "offering",
            kinds.REFERENCE,
            "Angebot, dessen Bescheid eine Erhöhung ändern würde.",
            default="Erstbewilligung",
            reference="Angebote",
        ),
    ),
    unique=("key",),
)

EVENTS = Sheet(
    "Ereignisse",
    "Was in einem Szenario geschieht.",
    (
        Column("Szenario", "scenario", kinds.TEXT, "Name des Szenarios.", required=True),
        Column("Art", "kind", kinds.CHOICE, "Was geschieht.", required=True, choices=EVENT_KINDS),
        Column("Angebot", "offering", kinds.REFERENCE, "Betroffenes Angebot.", reference="Angebote"),
        Column("Träger", "provider", kinds.REFERENCE, "Betroffener Träger.", reference="Träger"),
        Column("Quelle", "source", kinds.REFERENCE, "Betroffene Mittelquelle.", reference="Quellen"),
        Column("Von", "start", kinds.DATE, "Erster Tag; bei Kündigung der Tag ihres Eingangs.", required=True),
        Column("Bis", "end", kinds.DATE, "Letzter Tag.", default="bis zum Ende des Angebots"),
        Column("Anteil", "share", kinds.SHARE, "Anteil der Stunden oder des Geldes, der ausfällt.", default="1"),
        Column(
            "Weiterlaufend",
            "running_on",
            kinds.MONEY,
            "Kosten in Euro im Monat, die der Träger nicht abstellen kann.",
            default="0",
            minimum=0,
        ),
        Column(
            "Mittel frei ab",
            "free_from",
            kinds.DATE,
            "Ab wann Geld frei wird (etwa nach der Lohnfortzahlung).",
            default="Von",
        ),
        Column("Betrag", "cents", kinds.MONEY, "Euro, nur beim Minderabruf.", minimum=0, positive=True),
        Column(
            "Wochenstunden",
            "hours",
            kinds.HOURS,
            "Zusätzlich gewünschte Stunden, nur beim Mehrbedarf.",
            positive=True,
            maximum=_MOST_HOURS,
        ),
        Column("Bis früh", "early_end", kinds.DATE, "Frühestes Ende, wenn es ungewiss ist."),
        Column("Bis spät", "late_end", kinds.DATE, "Spätestes Ende, wenn es ungewiss ist."),
        Column("Anzeige vom", "reported", kinds.DATE, "Wann der Träger den Ausfall angezeigt hat."),
        Column("Anhörung", "hearing", kinds.HEARING, "Tag der Anhörung oder „verzichtet“."),
        Column(
            "Grund",
            "reason",
            kinds.CHOICE,
            "Schlüsselwort; nie Name oder Krankheit einer Person.",
            choices=REASONS,
        ),
    ),
)

ASSUMPTIONS = Sheet(
    "Annahmen",
    "Was-wäre-wenn: Wert · Faktor + Zuschlag.",
    (
        Column("Szenario", "scenario", kinds.TEXT, "Name des Szenarios.", required=True),
        Column("Größe", "quantity", kinds.CHOICE, "Was sich ändert.", required=True, choices=tuple(QUANTITIES)),
        Column("Auswahl", "selection", kinds.TEXT, "Schlüssel; bei Finanzierung eine Quelle.", default="alle"),
        Column("Faktor", "factor", kinds.NUMBER, "Faktor.", default="1", minimum=0, maximum=1_000_000),
        Column("Zuschlag", "addend", kinds.NUMBER, "Zuschlag in Euro, bei Kapazität in Stunden.", default="0"),
    ),
    required=False,
)

PINS = Sheet(
    "Vorgaben",
    "Was die Koordination festlegt.",
    (
        Column("Szenario", "scenario", kinds.TEXT, "Name des Szenarios.", required=True),
        Column("Ereignis", "offering", kinds.REFERENCE, "Angebot, das ausfällt.", required=True, reference="Angebote"),
        Column(
            "Kapazität",
            "capacity",
            kinds.REFERENCE,
            "Wer übernimmt; auch „bisher:ANGEBOT“ und „mehr:ANGEBOT“.",
            required=True,
            reference="Kapazitäten",
        ),
        Column(
            "Art",
            "kind",
            kinds.CHOICE,
            "Wie die Stunden gelten.",
            required=True,
            choices=("fest", "mindestens", "höchstens", "ausgeschlossen"),
        ),
        Column(
            "Wochenstunden",
            "hours",
            kinds.HOURS,
            "Stunden in der Woche; Pflicht, wenn nicht ausgeschlossen.",
            minimum=0,
            maximum=_MOST_HOURS,
        ),
    ),
    required=False,
)

RULE_ROWS = Sheet(
    "Regeln",
    "Regeln der Planung; eine fehlende Zeile oder ein leerer Wert heißt: Vorgabewert.",
    (
        Column("Regel", "rule", kinds.TEXT, "Name der Regel.", required=True),
        Column("Wert", "value", kinds.ANYTHING, "Wert der Regel."),
    ),
    unique=("rule",),
    required=False,
)

AUTHORITY = Sheet(
    "Behörde",
    "Was die Schreiben brauchen und kein anderes Blatt enthält; was fehlt, bleibt im Entwurf eine markierte Lücke.",
    (
        Column("Angabe", "entry", kinds.TEXT, "Name der Angabe.", required=True),
        Column("Wert", "value", kinds.ENTRY, "Inhalt der Angabe."),
    ),
    unique=("entry",),
    required=False,
)

SHEETS: Final = (
    SPACES,
    MUNICIPALITIES,
    PROVIDERS,
    OFFERINGS,
    SOURCES,
    GRANTS,
    RESERVES,
    SHARES,
    CAPACITIES,
    EVENTS,
    ASSUMPTIONS,
    PINS,
    RULE_ROWS,
    AUTHORITY,
)
SHEET: Final = {sheet.name: sheet for sheet in SHEETS}
"""By name."""
