"""Sheets about what the plan does not do: hours that stay uncovered, and why a capacity was not used."""

from __future__ import annotations

from fractions import Fraction

from optimizer.model.case import Case, NotUsed, Outage
from optimizer.model.findings import Findings
from optimizer.model.outcome import Outcome
from optimizer.model.periods import phases
from optimizer.papers.excel.labels import offering_title, provider_name, seat_name
from optimizer.papers.excel.layout import Block, Column, Row, Sheet
from optimizer.papers.reasons import REASON_TITLES, UNUSED_OPTION, cure_sentence, reason_sentence


def uncovered_sheet(outcome: Outcome, findings: Findings) -> Sheet:
    """Weekly hours that nobody takes over, by outage and span of days."""
    causes = {found.outage: found.sentence for found in findings.bottlenecks}
    rows = [row for outage in outcome.case.outages if outage.hours for row in _gaps(outcome, outage, causes)]
    columns = (
        Column("Ausfall", "number", 8),
        Column("Angebot", width=32),
        Column("Träger", width=28),
        Column("Sitzkommune", width=18),
        Column("Von", "date", 11),
        Column("Bis", "date", 11),
        Column("Monate", "exact", 9),
        Column("ausgefallen", "hours", 12),
        Column("gedeckt", "hours", 12),
        Column("ungedeckt", "hours", 12, formula=lambda here: f"{here.cell('ausgefallen')}-{here.cell('gedeckt')}"),
        Column(
            "Stundenmonate",
            "hours",
            14,
            total=True,
            formula=lambda here: f"{here.cell('Monate')}*{here.cell('ungedeckt')}",
        ),
        Column("Engpass", width=46),
    )
    note = "Wochenstunden, die niemand übernimmt." if rows else "Alle ausgefallenen Wochenstunden sind gedeckt."
    return Sheet(
        "Ungedeckt",
        "Ungedeckte Stunden",
        note,
        (Block("Ungedeckt", columns, tuple(rows), total="Summe"),),
        frozen_columns=2,
    )


def _gaps(outcome: Outcome, outage: Outage, causes: dict[int, str]) -> list[Row]:
    handovers = [row for row in outcome.plan.handovers if row.outage == outage.number]
    offering = outcome.case.offering_of(outage)
    names = (offering.title, provider_name(outcome.case, offering.provider), seat_name(outcome.case, outage))
    rows: list[Row] = []
    for span, inside in phases([outage.period, *(row.period for row in handovers)]):
        covered = sum((handovers[index - 1].hours for index in inside if index), Fraction(0))
        left = outage.hours - covered
        if left > 0:
            hours = (span.months, outage.hours, covered, left, left * span.months)
            rows.append((outage.number, *names, span.start, span.end, *hours, causes.get(outage.number, "")))
    return rows


def why_not_sheet(outcome: Outcome, findings: Findings) -> Sheet:
    """Every pair of outage and capacity without a handover: the reason, its cure, the price of forcing it."""
    forced = {found.key: found for found in findings.forced}
    rows = []
    for pair in outcome.plan.not_used:
        capacity, found = outcome.case.capacity_of(pair), forced.get(pair.key)
        names = (
            offering_title(outcome.case, pair.outage),
            provider_name(outcome.case, capacity.provider),
            pair.capacity,
        )
        price = (found.sentence if found else "",) if forced else ()
        rows.append((pair.outage, *names, capacity.hours, *_reasons(outcome.case, pair), *price))
    columns = (
        Column("Ausfall", "number", 8),
        Column("Angebot", width=26),
        Column("Träger", width=26),
        Column("Kapazität", width=14),
        Column("Stunden", "hours", 9),
        Column("Grund", width=24),
        Column("Begründung", width=54),
        Column("Abhilfe", width=40),
        *((Column("Was es kosten würde", width=40),) if forced else ()),
    )
    note = "Jede Kapazität, die nicht übernimmt. Abhilfe: was jemand unterzeichnen, verlängern oder beschließen könnte."
    return Sheet("Warum nicht", "Warum nicht?", note, (Block("Warum_nicht", columns, tuple(rows)),), frozen_columns=2)


def _reasons(case: Case, pair: NotUsed) -> tuple[str, str, str]:
    if not pair.reasons:
        return ("möglich, nicht gebraucht", UNUSED_OPTION, "")
    codes = [code for code in REASON_TITLES if code in pair.reasons]
    titles = "; ".join(REASON_TITLES[code] for code in codes)
    sentences = "\n".join(reason_sentence(case, pair, code) for code in codes)
    cures = (cure_sentence(case, pair, code) for code in codes)
    return (titles, sentences, "\n".join(cure for cure in cures if cure))
