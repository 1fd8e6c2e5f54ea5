"""Letter to one municipality (clauses 3.2.4 to 3.2.6 and 3.3.6): information, and its part in the decision."""

from __future__ import annotations

from optimizer.papers.template_maker import pieces
from optimizer.papers.template_maker.paper import Paper


def paper() -> Paper:
    """The template."""
    made = Paper()
    made.letterhead()
    made.text("Kommune {{ kommune }}", "Anschrift")
    made.text("– Verwaltung –", "Anschrift")
    made.text("", "Anschrift")
    pieces.details(made)
    made.title("Beteiligung an einer Umverteilung von Mitteln der Jugendhilfe")
    made.text("**Nummern 3.1.7, 3.2.4, 3.2.5 und 3.2.6 der Kooperationsvereinbarung**")
    made.text("Sehr geehrte Damen und Herren,")
    made.text(
        "der Landkreis bereitet eine Umverteilung von Mitteln vor, die Ihre Kommune berührt. Sie werden hiermit "
        "unterrichtet und um Ihre Mitentscheidung gebeten."
    )
    _events(made)
    _money(made)
    _part(made)
    pieces.signature(made)
    _reply(made)
    return made


def _events(made: Paper) -> None:
    with made.when("ist_sitzkommune"):
        made.heading("Was in Ihrer Kommune geschieht (Nummer 3.3.6)")
    with made.each("fall", "ausfaelle"):
        made.heading("„{{ fall.angebot }}“, {{ fall.leistungsbereich }}", 2)
        made.text("{{ fall.ereignis }} {{ fall.grund }} {{ fall.ende_unsicher }}")
        made.items(
            "Träger: {{ fall.traeger }}",
            "Dem Jugendamt angezeigt: {{ fall.gemeldet }}",
            "Zeitraum: {{ fall.zeitraum }}",
        )
        with made.when("not fall.nur_mittel"):
            made.items("Betroffen: {{ fall.stunden }}; das Angebot umfasst {{ fall.stunden_bisher }}.")
        with made.when("fall.nur_mittel"):
            made.items("Die Wochenstunden bleiben unverändert; es geht allein um nicht benötigte Mittel.")
        with made.when("fall.koordination"):
            made.items("Koordination im Sozialraum: {{ fall.koordination }}")
        with made.when("fall.hat_uebergaben"):
            made.lead_in("Für die Übernahme ist vorgesehen:")
            made.table(
                "Vorgesehene Übernahmen",
                (("Träger", 5.7, False), ("Zeitraum", 7.3, False), ("Umfang", 3.5, True)),
                [
                    (
                        "for zeile in fall.uebergaben",
                        ["{{ zeile.traeger }}", "{{ zeile.zeitraum }}", "{{ zeile.stunden }}"],
                    )
                ],
                together=True,
            )
        with made.when("fall.deckung"):
            made.text("{{ fall.deckung }}")
        with made.when("fall.sicher_ab_satz"):
            made.text("{{ fall.sicher_ab_satz }}")


def _money(made: Paper) -> None:
    with made.when("hat_mittel"):
        made.heading("Mittel Ihrer Kommune")
        made.table(
            "Mittel der Kommune nach Haushaltsjahr und Mittelgeber",
            (
                ("Jahr", 1.1, False),
                ("Mittelgeber", 2.5, False),
                ("frei", 2.15, True),
                ("zurückzu\u00adfordern", 2.15, True),
                ("zurückzu\u00adgeben", 2.15, True),
                ("verwendbar", 2.15, True),
                ("verwendet", 2.15, True),
                ("verbleibt", 2.15, True),
            ),
            [
                (
                    "for zeile in mittel",
                    [
                        f"{{{{ zeile.{name} }}}}"
                        for name in (
                            "jahr", "quelle", "frei", "rueckforderung", "rueckgabe", "verwendbar", "verwendet",
                            "verbleibt",
                        )
                    ],
                )
            ],
        )  # fmt: skip
        made.text(
            "Mittel Ihrer Kommune werden nur für Leistungsangebote in Ihrer Kommune oder für solche verwendet, die "
            "Sie bereits mitfinanzieren (Nummer 3.2.2 der Kooperationsvereinbarung). Ändert sich dadurch Ihre "
            "Kofinanzierung, ist ein eigener Beschluss Ihrer Kommune nötig."
        )


def _part(made: Paper) -> None:
    made.heading("Ihre Mitentscheidung")
    made.text(
        "Die Kommunen haben ein Recht auf Information und Beteiligung (Nummern 3.2.4 und 3.2.5) und entscheiden "
        "gemeinsam mit den Trägern mit, wenn nicht abgerufene Mittel umverteilt werden (Nummer 3.2.6 in Verbindung "
        "mit Nummer 3.1.7 der Kooperationsvereinbarung)."
    )
    made.text(
        "Bitte teilen Sie bis zum **{{ rueckmeldung_bis }}** mit, ob Sie zustimmen. Wenn Sie nicht zustimmen, nennen "
        "Sie bitte den Grund; die Umverteilung wird dann neu geplant. Die Entscheidung über die Bescheide fällt erst "
        "danach."
    )


def _reply(made: Paper) -> None:
    made.heading("Rückantwort")
    made.texts(
        "☐ Wir stimmen zu.",
        "☐ Wir stimmen nicht zu. Grund: ____________________________________________",
        "Ort, Datum, Unterschrift: ____________________________________________",
    )
