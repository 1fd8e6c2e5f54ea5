"""What is decided in a part of a case, as columns of one program: hours, choices and money of all handovers at once.

The mirror of `program.decisions` and `program.payers`: the same columns in the same order.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import ClassVar, SupportsFloat, TypeVar

import numpy as np

from optimizer.cases.costs import monthly_rate
from optimizer.cases.pots import open_to
from optimizer.model.case import Case, Option
from optimizer.model.hours import hundredths
from optimizer.model.pair import Key
from optimizer.program.arrays import INFINITY, Arrays, Floats
from optimizer.program.at_once.sums import Bools, Ints, Rows, Sums, arrays, constants
from optimizer.program.decisions import AmountKey, Bill, asks_for_lots, kind_of, takeover_bill
from optimizer.program.payers import parts_of_cents, payment_bill

Row = TypeVar("Row")

NEAR = 100
"""Cents: how far from the linear program's optimum whole cents are looked for. Half-cents come from matching rows, and
a few of them turn over at most a few neighbours."""


class Decisions(ABC):
    """The money columns m[bill, pot], and what they pay for.

    A due is what a bill comes to in a year: due i is one of bill `bill_of[i]`. Amount i of `paid` pays for due
    `due_of[i]` from pot `pot_of[i]`. Year i of all options' windows is of option `window_of[i]`, in due `due_in[i]`.
    """

    unit: ClassVar[int]
    """Cents per unit of money in the program."""

    def __init__(self, case: Case, options: Iterable[Option]) -> None:
        self.case = case
        self.options = tuple(sorted(options, key=lambda option: option.key))
        self.count = 0
        """How many columns there are."""
        self._upper: list[Floats] = []
        self._whole: list[Bools] = []
        self._rows: list[Rows] = []
        bills = [self.bill(option) for option in self.options]
        self.bills = tuple(sorted(set(bills)))
        place = {bill: number for number, bill in enumerate(self.bills)}
        windows = [
            (number, place[bill], year)
            for number, (option, bill) in enumerate(zip(self.options, bills, strict=True))
            for year in option.period.years
        ]
        self.dues = tuple(sorted({(bill, year) for _, bill, year in windows}))
        """Place of the bill and year."""
        self._due: list[dict[int, int]] = [{} for _ in self.bills]
        for number, (bill, year) in enumerate(self.dues):
            self._due[bill][year] = number
        self.bill_of = _ints(bill for bill, _ in self.dues)
        self.window_of = _ints(number for number, _, _ in windows)
        self.due_in = _ints(self._due[bill][year] for _, bill, year in windows)
        self._first = dict(zip(bills, self.options, strict=True))
        self.offerings = [case.offering_of(bill) for bill in self.bills]
        """What each bill is for."""

    def _add_money(self) -> None:
        open_pots, place = open_to(self.case), dict[str, int]()
        found: list[tuple[int, int]] = []
        for bill, due in zip(self.bills, self._due, strict=True):
            provider = self.case.capacity_of(self._first[bill]).provider
            pots = open_pots(self.case.outage[bill.outage], provider)
            found += [(due[pot.year], place.setdefault(pot.key, len(place))) for pot in pots if pot.year in due]
        self.pots = tuple(self.case.pot[key] for key in place)
        """Those that may pay for something."""
        self._kinds = [kind_of(self.case, pot) for pot in self.pots]
        self.due_of, self.pot_of = _ints(due for due, _ in found), _ints(pot for _, pot in found)
        self.paid = self.amounts(len(found))

    @abstractmethod
    def bill(self, option: Option) -> Bill:
        """The bill that a handover's cost is part of."""

    @abstractmethod
    def amounts(self, count: int) -> Sums:
        """So many new amounts of money, m ≥ 0."""

    @abstractmethod
    def cost(self) -> Sums:
        """What every due comes to, in units of money."""

    @abstractmethod
    def share(self, part: Fraction, *, up: bool) -> Sums:
        """A part of every due; where cents are whole, rounded down (for least) or up (for most)."""

    def columns(self, most: Floats, whole: Bools | None = None) -> Sums:
        """New columns from 0 to `most`, each a sum of its own."""
        first, count = self.count, len(most)
        self.count += count
        self._upper.append(most)
        self._whole.append(np.zeros(count, dtype=np.bool_) if whole is None else whole)
        return Sums(np.arange(count), np.arange(first, self.count), np.ones(count), np.zeros(count))

    def add(self, rows: Rows) -> range:
        """What has to hold; gives the places of the new rows."""
        first = sum(len(block.lower) for block in self._rows)
        self._rows.append(rows)
        return range(first, first + len(rows.lower))

    def arrays(self) -> Arrays:
        """All columns and rows."""
        return arrays(np.concatenate(self._upper), np.concatenate(self._whole), self._rows)

    def of_kind(self, kind: str) -> Bools:
        """Which amounts come from a kind of source, as Anteile names it."""
        return np.array([each == kind for each in self._kinds], dtype=np.bool_)[self.pot_of]

    def in_pots(self, case: Case) -> Floats:
        """What each of the pots holds in a case, in units of money."""
        return _floats(case.pot[pot.key].cents for pot in self.pots) / self.unit


