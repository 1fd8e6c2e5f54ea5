"""Random districts, invented whole: every rule of the model is on somewhere; the same seed gives the same district."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from optimizer.model.dataset import (
    DEFAULT_RANK,
    FIELDS,
    UNLIMITED,
    Assumption,
    Capacity,
    Dataset,
    Event,
    Grant,
    Municipality,
    Offering,
    Pin,
    Provider,
    Reserve,
    Rules,
    ShareRule,
    SocialSpace,
    Source,
)

YEARS = (2027, 2028, 2029)
FEATURES = ("Fachkraft", "mobil", "Schule")


def random_district(
    seed: int, *, offerings: int = 12, capacities: int = 10, outages: int = 3, lots: bool | None = None
) -> Dataset:
    """A valid dataset with one scenario `S`; `lots` turns the office's lot rules on or off (None: by chance)."""
    chance = random.Random(seed)  # noqa: S311  # invented data, no secrets
    spaces = tuple(SocialSpace(f"SR{number}", f"Raum {number}") for number in range(3))
    towns = tuple(
        Municipality(
            f"{14990000 + number}",
            f"Ort {number}",
            chance.choice(spaces).key,
            chance.uniform(50.6, 50.9),
            chance.uniform(12.3, 12.7),
        )
        for number in range(8)
    )
    providers = tuple(_provider(chance, number) for number in range(6))
    sources = _sources(chance, towns)
    services = tuple(_offering(chance, number, providers, towns) for number in range(offerings))
    grants = tuple(grant for service in services for grant in _grants(chance, service, sources))
    free = tuple(_capacity(chance, number, providers, towns) for number in range(capacities))
    events = _events(chance, services, providers, outages)
    return Dataset(
        spaces=spaces,
        municipalities=towns,
        providers=providers,
        offerings=services,
        sources=sources,
        grants=grants,
        reserves=_reserves(chance),
        shares=_shares(chance),
        capacities=free,
        events=events,
        assumptions=_assumptions(chance),
        pins=_pins(chance, events, free),
        rules=_rules(chance, chance.random() < 0.5 if lots is None else lots),
        sha256=f"{seed:064x}",
    )


def shuffled(dataset: Dataset, seed: int) -> Dataset:
    """The same district with its rows in another order (Annahmen keep theirs: it counts)."""
    chance = random.Random(seed)  # noqa: S311  # invented data, no secrets
    names = (
        "spaces",
        "municipalities",
        "providers",
        "offerings",
        "sources",
        "grants",
        "reserves",
        "shares",
        "capacities",
        "events",
        "pins",
    )
    return replace(
        dataset, **{name: tuple(chance.sample(rows, len(rows))) for name in names for rows in (getattr(dataset, name),)}
    )


def _euro(chance: random.Random, low: int, high: int) -> int:
    return chance.randint(low * 100, high * 100)


def _provider(chance: random.Random, number: int) -> Provider:
    until = (UNLIMITED, date(2029, 12, 31), date(2028, 3, 15), date(2027, 10, 10))
    return Provider(
        key=f"T{number}",
        name=f"Träger {number} e. V.",
        recognised=chance.random() < 0.9,
        agreement_8a=chance.choice(until),
        agreement_72a=chance.choice(until) if chance.random() < 0.95 else None,
        agreement_kkg=chance.choice((None, date(2029, 6, 30))),
        signatory_in=("SR0", "SR1") if chance.random() < 0.1 else (),
        municipal=chance.random() < 0.2,
        own_means=_euro(chance, 100, 3000) if chance.random() < 0.3 else 0,
    )


def _offering(
    chance: random.Random, number: int, providers: tuple[Provider, ...], towns: tuple[Municipality, ...]
) -> Offering:
    town = chance.choice(towns)
    return Offering(
        key=f"A{number}",
        title=f"Angebot {number}",
        provider=chance.choice(providers).key,
        ags=town.ags,
        field=chance.choice(FIELDS[:3]),
        hours=Fraction(chance.choice((10, 15, 20, 30, 35, 39))),
        start=chance.choice((date(2026, 1, 1), date(2027, 2, 15))),
        end=chance.choice((date(2029, 12, 31), date(2028, 11, 30))),
        space="kreisweit" if chance.random() < 0.1 else town.space,
        need=chance.choice((Fraction(1), Fraction(3, 2), Fraction(2))),
        priority=chance.choice((1, 1, 2)),
        requirements=(chance.choice(FEATURES),) if chance.random() < 0.3 else (),
    )


def _sources(chance: random.Random, towns: tuple[Municipality, ...]) -> tuple[Source, ...]:
    def source(key: str, kind: str, cover: str, ags: str | None = None, **more: object) -> Source:
        return Source(key, key, kind, cover, ags, rank=DEFAULT_RANK[kind], field_bound=chance.random() < 0.5, **more)  # type: ignore[arg-type]

    return (
        source("SMS", "Land", "Landkreis", matched=chance.random() < 0.6),
        source("LK", "Landkreis", chance.choice(("Landkreis", "Sozialraum"))),
        source("STIFT", "Dritte", "Angebot", transferable=chance.random() < 0.5),
        *(source(f"KOM{town.ags}", "Kommune", "Kommune", town.ags) for town in towns),
    )


def _grants(chance: random.Random, service: Offering, sources: tuple[Source, ...]) -> list[Grant]:
    rows = []
    for year in YEARS:
        months = float(service.period.months_in(year))
        total = float(service.hours) / 39 * 6000 * months
        for key, share in (("SMS", 0.4), ("LK", 0.45), (f"KOM{service.ags}", 0.15)):
            granted = round(total * share * chance.uniform(0.8, 1.1) * 100)
            drawn = round(granted * chance.choice((0, 0, 0.3, 0.9))) if year == 2027 else 0
            rows.append(Grant(service.key, key, year, granted, drawn))
        if chance.random() < 0.2:
            rows.append(Grant(service.key, "STIFT", year, _euro(chance, 100, 3000)))
    return rows


