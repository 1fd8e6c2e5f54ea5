"""The stress test as tables: every failure with what could be covered, from what, and why not all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import (
    CellKind,
    Dataset,
    Provision,
    ReserveValue,
    StressRow,
    StressTest,
    euro,
    number,
    percent,
    short_date,
)

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


OVERVIEW: Final = (
    "Angebot",
    "Bezeichnung",
    "Kommune",
    "verloren",
    "gedeckt",
    "Anteil",
    "Urteil",
    "Kosten",
    "davon Reserven",
)
REASONS: Final = ("Angebot", "Bezeichnung", "Kommune", "Anteil", "Woran es liegt")


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


def all_plans(dataset: Dataset, test: StressTest) -> Sheet:
    """The ready plans of all failures, one below the other."""
    plans = [(row.offerings[0], ready_plan(dataset, row)) for row in test.rows]
    rows = [
        (key, dataset.offering[key].title, *line)
        for key, plan in plans
        for line in plan.frame.itertuples(index=False, name=None)
    ]
    kinds: dict[str, CellKind] = {"Angebot": "text", "Bezeichnung": "text", **plans[0][1].kinds}
    return sheet("Pläne für den Notfall", kinds, rows)


def days(test: StressTest) -> str:
    """The period of the test."""
    return f"{short_date(test.period.start)} bis {short_date(test.period.end)}"


def summary(test: StressTest) -> list[tuple[str, str, str]]:
    """The test in figures: how many of each verdict, and the part of all hours that could be covered."""
    verdicts = [verdict(row) for row in test.rows]
    lost = sum((row.lost for row in test.rows), Fraction(0))
    covered = sum((row.covered for row in test.rows), Fraction(0))
    return [
        ("Angebote", str(len(verdicts)), days(test)),
        ("ganz ersetzbar", str(verdicts.count("ganz ersetzbar")), ""),
        ("teils ersetzbar", str(verdicts.count("teils ersetzbar")), ""),
        ("unersetzlich", str(verdicts.count("unersetzlich")), f"unter {number(test.threshold * 100)} % gedeckt"),
        ("Stunden gedeckt", percent(covered / lost if lost else Fraction(1)), "im Mittel aller Ausfälle"),
    ]


def plan_figures(row: StressRow) -> list[tuple[str, str, str]]:
    """One failure in figures."""
    cost = sum(cents for _, cents in row.money)
    money = ", ".join(f"{kind} {euro(cents)}" for kind, cents in row.money)
    return [
        ("gedeckt", percent(row.share), f"{number(row.covered)} von {number(row.lost)} Stundenmonaten"),
        ("Urteil", verdict(row), ""),
        ("Kosten", euro(cost), money),
    ]


def _step(provision: Provision) -> str:
    parts = []
    if provision.hours:
        parts.append(f"{number(provision.hours)} h Springer")
    if provision.cents:
        parts.append(f"{euro(provision.cents)} im Jahr")
    return " und ".join(parts) or "ohne Reserve"


def reserve_sheet(found: Sequence[ReserveValue]) -> Sheet:
    """Each provision with what it reaches."""
    kinds: dict[str, CellKind] = {
        "Reserve": "text",
        "Anteil": "percent",
        "unersetzlich": "count",
        "ganz ersetzbar": "count",
    }
    rows = [
        (_step(row.provision), row.share, row.irreplaceable, sum(one.share == 1 for one in row.test.rows))
        for row in found
    ]
    return sheet("Was eine Reserve brächte", kinds, rows)


def rescued_sheet(dataset: Dataset, found: Sequence[ReserveValue]) -> Sheet:
    """Offerings whose cover a provision changes, with the part covered under each."""
    kinds: dict[str, CellKind] = {
        "Angebot": "text",
        "Bezeichnung": "text",
        **{_step(row.provision): "percent" for row in found},
    }
    shares = [{one.offerings[0]: one.share for one in row.test.rows} for row in found]
    rows = [
        (key, dataset.offering[key].title, *(by_key[key] for by_key in shares))
        for key in sorted(shares[0], key=lambda key: (shares[0][key], key))
        if len({by_key[key] for by_key in shares}) > 1
    ]
    return sheet("Welchen Angeboten sie hilft", kinds, rows)
