"""Sheets about what was asked of a plan, from Grenzwerte to the price of pins; each only if it was asked."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from optimizer.model.findings import Alternative, Findings, GoalChange, LimitValue
from optimizer.model.german import euro, listed, number, short_date
from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover, Plan
from optimizer.papers.excel.labels import offering_title, provider_name
from optimizer.papers.excel.layout import Block, Column, Row, Sheet

_EURO_GOALS: Final = {"Reserven", "Kosten"}
_KINDS: Final = {
    "pot": "Topf",
    "capacity": "Kapazität",
    "share": "Anteil",
    "lot_rule": "Regel",
    "matching": "Komplementärregel",
    "pin": "Vorgabe",
}
_MADE: Final = (
    Column("Angebot", width=30),
    Column("übernimmt", width=30),
    Column("Kapazität", width=14),
    Column("Von", "date", 11),
    Column("Bis", "date", 11),
    Column("Stunden", "hours", 10),
    Column("Kosten", "cents", 15),
)
"""The columns of a handover of some plan; `_made` fills them."""

_RANGES: Final = {"pot": "Topf", "capacity": "Stunden", "rate": "Kostensatz"}


def insight_sheets(outcome: Outcome, findings: Findings) -> tuple[Sheet, ...]:
    """The sheets for which there is something to show."""
    sheets = (
        _limit_sheet(findings),
        _alternative_sheet(outcome, findings),
        _bottleneck_sheet(outcome, findings),
        _ranking_sheet(outcome, findings),
        _validity_sheet(findings),
        _pin_price_sheet(findings),
        _trade_off_sheet(findings),
        _steadiness_sheet(findings),
        _duration_sheet(outcome, findings),
    )
    return tuple(sheet for sheet in sheets if sheet.blocks[0].rows)


def changes_text(changes: tuple[GoalChange, ...] | None) -> str:
    """`Versorgung +12,5; Reserven −1.000,00 €`; what cannot be is said, and so is that nothing changes."""
    if changes is None:
        return "nicht möglich"
    moved = [f"{change.goal} {_signed(change)}" for change in changes if change.difference]
    return "; ".join(moved) or "ändert nichts"


def _signed(change: GoalChange) -> str:
    size, sign = abs(change.difference), "+" if change.difference > 0 else "−"
    return f"{sign}{_goal_text(change.goal, size)}"


def _limit_sheet(findings: Findings) -> Sheet:
    columns = (
        Column("Art", width=18),
        Column("Grenze", width=34),
        Column("Schlüssel", width=30),
        Column("Schritt", width=16),
        Column("weniger davon", width=36),
        Column("mehr davon", width=36),
        Column("In Worten", width=60),
    )
    note = "Was ein Schritt weniger und ein Schritt mehr in jedem Ziel ändert; jede Zahl ist neu gerechnet."
    block = Block("Grenzwerte", columns, tuple(_limit_row(value) for value in findings.limits))
    return Sheet("Grenzwerte", "Grenzwerte", note, (block,), frozen_columns=2)


def _limit_row(value: LimitValue) -> Row:
    step = euro(round(value.step)) if value.limit.kind in ("pot", "matching") else number(value.step)
    step = f"{number(value.step * 100)} Prozentpunkte" if value.limit.kind == "share" else step
    names = (_KINDS[value.limit.kind], value.limit.label, value.limit.key)
    return (*names, step, changes_text(value.less), changes_text(value.more), value.sentence)


def _alternative_sheet(outcome: Outcome, findings: Findings) -> Sheet:
    rows = tuple(
        row for index, found in enumerate(findings.alternatives, 1) for row in _alternative_rows(outcome, index, found)
    )
    columns = (
        Column("Alternative", "number", 11),
        Column("Ausfall", "number", 8),
        *_MADE,
        Column("Gegen den besten Plan", width=40),
        Column("In Worten", width=50),
    )
    note = "Andere Pläne, deren Ziele nahe am besten liegen, mit dem, was sie kosten."
    return Sheet("Alternativen", "Alternativen", note, (Block("Alternativen", columns, rows),), frozen_columns=2)


def _alternative_rows(outcome: Outcome, index: int, found: Alternative) -> list[Row]:
    words = (changes_text(found.changes), found.sentence)
    rows: list[Row] = [
        (index, handover.outage, *_made(outcome, found.plan, handover), *words) for handover in found.plan.handovers
    ]
    return rows or [(index, None, "", "niemand", "", None, None, Fraction(0), 0, *words)]


def _bottleneck_sheet(outcome: Outcome, findings: Findings) -> Sheet:
    rows = tuple(
        (
            found.outage,
            offering_title(outcome.case, found.outage),
            found.uncovered,
            "; ".join(limit.label for limit in found.limits),
            found.sentence,
        )
        for found in findings.bottlenecks
    )
    columns = (
        Column("Ausfall", "number", 8),
        Column("Angebot", width=32),
        Column("ungedeckt", "hours", 16, total=True),
        Column("Was hält", width=44),
        Column("Kleinste Abhilfe", width=70),
    )
    note = "Ungedeckte Stundenmonate und die kleinste Änderung, mit der sie gedeckt wären."
    return Sheet("Engpass", "Engpass", note, (Block("Engpass", columns, rows, total="Summe"),), frozen_columns=2)


def _ranking_sheet(outcome: Outcome, findings: Findings) -> Sheet:
    rows = tuple(
        (
            found.outage,
            offering_title(outcome.case, found.outage),
            found.rank,
            found.capacity,
            provider_name(outcome.case, found.provider),
            found.hours,
            found.start,
            found.end,
            found.cents,
            Fraction(round(found.km * 10), 10),
            found.sentence,
        )
        for found in findings.ranking
    )
    columns = (
        Column("Ausfall", "number", 8),
        Column("Angebot", width=28),
        Column("Rang", "number", 7),
        Column("Kapazität", width=14),
        Column("Träger", width=28),
        Column("Stunden allein", "hours", 12),
        Column("Von", "date", 11),
        Column("Bis", "date", 11),
        Column("Kosten", "cents", 15),
        Column("km", "hours", 9),
        Column("In Worten", width=60),
    )
    note = "Was jede Kapazität für sich allein übernehmen könnte, ohne die anderen Kapazitäten und Ausfälle."
    return Sheet("Rangliste", "Rangliste", note, (Block("Rangliste", columns, rows),), frozen_columns=3)


def _validity_sheet(findings: Findings) -> Sheet:
    rows = tuple((_RANGES[found.what], found.limit.label, found.sentence) for found in findings.validity)
    columns = (Column("Art", width=14), Column("Wovon", width=44), Column("In Worten", width=90))
    note = "Wie weit sich eine Größe allein ändern darf, ohne dass sich die Übergaben ändern."
    return Sheet("Gültigkeit", "Gültigkeit", note, (Block("Gueltigkeit", columns, rows),), frozen_columns=2)


def _pin_price_sheet(findings: Findings) -> Sheet:
    rows = tuple((listed(found.pins), changes_text(found.changes), found.sentence) for found in findings.pin_price)
    columns = (Column("Vorgaben", width=60), Column("Preis je Ziel", width=44), Column("In Worten", width=70))
    note = "Preis der Abweichung: was Vorgaben in jedem Ziel gegenüber dem besten Plan ohne sie kosten."
    return Sheet("Preis der Vorgaben", "Preis der Vorgaben", note, (Block("Vorgabenpreis", columns, rows),))


def _trade_off_sheet(findings: Findings) -> Sheet:
    curve = findings.trade_off
    first, second = (curve.first, curve.second) if curve else ("", "")
    rows = tuple(
        (
            _goal_text(first, point.first),
            _goal_text(second, point.second),
            "; ".join(point.goals),
            "; ".join(f"{goal} {number(percent)} %" for goal, percent in point.slack) or "keiner",
        )
        for point in (curve.points if curve else ())
    )
    columns = (
        Column(first, width=24),
        Column(second, width=24),
        Column("Regel Ziele", width=56),
        Column("Spielraum", width=30),
    )
    note = "Was weniger vom ersten Ziel im zweiten spart; jede Zeile ist der beste Plan mit den genannten Regeln."
    return Sheet("Abwägung", "Abwägung zweier Ziele", note, (Block("Abwaegung", columns, rows),))


def _steadiness_sheet(findings: Findings) -> Sheet:
    found = findings.steadiness
    rows = ((found.without, found.kept, changes_text(found.changes), found.sentence),) if found else ()
    columns = (
        Column("Stundenmonate anders als früher", "hours", 20),
        Column("mit dem Ziel Stetigkeit", "hours", 20),
        Column("Das kostet", width=40),
        Column("In Worten", width=60),
    )
    note = "Wie viel sich gegenüber dem früheren Plan ändert, und was Rücksicht auf ihn spart und kostet."
    return Sheet("Stetigkeit", "Stetigkeit gegen den früheren Plan", note, (Block("Stetigkeit", columns, rows),))


def _duration_sheet(outcome: Outcome, findings: Findings) -> Sheet:
    found = findings.duration
    rows = tuple(
        (end.name, "; ".join(f"{key} {short_date(day)}" for key, day in end.ends), *_made(outcome, end.plan, handover))
        for end in (found.ends if found else ())
        for handover in end.plan.handovers
    )
    columns = (Column("Ende", width=12), Column("Tage", width=24), *_MADE)
    summary = ((found.worst, found.know_by, found.sentence),) if found else ()
    first = (Column("Am schlechtesten", width=16), Column("Wissen bis", "date", 12), Column("In Worten", width=60))
    note = "Der beste Plan für ein frühes, das erwartete und ein spätes Ende."
    blocks = (Block("Dauer", first, summary), Block("Dauer_Plaene", columns, rows))
    return Sheet("Unsichere Dauer", "Unsichere Dauer", note, blocks)


def _made(outcome: Outcome, plan: Plan, handover: Handover) -> Row:
    offering = next(row.offering for row in plan.outages if row.outage == handover.outage)
    return (
        outcome.case.dataset.offering[offering].title,
        provider_name(outcome.case, handover.provider),
        handover.capacity,
        handover.period.start,
        handover.period.end,
        handover.hours,
        handover.total,
    )


def _goal_text(goal: str, value: Fraction) -> str:
    return euro(round(value)) if goal in _EURO_GOALS else number(value)
