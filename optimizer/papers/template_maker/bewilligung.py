"""Änderungsbescheid (Erhöhung) and Zuwendungsbescheid (first grant) towards the provider that takes over."""

from __future__ import annotations

from optimizer.papers.template_maker import pieces
from optimizer.papers.template_maker.paper import Paper


def paper(*, first: bool) -> Paper:
    """The template; `first` for a provider that had no grant for such an offering yet."""
    made = Paper()
    pieces.address(made)
    pieces.posting(made)
    made.title("{{ ueberschrift }}")
    if not first:
        made.text("zum Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen {{ aktenzeichen }}")
    else:
        made.text("Aktenzeichen {{ aktenzeichen }}")
    act = "erste Bewilligung" if first else "Erhöhung der Zuwendung"
    made.text(f"**Leistungsangebot „{{{{ angebot }}}}“ in {{{{ ort }}}}, {{{{ leistungsbereich }}}} – {act}**")
    _references(made, first=first)
    made.text("", "Abstand")
    made.texts("Sehr geehrte Damen und Herren,", "auf Ihren Antrag vom {{ antrag_vom }} ergeht folgender Bescheid:")
    _decision(made, first=first)
    _handover(made)
    _payment(made)
    made.heading("Finanzierungsplan für diesen Umfang")
    pieces.financing_plan(made, "Finanzierungsplan für diesen Umfang")
    _conditions(made)
    _reasons(made, first=first)
    pieces.instruction(made)
    pieces.signature(made)
    made.heading("Anlagen")
    made.items("Allgemeine Nebenbestimmungen (ANBest-P)", "Vordruck: Mittelabruf")
    with made.when("not eigenes_angebot"):
        made.items("Änderung des öffentlich-rechtlichen Vertrags" if not first else "öffentlich-rechtlicher Vertrag")
    return made


def _references(made: Paper, *, first: bool) -> None:
    made.text("Bezug:", "Tabellenkopf")
    made.items("Antrag vom {{ antrag_vom }}")
    if not first:
        made.items("Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen {{ aktenzeichen }}")
        with made.when("fruehere_aenderung"):
            made.items("zuletzt geändert durch den {{ fruehere_aenderung }}")
        made.items("öffentlich-rechtlicher Vertrag vom {{ vertrag_vom }}")
    made.items(
        "Nummer 3.1.7 der Kooperationsvereinbarung", "Beschluss des Jugendhilfeausschusses: {{ ausschuss_beschluss }}"
    )


def _decision(made: Paper, *, first: bool) -> None:
    made.heading("Entscheidung")
    made.new_list()
    if first:
        made.points(
            "Dem Träger wird für die Übernahme des Leistungsangebots „{{ angebot }}“ in {{ ort }} {{ zeitraum }} eine "
            "Zuwendung für {{ stunden_neu }} ({{ vzae_neu }}) bewilligt.",
            "Die Zuwendung beträgt insgesamt **{{ betrag }}** (in Worten: {{ betrag_worte }}). Im Einzelnen gilt:",
        )
    else:
        made.points(
            "Der Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen {{ aktenzeichen }}, für das Leistungsangebot "
            "„{{ geaendertes_angebot }}“ wird geändert. {{ zeitraum_satzanfang }} erhöht sich der bewilligte Umfang "
            "von {{ stunden_alt }} ({{ vzae_alt }}) um {{ stunden_aenderung }} ({{ vzae_aenderung }}) auf "
            "{{ stunden_neu }} ({{ vzae_neu }}).",
            "Die Zuwendung erhöht sich um insgesamt **{{ betrag }}** (in Worten: {{ betrag_worte }}). Im Einzelnen "
            "gilt:",
        )
    pieces.amounts(made, "Bewilligte Mittel bisher, Änderung und neu, nach Haushaltsjahr und Mittelgeber")
    with made.when("not eigenes_angebot"):
        made.points(
            "Zuwendungszweck ist die Übernahme von {{ stunden_aenderung }} des Leistungsangebots „{{ angebot }}“, "
            "{{ leistungsbereich }}. Ort der Leistung ist {{ ort }}, {{ sozialraum }}."
        )
    with made.when("eigenes_angebot"):
        made.points(
            "Zuwendungszweck ist das Leistungsangebot „{{ angebot }}“, {{ leistungsbereich }}, mit "
            "{{ stunden_aenderung }} aus den nachfolgend genannten Mitteln. Ort der Leistung ist {{ ort }}, "
            "{{ sozialraum }}."
        )
    act = "Diese Bewilligung" if first else "Diese Änderung"
    span = "Der Bewilligungszeitraum" if first else "Der Bewilligungszeitraum dieser Änderung"
    with made.when("ein_tag"):
        made.points(f"{act} gilt nur für den {{{{ beginn }}}}.")
    with made.when("not ein_tag"):
        made.points(f"{span} beginnt am {{{{ beginn }}}} und endet am {{{{ ende }}}}.")
    made.points(
        "Die Zuwendung wird als {{ finanzierungsart }} gewährt. Sie beträgt in den genannten Haushaltsjahren höchstens "
        "{{ hoechstbetrag }}; eine spätere Erhöhung ist ausgeschlossen, soweit sie nicht gesondert bewilligt wird.",
    )
    with made.when("hat_eigenmittel"):
        made.points("Der Träger bringt eigene Mittel in Höhe von {{ eigenmittel }} ein.")
    if not first:
        made.points("Im Übrigen bleibt der Zuwendungsbescheid mit seinen Nebenbestimmungen unverändert.")


