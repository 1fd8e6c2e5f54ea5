"""Who pays what, in cents, once the hours stand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from optimizer.model.case import Case, Option
from optimizer.program.decisions import AmountKey, Bill, Decisions
from optimizer.program.language import Expression, Language, Name

NEAR = 100
"""Cents: how far from the linear program's optimum whole cents are looked for. Half-cents come from matching rows, and
a few of them turn over at most a few neighbours."""


class Payers(Decisions):
    """Who pays what, in cents, when hours and so each handover's cost by year stand.

    With `near` (amounts of the linear program) the cents are whole: each is a start plus a small whole number, so that
    a solver never has to tell one cent in millions from a rounding error.
    """

    unit = 1

    def __init__(
        self,
        case: Case,
        costs: Mapping[Option, Mapping[int, int]],
        near: Mapping[AmountKey, float] | None = None,
        language: Language | None = None,
    ) -> None:
        self.costs = costs
        self.start: dict[AmountKey, int] = {}
        self.steps: dict[AmountKey, Expression] = {}
        self._near = near
        super().__init__(case, costs, language)
        self._add_money()

    def amount(self, key: AmountKey, name: Name) -> Expression:
        """An amount in cents: the column itself, or a start plus a whole number."""
        if self._near is None:
            self.start[key], self.steps[key] = 0, self.column(name)
            return self.steps[key]
        middle = floor(self._near[key] + 1 / NEAR)
        self.start[key] = max(0, middle - NEAR)
        self.steps[key] = self.column(name, float(middle + NEAR - self.start[key]), whole=True)
        return self.start[key] + self.steps[key]

    def bill_of(self, option: Option) -> Bill:
        """Each handover is a bill of its own; it is named by its capacity."""
        return Bill(option.outage, option.capacity)

    def cost(self, bill: Bill, year: int) -> Expression:
        """Cents, rounded down."""
        (option,) = self.bills[bill]
        return self.costs[option].get(year, 0)

    def share(self, bill: Bill, year: int, part: Fraction, *, up: bool) -> Expression:
        """The part of the cost, rounded down or up to the cent."""
        cents = part.numerator * self.cost(bill, year)
        return -(-cents // part.denominator) if up else cents // part.denominator
