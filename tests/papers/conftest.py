"""An autumn in two towns, worked to the cent by hand: one outage, money that stays undrawn, a foundation that leaves.

J1  Haus Nord (Anker, 30 h) stops from September to December 2027. Freed 4/12 of each grant: 8,000 EUR of the state
    (half of it drawn, so 4,000 reclaim), 10,000 of the district, 2,000 of the town. Boje raises its own Treff Süd by
    20 h (5,850 EUR per VzÄ and month: 3,000 a month, 12,000 EUR), Kompass gets its first grant for 10 h (5,460 EUR:
    5,600 EUR, of which 1,000 from the reserve and 600 of its own).
J2  Treff Süd leaves 500 EUR of the state undrawn from October.
J3  The foundation leaves Treff West from November: half of its 10 h, 1,000 EUR returned, 1,000 of the district freed.
    Its own hours cost 200 EUR each and month, so 2.5 h go on for 1,000 EUR and 2.5 h stay uncovered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from optimizer.model.case import Case, Freed, NotUsed, Option, Outage, Pot, Removal
from optimizer.model.dataset import (
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
    SocialSpace,
    Source,
)
from optimizer.model.outcome import Outcome
from optimizer.model.periods import Period
from optimizer.model.plan import GoalValue, Handover, OutageResult, Payment, Plan, PotUse

YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))
AUTUMN = Period(date(2027, 9, 1), date(2027, 12, 31))
LATE = Period(date(2027, 11, 1), date(2027, 12, 31))

Mark = Callable[[str], str]


def _provider(mark: Mark, key: str, name: str, own_means: int = 0) -> Provider:
    address = tuple(mark(line) for line in ("Am Markt 1", "Hinterhaus", "2. Stock", "08371 Glauchau", "Sachsen"))
    text = mark("den Vorstand")
    agreements = {"agreement_8a": UNLIMITED, "agreement_72a": UNLIMITED}
    return Provider(mark(key), mark(name), address, **agreements, representative=text, own_means=own_means)


def _offering(
    mark: Mark, key: str, title: str, owner: str, place: tuple[str, str], hours: int, changes: int
) -> Offering:
    return Offering(
        mark(key), mark(title), mark(owner), place[0], "§ 11", Fraction(hours), YEAR.start, YEAR.end, mark(place[1]),
        file_number=mark(f"51.2/{key}"), notice_date=date(2026, 12, 10), revocable=changes == 0, changes=changes,
        financing_kind=mark("Festbetrag"), product_account=mark("36310103"), contract_date=date(2027, 1, 15),
    )  # fmt: skip


def make_dataset(mark: Mark) -> Dataset:
    """Every text of the workbook goes through `mark`, so that a test can make all of them hostile."""
    offerings = (
        _offering(mark, "A-01", "Haus Nord", "T-1", ("14524080", "R1"), 30, 0),
        _offering(mark, "A-02", "Treff Süd", "T-2", ("14524330", "R2"), 20, 2),
        _offering(mark, "A-03", "Treff West", "T-4", ("14524330", "R2"), 10, 0),
    )
    grants = {
        ("A-01", "SMS"): (24_000_00, 20_000_00), ("A-01", "LK"): (30_000_00, 0), ("A-01", "KOM"): (6_000_00, 0),
        ("A-02", "SMS"): (20_000_00, 0), ("A-02", "LK"): (10_000_00, 0),
        ("A-03", "STIFT"): (12_000_00, 0), ("A-03", "LK"): (12_000_00, 0),
    }  # fmt: skip
    window, rate = (YEAR.start, date(2028, 12, 31)), Fraction(5850_00)
    north, south = "14524080", "14524330"
    capacities = (
        Capacity(mark("K-01"), mark("T-2"), ("§ 11",), south, *window, Fraction(20), rate, offering=mark("A-02")),
        Capacity(mark("K-02"), mark("T-3"), ("§ 11",), north, *window, Fraction(10), Fraction(5460_00)),
        Capacity(mark("K-03"), mark("T-1"), ("§ 13", "§ 16"), north, *window, Fraction(5), rate),
        Capacity(mark("K-04"), mark("T-3"), ("§ 11",), south, *window, Fraction(5), rate, spaces=(mark("R2"),)),
    )
    hearing = {"reported": date(2027, 8, 20), "hearing": "verzichtet", "reason": "Personalausfall"}
    events = (
        Event(mark("S"), "Ausfall", AUTUMN.start, offering=mark("A-01"), **hearing),
        Event(mark("S"), "Minderabruf", date(2027, 10, 1), offering=mark("A-02"), source=mark("SMS"), cents=500_00),
        Event(
            mark("S"), "Mittelwegfall", LATE.start, offering=mark("A-03"), source=mark("STIFT"), share=Fraction(1, 2)
        ),
    )
    return Dataset(
        spaces=(SocialSpace(mark("R1"), mark("Nord")), SocialSpace(mark("R2"), mark("Süd"))),
        municipalities=(
            Municipality(north, mark("Glauchau"), mark("R1"), 50.8233, 12.5443),
            Municipality(south, mark("Zwickau"), mark("R2"), 50.7189, 12.4961),
        ),
        providers=(
            _provider(mark, "T-1", "Anker e. V."), _provider(mark, "T-2", "Boje gGmbH"),
            _provider(mark, "T-3", "Kompass e. V.", 600_00), _provider(mark, "T-4", "Leuchtturm e. V."),
        ),
        offerings=offerings,
        sources=(
            Source(mark("SMS"), mark("Freistaat Sachsen"), "Land", "Landkreis"),
            Source(mark("LK"), mark("Landkreis"), "Landkreis", "Landkreis"),
            Source(mark("KOM"), mark("Stadt Glauchau"), "Kommune", "Kommune", north),
            Source(mark("STIFT"), mark("Stiftung"), "Dritte", "Angebot"),
        ),
        grants=tuple(Grant(mark(key), mark(source), 2027, *cents) for (key, source), cents in grants.items()),
        reserves=(Reserve(mark("R-LK"), mark("LK"), 2027, 3_000_00, resolution=mark("KT 12/26")),),
        shares=(), capacities=capacities, events=events, rules=Rules(max_distance=Fraction(10)), sha256="ab" * 32,
    )  # fmt: skip


def make_case(mark: Mark) -> Case:
    data = make_dataset(mark)
    removal = Removal(mark("STIFT"), LATE.start, whole=False)
    outages = (
        Outage(1, mark("A-01"), AUTUMN, Fraction(30), data.events[0]),
        Outage(2, mark("A-02"), Period(date(2027, 10, 1), date(2027, 10, 1)), Fraction(0), data.events[1]),
        Outage(3, mark("A-03"), LATE, Fraction(5), data.events[2], removal),
    )
    own = Capacity(
        mark("bisher:A-03"), mark("T-4"), ("§ 11",), "14524330", LATE.start, LATE.end, Fraction(5), Fraction(7800_00),
        only_outage=3,
    )  # fmt: skip
    freed = (
        Freed(1, mark("KOM"), 2027, 2_000_00, 2_000_00, 0, 0), Freed(1, mark("LK"), 2027, 10_000_00, 10_000_00, 0, 0),
        Freed(1, mark("SMS"), 2027, 8_000_00, 4_000_00, 4_000_00, 0), Freed(2, mark("SMS"), 2027, 500_00, 500_00, 0, 0),
        Freed(3, mark("LK"), 2027, 1_000_00, 1_000_00, 0, 0), Freed(3, mark("STIFT"), 2027, 1_000_00, 0, 0, 1_000_00),
    )  # fmt: skip
    pots = (
        Pot(mark("frei:LK:2027:Landkreis:§ 11"), mark("LK"), 2027, "freed", "Landkreis", 11_000_00, "§ 11"),
        Pot(mark("frei:SMS:2027:Landkreis:§ 11"), mark("SMS"), 2027, "freed", "Landkreis", 4_500_00, "§ 11"),
        Pot(mark("frei:KOM:2027:14524080:§ 11"), mark("KOM"), 2027, "freed", "14524080", 2_000_00, "§ 11"),
        Pot(mark("reserve:R-LK"), mark("LK"), 2027, "reserve", "Landkreis", 3_000_00),
        Pot(mark("eigen:T-3:2027"), "Eigenmittel", 2027, "own", mark("T-3"), 600_00, provider=mark("T-3")),
    )
    options = (
        *(Option(1, mark("K-01"), AUTUMN, 12.08), Option(1, mark("K-02"), AUTUMN, 0.0)),
        *(Option(3, own.key, LATE, 0.0), Option(3, mark("K-02"), LATE, 12.08)),
    )
    exclusions = (
        NotUsed(1, mark("K-03"), ("same_provider", "field")),
        NotUsed(1, mark("K-04"), ("space", "distance")),
    )
    exclusions += (NotUsed(3, mark("K-03"), ("field", "distance")),)
    return Case(
        data, mark("S"), AUTUMN.start, outages, freed, pots, (*data.capacities, own), options, exclusions, (removal,)
    )


def make_outcome(mark: Mark = str) -> Outcome:
    case = make_case(mark)
    lk, sms, kom, reserve, own = (pot.key for pot in case.pots)

    def paid(pot: str, source: str, cents: int) -> Payment:
        return Payment(pot, source if source == "Eigenmittel" else mark(source), 2027, cents)

    handovers = (
        Handover(1, mark("K-01"), mark("T-2"), AUTUMN, Fraction(20), ((2027, 12_000_00),),
                 (paid(lk, "LK", 6_000_00), paid(sms, "SMS", 4_000_00), paid(kom, "KOM", 2_000_00))),
        Handover(1, mark("K-02"), mark("T-3"), AUTUMN, Fraction(10), ((2027, 5_600_00),),
                 (paid(lk, "LK", 4_000_00), paid(reserve, "LK", 1_000_00), paid(own, "Eigenmittel", 600_00))),
        Handover(3, mark("bisher:A-03"), mark("T-4"), LATE, Fraction(5, 2), ((2027, 1_000_00),),
                 (paid(lk, "LK", 1_000_00),)),
    )  # fmt: skip
    used = {lk: 11_000_00, sms: 4_000_00, kom: 2_000_00, reserve: 1_000_00, own: 600_00}
    plan = Plan(
        mark("S"), "ab" * 32, "staffelstab 0.1.0", "HiGHS 1.15.1", "optimal",
        goals=(GoalValue("Versorgung", Fraction(125)), GoalValue("Reserven", Fraction(1_000_00)),
               GoalValue("Kosten", Fraction(18_600_00)), GoalValue("Übergaben", Fraction(3))),
        outages=(
            OutageResult(1, mark("A-01"), AUTUMN, Fraction(30), Fraction(120), Fraction(120)),
            OutageResult(2, mark("A-02"), case.outages[1].period, Fraction(0), Fraction(0), Fraction(0)),
            OutageResult(3, mark("A-03"), LATE, Fraction(5), Fraction(5), Fraction(10)),
        ),
        handovers=handovers,
        freed=case.freed,
        pots=tuple(
            PotUse(pot.key, pot.source, pot.year, pot.kind, pot.unit, pot.cents, used[pot.key]) for pot in case.pots
        ),
        not_used=(
            *(NotUsed(row.outage, row.capacity, tuple(sorted(row.reasons))) for row in case.exclusions),
            NotUsed(3, mark("K-02"), ()),
        ),
        verified=True,
    )  # fmt: skip
    warning = f"Der Plan zersplittert: {mark('Haus Nord')} hat zwei Übernehmende."
    return Outcome(plan, case, (warning,))


@pytest.fixture
def autumn() -> Outcome:
    """The plan of that autumn, as the office would get it."""
    return make_outcome()


@pytest.fixture
def office() -> Callable[..., Outcome]:
    """Makes that plan anew, with every text of the workbook put through a function."""
    return make_outcome
