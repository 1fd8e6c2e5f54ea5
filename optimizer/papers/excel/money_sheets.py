"""Sheets about money: what each outage frees, what each pot held, gave and keeps, and the same by source and year."""

from __future__ import annotations

from collections import Counter

from optimizer.model.outcome import Outcome
from optimizer.model.plan import PotUse
from optimizer.papers.excel.labels import (
    POT_KINDS,
    offering_title,
    pot_numbers,
    provider_name,
    source_name,
    source_numbers,
    unit_name,
)
from optimizer.papers.excel.layout import Block, Column, Formula, Here, Row, Sheet

_TOTAL = "Summe"


def freed_sheet(outcome: Outcome) -> Sheet:
    """What every outage frees, by source and budget year: available + reclaim + returned."""
    case, numbers = outcome.case, source_numbers(outcome)
    granted: Counter[tuple[str, str, int]] = Counter()
    drawn: Counter[tuple[str, str, int]] = Counter()
    for grant in case.dataset.grants:
        granted[grant.offering, grant.source, grant.year] += grant.granted
        drawn[grant.offering, grant.source, grant.year] += grant.drawn
    rows: list[Row] = []
    for row in outcome.plan.freed:
        offering = case.offering_of(row)
        place = (offering.key, row.source, row.year)
        names = (
            offering_title(case, row.outage),
            provider_name(case, offering.provider),
            source_name(case, row.source),
        )
        money = (granted[place], drawn[place], row.freed, row.available, row.reclaim, row.returned)
        rows.append((row.outage, *names, numbers[row.source], row.year, *money))
    columns = (
        Column("Ausfall", "number", 8),
        Column("Angebot", width=32),
        Column("Träger", width=28),
        Column("Quelle", width=24),
        Column("Quelle_Nr", "number", 9),
        Column("Jahr", "year", 7),
        Column("Bewilligt", "cents", 15),
        Column("Abgerufen", "cents", 15),
        Column("Freigesetzt", "cents", 15, total=True, formula=_sum_of("Verfügbar", "Rückforderung", "Rückgabe")),
        Column("Verfügbar", "cents", 15, total=True),
        Column("Rückforderung", "cents", 15, total=True),
        Column("Rückgabe", "cents", 15, total=True),
    )
    note = (
        "Verfügbar geht an Übernehmende, Rückforderung ist schon abgerufen, Rückgabe geht an die Mittelquelle zurück. "
        "Was die Bescheide davon selbst zurückfordern, steht im Blatt Bescheide."
    )
    block = Block("Freigesetzt", columns, tuple(rows), total=_TOTAL)
    return Sheet("Freigesetzt", "Freigesetztes Geld je Ausfall", note, (block,), frozen_columns=2)


def pot_sheet(outcome: Outcome) -> Sheet:
    """Money by pot: before, freed, used, left. Used is summed live over the sheet Zahlungen."""
    columns = (
        Column("Nr", "number", 5),
        Column("Topf", width=34),
        Column("Quelle", width=24),
        Column("Quelle_Nr", "number", 9),
        Column("Jahr", "year", 7),
        Column("Art", width=12),
        Column("Gilt für", width=24),
        Column("Bereich", width=9),
        Column("Davor", "cents", 15, total=True),
        Column("Freigesetzt", "cents", 15, total=True),
        Column("Verfügbar", "cents", 15, total=True, formula=_sum_of("Davor", "Freigesetzt")),
        Column("Genutzt", "cents", 15, total=True, formula=_paid_from_pot),
        Column(
            "Übrig", "cents", 15, total=True, formula=lambda here: f"{here.cell('Verfügbar')}-{here.cell('Genutzt')}"
        ),
    )
    note = "Davor: Reserven und Eigenmittel vor dem Plan. Genutzt: Summe über das Blatt Zahlungen."
    rows = tuple(_pot_row(outcome, number, pot) for number, pot in enumerate(outcome.plan.pots, 1))
    return Sheet(
        "Geld nach Topf",
        "Geld nach Topf",
        note,
        (Block("Geld_nach_Topf", columns, rows, total=_TOTAL),),
        frozen_columns=2,
    )


