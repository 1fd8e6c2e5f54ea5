"""Sheet Prüfungen: the plan's stored figures against live sums over the other sheets; every difference is 0."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from optimizer.model.outcome import Outcome
from optimizer.papers.excel.layout import Block, Cell, Column, Formula, Here, Kind, Layout, Row, Sheet
from optimizer.papers.notices import Notice

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
    plan = outcome.plan
    own = sum(notice.own_total for notice in notices)
    paid = sum(row.total for row in plan.handovers) - own
    freed = sum(row.freed for row in plan.freed)
    return (
        ("Minderungsbescheide nehmen genau das Freigesetzte", "cents", -freed, _by_kind('"Minderung"')),
        ("Erhöhungen und Zuwendungen geben genau das Gezahlte", "cents", paid, _by_kind('"<>Minderung"')),
        ("Eigenmittel laut Bescheiden", "cents", own, _sum("Bescheide", "Eigenmittel")),
        (
            "Rückforderung laut Bescheiden",
            "cents",
            sum(row.reclaim for row in plan.freed),
            _sum("Bescheide", "Rückforderung"),
        ),
    )


def _sum(block: str, title: str) -> Formula:
    return lambda here: f"SUM({here.column(block, title)})"


def _by_kind(kind: str) -> Formula:
    return lambda here: (
        f"SUMIFS({here.column('Bescheide', 'Betrag_Änderung')},{here.column('Bescheide', 'Art')},{kind})"
    )


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
