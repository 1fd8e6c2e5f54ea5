"""Sheet Prüfungen: the plan's stored figures against live sums over the other sheets; every difference is 0."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from optimizer.model.dataset import SourceKind
from optimizer.model.outcome import Outcome
from optimizer.papers.excel.layout import Block, Cell, Column, Formula, Here, Kind, Layout, Row, Sheet
from optimizer.papers.notice import AWARDED, MUNICIPAL, THIRD_PARTY, Notice

Number = int | Fraction
CHECKS: Final = "Prüfungen"
FINE: Final = "stimmt"


def check_sheet(outcome: Outcome, notices: tuple[Notice, ...]) -> Sheet:
    """One row per check: what the plan says, what the sheets add up to, the difference."""
    rows = tuple(_row(number, *check) for number, check in enumerate(_checks(outcome, notices), 1))
    columns = (
        Column("Nr", "number", 5),
        Column("Prüfung", width=74),
        Column("laut Plan", "cents", 18),
        Column("laut Blatt", "cents", 18),
        Column("Differenz", "cents", 14),
        Column("Ergebnis", width=14),
    )
    note = "„laut Plan“ ist der gespeicherte Wert, „laut Blatt“ rechnet beim Öffnen neu. Jede Differenz muss 0 sein."
    return Sheet(CHECKS, "Prüfungen", note, (Block(CHECKS, columns, rows),), frozen_columns=2)


def _row(number: int, text: str, kind: Kind, value: Number, formula: Formula) -> Row:
    return (
        number,
        text,
        Cell(value, kind),
        Cell(value, kind, formula),
        Cell(0, kind, lambda here: f"ROUND({here.cell('laut Blatt')}-{here.cell('laut Plan')},2)"),
        Cell(FINE, "text", lambda here: f'IF({here.cell("Differenz")}=0,"{FINE}","weicht ab")'),
    )


def _checks(outcome: Outcome, notices: tuple[Notice, ...]) -> tuple[tuple[str, Kind, Number, Formula], ...]:
    return (*_money_checks(outcome), *_hour_checks(outcome), *_notice_checks(outcome, notices))


def _money_checks(outcome: Outcome) -> tuple[tuple[str, Kind, Number, Formula], ...]:
    plan = outcome.plan
    freed, pots = "Freigesetzt", "Geld_nach_Topf"
    available = sum(row.available for row in plan.freed)
    cost = sum(row.total for row in plan.handovers)
    return (
        (
            "Freigesetzt = Verfügbar + Rückforderung + Rückgabe",
            "cents",
            sum(row.freed for row in plan.freed),
            _sum(freed, freed),
        ),
        ("Verfügbares Geld liegt ganz in Töpfen", "cents", available, _sum(pots, "Freigesetzt")),
        ("Kosten der Übergaben", "cents", cost, _sum("Übergaben", "Kosten gesamt")),
        ("Zahlungen decken die Kosten der Übergaben", "cents", cost, _sum("Zahlungen", "Betrag")),
        ("Genutzt laut Töpfen", "cents", sum(pot.used for pot in plan.pots), _sum(pots, "Genutzt")),
        ("Übrig laut Töpfen", "cents", sum(pot.cents - pot.used for pot in plan.pots), _sum(pots, "Übrig")),
        ("Übergaben, deren Zahlungen von den Kosten abweichen", "count", 0, _unpaid),
        ("Töpfe, aus denen mehr genutzt wird, als da ist", "count", 0, _overdrawn),
        (
            "Übrig nach Quelle und Jahr",
            "cents",
            sum(pot.cents - pot.used for pot in plan.pots),
            _sum("Geld_nach_Quelle", "Übrig"),
        ),
    )


def _hour_checks(outcome: Outcome) -> tuple[tuple[str, Kind, Number, Formula], ...]:
    covered = sum((row.covered for row in outcome.plan.outages), Fraction(0))
    lost = sum((row.lost for row in outcome.plan.outages), Fraction(0))
    return (
        ("Gedeckte Stundenmonate", "hours", covered, _sum("Übergaben", "Stundenmonate")),
        ("Ungedeckte Stundenmonate", "hours", lost - covered, _sum("Ungedeckt", "Stundenmonate")),
    )


def _notice_checks(outcome: Outcome, notices: tuple[Notice, ...]) -> tuple[tuple[str, Kind, Number, Formula], ...]:
    """The notices against the plan, apart for what they award and for what they show for information."""
    own = sum(notice.own_total for notice in notices)
    of_payers = (
        check
        for payers, title, whose in (
            (AWARDED, "Betrag_Änderung", "Zuwendung"),
            (MUNICIPAL, "Kommune_Änderung", "Kommunen, nachrichtlich"),
            (THIRD_PARTY, "Dritte_Änderung", "Dritte, nachrichtlich"),
        )
        for check in _payer_checks(outcome, payers, title, whose)
    )
    return (
        *of_payers,
        ("Eigenmittel laut Bescheiden", "cents", own, _sum("Bescheide", "Eigenmittel")),
        (
            "Rückforderung, die die Bescheide festsetzen",
            "cents",
            sum(notice.sum_of("owed") for notice in notices),
            _sum("Bescheide", "Rückforderung"),
        ),
        ("Bereits Abgerufenes, das kein Bescheid nennt", "cents", 0, _unclaimed),
    )


def _payer_checks(
    outcome: Outcome, payers: Collection[SourceKind], title: str, whose: str
) -> tuple[tuple[str, Kind, Number, Formula], ...]:
    """What the plan frees and pays of these payers' money, against the notices."""
    sources = {source.key for source in outcome.case.dataset.sources if source.kind in payers}
    freed = sum(row.freed for row in outcome.plan.freed if row.source in sources)
    funding = [payment for row in outcome.plan.handovers for payment in row.funding]
    paid = sum(payment.cents for payment in funding if payment.source in sources)
    return (
        (f"Minderungsbescheide nehmen genau das Freigesetzte ({whose})", "cents", -freed, _by_kind(title, "=")),
        (f"Erhöhungen und Zuwendungen geben genau das Gezahlte ({whose})", "cents", paid, _by_kind(title, "<>")),
    )


