"""Sheet Übergaben: who takes over what, from when to when, for how much in which budget year."""

from __future__ import annotations

from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover
from optimizer.papers.excel.labels import distance, offering_title, provider_name, seat_name
from optimizer.papers.excel.layout import Block, Column, Formula, Here, Row, Sheet


def handover_sheet(outcome: Outcome) -> Sheet:
    """One row per handover; VzÄ, hour-months and cost are live."""
    years = budget_years(outcome)
    columns = (
        Column("Nr", "number", 4),
        Column("übernimmt", width=24),
        Column("Ausfall", "number", 8),
        Column("Angebot", width=24),
        Column("bisher bei", width=20),
        Column("Sitzkommune", width=14),
        Column("Bereich", width=8),
        Column("Kapazität", width=12),
        Column("Von", "date", 10),
        Column("Bis", "date", 10),
        Column("Monate", "exact", 8),
        Column("Stunden", "hours", 8, total=True),
        Column("VzÄ", "hours", 7, total=True, formula=_full_time),
        Column(
            "Stundenmonate",
            "hours",
            10,
            total=True,
            formula=lambda here: f"{here.cell('Monate')}*{here.cell('Stunden')}",
        ),
        Column("km", "hours", 6),
        Column("Satz je VzÄ und Monat", "cents", 12),
        *(Column(f"Kosten {year}", "cents", 13, total=True) for year in years),
        Column("Kosten gesamt", "cents", 13, total=True, formula=_cost(years)),
        Column("Bezahlt", "cents", 13, total=True, formula=_paid),
    )
    rows = tuple(_row(outcome, number, row, years) for number, row in enumerate(outcome.plan.handovers, 1))
    note = "Wochenstunden gelten für die ganze Zeit der Übergabe. Bezahlt: Summe über das Blatt Zahlungen."
    block = Block("Übergaben", columns, rows, total="Σ")
    return Sheet("Übergaben", "Übergaben", note, (block,), frozen_columns=2)


def budget_years(outcome: Outcome) -> tuple[int, ...]:
    """The years in which handovers cost something; that of the planning day where there is none."""
    years = {year for row in outcome.plan.handovers for year, _ in row.cost}
    return tuple(sorted(years)) or (outcome.case.planning_day.year,)


def _row(outcome: Outcome, number: int, handover: Handover, years: tuple[int, ...]) -> Row:
    case = outcome.case
    outage, offering = case.outage[handover.outage], case.offering_of(handover)
    cost = dict(handover.cost)
    names = (offering_title(case, outage.number), provider_name(case, offering.provider), seat_name(case, outage))
    months = handover.period.months
    hours = (months, handover.hours, handover.hours / case.dataset.rules.full_time, months * handover.hours)
    rate = round(case.capacity_of(handover).rate)
    return (
        number,
        provider_name(case, handover.provider),
        outage.number,
        *names,
        offering.field,
        handover.capacity,
        handover.period.start,
        handover.period.end,
        *hours,
        distance(case, handover),
        rate,
        *(cost.get(year, 0) for year in years),
        handover.total,
        sum(paid.cents for paid in handover.funding),
    )


def _full_time(here: Here) -> str:
    return f"{here.cell('Stunden')}/{here.place('Regeln', 'Wert', 0)}"


def _cost(years: tuple[int, ...]) -> Formula:
    return lambda here: f"SUM({here.cell(f'Kosten {years[0]}')}:{here.cell(f'Kosten {years[-1]}')})"


def _paid(here: Here) -> str:
    paid, handovers = here.column("Zahlungen", "Betrag"), here.column("Zahlungen", "Übergabe")
    return f"SUMIFS({paid},{handovers},{here.cell('Nr')})"
