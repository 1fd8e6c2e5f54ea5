"""What a scenario makes of the dataset: outages, freed money, pots, options and why some pairs are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, TypeVar

from optimizer.model.dataset import Capacity, Dataset, Event, Offering, Pin
from optimizer.model.errors import Problem
from optimizer.model.pair import Key, Keyed, OfOutage, OfPair
from optimizer.model.periods import Period

ReasonCode = Literal[
    "same_provider",
    "affected",
    "field",
    "space",
    "requirements",
    "recognition",
    "rate",
    "signatory",
    "distance",
    "window",
    "excluded",
]
REASON_CODES: Final[tuple[ReasonCode, ...]] = (
    "same_provider",
    "affected",
    "field",
    "space",
    "requirements",
    "recognition",
    "rate",
    "signatory",
    "distance",
    "window",
    "excluded",
)
CURABLE: Final = frozenset({"signatory", "recognition", "rate", "window", "excluded", "distance"})
"""Reasons that someone could cure: sign, apply, prolong, decide."""

PotKind = Literal["freed", "reserve", "own"]
OWN_MEANS: Final = "Eigenmittel"
"""What stands as the source of an own-means pot."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A source that an event takes away from `effective` on; `whole` = from every offering, in full."""

    source: str
    effective: date
    whole: bool


@dataclass(frozen=True, slots=True)
class Outage:
    """Ausfall: `hours` weekly hours (down to 0.01 h) of one offering that are lost over `period`.

    A Minderabruf is an outage of 0 h (`frees_only`), a Mehrbedarf one that frees nothing.
    """

    number: int
    offering: str
    period: Period
    hours: Fraction
    event: Event
    removal: Removal | None = None

    @property
    def frees_only(self) -> bool:
        """Money that stays undrawn (clause 3.2.6): no hours, no options, in no goal."""
        return self.event.kind == "Minderabruf"

    @property
    def freeing(self) -> Period | None:
        """The days whose money is free and is taken: from *Mittel frei ab* on (sick pay); None where there are none."""
        start = None if self.frees_only else self.event.free_from
        return self.period.cut(start=start or date.min)

    @property
    def own_may_go_on(self) -> bool:
        """Hours lost for want of money, or wanted on top: the provider itself may deliver them."""
        return self.event.kind == "Mehrbedarf" or self.removal is not None

    @property
    def lost_hour_months(self) -> Fraction:
        """Hours times months of the whole outage."""
        return self.hours * self.period.months


class Freed(NamedTuple):
    """Money of one source and year that an outage frees, in cents: available + reclaim + returned = freed."""

    outage: int
    source: str
    year: int
    freed: int
    available: int
    reclaim: int
    returned: int


@dataclass(frozen=True, slots=True)
class Pot:
    """Mitteltopf: money of one source in one budget year. `unit` says where it may pay, `field` for what.

    `rank` and `breadth` feed the stages Mittelrang and Zweckbindung that make the optimum unique.
    """

    key: str
    source: str
    year: int
    kind: PotKind
    unit: str
    cents: int
    field: str | None = None
    provider: str | None = None
    rank: int = 0
    breadth: int = 3


@dataclass(frozen=True, slots=True)
class Option(Keyed):
    """One capacity could take over hours of one outage over `period`, `km` from its own base."""

    outage: int
    capacity: str
    period: Period
    km: float

    def __hash__(self) -> int:
        """By its key, which tells the options of a case apart."""
        return hash((self.outage, self.capacity))


class NotUsed(NamedTuple):
    """A pair without a handover, with every reason that holds (in the order of `REASON_CODES`); none for an option.

    Most pairs are no options, by the thousand: a plain tuple is made in half the time.
    """

    outage: int
    capacity: str
    reasons: tuple[ReasonCode, ...]

    @property
    def key(self) -> Key:
        """Outage number and capacity."""
        return self.outage, self.capacity


Worked = TypeVar("Worked")


@dataclass(frozen=True)
class Case:
    """A scenario, worked out. `dataset` is the one with the scenario's assumptions applied."""

    dataset: Dataset
    scenario: str
    planning_day: date
    outages: tuple[Outage, ...]
    freed: tuple[Freed, ...]
    pots: tuple[Pot, ...]
    capacities: tuple[Capacity, ...]
    options: tuple[Option, ...]
    exclusions: tuple[NotUsed, ...]
    """The pairs that are no option."""
    removals: tuple[Removal, ...] = ()
    notices: tuple[Problem, ...] = ()

    @cached_property
    def outage(self) -> Mapping[int, Outage]:
        """By number."""
        return {outage.number: outage for outage in self.outages}

    @cached_property
    def pot(self) -> Mapping[str, Pot]:
        """By key."""
        return {pot.key: pot for pot in self.pots}

    @cached_property
    def _known(self) -> dict[str, Any]:
        return {}

    def once(self, name: str, work: Callable[[], Worked]) -> Worked:
        """What others work out from the case and need more than once; a changed copy starts anew."""
        if name not in self._known:
            self._known[name] = work()
        found: Worked = self._known[name]
        return found

    @cached_property
    def _capacity(self) -> Mapping[tuple[str, int | None], Capacity]:
        return {(capacity.key, capacity.only_outage): capacity for capacity in self.capacities}

    def capacity_of(self, pair: OfPair) -> Capacity:
        """The capacity of a pair; `bisher:` and `mehr:` are found by their outage."""
        own = self._capacity.get((pair.capacity, pair.outage))
        return own or self._capacity[pair.capacity, None]

    def offering_of(self, row: Outage | OfOutage) -> Offering:
        """The offering that drops out."""
        outage = row if isinstance(row, Outage) else self.outage[row.outage]
        return self.dataset.offering[outage.offering]

    @cached_property
    def pins(self) -> tuple[Pin, ...]:
        """The scenario's Vorgaben."""
        return tuple(pin for pin in self.dataset.pins if pin.scenario == self.scenario)

    @cached_property
    def _pins_by_names(self) -> Mapping[tuple[str, str], tuple[Pin, ...]]:
        found: dict[tuple[str, str], tuple[Pin, ...]] = {}
        for pin in self.pins:
            names = pin.offering, pin.capacity
            found[names] = (*found.get(names, ()), pin)
        return found

    def pins_of(self, option: Option) -> tuple[Pin, ...]:
        """The Vorgaben that bear on an option: on every outage of the offering that they name."""
        return self._pins_by_names.get((self.outage[option.outage].offering, option.capacity), ())

    def with_pins(self, pins: Iterable[Pin]) -> Case:
        """A copy in which the scenario has these Vorgaben and no others."""
        others = tuple(pin for pin in self.dataset.pins if pin.scenario != self.scenario)
        return replace(self, dataset=replace(self.dataset, pins=(*others, *pins)))
