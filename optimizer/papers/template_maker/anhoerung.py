"""Anhörung (§ 24 SGB X) of the provider that drops out, before a reduction."""

from __future__ import annotations

from optimizer.papers.template_maker import pieces
from optimizer.papers.template_maker.paper import Paper


def paper() -> Paper:
    """The template."""
    made = Paper()
    pieces.address(made)
    pieces.posting(made)
    made.title("Anhörung zu einer beabsichtigten Minderung der Zuwendung")
    made.text("**Leistungsangebot „{{ angebot }}“ in {{ ort }}, {{ leistungsbereich }}**")
    made.text("Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen {{ aktenzeichen }}")
    made.text("Sehr geehrte Damen und Herren,")
    made.text(
        "es ist beabsichtigt, den genannten Zuwendungsbescheid zu ändern. Bevor darüber entschieden wird, erhalten Sie "
        "Gelegenheit, sich zu den erheblichen Tatsachen zu äußern (§ 24 Absatz 1 SGB X)."
    )
    made.heading("Sachverhalt")
    with made.each("absatz", "sachverhalt"):
        made.text("{{ absatz.text }}")
    _intended(made)
    _law(made)
    _reply(made)
    pieces.signature(made)
    made.heading("Anlage")
    made.items("Vordruck: Erklärung zur beabsichtigten Minderung")
    return made


def _intended(made: Paper) -> None:
    made.heading("Beabsichtigte Entscheidung")
    with made.when("not nur_mittel"):
        made.text(
            "{{ zeitraum_satzanfang }} soll sich der bewilligte Umfang von {{ stunden_alt }} ({{ vzae_alt }}) um "
            "{{ stunden_aenderung }} ({{ vzae_aenderung }}) auf {{ stunden_neu }} ({{ vzae_neu }}) vermindern."
        )
    with made.when("nur_mittel"):
        made.text("Die bewilligten Wochenstunden sollen {{ zeitraum }} unverändert bleiben.")
    made.text(
        "Die Zuwendung soll sich um insgesamt **{{ betrag }}** (in Worten: {{ betrag_worte }}) vermindern. Im "
        "Einzelnen ist vorgesehen:"
    )
    pieces.amounts(made, "Bewilligte Mittel bisher, beabsichtigte Änderung und neu, nach Haushaltsjahr und Mittelgeber")
    with made.when("neufestsetzung"):
        made.text(
            "Zugleich ist vorgesehen, die Zuwendung durch einen weiteren Bescheid ({{ neufestsetzung }}) aus den "
            "verfügbaren Mitteln neu festzusetzen."
        )
    with made.when("hat_erstattung"):
        made.text(
            "Bereits abgerufene Mittel in Höhe von **{{ erstattung }}** (in Worten: {{ erstattung_worte }}) sollen "
            "erstattet werden (§ 50 SGB X)."
        )


def _law(made: Paper) -> None:
    made.heading("Rechtsgrundlage")
    with made.when("not grund_offen"):
        made.text("{{ grund }}")
    with made.when("grund_offen"):
        made.text("{{ grund_hindernis }} Als Rechtsgrundlage kommen in Betracht:")
    with made.when("grund_offen"), made.each("auswahl", "grund_auswahl"):
        made.items("{{ auswahl.text }}")


def _reply(made: Paper) -> None:
    made.heading("Ihre Äußerung")
    made.text(
        "Bitte äußern Sie sich bis zum **{{ frist_bis }}**. Äußern Sie sich nicht, wird nach Lage der Akten "
        "entschieden. Sie können auf die Anhörung verzichten oder der Minderung zustimmen; ein Vordruck liegt bei. "
        "Bei Fragen wenden Sie sich bitte an: {{ behoerde_bearbeitung }} (Telefon {{ behoerde_telefon }})."
    )
