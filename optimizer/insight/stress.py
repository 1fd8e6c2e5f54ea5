"""Stresstest: every offering (or every pair) failing in turn; what could be covered, from what, and what could not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from optimizer.cases.case import work_out
from optimizer.insight.changed import with_pots
from optimizer.insight.winning import ENOUGH
from optimizer.model.case import OWN_MEANS, Case, Outage
from optimizer.model.dataset import Dataset, Event, Offering
from optimizer.model.findings import StressRow, StressTest
from optimizer.model.german import listed
from optimizer.model.periods import Period, phases
from optimizer.model.plan import Plan
from optimizer.plans.planner import plan_case
from optimizer.plans.solving import Solving
from optimizer.program.parts import parts
from optimizer.program.solver import SolverName

SCENARIO = "Stresstest"
Progress = Callable[[int, int], bool | None]
"""Is told how many failures are planned, and of how many; where it gives False, the test ends."""

_WHY = {
    "same_provider": "der Träger hat selbst die einzigen Kapazitäten",
    "affected": "der Träger scheidet aus",
    "field": "anderer Leistungsbereich",
    "space": "anderer Sozialraum",
    "requirements": "Merkmale fehlen",
    "recognition": "Anerkennung fehlt",
    "rate": "zu teuer",
    "signatory": "nicht Vertragspartner",
    "distance": "zu weit entfernt",
    "window": "kein gemeinsamer Zeitraum",
    "excluded": "ausgeschlossen",
}


def stress_test(
    dataset: Dataset,
    *,
    period: Period | None = None,
    offerings: Sequence[str] | None = None,
    pairs: bool = False,
    threshold: Fraction = Fraction(1, 2),
    solver: SolverName = "highs",
    progress: Progress | None = None,
) -> StressTest:
    """Plan the failure of each offering, or each pair, for a period (by default the rest of the first event's year).

    An offering is irreplaceable where less than `threshold` of its hours could be covered. The plans are exact and
    equal to those that `make_plan` gives for such an Ausfall, without Annahmen and Vorgaben; they are not audited.
    """
    days = period or default_period(dataset)
    running = [
        row for row in dataset.offerings if row.period.common(days) and (offerings is None or row.key in offerings)
    ]
    groups = list(combinations(running, 2)) if pairs else [(offering,) for offering in running]
    rows: list[StressRow] = []
    for group in groups:
        rows.append(failure(dataset, group, days, threshold, solver))
        if progress and progress(len(rows), len(groups)) is False:
            break
    rows.sort(key=lambda row: (row.share, row.offerings))
    return StressTest(days, threshold, tuple(rows), len(rows) == len(groups))


def default_period(dataset: Dataset) -> Period:
    """From the planning day (or the first event, or the start of the money) to the end of that year."""
    starts = [event.start for event in dataset.events]
    years = [date(grant.year, 1, 1) for grant in dataset.grants]
    start = dataset.rules.planning_day or min(starts or years or [offering.start for offering in dataset.offerings])
    return Period(start, date(start.year, 12, 31))


def failing(dataset: Dataset, group: Sequence[Offering], period: Period) -> Dataset:
    """The dataset in which these offerings fail for the period, and nothing else happens."""
    events = tuple(Event(SCENARIO, "Ausfall", period.start, offering=row.key, end=period.end) for row in group)
    return replace(dataset, events=events, assumptions=(), pins=())


def failure(
    dataset: Dataset, group: Sequence[Offering], period: Period, threshold: Fraction, solver: SolverName
) -> StressRow:
    """What becomes of the hours when these offerings fail together."""
    case = work_out(failing(dataset, group, period), SCENARIO)
    solving = Solving(solver)
    plan = plan_case(case, solving)
    lost = sum((row.lost for row in plan.outages), Fraction(0))
    covered = sum((row.covered for row in plan.outages), Fraction(0))
    irreplaceable = bool(lost) and covered < threshold * lost
    money: Counter[str] = Counter()
    for paid in (payment for row in plan.handovers for payment in row.funding):
        money[_kind(case, paid.pot)] += paid.cents
    why = "" if covered == lost else _why(case, plan, solving)
    keys = tuple(row.key for row in group)
    return StressRow(keys, lost, covered, tuple(sorted(money.items())), irreplaceable, why, plan)


def _kind(case: Case, key: str) -> str:
    pot = case.pot[key]
    if pot.kind == "own":
        return OWN_MEANS
    return f"{case.dataset.source[pot.source].kind}, {'Reserve' if pot.kind == 'reserve' else 'frei'}"


def _why(case: Case, plan: Plan, solving: Solving) -> str:
    """No one may, too few hours, or too little money: found by asking once more with money enough."""
    if not case.options:
        return f"Niemand darf übernehmen: {listed(list(_frequent_reasons(case)))}."
    covered = sum((row.covered for row in plan.outages), Fraction(0))
    reachable = sum((open_hour_months(case, outage) for outage in case.outages), Fraction(0))
    if covered == reachable:
        return (
            "Alle Tage, an denen jemand übernehmen darf, sind gedeckt; davor oder danach ist niemand bereit (Vorlauf)."
        )
    with_money = _hour_months_with_money(case, solving)
    lost = sum((row.lost for row in plan.outages), Fraction(0))
    if with_money == covered:
        return "Es fehlen Stunden: auch mit mehr Geld wäre nicht mehr zu decken."
    if with_money == lost:
        return "Es fehlt Geld: mit genug Mitteln wäre alles gedeckt."
    return "Es fehlen Stunden und Geld: mehr Mittel allein decken nicht alles."


def _hour_months_with_money(case: Case, solving: Solving) -> Fraction:
    """What could be taken over if every pot held enough."""
    rich = with_pots(case, {pot.key: ENOUGH for pot in case.pots})
    hours = (item for part in parts(rich) for item in solving.hours(rich, part, None).items())
    return sum((weekly * option.period.months for option, weekly in hours), Fraction(0))


def open_hour_months(case: Case, outage: Outage) -> Fraction:
    """Hour-months of an outage on days on which at least one option has its window."""
    windows = [option.period for option in case.options if option.outage == outage.number]
    return outage.hours * sum((phase.months for phase, _ in phases(windows)), Fraction(0))


def _frequent_reasons(case: Case) -> Iterator[str]:
    counted = Counter(code for row in case.exclusions for code in row.reasons)
    for code, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:3]:
        yield f"{_WHY[code]} ({count}-mal)"
