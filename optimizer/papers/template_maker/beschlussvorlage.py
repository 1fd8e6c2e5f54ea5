"""Beschlussvorlage for the Jugendhilfeausschuss, with Anlage 1 (money freed, by field) and Anlage 2 (proposal)."""

from __future__ import annotations

from optimizer.papers.template_maker import pieces
from optimizer.papers.template_maker.paper import Paper


def paper() -> Paper:
    """The template."""
    made = Paper()
    made.letterhead()
    pieces.details(made)
    made.title("Beschlussvorlage")
    made.text("Gremium: {{ ausschuss }}")
    made.text("**Gegenstand: Verwendung freigewordener Mittel der Jugendhilfe (§§ 11 bis 14 und 16 SGB VIII)**")
    _resolutions(made)
    _case(made)
    _law(made)
    _money(made)
    _bias(made)
    pieces.sign_here(made)
    made.heading("Anlagen")
    made.items("Anlage 1: freigewordene Mittel nach Leistungsbereichen", "Anlage 2: Vorschlag zur Verwendung")
    _annex_1(made)
    _annex_2(made)
    return made


def _resolutions(made: Paper) -> None:
    made.heading("Beschlussvorschlag")
    made.text("Über jeden Leistungsbereich wird gesondert abgestimmt.")
    with made.each("bereich", "bereiche"):
        made.heading("Leistungsbereich {{ bereich.bereich }}", 2)
        with made.when("bereich.hat_frei"):
            made.text(
                "Der {{ ausschuss }} nimmt zur Kenntnis, dass Mittel des Landes und des Landkreises in Höhe von "
                "{{ bereich.frei }} frei geworden sind; davon sind {{ bereich.verfuegbar }} verfügbar (Anlage 1)."
            )
        with made.when("bereich.hat_bewilligt"):
            made.text(
                "Der {{ ausschuss }} beschließt, Mittel in Höhe von {{ bereich.bewilligt }} wie folgt als Zuwendung zu "
                "verwenden (Anlage 2), und zwar {{ bereich.herkunft }}:"
            )
        with made.when("bereich.hat_uebergaben and not bereich.hat_bewilligt"):
            made.text(
                "Der {{ ausschuss }} nimmt folgende Übernahmen zur Kenntnis; Mittel des Landes und des Landkreises "
                "werden dafür nicht verwendet (Anlage 2):"
            )
        with made.each("zeile", "bereich.uebergaben"):
            made.items("{{ zeile.satz }}")
        with made.when("bereich.nachrichtlich"):
            made.text(
                "Nachrichtlich: Hinzu kommen Mittel anderer ({{ bereich.nachrichtlich }}); über sie entscheiden diese "
                "selbst."
            )
        with made.when("not bereich.hat_uebergaben"):
            made.text("In diesem Leistungsbereich wird keine Übernahme vorgeschlagen.")
    made.text(
        "Die Beschlüsse stehen unter dem Vorbehalt der Bereitstellung der Fördermittel des Freistaates Sachsen und der "
        "haushaltsrechtlichen Ermächtigung des Landkreises."
    )


def _case(made: Paper) -> None:
    made.heading("Sachverhalt")
    with made.each("absatz", "anlass"):
        made.text("{{ absatz.text }}")
    made.heading("Abwägung", 2)
    with made.each("absatz", "abwaegung"):
        made.text("{{ absatz.text }}")
    made.text(
        "Alle geprüften Kapazitäten mit ihren Gründen und die Folgen anderer Verteilungen stehen im Abwägungsprotokoll."
    )
    with made.when("hat_sicher_ab"):
        made.heading("Zeitliche Sicherheit der Mittel", 2)
    with made.each("absatz", "sicher_ab"):
        made.text("{{ absatz.text }}")


def _law(made: Paper) -> None:
    made.heading("Rechtsgrundlagen")
    made.items(
        "§ 4 Absatz 2, §§ 70 und 71, § 74, § 79 Absatz 2 und § 80 SGB VIII",
        "Nummern 3.1.7 und 3.2.6 der Kooperationsvereinbarung",
        "Richtlinie des Landkreises zur Förderung der freien Jugendhilfe",
    )


def _money(made: Paper) -> None:
    made.heading("Finanzielle Auswirkungen")
    made.table(
        "Finanzielle Auswirkungen in Summen",
        (
            ("Position", 6.9, False),
            ("Zuwendung (Land und Landkreis)", 3.1, True),
            ("nachrichtlich (Kommunen und Dritte)", 3.3, True),
            ("insgesamt", 3.1, True),
        ),
        [
            ("", ["frei geworden", *_sums("summe_frei")]),
            ("", ["davon bereits abgerufen und zurückzufordern", *_sums("summe_rueckforderung")]),
            ("", ["davon an Mittelgeber zurückzugeben", *_sums("summe_rueckgabe")]),
            ("", ["davon verfügbar", *_sums("summe_verfuegbar")]),
            ("", ["verwendet aus freigewordenen Mitteln", *_sums("summe_verwendet")]),
            ("", ["verbleibt von freigewordenen Mitteln", *_sums("summe_verbleibt")]),
            ("if hat_reserven", ["zusätzlich aus Reserven", *_sums("summe_reserven")]),
            ("if hat_eigenmittel", ["zusätzlich aus eigenen Mitteln der Träger", "", "", "{{ summe_eigenmittel }}"]),
            ("sum", ["Übernahmen zusammen", *_sums("vorschlag_summe")]),
        ],
        together=True,
    )
    with made.when("hat_weitere_erstattung"):
        made.text(
            "Zu erstatten sind außerdem bereits abgerufene Mittel, die an ihren Mittelgeber zurückgehen oder schon "
            "eingeplant sind: {{ summe_weitere_erstattung_zuwendung }} Zuwendung, nachrichtlich "
            "{{ summe_weitere_erstattung_nachrichtlich }} der Kommunen und Dritter."
        )
    with made.when("hat_reserven"):
        made.lead_in("Aus Reserven werden verwendet:")
        made.table(
            "Verwendete Reserven mit ihrem Beschluss",
            (
                ("Jahr", 1.6, False),
                ("Mittelgeber", 5, False),
                ("Reserve", 3, False),
                ("Beschluss", 4, False),
                ("Betrag", 2.8, True),
            ),
            [
                (
                    "for zeile in reserven",
                    [
                        "{{ zeile.jahr }}",
                        "{{ zeile.quelle }}",
                        "{{ zeile.reserve }}",
                        "{{ zeile.beschluss }}",
                        "{{ zeile.betrag }}",
                    ],
                )
            ],
        )


