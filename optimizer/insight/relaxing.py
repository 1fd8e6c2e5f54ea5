"""How much of an outage could be covered if some limits did not hold: the question behind Engpass.

The handovers of the other outages stay as the plan has them. Laws and agreements are no limits here: no option is ever
added, and matching funds always hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.cases.pots import payers
from optimizer.insight.changed import LotRule, Setter, hours_setter, pot_setter, rule_setter, share_setter, with_options
from optimizer.insight.smallest import smallest
from optimizer.insight.words import capacity_label, pot_label, share_limit
from optimizer.model.case import Case, Option, Pot
from optimizer.model.dataset import Pin
from optimizer.model.errors import NoProof
from optimizer.model.findings import Limit
from optimizer.model.german import number
from optimizer.model.plan import Handover
from optimizer.plans.ways_out import PLENTY
from optimizer.program.decisions import Takeovers
from optimizer.program.in_pulp import Expression
from optimizer.program.optimum import minimum, satisfiable
from optimizer.program.rules import RULES, state_rules
from optimizer.program.solver import Clock, Infeasible, SolverName

_OUTSIDE = 7
"""From this place in the order on, those who decide are not of the county."""

_CLOSE = 2e-7
_HAIR = 0.01
"""Hours by which the other outages' handovers may come down: whole cents can keep a share that fractions just miss."""
_SECONDS = 3.0
"""How long one question may take; each is small, but whole numbers can be stubborn."""


@dataclass(frozen=True, slots=True)
class Relaxable:
    """A limit that someone may move, how a case looks without it, who decides on it, and in which order to ask them."""

    limit: Limit
    value: Fraction
    set_to: Setter
    without: Fraction
    decider: str
    order: int

    def relaxed(self, case: Case) -> Case:
        """The case in which this limit does not hold."""
        return self.set_to(case, self.without)

    @property
    def outside(self) -> bool:
        """Does someone outside the county decide on it?"""
        return self.order >= _OUTSIDE


def relaxables(case: Case, outages: Iterable[int]) -> tuple[Relaxable, ...]:
    """Every limit on these outages that a person could decide to move: money, hours, shares, lot rules, Vorgaben."""
    wanted = set(outages)
    options = tuple(option for option in case.options if option.outage in wanted)
    lost = sum((case.outage[number_].hours for number_ in wanted), Fraction(0))
    found = [
        *(_pot(case, pot) for pot in payers(case, options)),
        *_capacities(case, options, lost),
        *_shares(case, wanted),
        *_lot_rules(case),
        *_pins(case, options),
    ]
    return tuple(sorted(found, key=lambda row: (row.order, row.limit.kind, row.limit.key)))


def _pot(case: Case, pot: Pot) -> Relaxable:
    decider, order = _payer(case, pot)
    limit, enough = Limit("pot", pot.key, pot_label(case, pot)), Fraction(pot.cents + PLENTY)
    return Relaxable(limit, Fraction(pot.cents), pot_setter(pot.key), enough, decider, order)


def _payer(case: Case, pot: Pot) -> tuple[str, int]:
    """Who decides on more money of a pot; the district's own bodies come first, those outside the county last."""
    dataset = case.dataset
    if pot.kind == "own":
        return dataset.provider[pot.provider or ""].name, 3
    source = dataset.source[pot.source]
    if source.kind == "Landkreis":
        return "Kreistag/Jugendhilfeausschuss", 0 if pot.kind == "reserve" else 1
    if source.kind == "Kommune":
        town = dataset.municipality[source.ags].name if source.ags else source.name
        return f"{town} (Gemeinderat)", 2
    return source.name, _OUTSIDE if source.kind == "Dritte" else _OUTSIDE + 1


def _capacities(case: Case, options: Iterable[Option], lost: Fraction) -> Iterable[Relaxable]:
    for key in sorted({option.capacity for option in options}):
        capacity = next(row for row in case.capacities if row.key == key)
        if capacity.only_outage is None:
            name = case.dataset.provider[capacity.provider].name
            limit = Limit("capacity", key, capacity_label(case, key))
            yield Relaxable(limit, capacity.hours, hours_setter(key), capacity.hours + lost, name, 4)


def _shares(case: Case, outages: set[int]) -> Iterable[Relaxable]:
    """Shares that the district itself or a provider may decide on; what the state's guideline says is no such limit."""
    for index, share in enumerate(case.dataset.shares):
        if share.kind == "Land" or not any(share.bears_on(case.offering_of(case.outage[outage])) for outage in outages):
            continue
        body = "Kreistag/Jugendhilfeausschuss"
        if share.minimum > 0:
            limit = share_limit(case, index, "min")
            yield Relaxable(limit, share.minimum, share_setter(index, "minimum"), Fraction(0), body, 6)
        if share.maximum < 1:
            limit = share_limit(case, index, "max")
            yield Relaxable(limit, share.maximum, share_setter(index, "maximum"), Fraction(1), body, 6)