def _pot_row(outcome: Outcome, number: int, use: PotUse) -> Row:
    case, freed = outcome.case, use.kind == "freed"
    pot = case.pot[use.pot]
    before, new = (0, use.cents) if freed else (use.cents, 0)
    names = (source_name(case, use.source), source_numbers(outcome)[use.source], use.year, POT_KINDS[use.kind])
    money = (before, new, use.cents, use.used, use.cents - use.used)
    return (number, use.pot, *names, unit_name(case, pot), pot.field or "", *money)


def source_sheet(outcome: Outcome) -> Sheet:
    """The same by source and year, all live: freed, given back, claimed back, used, left."""
    numbers = source_numbers(outcome)
    places = sorted(
        {(numbers[row.source], row.source, row.year) for row in outcome.plan.freed}
        | {(numbers[pot.source], pot.source, pot.year) for pot in outcome.plan.pots},
        key=lambda place: (place[0], place[2]),
    )
    columns = (
        Column("Quelle", width=30),
        Column("Nr", "number", 5),
        Column("Jahr", "year", 7),
        *(Column(title, "cents", 16, total=True, formula=_by_source("Freigesetzt", title)) for title in _FREED_TITLES),
        *(
            Column(title, "cents", 16, total=True, formula=_by_source("Geld_nach_Topf", title))
            for title in ("Davor", "Genutzt", "Übrig")
        ),
    )
    rows: tuple[Row, ...] = tuple(
        (source_name(outcome.case, source), number, year, *_source_money(outcome, source, year))
        for number, source, year in places
    )
    note = "Davor (Reserven, Eigenmittel) + Verfügbar = Genutzt + Übrig."
    block = Block("Geld_nach_Quelle", columns, rows, total=_TOTAL)
    return Sheet("Geld nach Quelle", "Geld nach Quelle und Jahr", note, (block,), frozen_columns=1)


_FREED_TITLES = ("Freigesetzt", "Rückgabe", "Rückforderung", "Verfügbar")


def _source_money(outcome: Outcome, source: str, year: int) -> tuple[int, ...]:
    freed = [row for row in outcome.plan.freed if (row.source, row.year) == (source, year)]
    pots = [pot for pot in outcome.plan.pots if (pot.source, pot.year) == (source, year)]
    return (
        sum(row.freed for row in freed),
        sum(row.returned for row in freed),
        sum(row.reclaim for row in freed),
        sum(row.available for row in freed),
        sum(pot.cents for pot in pots if pot.kind != "freed"),
        sum(pot.used for pot in pots),
        sum(pot.cents - pot.used for pot in pots),
    )


def _by_source(block: str, title: str) -> Formula:
    def formula(here: Here) -> str:
        amounts, numbers, years = (here.column(block, name) for name in (title, "Quelle_Nr", "Jahr"))
        return f"SUMIFS({amounts},{numbers},{here.cell('Nr')},{years},{here.cell('Jahr')})"

    return formula


def _sum_of(*titles: str) -> Formula:
    return lambda here: "+".join(here.cell(title) for title in titles)


def _paid_from_pot(here: Here) -> str:
    paid, pots = here.column("Zahlungen", "Betrag"), here.column("Zahlungen", "Topf_Nr")
    return f"SUMIFS({paid},{pots},{here.cell('Nr')})"


def payment_sheet(outcome: Outcome) -> Sheet:
    """Every amount that a pot pays for a handover: what all other sums rest on."""
    case, pots = outcome.case, pot_numbers(outcome)
    rows = tuple(
        (
            number,
            handover.outage,
            offering_title(case, handover.outage),
            provider_name(case, handover.provider),
            pots[paid.pot],
            paid.pot,
            source_name(case, paid.source),
            paid.year,
            paid.cents,
        )
        for number, handover in enumerate(outcome.plan.handovers, 1)
        for paid in handover.funding
    )
    columns = (
        Column("Übergabe", "number", 9),
        Column("Ausfall", "number", 8),
        Column("Angebot", width=32),
        Column("übernimmt", width=30),
        Column("Topf_Nr", "number", 8),
        Column("Topf", width=36),
        Column("Quelle", width=24),
        Column("Jahr", "year", 7),
        Column("Betrag", "cents", 16, total=True),
    )
    note = "Wer zahlt was: eine Zeile je Übergabe, Topf und Jahr."
    block = Block("Zahlungen", columns, rows, total=_TOTAL)
    return Sheet("Zahlungen", "Zahlungen je Übergabe und Topf", note, (block,), frozen_columns=1)