def _handover(made: Paper) -> None:
    made.heading("Bedingungen, Zeitrahmen und Verantwortlichkeiten (Nummer 3.1.7 der Kooperationsvereinbarung)")
    made.heading("Bedingungen", 2)
    staff = "Die Leistung wird im Umfang von {{ stunden_aenderung }} mit geeigneten Fachkräften erbracht"
    with made.when("not kommunal"):
        made.items(f"{staff} (§ 74 Absatz 1 SGB VIII).")
    with made.when("kommunal"):
        made.items(f"{staff}.")
    made.items(
        "Die Vereinbarungen nach § 8a Absatz 4 SGB VIII ({{ vereinbarung_8a }}) und nach § 72a Absatz 2 und 4 SGB VIII "
        "({{ vereinbarung_72a }}) liegen vor und gelten während des gesamten Zeitraums (Nummer 3.3.7 der "
        "Kooperationsvereinbarung).",
    )
    with made.when("vereinbarung_kkg"):
        made.items("Die Vereinbarung nach § 3 KKG liegt vor ({{ vereinbarung_kkg }}).")
    made.heading("Zeitrahmen", 2)
    with made.when("not ein_tag"):
        made.text("Der Träger erbringt die Leistung {{ zeitraum }} durchgehend mit {{ stunden_aenderung }}.")
    with made.when("ein_tag"):
        made.text("Der Träger erbringt die Leistung {{ zeitraum }} mit {{ stunden_aenderung }}.")
    with made.when("befristet and not ein_tag"):
        made.text(
            "Die Bewilligung ist befristet. Sie endet am {{ ende }}, ohne dass es eines weiteren Bescheids bedarf."
        )
    made.heading("Verantwortlichkeiten", 2)
    made.items(
        "Der Träger ist ab dem {{ beginn }} für die genannten Stunden, für das eingesetzte Personal und für den "
        "Kinderschutz verantwortlich."
    )
    with made.when("not eigenes_angebot and not mehrbedarf"):
        made.items(
            "Der bisherige Träger des Leistungsangebots übergibt Schlüssel, Räume, Inventar und die nötigen "
            "Unterlagen.",
            "Ob ein Betriebsübergang nach § 613a BGB vorliegt, klären die beteiligten Träger.",
        )
    with made.when("not eigenes_angebot and mehrbedarf"):
        made.items("Der Träger stimmt sich mit dem Träger des Leistungsangebots ab.")
    made.items(
        "Das Jugendamt koordiniert die Übergabe und ist Ansprechpartner aller Beteiligten.",
        "Die Sitzkommune {{ ort }} ist beteiligt und stellt ihre vereinbarten Leistungen bereit (Nummer 3.2.2 der "
        "Kooperationsvereinbarung).",
    )


def _payment(made: Paper) -> None:
    made.heading("Auszahlung")
    with made.when("not eine_summe"):
        made.text(
            "Die Zuwendung wird auf Abruf in gleichen monatlichen Teilbeträgen {{ zeitraum }} ausgezahlt; während "
            "einer vorläufigen Haushaltsführung mit höchstens einem Zwölftel der Jahreszuwendung im Monat."
        )
    with made.when("eine_summe"):
        made.text("Die Zuwendung wird auf Abruf in einer Summe ausgezahlt.")
    with made.when("sicher_ab_satz"):
        made.text("Hinweis: {{ sicher_ab_satz }}")
    with made.when("produktkonto"):
        made.text("Die Auszahlung wird im Produktkonto {{ produktkonto }} gebucht.")


