"""Änderungsbescheid (Minderung) towards the provider that drops out."""

from __future__ import annotations

from optimizer.papers.template_maker import pieces
from optimizer.papers.template_maker.paper import Paper


def paper() -> Paper:
    """The template."""
    made = Paper()
    pieces.address(made)
    pieces.posting(made)
    made.title("{{ ueberschrift }}")
    made.text("zum Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen {{ aktenzeichen }}")
    made.text("**Leistungsangebot „{{ angebot }}“ in {{ ort }}, {{ leistungsbereich }} – Minderung der Zuwendung**")
    _references(made)
    made.text("", "Abstand")
    made.text("Sehr geehrte Damen und Herren,")
    made.text("es ergeht folgender Bescheid:")
    _decision(made)
    _handover(made)
    made.heading("Auszahlung")
    made.text(
        "Beträge, die durch diesen Bescheid entfallen und noch nicht abgerufen sind, werden nicht mehr ausgezahlt."
    )
    with made.when("not keine_zuwendung"):
        made.text("Die übrigen Teilbeträge werden wie bisher auf Abruf ausgezahlt.")
    with made.when("hat_finanzplan"):
        made.heading("Finanzierungsplan nach dieser Änderung")
        pieces.financing_plan(made, "Finanzierungsplan nach dieser Änderung")
    _conditions(made)
    _reasons(made)
    pieces.instruction(made)
    pieces.signature(made)
    _annexes(made)
    return made


def _references(made: Paper) -> None:
    made.text("Bezug:", "Tabellenkopf")
    made.items("Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen {{ aktenzeichen }}")
    with made.when("fruehere_aenderung"):
        made.items("zuletzt geändert durch den {{ fruehere_aenderung }}")
    with made.when("angezeigt_am"):
        made.items("Anzeige vom {{ angezeigt_am }}")
    with made.when("bekannt_am"):
        made.items("Anlass, dem Jugendamt bekannt geworden am {{ bekannt_am }}")
    made.items(
        "öffentlich-rechtlicher Vertrag vom {{ vertrag_vom }}",
        "Nummer 3.1.7 der Kooperationsvereinbarung",
        "Beschluss des Jugendhilfeausschusses: {{ ausschuss_beschluss }}",
    )


def _decision(made: Paper) -> None:
    made.heading("Entscheidung")
    made.new_list()
    with made.when("nur_mittel"):
        made.points(
            "Der Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen {{ aktenzeichen }}, wird für das "
            "Leistungsangebot „{{ angebot }}“ wegen nicht benötigter Mittel mit Wirkung vom {{ beginn }} teilweise "
            "aufgehoben. Die bewilligten Wochenstunden bleiben unverändert."
        )
    with made.when("not nur_mittel"):
        made.points(
            "Der Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen {{ aktenzeichen }}, wird für das "
            "Leistungsangebot „{{ angebot }}“ mit Wirkung vom {{ beginn }} teilweise aufgehoben. "
            "{{ zeitraum_satzanfang }} vermindert sich der bewilligte Umfang von {{ stunden_alt }} ({{ vzae_alt }}) "
            "um {{ stunden_aenderung }} ({{ vzae_aenderung }}) auf {{ stunden_neu }} ({{ vzae_neu }})."
        )
    made.points(
        "Die Zuwendung vermindert sich um insgesamt **{{ betrag }}** (in Worten: {{ betrag_worte }}). Im Einzelnen "
        "gilt:"
    )
    pieces.amounts(made, "Bewilligte Mittel bisher, Änderung und neu, nach Haushaltsjahr und Mittelgeber")
    with made.when("not keine_zuwendung or neufestsetzung"):
        made.points(
            "Zuwendungszweck und Ort der Leistung bleiben unverändert: „{{ angebot }}“ in {{ ort }}, {{ sozialraum }}, "
            "{{ leistungsbereich }}."
        )
    with made.when("not keine_zuwendung"):
        made.points(
            "Die Zuwendung wird weiterhin als {{ finanzierungsart }} gewährt. Sie beträgt in den genannten "
            "Haushaltsjahren höchstens {{ hoechstbetrag }}."
        )
    with made.when("keine_zuwendung and not neufestsetzung"):
        made.points("Für {{ haushaltsjahre }} wird für dieses Leistungsangebot keine Zuwendung mehr gewährt.")
    with made.when("keine_zuwendung and neufestsetzung"):
        made.points("Für {{ haushaltsjahre }} wird eine Zuwendung nur nach Maßgabe des {{ neufestsetzung }}s gewährt.")
    with made.when("neufestsetzung"):
        made.points(
            "Die Zuwendung wird zusammen mit dem {{ neufestsetzung }} zum selben Zuwendungsbescheid festgesetzt."
        )
    with made.when("hat_erstattung"):
        made.points(
            "Bereits abgerufene Mittel in Höhe von **{{ erstattung }}** (in Worten: {{ erstattung_worte }}) sind zu "
            "erstatten. Der Betrag ist bis zum {{ faellig_am }} zu zahlen (Empfänger: {{ kasse }}, Konto: {{ konto }}, "
            "Kassenzeichen: {{ kassenzeichen }})."
        )
    with made.when("hat_erstattung_kommune"):
        made.points(
            "Nachrichtlich: Von der Kommune sind Mittel in Höhe von {{ erstattung_kommune }} bereits abgerufen; über "
            "ihre Erstattung entscheidet die Kommune."
        )
    with made.when("hat_erstattung_dritte"):
        made.points(
            "Nachrichtlich: Von Dritten sind Mittel in Höhe von {{ erstattung_dritte }} bereits abgerufen; über ihre "
            "Erstattung entscheiden die Dritten."
        )
    made.points("Im Übrigen bleibt der Zuwendungsbescheid mit seinen Nebenbestimmungen unverändert.")


