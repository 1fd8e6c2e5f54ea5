"""What is decided: weekly hours h, money m, and z where a lot rule asks whether a handover is made at all.

Two programs share the money rules: `Takeovers` decides hours and money (EUR), `Payers` the money alone, in integer
cents, once the hours stand. Substitutes of one outage that bring no means of their own are paid alike, so their money
stands in one `Bill`: an exact projection of m[o,p], with far fewer columns (shares hold for each when they hold for the
sum split in proportion to cost).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, NamedTuple

from optimizer.cases.costs import monthly_rate
from optimizer.cases.pots import open_to
from optimizer.model.case import OWN_MEANS, Case, Option, Outage, Pot
from optimizer.model.dataset import Capacity, Pin
from optimizer.model.hours import hundredths
from optimizer.model.pair import Key
from optimizer.program.in_pulp import Expression, InPulp


class Bill(NamedTuple):
    """Handovers of one outage whose money is decided together; `payee` is empty where that is nobody in particular."""

    outage: int
    payee: str = ""


AmountKey = tuple[Bill, str]
"""(bill, pot): what an amount m is found by."""


class Decisions(ABC):
    """What is decided in one part of a case, with the money columns m[bill, pot]."""

    unit: ClassVar[int]
    """Cents per unit of money in the program."""

    def __init__(self, case: Case, options: Iterable[Option]) -> None:
        self.case = case
        self.in_pulp = InPulp()
        self.column, self.row = self.in_pulp.column, self.in_pulp.row
        self.weighted, self.summed = self.in_pulp.weighted, self.in_pulp.summed
        self.options = tuple(sorted(options, key=lambda option: option.key))
        self.bills: Mapping[Bill, tuple[Option, ...]] = self._bills()
        self.paid: dict[AmountKey, Expression] = {}
        self.paid_from: dict[str, list[Expression]] = {}
        """The amounts that each pot pays; pots that may pay for none are left out."""
        self._years: dict[Bill, tuple[int, ...]] = {}
        self._paid_in: dict[tuple[Bill, int], dict[str | None, list[Expression]]] = {}

    @abstractmethod
    def bill_of(self, option: Option) -> Bill:
        """The bill that a handover's cost is part of."""

    @abstractmethod
    def cost(self, bill: Bill, year: int) -> Expression:
        """What the bill comes to in a year, in units of money."""

    @abstractmethod
    def share(self, bill: Bill, year: int, part: Fraction, *, up: bool) -> Expression:
        """A part of the bill in a year; where cents are whole, rounded down (for least) or up (for most)."""

    def _bills(self) -> Mapping[Bill, tuple[Option, ...]]:
        bills: dict[Bill, list[Option]] = {}
        for option in self.options:
            bills.setdefault(self.bill_of(option), []).append(option)
        return {bill: tuple(group) for bill, group in sorted(bills.items())}

    def _add_money(self) -> None:
        kind = {pot.key: kind_of(self.case, pot) for pot in self.case.pots}
        for bill, group in self.bills.items():
            years = self._years[bill] = tuple(sorted({year for option in group for year in option.period.years}))
            by_year: dict[int, dict[str | None, list[Expression]]] = {year: {None: []} for year in years}
            for pot in open_to(self.case)(self.outage(group[0]), self.capacity(group[0]).provider):
                if pot.year in by_year:
                    key, of_kind = (bill, pot.key), by_year[pot.year]
                    paid = self.paid[key] = self.column(("m", bill.outage, bill.payee or "alle", pot.key))
                    self.paid_from.setdefault(pot.key, []).append(paid)
                    of_kind[None].append(paid)
                    of_kind.setdefault(kind[pot.key], []).append(paid)
            self._paid_in |= {(bill, year): of_kind for year, of_kind in by_year.items()}

    def capacity(self, option: Option) -> Capacity:
        """The capacity of an option."""
        return self.case.capacity_of(option)

    def outage(self, option: Option) -> Outage:
        """The outage of an option."""
        return self.case.outage[option.outage]

    def years(self, bill: Bill) -> tuple[int, ...]:
        """Budget years that some handover of the bill touches."""
        return self._years[bill]

    def money(self, cents: Fraction | int, times: Fraction | int = 1) -> float:
        """Cents (times a number) in the program's unit of money; whole numbers up to the last division."""
        return cents.numerator * times.numerator / (cents.denominator * times.denominator * self.unit)

    def paid_in(self, bill: Bill, year: int, kind: str | None = None) -> Sequence[Expression]:
        """What is paid of the bill in a year: by all pots, or by those of one kind of source as Anteile names it."""
        return self._paid_in[bill, year].get(kind, ())

    def beyond(self, pot: str, cents: Fraction | int) -> Expression:
        """What a pot pays beyond so many cents, at least 0: a new column, in units of money."""
        over = self.column(("over", pot))
        self.row(("overrun", pot), self.summed(self.paid_from.get(pot, ())) - over <= self.money(cents))
        return over

    def total(self, terms: Iterable[AmountKey]) -> Expression:
        """Sum of the amounts named."""
        return self.summed(self.paid[term] for term in terms)


