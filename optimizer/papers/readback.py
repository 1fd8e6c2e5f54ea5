"""Excel files opened again before anyone gets them, every figure against the plan.

It knows the plan alone and finds its way by the titles in the file, so that no mistake in writing hides in reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.model.outcome import Outcome
from optimizer.model.plan import Handover
from optimizer.papers.excel.grid import NOTHING, Cents, Found, Grid, Wanted, same, shown
from optimizer.papers.merge_fields import MERGE_FIELDS
from optimizer.papers.notices import mail_merge, notices_of

_Table = tuple[tuple[str, ...], list[tuple[Wanted, ...]]]


def plan_differences(grids: Mapping[str, Grid], outcome: Outcome) -> tuple[str, ...]:
    """Where amounts, dates, names or hours of a workbook of this program differ from the plan (empty = nowhere)."""
    own = _amount_tables(outcome) if "Beträge" in grids else _plan_tables(outcome)
    expected = {**_notice_tables(outcome), **own}
    differences = []
    for name, (titles, rows) in expected.items():
        if name not in grids:
            differences.append(f"Das Blatt {name} fehlt.")
            continue
        found = list(_records(grids[name], titles))
        if len(found) != len(rows):
            differences.append(f"Blatt {name}: {len(found)} Zeilen statt {len(rows)}.")
        for number, (row, wanted) in enumerate(zip(found, rows, strict=False), 1):
            differences += [
                f"Blatt {name}, Zeile {number} der Tabelle, {title}: {cell.value!r} statt {shown(value)!r}"
                for title, cell, value in zip(titles, row, wanted, strict=True)
                if not same(value, cell.value)
            ]
    return tuple(differences)


def _plan_tables(outcome: Outcome) -> dict[str, _Table]:
    """What `plan.xlsx` must say, straight from the plan: titles and rows by sheet."""
    plan, data = outcome.plan, outcome.case.dataset
    years = sorted({year for row in plan.handovers for year, _ in row.cost})
    return {
        "Übergaben": (
            (
                "Ausfall",
                "übernimmt",
                "Kapazität",
                "Von",
                "Bis",
                "Stunden",
                *(f"Kosten {year}" for year in years),
                "Bezahlt",
            ),
            [_handover_row(outcome, row, years) for row in plan.handovers],
        ),
        "Zahlungen": (
            ("Ausfall", "übernimmt", "Topf", "Jahr", "Betrag"),
            [
                (row.outage, data.provider[row.provider].name, paid.pot, paid.year, Cents(paid.cents))
                for row in plan.handovers
                for paid in row.funding
            ],
        ),
        "Geld nach Topf": (
            ("Topf", "Jahr", "Verfügbar", "Genutzt", "Übrig"),
            [(pot.pot, pot.year, Cents(pot.cents), Cents(pot.used), Cents(pot.cents - pot.used)) for pot in plan.pots],
        ),
        "Freigesetzt": (
            ("Ausfall", "Jahr", "Freigesetzt", "Verfügbar", "Rückforderung", "Rückgabe"),
            [
                (row.outage, row.year, *map(Cents, (row.freed, row.available, row.reclaim, row.returned)))
                for row in plan.freed
            ],
        ),
    }


def _handover_row(outcome: Outcome, row: Handover, years: list[int]) -> tuple[Wanted, ...]:
    name, cost = outcome.case.dataset.provider[row.provider].name, dict(row.cost)
    when = (row.period.start, row.period.end, row.hours)
    return (row.outage, name, row.capacity, *when, *(Cents(cost.get(year, 0)) for year in years), Cents(row.total))


def _amount_tables(outcome: Outcome) -> dict[str, _Table]:
    """What the Bescheidliste must say about money, notice by notice."""
    rows: list[tuple[Wanted, ...]] = [
        (
            *(notice.id, notice.recipient.name, row.year),
            *map(Cents, (row.old, row.change, row.new)),
            *map(Cents, (row.owed, 0) if row.awarded else (0, row.owed)),
        )
        for notice in notices_of(outcome)
        for row in notice.amounts
    ]
    money = ("alt", "Änderung", "neu", "Rückforderung", "Erstattung nachrichtlich")
    return {"Beträge": (("Bescheid_Nr", "Träger", "Jahr", *money), rows)}


def _notice_tables(outcome: Outcome) -> dict[str, _Table]:
    kinds = {field.name: field.kind for field in MERGE_FIELDS}
    rows: list[tuple[Wanted, ...]] = []
    for notice in notices_of(outcome):
        fields = mail_merge(notice)
        rows.append(
            tuple(
                Cents(value) if kinds[name] == "cents" and isinstance(value, int) else value
                for name, value in fields.items()
            )
        )
    return {"Bescheide": (tuple(kinds), rows)}


def _records(grid: Grid, titles: tuple[str, ...]) -> Iterator[list[Found]]:
    """The lines below the first row that holds all these titles, up to the sum line or an empty one."""
    lines = iter(grid)
    places: dict[str, int] = {}
    while not all(title in places for title in titles):
        row = next(lines, None)
        if row is None:
            return
        places = {str(cell.value): index for index, cell in enumerate(row) if cell.value is not None}
    for row in lines:
        if not row or row[0].value in (None, "Summe", "Σ"):
            return
        yield [row[places[title]] if places[title] < len(row) else NOTHING for title in titles]
