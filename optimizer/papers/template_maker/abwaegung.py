"""Abwägungsprotokoll for the file: what was known, who was asked, every capacity with its reason, other plans."""

from __future__ import annotations

from optimizer.papers.template_maker import pieces
from optimizer.papers.template_maker.paper import Paper


def paper() -> Paper:
    """The template."""
    made = Paper(landscape=True)
    made.letterhead()
    pieces.details(made)
    made.title("Abwägungsprotokoll")
    made.text("**Umverteilung von Mitteln der Jugendhilfe nach Nummer 3.1.7 der Kooperationsvereinbarung**")
    _basis(made)
    _outages(made)
    _choice(made)
    _asked_of_model(made)
    _bias(made)
    _confirmed(made)
    return made


def _basis(made: Paper) -> None:
    made.heading("1. Grundlage")
    made.items(
        "Fall: {{ szenario }}",
        "Planungstag: {{ planungstag }}",
        "Berechnet mit {{ programm }} ({{ loeser }}); der Plan ist als bester nachgewiesen und unabhängig geprüft.",
        "Prüfsumme der Arbeitsmappe (SHA-256): {{ pruefsumme }}",
    )
    made.heading("Wer angefragt wurde", 2)
    with made.when("hat_angefragt"):
        made.table(
            "Angefragte Träger und ihre Antworten",
            (("Träger", 8, False), ("angefragt am", 4.2, False), ("Antwort", 13, False)),
            [("for zeile in angefragt", ["{{ zeile.traeger }}", "{{ zeile.am }}", "{{ zeile.antwort }}"])],
        )
    with made.when("not hat_angefragt"):
        made.text("[Wer wann angefragt wurde und was er geantwortet hat, ist nachzutragen.]", "Entwurf")
    made.heading("Vorgaben", 2)
    with made.when("hat_vorgaben"):
        made.table(
            "Vorgaben der Koordination",
            (("Angebot", 11, False), ("Kapazität", 6.2, False), ("Vorgabe", 8, False)),
            [("for zeile in vorgaben", ["{{ zeile.angebot }}", "{{ zeile.kapazitaet }}", "{{ zeile.inhalt }}"])],
        )
    with made.when("not hat_vorgaben"):
        made.text("Vorgaben sind nicht gemacht worden.")


def _outages(made: Paper) -> None:
    made.heading("2. Ausfälle und geprüfte Kapazitäten")
    with made.each("fall", "ausfaelle"):
        made.heading("Nummer {{ fall.nummer }}: „{{ fall.angebot }}“ in {{ fall.ort }}", 2)
        made.text("{{ fall.ereignis }} {{ fall.grund }} {{ fall.ende_unsicher }}")
        made.items(
            "Träger: {{ fall.traeger }}; {{ fall.leistungsbereich }}",
            "Dem Jugendamt angezeigt: {{ fall.gemeldet }}",
            "Betroffen: {{ fall.stunden }} {{ fall.zeitraum }}",
        )
        with made.when("fall.hat_kapazitaeten"):
            made.table(
                "Geprüfte Kapazitäten mit Ergebnis und Gründen",
                (
                    ("Kapazität", 2.8, False),
                    ("Träger", 5, False),
                    ("Ergebnis", 4.2, False),
                    ("Gründe", 8, False),
                    ("was es heilen würde", 5.2, False),
                ),
                [
                    (
                        "for zeile in fall.kapazitaeten",
                        [
                            "{{ zeile.kapazitaet }}", "{{ zeile.traeger }}", "{{ zeile.ergebnis }}",
                            "{{ zeile.gruende }}",
                            "{{ zeile.heilung }}",
                        ],
                    )
                ],
            )  # fmt: skip
        with made.when("fall.deckung"):
            made.text("{{ fall.deckung }}")
        with made.each("absatz", "fall.engpass"):
            made.text("Engpass: {{ absatz.text }}")
        with made.when("fall.engpass_offen"):
            made.text("Woran die ungedeckten Stunden liegen: nicht gefragt.")
        with made.when("fall.hat_doppelstruktur"):
            made.text("Hinweis auf Doppelstrukturen:", "Tabellenkopf")
        with made.each("absatz", "fall.doppelstruktur"):
            made.items("{{ absatz.text }}")


