"""The model as one writes it on the first day: `model.md` word for word in PuLP, and a cold solve for every goal.

Nothing is cut into parts, nothing tightened, nothing gathered: one row per outage and phase and per capacity and phase,
one column for each handover and pot, and every goal that is reached becomes a row for those behind it. Money stands by
year as on the page, or by month (`monthly`), as whoever thinks in monthly instalments would write it.
It shares the worked-out case with the program, and none of the program's mathematics.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import pulp

from optimizer.cases.matching import matchings
from optimizer.cases.pots import open_to
from optimizer.model.case import OWN_MEANS, Case, Option
from optimizer.model.periods import Period, phases

Variable = Any
"""A PuLP variable or expression."""

LOOSE: Final = (1e-9, 1e-7, 1e-6, 1e-5)
"""How loosely reached goals are held, relative to their value: looser whenever the solver calls the next infeasible."""


class TimeUp(Exception):
    """The solver did not prove every goal in the time that it had."""


@dataclass
class Naive:
    """The whole model of one case."""

    case: Case
    monthly: bool
    problem: pulp.LpProblem = field(default_factory=lambda: pulp.LpProblem("naive", pulp.LpMinimize))
    hours: dict[Option, Variable] = field(default_factory=dict)
    used: dict[Option, Variable] = field(default_factory=dict)
    money: dict[tuple[Option, str, Period], Variable] = field(default_factory=dict)

    def slots(self, option: Option) -> list[Period]:
        """The years or months of an option's window: the pieces in which its costs are paid."""
        parts = [option.period.cut(date(year, 1, 1), date(year, 12, 31)) for year in option.period.years]
        years = [part for part in parts if part]
        return [month for year in years for month in _calendar_months(year)] if self.monthly else years


def build(case: Case, *, monthly: bool = False) -> Naive:
    """Columns and rows of the case; hours and EUR."""
    model = Naive(case, monthly)
    for number, option in enumerate(case.options):
        _add_columns(model, number, option)
    for rule in (_cover, _capacity, _cost_balance, _budget, _shares, _matching, _pins, _lots):
        for row in rule(model):
            model.problem += row
    return model


def goal_values(
    case: Case,
    solver_of: Callable[[float], pulp.LpSolver],
    seconds: float,
    *,
    monthly: bool = False,
) -> dict[str, float]:
    """Build the model and reach the goals of *Ziele* one after the other; raises `TimeUp` after so many seconds."""
    end = time.monotonic() + seconds
    values: dict[str, float] = {}
    for loose in LOOSE:
        if _reach_all(build(case, monthly=monthly), solver_of, end, values, loose):
            return values
    raise TimeUp("infeasible however loosely the goals are held")


def _reach_all(
    model: Naive, solver_of: Callable[[float], pulp.LpSolver], end: float, values: dict[str, float], loose: float
) -> bool:
    """Reach the goals that `values` lacks; False where the solver calls the rows of the reached ones infeasible."""
    for name, sense, expression in _goals(model):
        if name not in values:
            model.problem.setObjective(expression if sense > 0 else -1 * expression)
            left = end - time.monotonic()
            if left <= 0:
                raise TimeUp(name)
            ended = _ended(model.problem, model.problem.solve(solver_of(left)))
            if ended == "Infeasible" and values:
                return False
            if ended != "Optimal":
                raise TimeUp(f"{name}: {ended}")
            values[name] = float(pulp.value(expression) or 0.0)
        value, room = values[name], loose * max(1.0, abs(values[name]))
        model.problem += expression <= value + room if sense > 0 else expression >= value - room
    return True


def _ended(problem: pulp.LpProblem, told: Any) -> str:
    """How PuLP says that it ended. PuLP 3 gives a number, and calls "Optimal" what ran out of time with a plan."""
    if not isinstance(told, int):
        return str(told.status.name)
    proven = told != pulp.LpStatusOptimal or problem.sol_status == pulp.LpSolutionOptimal
    return str(pulp.LpStatus[told]) if proven else "Not proven"