def _conditions(made: Paper) -> None:
    made.heading("Nebenbestimmungen (§ 32 SGB X)")
    made.new_list()
    made.points(
        "Die Allgemeinen Nebenbestimmungen für Zuwendungen zur Projektförderung (ANBest-P) sind Bestandteil dieses "
        "Bescheids.",
        "Der Bescheid kann mit Wirkung für die Zukunft ganz oder teilweise widerrufen werden, wenn die Leistung nicht "
        "oder nicht in vollem Umfang erbracht wird, eine Voraussetzung nach Nummer 3.3.7 der Kooperationsvereinbarung "
        "entfällt oder Mittel Dritter nicht bereitgestellt werden (Widerrufsvorbehalt).",
        "Die Bewilligung steht unter dem Vorbehalt der Bereitstellung der Fördermittel des Freistaates und der "
        "haushaltsrechtlichen Ermächtigung des Landkreises.",
        "Umstände, die für die Bewilligung erheblich sind, sind dem Jugendamt und der Sitzkommune unverzüglich "
        "mitzuteilen (Nummer 3.3.6 der Kooperationsvereinbarung).",
        "Dieselben Stunden dürfen nicht aus anderen öffentlichen Mitteln gefördert werden.",
        "Der Verwendungsnachweis ist bis zum {{ nachweis_bis }} vorzulegen.",
        "In Veröffentlichungen ist auf die Förderung durch den Landkreis und den Freistaat Sachsen hinzuweisen.",
    )


def _reasons(made: Paper, *, first: bool) -> None:
    made.heading("Begründung")
    made.heading("I. Sachverhalt", 2)
    with made.each("absatz", "sachverhalt"):
        made.text("{{ absatz.text }}")
    made.text("Der Träger hat die Zuwendung mit Schreiben vom {{ antrag_vom }} beantragt.")
    made.heading("II. Rechtliche Würdigung", 2)
    with made.when("not kommunal"):
        made.text(
            "Rechtsgrundlage ist § 74 SGB VIII. Danach sollen die Träger der öffentlichen Jugendhilfe die freiwillige "
            "Tätigkeit auf dem Gebiet der Jugendhilfe fördern; über Art und Höhe der Förderung wird im Rahmen der "
            "verfügbaren Haushaltsmittel nach pflichtgemäßem Ermessen entschieden (§ 74 Absatz 3 SGB VIII)."
        )
    pieces.municipal_basis(
        made,
        "Rechtsgrundlage ist",
        ". Der Landkreis hat danach zu gewährleisten, dass die erforderlichen und geeigneten Einrichtungen, Dienste "
        "und Veranstaltungen rechtzeitig und ausreichend zur Verfügung stehen; über Art und Höhe der Förderung wird "
        "im Rahmen der verfügbaren Haushaltsmittel nach pflichtgemäßem Ermessen entschieden.",
    )
    with made.when("not mehrbedarf"):
        made.text(
            "Kann ein Träger sein Angebot nicht fortführen, koordiniert der Landkreis die Verwendung der Mittel unter "
            "den Trägern (Nummer 3.1.7 der Kooperationsvereinbarung)."
        )
    with made.when("mehrbedarf"):
        made.text(
            "Über Mittel, die nicht abgerufen werden, entscheiden die Kommunen gemeinsam mit den Trägern mit; der "
            "Landkreis koordiniert ihre Verwendung (Nummer 3.2.6 in Verbindung mit Nummer 3.1.7 der "
            "Kooperationsvereinbarung)."
        )
    with made.when("anerkannt"):
        made.text("Der Träger ist als Träger der freien Jugendhilfe anerkannt (§ 75 SGB VIII).")
    with made.when("kommunal"):
        made.text("Der Träger ist ein kommunaler Träger; einer Anerkennung nach § 75 SGB VIII bedarf es nicht.")
    if not first:
        made.text(
            "Dem Antrag wird entsprochen; der Zuwendungsbescheid wird insoweit zugunsten des Trägers geändert. Einer "
            "Anhörung bedarf es nicht."
        )
    pieces.discretion(made)
