"""Works out the sheet Finanzierung: what the offerings of the example cost and who was granted what for them.

Personnel and other costs stand in `tables/angebote.txt`. The shares are split to the euro, so that sums fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import pandas as pd

YEARS: Final = (2027, 2028, 2029)
FULL_TIME: Final = Decimal(39)
OVERHEAD: Final = Decimal("0.06")
"""Administration on top of personnel costs; 5 to 8 % are usual."""
OWN_SHARE: Final = Decimal("0.05")
"""What the provider bears itself (Eigenanteil); it stands in no row of Finanzierung."""
RISE: Final = Decimal("1.03")
"""Yearly rise since 2025. The state pays per young person, so the district bears the rise of its part too."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of Finanzierung, in euros."""

    offering: str
    source: str
    year: int
    granted: Decimal
    drawn: Decimal


def grants(offerings: pd.DataFrame, sources: pd.DataFrame) -> list[Row]:
    """All rows, by offering, year and source. `offerings` and `sources` are the tables of texts."""
    towns = {row["AGS"]: row["Quelle"] for _, row in sources.iterrows() if row["Art"] == "Kommune"}
    return [row for _, offering in offerings.iterrows() for row in _of(offering, towns)]


def _of(offering: pd.Series[str], towns: dict[str, str]) -> Iterator[Row]:
    for year in YEARS:
        months = _months(offering, year)
        if months:
            for source, granted in _split(offering, towns, year, Decimal(months) / 12).items():
                percent = Decimal(offering["Abgerufen %"]) if year == YEARS[0] else Decimal(0)
                yield Row(offering["Angebot"], source, year, granted, _cents(granted * percent / 100))


def _split(offering: pd.Series[str], towns: dict[str, str], year: int, part: Decimal) -> dict[str, Decimal]:
    """Who bears the year, in whole euros; the district bears what the others leave."""
    rise = RISE ** (year - YEARS[0])
    first = _first_year_cost(offering) * part
    total = _euros(first * rise)
    school = offering["Leistungsbereich"] == "§ 13a"
    state = _euros(first * Decimal(offering["Land %"]) / 100 * (rise if school else 1))
    town = _euros(first * Decimal(offering["Kommune %"]) / 100 * rise)
    foundation = _euros(Decimal(offering["Stiftung"]) * part)
    split = {"SSA" if school else "SMS": state, towns.get(offering["AGS"], ""): town, "STIFTUNG": foundation}
    split["LK"] = total - state - town - foundation
    return {source: euros for source, euros in split.items() if source and euros}


def _first_year_cost(offering: pd.Series[str]) -> Decimal:
    """What public money bears in a full first year: personnel with overhead and other costs, less the own share."""
    posts = Decimal(offering["Wochenstunden"]) / FULL_TIME
    personnel = posts * Decimal(offering["Personal"]) * (1 + OVERHEAD)
    return (personnel + Decimal(offering["Sachkosten"])) * (1 - OWN_SHARE)


def _months(offering: pd.Series[str], year: int) -> int:
    """Months of the offering's period in a year; the example's periods start and end with a month."""
    start, end = (datetime.strptime(offering[column], "%d.%m.%Y") for column in ("Beginn", "Ende"))  # noqa: DTZ007
    first, last = (start.year * 12 + start.month, end.year * 12 + end.month)
    return max(0, min(last, year * 12 + 12) - max(first, year * 12 + 1) + 1)


def _euros(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
