"""After the decision: no cent is lost or made, nothing is drawn that is not granted, no hour is given twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.model.dataset import Assumption, Capacity, Dataset, Grant, Pin, Reserve
from optimizer.model.errors import UsageError
from optimizer.model.periods import Period
from optimizer.model.plan import Handover, OutageResult, Payment, Plan, PotUse
from optimizer.plans.audit_case import Refound, may_pay, refind
from optimizer.plans.audit_options import Pair
from optimizer.plans.carry import carry_forward

AUTUMN = Period(date(2027, 9, 1), date(2027, 12, 31))


def money(dataset: Dataset) -> Counter[tuple[str, int]]:
    """All granted and reserved cents by source and year."""
    total: Counter[tuple[str, int]] = Counter()
    for grant in dataset.grants:
        total[grant.source, grant.year] += grant.granted
    for reserve in dataset.reserves:
        total[reserve.source, reserve.year] += reserve.cents
    return +total


def hours_on(capacities: tuple[Capacity, ...], provider: str, day: date) -> Fraction:
    rows = (row for row in capacities if row.provider == provider and row.start <= day <= row.end)
    return sum((row.hours for row in rows), Fraction(0))


def test_the_failed_offering_keeps_the_grant_that_is_left(office: Dataset, right_plan: Plan) -> None:
    """A1 keeps eight months of each grant; what the foundation takes back stays with it, for nobody else to spend."""
    carried = carry_forward(office, right_plan)
    left = {(row.source, row.year): row.granted for row in carried.grants_of["A1"]}
    assert left == {("SMS", 2027): 1_600_000, ("LK", 2027): 2_000_000, ("KOM", 2027): 400_000, ("STIFT", 2027): 120_000}
    assert carried.offering["A1"].end == date(2027, 8, 31)


def test_what_was_drawn_too_much_stays_until_it_is_reclaimed(office: Dataset, right_plan: Plan) -> None:
    """Of 3,000 EUR of SMS that A2 frees, 2,000 are drawn already: only 1,000 leave its grant."""
    carried = carry_forward(office, right_plan)
    assert carried.grants_of["A2"][2] == Grant("A2", "SMS", 2027, 1_100_000, 1_100_000)
    assert carried.offering["A2"] == office.offering["A2"]


def test_a_planned_reclaim_is_no_longer_drawn(office: Dataset, right_plan: Plan) -> None:
    brave = tuple(row._replace(available=row.freed - row.returned, reclaim=0) for row in right_plan.freed)
    carried = carry_forward(office, replace(right_plan, freed=brave))
    assert carried.grants_of["A2"][2] == Grant("A2", "SMS", 2027, 900_000, 900_000)
    assert money(carried) == money(office)


def test_each_handover_becomes_an_offering(office: Dataset, right_plan: Plan) -> None:
    carried = carry_forward(office, right_plan)
    new = carried.offering["A1+K1"]
    assert (new.provider, new.hours, new.period, new.field, new.ags) == ("T2", 20, AUTUMN, "§ 11", "14524010")
    assert (new.notice_date, new.file_number, new.changes) == (None, "", 0)
    assert {(row.source, row.year): row.granted for row in carried.grants_of["A1+K1"]} == {
        ("KOM", 2027): 140_000,
        ("SMS", 2027): 500_000,
        ("LK", 2027): 550_000,
    }
    assert {key for key in carried.offering if key not in office.offering} == {"A1+K1", "A1+K2", "A2+K4"}


def test_money_that_nobody_used_becomes_a_reserve_with_the_bounds_of_its_pot(office: Dataset, right_plan: Plan) -> None:
    carried = carry_forward(office, right_plan)
    assert carried.reserves == (
        Reserve("R1", "LK", 2027, 450_000),
        office.reserves[1],
        office.reserves[2],
        Reserve("Rest LK 2027 Landkreis", "LK", 2027, 320_000),
        Reserve("Rest SMS 2028 Landkreis § 13", "SMS", 2028, 120_000, field="§ 13"),
    )


@pytest.mark.parametrize(
    ("cover", "bounds"),
    [
        ("Angebot", {"offering": "A1"}),
        ("Kommune", {"ags": "14524010"}),
        ("Sozialraum", {"space": "Nord"}),
        ("Landkreis", {}),
    ],
)
def test_every_deckungskreis_survives(office: Dataset, right_plan: Plan, cover: str, bounds: dict[str, str]) -> None:
    sources = tuple(replace(row, cover=cover) if row.key == "KOM" else row for row in office.sources)  # type: ignore[arg-type]
    idle = replace(right_plan, handovers=())
    rest = next(row for row in carry_forward(replace(office, sources=sources), idle).reserves if row.source == "KOM")
    unit = next(iter(bounds.values()), "Landkreis")
    assert rest == Reserve(f"Rest KOM 2027 {unit} § 11", "KOM", 2027, 200_000, field="§ 11", **bounds)


def test_capacities_lose_the_hours_in_the_window(office: Dataset, right_plan: Plan) -> None:
    carried = carry_forward(office, right_plan)
    pieces = [(row.key, row.start, row.end, row.hours) for row in carried.capacities if row.key.startswith("K1")]
    assert pieces == [
        ("K1", date(2027, 1, 1), date(2027, 8, 31), 20),
        ("K1+2", date(2028, 1, 1), date(2028, 12, 31), 20),
    ]
    half = replace(right_plan, handovers=(replace(right_plan.handovers[1], hours=Fraction(25, 2)),))
    assert hours_on(carry_forward(office, half).capacities, "T2", date(2027, 10, 1)) == Fraction(15, 2) + 8


def test_own_means_lose_what_the_dearest_year_took(office: Dataset, right_plan: Plan) -> None:
    assert carry_forward(office, right_plan).provider["T2"].own_means == 40_000


def test_pins_and_assumptions_follow_their_capacity(office: Dataset, right_plan: Plan) -> None:
    """K1 falls into two pieces, K2 into two, K4 is gone for a year; the decided scenario's own pins are done with."""
    later = tuple(
        Pin("später", "A4", "K1", kind, Fraction(5)) for kind in ("ausgeschlossen", "höchstens", "mindestens", "fest")
    )
    what_if = (
        Assumption("später", "Kostensatz", "K1", Fraction(2)),
        Assumption("später", "Kapazität", None, Fraction(2)),
        Assumption("später", "Reserve", "R1", Fraction(2)),
    )
    carried = carry_forward(replace(office, pins=(*office.pins, *later), assumptions=what_if), right_plan)
    assert [(pin.kind, pin.capacity) for pin in carried.pins] == [
        ("ausgeschlossen", "K1"),
        ("ausgeschlossen", "K1+2"),
        ("höchstens", "K1"),
        ("höchstens", "K1+2"),
        ("mindestens", "K1"),
        ("fest", "K1"),
    ]
    assert [row.selection for row in carried.assumptions] == ["K1", "K1+2", None, "R1"]


