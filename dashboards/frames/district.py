"""Where offerings run and where gaps are: one row per offering, ready for the map."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from dashboards.sheets import Sheet, sheet
from optimizer import CellKind, Dataset, Outcome, StressTest

RUNS: Final = "läuft"
ENDED: Final = "beendet"
COVERED: Final = "fällt aus, übernommen"
PART: Final = "fällt aus, teils übernommen"
GAP: Final = "fällt aus, niemand übernimmt"
EMPTY: Final = "ohne Angebot am Ort"

SURE: Final = "ganz ersetzbar"
PARTLY: Final = "teils ersetzbar"
IRREPLACEABLE: Final = "unersetzlich"

_KINDS: Final[Mapping[str, CellKind]] = {
    "Angebot": "text",
    "Bezeichnung": "text",
    "Träger": "text",
    "Kommune": "text",
    "Leistungsbereich": "text",
    "Wochenstunden": "hours",
    "Zustand": "text",
    "gedeckt": "percent",
}
_PLACE: Final = ("Breite", "Länge", "Ortsmitte", "Schrift")
_LINE, _WORD = 0.022, 0.07
"""Room that a name takes, in degrees of latitude and longitude."""
_APART: Final = 0.008
"""Degrees of latitude between offerings that sit in one town: far enough to be told apart, near enough to belong."""


def offerings_sheet(dataset: Dataset, outcome: Outcome | None = None, *, today: date | None = None) -> Sheet:
    """Every offering with its state in the plan, or on a day; towns without any stand at the end, for the map alone."""
    shares = _shares(outcome)
    ended = (row.key for row in dataset.offerings if today and row.end < today)
    states = dict.fromkeys(ended, ENDED) | {key: _plan_state(share) for key, share in shares.items()}
    return _sheet("Angebote und Lücken", dataset, states, shares)


def stress_map_sheet(dataset: Dataset, test: StressTest) -> Sheet:
    """Every offering that was let fail, with how far it could be replaced."""
    shares = {row.offerings[0]: row.share for row in test.rows if len(row.offerings) == 1}
    states = {
        row.offerings[0]: IRREPLACEABLE if row.irreplaceable else (SURE if row.share == 1 else PARTLY)
        for row in test.rows
        if len(row.offerings) == 1
    }
    return _sheet("Was ersetzbar ist", dataset, states, shares)


def _shares(outcome: Outcome | None) -> dict[str, Fraction]:
    lost: dict[str, Fraction] = {}
    covered: dict[str, Fraction] = {}
    for row in outcome.plan.outages if outcome else ():
        lost[row.offering] = lost.get(row.offering, Fraction(0)) + row.lost
        covered[row.offering] = covered.get(row.offering, Fraction(0)) + row.covered
    return {key: covered[key] / hours for key, hours in lost.items() if hours}


def _plan_state(share: Fraction) -> str:
    return COVERED if share >= 1 else (PART if share else GAP)


def _sheet(name: str, dataset: Dataset, states: Mapping[str, str], shares: Mapping[str, Fraction]) -> Sheet:
    places = dict(_places(dataset))
    rows = [
        (
            offering.key,
            offering.title,
            dataset.provider[offering.provider].name,
            dataset.municipality[offering.ags].name,
            offering.field,
            offering.hours,
            states.get(offering.key, RUNS),
            shares.get(offering.key),
            *places[offering.key],
            None,
            None,
        )
        for offering in dataset.offerings
    ]
    return sheet(name, _KINDS, [*rows, *_towns(dataset, places)], hidden=_PLACE)


def _towns(dataset: Dataset, places: Mapping[str, tuple[float, float]]) -> Iterator[tuple[object, ...]]:
    """The towns themselves, as names at their offerings; one without an offering is a gap of its own kind."""
    seats: dict[str, list[float]] = {}
    for offering in dataset.offerings:
        seats.setdefault(offering.ags, []).append(places[offering.key][0])
    written: list[tuple[float, float]] = []
    for town in sorted(dataset.municipalities, key=lambda row: (row.latitude, row.longitude)):
        here = seats.get(town.ags, [town.latitude])
        below, above = min(here), max(here) + _LINE
        taken = any(abs(below - y) < _LINE / 2 and abs(town.longitude - x) < _WORD for y, x in written)
        height = above if taken else below
        written.append((height, town.longitude))
        state = "" if town.ags in seats else EMPTY
        yield ("", "", "", town.name, "", None, state, None, town.latitude, town.longitude, town.name, height)


def _places(dataset: Dataset) -> Iterator[tuple[str, tuple[float, float]]]:
    """Offerings of one town stand around it in a growing spiral, in the order of their keys."""
    for town in dataset.municipalities:
        here = sorted(offering.key for offering in dataset.offerings if offering.ags == town.ags)
        stretch = 1 / math.cos(math.radians(town.latitude))
        for number, key in enumerate(here):
            distance = _APART * math.sqrt(number)
            angle = number * 2.399963  # the golden angle: never two on one ray
            yield (
                key,
                (town.latitude + distance * math.sin(angle), town.longitude + distance * math.cos(angle) * stretch),
            )


def visible_rows(shown: Sheet) -> Sheet:
    """The table beside the map: offerings only."""
    frame = shown.frame[shown.frame["Angebot"] != ""]
    return Sheet(shown.name, frame.reset_index(drop=True), shown.kinds, shown.note)
