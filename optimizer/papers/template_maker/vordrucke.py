"""Forms that go out with a letter and come back filled in: answer to the hearing, waiver of appeal, call for money."""

from __future__ import annotations

from optimizer.papers.template_maker.paper import Paper

_LINE = "________________________________________________________________"


def hearing_answer() -> Paper:
    """Answer of the provider that drops out to its hearing: waiver, consent, or what it has to say (§ 24 SGB X)."""
    made = _form("Erklärung zur beabsichtigten Minderung der Zuwendung")
    made.text(
        "zur Anhörung mit Schreiben vom {{ datum }}; Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen "
        "{{ aktenzeichen }}"
    )
    made.text("**Leistungsangebot „{{ angebot }}“ in {{ ort }}, {{ leistungsbereich }}**")
    made.text(
        "Die Zuwendung soll sich {{ zeitraum }} um insgesamt **{{ betrag }}** (in Worten: {{ betrag_worte }}) "
        "vermindern."
    )
    with made.when("hat_erstattung"):
        made.text("Bereits abgerufene {{ erstattung }} sollen erstattet werden.")
    made.heading("Unsere Erklärung (Zutreffendes bitte ankreuzen)")
    made.texts(
        "☐ Wir verzichten darauf, vor dem Erlass des Bescheids angehört zu werden (§ 24 SGB X).",
        "☐ Wir stimmen der beabsichtigten Minderung zu und verzichten insoweit auf die Zuwendung.",
        "☐ Wir äußern uns wie folgt (gern auf einem weiteren Blatt):",
        *(_LINE,) * 4,
    )
    made.text(
        "Die Erklärung ist freiwillig. Bitte senden Sie sie bis zum **{{ frist_bis }}** zurück; ohne Rückmeldung wird "
        "nach Lage der Akten entschieden."
    )
    _signed(made)
    return made


def waiver() -> Paper:
    """Waiver of legal remedies against a reduction, which can only be declared once the notice is there."""
    made = _form("Verzicht auf Rechtsbehelfe")
    made.text(
        "gegen den {{ ueberschrift }} vom {{ datum }} zum Zuwendungsbescheid vom {{ bescheid_vom }}, Aktenzeichen "
        "{{ aktenzeichen }}"
    )
    made.text("**Leistungsangebot „{{ angebot }}“ in {{ ort }}, {{ leistungsbereich }}**")
    made.heading("Worum es geht")
    made.text(
        "Mit dem Bescheid vermindert sich die Zuwendung {{ zeitraum }} um insgesamt **{{ betrag }}** (in Worten: "
        "{{ betrag_worte }})."
    )
    with made.when("hat_erstattung"):
        made.text("Bereits abgerufene {{ erstattung }} (in Worten: {{ erstattung_worte }}) sind zu erstatten.")
    made.heading("Unsere Erklärung")
    made.texts(
        "Der Bescheid ist uns am ____________________ bekannt gegeben worden. Die Rechtsbehelfsbelehrung haben wir zur "
        "Kenntnis genommen.",
        "Wir verzichten darauf, gegen diesen Bescheid Widerspruch zu erheben und zu klagen. Uns ist bekannt, dass der "
        "Bescheid dadurch unanfechtbar wird und dass wir den Verzicht nicht frei widerrufen können.",
    )
    made.text(
        "Der Verzicht ist freiwillig und erst nach der Bekanntgabe des Bescheids möglich; bitte vorher weder ausfüllen "
        "noch unterschreiben. Wer nicht verzichtet, hat keine Nachteile.",
        "Randnotiz",
    )
    _signed(made)
    return made


def payment_call() -> Paper:
    """Call for money by the provider that takes over, with what is granted by source and year."""
    made = _form("Mittelabruf")
    made.text("zum {{ ueberschrift }} vom {{ datum }}, Aktenzeichen {{ aktenzeichen }}")
    made.text("**Leistungsangebot „{{ angebot }}“ in {{ ort }}, {{ leistungsbereich }}**")
    made.text("{{ stunden_aenderung }}, {{ zeitraum }}")
    made.heading("Abruf")
    made.text("Wir rufen für den Zeitraum vom ______________ bis zum ______________ ab:")
    made.table(
        "Bewilligte, bereits abgerufene und hiermit abgerufene Mittel nach Haushaltsjahr und Mittelgeber",
        (
            ("Haushaltsjahr", 2.8, False),
            ("Mittelgeber", 4.9, False),
            ("bewilligt", 2.9, True),
            ("bereits abgerufen", 3, True),
            ("hiermit abgerufen", 3, True),
        ),
        [
            ("for zeile in betraege", ["{{ zeile.jahr }}", "{{ zeile.quelle }}", "{{ zeile.neu }}", "", ""]),
            ("for summe in zuwendung", ["", "insgesamt", "{{ summe.neu }}", "", ""]),
        ],
    )
    with made.when("nachrichtlich"):
        made.text("Mittel der Kommune sind bei der Kommune selbst abzurufen.", "Randnotiz")
    made.texts(f"Konto (IBAN): {_LINE[:40]}", f"Kontoinhaber: {_LINE[:40]}")
    made.heading("Wir versichern")
    made.items(
        "Die Leistung wird im bewilligten Umfang erbracht, und die Mittel werden für fällige Zahlungen benötigt.",
        "Dieselben Stunden werden nicht aus anderen öffentlichen Mitteln gefördert.",
        "Umstände, die für die Bewilligung erheblich sind, haben wir mitgeteilt (Nummer 3.3.6 der "
        "Kooperationsvereinbarung).",
    )
    _signed(made)
    made.heading("Von der Behörde auszufüllen", 2)
    made.text("Sachlich und rechnerisch richtig (Datum, Unterschrift): ______________________________")
    with made.when("produktkonto"):
        made.text("Produktkonto: {{ produktkonto }}")
    return made


def _form(title: str) -> Paper:
    """Who declares it and to whom, then the title."""
    made = Paper()
    made.letterhead()
    made.text("Von:", "Tabellenkopf")
    made.text("{{ empfaenger_name }}", "Anschrift")
    made.text("vertreten durch {{ empfaenger_vertretung }}", "Anschrift")
    with made.each("teil", "empfaenger_anschrift"):
        made.text("{{ teil.zeile }}", "Anschrift")
    made.text("", "Anschrift")
    made.text("An:", "Tabellenkopf")
    made.texts("{{ behoerde_name }}, {{ behoerde_amt }}, {{ behoerde_anschrift }}")
    made.title(title)
    return made


def _signed(made: Paper) -> None:
    made.text("", "Unterschrift")
    made.texts(
        "Ort, Datum: ________________________________________",
        "Unterschrift: _______________________________________",
        "Name und Funktion in Druckschrift: ______________________________",
    )