def _choice(made: Paper) -> None:
    made.heading("3. Auswahl")
    made.text(
        "Gewählt ist der Plan, der die Ziele in der folgenden Rangfolge am besten erfüllt; ein nachrangiges Ziel "
        "zählt nur unter Plänen, die bei allen vorrangigen gleich gut sind (soweit nicht ein Spielraum gesetzt ist)."
    )
    made.table(
        "Ziele in ihrer Rangfolge mit erreichtem Wert",
        (("Rang", 2, False), ("Ziel", 12, False), ("erreichter Wert", 11.2, True)),
        [("for zeile in ziele", ["{{ zeile.rang }}", "{{ zeile.ziel }}", "{{ zeile.wert }}"])],
    )
    with made.when("hat_sicher_ab"):
        made.text("Zeitliche Sicherheit der Mittel:", "Tabellenkopf")
    with made.each("absatz", "sicher_ab"):
        made.items("{{ absatz.text }}")


def _asked_of_model(made: Paper) -> None:
    made.heading("4. Andere Möglichkeiten und was sie kosten würden")
    made.heading("Andere Verteilungen", 2)
    with made.when("not hat_alternativen"):
        made.text("Andere Verteilungen: nicht gefragt.")
    with made.when("hat_alternativen"):
        made.table(
            "Andere Verteilungen und ihre Folgen für die Ziele",
            (("Nr.", 1.4, False), ("Unterschied", 13.8, False), ("Folgen für die Ziele", 10, False)),
            [("for zeile in alternativen", ["{{ zeile.nummer }}", "{{ zeile.satz }}", "{{ zeile.folgen }}"])],
        )
    made.heading("Mögliche, aber nicht gewählte Übernahmen", 2)
    with made.when("not hat_erzwungen"):
        made.text("Was ihr Einsatz kosten würde: nicht gefragt.")
    with made.when("hat_erzwungen"):
        made.table(
            "Nicht gewählte Übernahmen und was ihr Einsatz kosten würde",
            (
                ("Kapazität", 3, False),
                ("Angebot", 5.5, False),
                ("Umfang", 3.2, False),
                ("Folgen", 6, False),
                ("Erläuterung", 7.5, False),
            ),
            [
                (
                    "for zeile in erzwungen",
                    [
                        "{{ zeile.kapazitaet }}",
                        "{{ zeile.angebot }}",
                        "{{ zeile.stunden }}",
                        "{{ zeile.folgen }}",
                        "{{ zeile.satz }}",
                    ],
                )
            ],
        )
    made.heading("Grenzwerte", 2)
    with made.when("not hat_grenzwerte"):
        made.text("Was mehr oder weniger Mittel und Stunden ändern würden: nicht gefragt.")
    with made.when("hat_grenzwerte"):
        made.table(
            "Grenzwerte: was ein wenig mehr oder weniger ändern würde",
            (("Grenze", 5, False), ("mit weniger", 6, False), ("mit mehr", 6, False), ("Erläuterung", 8.2, False)),
            [
                (
                    "for zeile in grenzwerte",
                    ["{{ zeile.grenze }}", "{{ zeile.weniger }}", "{{ zeile.mehr }}", "{{ zeile.satz }}"],
                )
            ],
        )


def _bias(made: Paper) -> None:
    made.heading("5. Berührte Träger (Befangenheit, §§ 16 und 17 SGB X)")
    with made.each("zeile", "befangen"):
        made.items("{{ zeile.bereich }}: {{ zeile.traeger }}")


def _confirmed(made: Paper) -> None:
    made.heading("6. Ermessen")
    made.table(
        "Bestätigung der Ermessensgründe je Bescheid",
        (("Bescheid", 4.2, False), ("Träger", 11, False), ("Ermessensgründe", 10, False)),
        [("for zeile in ermessen", ["{{ zeile.bescheid }}", "{{ zeile.traeger }}", "{{ zeile.vermerk }}"])],
    )
    pieces.sign_here(made)