def _capacity(
    chance: random.Random, number: int, providers: tuple[Provider, ...], towns: tuple[Municipality, ...]
) -> Capacity:
    return Capacity(
        key=f"C{number}",
        provider=chance.choice(providers).key,
        fields=tuple(sorted(chance.sample(FIELDS[:3], chance.randint(1, 3)))),
        ags=chance.choice(towns).ags,
        start=chance.choice((date(2026, 1, 1), date(2027, 6, 1))),
        end=chance.choice((date(2029, 12, 31), date(2028, 6, 30))),
        hours=Fraction(chance.choice((4, 8, 10, 20, 39))),
        rate=Fraction(_euro(chance, 5000, 7500)),
        spaces=("SR0", "SR1") if chance.random() < 0.2 else (),
        start_up=_euro(chance, 100, 1500) if chance.random() < 0.15 else 0,
        lead_days=chance.choice((0, 0, 14, 30)),
        features=tuple(chance.sample(FEATURES, chance.randint(1, 3))),
    )


def _events(
    chance: random.Random, services: tuple[Offering, ...], providers: tuple[Provider, ...], outages: int
) -> tuple[Event, ...]:
    events = []
    for row, service in enumerate(chance.sample(services, outages), 2):
        start = date(2027, 3, 1) + timedelta(days=chance.randint(0, 200))
        events.append(
            Event(
                scenario="S",
                kind="Ausfall",
                start=start,
                offering=service.key,
                end=start + timedelta(days=chance.randint(30, 600)) if chance.random() < 0.6 else None,
                share=chance.choice((Fraction(1), Fraction(1), Fraction(1, 2))),
                running_on=chance.choice((0, 0, 20000)),
                free_from=start + timedelta(days=42) if chance.random() < 0.3 else None,
                row=row,
            )
        )
    spare = [service for service in services if service.key not in {event.offering for event in events}]
    extra = chance.choice(("", "Minderabruf", "Mehrbedarf", "Mittelwegfall"))
    if extra and spare:
        service = chance.choice(spare)
        more = {"source": "LK"} if extra != "Mehrbedarf" else {"hours": Fraction(15, 2)}
        cents = 150_000 if extra == "Minderabruf" else None
        events.append(Event("S", extra, date(2027, 7, 1), service.key, cents=cents, row=99, **more))  # type: ignore[arg-type]
    return tuple(events)


def _reserves(chance: random.Random) -> tuple[Reserve, ...]:
    return (
        Reserve("R-LK-2027", "LK", 2027, _euro(chance, 0, 20000)),
        Reserve("R-LK-2028", "LK", 2028, _euro(chance, 0, 20000), approved=chance.random() < 0.7),
        Reserve("R-SR1", "SMS", 2028, _euro(chance, 0, 5000), space="SR1"),
    )


def _shares(chance: random.Random) -> tuple[ShareRule, ...]:
    rows = []
    if chance.random() < 0.4:
        rows.append(ShareRule("Land", maximum=Fraction(7, 10)))
    if chance.random() < 0.3:
        rows.append(ShareRule("Kommune", field="§ 11", minimum=Fraction(1, 20)))
    if chance.random() < 0.2:
        rows.append(ShareRule("Eigenmittel", maximum=Fraction(1, 4)))
    return tuple(rows)


def _assumptions(chance: random.Random) -> tuple[Assumption, ...]:
    rows = []
    if chance.random() < 0.3:
        rows.append(Assumption("S", "Kostensatz", factor=Fraction(103, 100)))
    if chance.random() < 0.3:
        rows.append(Assumption("S", "Finanzierung", "SMS", factor=Fraction(19, 20)))
    if chance.random() < 0.3:
        rows.append(Assumption("S", "Reserve", factor=Fraction(1, 2), addend=Fraction(10000)))
    return tuple(rows)


def _pins(chance: random.Random, events: tuple[Event, ...], free: tuple[Capacity, ...]) -> tuple[Pin, ...]:
    if chance.random() < 0.6:
        return ()
    kind = chance.choice(("höchstens", "ausgeschlossen"))
    return (
        Pin(
            "S",
            events[0].offering or "",
            chance.choice(free).key,
            kind,
            Fraction(5) if kind == "höchstens" else None,
            row=2,
        ),
    )


def _rules(chance: random.Random, lots: bool) -> Rules:
    goals = chance.choice(
        (
            ("Versorgung", "Subsidiarität", "Reserven", "Nähe", "Kosten"),
            ("Ausgleich", "Versorgung", "Reserven"),
            ("Versorgung", "Kosten"),
        )
    )
    return Rules(
        planning_day=date(2027, 2, 20) if chance.random() < 0.2 else None,
        hour_grid=Fraction(1, 2) if lots else Fraction(0),
        min_hours=Fraction(5) if lots else Fraction(0),
        max_substitutes=2 if lots else 0,
        max_distance=Fraction(30) if chance.random() < 0.3 else None,
        max_rate=_euro(chance, 6500, 7000) if chance.random() < 0.2 else None,
        plan_reclaims=chance.random() < 0.3,
        plan_unapproved=chance.random() < 0.3,
        matching=chance.choice(("Landkreis", "Landkreis und Kommunen", "aus")),
        goals=(*goals, "Übergaben") if lots else goals,
        slack=(("Versorgung", Fraction(5)),) if chance.random() < 0.15 else (),
    )
