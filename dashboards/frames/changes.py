"""What the office reads before new data count: problems by cell, and what is different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import CellKind, Change, Dataset, Problem, number, short_date, store

_PROBLEM: Final[Mapping[str, CellKind]] = {"Stelle": "text", "Gefunden": "text", "Erwartet": "text", "Abhilfe": "text"}
_CHANGE: Final[Mapping[str, CellKind]] = {
    "Blatt": "text",
    "Was": "text",
    "Zeile": "text",
    "Spalte": "text",
    "Bisher": "text",
    "Neu": "text",
}
_VERSION: Final[Mapping[str, CellKind]] = {
    "Fassung": "number",
    "Datei": "text",
    "Vom": "text",
    "Von": "text",
    "SHA-256": "text",
}
_CONTENT: Final[Mapping[str, CellKind]] = {"Jahr": "year", "Quelle": "text", "Bewilligt": "cents", "Abgerufen": "cents"}


def problems_sheet(problems: Iterable[Problem], name: str) -> Sheet:
    """One row per problem, with the cell as Excel writes it."""
    return sheet(name, _PROBLEM, [(row.place, row.found, row.expected, row.mend) for row in problems])


def changes_sheet(found: Iterable[Change]) -> Sheet:
    """One row per cell or row that differs."""
    rows = [(row.sheet, row.what, row.row, row.column, row.before, row.after) for row in found]
    return sheet("Änderungen gegenüber der geltenden Fassung", _CHANGE, rows)


def counted(found: Iterable[Change]) -> list[tuple[str, str, str]]:
    """How much changes, by kind: for the row of figures."""
    kinds: Counter[str] = Counter(row.what for row in found)
    words = {"neu": "neue Zeilen", "entfällt": "entfallene Zeilen", "geändert": "geänderte Zellen"}
    return [(label, str(kinds[kind]), "") for kind, label in words.items()]


def versions_sheet(versions: Iterable[store.DataVersion]) -> Sheet:
    """All versions, the one in force first."""
    rows = [(row.id, row.name, f"{short_date(row.at.date())}", row.by, row.sha256[:12]) for row in versions]
    return sheet(
        "Fassungen der Daten", _VERSION, rows, note="Vom Fingerabdruck (SHA-256) stehen hier die ersten zwölf Stellen."
    )


def money_sheet(dataset: Dataset) -> Sheet:
    """What each source has granted, and what was drawn, by year."""
    sums: dict[tuple[int, str], tuple[int, int]] = {}
    for grant in dataset.grants:
        granted, drawn = sums.get((grant.year, grant.source), (0, 0))
        sums[grant.year, grant.source] = granted + grant.granted, drawn + grant.drawn
    rows = [(year, dataset.source[key].name, *sums[year, key]) for year, key in sorted(sums)]
    return sheet("Bewilligt und abgerufen", _CONTENT, rows)


def contents(dataset: Dataset, day: date) -> list[tuple[str, str, str]]:
    """What a workbook holds, in figures, and how many of its offerings have come to their end by a day."""
    hours = sum((row.hours for row in dataset.offerings), start=0 * dataset.rules.full_time)
    ended = sum(row.end < day for row in dataset.offerings)
    more = f", {ended} beendet" if ended else ""
    return [
        ("Angebote", str(len(dataset.offerings)), f"{number(hours)} Wochenstunden{more}"),
        ("Träger", str(len(dataset.providers)), ""),
        ("Kommunen", str(len(dataset.municipalities)), f"{len(dataset.spaces)} Sozialräume"),
        ("Quellen", str(len(dataset.sources)), f"{len(dataset.grants)} Bewilligungen"),
        ("Freie Kapazitäten", str(len(dataset.capacities)), ""),
        ("Szenarien", str(len(dataset.scenarios)), ""),
    ]
