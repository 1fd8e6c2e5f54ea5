"""What is decided: weekly hours h, money m, and z where a lot rule asks whether a handover is made at all.

Two programs share the money rules: `Takeovers` decides hours and money (EUR), `Payers` the money alone, in integer
cents, once the hours stand. Substitutes of one outage that bring no means of their own are paid alike, so their money
stands in one `Bill`: an exact projection of m[o,p], with far fewer columns (shares hold for each when they hold for the
sum split in proportion to cost).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, NamedTuple

import pulp

from optimizer.cases.costs import cost_per_hour
from optimizer.cases.pots import open_to
from optimizer.model.case import OWN_MEANS, Case, Option, Outage
from optimizer.model.dataset import Capacity, Pin
from optimizer.model.hours import hundredths
from optimizer.model.pair import Key
from optimizer.program.expressions import Expression, summed, weighted
from optimizer.program.names import Names


class Bill(NamedTuple):
    """Handovers of one outage whose money is decided together; `payee` is empty where that is nobody in particular."""

    outage: int
    payee: str = ""


AmountKey = tuple[Bill, str]
"""(bill, pot): what an amount m is found by."""


class Decisions(ABC):
    """A PuLP problem with the money columns m[bill, pot] of one part of a case."""

    unit: ClassVar[int]
    """Cents per unit of money in the program."""

    def __init__(self, case: Case, options: Iterable[Option]) -> None:
        self.case = case
        self.options = tuple(sorted(options, key=lambda option: option.key))
        self.problem = pulp.LpProblem("staffelstab", pulp.LpMinimize)
        self.names = Names()
        self.columns: list[Expression] = []
        self.bills: Mapping[Bill, tuple[Option, ...]] = self._bills()
        self.paid: dict[AmountKey, Expression] = {}
        self.paid_from: dict[str, list[Expression]] = {}
        """The amounts that each pot pays; pots that may pay for none are left out."""
        self._paid_in: dict[tuple[Bill, int, str | None], list[Expression]] = {}

    def column(self, name: str, upper: float | None = None, category: str = "Continuous") -> Expression:
        """A new variable ≥ 0 of the program."""
        variable = self.problem.add_variable(name, 0, upper, category)
        self.columns.append(variable)
        return variable

    @abstractmethod
    def bill_of(self, option: Option) -> Bill:
        """The bill that a handover's cost is part of."""

    @abstractmethod
    def cost(self, bill: Bill, year: int) -> Expression:
        """What the bill comes to in a year, in units of money."""

    @abstractmethod
    def share(self, bill: Bill, year: int, part: Fraction, outwards: Callable[[Fraction], int]) -> Expression:
        """A part of the bill in a year; where cents are whole, rounded `outwards` (down for least, up for most)."""

    def _bills(self) -> Mapping[Bill, tuple[Option, ...]]:
        bills: dict[Bill, list[Option]] = {}
        for option in self.options:
            bills.setdefault(self.bill_of(option), []).append(option)
        return {bill: tuple(group) for bill, group in sorted(bills.items())}

    def _add_money(self) -> None:
        for bill, group in self.bills.items():
            years = self.years(bill)
            for pot in open_to(self.case)(self.outage(group[0]), self.capacity(group[0]).provider):
                if pot.year in years:
                    name = self.names("m", bill.outage, bill.payee or "alle", pot.key)
                    paid = self.paid[bill, pot.key] = self.amount((bill, pot.key), name)
                    self.paid_from.setdefault(pot.key, []).append(paid)
                    kind = OWN_MEANS if pot.kind == "own" else self.case.dataset.source[pot.source].kind
                    for asked in (None, kind):
                        self._paid_in.setdefault((bill, pot.year, asked), []).append(paid)

    def amount(self, _: AmountKey, name: str) -> Expression:
        """A new amount of money, m ≥ 0."""
        return self.column(name)

    def capacity(self, option: Option) -> Capacity:
        """The capacity of an option."""
        return self.case.capacity_of(option)

    def outage(self, option: Option) -> Outage:
        """The outage of an option."""
        return self.case.outage[option.outage]

    def years(self, bill: Bill) -> tuple[int, ...]:
        """Budget years that some handover of the bill touches."""
        return tuple(sorted({year for option in self.bills[bill] for year in option.period.years}))

    def money(self, cents: Fraction | int) -> float:
        """Cents in the program's unit of money."""
        return cents.numerator / (cents.denominator * self.unit)

    def paid_in(self, bill: Bill, year: int, kind: str | None = None) -> Sequence[Expression]:
        """What is paid of the bill in a year: by all pots, or by those of one kind of source as Anteile names it."""
        return self._paid_in.get((bill, year, kind), ())

    def total(self, terms: Iterable[AmountKey]) -> Expression:
        """Sum of the amounts named."""
        return summed(self.paid[term] for term in terms)


