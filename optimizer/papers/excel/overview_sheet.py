"""Sheet Übersicht: the plan on one page, every figure live, with room for the pictures of where the money went."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from optimizer.model.findings import Findings
from optimizer.model.german import euro, short_date
from optimizer.model.outcome import Outcome
from optimizer.model.plan import GoalValue
from optimizer.papers.drafts.goals import hour_months, is_weighted
from optimizer.papers.excel.labels import offering_title, provider_name, seat_name, source_name
from optimizer.papers.excel.layout import Block, Cell, Column, Formula, Here, Kind, Row, Sheet
from optimizer.papers.notices import Notice
from optimizer.papers.timeline import early_starts

OVERVIEW: Final = "Übersicht"
_EURO_GOALS: Final = {"Reserven", "Kosten"}
_UNITS: Final = {"Ausgleich": "Anteil", "Nähe": "km · Stundenmonate", "Übergaben": "Übergaben"}


def overview_sheet(outcome: Outcome, notices: tuple[Notice, ...], findings: Findings) -> Sheet:
    """Key figures, money, goals, outages and what people should know."""
    blocks = [_figures(outcome), _money(outcome), _goals(outcome), _outages(outcome)]
    hints = tuple((text,) for text in (*_hints(outcome, notices), *_unasked(findings)))
    if hints:
        blocks.append(Block("Hinweise", (Column("Was zu beachten ist", width=190),), hints, "Hinweise", span=13))
    note = f"Planungstag {short_date(outcome.case.planning_day)} · jede Zahl rechnet über die anderen Blätter."
    return Sheet(OVERVIEW, "Plan zur Umverteilung", note, tuple(blocks))


def _hints(outcome: Outcome, notices: tuple[Notice, ...]) -> tuple[str, ...]:
    below = (
        f"Bescheid {notice.id} nimmt {source_name(outcome.case, row.source)} im Jahr {row.year} mehr, "
        f"als bewilligt ist (neu {euro(row.new)}): bitte die Eingabe prüfen."
        for notice in notices
        for row in notice.amounts
        if row.new < 0
    )
    return (*outcome.warnings, *early_starts(outcome), *below)


def _unasked(findings: Findings) -> tuple[str, ...]:
    if findings.complete:
        return ()
    return ("Nicht alles wurde gefragt: Der Fall ist groß; einzelne Fragen beantwortet „staffelstab erklaeren“.",)


def _figures(outcome: Outcome) -> Block:
    plan = outcome.plan
    lost = sum((row.lost for row in plan.outages), Fraction(0))
    covered = sum((row.covered for row in plan.outages), Fraction(0))
    rows: tuple[Row, ...] = (
        ("ausgefallene Stundenmonate", Cell(lost, "hours", _sum("Ausfälle", "ausgefallen"))),
        ("davon gedeckt", Cell(covered, "hours", _sum("Übergaben", "Stundenmonate"))),
        ("davon ungedeckt", Cell(lost - covered, "hours", lambda here: f"B{here.row - 1}-B{here.row}")),
        ("gedeckter Anteil", Cell(covered / lost if lost else Fraction(0), "percent", _covered_share)),
        ("Übergaben", Cell(len(plan.handovers), "count", lambda here: f"COUNT({here.column('Übergaben', 'Nr')})")),
        ("Abweichungen in den Prüfungen", Cell(0, "count", _deviations)),
    )
    return Block("Kennzahlen", (Column("Kennzahl", width=38), Column("Wert", "count", 20)), rows, "Auf einen Blick")


def _covered_share(here: Here) -> str:
    return f"IF(B{here.row - 2}=0,0,B{here.row - 1}/B{here.row - 2})"


def _deviations(here: Here) -> str:
    return f'COUNTIF({here.column("Prüfungen", "Ergebnis")},"<>stimmt")'


def _money(outcome: Outcome) -> Block:
    """Where the money came from and went to, each line a live sum."""
    rows = tuple((title, Cell(cents, "cents", formula)) for title, cents, formula in money_lines(outcome))
    columns = (Column("Geld", width=38), Column("Betrag", "cents", 20))
    return Block("Geldfluss", columns, rows, "Wohin das Geld geht")


def money_lines(outcome: Outcome) -> tuple[tuple[str, int, Formula], ...]:
    """The lines of the block Geldfluss: title, cents, live sum."""
    plan = outcome.plan
    freed = "Freigesetzt"
    pots = {kind: [pot for pot in plan.pots if pot.kind == kind] for kind in ("freed", "reserve", "own")}
    used = {kind: sum(pot.used for pot in group) for kind, group in pots.items()}
    left = sum(pot.cents - pot.used for pot in pots["freed"])
    return (
        ("freigesetzt", sum(row.freed for row in plan.freed), _sum(freed, freed)),
        ("− Rückgabe an die Mittelquelle", sum(row.returned for row in plan.freed), _sum(freed, "Rückgabe")),
        ("− Rückforderung (alle Mittelgeber)", sum(row.reclaim for row in plan.freed), _sum(freed, "Rückforderung")),
        ("= verfügbar", sum(row.available for row in plan.freed), _sum(freed, "Verfügbar")),
        ("− davon genutzt", used["freed"], _of_kind("Genutzt", "freigesetzt")),
        ("= bleibt übrig", left, _of_kind("Übrig", "freigesetzt")),
        ("dazu aus Reserven", used["reserve"], _of_kind("Genutzt", "Reserve")),
        ("dazu aus Eigenmitteln", used["own"], _of_kind("Genutzt", "Eigenmittel")),
        ("Kosten der Übergaben", sum(row.total for row in plan.handovers), _sum("Übergaben", "Kosten gesamt")),
    )


def _sum(block: str, title: str) -> Formula:
    return lambda here: f"SUM({here.column(block, title)})"


def _of_kind(title: str, kind: str) -> Formula:
    pots = "Geld_nach_Topf"
    return lambda here: f'SUMIFS({here.column(pots, title)},{here.column(pots, "Art")},"{kind}")'


def _goals(outcome: Outcome) -> Block:
    rows = tuple(
        (f"{rank}. {goal.name}", _goal_cell(goal), _unit(goal.name, weighted=is_weighted(outcome.case)))
        for rank, goal in enumerate(outcome.plan.goals, 1)
    )
    columns = (Column("Ziel", width=38), Column("erreicht", "hours", 20), Column("Einheit", width=26))
    return Block("Ziele", columns, rows, "Ziele in ihrer Reihenfolge")


def _goal_cell(goal: GoalValue) -> Cell:
    if goal.name in _EURO_GOALS:
        return Cell(round(goal.value), "cents")
    kinds: dict[str, Kind] = {"Ausgleich": "percent", "Übergaben": "count"}
    return Cell(goal.value, kinds.get(goal.name, "hours"))


def _unit(name: str, *, weighted: bool) -> str:
    return "€" if name in _EURO_GOALS else _UNITS.get(name, hour_months(name, weighted=weighted))


def _outages(outcome: Outcome) -> Block:
    columns = (
        Column("Angebot", width=38),
        Column("Träger", width=20),
        Column("Sitzkommune", width=22),
        Column("Nr", "number", 7),
        Column("Bereich", width=9),
        Column("Von", "date", 12),
        Column("Bis", "date", 12),
        Column("Stunden", "hours", 10),
        Column("ausgefallen", "hours", 13, total=True),
        Column("gedeckt", "hours", 13, total=True, formula=_per_outage("Übergaben", "Stundenmonate")),
        Column(
            "ungedeckt",
            "hours",
            13,
            total=True,
            formula=lambda here: f"{here.cell('ausgefallen')}-{here.cell('gedeckt')}",
        ),
        Column("Freigesetzt", "cents", 16, total=True, formula=_per_outage("Freigesetzt", "Freigesetzt")),
        Column("Übergaben kosten", "cents", 16, total=True, formula=_per_outage("Übergaben", "Kosten gesamt")),
    )
    rows = tuple(_outage_row(outcome, number) for number in sorted(outcome.case.outage))
    return Block("Ausfälle", columns, rows, "Ausfälle (gedeckt und ungedeckt in Stundenmonaten)", "Summe")


def _outage_row(outcome: Outcome, number: int) -> Row:
    case, plan = outcome.case, outcome.plan
    outage, offering = case.outage[number], case.offering_of(case.outage[number])
    result = next(row for row in plan.outages if row.outage == number)
    names = (offering_title(case, number), provider_name(case, offering.provider), seat_name(case, outage))
    when = (number, offering.field, outage.period.start, outage.period.end)
    hours = (outage.hours, result.lost, result.covered, result.lost - result.covered)
    freed = sum(row.freed for row in plan.freed if row.outage == number)
    return (*names, *when, *hours, freed, sum(row.total for row in plan.handovers if row.outage == number))


def _per_outage(block: str, title: str) -> Formula:
    return lambda here: f"SUMIFS({here.column(block, title)},{here.column(block, 'Ausfall')},{here.cell('Nr')})"