def _sums(name: str) -> tuple[str, ...]:
    """What is awarded, what stands there for information, and both."""
    return tuple(f"{{{{ {name}{group} }}}}" for group in ("_zuwendung", "_nachrichtlich", ""))


def _sum_rows(columns: int, *names: str) -> list[tuple[str, list[str]]]:
    """Below a table by source: the sum of what is awarded, of what stands there for information, and of both."""
    before = [""] * (columns - len(names) - 1)
    return [
        ("sum", [*before, title, *(f"{{{{ summe_{name}{group} }}}}" for name in names)])
        for title, group in (("Land und Landkreis", "_zuwendung"), ("nachrichtlich", "_nachrichtlich"), ("Summe", ""))
    ]


def _bias(made: Paper) -> None:
    made.heading("Ausschluss wegen Befangenheit (§§ 16 und 17 SGB X)")
    with made.each("bereich", "bereiche"):
        with made.when("bereich.mehrere_traeger"):
            made.items("{{ bereich.bereich }}; berührte Träger: {{ bereich.befangen }}")
        with made.when("not bereich.mehrere_traeger"):
            made.items("{{ bereich.bereich }}; berührter Träger: {{ bereich.befangen }}")
    made.text("Wer einem berührten Träger angehört oder ihn vertritt, wirkt an Beratung und Beschluss dazu nicht mit.")


def _annex_1(made: Paper) -> None:
    made.page_break()
    made.heading("Anlage 1: freigewordene Mittel nach Leistungsbereichen")
    names = ("bereich", "jahr", "quelle", "frei", "rueckforderung", "rueckgabe", "verfuegbar", "verwendet")
    made.table(
        "Freigewordene Mittel nach Leistungsbereich, Haushaltsjahr und Mittelgeber",
        (
            ("Bereich", 1.5, False),
            ("Jahr", 1.1, False),
            ("Mittelgeber", 3.15, False),
            ("frei", 2.15, True),
            ("zurückzu\u00adfordern", 2.15, True),
            ("zurückzu\u00adgeben", 2.15, True),
            ("verfügbar", 2.15, True),
            ("verwendet", 2.15, True),
        ),
        [
            ("for zeile in freie_mittel", [f"{{{{ zeile.{name} }}}}" for name in names]),
            *_sum_rows(len(names), *names[3:]),
        ],
    )
    made.lead_in("Je Mittelgeber verbleiben:")
    made.table(
        "Verfügbare, verwendete und verbleibende Mittel je Haushaltsjahr und Mittelgeber",
        (
            ("Jahr", 1.6, False),
            ("Mittelgeber", 6.6, False),
            ("verfügbar", 2.8, True),
            ("verwendet", 2.8, True),
            ("verbleibt", 2.8, True),
        ),
        [
            (
                "for zeile in mittelgeber",
                [
                    "{{ zeile.jahr }}",
                    "{{ zeile.quelle }}",
                    "{{ zeile.verfuegbar }}",
                    "{{ zeile.verwendet }}",
                    "{{ zeile.verbleibt }}",
                ],
            ),
            *_sum_rows(5, "verfuegbar", "verwendet", "verbleibt"),
        ],
    )


def _annex_2(made: Paper) -> None:
    made.page_break()
    made.heading("Anlage 2: Vorschlag zur Verwendung")
    with made.when("not hat_vorschlag"):
        made.text("Es wird keine Übernahme vorgeschlagen.")
    with made.each("zeile", "vorschlag"):
        made.heading("{{ zeile.traeger }}: „{{ zeile.angebot }}“ in {{ zeile.ort }}", 2)
        made.text("Leistungsbereich {{ zeile.bereich }}, {{ zeile.stunden }}, {{ zeile.zeitraum }}")
        made.table(
            "Finanzierung dieser Übernahme",
            (("Jahr", 2, False), ("Mittelgeber", 10, False), ("Betrag", 4.4, True)),
            [
                ("for mittel in zeile.mittel", ["{{ mittel.jahr }}", "{{ mittel.quelle }}", "{{ mittel.betrag }}"]),
                ("", ["", "davon Zuwendung", "{{ zeile.zuwendung }}"]),
                ("sum", ["", "zusammen", "{{ zeile.summe }}"]),
            ],
        )
    with made.when("hat_vorschlag"):
        made.text(
            "**Summe der vorgeschlagenen Übernahmen ({{ anzahl_uebergaben }}): {{ vorschlag_summe }}, davon Zuwendung "
            "{{ vorschlag_summe_zuwendung }}**"
        )
