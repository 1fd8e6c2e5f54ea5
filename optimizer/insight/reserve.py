"""What a reserve would buy: the same stress test with a pool of stand-ins, or with money set aside, on top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from statistics import median_low
from typing import Final

from optimizer.cases.distance import distances_between
from optimizer.model.dataset import FIELDS, UNLIMITED, Capacity, Dataset, Provider, Reserve
from optimizer.model.errors import UsageError
from optimizer.model.findings import StressTest
from optimizer.model.periods import Period

POOL: Final = "Springerpool"


@dataclass(frozen=True, slots=True)
class Provision:
    """A reserve to be tried: weekly hours of stand-ins who may do everything, and money for each year (cents)."""

    hours: Fraction = Fraction(0)
    cents: int = 0


def with_provision(dataset: Dataset, provision: Provision, period: Period) -> Dataset:
    """The dataset with the reserve on top.

    The stand-ins sit where the way to all offerings is shortest and cost what half of the capacities cost at most; the
    money is the district's. Raises `UsageError` where there is no district source or no capacity to go by.
    """
    changed = dataset
    if provision.hours:
        changed = _with_pool(changed, provision.hours, period)
    if provision.cents:
        changed = _with_money(changed, provision.cents, period)
    return changed


def _with_pool(dataset: Dataset, hours: Fraction, period: Period) -> Dataset:
    if not dataset.capacities:
        raise UsageError(
            "Ohne eine einzige freie Kapazität fehlt ein Kostensatz, nach dem sich der Pool richten könnte."
        )
    pool = Provider(POOL, POOL, agreement_8a=UNLIMITED, agreement_72a=UNLIMITED)
    capacity = Capacity(
        key=POOL,
        provider=POOL,
        fields=FIELDS,
        ags=_middle(dataset),
        start=min(period.start, date(period.start.year, 1, 1)),
        end=period.end,
        hours=hours,
        rate=median_low(row.rate for row in dataset.capacities),
        features=tuple(sorted({word for row in dataset.offerings for word in row.requirements})),
    )
    return replace(dataset, providers=(*dataset.providers, pool), capacities=(*dataset.capacities, capacity))


def _middle(dataset: Dataset) -> str:
    distances = distances_between(dataset.municipalities)
    return min(
        (town.ags for town in dataset.municipalities),
        key=lambda ags: (sum(distances.km(ags, row.ags) for row in dataset.offerings), ags),
    )


def _with_money(dataset: Dataset, cents: int, period: Period) -> Dataset:
    own = sorted(row.key for row in dataset.sources if row.kind == "Landkreis")
    if not own:
        raise UsageError("Ohne eine Quelle der Art „Landkreis“ lässt sich keine Rücklage ansetzen.")
    fresh = tuple(Reserve(f"Vorsorge-{year}", own[0], year, cents) for year in period.years)
    return replace(dataset, reserves=(*dataset.reserves, *fresh))


@dataclass(frozen=True, slots=True)
class ReserveValue:
    """What one provision reaches: the stress test with it."""

    provision: Provision
    test: StressTest

    @property
    def share(self) -> Fraction:
        """Hours covered of all hours lost, each failure by itself."""
        lost = sum((row.lost for row in self.test.rows), Fraction(0))
        return sum((row.covered for row in self.test.rows), Fraction(0)) / lost if lost else Fraction(1)

    @property
    def irreplaceable(self) -> int:
        """How many offerings are still irreplaceable."""
        return sum(row.irreplaceable for row in self.test.rows)


def ladder(provision: Provision) -> tuple[Provision, ...]:
    """The hours alone, the money alone, both together; what is not asked for is left out."""
    steps = (Provision(hours=provision.hours), Provision(cents=provision.cents), provision)
    return tuple(step for step in dict.fromkeys(steps) if step != Provision())