def _handover(made: Paper) -> None:
    made.heading("Bedingungen, Zeitrahmen und Verantwortlichkeiten (Nummer 3.1.7 der Kooperationsvereinbarung)")
    made.heading("Bedingungen", 2)
    made.text("Diese Minderung steht unter keiner Bedingung. Sie wird zu dem in Nummer 1 genannten Tag wirksam.")
    made.heading("Zeitrahmen", 2)
    made.text("Die Minderung gilt {{ zeitraum }}.")
    with made.when("befristet and not nur_mittel"):
        made.text("Nach dem {{ ende }} gilt wieder der vorher bewilligte Umfang, soweit nichts anderes bestimmt wird.")
    made.heading("Verantwortlichkeiten", 2)
    with made.when("nur_mittel"):
        made.text("Der Träger bleibt für das Leistungsangebot in vollem Umfang verantwortlich.")
    with made.when("mittelwegfall"):
        made.items(
            "Der Träger bleibt für den Umfang verantwortlich, der ihm nach diesem und nach weiteren Bescheiden "
            "bewilligt ist.",
            "Soweit andere Träger Stunden übernehmen, übergibt er ihnen, was sie dafür brauchen, und beachtet dabei "
            "den Sozialdatenschutz.",
        )
    in_time = "rechtzeitig vor dem {{ ausfall_ab }}"
    for condition, when in (("not rueckwirkend", in_time), ("rueckwirkend", "unverzüglich")):
        with made.when(f"not nur_mittel and not mittelwegfall and {condition}"):
            made.items(
                "Der Träger übergibt Schlüssel, Räume, Inventar, das aus Zuwendungen beschafft ist, und die für die "
                f"Fortführung nötigen Unterlagen {when} und beachtet dabei den Sozialdatenschutz."
            )
    with made.when("not nur_mittel and not mittelwegfall"):
        made.items(
            "Für den Kinderschutz ist der Träger bis zur Übergabe und für den bei ihm verbleibenden Umfang "
            "verantwortlich.",
        )
    with made.when("not nur_mittel"):
        made.items("Das Jugendamt koordiniert die Übergabe; die Sitzkommune {{ ort }} ist beteiligt.")


def _conditions(made: Paper) -> None:
    made.heading("Nebenbestimmungen")
    made.new_list()
    with made.when("not keine_zuwendung"):
        made.points(
            "Die Nebenbestimmungen des Zuwendungsbescheids gelten fort; für die geminderte Zuwendung ist der "
            "Verwendungsnachweis nach dem neuen Umfang zu führen."
        )
    with made.when("keine_zuwendung"):
        made.points("Die Nebenbestimmungen des Zuwendungsbescheids gelten fort.")
    made.points(
        "Umstände, die für die Zuwendung erheblich sind, sind dem Jugendamt und der Sitzkommune "
        "unverzüglich mitzuteilen (Nummer 3.3.6 der Kooperationsvereinbarung).",
    )


def _reasons(made: Paper) -> None:
    made.heading("Begründung")
    made.heading("I. Sachverhalt", 2)
    made.text(
        "Mit Bescheid vom {{ bescheid_vom }} ist dem Träger für das Leistungsangebot „{{ angebot }}“ eine Zuwendung "
        "bewilligt worden."
    )
    with made.each("absatz", "sachverhalt"):
        made.text("{{ absatz.text }}")
    with made.when("anhoerung_verzichtet"):
        made.text("Der Träger hat am {{ anhoerung_verzicht_am }} auf eine Anhörung verzichtet.")
    with made.when("not anhoerung_verzichtet"):
        made.text(
            "Dem Träger ist mit Schreiben vom {{ anhoerung_vom }} Gelegenheit gegeben worden, sich zu den erheblichen "
            "Tatsachen zu äußern (§ 24 Absatz 1 SGB X)."
        )
    made.heading("II. Rechtliche Würdigung", 2)
    changes = "; für Änderungen des Bescheids gilt das Zehnte Buch Sozialgesetzbuch (§ 1 SGB X)."
    with made.when("not kommunal"):
        made.text(f"Grundlage der Förderung ist § 74 SGB VIII{changes}")
    pieces.municipal_basis(made, "Grundlage der Förderung ist", changes)
    with made.when("grund_offen"):
        made.text(
            "[Die Rechtsgrundlage ist noch zu wählen. {{ grund_hindernis }} In Betracht kommen:]",
            "Entwurf",
        )
    with made.when("grund_offen"), made.each("auswahl", "grund_auswahl"):
        made.items("[{{ auswahl.text }}]")
    with made.when("not grund_offen"):
        made.text("{{ grund }}")
    with made.when("hat_erstattung"):
        made.text(
            "Soweit der Bescheid aufgehoben ist, sind bereits erbrachte Leistungen zu erstatten (§ 50 Absatz 1 SGB "
            "X). Die zu erstattende Leistung wird durch diesen Bescheid festgesetzt (§ 50 Absatz 3 SGB X); für die "
            "Verzinsung gilt § 50 Absatz 2a SGB X."
        )
    pieces.discretion(made)


def _annexes(made: Paper) -> None:
    made.heading("Anlagen")
    made.items("Vordruck: Verzicht auf Rechtsbehelfe (erst nach Erhalt dieses Bescheids zu erklären)")
    with made.when("not nur_mittel"):
        made.items("Änderung des öffentlich-rechtlichen Vertrags")
