"""A small office on paper, with a plan worked out by hand, and offices drawn at random, for audit and carry forward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from optimizer.model.case import Freed, NotUsed
from optimizer.model.dataset import (
    EVENT_KINDS,
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
from optimizer.model.periods import Period
from optimizer.model.plan import GoalValue, Handover, OutageResult, Payment, Plan, PotUse

NEW_YEAR, SUMMER, AUTUMN = date(2027, 1, 1), date(2027, 7, 1), date(2027, 9, 1)
END_2027, JUNE_2028, END_2028 = date(2027, 12, 31), date(2028, 6, 30), date(2028, 12, 31)
GOALS = ("Versorgung", "Subsidiarität", "Ausgleich", "Reserven", "Nähe", "Kosten", "Übergaben")


def _provider(key: str, **more: object) -> Provider:
    return Provider(key, f"Träger {key}", agreement_8a=UNLIMITED, agreement_72a=UNLIMITED, **more)  # type: ignore[arg-type]


def _offering(key: str, provider: str, ags: str, field: str, hours: int, end: date, **more: object) -> Offering:
    space = "Nord" if ags == "14524010" else "Süd"
    return Offering(key, key, provider, ags, field, Fraction(hours), NEW_YEAR, end, space, **more)  # type: ignore[arg-type]


def _capacity(
    key: str, provider: str, fields: tuple[str, ...], ags: str, hours: int, euros: int, **more: object
) -> Capacity:
    rate = Fraction(euros * 100)
    return Capacity(key, provider, fields, ags, NEW_YEAR, END_2028, Fraction(hours), rate, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def office() -> Dataset:
    """Two towns. T1 gives up 30 h of youth work in A1 from September, half of A2 is out for a year, A3 draws less."""
    return Dataset(
        spaces=(SocialSpace("Nord", "Nord"), SocialSpace("Süd", "Süd")),
        municipalities=(
            Municipality("14524010", "Nordstadt", "Nord", 50.70, 12.50),
            Municipality("14524020", "Südstadt", "Süd", 50.80, 12.50),
        ),
        providers=(
            _provider("T1"),
            _provider("T2", own_means=100_000),
            _provider("T3", municipal=True),
            Provider("T4", "ohne Vereinbarung"),
            _provider("T5"),
        ),
        offerings=(
            _offering("A1", "T1", "14524010", "§ 11", 30, END_2027),
            _offering("A2", "T5", "14524020", "§ 13", 20, END_2028, need=Fraction(3, 2), priority=2),
            _offering("A3", "T2", "14524010", "§ 11", 10, END_2027),
            _offering("A4", "T5", "14524020", "§ 11", 10, END_2027),
        ),
        sources=(
            Source("SMS", "Freistaat", "Land", "Landkreis", matched=True, rank=1),
            Source("LK", "Landkreis", "Landkreis", "Landkreis", field_bound=False, rank=4),
            Source("KOM", "Nordstadt", "Kommune", "Kommune", ags="14524010", rank=3),
            Source("STIFT", "Stiftung", "Dritte", "Angebot", transferable=False, rank=2),
        ),
        grants=(
            Grant("A1", "SMS", 2027, 2_400_000),
            Grant("A1", "LK", 2027, 3_000_000),
            Grant("A1", "KOM", 2027, 600_000),
            Grant("A1", "STIFT", 2027, 120_000),
            Grant("A2", "SMS", 2027, 1_200_000, 1_100_000),
            Grant("A2", "LK", 2027, 1_200_000),
            Grant("A2", "SMS", 2028, 1_200_000),
            Grant("A2", "LK", 2028, 1_200_000),
            Grant("A3", "LK", 2027, 1_000_000),
            Grant("A4", "SMS", 2027, 1_300_000),
        ),
        reserves=(
            Reserve("R1", "LK", 2027, 500_000),
            Reserve("R2", "LK", 2028, 500_000, approved=False),
            Reserve("R3", "SMS", 2028, 100_000, space="Nord"),
        ),
        shares=(
            ShareRule("Land", maximum=Fraction(3, 5)),
            ShareRule("Kommune", field="§ 11", ags="14524010", minimum=Fraction(1, 10)),
        ),
        capacities=(
            _capacity("K1", "T2", ("§ 11",), "14524010", 20, 5850, start_up=50_000),
            _capacity("K2", "T3", ("§ 11", "§ 13"), "14524020", 10, 5460),
            _capacity("K3", "T4", ("§ 11", "§ 13"), "14524020", 10, 5000),
            _capacity("K4", "T2", ("§ 13",), "14524020", 8, 3900),
        ),
        events=(
            Event("Herbst", "Ausfall", AUTUMN, "A1"),
            Event("Herbst", "Ausfall", SUMMER, "A2", end=JUNE_2028, share=Fraction(1, 2)),
            Event("Herbst", "Minderabruf", date(2027, 7, 15), "A3", source="LK", cents=100_000),
            Event("später", "Ausfall", date(2027, 10, 1), "A4"),
        ),
        pins=(
            Pin("Herbst", "A1", "K1", "mindestens", Fraction(20)),
            Pin("Herbst", "A1", "K2", "fest", Fraction(10)),
            Pin("Herbst", "A2", "K4", "höchstens", Fraction(8)),
            Pin("Herbst", "A2", "K3", "ausgeschlossen"),
        ),
        rules=Rules(
            planning_day=NEW_YEAR,
            hour_grid=Fraction(1, 2),
            min_hours=Fraction(5),
            max_substitutes=2,
            goals=GOALS,
        ),
        sha256="ab" * 32,
    )


@pytest.fixture(scope="session")
def right_plan() -> Plan:
    """A plan that keeps every rule, on paper: 38 of 40 hours go on, for 27,700 EUR, 500 of them from the reserve."""
    year, autumn = Period(SUMMER, JUNE_2028), Period(AUTUMN, END_2027)
    sms13, sms13_28, sms11 = (
        "frei:SMS:2027:Landkreis:§ 13",
        "frei:SMS:2028:Landkreis:§ 13",
        "frei:SMS:2027:Landkreis:§ 11",
    )
    lk, lk28, kom = "frei:LK:2027:Landkreis", "frei:LK:2028:Landkreis", "frei:KOM:2027:14524010:§ 11"
    return Plan(
        scenario="Herbst",
        input_sha256="ab" * 32,
        program="staffelstab",
        solver="von Hand",
        status="optimal",
        goals=(
            GoalValue("Versorgung 1", Fraction(120)),
            GoalValue("Versorgung 2", Fraction(144)),
            GoalValue("Subsidiarität", Fraction(40)),
            GoalValue("Ausgleich", Fraction(4, 5)),
            GoalValue("Reserven", Fraction(50_000)),
            GoalValue("Nähe", Fraction("444.779706")),  # 40 hour-months over 0.1 degrees of a meridian, 11.119493 km
            GoalValue("Kosten", Fraction(2_770_000)),
            GoalValue("Übergaben", Fraction(3)),
        ),
        outages=(
            OutageResult(1, "A2", year, Fraction(10), Fraction(96), Fraction(120)),
            OutageResult(2, "A3", Period(date(2027, 7, 15), END_2027), Fraction(0), Fraction(0), Fraction(0)),
            OutageResult(3, "A1", autumn, Fraction(30), Fraction(120), Fraction(120)),
        ),
        handovers=(
            Handover(
                1,
                "K4",
                "T2",
                year,
                Fraction(8),
                ((2027, 480_000), (2028, 480_000)),
                (
                    Payment(sms13, "SMS", 2027, 100_000),
                    Payment(lk, "LK", 2027, 380_000),
                    Payment(sms13_28, "SMS", 2028, 180_000),
                    Payment(lk28, "LK", 2028, 300_000),
                ),
            ),
            Handover(
                3,
                "K1",
                "T2",
                autumn,
                Fraction(20),
                ((2027, 1_250_000),),
                (
                    Payment(kom, "KOM", 2027, 140_000),
                    Payment(sms11, "SMS", 2027, 500_000),
                    Payment(lk, "LK", 2027, 500_000),
                    Payment("reserve:R1", "LK", 2027, 50_000),
                    Payment("eigen:T2:2027", "Eigenmittel", 2027, 60_000),
                ),
            ),
            Handover(
                3,
                "K2",
                "T3",
                autumn,
                Fraction(10),
                ((2027, 560_000),),
                (
                    Payment(kom, "KOM", 2027, 60_000),
                    Payment(sms11, "SMS", 2027, 300_000),
                    Payment(lk, "LK", 2027, 200_000),
                ),
            ),
        ),
        freed=(
            Freed(1, "LK", 2027, 300_000, 300_000, 0, 0),
            Freed(1, "LK", 2028, 300_000, 300_000, 0, 0),
            Freed(1, "SMS", 2027, 300_000, 100_000, 200_000, 0),
            Freed(1, "SMS", 2028, 300_000, 300_000, 0, 0),
            Freed(2, "LK", 2027, 100_000, 100_000, 0, 0),
            Freed(3, "KOM", 2027, 200_000, 200_000, 0, 0),
            Freed(3, "LK", 2027, 1_000_000, 1_000_000, 0, 0),
            Freed(3, "SMS", 2027, 800_000, 800_000, 0, 0),
            Freed(3, "STIFT", 2027, 40_000, 0, 0, 40_000),
        ),
        pots=(
            PotUse(kom, "KOM", 2027, "freed", "14524010", 200_000, 200_000),
            PotUse(lk, "LK", 2027, "freed", "Landkreis", 1_400_000, 1_080_000),
            PotUse(lk28, "LK", 2028, "freed", "Landkreis", 300_000, 300_000),
            PotUse(sms11, "SMS", 2027, "freed", "Landkreis", 800_000, 800_000),
            PotUse(sms13, "SMS", 2027, "freed", "Landkreis", 100_000, 100_000),
            PotUse(sms13_28, "SMS", 2028, "freed", "Landkreis", 300_000, 180_000),
            PotUse("reserve:R1", "LK", 2027, "reserve", "Landkreis", 500_000, 50_000),
            PotUse("reserve:R3", "SMS", 2028, "reserve", "Nord", 100_000, 0),
            PotUse("eigen:T2:2027", "Eigenmittel", 2027, "own", "Landkreis", 100_000, 60_000),
            PotUse("eigen:T2:2028", "Eigenmittel", 2028, "own", "Landkreis", 100_000, 0),
        ),
        not_used=(
            NotUsed(1, "K1", ("field",)),
            NotUsed(1, "K2", ()),
            NotUsed(1, "K3", ("window", "excluded")),
            NotUsed(3, "K3", ("window",)),
            NotUsed(3, "K4", ("field",)),
        ),
        verified=True,
    )


@pytest.fixture(scope="session")
def draw_office() -> Callable[[int], Dataset]:
    """An office for every number: all kinds of events, sources, covers and odd dates, as a reader would accept it."""
    return lambda seed: _drawn(Random(seed))  # noqa: S311 - a test case, no secret


def _drawn(rng: Random) -> Dataset:
    towns = [f"1452400{n}" for n in range(4)]
    spaces = ("Nord", "Süd", "kreisweit")
    providers = tuple(_drawn_provider(rng, f"T{n}") for n in range(4))
    sources = (
        _drawn_source(rng, "SMS", "Land", None),
        _drawn_source(rng, "LK", "Landkreis", None),
        _drawn_source(rng, "STIFT", "Dritte", None),
        *(_drawn_source(rng, f"KOM{n}", "Kommune", towns[n]) for n in range(2)),
    )
    offerings = tuple(_drawn_offering(rng, f"A{n}", towns, spaces) for n in range(5))
    return Dataset(
        spaces=(SocialSpace("Nord", "Nord"), SocialSpace("Süd", "Süd")),
        municipalities=tuple(
            Municipality(ags, ags, spaces[n % 2], 50.6 + rng.random() / 4, 12.3 + rng.random() / 3)
            for n, ags in enumerate(towns)
        ),
        providers=providers,
        offerings=offerings,
        sources=sources,
        grants=tuple(
            _drawn_grant(rng, row, source.key, year)
            for row in offerings
            for source in sources
            for year in row.period.years
            if rng.random() < 0.7
        ),
        reserves=tuple(
            Reserve(
                f"R{n}",
                rng.choice(sources).key,
                rng.choice((2027, 2028)),
                rng.randrange(0, 900_000),
                rng.choice((None, "Nord")),
                rng.random() < 0.7,
            )
            for n in range(3)
        ),
        shares=(ShareRule("Land", maximum=Fraction(rng.choice((1, 2, 3)), 3)),),
        capacities=tuple(_drawn_capacity(rng, f"K{n}", towns) for n in range(6)),
        events=tuple(_drawn_event(rng, offerings[n % 5].key, sources, n) for n in range(rng.randrange(1, 5))),
        assumptions=_drawn_assumptions(rng) if rng.random() < 0.5 else (),
        pins=(Pin("S", "A0", "K0", rng.choice(("ausgeschlossen", "höchstens")), Fraction(7, 2)),),
        rules=Rules(
            planning_day=rng.choice((None, date(2027, 2, 20))),
            agreement_end=rng.choice((date(2029, 12, 31), date(2028, 6, 30))),
            max_distance=rng.choice((None, Fraction(20))),
            max_rate=rng.choice((None, 600_000)),
            hour_grid=rng.choice((Fraction(0), Fraction(1, 2))),
            min_hours=rng.choice((Fraction(0), Fraction(3))),
            max_substitutes=rng.choice((0, 2)),
            plan_reclaims=rng.random() < 0.3,
            plan_unapproved=rng.random() < 0.3,
            matching=rng.choice(("Landkreis", "Landkreis und Kommunen", "aus")),
        ),
        sha256="cd" * 32,
    )


def _day(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def _drawn_provider(rng: Random, key: str) -> Provider:
    end = rng.choice((None, UNLIMITED, UNLIMITED, UNLIMITED, _day(rng, SUMMER, END_2028)))
    return Provider(
        key,
        key,
        recognised=rng.random() < 0.9,
        agreement_8a=end,
        agreement_72a=UNLIMITED,
        agreement_kkg=rng.choice((None, _day(rng, SUMMER, END_2028))),
        cooperation_until=rng.choice((None, None, _day(rng, SUMMER, END_2028))),
        signatory_in=rng.choice(((), (), ("Nord",))),
        municipal=rng.random() < 0.3,
        own_means=rng.choice((0, 70_000)),
    )


def _drawn_source(rng: Random, key: str, kind: str, ags: str | None) -> Source:
    cover = rng.choice(("Angebot", "Kommune", "Sozialraum", "Landkreis"))
    fields = rng.choice(((), (), ("§ 11", "§ 13")))
    matched = key == "SMS" and rng.random() < 0.5
    return Source(key, key, kind, cover, ags, fields, rng.random() < 0.85, rng.random() < 0.6, matched)  # type: ignore[arg-type]


def _drawn_offering(rng: Random, key: str, towns: list[str], spaces: tuple[str, ...]) -> Offering:
    place = rng.randrange(4)
    space = "kreisweit" if rng.random() < 0.15 else spaces[place % 2]
    start, end = _day(rng, date(2026, 6, 1), SUMMER), _day(rng, AUTUMN, date(2029, 12, 31))
    hours = Fraction(rng.randrange(400, 4000), 100)
    needs = rng.choice(((), (), ("mobil",)))
    field, need, priority = rng.choice(FIELDS[:3]), Fraction(rng.choice((1, 2))), rng.choice((1, 1, 3))
    return Offering(
        key, key, f"T{rng.randrange(4)}", towns[place], field, hours, start, end, space, need, priority, needs
    )


def _drawn_grant(rng: Random, offering: Offering, source: str, year: int) -> Grant:
    granted = rng.randrange(0, 3_000_000)
    return Grant(offering.key, source, year, granted, rng.choice((0, 0, granted, rng.randrange(granted + 1))))


def _drawn_capacity(rng: Random, key: str, towns: list[str]) -> Capacity:
    start = _day(rng, date(2026, 6, 1), AUTUMN)
    return Capacity(
        key,
        f"T{rng.randrange(4)}",
        tuple(rng.sample(FIELDS[:3], 2)),
        rng.choice(towns),
        start,
        _day(rng, max(start, SUMMER), END_2028),
        Fraction(rng.randrange(200, 2500), 100),
        Fraction(rng.randrange(400_000, 700_000)),
        rng.choice(((), (), ("Nord",), ("Nord", "kreisweit"))),
        rng.choice((0, 0, 30_000)),
        rng.choice((0, 14, 30)),
        rng.choice((("mobil",), ("mobil",), ())),
    )


def _drawn_event(rng: Random, offering: str, sources: tuple[Source, ...], number: int) -> Event:
    kind = rng.choice(EVENT_KINDS) if number == 0 else rng.choice(("Ausfall", "Minderabruf", "Mehrbedarf"))
    start, source = _day(rng, NEW_YEAR, END_2027), rng.choice(sources).key
    leaves = kind in {"Kündigung", "Fristlose Kündigung", "Entzug"}
    names_source = kind == "Mittelwegfall" or (kind == "Kündigung" and rng.random() < 0.5)
    end = rng.choice((None, start + timedelta(days=rng.randrange(400))))
    share = rng.choice((Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 3)))
    return Event(
        "S",
        kind,
        start,
        offering=None if leaves or (names_source and rng.random() < 0.5) else offering,
        provider=f"T{rng.randrange(4)}" if leaves and not names_source else None,
        source=source if names_source or kind == "Minderabruf" else None,
        end=end,
        share=share,
        running_on=rng.choice((0, 0, 45_000)) if kind not in {"Minderabruf", "Mehrbedarf"} else 0,
        free_from=start + timedelta(days=42) if kind == "Ausfall" and rng.random() < 0.4 else None,
        cents=rng.randrange(1, 600_000) if kind == "Minderabruf" else None,
        hours=Fraction(rng.randrange(100, 1500), 100) if kind == "Mehrbedarf" else None,
        row=number + 2,
    )


def _drawn_assumptions(rng: Random) -> tuple[Assumption, ...]:
    return (
        Assumption("S", "Reserve", None, Fraction(1, 2), Fraction(rng.randrange(20_000))),
        Assumption("S", "Kostensatz", rng.choice((None, "K1")), Fraction(103, 100)),
        Assumption("S", "Kapazität", "K2", Fraction(9, 10), Fraction(1, 3)),
        Assumption("S", "Finanzierung", rng.choice((None, "SMS")), Fraction(95, 100)),
        Assumption("S", "Eigenmittel", None, Fraction(1), Fraction(25_000)),
    )
