"""Districts of any size, drawn from a seed: built like `data/beispiel.xlsx`, and every name and figure invented.

Also the workbook of 20,000 rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, Final

from optimizer.model.dataset import (
    DEFAULT_RANK,
    DISTRICT_WIDE,
    FIELDS,
    UNLIMITED,
    Capacity,
    Dataset,
    Event,
    Grant,
    Municipality,
    Offering,
    Provider,
    Reserve,
    Rules,
    ShareRule,
    SocialSpace,
    Source,
)

SCENARIO: Final = "Ausfälle"
YEARS: Final = (2027, 2028, 2029)
_FIRST, _LAST = date(2027, 1, 1), date(2029, 12, 31)
_TOWNS, _PROVIDERS, _SPACES = 33, 17, 5
_OFFERINGS_BY_FIELD: Final = (18, 4, 8, 10, 4, 4)
"""How many of the example's 48 offerings lie in each field, in the law's order."""


@dataclass(frozen=True, slots=True)
class Size:
    """What makes a case large: all offerings, those that fail, and for how many months at most."""

    name: str
    offerings: int
    failing: int
    months: int


TINY: Final = Size("winzig", offerings=24, failing=2, months=12)
S: Final = Size("S", offerings=60, failing=3, months=12)
M: Final = Size("M", offerings=60, failing=20, months=36)

LOT_RULES: Final[dict[str, Any]] = {
    "hour_grid": Fraction(1, 2),
    "min_hours": Fraction(5),
    "max_substitutes": 2,
    "goals": (*Rules().goals, "Übergaben"),
}
"""What the example's office asks of every handover; without them the model is a linear program."""