def test_what_names_a_used_up_capacity_goes(office: Dataset, right_plan: Plan) -> None:
    short = tuple(
        replace(row, start=AUTUMN.start, end=AUTUMN.end) if row.key == "K1" else row for row in office.capacities
    )
    pins = (Pin("später", "A4", "K1", "höchstens", Fraction(5)),)
    carried = carry_forward(replace(office, capacities=short, pins=pins), right_plan)
    assert "K1" not in {row.key for row in carried.capacities}
    assert carried.pins == ()


def test_a_provider_that_goes_on_itself_gets_an_offering_of_its_own(office: Dataset, right_plan: Plan) -> None:
    own = replace(right_plan.handovers[1], capacity="bisher:A1", provider="T1")
    carried = carry_forward(office, replace(right_plan, handovers=(own,)))
    assert carried.offering["A1+bisher"].provider == "T1"
    assert carried.capacities == office.capacities


def test_a_temporary_outage_does_not_end_the_offering(office: Dataset, right_plan: Plan) -> None:
    back = replace(right_plan.outages[2], period=Period(AUTUMN.start, date(2027, 11, 30)))
    carried = carry_forward(office, replace(right_plan, outages=(*right_plan.outages[:2], back)))
    assert carried.offering["A1"].end == date(2027, 12, 31)


def test_two_halves_out_for_good_are_the_whole(office: Dataset, right_plan: Plan) -> None:
    half = OutageResult(3, "A1", AUTUMN, Fraction(15), Fraction(0), Fraction(60))
    later = replace(half, outage=4, period=Period(date(2027, 10, 1), AUTUMN.end))
    plan = replace(right_plan, outages=(*right_plan.outages[:2], half, later))
    assert carry_forward(office, plan).offering["A1"].end == date(2027, 9, 30)


def test_hours_wanted_on_top_do_not_end_the_offering(office: Dataset, right_plan: Plan) -> None:
    event = replace(office.events[0], kind="Mehrbedarf", hours=Fraction(30))
    carried = carry_forward(replace(office, events=(event,)), right_plan)
    assert carried.offering["A1"] == office.offering["A1"]


def test_the_same_plan_decided_over_and_over_runs_out_of_money(office: Dataset, right_plan: Plan) -> None:
    with pytest.raises(UsageError, match=r"Der Plan gibt aus dem Topf frei:.* aus, in diesen Büchern liegen dort"):
        _again(office, right_plan, 12)


def _again(office: Dataset, plan: Plan, times: int) -> None:
    for _ in range(times):
        office = carry_forward(office, plan)


def test_money_of_a_what_if_alone_cannot_be_spent(office: Dataset, right_plan: Plan) -> None:
    poor = replace(office, reserves=(Reserve("R1", "LK", 2027, 40_000),))
    with pytest.raises(UsageError, match="reserve:R1 500,00"):
        carry_forward(poor, right_plan)
    with pytest.raises(UsageError, match="reserve:R1 500,00"):
        carry_forward(replace(office, reserves=()), right_plan)


