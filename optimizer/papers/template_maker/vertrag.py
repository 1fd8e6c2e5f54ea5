"""Änderung des öffentlich-rechtlichen Vertrags (or a first contract) with one provider; written form, § 56 SGB X."""

from __future__ import annotations

from optimizer.papers.template_maker import pieces
from optimizer.papers.template_maker.paper import Paper


def paper() -> Paper:
    """The template."""
    made = Paper()
    made.letterhead()
    made.title("{{ titel }}")
    made.text("über das Leistungsangebot „{{ angebot }}“ in {{ ort }}, {{ leistungsbereich }}")
    made.text("zwischen")
    made.text(
        "dem Landkreis ({{ behoerde_name }}, {{ behoerde_anschrift }}), vertreten durch {{ unterzeichnung }} – "
        "Landkreis –"
    )
    made.text("und")
    made.text("{{ empfaenger_name }}, vertreten durch {{ empfaenger_vertretung }} – Träger –")
    _background(made)
    _subject(made)
    _financing(made)
    _term(made)
    _duties(made)
    _closing(made)
    return made


def _background(made: Paper) -> None:
    made.heading("Vorbemerkung")
    made.text(
        "Kann ein Träger sein Leistungsangebot zeitweise oder ganz nicht fortführen, koordiniert der Landkreis die "
        "Verwendung der Mittel unter den Trägern und schafft dafür die vertraglichen Voraussetzungen (Nummer 3.1.7 der "
        "Kooperationsvereinbarung). Dem dient dieser Vertrag."
    )


def _subject(made: Paper) -> None:
    made.heading("§ 1 Gegenstand")
    with made.when("not erstvertrag"):
        made.text(
            "Der öffentlich-rechtliche Vertrag vom {{ vertrag_vom }} wird geändert, soweit dies nachfolgend bestimmt "
            "ist."
        )
    with made.when("minderung and not nur_mittel"):
        made.text(
            "{{ zeitraum_satzanfang }} erbringt der Träger das Leistungsangebot „{{ angebot }}“ statt mit "
            "{{ stunden_alt }} mit {{ stunden_neu }}; es entfallen {{ stunden_aenderung }} ({{ vzae_aenderung }})."
        )
    with made.when("minderung and nur_mittel"):
        made.text("Der Umfang der Leistung bleibt unverändert; geändert wird allein die Finanzierung.")
    with made.when("not minderung and not eigenes_angebot"):
        made.text(
            "{{ zeitraum_satzanfang }} übernimmt der Träger {{ stunden_aenderung }} ({{ vzae_aenderung }}) des "
            "Leistungsangebots „{{ angebot }}“ in {{ ort }}, {{ sozialraum }}."
        )
    with made.when("eigenes_angebot"):
        made.text(
            "{{ zeitraum_satzanfang }} erbringt der Träger {{ stunden_aenderung }} ({{ vzae_aenderung }}) des "
            "Leistungsangebots „{{ angebot }}“ aus den in § 2 genannten Mitteln."
        )


def _financing(made: Paper) -> None:
    made.heading("§ 2 Finanzierung")
    with made.when("minderung"):
        made.lead_in("Die Zuwendung vermindert sich um {{ betrag }} (in Worten: {{ betrag_worte }}).")
    with made.when("not minderung"):
        made.lead_in("Der Träger erhält hierfür eine Zuwendung von {{ betrag }} (in Worten: {{ betrag_worte }}).")
    pieces.amounts(made, "Mittel bisher, Änderung und neu, nach Haushaltsjahr und Mittelgeber")
    with made.when("hat_eigenmittel"):
        made.text("Der Träger bringt eigene Mittel in Höhe von {{ eigenmittel }} ein.")
    made.text("Die Zuwendung wird durch Bescheid festgesetzt ({{ bescheid }}); maßgeblich ist der Bescheid.")


def _term(made: Paper) -> None:
    made.heading("§ 3 Zeitraum")
    made.text(
        "Diese Vereinbarung gilt {{ zeitraum }}, längstens bis zum Ende der Kooperationsvereinbarung am "
        "{{ laufzeitende }}."
    )


def _duties(made: Paper) -> None:
    made.heading("§ 4 Verantwortlichkeiten")
    with made.when("minderung and mittelwegfall"):
        made.text(
            "Der Träger bleibt für den Umfang verantwortlich, der ihm nach diesem und nach weiteren Verträgen obliegt. "
            "Soweit andere Träger Stunden übernehmen, übergibt er ihnen, was sie dafür brauchen, und beachtet dabei "
            "den Sozialdatenschutz."
        )
    with made.when("minderung and not nur_mittel and not mittelwegfall"):
        made.text(
            "Der Träger übergibt Schlüssel, Räume, Inventar, das aus Zuwendungen beschafft ist, und die nötigen "
            "Unterlagen rechtzeitig und beachtet den Sozialdatenschutz. Für den Kinderschutz ist er bis zur Übergabe "
            "verantwortlich."
        )
    with made.when("minderung and nur_mittel"):
        made.text("Der Träger bleibt für das Leistungsangebot in vollem Umfang verantwortlich.")
    with made.when("not minderung"):
        made.text(
            "Der Träger ist ab dem {{ beginn }} für die genannten Stunden, das eingesetzte Personal und den "
            "Kinderschutz verantwortlich. Die Vereinbarungen nach § 8a Absatz 4 und § 72a Absatz 2 und 4 SGB VIII "
            "gelten auch hierfür (Nummer 3.3.7 der Kooperationsvereinbarung)."
        )
    with made.when("not minderung and vereinbarung_kkg"):
        made.text("Auch die Vereinbarung nach § 3 KKG gilt hierfür ({{ vereinbarung_kkg }}).")
    made.text(
        "Der Landkreis koordiniert die Übergabe. Beide Seiten teilen einander und der Sitzkommune {{ ort }} "
        "wesentliche Ereignisse unverzüglich mit (Nummer 3.3.6 der Kooperationsvereinbarung)."
    )


def _closing(made: Paper) -> None:
    made.heading("§ 5 Schlussbestimmungen")
    with made.when("not erstvertrag"):
        made.text("Im Übrigen gilt der Vertrag vom {{ vertrag_vom }} unverändert fort.")
    made.text(
        "Dieser Vertrag bedarf der Schriftform (§ 56 SGB X); das gilt auch für seine Änderung. Er wird mit der "
        "letzten Unterschrift wirksam. Eine Anpassung bei wesentlicher Änderung der Verhältnisse richtet sich nach § "
        "59 SGB X."
    )
    for side, name in (
        ("Für den Landkreis", "{{ unterzeichnung }}"),
        ("Für den Träger", "{{ empfaenger_name }}, vertreten durch {{ empfaenger_vertretung }}"),
    ):
        made.heading(side, 2)
        made.text("Ort, Datum: ____________________________", "Unterschrift")
        made.text("Unterschrift: ____________________________", "Unterschrift")
        made.text(name)
