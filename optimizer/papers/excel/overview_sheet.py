"""Sheet Übersicht: the plan on one page, every figure live, and the pictures of where the money went."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from optimizer.model.outcome import Outcome
from optimizer.model.plan import GoalValue
from optimizer.papers.excel.labels import offering_title, provider_name, seat_name
from optimizer.papers.excel.layout import Block, Cell, Column, Formula, Here, Layout, Row, Sheet
from optimizer.papers.excel.writer import BLUE, GREY

OVERVIEW: Final = "Übersicht"
FLOW_SHEET: Final = "Grafikdaten"
_EURO_GOALS: Final = {"Reserven", "Kosten"}
_UNITS: Final = {"Ausgleich": "Anteil", "Nähe": "km · Stundenmonate", "Übergaben": "Übergaben"}


def overview_sheet(outcome: Outcome) -> Sheet:
    """Key figures, money, goals, outages and what people should know."""
    blocks = [_figures(outcome), _money(outcome), _goals(outcome), _outages(outcome)]
    hints = tuple((text,) for text in _hints(outcome))
    if hints:
        blocks.append(Block("Hinweise", (Column("Hinweis", width=38),), hints, "Hinweise"))
    note = (
        f"Planungstag {outcome.case.planning_day:%d.%m.%Y} · jede Zahl dieses Blatts rechnet über die anderen Blätter."
    )
    return Sheet(OVERVIEW, "Plan zur Umverteilung", note, tuple(blocks))


def _hints(outcome: Outcome) -> tuple[str, ...]:
    return (*outcome.warnings, *(str(problem) for problem in outcome.case.notices))


def _figures(outcome: Outcome) -> Block:
    plan = outcome.plan
    lost = sum((row.lost for row in plan.outages), Fraction(0))
    covered = sum((row.covered for row in plan.outages), Fraction(0))
    rows: tuple[Row, ...] = (
        ("ausgefallene Stundenmonate", Cell(lost, "hours", _sum("Ausfälle", "ausgefallen"))),
        ("davon gedeckt", Cell(covered, "hours", _sum("Übergaben", "Stundenmonate"))),
        ("davon ungedeckt", Cell(lost - covered, "hours", lambda here: f"B{here.row - 1}-B{here.row}")),
        ("gedeckter Anteil", Cell(covered / lost if lost else Fraction(0), "percent", _covered_share)),
        ("Übergaben", Cell(len(plan.handovers), "number", lambda here: f"COUNT({here.column('Übergaben', 'Nr')})")),
        ("Abweichungen in den Prüfungen", Cell(0, "number", _deviations)),
    )
    return Block("Kennzahlen", (Column("Kennzahl", width=38), Column("Wert", "number", 20)), rows, "Auf einen Blick")


def _covered_share(here: Here) -> str:
    return f"IF(B{here.row - 2}=0,0,B{here.row - 1}/B{here.row - 2})"


def _deviations(here: Here) -> str:
    return f'COUNTIF({here.column("Prüfungen", "Ergebnis")},"<>stimmt")'


def _money(outcome: Outcome) -> Block:
    """Where the money came from and went to, each line a live sum."""
    rows = tuple((title, Cell(cents, "cents", formula)) for title, cents, formula in _money_lines(outcome))
    columns = (Column("Geld", width=38), Column("Betrag", "cents", 20))
    return Block("Geldfluss", columns, rows, "Wohin das Geld geht")


def _money_lines(outcome: Outcome) -> tuple[tuple[str, int, Formula], ...]:
    plan = outcome.plan
    freed = "Freigesetzt"
    pots = {kind: [pot for pot in plan.pots if pot.kind == kind] for kind in ("freed", "reserve", "own")}
    used = {kind: sum(pot.used for pot in group) for kind, group in pots.items()}
    left = sum(pot.cents - pot.used for pot in pots["freed"])
    return (
        ("freigesetzt", sum(row.freed for row in plan.freed), _sum(freed, freed)),
        ("− Rückgabe an die Mittelquelle", sum(row.returned for row in plan.freed), _sum(freed, "Rückgabe")),
        ("− Rückforderung", sum(row.reclaim for row in plan.freed), _sum(freed, "Rückforderung")),
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
        (f"{rank}. {goal.name}", _goal_cell(goal), _unit(goal.name)) for rank, goal in enumerate(outcome.plan.goals, 1)
    )
    columns = (Column("Ziel", width=38), Column("erreicht", "number", 20), Column("Einheit", width=22))
    return Block("Ziele", columns, rows, "Ziele in ihrer Reihenfolge")


def _goal_cell(goal: GoalValue) -> Cell:
    if goal.name in _EURO_GOALS:
        return Cell(round(goal.value), "cents")
    return Cell(goal.value, "percent" if goal.name == "Ausgleich" else "hours")


def _unit(name: str) -> str:
    return "€" if name in _EURO_GOALS else _UNITS.get(name, "Stundenmonate")


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


def flow_sheet(outcome: Outcome) -> Sheet:
    """Figures behind the pictures: each step of the waterfall with the invisible base it stands on."""
    cents = {title: amount for title, amount, _ in _money_lines(outcome)}
    lines = tuple(cents.values())
    freed, returned, reclaim, available, used, left, reserve, own, _ = lines
    steps: tuple[tuple[str, int, int, int, str], ...] = (
        ("freigesetzt", 0, freed, 0, "0"),
        ("Rückgabe", freed - returned, 0, 1, "{0}-{1}"),
        ("Rückforderung", available, 0, 2, "{0}-{1}-{2}"),
        ("verfügbar", 0, available, 3, "0"),
        ("genutzt", left, 0, 4, "{3}-{4}"),
        ("übrig", 0, left, 5, "0"),
    )
    amounts = (0, returned, reclaim, 0, used, 0)
    rows = tuple(
        (
            title,
            Cell(base, "cents", _base(pattern)),
            Cell(total, "cents", _flow(index, show=bool(pattern == "0"))),
            Cell(amount, "cents", _flow(index, show=bool(pattern != "0"))),
        )
        for (title, base, total, index, pattern), amount in zip(steps, amounts, strict=True)
    )
    columns = (
        Column("Schritt", width=24),
        Column("Sockel", "cents", 18),
        Column("Stand", "cents", 18),
        Column("Abgang", "cents", 18),
    )
    payers = tuple(
        (title, Cell(amount, "cents", _flow(line, show=True)))
        for title, amount, line in (("freigesetztes Geld", used, 4), ("Reserven", reserve, 6), ("Eigenmittel", own, 7))
    )
    blocks = (
        Block("Wasserfall", columns, rows),
        Block(
            "Zahler", (Column("Wer zahlt"), Column("Betrag", "cents")), payers, "Woraus die Übergaben bezahlt werden"
        ),
    )
    return Sheet(
        FLOW_SHEET,
        "Daten der Bilder auf dem Blatt Übersicht",
        "Sockel tragen die Säulen und bleiben unsichtbar.",
        blocks,
    )


def _base(pattern: str) -> Formula:
    return lambda here: pattern.format(*(here.place("Geldfluss", "Betrag", line) for line in range(5)))


def _flow(line: int, *, show: bool) -> Formula:
    return lambda here: here.place("Geldfluss", "Betrag", line) if show else "0"


def add_pictures(book: xlsxwriter.Workbook, pages: dict[str, Worksheet], layout: Layout) -> None:
    """Waterfall (freed → used and left) and who pays for the handovers, beside the key figures."""
    page = pages[OVERVIEW]
    page.insert_chart(layout.header("Kennzahlen"), 3, _waterfall(book, layout), _BESIDE)
    page.insert_chart(layout.header("Ziele") - 2, 3, _payers(book, layout), _BESIDE)


_BESIDE: Final[dict[str, Any]] = {
    "object_position": 2,
    "x_offset": 12,
    "y_offset": 4,
    "description": "Bild zum Geldfluss",
}
_AXIS: Final[dict[str, Any]] = {
    "num_format": "[$-407]#,##0\\ [$€-407]",
    "num_font": {"size": 8, "color": GREY},
    "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
    "line": {"none": True},
}


def _waterfall(book: xlsxwriter.Workbook, layout: Layout) -> Any:
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    labels = {"value": True, "num_format": '[$-407]#,##0\\ [$€-407];;""', "font": {"size": 8}}
    looks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Sockel", {"fill": {"none": True}, "border": {"none": True}}),
        ("Stand", {"fill": {"color": BLUE}, "data_labels": {**labels, "font": {"size": 8, "color": "white"}}}),
        ("Abgang", {"fill": {"color": "#C55A11"}, "data_labels": labels}),
    )
    for title, look in looks:
        chart.add_series(_series(layout, "Wasserfall", "Schritt", title) | {"gap": 40} | look)
    _dress(chart, "Wohin das freigesetzte Geld geht", (760, 300))
    return chart


def _payers(book: xlsxwriter.Workbook, layout: Layout) -> Any:
    chart = book.add_chart({"type": "bar"})
    labels = {"value": True, "num_format": "[$-407]#,##0\\ [$€-407]", "font": {"size": 8}}
    look = {"fill": {"color": "#2E75B6"}, "gap": 60, "data_labels": labels}
    chart.add_series(_series(layout, "Zahler", "Wer zahlt", "Betrag") | look)
    _dress(chart, "Woraus die Übergaben bezahlt werden", (760, 190))
    return chart


def _series(layout: Layout, block: str, categories: str, title: str) -> dict[str, Any]:
    return {
        "name": title,
        "categories": f"={layout.column(block, categories)}",
        "values": f"={layout.column(block, title)}",
    }


def _dress(chart: Any, title: str, size: tuple[int, int]) -> None:
    chart.set_title({"name": title, "name_font": {"size": 11, "color": BLUE}, "overlay": False})
    chart.set_legend({"none": True})
    value_axis = chart.set_x_axis if title.startswith("Woraus") else chart.set_y_axis
    other_axis = chart.set_y_axis if title.startswith("Woraus") else chart.set_x_axis
    value_axis(_AXIS)
    other_axis({"num_font": {"size": 9}, "reverse": title.startswith("Woraus")})
    chart.set_size({"width": size[0], "height": size[1]})