class Takeovers(Decisions):
    """Hours h (or steps n of the grid), z where lots ask for it, and money in EUR.

    Option i is of outage `outage_of[i]` of `outages` and capacity `capacity_of[i]` of `capacities`.
    """

    unit = 100

    def __init__(self, case: Case, options: Iterable[Option], earlier: Mapping[Key, Fraction] | None = None) -> None:
        super().__init__(case, options)
        self.earlier = earlier or {}
        self.grid = case.dataset.rules.hour_grid
        self.lots = asks_for_lots(case, self.options)
        self.outages, self.outage_of = _distinct([case.outage[option.outage] for option in self.options])
        self.capacities, self.capacity_of = _distinct([case.capacity_of(option) for option in self.options])
        self.most = np.minimum(self.lost[self.outage_of], self.free[self.capacity_of])
        """The most hours of each option that can ever be taken over."""
        periods = [option.period for option in self.options]
        whole = {period: float(period.months) for period in set(periods)}
        by_year = {period: tuple(map(float, period.months_by_year.values())) for period in whole}
        self.months = _floats(whole[period] for period in periods)
        self.months_in = _floats(part for period in periods for part in by_year[period])
        """Months of each option, and of each year of all windows."""
        self.steps, self.used = self._columns_of_hours()
        self.hours = self.steps.times(np.full(len(self.options), float(self.grid or 1)))
        self._add_money()
        self._cost = self._cost_by_due()

    @property
    def lost(self) -> Floats:
        """Weekly hours that each outage loses."""
        return _floats(outage.hours for outage in self.outages)

    @property
    def free(self) -> Floats:
        """Weekly hours of each capacity, down to 0.01 h."""
        return _floats(hundredths(capacity.hours) for capacity in self.capacities)

    def _columns_of_hours(self) -> tuple[Sums, Sums]:
        """Hours or steps of every option, each with its z beside it where lots ask for it."""
        count = len(self.options)
        most = np.full(count, INFINITY) if self.grid else self.most
        whole = np.full(count, bool(self.grid))
        if not self.lots:
            return self.columns(most, whole), constants(np.zeros(0))
        yes = np.ones(count)
        both = self.columns(np.column_stack((most, yes)).ravel(), np.column_stack((whole, yes > 0)).ravel())
        return both.pick(np.arange(0, 2 * count, 2)), both.pick(np.arange(1, 2 * count, 2))

    def _cost_by_due(self) -> Sums:
        """rate · h / Vollzeit · q, plus start-up costs · z in the year in which the handover starts."""
        monthly = _floats(monthly_rate(self.case, capacity) for capacity in self.capacities) / self.unit
        rates = monthly[self.capacity_of[self.window_of]] * self.months_in
        cost = self.hours.pick(self.window_of).times(rates).by(self.due_in, len(self.dues))
        if not self.lots:
            return cost
        start_up = (_floats(capacity.start_up for capacity in self.capacities) / self.unit)[self.capacity_of]
        _, first_year = np.unique(self.window_of, return_index=True)
        return cost.plus(self.used.times(start_up).by(self.due_in[first_year], len(self.dues)))

    def bill(self, option: Option) -> Bill:
        """One bill per outage, and one for each provider that brings own means."""
        return takeover_bill(self.case, option)

    def amounts(self, count: int) -> Sums:
        """Any amounts."""
        return self.columns(np.full(count, INFINITY))

    def cost(self) -> Sums:
        """The sum of what its handovers come to."""
        return self._cost

    def share(self, part: Fraction, *, up: bool) -> Sums:  # noqa: ARG002
        """The part of the cost, exactly."""
        return self._cost.times(np.full(len(self.dues), float(part)))