def _sum(block: str, title: str) -> Formula:
    return lambda here: f"SUM({here.column(block, title)})"


def _by_kind(title: str, sign: str) -> Formula:
    return lambda here: f'SUMIFS({here.column("Bescheide", title)},{here.column("Bescheide", "Art")},"{sign}Minderung")'


def _unclaimed(here: Here) -> str:
    named = ",".join(here.column("Bescheide", name) for name in _CLAIMED)
    return f"SUM(MAX(0,ROUND(SUM({here.column('Freigesetzt', 'Rückforderung')})-SUM({named}),2)))"


_CLAIMED: Final = ("Rückforderung", "Kommune_Erstattung", "Dritte_Erstattung")


def _unpaid(here: Here) -> str:
    cost, paid = here.column("Übergaben", "Kosten gesamt"), here.column("Übergaben", "Bezahlt")
    return f"SUMPRODUCT(--(ABS({cost}-{paid})>0.004))"


def _overdrawn(here: Here) -> str:
    return f"SUMPRODUCT(--({here.column('Geld_nach_Topf', 'Übrig')}<-0.004))"


def colour_results(book: xlsxwriter.Workbook, pages: dict[str, Worksheet], layout: Layout) -> None:
    """Green where it agrees, red where it does not; the word beside it says the same."""
    place = layout.column(CHECKS, "Ergebnis").split("!")[1].replace("$", "")
    for operator, colour, ground in (("==", "#375623", "#E2EFDA"), ("!=", "#9C0006", "#FFC7CE")):
        look = book.add_format({"font_color": colour, "bg_color": ground})
        rule = {"type": "cell", "criteria": operator, "value": f'"{FINE}"', "format": look}
        pages[CHECKS].conditional_format(place, rule)
