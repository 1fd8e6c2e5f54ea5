"""Pairs of offerings that fail together: what is missing then, beyond what either would miss by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import CellKind, Dataset, StressTest

_KINDS: Final[Mapping[str, CellKind]] = {
    "Erstes Angebot": "text",
    "Zweites Angebot": "text",
    "fehlt nur zusammen": "hours",
    "Anteil zusammen": "percent",
    "Anteil einzeln": "percent",
    "Woran es liegt": "text",
}
_MARKS: Final = ("Erstes", "Zweites")
MOST: Final = 14
"""So many offerings can be told apart in one picture; the table has all."""


def pairs_sheet(dataset: Dataset, single: StressTest, pairs: StressTest) -> Sheet:
    """Pairs that fail together worse than one by one (hour-months), the worst first."""
    alone = {row.offerings[0]: row for row in single.rows if len(row.offerings) == 1}
    rows: list[tuple[str, str, Fraction, Fraction, Fraction, str, str, str]] = []
    for row in pairs.rows:
        keys = row.offerings
        first, second = (alone[key] for key in keys)
        together = first.covered + second.covered - row.covered
        if together > 0:
            titles = [f"{key} {dataset.offering[key].title}" for key in keys]
            share = (first.covered + second.covered) / (first.lost + second.lost)
            rows.append((titles[0], titles[1], together, row.share, share, row.why, keys[0], keys[1]))
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    return sheet("Paare, die sich gegenseitig brauchen", _KINDS, rows, hidden=_MARKS)


def worst(pairs: Sheet) -> tuple[str, ...]:
    """Keys of the offerings that miss most beside another one, the worst first; at most `MOST`."""
    missing: Counter[str] = Counter()
    for row in pairs.frame.to_dict("records"):
        for mark in _MARKS:
            missing[row[mark]] += row["fehlt nur zusammen"]
    ordered = sorted(missing, key=lambda key: (-missing[key], key))
    return tuple(ordered[:MOST])
