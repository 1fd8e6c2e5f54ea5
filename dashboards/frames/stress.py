"""The stress test as tables: every failure with what could be covered, from what, and why not all of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import CellKind, Dataset, StressRow, StressTest

_KINDS: Final[Mapping[str, CellKind]] = {
    "Angebot": "text",
    "Bezeichnung": "text",
    "Kommune": "text",
    "verloren": "hours",
    "gedeckt": "hours",
    "Anteil": "percent",
    "Urteil": "text",
    "Kosten": "cents",
    "davon Reserven": "cents",
    "Woran es liegt": "text",
}
_PAIR: Final[Mapping[str, CellKind]] = {
    "Erstes Angebot": "text",
    "Zweites Angebot": "text",
    "Anteil zusammen": "percent",
    "Anteil einzeln": "percent",
    "fehlt nur zusammen": "hours",
    "Woran es liegt": "text",
}


def verdict(row: StressRow) -> str:
    """In one or two words: how bad it would be."""
    if row.irreplaceable:
        return "unersetzlich"
    return "ganz ersetzbar" if row.share == 1 else "teils ersetzbar"


def stress_sheet(dataset: Dataset, test: StressTest) -> Sheet:
    """Every single failure, the worst first (hour-months, EUR)."""
    rows = [_row(dataset, row) for row in test.rows if len(row.offerings) == 1]
    return sheet("Stresstest", _KINDS, rows)


def _row(dataset: Dataset, row: StressRow) -> tuple[object, ...]:
    offering = dataset.offering[row.offerings[0]]
    town = dataset.municipality[offering.ags].name
    cost = sum(cents for _, cents in row.money)
    reserves = sum(cents for kind, cents in row.money if kind.endswith("Reserve"))
    return offering.key, offering.title, town, row.lost, row.covered, row.share, verdict(row), cost, reserves, row.why


def pairs_sheet(dataset: Dataset, single: StressTest, pairs: StressTest) -> Sheet:
    """Pairs that fail together worse than one by one, the worst first."""
    alone = {row.offerings[0]: row for row in single.rows if len(row.offerings) == 1}
    rows: list[tuple[str, str, Fraction, Fraction, Fraction, str]] = []
    for row in pairs.rows:
        first, second = (alone[key] for key in row.offerings)
        together = first.covered + second.covered - row.covered
        if together > 0:
            titles = [f"{key} {dataset.offering[key].title}" for key in row.offerings]
            share = (first.covered + second.covered) / (first.lost + second.lost)
            rows.append((titles[0], titles[1], row.share, share, together, row.why))
    rows.sort(key=lambda row: (-row[4], row[0], row[1]))
    return sheet("Paare, die sich gegenseitig brauchen", _PAIR, rows)


def fields_sheet(dataset: Dataset, test: StressTest) -> Sheet:
    """Social space by field: the part of all hours that could be covered, each offering failing by itself."""
    kinds: dict[str, CellKind] = {
        "Sozialraum": "text",
        "Leistungsbereich": "text",
        "Anteil": "percent",
        "Angebote": "count",
    }
    lost: dict[tuple[str, str], Fraction] = {}
    covered: dict[tuple[str, str], Fraction] = {}
    count: dict[tuple[str, str], int] = {}
    for row in (row for row in test.rows if len(row.offerings) == 1):
        offering = dataset.offering[row.offerings[0]]
        space = dataset.space[offering.space].name if offering.space in dataset.space else offering.space
        place = space, offering.field
        lost[place] = lost.get(place, Fraction(0)) + row.lost
        covered[place] = covered.get(place, Fraction(0)) + row.covered
        count[place] = count.get(place, 0) + 1
    rows = [(*place, covered[place] / lost[place] if lost[place] else None, count[place]) for place in sorted(lost)]
    return sheet("Ersetzbarkeit nach Sozialraum und Leistungsbereich", kinds, rows)


def ready_plan(dataset: Dataset, row: StressRow) -> Sheet:
    """The plan that lies ready for a failure: who, how many hours, from when to when, for how much."""
    kinds: dict[str, CellKind] = {
        "Träger": "text",
        "Kapazität": "text",
        "Wochenstunden": "hours",
        "Von": "date",
        "Bis": "date",
        "Kosten": "cents",
        "Quellen": "text",
    }
    rows = [
        (
            dataset.provider[made.provider].name,
            made.capacity,
            made.hours,
            made.period.start,
            made.period.end,
            made.total,
            ", ".join(sorted({paid.source for paid in made.funding})),
        )
        for made in row.plan.handovers
    ]
    return sheet("Plan für diesen Ausfall", kinds, rows)