def district(size: Size, seed: int, *, lots: bool) -> Dataset:
    """A valid dataset of that size with one scenario, `SCENARIO`; the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - no secret
    towns = _towns(chance)
    providers = tuple(_provider(chance, number) for number in range(_PROVIDERS))
    offerings = tuple(_offering(chance, number, providers, towns) for number in range(size.offerings))
    sources = _sources(towns)
    rules = Rules(max_distance=Fraction(25), max_rate=780_000, **(LOT_RULES if lots else {}))
    return Dataset(
        spaces=tuple(SocialSpace(f"SR{number}", f"Sozialraum {number}") for number in range(1, _SPACES + 1)),
        municipalities=towns,
        providers=providers,
        offerings=offerings,
        sources=sources,
        grants=tuple(grant for offering in offerings for grant in _grants(chance, offering)),
        reserves=_reserves(size),
        shares=(
            ShareRule("Land", field="§ 11", maximum=Fraction(7, 10)),
            ShareRule("Land", field="§ 13a", maximum=Fraction(4, 5)),
            ShareRule("Eigenmittel", maximum=Fraction(1, 2)),
        ),
        capacities=_capacities(chance, offerings, lots=lots),
        events=_events(chance, size, offerings),
        rules=rules,
    )


def long_workbook(path: Path, rows: int) -> int:
    """Write a valid workbook with about so many rows (most in Finanzierung, as in an office); gives their number."""
    from optimizer import write_dataset

    size = Size("lang", offerings=rows // 11, failing=20, months=36)
    dataset = district(size, 1, lots=True)
    write_dataset(dataset, path)
    sheets = (dataset.municipalities, dataset.providers, dataset.offerings, dataset.grants, dataset.capacities)
    return sum(map(len, (*sheets, dataset.events)))


def _towns(chance: Random) -> tuple[Municipality, ...]:
    """Five social spaces from west to east, the towns of each around its middle."""
    towns = []
    for number in range(_TOWNS):
        space = number % _SPACES
        latitude, longitude = 50.62 + 0.05 * space, 12.32 + 0.08 * space
        place = round(latitude + chance.uniform(-0.06, 0.06), 4), round(longitude + chance.uniform(-0.07, 0.07), 4)
        towns.append(Municipality(f"{14990010 + 10 * number}", f"Ort {number + 1}", f"SR{space + 1}", *place))
    return tuple(towns)


def _provider(chance: Random, number: int) -> Provider:
    signs_all = chance.random() < 0.5
    return Provider(
        key=f"T-{number + 1:02}",
        name=f"Träger {number + 1} e. V.",
        recognised=number != _PROVIDERS - 1,
        agreement_8a=UNLIMITED,
        agreement_72a=chance.choice((UNLIMITED, _LAST)),
        signatory_in=() if signs_all else tuple(f"SR{space}" for space in sorted(chance.sample(range(1, 6), 3))),
        municipal=number in {0, 1},
        own_means=chance.choice((0, 0, 60_000, 90_000, 120_000)),
    )


def _offering(
    chance: Random, number: int, providers: tuple[Provider, ...], towns: tuple[Municipality, ...]
) -> Offering:
    field = chance.choices(FIELDS, weights=_OFFERINGS_BY_FIELD)[0]
    # Towns differ in size: a third of all offerings sit in the first few.
    town = towns[min(int(chance.expovariate(1 / 9)), _TOWNS - 1)]
    return Offering(
        key=f"A-{number + 1:04}",
        title=f"Angebot {number + 1}",
        provider=chance.choice(providers).key,
        ags=town.ags,
        field=field,
        hours=Fraction(chance.choice((15, 20, 20, 30, 30, 39, 39, 58.5))),
        start=_FIRST,
        end=_LAST,
        space=DISTRICT_WIDE if chance.random() < 0.08 else town.space,
        need=chance.choice((Fraction(1), Fraction(1), Fraction(3, 2), Fraction(2))),
        priority=chance.choice((1, 1, 2)),
        requirements=_features(field),
    )


def _features(field: str) -> tuple[str, ...]:
    return {"§ 13a": ("Fachkraft § 72", "Schule"), "§ 16": ("Elternkurse",)}.get(field, ("Fachkraft § 72",))


def _sources(towns: tuple[Municipality, ...]) -> tuple[Source, ...]:
    def source(key: str, kind: Any, cover: Any, **more: Any) -> Source:
        return Source(key, key, kind, cover, rank=DEFAULT_RANK[kind], **more)

    return (
        source("SMS", "Land", "Landkreis", matched=True),
        source("SSA", "Land", "Landkreis", fields=("§ 13a",)),
        source("LK", "Landkreis", "Sozialraum"),
        source("STIFT", "Dritte", "Angebot", transferable=False),
        *(source(f"KOM {town.ags}", "Kommune", "Kommune", ags=town.ags, field_bound=False) for town in towns),
    )


def _grants(chance: Random, offering: Offering) -> list[Grant]:
    """State, district and town for each year, in proportions of the example; half of the first year's is drawn."""
    yearly = float(offering.hours) / 39 * chance.uniform(78_000, 92_000) * 100
    school = offering.field == "§ 13a"
    parts = {"SSA" if school else "SMS": 0.8 if school else 0.36, f"KOM {offering.ags}": 0.06 if school else 0.14}
    parts["LK"] = 1 - sum(parts.values())
    if chance.random() < 0.08:
        parts["LK"], parts["STIFT"] = parts["LK"] - 0.05, 0.05
    rows = []
    for year in YEARS:
        for source, share in parts.items():
            granted = round(yearly * share * 1.03 ** (year - YEARS[0]) / 100) * 100
            rows.append(Grant(offering.key, source, year, granted, granted // 4 if year == YEARS[0] else 0))
    return rows


def _reserves(size: Size) -> tuple[Reserve, ...]:
    """As in the example, and more where more fails."""
    each = 400_000 * max(1, size.failing)
    district_wide = tuple(Reserve(f"R-LK-{year}", "LK", year, each) for year in YEARS)
    return (*district_wide, Reserve("R-SMS-2027", "SMS", 2027, each // 2), Reserve("R-SR4", "LK", 2028, each, "SR4"))


def _capacities(chance: Random, offerings: tuple[Offering, ...], *, lots: bool) -> tuple[Capacity, ...]:
    """Seven for ten offerings; start-up costs are a lot rule too, and stay away where the program is to be linear."""
    found = [_capacity(chance, number, offerings) for number in range(len(offerings) * 7 // 10)]
    return tuple(found if lots else [replace(capacity, start_up=0) for capacity in found])


def _capacity(chance: Random, number: int, offerings: tuple[Offering, ...]) -> Capacity:
    """A provider could do more of what it does already, near its offering."""
    at = chance.choice(offerings)
    fields = {at.field, *chance.choices(FIELDS, weights=_OFFERINGS_BY_FIELD, k=chance.randint(0, 2))}
    return Capacity(
        key=f"K-{number + 1:04}",
        provider=at.provider,
        fields=tuple(sorted(fields)),
        ags=at.ags,
        start=chance.choice((_FIRST, _FIRST, _FIRST, date(2027, 7, 1))),
        end=chance.choice((_LAST, _LAST, _LAST, date(2028, 12, 31))),
        hours=Fraction(chance.choice((8, 10, 10, 12.5, 15, 20, 30))),
        rate=Fraction(chance.randint(6_150, 7_900) * 100),
        start_up=chance.choice((0, 0, 0, 0, 50_000)),
        lead_days=chance.choice((0, 14, 14, 30)),
        features=tuple(sorted({feature for field in fields for feature in _features(field)})),
    )


def _events(chance: Random, size: Size, offerings: tuple[Offering, ...]) -> tuple[Event, ...]:
    events = []
    for row, offering in enumerate(chance.sample(offerings, size.failing), 2):
        start = date(2027, 3, 1) + timedelta(days=chance.randint(0, 60 if size.months <= 12 else 300))
        until = date(YEARS[0] + size.months // 12 - 1, 12, 31)
        share = chance.choice((Fraction(1), Fraction(1), Fraction(1, 2)))
        events.append(Event(SCENARIO, "Ausfall", start, offering.key, end=until, share=share, row=row))
    return tuple(events)