def _calendar_months(period: Period) -> Iterator[Period]:
    for month in range(1, 13):
        first, behind = date(period.start.year, month, 1), date(period.start.year + month // 12, month % 12 + 1, 1)
        if part := period.cut(first, date.fromordinal(behind.toordinal() - 1)):
            yield part


def _add_columns(model: Naive, number: int, option: Option) -> None:
    case, rules, add = model.case, model.case.dataset.rules, model.problem.add_variable
    capacity, outage = case.capacity_of(option), case.outage[option.outage]
    if rules.hour_grid:
        model.hours[option] = float(rules.hour_grid) * add(f"n_{number}", 0, None, "Integer")
    else:
        model.hours[option] = add(f"h_{number}", 0, None, "Continuous")
    if rules.min_hours or rules.max_substitutes or "Übergaben" in rules.goals or capacity.start_up:
        model.used[option] = add(f"z_{number}", 0, 1, "Integer")
    may_pay = {pot.key for pot in open_to(case)(outage, capacity.provider)}
    for slot, piece in enumerate(model.slots(option)):
        for place, pot in enumerate(case.pots):
            if pot.year == piece.start.year and pot.key in may_pay:
                name = f"m_{number}_{slot}_{place}"
                model.money[option, pot.key, piece] = add(name, 0, None, "Continuous")


def _cover(model: Naive) -> Iterator[Variable]:
    for outage in model.case.outages:
        yield from _by_phase(model, [o for o in model.hours if o.outage == outage.number], float(outage.hours))


def _capacity(model: Naive) -> Iterator[Variable]:
    groups: dict[int, list[Option]] = {}
    for option in model.hours:
        groups.setdefault(id(model.case.capacity_of(option)), []).append(option)
    for options in groups.values():
        yield from _by_phase(model, options, float(model.case.capacity_of(options[0]).hours))


def _by_phase(model: Naive, options: list[Option], most: float) -> Iterator[Variable]:
    for _, inside in phases([option.period for option in options]):
        yield pulp.lpSum([model.hours[options[place]] for place in inside]) <= most


def _cost(model: Naive, option: Option, piece: Period) -> Variable:
    capacity = model.case.capacity_of(option)
    per_hour = float(capacity.rate / model.case.dataset.rules.full_time * piece.months / 100)
    cost = per_hour * model.hours[option]
    if capacity.start_up and option.period.start == piece.start:
        cost = cost + capacity.start_up / 100 * model.used[option]
    return cost


def _paid(model: Naive, option: Option, piece: Period, sources: set[str] | None = None) -> Variable:
    keys = [(option, pot.key, piece) for pot in model.case.pots if sources is None or pot.source in sources]
    return pulp.lpSum([model.money[key] for key in keys if key in model.money])


def _cost_balance(model: Naive) -> Iterator[Variable]:
    for option in model.hours:
        for piece in model.slots(option):
            yield _paid(model, option, piece) == _cost(model, option, piece)


def _budget(model: Naive) -> Iterator[Variable]:
    for pot in model.case.pots:
        payments = [variable for (_, key, _), variable in model.money.items() if key == pot.key]
        if payments:
            yield pulp.lpSum(payments) <= pot.cents / 100


def _shares(model: Naive) -> Iterator[Variable]:
    dataset = model.case.dataset
    kinds = {OWN_MEANS: OWN_MEANS} | {source.key: source.kind for source in dataset.sources}
    for option in model.hours:
        offering = model.case.offering_of(option)
        for share in dataset.shares:
            if share.field not in (None, offering.field) or share.ags not in (None, offering.ags):
                continue
            for year in option.period.years:
                pieces = [piece for piece in model.slots(option) if piece.start.year == year]
                of_kind = {source for source, kind in kinds.items() if kind == share.kind}
                paid = pulp.lpSum([_paid(model, option, each, of_kind) for each in pieces])
                cost = pulp.lpSum([_cost(model, option, each) for each in pieces])
                yield paid >= float(share.minimum) * cost
                yield paid <= float(share.maximum) * cost


def _matching(model: Naive) -> Iterator[Variable]:
    for rule in matchings(model.case):
        inside = {key: v for key, v in model.money.items() if model.case.offering_of(key[0]).field in rule.fields}
        state = [variable for (_, pot, _), variable in inside.items() if pot in rule.state_pots]
        local = [variable for (_, pot, _), variable in inside.items() if pot in rule.local_pots]
        if state:
            yield pulp.lpSum(state) - pulp.lpSum(local) <= rule.room / 100


def _pins(model: Naive) -> Iterator[Variable]:
    for option, hours in model.hours.items():
        for pin in model.case.pins:
            if (pin.offering, pin.capacity) == (model.case.outage[option.outage].offering, option.capacity):
                value = math.floor((pin.hours or 0) * 100) / 100
                rows = {"fest": hours == value, "mindestens": hours >= value, "höchstens": hours <= value}
                if pin.kind in rows:
                    yield rows[pin.kind]


def _lots(model: Naive) -> Iterator[Variable]:
    rules = model.case.dataset.rules
    for option, used in model.used.items():
        lost = model.case.outage[option.outage].hours
        yield model.hours[option] <= float(lost) * used
        if rules.min_hours:
            yield model.hours[option] >= float(min(rules.min_hours, lost)) * used
    if rules.max_substitutes:
        for outage in model.case.outages:
            uses = [used for option, used in model.used.items() if option.outage == outage.number]
            if uses:
                yield pulp.lpSum(uses) <= rules.max_substitutes


def _goals(model: Naive) -> Iterator[tuple[str, int, Variable]]:
    """Name, 1 to minimise or -1 to maximise, expression."""
    case = model.case
    priorities = sorted({case.offering_of(outage).priority for outage in case.outages if not outage.frees_only})
    for goal in case.dataset.rules.goals:
        if goal == "Versorgung":
            for priority in priorities:
                name = f"{goal} {priority}" if len(priorities) > 1 else goal
                yield name, -1, _coverage(model, priority)
        else:
            yield goal, 1, _EXPRESSIONS[goal](model)


def _coverage(model: Naive, priority: int) -> Variable:
    case = model.case
    inside = {option: h for option, h in model.hours.items() if case.offering_of(option).priority == priority}
    return pulp.lpSum([float(case.offering_of(o).need * o.period.months) * hours for o, hours in inside.items()])


def _subsidiarity(model: Naive) -> Variable:
    provider = model.case.dataset.provider
    inside = {o: h for o, h in model.hours.items() if provider[model.case.capacity_of(o).provider].municipal}
    return pulp.lpSum([float(option.period.months) * hours for option, hours in inside.items()])


def _reserves(model: Naive) -> Variable:
    return pulp.lpSum([v for (_, pot, _), v in model.money.items() if model.case.pot[pot].kind == "reserve"])


_EXPRESSIONS: Final[Mapping[str, Callable[[Naive], Variable]]] = {
    "Subsidiarität": _subsidiarity,
    "Reserven": _reserves,
    "Nähe": lambda model: pulp.lpSum([o.km * float(o.period.months) * h for o, h in model.hours.items()]),
    "Kosten": lambda model: pulp.lpSum(list(model.money.values())),
    "Übergaben": lambda model: pulp.lpSum(list(model.used.values())),
}
