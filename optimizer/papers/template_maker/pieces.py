"""Pieces that several papers share: address, table of amounts, financing plan, reasons, instruction on appeal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from optimizer.papers.template_maker.paper import Column, Paper

AMOUNTS: Final[Sequence[Column]] = (
    ("Haushaltsjahr", 2.8, False),
    ("Mittelgeber", 5.5, False),
    ("bisher", 2.7, True),
    ("Änderung", 2.9, True),
    ("neu", 2.7, True),
)
_CELLS: Final = ("jahr", "quelle", "alt", "aenderung", "neu")


def address(paper: Paper) -> None:
    """The provider as addressee and the authority's details, as a letter begins."""
    paper.letterhead()
    paper.text("{{ empfaenger_name }}", "Anschrift")
    paper.text("vertreten durch {{ empfaenger_vertretung }}", "Anschrift")
    with paper.each("teil", "empfaenger_anschrift"):
        paper.text("{{ teil.zeile }}", "Anschrift")
    paper.text("", "Anschrift")
    details(paper)


def details(paper: Paper) -> None:
    """Sign, who deals with it, telephone, mail, date."""
    for name, field in (
        ("Unser Zeichen", "zeichen"),
        ("Bearbeitung", "behoerde_bearbeitung"),
        ("Telefon", "behoerde_telefon"),
        ("E-Mail", "behoerde_email"),
        ("Datum", "datum"),
    ):
        paper.text(f"{name}: {{{{ {field} }}}}", "Angaben")
    paper.text("", "Anschrift")


def amounts(paper: Paper, caption: str) -> None:
    """Old → change → new per source and budget year, the sum, and money of others for information."""
    row = [f"{{{{ zeile.{cell} }}}}" for cell in _CELLS]
    information = ["{{ zeile.jahr }}", "nachrichtlich: {{ zeile.quelle }}", *row[2:]]
    sums = [f"{{{{ summe.{cell} }}}}" for cell in _CELLS[2:]]
    paper.table(
        caption,
        AMOUNTS,
        [
            ("for zeile in betraege", row),
            ("for summe in zuwendung", ["", "Zuwendung insgesamt", *sums]),
            ("for zeile in nachrichtlich", information),
            ("for summe in oeffentlich", ["", "Mittel insgesamt", *sums]),
        ],
    )


def financing_plan(paper: Paper, caption: str) -> None:
    """Who bears what in each year."""
    paper.table(
        caption,
        (("Haushaltsjahr", 2.8, False), ("Mittelgeber", 7, False), ("Art", 3.8, False), ("Betrag", 3.2, True)),
        [
            (
                "for zeile in finanzplan",
                ["{{ zeile.jahr }}", "{{ zeile.quelle }}", "{{ zeile.hinweis }}", "{{ zeile.betrag }}"],
            ),
            ("for summe in finanzplan_jahre", ["{{ summe.jahr }}", "zusammen", "", "{{ summe.betrag }}"]),
            ("sum", ["", "insgesamt", "", "{{ finanzplan_summe }}"]),
        ],
    )
    with paper.when("hat_nachrichtlich"):
        paper.text(
            "Mittel der Kommune sind nachrichtlich ausgewiesen; über sie entscheidet die Kommune selbst (Nummer 3.2.2 "
            "der Kooperationsvereinbarung).",
            "Randnotiz",
        )
    with paper.when("hat_nachrichtlich_dritte"):
        paper.text(
            "Mittel Dritter sind nachrichtlich ausgewiesen; über sie entscheiden die Dritten selbst.", "Randnotiz"
        )


def municipal_basis(paper: Paper, sentence: str, rest: str) -> None:
    """What a grant to a municipal provider rests on: the guideline behind state money, the field of law, § 79 (2)."""
    law = "{{ leistungsbereich }} in Verbindung mit § 79 Absatz 2 SGB VIII"
    with paper.when("kommunal and foerderrichtlinie"):
        paper.text(f"{sentence} die {{{{ foerderrichtlinie }}}} sowie {law}{rest}")
    with paper.when("kommunal and not foerderrichtlinie"):
        paper.text(f"{sentence} {law}{rest}")


def discretion(paper: Paper) -> None:
    """The reasons on discretion, marked until a person has confirmed them."""
    paper.heading("III. Ermessen", 2)
    with paper.when("not ermessen_bestaetigt"):
        paper.text("[Entwurf der Ermessensgründe – {{ ermessen_vermerk }}]", "Entwurf")
    with paper.each("absatz", "ermessen"):
        paper.text("{{ absatz.text }}")


def instruction(paper: Paper) -> None:
    """Instruction on the right to appeal (§ 36 SGB X, § 70 VwGO): remedy, authority, its seat, period, form."""
    paper.heading("Rechtsbehelfsbelehrung")
    paper.text(
        "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Widerspruch erhoben werden. Der "
        "Widerspruch ist schriftlich, in elektronischer Form nach § 3a Absatz 2 VwVfG, schriftformersetzend nach § 3a "
        "Absatz 3 VwVfG und § 9a Absatz 5 OZG oder zur Niederschrift bei der Behörde {{ behoerde_name }}, "
        "{{ behoerde_anschrift }}, zu erheben."
    )


def signature(paper: Paper) -> None:
    """Field for the signature and who signs (§ 33 (3) SGB X), never alone on a page."""
    paper.keep_with_next()
    paper.text("Mit freundlichen Grüßen", "Unterschrift")
    sign_here(paper)


def sign_here(paper: Paper) -> None:
    """A line for the signature with the name below, kept on one page with what follows (the list of annexes)."""
    paper.text("", "Unterschrift")
    paper.text("____________________________", "Unterschrift")
    paper.lead_in("{{ unterzeichnung }}")


def posting(paper: Paper) -> None:
    """Note of the posting, which proves the day of notification (§ 37 (2) SGB X)."""
    paper.text("Aufgabe zur Post am: {{ postvermerk }}", "Randnotiz")