class Takeovers(Decisions):
    """Hours and money of one part of a case, in hours and EUR: h ≥ 0, m ≥ 0, z binary only where needed."""

    unit = 100

    def __init__(
        self,
        case: Case,
        options: Iterable[Option],
        earlier: Mapping[Key, Fraction] | None = None,
    ) -> None:
        super().__init__(case, options)
        self.earlier = earlier or {}
        self.lots = asks_for_lots(case, self.options)
        self.grid = case.dataset.rules.hour_grid
        self.most: dict[Key, Fraction] = {}
        self.hours: dict[Key, Expression] = {}
        self.steps: dict[Key, Expression] = {}
        self.used: dict[Key, Expression] = {}
        self._months: dict[Key, float] = {}
        self._cost_terms: dict[tuple[Bill, int], list[tuple[Expression, float]]] = {}
        self._cost: dict[tuple[Bill, int], Expression] = {}
        for option in self.options:
            self._add_hours(option)
        self._add_money()

    def _add_hours(self, option: Option) -> None:
        key = option.key
        self._months[key] = float(option.period.months)
        most = self.most[key] = most_hours(self.case, option)
        if self.grid:
            self.steps[key] = self.column(("n", *key), whole=True)
            self.hours[key] = float(self.grid) * self.steps[key]
        else:
            self.hours[key] = self.column(("h", *key), float(most))
        if self.lots:
            self.used[key] = self.column(("z", *key), 1, whole=True)
        self._add_cost(option, self.bill_of(option))

    def _add_cost(self, option: Option, bill: Bill) -> None:
        """rate · h / Vollzeit · q, plus start-up costs · z in the year in which the handover starts."""
        capacity, key = self.capacity(option), option.key
        monthly = monthly_rate(self.case, capacity)
        for year, months in option.period.months_by_year.items():
            terms = self._cost_terms.setdefault((bill, year), [])
            if monthly:
                terms.append((self.hours[key], self.money(monthly, months)))
        if capacity.start_up:
            self._cost_terms[bill, option.period.start.year].append((self.used[key], self.money(capacity.start_up)))

    def bill_of(self, option: Option) -> Bill:
        """One bill per outage, and one for each provider that brings own means."""
        return takeover_bill(self.case, option)

    def months(self, option: Option) -> float:
        """q(o): months of the option's window."""
        return self._months[option.key]

    def cost(self, bill: Bill, year: int) -> Expression:
        """The sum of what its handovers come to."""
        if (bill, year) not in self._cost:
            self._cost[bill, year] = self.weighted(self._cost_terms[bill, year])
        return self._cost[bill, year]

    def share(self, bill: Bill, year: int, part: Fraction, *, up: bool) -> Expression:  # noqa: ARG002
        """The part of the cost, exactly."""
        return part.numerator / part.denominator * self.cost(bill, year)


def takeover_bill(case: Case, option: Option) -> Bill:
    """One bill per outage, and one for each provider that brings own means."""
    provider = case.dataset.provider[case.capacity_of(option).provider]
    return Bill(option.outage, provider.key if provider.own_means else "")


def asks_for_lots(case: Case, options: Iterable[Option]) -> bool:
    """Does anything depend on whether a handover is made at all?"""
    rules = case.dataset.rules
    return bool(
        rules.min_hours
        or rules.max_substitutes
        or "Übergaben" in rules.goals
        or any(case.capacity_of(option).start_up for option in options)
    )


def most_hours(case: Case, option: Option) -> Fraction:
    """The most hours that can ever be taken over: lost, free, both down to 0.01 h."""
    return min(case.outage[option.outage].hours, hundredths(case.capacity_of(option).hours))


def kind_of(case: Case, pot: Pot) -> str:
    """The kind of source that a pot's money is of, as Anteile names it."""
    return OWN_MEANS if pot.kind == "own" else case.dataset.source[pot.source].kind


def pins_on(case: Case, options: Iterable[Option]) -> Iterator[tuple[Key, Pin]]:
    """The Vorgaben of hours that bear on options, with the key of each."""
    for option in options:
        yield from ((option.key, pin) for pin in case.pins_of(option) if pin.kind != "ausgeschlossen")