def test_new_books_have_a_name_of_their_own(office: Dataset, right_plan: Plan) -> None:
    carried = carry_forward(office, right_plan)
    assert carried.sha256 != office.sha256
    assert carried == carry_forward(office, right_plan)


def some_plan(dataset: Dataset, rng: Random) -> Plan:
    """Some plan that a dataset can pay for: hours within the capacities, payments within the pots."""
    found = refind(dataset, "S")
    held = {key: purse.cents for key, purse in found.purses.items()}
    busy: dict[str, Fraction] = {}
    handovers = []
    for pair in sorted(found.pairs.values(), key=lambda pair: (pair.gap.number, pair.capacity.key)):
        free = pair.capacity.hours - busy.get(pair.capacity.key, Fraction(0))
        if pair.window and free > 0 and rng.random() < 0.6:
            hours = min(free, pair.gap.hours) * Fraction(rng.randrange(1, 5), 4)
            busy[pair.capacity.key] = busy.get(pair.capacity.key, Fraction(0)) + hours
            handovers.append(_some_handover(found, pair, hours, held, rng))
    uses = tuple(
        PotUse(key, purse.source, purse.year, purse.kind, purse.unit, purse.cents, purse.cents - held[key])
        for key, purse in found.purses.items()
    )
    outages = tuple(
        OutageResult(gap.number, gap.offering.key, Period(gap.first, gap.last), gap.hours, Fraction(0), Fraction(0))
        for gap in found.gaps.values()
    )
    return Plan("S", dataset.sha256, "", "", "optimal", (), outages, tuple(handovers), found.freed, uses, ())


def _some_handover(found: Refound, pair: Pair, hours: Fraction, held: dict[str, int], rng: Random) -> Handover:
    assert pair.window
    window = Period(*pair.window)
    paid = []
    for key, purse in found.purses.items():
        if purse.year in window.years and may_pay(found, purse, pair) and held[key]:
            cents = rng.randrange(1, held[key] + 1)
            held[key] -= cents
            paid.append(Payment(key, purse.source, purse.year, cents))
    return Handover(pair.gap.number, pair.capacity.key, pair.capacity.provider, window, hours, (), tuple(paid))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**9))
def test_no_cent_is_lost_or_made_over_one_decision_after_another(
    draw_office: Callable[[int], Dataset], seed: int
) -> None:
    """Three decisions in a row: the same cents by source and year, never more drawn than granted."""
    rng, books = Random(seed), replace(draw_office(seed), assumptions=())  # noqa: S311 - a test case, no secret
    before = money(books)
    for step in range(3):
        later = tuple(replace(event, start=event.start + timedelta(days=40 * step), end=None) for event in books.events)
        books = replace(books, events=later)
        plan = some_plan(books, rng)
        assume(_money_exists(books, plan))
        after = carry_forward(books, plan)
        assert money(after) == before
        assert all(0 <= row.drawn <= row.granted for row in after.grants)
        assert all(row.cents >= 0 for row in after.reserves)
        _keys_are_unique(after)
        _hours_went_down_by_what_was_given(books, after, plan)
        books = after


def _money_exists(books: Dataset, plan: Plan) -> bool:
    """A Minderabruf may claim more than was ever granted; such a plan is refused, which has its own test."""
    granted = {(row.offering, row.source, row.year): row.granted for row in books.grants}
    offering = {row.outage: row.offering for row in plan.outages}
    claimed: Counter[tuple[str, str, int]] = Counter()
    for row in plan.freed:
        claimed[offering[row.outage], row.source, row.year] += row.available
    return all(cents <= granted.get(key, 0) for key, cents in claimed.items())


def _keys_are_unique(dataset: Dataset) -> None:
    for rows in (dataset.offerings, dataset.reserves, dataset.capacities):
        assert len({row.key for row in rows}) == len(rows)
    known = {row.key for row in dataset.offerings}
    assert all(row.offering in known for row in dataset.grants)


def _hours_went_down_by_what_was_given(before: Dataset, after: Dataset, plan: Plan) -> None:
    for provider in before.providers:
        for day in (date(2027, 3, 1), date(2027, 8, 15), date(2027, 12, 31), date(2028, 4, 30)):
            given_away = sum(
                row.hours
                for row in plan.handovers
                if row.provider == provider.key
                and ":" not in row.capacity
                and row.period.start <= day <= row.period.end
            )
            old, new = (hours_on(books.capacities, provider.key, day) for books in (before, after))
            assert new == old - given_away


def test_a_minderabruf_of_more_than_was_granted_moves_only_what_there_is(office: Dataset, right_plan: Plan) -> None:
    freed = tuple(
        row._replace(freed=9_000_000, available=9_000_000) if row.outage == 2 else row for row in right_plan.freed
    )
    carried = carry_forward(office, replace(right_plan, freed=freed))
    assert money(carried) == money(office)
    assert carried.grants_of["A3"][0].granted == 0