def _lot_rules(case: Case) -> Iterable[Relaxable]:
    rules, body = case.dataset.rules, "Jugendamt (Blatt Regeln)"
    lot_rules: tuple[tuple[str, Fraction, LotRule], ...] = (
        ("Mindestumfang", rules.min_hours, "min_hours"),
        ("Höchstzahl Übernehmende", Fraction(rules.max_substitutes), "max_substitutes"),
        ("Stundenraster", rules.hour_grid, "hour_grid"),
    )
    for name, value, rule in lot_rules:
        if value:
            yield Relaxable(Limit("lot_rule", name, name), value, rule_setter(rule), Fraction(0), body, 5)


def _pins(case: Case, options: Iterable[Option]) -> Iterable[Relaxable]:
    """Vorgaben that keep hours down: fest and höchstens."""
    pairs = {(case.outage[option.outage].offering, option.capacity) for option in options}
    for pin in case.pins:
        if (pin.offering, pin.capacity) in pairs and pin.kind in ("fest", "höchstens"):
            words = f"Vorgabe {pin.capacity} {pin.kind} {number(pin.hours or Fraction(0))} h"
            limit = Limit("pin", f"{pin.offering}:{pin.capacity}:{pin.kind}", words)
            yield Relaxable(
                limit, pin.hours or Fraction(0), _pin_setter(pin), Fraction(10**4), "Koordination (Blatt Vorgaben)", 5
            )


def _pin_setter(pin: Pin) -> Setter:
    """A höchstens or fest pin becomes höchstens with another number."""
    return lambda case, hours: case.with_pins(
        replace(row, kind="höchstens", hours=hours) if row == pin else row for row in case.pins
    )


class Coverage:
    """The hour-months of some outages that could be covered with limits relaxed; the answers are remembered."""

    def __init__(self, case: Case, handovers: tuple[Handover, ...], outages: Iterable[int], solver: SolverName) -> None:
        self.outages = frozenset(outages)
        self._solver: SolverName = solver
        self._fixed = {row.key: row.hours for row in handovers if row.outage not in self.outages}
        kept = [row for row in case.options if row.outage in self.outages or row.key in self._fixed]
        rules = replace(case.dataset.rules, goals=("Versorgung",), slack=())
        self.case = with_options(replace(case, dataset=replace(case.dataset, rules=rules)), kept)
        self._hair = 0.0
        self._known: dict[tuple[frozenset[Limit], float], bool] = {}

    def program(self, case: Case) -> Takeovers:
        """The program of a relaxed case, with the other outages' handovers as they are."""
        program = Takeovers(case, case.options, None)
        state_rules(program, RULES)
        for key, hours in self._fixed.items():
            kept = program.hours[key]
            program.row(("kept", *key, "most"), kept <= float(hours))
            program.row(("kept", *key, "least"), kept >= float(hours) - self._hair)
        return program

    def objective(self, program: Takeovers) -> Expression:
        """Hour-months of the outages in question, to be made as many as possible."""
        return program.weighted(
            (program.hours[option.key], program.months(option))
            for option in program.options
            if option.outage in self.outages
        )

    def most(self, relaxed: Iterable[Relaxable]) -> float:
        """The most hour-months that can be covered without these limits."""
        case = _without(self.case, relaxed)
        if not any(option.outage in self.outages for option in case.options):
            return 0.0
        try:
            return self._most(case)
        except Infeasible:
            self._hair = _HAIR
        try:
            return self._most(case)
        except Infeasible:
            return 0.0

    def _most(self, case: Case) -> float:
        program = self.program(case)
        return -minimum(program, -1 * self.objective(program), self._solver, Clock(None)).value

    def suffices(self, relaxed: Iterable[Relaxable], target: float) -> bool:
        """Could the target be covered without these limits?"""
        chosen = tuple(relaxed)
        key = frozenset(row.limit for row in chosen), target
        if key not in self._known:
            self._known[key] = self.possible(_without(self.case, chosen), target)
        return self._known[key]

    def possible(self, case: Case, target: float) -> bool:
        """Could the target be covered in a changed copy of the case? What is not proven in time counts as not."""
        program = self.program(case)
        self.demand(program, target)
        try:
            return satisfiable(program, self._solver, Clock(_SECONDS))
        except NoProof:
            return False

    def demand(self, program: Takeovers, target: float, close: float = _CLOSE) -> None:
        """The program has to cover the target, but for the solver's noise."""
        least = target - close * max(1.0, target)
        program.row(("target",), self.objective(program) >= least)


def _without(case: Case, relaxed: Iterable[Relaxable]) -> Case:
    for row in relaxed:
        case = row.relaxed(case)
    return case


def smallest_hold(coverage: Coverage, limits: tuple[Relaxable, ...], target: float) -> tuple[Relaxable, ...]:
    """A set of limits that together hold the target down, from which none can be left out; late ones are preferred."""

    def holds(kept: Sequence[Relaxable]) -> bool:
        return not coverage.suffices([row for row in limits if row not in kept], target)

    found = smallest(limits[::-1], holds)
    return tuple(row for row in limits if row in found)


def smallest_repair(coverage: Coverage, limits: tuple[Relaxable, ...], target: float) -> tuple[Relaxable, ...]:
    """A set of limits without which the target could be covered, from which none can be left out.

    The limits are given in the order of preference; those at the end are kept in force first.
    """
    found = smallest(limits, lambda relaxed: coverage.suffices(relaxed, target))
    return tuple(row for row in limits if row in found)