class Payers(Decisions):
    """Money in cents, when hours and so each handover's cost by year stand.

    With `near` (what the linear program pays, by amount) the cents are whole: each is a start plus a small whole
    number, so that a solver never has to tell one cent in millions from a rounding error.
    """

    unit = 1

    def __init__(self, case: Case, costs: Mapping[Option, Mapping[int, int]], near: Floats | None = None) -> None:
        self._near = near
        super().__init__(case, costs)
        self._cents = [costs[self.options[bill]].get(year, 0) for bill, year in self.dues]  # each its own bill
        self._add_money()

    def bill(self, option: Option) -> Bill:
        """Each handover is a bill of its own."""
        return payment_bill(option)

    def amounts(self, count: int) -> Sums:
        """Amounts in cents: the column itself, or a start plus a whole number."""
        if self._near is None:
            return self.columns(np.full(count, INFINITY))
        middle = np.floor(self._near + 1 / NEAR)
        start = np.maximum(0, middle - NEAR)
        return self.columns(middle + NEAR - start, np.ones(count, dtype=np.bool_)).plus(constants(start))

    def cost(self) -> Sums:
        """Cents, rounded down."""
        return constants(_floats(self._cents))

    def share(self, part: Fraction, *, up: bool) -> Sums:
        """The part of the cost, rounded down or up to the cent."""
        return constants(_floats(parts_of_cents(self._cents, part, up=up)))

    @property
    def keys(self) -> Ints:
        """The columns of the amounts, in the order of bill and pot."""
        rank = {key: place for place, key in enumerate(sorted(pot.key for pot in self.pots))}
        ranks = _ints(rank[pot.key] for pot in self.pots)[self.pot_of]
        return self.paid.column[np.lexsort((ranks, self.bill_of[self.due_of]))]

    def in_cents(self, values: Floats) -> Floats:
        """The amounts, from a solver's values by column."""
        return self.paid.constant + values[self.paid.column]

    def by_key(self, cents: Ints) -> Mapping[AmountKey, int]:
        """Whole amounts by bill and pot; those of nothing are left out."""
        (paid,) = cents.nonzero()
        bills, pots = self.bill_of[self.due_of[paid]].tolist(), self.pot_of[paid].tolist()
        return {
            (self.bills[bill], self.pots[pot].key): amount
            for bill, pot, amount in zip(bills, pots, cents[paid].tolist(), strict=True)
        }


def _distinct(rows: list[Row]) -> tuple[list[Row], Ints]:
    """The rows that are not the same, and the place of each among them."""
    found = {id(row): row for row in rows}
    place = {key: number for number, key in enumerate(found)}
    return list(found.values()), _ints(place[id(row)] for row in rows)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.intp)


def _floats(values: Iterable[SupportsFloat]) -> Floats:
    return np.array(list(map(float, values)), dtype=np.float64)
