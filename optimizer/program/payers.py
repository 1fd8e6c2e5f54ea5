"""Who pays what, in cents, once the hours stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from optimizer.model.case import Case, Option
from optimizer.program.decisions import Bill, Decisions
from optimizer.program.in_pulp import Expression


class Payers(Decisions):
    """Who pays what, in cents, when hours and so each handover's cost by year stand."""

    unit = 1

    def __init__(self, case: Case, costs: Mapping[Option, Mapping[int, int]]) -> None:
        super().__init__(case, costs)
        self.costs = costs
        self._add_money()

    def bill_of(self, option: Option) -> Bill:
        """Each handover is a bill of its own."""
        return payment_bill(option)

    def cost(self, bill: Bill, year: int) -> Expression:
        """Cents, rounded down."""
        (option,) = self.bills[bill]
        return self.costs[option].get(year, 0)

    def share(self, bill: Bill, year: int, part: Fraction, *, up: bool) -> Expression:
        """The part of the cost, rounded down or up to the cent."""
        (share,) = parts_of_cents([self.cost(bill, year)], part, up=up)
        return share


def payment_bill(option: Option) -> Bill:
    """A handover's own bill; it is named by its capacity."""
    return Bill(option.outage, option.capacity)


def parts_of_cents(amounts: Iterable[int], part: Fraction, *, up: bool) -> list[int]:
    """The part of each amount, rounded down or up to the cent."""
    top, bottom = part.numerator, part.denominator
    return [-(-cents * top // bottom) if up else cents * top // bottom for cents in amounts]