class Takeovers(Decisions):
    """Hours and money of one part of a case, in hours and EUR: h ≥ 0, m ≥ 0, z binary only where needed."""

    unit = 100

    def __init__(self, case: Case, options: Iterable[Option], earlier: Mapping[Key, Fraction] | None = None) -> None:
        super().__init__(case, options)
        rules = case.dataset.rules
        self.earlier = earlier
        self.lots = bool(
            rules.min_hours
            or rules.max_substitutes
            or "Übergaben" in rules.goals
            or any(self.capacity(option).start_up for option in self.options)
        )
        self.grid = rules.hour_grid
        self.most: dict[Key, Fraction] = {}
        self.hours: dict[Key, Expression] = {}
        self.steps: dict[Key, Expression] = {}
        self.used: dict[Key, Expression] = {}
        self._per_hour: dict[Key, dict[int, Fraction]] = {}
        self._cost: dict[tuple[Bill, int], Expression] = {}
        for option in self.options:
            self._add_hours(option)
        self._add_money()

    def _add_hours(self, option: Option) -> None:
        key = option.key
        capacity = self.capacity(option)
        self._per_hour[key] = cost_per_hour(capacity, self.case.dataset.rules.full_time, option.period)
        most = self.most[key] = self._most_hours(option)
        if self.grid:
            self.steps[key] = self.column(self.names("n", *key), category="Integer")
            self.hours[key] = float(self.grid) * self.steps[key]
        else:
            self.hours[key] = self.column(self.names("h", *key), float(most))
        if self.lots:
            self.used[key] = self.column(self.names("z", *key), 1, "Integer")

    def _most_hours(self, option: Option) -> Fraction:
        """The most hours that can ever be taken over: lost, free, both down to 0.01 h."""
        return hundredths(min(self.outage(option).hours, self.capacity(option).hours))

    def bill_of(self, option: Option) -> Bill:
        """One bill per outage, and one for each provider that brings own means."""
        provider = self.case.dataset.provider[self.capacity(option).provider]
        return Bill(option.outage, provider.key if provider.own_means else "")

    def months(self, option: Option) -> float:
        """q(o): months of the option's window."""
        return float(option.period.months)

    def cost(self, bill: Bill, year: int) -> Expression:
        """rate · h / Vollzeit · q, plus start-up costs · z in the year in which the handover starts."""
        if (bill, year) not in self._cost:
            self._cost[bill, year] = weighted(
                term for each in self.bills[bill] for term in self._cost_terms(each, year)
            )
        return self._cost[bill, year]

    def _cost_terms(self, option: Option, year: int) -> Iterator[tuple[Expression, float]]:
        key = option.key
        if per_hour := self._per_hour[key].get(year):
            yield self.hours[key], self.money(per_hour)
        start_up = self.capacity(option).start_up
        if start_up and option.period.start.year == year:
            yield self.used[key], self.money(start_up)

    def share(self, bill: Bill, year: int, part: Fraction, _: Callable[[Fraction], int]) -> Expression:
        """The part of the cost, exactly."""
        return float(part) * self.cost(bill, year)

    @cached_property
    def pins(self) -> tuple[tuple[Key, Pin], ...]:
        """The Vorgaben that bear on an option, with its key."""
        return tuple(
            (option.key, pin)
            for option in self.options
            for pin in self.case.pins_of(option)
            if pin.kind != "ausgeschlossen"
        )
